//! The plan: may this person be asked now? survey-core decides; here the facts are gathered and the decision kept.

use jiff::SignedDuration;
use survey_core::Properties;
use survey_core::outreach::{Basis, Contact, Decision, Request, decide};

use super::channel::{self, Way};
use super::why::Obstacle;
use super::{cancel, person, suppress};
use crate::clock::Cx;
use crate::error::Error;
use crate::response::recount;
use crate::store::decisions::{self, Decided, Outcome, Stage};
use crate::store::events::Event;
use crate::store::invitations::{self, Invitation, State};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::people::Person;
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Json, Time, cases, people, surveys};

/// A decision and what it is about.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The survey's key.
    pub survey: String,
    /// What core decided.
    pub decision: Decision,
    /// The invitation, if the person is asked.
    pub invitation: Option<Id>,
}

/// What one asks for.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// The survey that asks.
    pub survey: &'a SurveyRow,
    /// The event it is about, if any.
    pub event: Option<&'a Event>,
    /// The properties for texts, rules and reports.
    pub properties: Properties,
    /// When what it is about happened.
    pub occurred_at: Time,
    /// How long after that to ask, in seconds.
    pub delay_secs: i64,
    /// Somebody asks right now: quiet hours do not move it.
    pub at_once: bool,
    /// The grounds.
    pub basis: Option<Basis>,
    /// How urgent the mail is.
    pub class: Class,
    /// The channel that is wished; none: the first that reaches the person.
    pub channel: Option<String>,
    /// The case after which it asks again: no cool-down, and that case does not stand in its way.
    pub after_case: Option<Id>,
}

/// Plans what an event leads to by the workspace's plan; none when no entry names its type.
pub fn on_event(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    person: &Person,
    event: &Event,
    wished: Option<&str>,
    class: Class,
) -> Result<Option<Planned>, Error> {
    let settings = &workspace.settings.0;
    let properties = person::merged(person, &event.properties.0);
    let Some(ask) = settings.ask_about(&event.kind, &properties) else { return Ok(None) };
    let key = ask.survey.as_ref().unwrap_or(&settings.default_survey);
    let Some(survey) = surveys::find_by_key(conn, cx.workspace, key)?.filter(|survey| survey.closed_at.is_none())
    else {
        return Ok(None);
    };
    let Ok(way) = channel::way(conn, cx, person, wished.or(ask.channel.as_deref()))? else {
        let line = Obstacle::NoChannel.line(cx, person.id, survey.id, Stage::Arrival);
        decisions::insert(conn, &Decided { event_id: Some(event.id), ..line })?;
        return Ok(None);
    };
    let wish = Wish {
        survey: &survey,
        event: Some(event),
        properties,
        occurred_at: event.occurred_at,
        delay_secs: ask.delay_minutes * 60,
        at_once: false,
        basis: event.basis.as_deref().and_then(basis_of),
        class,
        channel: Some(way.word().to_owned()),
        after_case: None,
    };
    ask_person(conn, cx, workspace, person, &wish).map(Some)
}

/// Decides, keeps the decision, and where the answer is yes makes the invitation and its job.
pub fn ask_person(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    person: &Person,
    wish: &Wish<'_>,
) -> Result<Planned, Error> {
    // Two requests at once about one person take turns, so that the second sees the first.
    let person = &people::lock(conn, cx.workspace, person.id)?;
    let way = channel::way(conn, cx, person, wish.channel.as_deref())?;
    let way = way.map_err(|none| Error::invalid("channel", none))?;
    let decision = weigh(conn, cx, workspace, person, wish, None)?;
    let mut invitation = None;
    if let Decision::Ask { at } = decision {
        let row = invitation_of(cx, workspace, person, wish, &way, at.into());
        invitations::insert(conn, &row)?;
        people::asked(conn, cx.workspace, person.id, row.send_at.max(person.last_asked_at.unwrap_or_default()))?;
        let job = match &way {
            Way::Email => Some(Job::new(cx, wish.class, Payload::Invite { invitation: row.id }).in_lane(lane(person))),
            Way::Channel(key) => {
                let message = Payload::Message { invitation: row.id };
                Some(Job::new(cx, wish.class, message).in_lane(channel::lane(cx.workspace, key)))
            }
            // The shop passes the link on: with that it is asked.
            Way::Link => {
                recount::wake_for_links(conn, cx)?;
                None
            }
        };
        let job: Vec<Job> = job.into_iter().map(|job| job.at(row.send_at)).collect();
        jobs::enqueue(conn, &job)?;
        invitation = Some(row.id);
    }
    let ledger = ledger_entry(cx, person.id, wish, Stage::Arrival, &decision, invitation);
    decisions::insert(conn, &ledger)?;
    Ok(Planned { survey: wish.survey.key.clone(), decision, invitation })
}

/// What bears on asking a person, besides the wish itself.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What stands against asking them.
    pub suppressed: suppress::Standing,
    /// When they were asked by which survey, the invitation that is decided about left out.
    pub asked: Vec<(i32, Time)>,
    /// Somebody is just taking care of a complaint of theirs.
    pub open_case: bool,
    /// It was decided about this event before.
    pub duplicate: bool,
    /// The event was taken back.
    pub cancelled: bool,
}

/// Asks core, with all that is known at this moment. `own` is the invitation itself when it is due, so that it does
/// not stand in its own way.
pub fn weigh(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    person: &Person,
    wish: &Wish<'_>,
    own: Option<&Invitation>,
) -> Result<Decision, Error> {
    let asked: Vec<(i32, Time)> = match own {
        // The invitation is planned already: what counts is whether another one went out since.
        Some(own) => invitations::list_by_person(conn, cx.workspace, person.id, 100)?
            .into_iter()
            .filter(|other| other.id != own.id && other.state == State::Sent)
            .map(|other| (other.survey_id, other.sent_at.unwrap_or(other.send_at)))
            .collect(),
        None => invitations::last_asked(conn, cx.workspace, person.id)?,
    };
    let duplicate = match (own, wish.event) {
        (None, Some(event)) => decisions::first_of_event(conn, cx.workspace, person.id, event.id)?.is_some(),
        _ => false,
    };
    let cancelled = match wish.event {
        Some(event) => cancel::is_cancelled(conn, workspace, event)?,
        None => false,
    };
    let known = Known {
        suppressed: suppress::standing(conn, cx, person)?,
        asked,
        open_case: cases::open_of_person(conn, cx.workspace, person.id)?
            .iter()
            .any(|case| Some(case.id) != wish.after_case),
        duplicate,
        cancelled,
    };
    Ok(judge(cx.now, workspace, person, wish, own, &known))
}

/// Asks core about what was gathered before: for many people at once.
pub fn judge(
    now: Time,
    workspace: &Workspace,
    person: &Person,
    wish: &Wish<'_>,
    own: Option<&Invitation>,
    known: &Known,
) -> Decision {
    let latest = |times: &mut dyn Iterator<Item = Time>| times.max().map(Time::timestamp);
    let recorded = person.last_asked_at.filter(|_| own.is_none());
    let zone = person.timezone.as_deref().and_then(|zone| jiff::tz::TimeZone::get(zone).ok());
    let contact = Contact {
        unsubscribed: known.suppressed.unsubscribed,
        bounced: known.suppressed.bounced,
        basis: wish.basis,
        open_case: known.open_case,
        last_asked_at: latest(&mut known.asked.iter().map(|(_, at)| *at).chain(recorded)),
        last_asked_by_kind: latest(
            &mut known.asked.iter().filter(|(survey, _)| *survey == wish.survey.id).map(|(_, at)| *at),
        ),
        zone: zone.as_ref(),
    };
    let (person_id, event_id) = (person.id.to_string(), wish.event.map(|event| event.external_id.clone()));
    let request = Request {
        kind: Some(&wish.survey.key),
        delay: SignedDuration::from_secs(wish.delay_secs),
        cancelled: known.cancelled,
        duplicate: known.duplicate,
        // Who was asked for at once is asked at once; what was planned for a time keeps out of quiet hours when it is late.
        at_once: wish.at_once
            || wish.channel.as_deref() == Some(channel::LINK)
            || own.is_some_and(|own| {
                let asked_for = own.event_id.is_none() && own.campaign_id.is_none() && wish.after_case.is_none();
                asked_for && own.send_at <= own.created_at
            }),
        after_case: wish.after_case.is_some(),
        ..Request::about(&person_id, event_id.as_deref().unwrap_or(&person_id), wish.occurred_at.timestamp())
    };
    decide(&workspace.settings.0.policy, &contact, &request, now.timestamp())
}

/// The first decision that was made about an event, as it was answered then.
pub fn first_decision(conn: &mut Conn, workspace: &Workspace, event: &Event) -> Result<Option<Planned>, Error> {
    let first = decisions::first_of_event(conn, workspace.id, event.person_id, event.id)?;
    // Whom nothing reached was answered with no decision, and is again.
    let Some(decided) =
        first.filter(|decided| !Obstacle::ALL.iter().any(|own| decided.reason.as_deref() == Some(own.word())))
    else {
        return Ok(None);
    };
    let survey = surveys::load(conn, workspace.id, decided.survey_id)?.key;
    let decision = read(&decided)?;
    Ok(Some(Planned { survey, decision, invitation: decided.invitation_id }))
}

/// A kept decision as core writes it.
pub fn read(decided: &Decided) -> Result<Decision, Error> {
    if decided.outcome == Outcome::Scheduled {
        return Ok(Decision::Ask { at: decided.send_at.unwrap_or(decided.at).timestamp() });
    }
    let reason = serde_json::from_value(decided.reason.clone().into()).map_err(Error::internal)?;
    Ok(Decision::Refuse {
        reason,
        rule: decided.rule.clone().unwrap_or_default(),
        next_eligible: decided.next_eligible_at.map(Time::timestamp),
    })
}

/// What the ledger names as the rule of a question after a case: no cool-down and no sample.
pub const AFTER_CASE: &str = "ask_again.after_days";

/// A decision as a row of the ledger.
pub fn ledger_entry(
    cx: &Cx,
    person: Id,
    wish: &Wish<'_>,
    stage: Stage,
    decision: &Decision,
    invitation: Option<Id>,
) -> Decided {
    let (outcome, reason, rule, send_at, next_eligible_at) = match decision {
        Decision::Ask { at } => {
            let exempt = wish.after_case.map(|_| AFTER_CASE.to_owned());
            (Outcome::Scheduled, None, exempt, Some((*at).into()), None)
        }
        Decision::Refuse { reason, rule, next_eligible } => {
            (Outcome::Refused, Some(reason.name().to_owned()), Some(rule.clone()), None, next_eligible.map(Into::into))
        }
    };
    Decided {
        workspace_id: cx.workspace,
        id: cx.id(),
        person_id: person,
        survey_id: wish.survey.id,
        event_id: wish.event.map(|event| event.id),
        invitation_id: invitation,
        at: cx.now,
        stage,
        outcome,
        reason,
        rule,
        send_at,
        next_eligible_at,
    }
}

/// The basis of this word.
pub fn basis_of(word: &str) -> Option<Basis> {
    serde_json::from_value(word.into()).ok()
}

/// The lane of a person's mails: those to one domain take turns.
pub(super) fn lane(person: &Person) -> String {
    let domain = person.email_key.as_deref().and_then(|email| email.rsplit_once('@')).map_or("", |(_, domain)| domain);
    format!("mail/{domain}")
}

/// The invitation of a person who is asked.
pub(super) fn invitation_of(
    cx: &Cx,
    workspace: &Workspace,
    person: &Person,
    wish: &Wish<'_>,
    way: &Way,
    send_at: Time,
) -> Invitation {
    let handed_out = *way == Way::Link;
    let settings = &workspace.settings.0;
    Invitation {
        workspace_id: cx.workspace,
        id: cx.id(),
        survey_id: wish.survey.id,
        survey_version: wish.survey.version,
        person_id: person.id,
        event_id: wish.event.map(|event| event.id),
        channel: way.word().to_owned(),
        locale: person.locale.clone().unwrap_or_else(|| settings.language.clone()),
        properties: Json(wish.properties.clone()),
        state: if handed_out { State::Sent } else { State::Planned },
        generation: 0,
        send_at,
        sent_at: handed_out.then_some(cx.now),
        expires_at: send_at.plus_days(settings.link_days),
        created_at: cx.now,
        campaign_id: None,
        answered: false,
        day: None,
    }
}
