//! What somebody does with a case. A step that meets a newer version is refused, with what was typed.

use actix_web::http::StatusCode;
use actix_web::web;
use serde_json::{Value, json};
use survey_core::recovery::{CaseStep, Outcome};

use super::case::{self as shown, Refused};
use super::error::{AdminResult, local};
use super::form::Form;
use super::member::Member;
use super::row;
use super::timeline;
use crate::error::Error;
use crate::recovery::case::{self, Act};
use crate::recovery::merge::{self, Join};
use crate::store::{Id, cases};
use crate::web::page::see_other;

/// Most characters of a note.
pub(super) const MAX_NOTE: usize = 4000;

/// POST /admin/cases/{id}/claim
pub async fn claim(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let back = form.text("back");
    let (id, me) = (case_id(&id)?, member.who.user.id);
    let act = Act { step: CaseStep::Claim, assignee: Some(me), version: None, ..act(&member, &form, CaseStep::Claim) };
    if let Err(error) = member.write(move |conn, cx| case::act(conn, cx, id, &act)).await {
        return refuse(&member, id, &form, "", error).await;
    }
    let own = format!("/admin/cases/{id}");
    Ok(member.done(if back.is_empty() { &own } else { local(&back) }, "case-claimed"))
}

/// POST /admin/cases/{id}/contact
pub async fn contact(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id = case_id(&id)?;
    let channel = form.text("channel");
    let channel =
        ["phone", "email", "chat", "in_person"].into_iter().find(|known| *known == channel).unwrap_or("phone");
    let reached = form.text("result") == "reached";
    let me = member.who.user.id;
    let mut act = act(&member, &form, if reached { CaseStep::Contact } else { CaseStep::Note });
    let done = member
        .write(move |conn, cx| {
            // Whoever reaches the customer looks after the case, unless somebody does already.
            act.assignee = cases::load(conn, cx.workspace, id)?.assignee_id.or(Some(me));
            let kind = if reached { CaseStep::Contact.name() } else { "no_answer" };
            case::act_as(conn, cx, id, &act, kind, json!({ "channel": channel }))
        })
        .await;
    finish(&member, id, &form, "contact", done.map(|_| ())).await
}

/// POST /admin/cases/{id}/note
pub async fn note(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let act = act(&member, &form, CaseStep::Note);
    if act.note.is_none() {
        return Ok(see_other(&format!("/admin/cases/{}", case_id(&id)?)));
    }
    plain(&member, case_id(&id)?, &form, "note", act).await
}

/// POST /admin/cases/{id}/resolve
pub async fn resolve(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let outcome: Option<Outcome> = serde_json::from_value(Value::from(form.text("outcome"))).ok();
    let act = Act { outcome, ..act(&member, &form, CaseStep::Resolve) };
    plain(&member, case_id(&id)?, &form, "resolve", act).await
}

/// POST /admin/cases/{id}/reopen
pub async fn reopen(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let act = act(&member, &form, CaseStep::Reopen);
    plain(&member, case_id(&id)?, &form, "reopen", act).await
}

/// POST /admin/cases/{id}/wait
pub async fn wait(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let act = act(&member, &form, CaseStep::Wait);
    plain(&member, case_id(&id)?, &form, "wait", act).await
}

/// POST /admin/cases/{id}/resume
pub async fn resume(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let act = act(&member, &form, CaseStep::Resume);
    plain(&member, case_id(&id)?, &form, "resume", act).await
}

/// POST /admin/cases/{id}/release
pub async fn release(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let act = act(&member, &form, CaseStep::Release);
    plain(&member, case_id(&id)?, &form, "release", act).await
}

/// POST /admin/cases/{id}/dismiss
pub async fn dismiss(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let act = act(&member, &form, CaseStep::Dismiss);
    plain(&member, case_id(&id)?, &form, "dismiss", act).await
}

/// POST /admin/cases/{id}/merge
pub async fn merge(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id = case_id(&id)?;
    let act = act(&member, &form, CaseStep::Merge);
    let chosen = form.text("into");
    let number = form.text("number").trim_start_matches(['#', '№']).parse::<i32>().ok();
    let other_person = !form.text("other_person").is_empty();
    let done = member
        .write(move |conn, cx| {
            let into = match (chosen.parse::<Id>(), number) {
                (Ok(into), _) => into,
                (Err(_not_chosen), Some(number)) => {
                    let found = cases::find_by_number(conn, cx.workspace, number)?;
                    found.ok_or_else(|| Error::invalid("into", "there is no case of this number"))?.id
                }
                (Err(_not_chosen), None) => return Err(Error::invalid("into", "choose the case that goes on")),
            };
            let join = Join { into, version: act.version, actor: act.actor, note: act.note, other_person };
            merge::merge(conn, cx, id, &join)
        })
        .await;
    match done {
        Ok(case) => Ok(member.done(&format!("/admin/cases/{}", case.id), "case-merged")),
        Err(error) => refuse(&member, id, &form, "merge", error).await,
    }
}

/// POST /admin/cases/{id}/assign
pub async fn assign(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id = case_id(&id)?;
    let wanted = form.text("user");
    let (step, assignee) = match wanted.parse::<Id>() {
        Ok(user) => (CaseStep::Assign, Some(user)),
        Err(_nobody) => (CaseStep::Release, None),
    };
    let act = Act { assignee, ..act(&member, &form, step) };
    let done = member
        .write(move |conn, cx| {
            if let Some(user) = assignee
                && !row::member_names(conn, cx)?.contains_key(&user)
            {
                return Err(Error::NotFound("member"));
            }
            // Nobody had it and nobody gets it: nothing to do.
            if step == CaseStep::Release && cases::load(conn, cx.workspace, id)?.assignee_id.is_none() {
                return Ok(());
            }
            case::act(conn, cx, id, &act).map(|_| ())
        })
        .await;
    finish(&member, id, &form, "", done).await
}

async fn plain(member: &Member, id: Id, form: &Form, name: &'static str, act: Act) -> AdminResult {
    let done = member.write(move |conn, cx| case::act(conn, cx, id, &act)).await;
    finish(member, id, form, name, done.map(|_| ())).await
}

async fn finish(member: &Member, id: Id, form: &Form, name: &'static str, done: Result<(), Error>) -> AdminResult {
    match done {
        Ok(()) => Ok(member.done(&format!("/admin/cases/{id}"), "case-saved")),
        Err(error) => refuse(member, id, form, name, error).await,
    }
}

/// The page again: somebody was faster, or a field is missing. Other errors are not this page's.
async fn refuse(member: &Member, id: Id, form: &Form, name: &'static str, error: Error) -> AdminResult {
    let (status, conflict) = match &error {
        Error::Conflict { code: "other_person", .. } => {
            (StatusCode::CONFLICT, member.reader.text("merge-other-person", &[])?)
        }
        Error::Conflict { code: "case_changed", .. } => (StatusCode::CONFLICT, faster(member, id, form).await?),
        Error::Conflict { .. } if name == "merge" => (StatusCode::CONFLICT, member.reader.text("merge-closed", &[])?),
        Error::Conflict { .. } => (StatusCode::CONFLICT, faster(member, id, form).await?),
        Error::Invalid(_) if name == "merge" => {
            (StatusCode::UNPROCESSABLE_ENTITY, member.reader.text("merge-unknown", &[])?)
        }
        Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, member.reader.text("case-outcome-missing", &[])?),
        _ => return Err(error.into()),
    };
    let refused = Refused {
        conflict: Some(conflict),
        draft: form.text("note"),
        draft_outcome: form.text("outcome"),
        open_step: name,
    };
    shown::page(member, id, status, refused).await
}

/// Who was faster, and what they did.
async fn faster(member: &Member, id: Id, form: &Form) -> Result<String, Error> {
    let line = latest(member, id).await?;
    let kept = if form.text("note").is_empty() { "no" } else { "yes" };
    member.reader.text("case-conflict", &[("line", line.into()), ("kept", kept.into())])
}

/// The newest line of a case's timeline, as a sentence.
pub(super) async fn latest(member: &Member, id: Id) -> Result<String, Error> {
    let (entries, names) = member
        .read(move |conn, cx| Ok((cases::entries(conn, cx.workspace, id)?, row::member_names(conn, cx)?)))
        .await?;
    let newest = entries.iter().rev().find(|entry| timeline::what(&entry.kind).is_some());
    Ok(newest.map(|entry| timeline::headline(&member.reader, entry, &names)).transpose()?.unwrap_or_default())
}

fn act(member: &Member, form: &Form, step: CaseStep) -> Act {
    let note: String = form.text("note").replace("\r\n", "\n").chars().take(MAX_NOTE).collect();
    Act {
        step,
        assignee: None,
        actor: member.actor(),
        outcome: None,
        note: (!note.is_empty()).then_some(note),
        version: form.number("version"),
    }
}

fn case_id(text: &str) -> Result<Id, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound("case"))
}
