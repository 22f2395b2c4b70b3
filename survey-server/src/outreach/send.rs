//! The moment invitations are due: everything is looked at again, and what the mails say is put together.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use survey_core::outreach::Decision;
use survey_core::survey::{QuestionKind, Survey, pipe};

use super::again::{self, Again};
use super::campaign::{self, Gate};
use super::due_facts::Facts;
use super::plan::{self, Wish};
use super::why::Obstacle;
use super::{letter, person, withdraw, wording};
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::Logo;
use crate::response::rollup::asked;
use crate::secret::Purpose;
use crate::store::decisions::{self, Decided as Entry, Stage as Decided};
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::invitations::{self, Invitation, State};
use crate::store::jobs::Class;
use crate::store::people::Person;
use crate::store::rollups::{self, Changes};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time, WorkspaceId, people};
use crate::wording::Wording;

/// Who has another mail on its way is decided about again so much later.
const TURN_MS: i64 = 1_000;

/// A mail that waited longer than this is not sent any more.
const SEND_WITHIN_DAYS: i64 = 3;

/// A mail that falls due: the `n`th of a kind about an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// The invitation.
    pub invitation: Id,
    /// What kind of mail.
    pub kind: Kind,
    /// Which of that kind.
    pub n: i32,
    /// Since when it is due.
    pub since: Time,
}

/// What a due mail comes to.
#[derive(Clone, Debug)]
pub enum Due {
    /// Send this mail.
    Mail(Box<Letter>),
    /// It is no longer right to ask; the ledger says why.
    Withdrawn,
    /// It is not time yet: decide again then.
    Later(Time),
    /// There is nothing to do any more.
    Nothing,
}

/// What the mail of an invitation is rendered from.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its delivery row.
    pub delivery: Delivery,
    /// Whether that row is in the database: it is only written when the body goes out.
    pub kept: bool,
    /// What the ledger says of the decision, for the first attempt: it is written when the body goes out.
    pub entry: Option<Entry>,
    /// The invitation.
    pub invitation: Invitation,
    /// To whom.
    pub person: Person,
    /// Whose.
    pub workspace: Arc<Workspace>,
    /// By which survey.
    pub survey: Arc<Survey>,
    /// The survey's key.
    pub survey_key: String,
    /// The token of the survey link.
    pub token: String,
    /// The token of the unsubscribe link.
    pub unsubscribe: String,
    /// The business's own texts and brand.
    pub wording: Arc<Wording>,
    /// The brand's logo.
    pub logo: Option<Logo>,
    /// When they bought or were served, if an event says so.
    pub bought_at: Option<Time>,
    /// It asks again after a case: why it comes.
    pub again: Option<Again>,
    /// It only shows how it looks: its links lead to pages that record nothing.
    pub preview: bool,
}

/// Definitions that were read before. A version never changes, so none is ever stale.
pub type Definitions = HashMap<(WorkspaceId, i32, i32), Arc<Survey>>;

/// Decides again whether an invitation goes out now.
pub fn due(conn: &mut Conn, cx: &Cx, invitation: Id) -> Result<Due, Error> {
    let task = Task { invitation, kind: Kind::Invitation, n: 1, since: cx.now };
    let decided = due_all(conn, cx, &[task], &BTreeSet::new(), &mut Definitions::new())?;
    Ok(decided.into_iter().next().unwrap_or(Due::Nothing))
}

/// Decides again whether these mails of one workspace go out now: one answer each, in their order. `busy` are people who
/// have a mail on its way just now; theirs waits for that one's end, as it bears on the decision.
pub fn due_all(
    conn: &mut Conn,
    cx: &Cx,
    tasks: &[Task],
    busy: &BTreeSet<Id>,
    definitions: &mut Definitions,
) -> Result<Vec<Due>, Error> {
    let mut facts = Facts::gather(conn, cx, tasks, definitions)?;
    let mut taken = busy.clone();
    let mut decided = Vec::with_capacity(tasks.len());
    for task in tasks {
        let due = match facts.invitation(task.invitation) {
            Some(invitation) => one(conn, cx, *task, invitation, &mut facts, &taken)?,
            None => Due::Nothing,
        };
        if let Due::Mail(letter) = &due {
            taken.insert(letter.person.id);
        }
        decided.push(due);
    }
    Ok(decided)
}

fn one(
    conn: &mut Conn,
    cx: &Cx,
    task: Task,
    invitation: Invitation,
    facts: &mut Facts,
    taken: &BTreeSet<Id>,
) -> Result<Due, Error> {
    let begun = facts.delivery(task);
    let stage = begun.as_ref().map(|delivery| delivery.stage);
    // Somebody looked at a mail whose end is unknown and wants it sent again.
    let again = invitation.state == State::Sent && stage == Some(Stage::Retry);
    if is_over(conn, cx, begun.as_ref(), &invitation)? || (invitation.state != State::Planned && !again) {
        return Ok(Due::Nothing);
    }
    let (Some(person), Some(survey)) = (facts.person(&invitation), facts.survey(&invitation)) else {
        return Ok(Due::Nothing);
    };
    let basis_of_campaign = match facts.gate(&invitation) {
        Gate::Open(basis) => basis,
        // Its job is held and waits for the word to go on, whatever moment stands there.
        Gate::Paused => return Ok(Due::Later(cx.now.plus_secs(1))),
        Gate::Cancelled => {
            if !again {
                withdraw::one(conn, cx, &invitation, &person)?;
            }
            decisions::insert(conn, &campaign::plan::cancelled(cx, &invitation))?;
            return Ok(Due::Withdrawn);
        }
    };
    if taken.contains(&person.id) {
        return Ok(Due::Later(cx.now.plus_ms(TURN_MS)));
    }
    let recipient = facts.recipient(&invitation, &person);
    let obstacle = match () {
        () if facts.answered(&invitation) => Some(Obstacle::Answered),
        () if survey.closed_at.is_some() => Some(Obstacle::Closed),
        () if recipient.is_none() => Some(Obstacle::NoChannel),
        () => None,
    };
    if let Some(obstacle) = obstacle {
        if !again {
            withdraw::one(conn, cx, &invitation, &person)?;
        }
        decisions::insert(conn, &obstacle.entry(cx, &invitation, Decided::Due))?;
        return Ok(Due::Withdrawn);
    }
    if !again && cx.now > task.since.plus_days(SEND_WITHIN_DAYS) {
        return too_late(conn, cx, task, begun, &invitation, recipient.as_deref());
    }
    let event = facts.event(&invitation);
    let occurred_at = event.as_ref().map_or(invitation.created_at, |event| event.occurred_at);
    let wish = Wish {
        survey: &survey,
        event: event.as_ref(),
        properties: invitation.properties.0.clone(),
        occurred_at,
        delay_secs: (invitation.send_at.secs() - occurred_at.secs()).max(0),
        at_once: again,
        basis: event
            .as_ref()
            .and_then(|event| event.basis.as_deref())
            .and_then(plan::basis_of)
            .or(basis_of_campaign)
            .or(facts.again(&invitation).map(|_| again::BASIS)),
        class: Class::Single,
        channel: Some(invitation.channel.clone()),
        after_case: facts.again(&invitation).map(|again| again.case),
    };
    let known = facts.known(&invitation, &person);
    let decision = plan::judge(cx.now, &facts.workspace, &person, &wish, Some(&invitation), &known);
    match decision {
        refused @ Decision::Refuse { .. } => {
            if !again {
                withdraw::one(conn, cx, &invitation, &person)?;
            }
            let entry = plan::ledger_entry(cx, person.id, &wish, Decided::Due, &refused, Some(invitation.id));
            decisions::insert(conn, &entry)?;
            Ok(Due::Withdrawn)
        }
        Decision::Ask { at } if at > cx.now.timestamp() => Ok(Due::Later(at.into())),
        asked @ Decision::Ask { .. } => {
            let entry = plan::ledger_entry(cx, person.id, &wish, Decided::Due, &asked, Some(invitation.id));
            let definition = facts.definition(conn, &invitation)?;
            let wording = wording::of_invitation(conn, cx, &facts.workspace, &invitation)?;
            let kept = begun.is_some();
            let about = (task.invitation, task.kind, task.n);
            let recipient = recipient.as_deref().unwrap_or_default();
            Ok(Due::Mail(Box::new(Letter {
                logo: letter::logo_of(conn, cx, &wording.brand)?,
                wording,
                bought_at: event.map(|event| event.occurred_at),
                again: facts.again(&invitation).cloned(),
                preview: false,
                token: cx.keys().link(Purpose::Survey, cx.workspace, invitation.id, invitation.generation),
                unsubscribe: cx.keys().link(Purpose::Unsubscribe, cx.workspace, person.id, 0),
                survey_key: survey.key.clone(),
                delivery: begun.unwrap_or_else(|| Delivery::queued(cx, about, recipient, serde_json::Value::Null)),
                entry: (!kept).then_some(entry),
                kept,
                invitation,
                person,
                workspace: facts.workspace.clone(),
                survey: definition,
            })))
        }
    }
}

/// Whether nothing is to be decided any more. After a crash between a mail and its end, that end is written down first.
fn is_over(conn: &mut Conn, cx: &Cx, begun: Option<&Delivery>, invitation: &Invitation) -> Result<bool, Error> {
    let Some(delivery) = begun else { return Ok(false) };
    match delivery.stage {
        Stage::Queued | Stage::Retry => Ok(false),
        Stage::Failed | Stage::Withdrawn => Ok(true),
        Stage::Body | Stage::Sent | Stage::Unknown => {
            if delivery.stage == Stage::Body {
                deliveries::settle(conn, &lost(cx, delivery.clone()), false)?;
            }
            if invitation.state == State::Planned {
                settled(conn, cx, invitation.id, true)?;
            }
            Ok(true)
        }
    }
}

/// A survey after a week is noise: what waited too long, for a mail server that took nothing or a process that was not
/// there, is given up.
fn too_late(
    conn: &mut Conn,
    cx: &Cx,
    task: Task,
    begun: Option<Delivery>,
    invitation: &Invitation,
    recipient: Option<&str>,
) -> Result<Due, Error> {
    let (new, recipient) = (begun.is_none(), recipient.unwrap_or_default());
    let about = (task.invitation, task.kind, task.n);
    let delivery = begun.unwrap_or_else(|| Delivery::queued(cx, about, recipient, serde_json::Value::Null));
    let reply = delivery.reply.clone().or_else(|| Some("it could not be sent within three days".to_owned()));
    let delivery = Delivery { stage: Stage::Failed, reply, updated_at: cx.now, ..delivery };
    if new {
        deliveries::insert(conn, &delivery)?;
    } else {
        deliveries::settle(conn, &delivery, true)?;
    }
    settled(conn, cx, invitation.id, false)?;
    Ok(Due::Nothing)
}

/// A mail whose sender did not come back to say how it ended.
fn lost(cx: &Cx, delivery: Delivery) -> Delivery {
    let reply = Some("the process ended while the mail was on its way".to_owned());
    Delivery { stage: Stage::Unknown, reply, updated_at: cx.now, ..delivery }
}

impl Letter {
    /// The question that the mail asks, with the properties piped in.
    pub fn question(&self, language: &str) -> String {
        question(&self.survey, &self.invitation, &self.workspace, language)
    }

    /// The answers that the mail offers, one link each: 0 to 10, 1 to 5.
    pub fn scale(&self) -> Vec<i64> {
        scale(&self.survey)
    }

    /// The words under the ends of the scale.
    pub fn ends(&self, language: &str) -> (String, String) {
        ends(&self.survey, language)
    }
}

/// The main question of a survey as an invitation asks it.
pub(super) fn question(survey: &Survey, invitation: &Invitation, workspace: &Workspace, language: &str) -> String {
    let Some(question) = survey.main_question() else { return String::new() };
    let properties = person::with_company(&invitation.properties.0, workspace);
    pipe(question.text.get(language, survey.language()), &properties)
}

/// The numbers of the main question, from the lowest; none when it is no scale.
pub(super) fn scale(survey: &Survey) -> Vec<i64> {
    survey.main_question().and_then(|question| question.kind.scale()).map(Iterator::collect).unwrap_or_default()
}

/// The words under the ends of the scale.
pub(super) fn ends(survey: &Survey, language: &str) -> (String, String) {
    let ends = survey.main_question().map(|question| &question.kind).and_then(QuestionKind::ends);
    let word = |text: Option<&survey_core::survey::Text>| {
        text.map(|text| text.get(language, survey.language()).to_owned()).unwrap_or_default()
    };
    (word(ends.and_then(|ends| ends.low.as_ref())), word(ends.and_then(|ends| ends.high.as_ref())))
}

/// Settles invitations of one workspace whose mails were taken: invitation and person. The workspace is held, and the
/// caller adds `changes` to the roll-ups, last in the transaction.
pub fn all_sent(
    conn: &mut Conn,
    changes: &mut Changes,
    workspace: &Workspace,
    now: Time,
    sent: &[(Id, Id)],
) -> Result<(), Error> {
    let (invitations, people): (Vec<Id>, Vec<Id>) = sent.iter().copied().unzip();
    people::asked_all(conn, workspace.id, &people, now)?;
    asked::sent(conn, changes, workspace, &invitations, now)
}

/// Settles the invitation when its mail was taken (or may have been), or refused for good; last in the transaction.
pub fn settled(conn: &mut Conn, cx: &Cx, invitation: Id, sent: bool) -> Result<(), Error> {
    let (workspace, mut changes) = (workspaces::hold(conn, cx.workspace)?, Changes::new());
    settled_among(conn, &mut changes, cx, &workspace, invitation, sent)?;
    rollups::apply(conn, &changes)
}

/// [`settled`] as one of several. The workspace is held, and the caller adds `changes` to the roll-ups, last in the
/// transaction.
pub fn settled_among(
    conn: &mut Conn,
    changes: &mut Changes,
    cx: &Cx,
    workspace: &Workspace,
    invitation: Id,
    sent: bool,
) -> Result<(), Error> {
    let Some(row) = invitations::find(conn, cx.workspace, invitation)? else { return Ok(()) };
    if sent {
        people::asked(conn, cx.workspace, row.person_id, cx.now)?;
        return asked::sent(conn, changes, workspace, &[invitation], cx.now);
    }
    // People before invitations, as everywhere.
    let person = people::lock(conn, cx.workspace, row.person_id)?;
    asked::deleted(conn, changes, cx.workspace, &[invitation])?;
    withdraw::one(conn, cx, &row, &person)?;
    invitations::set_state(conn, cx.workspace, invitation, State::Failed)
}
