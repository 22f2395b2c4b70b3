//! What a changed answer sets off: the rules are asked again, and what they say is done once, in the answer's transaction.
//! What the many first posts of a batch set off is done together, in `first`.

use serde_json::{Value, json};
use survey_core::recovery::{Action, NewCase, Planned};

use super::acknowledge;
use super::callback::{self, About, Outbox};
use super::case::{self, Origin};
use super::{contradiction, merge, previous};
use crate::clock::Cx;
use crate::error::Error;
use crate::response::answer::{Setting, situation};
use crate::store::cases::{Case, RuleAction};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::responses::Response;
use crate::store::{Conn, Id, Time, cases, people, responses};

/// People wait so long for the comment before they are told; programs do not wait.
const COMMENT_SECS: i64 = 60;
/// The word in rules for those who decide.
pub const MANAGER: &str = "manager";

/// What happened to a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Its answers changed.
    Amended {
        /// The main score before.
        before: Option<i32>,
    },
    /// It no longer counts.
    Contradicted,
    /// It counts again: after answers that contradicted each other came one that stands alone.
    Restored,
}

/// Runs the rules on a response that was changed, and tells the programs.
pub fn run(
    conn: &mut Conn,
    cx: &Cx,
    outbox: &mut Outbox,
    setting: &Setting,
    row: &mut Response,
    change: Change,
) -> Result<(), Error> {
    let told = row.clone();
    let mut about = About::response(&setting.survey_key, &told);
    if change == Change::Contradicted {
        about.case = contradiction::withdraw(conn, cx, row)?;
        return callback::enqueue(conn, cx, outbox, "response.updated", &about);
    }
    let before = previous::of_one(conn, cx, setting, row)?;
    let mut looked_at = situation(setting, row);
    previous::set(&mut looked_at, &setting.survey, before);
    let plan: Vec<Planned> = setting.rules.plan(&looked_at);
    let actions: Vec<RuleAction> = plan.iter().map(|planned| action(cx, row, planned)).collect();
    let new = cases::mark_done(conn, &actions.iter().collect::<Vec<_>>())?;
    let fresh: Vec<Planned> = plan.into_iter().zip(new).filter(|(_, new)| *new).map(|(planned, _)| planned).collect();
    about.do_not_contact = setting.survey.anonymous() || fresh.iter().any(|planned| planned.do_not_contact);
    about.case = open_case(conn, cx, outbox, setting, row, &fresh)?;
    if let Change::Amended { before } = change {
        tell_case(conn, cx, row, before, &mut about)?;
    }
    callback::enqueue(conn, cx, outbox, "response.updated", &about)?;
    for planned in &fresh {
        carry_out(conn, cx, outbox, Some(row), &about, &planned.action)?;
        if let (Action::Tag { tag }, Some(case)) = (&planned.action, &about.case) {
            tag_case(conn, cx, case.id, tag)?;
        }
    }
    Ok(())
}

/// An action of a rule as it is marked as done.
pub(super) fn action(cx: &Cx, row: &Response, planned: &Planned) -> RuleAction {
    let rule = planned.rule.clone();
    RuleAction { workspace_id: cx.workspace, response_id: row.id, rule, action: planned.key(), at: cx.now }
}

/// Does one action about a response, or about an event where there is none.
pub(super) fn carry_out(
    conn: &mut Conn,
    cx: &Cx,
    outbox: &mut Outbox,
    row: Option<&mut Response>,
    about: &About<'_>,
    action: &Action,
) -> Result<(), Error> {
    match action {
        Action::Callback { event } => callback::enqueue(conn, cx, outbox, event, about)?,
        Action::Notify { to } if to == MANAGER => {
            if let Some(case) = &about.case {
                // After the team, so that nobody who is of both is told twice.
                let wait = if row.is_some() { COMMENT_SECS + 1 } else { 1 };
                let job = Job::new(cx, Class::Alert, Payload::TellManager { case: case.id });
                outbox.jobs.push(job.at(cx.now.plus_secs(wait)).once(format!("manager/{}", case.id)));
            }
        }
        Action::Notify { .. } => {
            if let Some(case) = &about.case {
                let job = Job::new(cx, Class::Alert, Payload::Alert { case: case.id });
                outbox.jobs.push(match row {
                    Some(row) => job.at(cx.now.plus_secs(COMMENT_SECS)).once(contradiction::alert_key(case.id, row.id)),
                    None => job.once(format!("alert/{}", case.id)),
                });
            }
        }
        Action::Tag { tag } => {
            if let Some(row) = row.filter(|row| !row.tags.0.contains(tag)) {
                row.tags.0.push(tag.clone());
                responses::update(conn, row)?;
            }
        }
        Action::Acknowledge { .. } => {
            if let Some(case) = about.case.as_ref().filter(|case| !case.do_not_contact) {
                outbox.jobs.push(acknowledge::job(cx, case.id));
            }
        }
        // The case was opened before; the other actions are refused when rules are saved.
        _ => {}
    }
    Ok(())
}

/// Tags a case, as it now stands.
pub(super) fn tag_case(conn: &mut Conn, cx: &Cx, id: Id, tag: &str) -> Result<(), Error> {
    loop {
        let mut case = cases::load(conn, cx.workspace, id)?;
        if case.tags.0.iter().any(|known| known == tag) {
            return Ok(());
        }
        let read = case.version;
        case.tags.0.push(tag.to_owned());
        (case.version, case.updated_at) = (read + 1, cx.now);
        // Somebody may have claimed it in this very moment: then it is read again.
        if cases::update(conn, &case, read)? {
            return Ok(());
        }
    }
}

/// Opens the case that the rules want, or lets the answer join the one that is open for this person and survey.
fn open_case(
    conn: &mut Conn,
    cx: &Cx,
    outbox: &mut Outbox,
    setting: &Setting,
    row: &Response,
    plan: &[Planned],
) -> Result<Option<Case>, Error> {
    let calendar = &setting.workspace.settings.0.calendar;
    // Of an anonymous answer only the day is known, and nobody can be called: the clock starts when it is told.
    let anonymous = setting.survey.anonymous();
    let tapped_at = if anonymous { cx.now } else { row.answered_at };
    let Some(mut wanted) = NewCase::of(plan, calendar, tapped_at.timestamp()) else {
        return cases::find_by_response(conn, cx.workspace, row.id);
    };
    wanted.do_not_contact |= anonymous;
    let detail = said(row);
    // One case per response, whatever another rule wants later.
    if let Some(own) = cases::find_by_response(conn, cx.workspace, row.id)? {
        // Joined to another meanwhile: that one goes on.
        let own = merge::survivor(conn, cx, own)?;
        let own = contradiction::taken_back(conn, cx, own, row, &wanted)?;
        case::note(conn, cx, own.id, "answered_again", "respondent", detail)?;
        return Ok(Some(own));
    }
    if let Some(person) = row.person_id {
        people::lock(conn, cx.workspace, person)?;
        let open = cases::open_of_person(conn, cx.workspace, person)?;
        if let Some(joined) = open.into_iter().find(|case| case.survey_id == Some(row.survey_id)) {
            case::note(conn, cx, joined.id, "answered_again", "respondent", detail)?;
            return Ok(Some(joined));
        }
    }
    let opened = case::open(conn, cx, outbox, &origin(row, tapped_at), &wanted)?;
    case::note(conn, cx, opened.id, "answered", "respondent", detail)?;
    let about = About { case: Some(opened.clone()), ..About::response(&setting.survey_key, row) };
    callback::enqueue(conn, cx, outbox, "case.opened", &about)?;
    Ok(Some(opened))
}

/// An answer as the timeline shows it.
pub(super) fn said(row: &Response) -> Value {
    json!({"response": row.id, "score": row.score, "comment": row.comment})
}

/// Where a case that an answer opens comes from.
pub(super) fn origin(row: &Response, tapped_at: Time) -> Origin {
    Origin {
        word: "answer",
        kind: case::COMPLAINT.to_owned(),
        event_id: None,
        survey_id: Some(row.survey_id),
        response_id: Some(row.id),
        person_id: row.person_id,
        tapped_at,
    }
}

/// A changed answer lands in the case that the first one opened; a better score never closes it by itself.
fn tell_case(
    conn: &mut Conn,
    cx: &Cx,
    row: &Response,
    before: Option<i32>,
    about: &mut About<'_>,
) -> Result<(), Error> {
    let Some(case) = cases::find_by_response(conn, cx.workspace, row.id)? else { return Ok(()) };
    let case = merge::survivor(conn, cx, case)?;
    let detail = json!({"response": row.id, "score": row.score, "score_before": before, "comment": row.comment});
    case::note(conn, cx, case.id, "answer_changed", "respondent", detail)?;
    about.case.get_or_insert(case);
    Ok(())
}
