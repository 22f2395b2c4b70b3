//! Settings: reminding the silent, and asking everyone once per cadence.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use jiff::civil::Weekday;
use serde::Serialize;
use serde_json::Value;
use survey_core::outreach::{Reminders, Weekdays};

use super::Field;
use crate::error::Error;
use crate::outreach::{autopilot, remind};
use crate::reporting::score::day_start;
use crate::store::autopilot_members::{self, Platform};
use crate::store::surveys::{self, SurveyRow};
use crate::store::workspaces::{self, Autopilot, Workspace};
use crate::store::{Conn, WorkspaceId};
use crate::web::admin::dashboard::SurveyChoice;
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/autopilot";
/// The cadences that the page offers, in days: a quarter, half a year, a year.
const CADENCES: [u32; 3] = [91, 182, 364];
/// So many days of turns are shown.
const DAYS_SHOWN: i32 = 14;
const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Monday, "monday"),
    (Weekday::Tuesday, "tuesday"),
    (Weekday::Wednesday, "wednesday"),
    (Weekday::Thursday, "thursday"),
    (Weekday::Friday, "friday"),
    (Weekday::Saturday, "saturday"),
    (Weekday::Sunday, "sunday"),
];

#[derive(Serialize)]
struct Content {
    problem_count: usize,
    #[serde(flatten)]
    typed: BTreeMap<&'static str, Field>,
    active: bool,
    surveys: Vec<SurveyChoice>,
    cadences: Vec<Number>,
    weekdays: Vec<Choice>,
    weekdays_problem: Option<String>,
    members: i64,
    turns: Vec<Turns>,
    reminders: Vec<Number>,
}

#[derive(Serialize)]
struct Number {
    value: u32,
    selected: bool,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    selected: bool,
}

/// How many turns fall on a day.
#[derive(Serialize)]
struct Turns {
    day: crate::store::Time,
    count: i64,
}

/// What the page shows: what is stored, or what was typed.
struct Shown {
    reminders: String,
    reminder_days: String,
    active: bool,
    survey: String,
    every_days: String,
    from_hour: String,
    until_hour: String,
    weekdays: Vec<String>,
}

/// What is read for the page.
struct Read {
    workspace: Workspace,
    surveys: Vec<SurveyRow>,
    members: i64,
    turns: Vec<Turns>,
}

fn read(conn: &mut Conn, cx: &crate::clock::Cx) -> Result<Read, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let members = autopilot_members::count(conn, cx.workspace, Platform::Email)?;
    let turns = if workspace.settings.0.autopilot.active && members > 0 {
        turns(conn, cx.workspace, &workspace, workspace.day(cx.now))?
    } else {
        Vec::new()
    };
    Ok(Read { surveys: surveys::list(conn, cx.workspace)?, workspace, members, turns })
}

fn turns(conn: &mut Conn, id: WorkspaceId, workspace: &Workspace, today: i32) -> Result<Vec<Turns>, Error> {
    let mut turns = Vec::new();
    for day in today..today + DAYS_SHOWN {
        let (from, before) = (day_start(workspace, day), day_start(workspace, day + 1));
        let count = autopilot_members::count_due(conn, id, Platform::Email, (from, before))?
            + autopilot_members::count_planned(conn, id, Platform::Email, (from, before))?;
        turns.push(Turns { day: from, count });
    }
    Ok(turns)
}

/// GET /admin/settings/autopilot
pub async fn show(member: Member) -> AdminResult {
    let read = member.read(read).await?;
    let shown = stored(&read.workspace);
    page(&member, StatusCode::OK, shown, BTreeMap::new(), read).await
}

fn stored(workspace: &Workspace) -> Shown {
    let settings = &workspace.settings.0;
    let autopilot = &settings.autopilot;
    Shown {
        reminders: settings.reminders.at_most.to_string(),
        reminder_days: settings.reminders.after_days.to_string(),
        active: autopilot.active,
        survey: autopilot.survey.clone().unwrap_or_else(|| settings.default_survey.clone()),
        every_days: autopilot.every_days.to_string(),
        from_hour: autopilot.from_hour.to_string(),
        until_hour: autopilot.until_hour.to_string(),
        weekdays: Vec::from(autopilot.weekdays),
    }
}

async fn page(
    member: &Member,
    status: StatusCode,
    shown: Shown,
    mut problems: BTreeMap<&'static str, String>,
    read: Read,
) -> Result<HttpResponse, AdminError> {
    let other = shown.every_days.parse().ok().filter(|days| !CADENCES.contains(days));
    let choose = |value: u32, chosen: &str| Number { value, selected: chosen == value.to_string() };
    let typed =
        [("reminder_days", shown.reminder_days), ("from_hour", shown.from_hour), ("until_hour", shown.until_hour)];
    let content = Content {
        problem_count: problems.len(),
        weekdays_problem: problems.remove("weekdays"),
        typed: typed.into_iter().map(|(name, value)| (name, Field { value, problem: problems.remove(name) })).collect(),
        active: shown.active,
        surveys: read
            .surveys
            .iter()
            .map(|row| SurveyChoice { key: row.key.clone(), name: row.name.clone(), selected: row.key == shown.survey })
            .collect(),
        cadences: CADENCES.into_iter().chain(other).map(|days| choose(days, &shown.every_days)).collect(),
        weekdays: WEEK
            .iter()
            .map(|(_, name)| Choice {
                value: (*name).to_owned(),
                selected: shown.weekdays.iter().any(|day| day == name),
            })
            .collect(),
        members: read.members,
        turns: read.turns,
        reminders: (0..=Reminders::MOST).map(|most| choose(most.into(), &shown.reminders)).collect(),
    };
    member.page(Room::Settings, "settings_autopilot", status, &content).await
}

/// POST /admin/settings/autopilot
pub async fn send(member: Member, form: Form) -> AdminResult {
    let shown = Shown {
        reminders: form.text("reminders"),
        reminder_days: form.text("reminder_days"),
        active: form.text("active") == "yes",
        survey: form.text("survey"),
        every_days: form.text("every_days"),
        from_hour: form.text("from_hour"),
        until_hour: form.text("until_hour"),
        weekdays: form.all("weekdays"),
    };
    match change(&member, &shown)? {
        Ok((reminders, wanted)) => {
            let actor = member.actor();
            member
                .write(move |conn, cx| {
                    remind::configure(conn, cx, reminders, &actor)?;
                    autopilot::configure(conn, cx, &wanted, &actor)
                })
                .await?;
            Ok(member.done(PATH, "saved"))
        }
        Err(problems) => {
            let read = member.read(read).await?;
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, shown, problems, read).await
        }
    }
}

type Problems = BTreeMap<&'static str, String>;

/// What was typed, or what is wrong with each field.
fn change(member: &Member, shown: &Shown) -> Result<Result<(Reminders, Autopilot), Problems>, Error> {
    let mut problems = Problems::new();
    let mut number = |name: &'static str, text: &str, least: u32, most: u32| -> Result<u32, Error> {
        match text.parse().ok().filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(number),
            None => {
                let bounds = [("least", Value::from(least)), ("most", Value::from(most))];
                problems.insert(name, member.reader.text("problem-number", &bounds)?);
                Ok(least)
            }
        }
    };
    let at_most = number("reminders", &shown.reminders, 0, Reminders::MOST.into())?;
    let after_days = number("reminder_days", &shown.reminder_days, 1, 365)?;
    let every_days = number("every_days", &shown.every_days, *autopilot::DAYS.start(), *autopilot::DAYS.end())?;
    let from_hour = number("from_hour", &shown.from_hour, 0, 23)?;
    let until_hour = number("until_hour", &shown.until_hour, (from_hour + 1).min(24), 24)?;
    let chosen = WEEK.iter().filter(|(_, name)| shown.weekdays.iter().any(|day| day == name)).map(|(day, _)| *day);
    let weekdays = Weekdays::new(chosen);
    if weekdays.is_empty() {
        problems.insert("weekdays", member.reader.text("problem-weekdays", &[])?);
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    Ok(Ok((
        Reminders { at_most: small(at_most), after_days },
        Autopilot {
            active: shown.active,
            survey: Some(shown.survey.clone()).filter(|key| !key.is_empty()),
            every_days,
            weekdays,
            from_hour: small(from_hour),
            until_hour: small(until_hour),
            ..Autopilot::default()
        },
    )))
}
