//! The box to try: an event that did not happen is decided about, and nothing is kept.

use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use survey_core::Properties;
use survey_core::outreach::{Decision, explain_in};

use super::{Typed, page};
use crate::error::Error;
use crate::outreach::event::{self, Asking, EventInput};
use crate::outreach::person::{self, PersonInput};
use crate::store::workspaces;
use crate::web::admin::error::AdminResult;
use crate::web::admin::form::Form;
use crate::web::admin::member::Member;

/// What was tried, and what would happen.
#[derive(Debug, Default, Serialize)]
pub(super) struct Tried {
    event: String,
    email: String,
    properties: String,
    /// The sentence; none before anything was tried.
    verdict: Option<String>,
    asked: bool,
    /// The number of the entry that decided, from one.
    entry: Option<usize>,
    survey: Option<String>,
    problems: Vec<String>,
}

/// POST /admin/settings/asking/try
pub async fn send(member: Member, form: Form) -> AdminResult {
    let mut tried = Tried {
        event: form.text("event"),
        email: form.text("email"),
        properties: form.raw("properties").trim().to_owned(),
        ..Tried::default()
    };
    let cx = member.app.cx(member.who.session.workspace_id);
    let input = EventInput {
        id: format!("try/{}", cx.id()),
        kind: tried.event.clone(),
        occurred_at: cx.now,
        person: PersonInput { email: Some(tried.email.clone()), ..PersonInput::default() },
        properties: properties(&tried.properties),
        basis: crate::outreach::plan::basis_of("legitimate_interest"),
        cancels: None,
        channel: None,
    };
    let done = member
        .app
        .db
        .rehearse(move |conn| {
            let workspace = workspaces::load(conn, cx.workspace)?;
            let recorded = event::record(conn, &cx, &workspace, &input, Asking::ByPlan)?;
            let person = crate::store::people::load(conn, cx.workspace, recorded.event.person_id)?;
            let all = person::merged(&person, &input.properties);
            let plan = &workspace.settings.0.plan;
            let entry = workspace.settings.0.ask_about(&input.kind, &all);
            let entry = entry.and_then(|entry| plan.iter().position(|one| std::ptr::eq(one, entry)));
            Ok((recorded.decision, entry, workspace.zone()))
        })
        .await;
    let status = match done {
        Ok((Some(planned), entry, zone)) => {
            tried.asked = matches!(planned.decision, Decision::Ask { .. });
            tried.verdict = Some(explain_in(&planned.decision, member.reader.language(), &zone));
            (tried.entry, tried.survey) = (entry.map(|at| at + 1), Some(planned.survey));
            StatusCode::OK
        }
        Ok((None, entry, _)) => {
            tried.entry = entry.map(|at| at + 1);
            tried.verdict = Some(member.reader.text("asking-try-nothing", &[])?);
            StatusCode::OK
        }
        Err(Error::Invalid(problems)) => {
            tried.problems = problems.iter().map(ToString::to_string).collect();
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(error) => return Err(error.into()),
    };
    page(&member, status, Typed { tried: Some(tried), ..Typed::default() }).await
}

/// Lines such as `total = 120`: what is JSON is that, anything else is a text.
fn properties(typed: &str) -> Properties {
    let lines = typed.lines().filter_map(|line| line.split_once('='));
    let read = |value: &str| serde_json::from_str(value).unwrap_or_else(|_text| Value::String(value.to_owned()));
    lines.map(|(name, value)| (name.trim().to_owned(), read(value.trim()))).collect()
}
