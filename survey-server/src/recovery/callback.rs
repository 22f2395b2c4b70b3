//! Callbacks to the programs of the business: what they say, and how they come into the queue.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Map, Value, json};
use survey_core::Properties;

use crate::clock::Cx;
use crate::dialect;
use crate::error::Error;
use crate::secret::Purpose;
use crate::store::callbacks::{Callback, State};
use crate::store::cases::Case;
use crate::store::endpoints::{Dialect, Endpoint, State as EndpointState};
use crate::store::events::Event;
use crate::store::jobs::{Class, Job, Payload};
use crate::store::people::Person;
use crate::store::responses::{Response, evidence};
use crate::store::{Conn, Id, WorkspaceId, callbacks, endpoints, events, invitations, jobs, people, workspaces};

/// Everything that an endpoint can ask for.
pub const TYPES: [&str; 11] = [
    "response.created",
    "response.updated",
    "response.detractor",
    "case.opened",
    "case.claimed",
    "case.contacted",
    "case.overdue",
    "case.resolved",
    "case.reopened",
    "unsubscribe.created",
    "invitation.bounced",
];

/// Messages and jobs of a transaction, inserted together at its end.
#[derive(Debug, Default)]
pub struct Outbox {
    /// Messages to endpoints.
    pub callbacks: Vec<Callback>,
    /// Jobs.
    pub jobs: Vec<Job>,
    endpoints: BTreeMap<WorkspaceId, Vec<Endpoint>>,
    /// Of the message before: several of one answer tell of the same person.
    person: Option<(WorkspaceId, Person)>,
}

/// A job that is due later than this from now is met by the worker's own looking round.
const SOON_SECS: i64 = 5;

impl Outbox {
    /// Writes it all. Called inside the transaction of what it is about.
    pub fn finish(self, conn: &mut Conn) -> Result<(), Error> {
        callbacks::insert(conn, &self.callbacks)?;
        jobs::enqueue(conn, &self.jobs)
    }

    /// Whether a job of it is due within seconds.
    pub fn due_soon(&self) -> bool {
        self.jobs.iter().any(|job| job.due_at <= job.created_at.plus_secs(SOON_SECS))
    }

    /// The endpoints of a workspace that want messages of this type, read once for all messages.
    fn wanting(&mut self, conn: &mut Conn, workspace: WorkspaceId, kind: &str) -> Result<Vec<Endpoint>, Error> {
        let all = match self.endpoints.entry(workspace) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(endpoints::list(conn, workspace)?),
        };
        Ok(all.iter().filter(|endpoint| wants(endpoint, kind)).cloned().collect())
    }

    fn person(&mut self, conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Person>, Error> {
        if let Some((_, known)) = self.person.as_ref().filter(|(of, known)| *of == workspace && known.id == id) {
            return Ok(Some(known.clone()));
        }
        let person = people::find(conn, workspace, id)?;
        self.person = person.clone().map(|person| (workspace, person));
        Ok(person)
    }
}

/// What a message is about.
#[derive(Clone, Debug)]
pub struct About<'a> {
    /// The survey's key; empty for a case without one.
    pub survey: &'a str,
    /// The response.
    pub response: Option<&'a Response>,
    /// The customer.
    pub person_id: Option<Id>,
    /// The case.
    pub case: Option<Case>,
    /// The customer does not want to be contacted.
    pub do_not_contact: bool,
}

impl<'a> About<'a> {
    /// A response, without a case so far.
    pub fn response(survey: &'a str, row: &'a Response) -> Self {
        About { survey, response: Some(row), person_id: row.person_id, case: None, do_not_contact: false }
    }
}

/// Puts a message of this type into the outbox for every endpoint that wants it.
pub fn enqueue(conn: &mut Conn, cx: &Cx, outbox: &mut Outbox, kind: &str, about: &About<'_>) -> Result<(), Error> {
    let wanting = outbox.wanting(conn, cx.workspace, kind)?;
    if wanting.is_empty() {
        return Ok(());
    }
    let person = match about.person_id {
        Some(id) => outbox.person(conn, cx.workspace, id)?,
        None => None,
    };
    let about_id = about.case.as_ref().map(|case| case.id).or(about.response.map(|row| row.id)).unwrap_or_default();
    let standard = json!({
        "type": kind,
        "timestamp": cx.now.rfc3339(),
        "data": data(conn, cx, about, person.as_ref())?,
    });
    for endpoint in wanting {
        let id = cx.id();
        let body = match endpoint.dialect {
            Dialect::Standard => standard.clone(),
            Dialect::Delighted => match about.response {
                Some(row) => dialect::callback(cx, kind, id, dialect::response(cx, row, person.as_ref(), true)),
                None => continue,
            },
        };
        push(cx, outbox, &endpoint, id, kind, about_id, &body);
    }
    Ok(())
}

/// Tells the programs that a person wants no more surveys.
pub fn unsubscribed(conn: &mut Conn, cx: &Cx, person: &Person) -> Result<(), Error> {
    about_person(conn, cx, "unsubscribe.created", person)
}

/// Tells the programs that a survey mail to a person came back.
pub fn bounced(conn: &mut Conn, cx: &Cx, person: &Person) -> Result<(), Error> {
    about_person(conn, cx, "invitation.bounced", person)
}

fn about_person(conn: &mut Conn, cx: &Cx, kind: &str, person: &Person) -> Result<(), Error> {
    let mut outbox = Outbox::default();
    for endpoint in outbox.wanting(conn, cx.workspace, kind)? {
        let id = cx.id();
        let body = match endpoint.dialect {
            Dialect::Standard => json!({
                "type": kind,
                "timestamp": cx.now.rfc3339(),
                "data": {"workspace": workspaces::load(conn, cx.workspace)?.key, "person": person_json(person)},
            }),
            Dialect::Delighted => {
                dialect::callback(cx, kind, id, dialect::suppressed(person.id, person, cx.now, "unsubscribed_at"))
            }
        };
        push(cx, &mut outbox, &endpoint, id, kind, person.id, &body);
    }
    outbox.finish(conn)
}

/// A message that shows that an endpoint can be reached; goes to it whatever it asks for.
pub fn test(conn: &mut Conn, cx: &Cx, endpoint: &Endpoint) -> Result<Id, Error> {
    let mut outbox = Outbox::default();
    let id = cx.id();
    let body = json!({
        "type": "test",
        "timestamp": cx.now.rfc3339(),
        "data": {"message": "This is a test. Your endpoint works."},
    });
    push(cx, &mut outbox, endpoint, id, "test", endpoint.id, &body);
    for job in &mut outbox.jobs {
        job.lane = lane_by_hand(endpoint.id);
    }
    outbox.finish(conn)?;
    Ok(id)
}

/// The job that delivers a callback.
pub fn job(cx: &Cx, callback: Id, endpoint: Id) -> Job {
    Job::new(cx, Class::Alert, Payload::Callback { callback }).in_lane(lane(endpoint)).once(job_key(callback))
}

/// Callbacks to one endpoint wait for one another, and for nobody else.
pub fn lane(endpoint: Id) -> String {
    format!("callback/{endpoint}")
}

/// What a person sends now does not wait behind what waits for the endpoint.
pub fn lane_by_hand(endpoint: Id) -> String {
    format!("callback/{endpoint}/by-hand")
}

/// What the job of a callback is known by while it waits.
pub fn job_key(callback: Id) -> String {
    format!("callback/{callback}")
}

fn wants(endpoint: &Endpoint, kind: &str) -> bool {
    endpoint.state == EndpointState::Active
        && endpoint.types.0.iter().any(|wanted| wanted == kind)
        && (endpoint.dialect == Dialect::Standard || dialect::callback_type(kind).is_some())
}

fn push(cx: &Cx, outbox: &mut Outbox, endpoint: &Endpoint, id: Id, kind: &str, about_id: Id, body: &Value) {
    outbox.callbacks.push(Callback {
        workspace_id: cx.workspace,
        id,
        endpoint_id: endpoint.id,
        kind: kind.to_owned(),
        about_id,
        body: body.to_string().into_bytes(),
        state: State::Pending,
        attempts: 0,
        status: None,
        error: None,
        created_at: cx.now,
        updated_at: cx.now,
        delivered_at: None,
    });
    outbox.jobs.push(job(cx, id, endpoint.id));
}

/// The `data` of a message: everything the one who calls the customer needs.
fn data(conn: &mut Conn, cx: &Cx, about: &About<'_>, person: Option<&Person>) -> Result<Value, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut data = Map::new();
    data.insert("workspace".into(), workspace.key.into());
    data.insert("survey".into(), about.survey.into());
    data.insert("do_not_contact".into(), about.do_not_contact.into());
    let mut links = Map::new();
    if let Some(row) = about.response {
        data.insert("version".into(), row.version.into());
        data.insert("response".into(), response_json(row));
        data.insert("event".into(), event_json(conn, cx, row)?);
        links.insert("response".into(), cx.url(&format!("/admin/responses/{}", row.id)).into());
    } else if let Some(id) = about.case.as_ref().and_then(|case| case.event_id) {
        let event = events::find(conn, cx.workspace, id)?;
        data.insert("event".into(), event.as_ref().map_or(Value::Null, reported_json));
    }
    data.insert("person".into(), person.map_or(Value::Null, person_json));
    if let Some(case) = &about.case {
        data.insert("case".into(), case_json(case));
        links.insert("case".into(), cx.url(&format!("/admin/cases/{}", case.id)).into());
        let token = cx.keys().link(Purpose::CaseStatus, cx.workspace, case.id, 0);
        links.insert("customer".into(), cx.url(&format!("/c/{token}")).into());
    }
    data.insert("links".into(), links.into());
    Ok(data.into())
}

/// A response as our own resources and callbacks show it.
pub fn response_json(row: &Response) -> Value {
    json!({
        "id": row.id,
        "score": row.score,
        "comment": row.comment,
        "answers": row.answers,
        "properties": row.properties,
        "channel": row.channel,
        "evidence": evidence::word(row.evidence),
        "locale": row.locale,
        "version": row.version,
        "created_at": row.answered_at.rfc3339(),
        "updated_at": row.updated_at.rfc3339(),
    })
}

fn person_json(person: &Person) -> Value {
    json!({
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "phone_number": person.phone,
        "external_id": person.external_id,
        "locale": person.locale,
        "properties": person.properties,
    })
}

/// A case as our own resources and callbacks show it.
pub fn case_json(case: &Case) -> Value {
    let at = |time: Option<crate::store::Time>| time.map(crate::store::Time::rfc3339);
    json!({
        "id": case.id,
        "number": case.number,
        "state": case.state,
        "priority": case.priority,
        "team": case.team,
        "origin": case.origin,
        "kind": case.kind,
        "rule": case.rule,
        "response_id": case.response_id,
        "person_id": case.person_id,
        "assignee_id": case.assignee_id,
        "do_not_contact": case.do_not_contact,
        "opened_at": case.opened_at.rfc3339(),
        "due_at": case.due_at.rfc3339(),
        "resolve_due_at": case.resolve_due_at.rfc3339(),
        "claimed_at": at(case.claimed_at),
        "contacted_at": at(case.contacted_at),
        "resolved_at": at(case.resolved_at),
        "overdue_at": at(case.overdue_at),
        "outcome": case.outcome,
        "version": case.version,
    })
}

fn event_json(conn: &mut Conn, cx: &Cx, row: &Response) -> Result<Value, Error> {
    let invitation = if row.invited { invitations::find(conn, cx.workspace, row.id)? } else { None };
    let Some(id) = invitation.and_then(|invitation| invitation.event_id) else { return Ok(Value::Null) };
    Ok(events::find(conn, cx.workspace, id)?.as_ref().map_or(Value::Null, reported_json))
}

fn reported_json(event: &Event) -> Value {
    let properties: &Properties = &event.properties.0;
    json!({
        "id": event.external_id,
        "type": event.kind,
        "occurred_at": event.occurred_at.rfc3339(),
        "properties": properties,
    })
}
