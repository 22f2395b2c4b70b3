//! Rules: every one as its sentence, in their order; switched, moved, edited, tried on an example and on the past, and put
//! back as they were.

mod action;
mod condition;
mod example;
pub mod one;
mod trial;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use survey_core::recovery::{Rules, Trigger};

use self::example::Example;
use self::trial::Trial;
use crate::error::{Error, Problem};
use crate::recovery::pledge::{self, Unheld};
use crate::recovery::rules;
use crate::store::rules::{self as stored, Version};
use crate::store::{Time, workspaces};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::row::member_names;

const PATH: &str = "/admin/settings/rules";
/// Versions that are listed.
const VERSIONS: i64 = 20;

/// One of several.
#[derive(Debug, Serialize)]
pub struct Choice {
    key: String,
    name: String,
    selected: bool,
}

#[derive(Serialize)]
struct Content {
    version: i32,
    rules: Vec<Line>,
    /// What does not fit the surveys any more.
    broken: Vec<String>,
    unheld: Vec<Warning>,
    document: String,
    open: bool,
    problems: Vec<String>,
    trial: Option<Trial>,
    versions: Vec<Old>,
    example: Example,
}

#[derive(Serialize)]
struct Line {
    id: String,
    href: String,
    name: String,
    sentence: String,
    on: bool,
    first: bool,
    last: bool,
    triggers: Vec<&'static str>,
}

/// A promise that the last weeks' figures do not hold.
#[derive(Serialize)]
struct Warning {
    rule: String,
    percent: i64,
    cases: usize,
    median: Option<i64>,
    p90: Option<i64>,
}

#[derive(Serialize)]
struct Old {
    version: i32,
    at: Time,
    by: String,
    rules: usize,
    current: bool,
}

/// What was typed or tried, for the page that comes back.
#[derive(Default)]
struct Typed {
    document: Option<String>,
    problems: Vec<Problem>,
    trial: Option<Trial>,
    example: Option<Form>,
}

/// GET /admin/settings/rules
pub async fn show(member: Member) -> AdminResult {
    page(&member, StatusCode::OK, Typed::default()).await
}

/// POST /admin/settings/rules: switches a rule, or moves it.
pub async fn act(member: Member, form: Form) -> AdminResult {
    let (id, what) = (form.text("rule"), form.text("do"));
    let change = move |document: &mut Value| {
        let Some(list) = document["rules"].as_array_mut() else { return };
        let Some(at) = list.iter().position(|rule| rule["id"] == id.as_str()) else { return };
        match what.as_str() {
            "on" | "off" => list[at]["enabled"] = (what == "on").into(),
            "up" if at > 0 => list.swap(at, at - 1),
            "down" if at + 1 < list.len() => list.swap(at, at + 1),
            "remove" => drop(list.remove(at)),
            _ => {}
        }
    };
    match change_set(&member, &form, change).await {
        Ok(()) => Ok(member.done(PATH, "rules-saved")),
        Err(Error::Invalid(problems)) => refused(&member, None, problems).await,
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/rules/json: the whole set as it was typed, saved or tried.
pub async fn json(member: Member, form: Form) -> AdminResult {
    let typed = form.raw("document").to_owned();
    let read = Rules::parse(&typed).map_err(|invalid| Error::Invalid(invalid.problems));
    let document = match read.map(|rules| json!(rules)) {
        Ok(document) => document,
        Err(Error::Invalid(problems)) => return refused(&member, Some(typed), problems).await,
        Err(error) => return Err(error.into()),
    };
    if form.text("step") == "try" {
        let wanted = document.clone();
        return match member.read(move |conn, cx| rules::checked(conn, cx, &wanted)).await {
            Ok(rules) => {
                let trial = Some(trial::run(&member, &form, rules).await?);
                page(&member, StatusCode::OK, Typed { document: Some(typed), trial, ..Typed::default() }).await
            }
            Err(Error::Invalid(problems)) => refused(&member, Some(typed), problems).await,
            Err(error) => Err(error.into()),
        };
    }
    match change_set(&member, &form, move |set| *set = document).await {
        Ok(()) => Ok(member.done(PATH, "rules-saved")),
        Err(Error::Invalid(problems)) => refused(&member, Some(typed), problems).await,
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/rules/restore: an old version becomes the newest.
pub async fn restore(member: Member, form: Form) -> AdminResult {
    let Some(wanted) = form.number("restore") else { return Err(Error::NotFound("version of the rules").into()) };
    let old = member.read(move |conn, cx| stored::load(conn, cx.workspace, wanted)).await?;
    match change_set(&member, &form, move |set| *set = json!(old)).await {
        Ok(()) => Ok(member.done(PATH, "rules-restored")),
        Err(Error::Invalid(problems)) => refused(&member, None, problems).await,
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/rules/example: which rules would act.
pub async fn attempt(member: Member, form: Form) -> AdminResult {
    page(&member, StatusCode::OK, Typed { example: Some(form), ..Typed::default() }).await
}

/// Changes the set that the page showed; somebody else's newer one is not overwritten.
async fn change_set(
    member: &Member,
    form: &Form,
    change: impl FnOnce(&mut Value) + Send + 'static,
) -> Result<(), Error> {
    let (shown, actor) = (form.number("version"), member.actor());
    let changed = member.reader.text("rules-changed", &[])?;
    member
        .write(move |conn, cx| {
            let (present, version) = rules::current(conn, cx)?;
            if shown != Some(version) {
                return Err(Error::Invalid(vec![Problem::new("", changed)]));
            }
            let mut document = json!(present);
            change(&mut document);
            rules::save(conn, cx, &document, &actor).map(drop)
        })
        .await
}

async fn refused(member: &Member, document: Option<String>, problems: Vec<Problem>) -> AdminResult {
    page(member, StatusCode::UNPROCESSABLE_ENTITY, Typed { document, problems, ..Typed::default() }).await
}

async fn page(member: &Member, status: StatusCode, typed: Typed) -> Result<HttpResponse, AdminError> {
    let former = member.reader.text("actor-former", &[])?;
    let (program, system) = (member.reader.text("actor-program", &[])?, member.reader.text("rules-by-system", &[])?);
    let (set, version, problems, unheld, versions, surveys, calendar) = member
        .read(move |conn, cx| {
            let (set, version) = rules::current(conn, cx)?;
            let problems = rules::problems(conn, cx, &set)?;
            let names = member_names(conn, cx)?;
            let who = |by: &str| match by.parse() {
                Ok(id) => names.get(&id).cloned().unwrap_or_else(|| former.clone()),
                Err(_no_user) if by.starts_with("key/") => program.clone(),
                Err(_no_user) => system.clone(),
            };
            let versions: Vec<(Version, String)> = stored::versions(conn, cx.workspace, VERSIONS)?
                .into_iter()
                .map(|one| {
                    let by = who(&one.by);
                    (one, by)
                })
                .collect();
            let unheld = pledge::unheld(conn, cx, &set)?;
            let calendar = workspaces::load(conn, cx.workspace)?.settings.0.calendar;
            Ok((set, version, problems, unheld, versions, rules::surveys_now(conn, cx)?, calendar))
        })
        .await?;
    let example = match &typed.example {
        Some(form) => example::tried(member, form, &surveys, &set, &calendar),
        None => example::empty(&surveys),
    };
    let content = Content {
        version,
        rules: lines(member, &set),
        broken: problems.iter().map(|problem| said(&set, problem)).collect(),
        unheld: unheld.into_iter().map(warning).collect(),
        open: typed.document.is_some() || !typed.problems.is_empty(),
        document: match typed.document {
            Some(document) => document,
            None => serde_json::to_string_pretty(&set).map_err(Error::internal)?,
        },
        problems: typed.problems.iter().map(ToString::to_string).collect(),
        trial: typed.trial,
        versions: versions
            .into_iter()
            .map(|(one, by)| Old {
                current: one.version == version,
                version: one.version,
                at: one.at,
                by,
                rules: one.rules,
            })
            .collect(),
        example,
    };
    member.page(Room::Settings, "settings_rules", status, &content).await
}

fn lines(member: &Member, set: &Rules) -> Vec<Line> {
    let count = set.rules().len();
    let triggers = [(Trigger::Answer, "answer"), (Trigger::Event, "event"), (Trigger::Time, "time")];
    let line = |(at, rule): (usize, &survey_core::recovery::Rule)| Line {
        id: rule.id.clone(),
        href: format!("{PATH}/one/{}", rule.id),
        name: rule.name.clone(),
        sentence: rule.sentence(member.reader.language()),
        on: rule.enabled,
        first: at == 0,
        last: at + 1 == count,
        triggers: triggers.iter().filter(|(trigger, _)| rule.runs_on(*trigger)).map(|(_, word)| *word).collect(),
    };
    set.rules().iter().enumerate().map(line).collect()
}

/// A problem with the rule that it is in, by name.
fn said(set: &Rules, problem: &Problem) -> String {
    let place = problem.path.strip_prefix("rules[").and_then(|rest| rest.split(']').next()?.parse::<usize>().ok());
    match place.and_then(|place| set.rules().get(place)) {
        Some(rule) => format!("{}: {}", rule.name, problem.message),
        None => problem.to_string(),
    }
}

fn warning(unheld: Unheld) -> Warning {
    Warning {
        rule: unheld.rule,
        percent: (100 * unheld.held / unheld.cases.max(1)) as i64,
        cases: unheld.cases,
        median: unheld.median_minutes,
        p90: unheld.p90_minutes,
    }
}
