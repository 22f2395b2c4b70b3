//! A kept message is read and acted upon, all of it or nothing; what came of it is written beside it.

use super::sns::Proof;
use super::{Effect, Said, Why, caller};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::connection::BASIS;
use crate::outreach::erase::{self, Keep};
use crate::outreach::event::{self, Asking, EventInput};
use crate::outreach::person::{self, PersonInput};
use crate::outreach::{cancel, intake, plan};
use crate::store::connections::{self, Connection};
use crate::store::data_requests::{self, DataRequest};
use crate::store::inbound::{self, State};
use crate::store::people::{self, Person};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id};

/// A person's question what is kept about them is answered within so many days.
const ANSWER_WITHIN_DAYS: i64 = 30;

/// What came of a message.
#[derive(Clone, Copy, Debug, Default)]
struct Outcome {
    acted: bool,
    why: Option<Why>,
    person: Option<Id>,
    /// The message was about somebody who must not be known any more.
    forget: bool,
}

/// What must be proven about a message before it is settled; none for one that is settled, or proven by its call.
pub fn unproven(conn: &mut Conn, cx: &Cx, message: Id) -> Result<Option<Proof>, Error> {
    let message = inbound::find(conn, cx.workspace, message)?.filter(|message| message.state == State::Waiting);
    Ok(message.and_then(|message| caller(message.source).proof(&message.raw)))
}

/// A message whose signature does not fit: counted as refused, and nothing of it is kept but that it came.
pub fn disproven(conn: &mut Conn, cx: &Cx, message: Id) -> Result<(), Error> {
    let Some(message) = inbound::find(conn, cx.workspace, message)? else { return Ok(()) };
    connections::refused(conn, cx.workspace, message.connection_id, 1, cx.now)?;
    inbound::settle(conn, &message, State::Failed, "the signature does not fit", None, cx.now)?;
    inbound::forget(conn, &message)
}

/// Reads a message and acts upon it. Once it is settled, nothing: a job may run twice.
pub fn settle(conn: &mut Conn, cx: &Cx, message: Id) -> Result<(), Error> {
    let Some(message) = inbound::find(conn, cx.workspace, message)? else { return Ok(()) };
    let Some(connection) = connections::find(conn, cx.workspace, message.connection_id)? else { return Ok(()) };
    if message.state != State::Waiting {
        return Ok(());
    }
    let said = Said {
        topic: &message.topic,
        origin: &message.origin,
        raw: &message.raw,
        config: &connection.config.0,
        received_at: message.received_at,
    };
    let effects = match caller(connection.source).read(&said) {
        Ok(effects) => effects,
        Err(unreadable) => {
            return inbound::settle(conn, &message, State::Failed, &unreadable.to_string(), None, cx.now);
        }
    };
    let workspace = workspaces::load(conn, cx.workspace)?;
    let outcome = match conn.part(|conn| act(conn, cx, &workspace, &connection, effects)) {
        Ok(outcome) => outcome,
        // A fault of ours, a database that is away, or a race: the job tries again.
        Err(
            error @ (Error::Internal(_) | Error::Unavailable { .. } | Error::Conflict { code: "already_there", .. }),
        ) => return Err(error),
        Err(error) => return inbound::settle(conn, &message, State::Failed, &error.to_string(), None, cx.now),
    };
    let (state, detail) = match (outcome.acted, outcome.why) {
        (false, Some(why)) => (State::Ignored, why.word()),
        _ => (State::Done, ""),
    };
    inbound::settle(conn, &message, state, detail, outcome.person, cx.now)?;
    if outcome.forget {
        inbound::forget(conn, &message)?;
    }
    Ok(())
}

fn act(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    connection: &Connection,
    effects: Vec<Effect>,
) -> Result<Outcome, Error> {
    let mut all = Outcome::default();
    for effect in effects {
        let one = one(conn, cx, workspace, connection, effect)?;
        all = Outcome {
            acted: all.acted | one.acted,
            why: all.why.or(one.why),
            person: all.person.or(one.person),
            forget: all.forget | one.forget,
        };
    }
    Ok(all)
}

fn one(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    connection: &Connection,
    effect: Effect,
) -> Result<Outcome, Error> {
    let acted = |person: Option<Id>| Outcome { acted: true, person, ..Outcome::default() };
    let ignored = |why: Why| Outcome { why: Some(why), ..Outcome::default() };
    match effect {
        Effect::Ignore(why) => Ok(ignored(why)),
        Effect::Event(input) => {
            let basis = connection.config.0.get(BASIS).and_then(|word| plan::basis_of(word.as_str()?));
            report(conn, cx, workspace, EventInput { basis: input.basis.or(basis), ..*input })
        }
        Effect::Cancel { keys, kind, at } => {
            if !cancel::takes_back(workspace, &kind) {
                return Ok(ignored(Why::OtherTopic));
            }
            cancel::take_back(conn, cx, workspace, &keys, (&kind, at), None).map(acted)
        }
        Effect::Mail { news, address, message_id, detail } => {
            let Some(about) = intake::by_address(conn, cx, &address, message_id.as_deref())? else {
                return Ok(ignored(Why::UnknownPerson));
            };
            let taken = intake::apply(conn, cx, &about, news, &detail)?;
            metrics::counter!("survey_intake", "way" => connection.source.word(), "taken" => taken.word()).increment(1);
            Ok(acted(about.person.map(|person| person.id)))
        }
        Effect::DataRequest(who) => {
            let Some(person) = find(conn, cx, &who)? else { return Ok(ignored(Why::UnknownPerson)) };
            let request = DataRequest {
                workspace_id: cx.workspace,
                id: cx.id(),
                connection_id: connection.id,
                person_id: person.id,
                asked_at: cx.now,
                due_at: cx.now.plus_days(ANSWER_WITHIN_DAYS),
                done_at: None,
                done_by: None,
            };
            data_requests::insert(conn, &request)?;
            Ok(acted(Some(person.id)))
        }
        Effect::Erase(who) => {
            let found = find(conn, cx, &who)?;
            let outcome = Outcome { forget: true, ..ignored(Why::UnknownPerson) };
            let Some(person) = found else { return Ok(outcome) };
            erase::begin(conn, cx, person.id, Keep::Nothing, &actor(connection), cx.now)?;
            Ok(Outcome { forget: true, ..acted(None) })
        }
        Effect::EraseShop(shop) => {
            let erased = erase::begin_shop(conn, cx, &shop, &actor(connection))?;
            Ok(if erased == 0 { ignored(Why::UnknownPerson) } else { acted(None) })
        }
    }
}

fn actor(connection: &Connection) -> String {
    format!("connection/{}", connection.id)
}

/// Reports an event as a program of the business would.
fn report(conn: &mut Conn, cx: &Cx, workspace: &Workspace, input: EventInput) -> Result<Outcome, Error> {
    let input = EventInput { person: sound(conn, cx, input.person)?, ..input };
    match conn.part(|conn| event::record(conn, cx, workspace, &input, Asking::ByPlan)) {
        Ok(recorded) => Ok(Outcome {
            acted: !recorded.duplicate,
            why: recorded.duplicate.then_some(Why::KnownAlready),
            person: Some(recorded.event.person_id),
            forget: false,
        }),
        // The order changed since: the first word about it counts, so that nobody is asked twice.
        Err(Error::Conflict { code: "event_differs", .. }) => {
            Ok(Outcome { why: Some(Why::KnownAlready), ..Outcome::default() })
        }
        Err(error) => Err(error),
    }
}

/// A customer as a shop knows them. The phone number is what people type: it is left out where it is not one, and
/// where it belongs to somebody else, because families share one and an order must not change another's address.
fn sound(conn: &mut Conn, cx: &Cx, given: PersonInput) -> Result<PersonInput, Error> {
    let phone = given.phone.as_deref().and_then(person::phone_key);
    let owner = match (&phone, &given.email) {
        (Some(phone), Some(_)) => people::find_by_phone(conn, cx.workspace, phone)?,
        _ => None,
    };
    let customer = match &given.email {
        Some(email) => person::find_by_email(conn, cx.workspace, email)?,
        None => None,
    };
    let shared = owner.is_some_and(|owner| Some(owner.id) != customer.map(|customer| customer.id));
    Ok(PersonInput { phone: phone.filter(|_| !shared), ..given })
}

/// The person that a message names, by whichever of their names we know.
fn find(conn: &mut Conn, cx: &Cx, who: &PersonInput) -> Result<Option<Person>, Error> {
    let names = [("email", &who.email), ("external_id", &who.external_id), ("phone_number", &who.phone)];
    for (field, value) in names {
        if let Some(value) = value
            && let Some(person) = person::find_by_name(conn, cx.workspace, &format!("{field}:{value}"))?
        {
            return Ok(Some(person));
        }
    }
    Ok(None)
}
