//! Events: a purchase or a service is reported, once, and may lead to an invitation.

use survey_core::Properties;
use survey_core::outreach::Basis;

use super::cancel;
use super::channel;
use super::person::{self, PersonInput};
use super::plan::{self, Planned};
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::recovery::happened;
use crate::secret::sha256;
use crate::store::events::Event;
use crate::store::jobs::Class;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Json, Time, events, people};

/// A purchase, a delivery, a service, as it was reported.
#[derive(Clone, Debug)]
pub struct EventInput {
    /// The business's id of it: the same id is the same event.
    pub id: String,
    /// Its type, such as `order.delivered`.
    pub kind: String,
    /// When it happened.
    pub occurred_at: Time,
    /// To whom.
    pub person: PersonInput,
    /// Everything else about it.
    pub properties: Properties,
    /// On what grounds the person may be asked.
    pub basis: Option<Basis>,
    /// The id of the event that this one takes back; none: those that name the same order, if its type takes back.
    pub cancels: Option<String>,
    /// How to ask: `email`, `link` or a channel's key; none: by the plan.
    pub channel: Option<String>,
}

/// What became of a reported event.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The event as kept.
    pub event: Event,
    /// It was reported before.
    pub duplicate: bool,
    /// Whether the person is asked; none when events of this type ask nobody.
    pub decision: Option<Planned>,
}

/// Whether a recorded event may lead to an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// By the workspace's plan; the rules run on it too.
    ByPlan,
    /// By the workspace's plan, as one of many: the mails wait behind those of single events.
    InBulk,
    /// It is only recorded: history never acts.
    Never,
}

/// Records an event and plans what it leads to.
pub fn record(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    input: &EventInput,
    asking: Asking,
) -> Result<Recorded, Error> {
    check(input, cx.now)?;
    let body_hash = fingerprint(input);
    if let Some(event) = events::find_by_external_id(conn, cx.workspace, &input.id)? {
        if event.body_hash != body_hash {
            return Err(Error::conflict(
                "event_differs",
                format!("an event with the id {} was reported before with other content; use another id", input.id),
            ));
        }
        let decision = plan::first_decision(conn, workspace, &event)?;
        return Ok(Recorded { event, duplicate: true, decision });
    }
    channel::check(conn, cx, input.channel.as_deref())?;
    let person = person::upsert(conn, cx, &input.person).map_err(|error| error.under("person"))?;
    let event = Event {
        workspace_id: cx.workspace,
        id: cx.id(),
        external_id: input.id.clone(),
        kind: input.kind.clone(),
        occurred_at: input.occurred_at,
        person_id: person.id,
        properties: Json(input.properties.clone()),
        basis: input.basis.and_then(|basis| serde_json::to_value(basis).ok()?.as_str().map(str::to_owned)),
        body_hash,
        created_at: cx.now,
    };
    events::insert(conn, &event)?;
    if asking != Asking::Never && cancel::takes_back(workspace, &event.kind) {
        let named = input.cancels.as_deref().map(cancel::event_key);
        let keys: Vec<String> = named.or_else(|| cancel::order_key(&input.properties)).into_iter().collect();
        cancel::take_back(conn, cx, workspace, &keys, (&event.kind, event.occurred_at), Some(person.id))?;
    }
    let person = people::load(conn, cx.workspace, person.id)?;
    let channel = input.channel.as_deref();
    let decision = match asking {
        Asking::ByPlan => plan::on_event(conn, cx, workspace, &person, &event, channel, Class::Single)?,
        Asking::InBulk => plan::on_event(conn, cx, workspace, &person, &event, channel, Class::Campaign)?,
        Asking::Never => None,
    };
    if asking == Asking::ByPlan {
        happened::reported(conn, cx, workspace, &event, &person)?;
    }
    Ok(Recorded { event, duplicate: false, decision })
}

fn check(input: &EventInput, now: Time) -> Result<(), Error> {
    let mut problems = Vec::new();
    for (path, word) in [("id", &input.id), ("type", &input.kind)] {
        if word.is_empty() {
            problems.push(Problem::new(path, "is missing"));
        } else if word.len() > 200 || word.chars().any(char::is_control) {
            problems.push(Problem::new(path, "must be at most 200 bytes without control characters"));
        }
    }
    if input.occurred_at > now.plus_days(1) {
        problems.push(Problem::new("occurred_at", "lies in the future; report an event when it has happened"));
    }
    if input.cancels.as_ref().is_some_and(|id| id.is_empty() || id.len() > 200) {
        problems.push(Problem::new("cancels", "must be the id of the event that is taken back"));
    }
    person::check_properties("properties", &input.properties, &mut problems);
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// What makes two reports of one id the same report.
fn fingerprint(input: &EventInput) -> Vec<u8> {
    let person = &input.person;
    let mut said = serde_json::json!([
        input.kind,
        input.occurred_at,
        person.email,
        person.phone,
        person.external_id,
        person.name,
        person.locale,
        person.timezone,
        input.properties,
        input.basis,
    ]);
    // Added only where it is given, so that what was reported before these fields were there is still the same report.
    for (name, given) in [("cancels", &input.cancels), ("channel", &input.channel)] {
        if let (Some(said), Some(given)) = (said.as_array_mut(), given) {
            said.push(serde_json::json!({name: given}));
        }
    }
    sha256(said.to_string().as_bytes())
}
