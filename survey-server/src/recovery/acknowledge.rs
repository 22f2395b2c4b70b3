//! The customer is told at once that they were heard: who gets in touch and by when, by the real clock.

use serde_json::json;
use survey_core::recovery::Action;

use super::case;
use super::honest;
use super::promise;
use super::rules;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::suppress;
use crate::store::cases::Case;
use crate::store::deliveries::Kind;
use crate::store::jobs::{Class, Job, Payload};
use crate::store::promises::What;
use crate::store::{Conn, Id, cases, deliveries, people, promises, workspaces};

/// So long the comment is waited for, as for the alert to the team.
const COMMENT_SECS: i64 = 60;

/// The job that tells the customer of a case, decided when it runs.
pub fn job(cx: &Cx, case: Id) -> Job {
    Job::new(cx, Class::Alert, Payload::Acknowledge { case }).at(cx.now.plus_secs(COMMENT_SECS)).once(key(case))
}

/// What that job is known by while it waits.
pub fn key(case: Id) -> String {
    format!("acknowledge/{case}")
}

/// Makes the first promise of a case and tells the customer of it, once. Where nobody is to be contacted, or somebody
/// was faster, nothing is said.
pub fn run(conn: &mut Conn, cx: &Cx, id: Id) -> Result<(), Error> {
    let Some(case) = cases::find_locked(conn, cx.workspace, id)? else { return Ok(()) };
    let too_late = !case.is_open() || case.contacted_at.is_some();
    if too_late || case.do_not_contact || !promises::list(conn, cx.workspace, id)?.is_empty() {
        return Ok(());
    }
    let person = people::named(conn, cx.workspace, case.person_id)?;
    let Some(person) = person else { return Ok(()) };
    let workspace = workspaces::load(conn, cx.workspace)?;
    // What the page after the answer has named, unless it is over already, or nobody is there until then.
    let stands = case.due_at > cx.now && !honest::is_closed_until(&workspace, cx.now, case.due_at);
    let at = if stands { case.due_at } else { honest::time(conn, cx, &workspace, &case)? };
    let promise = promise::make(conn, cx, id, What::Contact, at, None)?;
    case::note(conn, cx, id, "promised", "system", json!({ "by": at }))?;
    let by_rule = of_rules(conn, cx, &case)?;
    let wanted = workspace.settings.0.promises.acknowledge || by_rule.wanted;
    let told = deliveries::last_number(conn, cx.workspace, id, Kind::Acknowledgement)? > 0;
    if !wanted || told || suppress::standing(conn, cx, &person)?.bounced {
        return Ok(());
    }
    let params = json!({ "promise": promise.n, "words": by_rule.words });
    if promise::tell_customer(conn, cx, &case, &promise, Kind::Acknowledgement, params)? {
        case::note(conn, cx, id, "acknowledged", "system", json!({ "by": at }))?;
    }
    Ok(())
}

/// What the rules say that acted.
#[derive(Default)]
struct ByRule {
    /// One of them wants the customer to be told.
    wanted: bool,
    /// In these words.
    words: Option<String>,
}

fn of_rules(conn: &mut Conn, cx: &Cx, case: &Case) -> Result<ByRule, Error> {
    let mut acted: Vec<String> = case.rule.iter().cloned().collect();
    if let Some(response) = case.response_id.or(case.event_id) {
        acted.extend(cases::rules_done(conn, cx.workspace, response)?);
    }
    let (rules, _) = rules::current(conn, cx)?;
    let mut actions = rules.rules().iter().filter(|rule| acted.contains(&rule.id)).flat_map(|rule| &rule.then);
    let found = actions.find_map(|action| match action {
        Action::Acknowledge { message } => Some(ByRule { wanted: true, words: message.clone() }),
        _ => None,
    });
    Ok(found.unwrap_or_default())
}
