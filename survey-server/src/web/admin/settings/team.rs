//! Who is told of cases: teams in their order, who is on call, who is away, and what happens while nobody takes a case.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::civil::DateTime;
use serde::Serialize;
use serde_json::{Value, json};

use super::id_of;
use crate::account::settings_document::{self, Part};
use crate::error::{Error, Problem};
use crate::recovery::duty;
use crate::recovery::roster::{self, Move, Planned};
use crate::store::alerts::Alerts;
use crate::store::shifts::{self, Shift};
use crate::store::users::{self, Role};
use crate::store::{Id, Time, teams, workspaces};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/team";
/// So many shifts to come are listed.
const MAX_SHIFTS: i64 = 200;

#[derive(Serialize)]
struct Content {
    teams: Vec<Team>,
    people: Vec<Person>,
    on_duty: String,
    shifts: Vec<Line>,
    away: Vec<Line>,
    steps: Vec<Step>,
    repeat: Option<u32>,
    alerts: AlertsShown,
    problems: Vec<Problem>,
    problem_count: usize,
}

#[derive(Serialize)]
struct Team {
    name: String,
    members: Vec<Person>,
}

#[derive(Clone, Serialize)]
struct Person {
    id: Id,
    name: String,
}

#[derive(Serialize)]
struct Line {
    id: Id,
    name: String,
    team: Option<String>,
    from: Time,
    until: Time,
    now: bool,
}

#[derive(Serialize)]
struct Step {
    n: usize,
    minutes: Option<u32>,
    clock: &'static str,
    tell: String,
}

#[derive(Serialize)]
struct AlertsShown {
    warn_percent: u8,
    digest_above: u32,
    quiet_from: String,
    quiet_until: String,
}

/// GET /admin/settings/team
pub async fn show(member: Member) -> AdminResult {
    page(&member, StatusCode::OK, Vec::new()).await
}

async fn page(member: &Member, status: StatusCode, problems: Vec<Problem>) -> Result<HttpResponse, AdminError> {
    let content = member
        .read(move |conn, cx| {
            let mut members = users::members(conn, cx.workspace)?;
            members.retain(|(_, role)| *role != Role::Viewer);
            let people: Vec<Person> = members
                .into_iter()
                .map(|(user, _)| Person {
                    id: user.id,
                    name: if user.name.is_empty() { user.email } else { user.name },
                })
                .collect();
            let person = |id: Id| people.iter().find(|person| person.id == id).cloned();
            let mut teams: Vec<Team> = Vec::new();
            for row in teams::all(conn, cx.workspace)? {
                let Some(person) = person(row.user_id) else { continue };
                match teams.last_mut().filter(|team| team.name == row.team) {
                    Some(team) => team.members.push(person),
                    None => teams.push(Team { name: row.team, members: vec![person] }),
                }
            }
            let on_duty = duty::on_duty(conn, cx, None, cx.now)?;
            let on_duty: Vec<String> = on_duty.into_iter().filter_map(person).map(|person| person.name).collect();
            let now = cx.now;
            let planned = shifts::from(conn, cx.workspace, now, MAX_SHIFTS)?;
            let line = |shift: Shift| {
                let name = person(shift.user_id)?.name;
                let (from, until) = (shift.from_at, shift.until_at);
                Some(Line { id: shift.id, name, team: shift.team, from, until, now: from <= now })
            };
            let (away, shifts): (Vec<Shift>, Vec<Shift>) = planned.into_iter().partition(|shift| shift.away);
            let alerts = workspaces::load(conn, cx.workspace)?.settings.0.alerts;
            Ok(Content {
                teams,
                on_duty: on_duty.join(", "),
                shifts: shifts.into_iter().filter_map(line).collect(),
                away: away.into_iter().filter_map(line).collect(),
                steps: steps(&alerts),
                repeat: alerts.escalation.repeat_every.map(|every| every.minutes),
                alerts: shown(&alerts),
                problem_count: problems.len(),
                problems,
                people,
            })
        })
        .await?;
    member.page(Room::Settings, "settings_team", status, &content).await
}

/// The steps of the chain, and an empty line for one more.
fn steps(alerts: &Alerts) -> Vec<Step> {
    let word = |value: Value| value.as_str().unwrap_or_default().to_owned();
    let listed = alerts.escalation.steps.iter().enumerate().map(|(at, step)| Step {
        n: at + 1,
        minutes: Some(step.after.minutes),
        clock: if step.after.clock == survey_core::recovery::Clock::Business { "business" } else { "wall" },
        tell: serde_json::to_value(step.tell).map(word).unwrap_or_default(),
    });
    let empty = Step { n: alerts.escalation.steps.len() + 1, minutes: None, clock: "wall", tell: "again".to_owned() };
    listed.chain([empty]).collect()
}

fn shown(alerts: &Alerts) -> AlertsShown {
    let at = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    AlertsShown {
        warn_percent: alerts.warn_percent,
        digest_above: alerts.digest_above,
        quiet_from: alerts.quiet.map(|quiet| at(quiet.from)).unwrap_or_default(),
        quiet_until: alerts.quiet.map(|quiet| at(quiet.until)).unwrap_or_default(),
    }
}

/// On to the page, or the page with what is wrong.
async fn finish(member: &Member, done: Result<(), Error>, word: &'static str) -> AdminResult {
    match done {
        Ok(()) => Ok(member.done(PATH, word)),
        Err(Error::Invalid(problems)) => page(member, StatusCode::UNPROCESSABLE_ENTITY, problems).await,
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/team: somebody joins a team; a name that nobody had makes one.
pub async fn join(member: Member, form: Form) -> AdminResult {
    let (team, user, actor) = (form.text("team"), id_of(&form.text("user"), "member")?, member.actor());
    let done = member.write(move |conn, cx| roster::join(conn, cx, &team, user, &actor)).await;
    finish(&member, done, "team-saved").await
}

/// POST /admin/settings/team/order
pub async fn order(member: Member, form: Form) -> AdminResult {
    let (team, user, actor) = (form.text("team"), id_of(&form.text("user"), "member")?, member.actor());
    let to = match form.text("to").as_str() {
        "up" => Move::Up,
        "down" => Move::Down,
        _ => Move::Out,
    };
    let done = member.write(move |conn, cx| roster::rearrange(conn, cx, &team, user, to, &actor)).await;
    finish(&member, done, "team-saved").await
}

/// POST /admin/settings/team/shifts: a time on call, or away.
pub async fn plan(member: Member, form: Form) -> AdminResult {
    let at = |name: &str| form.text(name).parse::<DateTime>();
    let (Ok(from), Ok(until)) = (at("from"), at("until")) else {
        let problem = member.reader.text("team-problem-time", &[])?;
        return page(&member, StatusCode::UNPROCESSABLE_ENTITY, vec![Problem::new("", problem)]).await;
    };
    let away = !form.text("away").is_empty();
    let planned = Planned {
        user: id_of(&form.text("user"), "member")?,
        team: Some(form.text("team")).filter(|team| !team.is_empty() && !away),
        away,
        from,
        until,
        weeks: form.number("weeks").unwrap_or(1),
    };
    let actor = member.actor();
    let done = member.write(move |conn, cx| roster::plan(conn, cx, &planned, &actor)).await;
    finish(&member, done, "shift-saved").await
}

/// POST /admin/settings/team/shifts/{id}/remove
pub async fn take_back(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "shift")?, member.actor());
    let done = member.write(move |conn, cx| roster::take_back(conn, cx, id, &actor)).await;
    finish(&member, done, "shift-removed").await
}

/// POST /admin/settings/team/alerts: the chain, warnings, quiet hours and storms.
pub async fn save(member: Member, form: Form) -> AdminResult {
    let number = |text: &str| text.trim().parse::<u32>().map_or_else(|_| json!(text), |number| json!(number));
    let rows = form.all("minutes").into_iter().zip(form.all("tell")).zip(form.all("clock"));
    let steps: Vec<Value> = rows
        .filter(|((minutes, _), _)| !minutes.trim().is_empty())
        .map(|((minutes, tell), clock)| json!({"after": {"minutes": number(&minutes), "clock": clock}, "tell": tell}))
        .collect();
    let repeat = form.text("repeat");
    let (from, until) = (form.text("quiet_from"), form.text("quiet_until"));
    let quiet = if from.is_empty() && until.is_empty() { Value::Null } else { json!({"from": from, "until": until}) };
    let alerts = json!({
        "escalation": {
            "steps": steps,
            "repeat_every": if repeat.is_empty() { Value::Null } else { json!({"minutes": number(&repeat), "clock": "wall"}) },
        },
        "warn_percent": number(&form.text("warn_percent")),
        "digest_above": number(&form.text("digest_above")),
        "quiet": quiet,
    });
    let given = json!({"alerts": alerts}).as_object().cloned().unwrap_or_default();
    let actor = member.actor();
    let done = member
        .write(move |conn, cx| settings_document::change(conn, cx, Part::All, &given, None, &actor).map(|_| ()))
        .await;
    finish(&member, done, "alerts-saved").await
}
