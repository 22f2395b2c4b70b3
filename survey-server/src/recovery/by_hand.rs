//! A case that a clerk or a program opens, without an answer: a call, a letter, a complaint at the counter.

use serde_json::json;
use survey_core::recovery::{CaseStep, NewCase, Priority};

use super::callback::Outbox;
use super::case::{self, Origin};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::Case;
use crate::store::jobs::{Class, Job, Payload};
use crate::store::{Conn, Id, users, workspaces};

/// Most characters of a note.
pub const MAX_NOTE: usize = 4_000;

/// Where a program may say that a case comes from; the first unless it says so.
pub const ORIGINS: [&str; 10] =
    ["api", "phone", "counter", "chat", "email", "letter", "social", "help", "event", "staff"];

/// What is known when a case is opened by hand.
#[derive(Clone, Debug)]
pub struct OpenInput {
    /// The customer.
    pub person: Id,
    /// What happened.
    pub note: String,
    /// How soon somebody must take care: it sets the deadlines.
    pub priority: Priority,
    /// Whose it is.
    pub team: Option<String>,
    /// Where it comes from: `staff`, or one of [`ORIGINS`].
    pub origin: &'static str,
    /// Which checklist it has: the key of a kind in the settings.
    pub kind: String,
    /// The purchase or service it is about.
    pub event_id: Option<Id>,
    /// The answer it is about.
    pub response: Option<(i32, Id)>,
}

/// Which checklist a case has that staff took down.
pub const REMARK: &str = "remark";

/// Opens the case, tells the team and the programs.
pub fn open(conn: &mut Conn, cx: &Cx, input: &OpenInput, actor: &str) -> Result<Case, Error> {
    let desk = workspaces::load(conn, cx.workspace)?.settings.0.desk;
    if desk.kind(&input.kind).is_none() {
        let known: Vec<&str> = desk.kinds.iter().map(|kind| kind.key.as_str()).collect();
        return Err(Error::invalid("kind", format!("is not known; there are {}", known.join(", "))));
    }
    let origin = Origin {
        word: input.origin,
        kind: input.kind.clone(),
        event_id: input.event_id,
        survey_id: input.response.map(|(survey, _)| survey),
        response_id: input.response.map(|(_, id)| id),
        person_id: Some(input.person),
        tapped_at: cx.now,
    };
    let opened = begin(conn, cx, &origin, input.priority, input.team.clone())?;
    case::note(conn, cx, opened.id, CaseStep::Note.name(), actor, json!({"note": input.note}))?;
    Ok(opened)
}

/// Opens a case that no rule has asked for, by the times of its priority; the team and the programs hear of it.
pub(super) fn begin(
    conn: &mut Conn,
    cx: &Cx,
    origin: &Origin,
    priority: Priority,
    team: Option<String>,
) -> Result<Case, Error> {
    let calendar = workspaces::load(conn, cx.workspace)?.settings.0.calendar;
    let tapped = origin.tapped_at.timestamp();
    let (contact_within, resolve_within) = (priority.contact_within(), priority.resolve_within());
    let wanted = NewCase {
        rules: Vec::new(),
        priority,
        team,
        contact_within: Some(contact_within),
        contact_due_at: Some(calendar.add(tapped, contact_within)),
        resolve_within,
        resolve_due_at: calendar.add(tapped, resolve_within),
        do_not_contact: false,
    };
    let mut outbox = Outbox::default();
    let opened = case::open(conn, cx, &mut outbox, origin, &wanted)?;
    let alert = Job::new(cx, Class::Alert, Payload::Alert { case: opened.id }).once(format!("alert/{}", opened.id));
    outbox.jobs.push(alert);
    outbox.finish(conn)?;
    case::announce(conn, cx, &opened, "case.opened")?;
    Ok(opened)
}

/// The member whom an id or an e-mail address names.
pub fn member(conn: &mut Conn, cx: &Cx, name: &str) -> Result<Id, Error> {
    let user = match name.parse() {
        Ok(id) => users::find(conn, id)?,
        Err(_not_an_id) => match crate::mail::EmailAddress::parse(name) {
            Ok(email) => users::find_by_email(conn, &email.key())?,
            Err(_not_an_address) => None,
        },
    };
    let unknown = || Error::invalid("assignee", "is not the id or e-mail address of a member of this workspace");
    let user = user.ok_or_else(unknown)?;
    users::role(conn, cx.workspace, user.id)?.map(|_| user.id).ok_or_else(unknown)
}
