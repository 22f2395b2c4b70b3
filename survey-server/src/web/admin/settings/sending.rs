//! Sending: the mail server, what waits, what was given up; without a mail server the outbox.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::{Field, id_of, outbox};
use crate::account::test_mail;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::{Correspondent, EmailAddress};
use crate::outreach::{held, route};
use crate::store::breakers::Breaker;
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::jobs::{self, Job, Payload};
use crate::store::{Conn, Id, Time, invitations, people, users};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::paging::Pages;

const PATH: &str = "/admin/settings/sending";
/// So many dead jobs, and mails whose end is unknown, are listed.
const MOST_FAILED: i64 = 100;
/// The page waits so long for the mail server.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Serialize)]
struct Content {
    smtp: Option<Smtp>,
    test: TestTo,
    queue: Queue,
    paused: Vec<Pause>,
    unknown: Vec<UnknownMail>,
    failed: Vec<FailedJob>,
    outbox: Option<Vec<outbox::Line>>,
    pages: Option<Pages>,
}

#[derive(Serialize)]
struct Smtp {
    host: String,
    state: &'static str,
    problem: Option<String>,
    from: String,
    tls: &'static str,
}

/// The address of the test mail, under the name that the page gives it.
#[derive(Serialize)]
struct TestTo {
    to: String,
    problem: Option<String>,
}

#[derive(Serialize)]
struct Queue {
    waiting: i64,
    sent: i64,
    unknown: i64,
    failed: i64,
}

/// A mail server that does not take our mails.
#[derive(Serialize)]
struct Pause {
    route: String,
    since: Time,
    reason: String,
    next_try: Time,
    waiting: i64,
}

/// A mail whose end nobody knows.
#[derive(Serialize)]
struct UnknownMail {
    id: Id,
    kind: &'static str,
    to: String,
    at: Time,
    problem: String,
}

#[derive(Serialize)]
struct FailedJob {
    id: Id,
    kind: &'static str,
    to: Option<String>,
    at: Time,
    attempts: i32,
    problem: String,
}

/// GET /admin/settings/sending
pub async fn show(member: Member) -> AdminResult {
    let to = Field { value: member.who.user.email.clone(), problem: None };
    page(&member, StatusCode::OK, to).await
}

async fn page(member: &Member, status: StatusCode, to: Field) -> Result<HttpResponse, AdminError> {
    let (queue, paused, unknown, failed) = member
        .read(|conn, cx| Ok((queue(conn, cx)?, paused(conn, cx)?, unknown(conn, cx)?, failed(conn, cx)?)))
        .await?;
    let content = Content {
        smtp: smtp(member).await,
        test: TestTo { to: to.value, problem: to.problem },
        queue,
        paused,
        unknown,
        failed,
        outbox: outbox::lines(member).await?,
        pages: None,
    };
    member.page(Room::Settings, "settings_sending", status, &content).await
}

/// The mail server as it is at this moment: asked, but not waited for.
async fn smtp(member: &Member) -> Option<Smtp> {
    let app = &member.app;
    let config = app.config.smtp.as_ref()?;
    let domain = app.config.mail_from.address.domain();
    let (state, problem) = match tokio::time::timeout(PATIENCE, app.mailer.check(domain)).await {
        Ok(Ok(())) => ("reachable", None),
        Ok(Err(trouble)) => ("failed", Some(trouble.reply)),
        Err(_slow) => ("unknown", None),
    };
    Some(Smtp { host: config.server(), state, problem, from: shown(&app.config.mail_from), tls: config.encryption() })
}

fn shown(from: &Correspondent) -> String {
    match &from.name {
        Some(name) => format!("{name} <{}>", from.address.as_str()),
        None => from.address.as_str().to_owned(),
    }
}

fn queue(conn: &mut Conn, cx: &Cx) -> Result<Queue, Error> {
    let counts = deliveries::count_by_stage(conn, cx.workspace)?;
    let of = |stages: &[Stage]| {
        counts.iter().filter(|(stage, _)| stages.contains(stage)).map(|(_, count)| *count).sum::<i64>()
    };
    Ok(Queue {
        waiting: of(&[Stage::Queued, Stage::Retry, Stage::Body]),
        sent: deliveries::count_sent_since(conn, cx.workspace, cx.now.plus_days(-1))?,
        unknown: of(&[Stage::Unknown]),
        failed: of(&[Stage::Failed]),
    })
}

fn paused(conn: &mut Conn, cx: &Cx) -> Result<Vec<Pause>, Error> {
    let standing = route::standing(conn, cx.now)?;
    let waiting = standing.waiting;
    let pause = |breaker: Breaker| Pause {
        reason: match breaker.code {
            Some(code) => format!("{code} {}", breaker.reason),
            None => breaker.reason,
        },
        route: breaker.route,
        since: breaker.opened_at,
        next_try: breaker.next_try_at,
        waiting,
    };
    Ok(standing.paused.into_iter().map(pause).collect())
}

fn unknown(conn: &mut Conn, cx: &Cx) -> Result<Vec<UnknownMail>, Error> {
    let mail = |delivery: Delivery| UnknownMail {
        id: delivery.id,
        kind: word(delivery.kind),
        to: delivery.recipient,
        at: delivery.updated_at,
        problem: delivery.reply.unwrap_or_default(),
    };
    Ok(held::list(conn, cx, MOST_FAILED)?.into_iter().map(mail).collect())
}

/// The page's word for a kind of mail.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Invitation | Kind::Reminder => "invite",
        Kind::Alert | Kind::News | Kind::Digest | Kind::RoomDisabled => "alert",
        Kind::Acknowledgement | Kind::Renewal | Kind::Reply | Kind::KnownProblem => "acknowledge",
        Kind::Password => "account",
        Kind::Improvement => "invite",
        Kind::Test => "test",
        Kind::EndpointDisabled => "endpoint",
        Kind::Report | Kind::Watch => "digest",
    }
}

fn failed(conn: &mut Conn, cx: &Cx) -> Result<Vec<FailedJob>, Error> {
    let mut lines = Vec::new();
    for job in jobs::dead(conn, cx.workspace, MOST_FAILED)? {
        let (kind, to) = mail_of(conn, cx, &job)?;
        lines.push(FailedJob {
            id: job.id,
            kind,
            to,
            at: job.due_at,
            attempts: job.attempts,
            problem: job.last_error.unwrap_or_default(),
        });
    }
    Ok(lines)
}

/// The page's word for what a job does, and whom its mail was for, as far as that is still known.
fn mail_of(conn: &mut Conn, cx: &Cx, job: &Job) -> Result<(&'static str, Option<String>), Error> {
    Ok(match job.payload.0 {
        Payload::Mail { delivery } => {
            let Some(delivery) = deliveries::find(conn, cx.workspace, delivery)? else { return Ok(("account", None)) };
            (word(delivery.kind), Some(delivery.recipient))
        }
        Payload::Invite { invitation } | Payload::Message { invitation } | Payload::Remind { invitation, .. } => {
            let Some(invitation) = invitations::find(conn, cx.workspace, invitation)? else {
                return Ok(("invite", None));
            };
            let person = people::find(conn, cx.workspace, invitation.person_id)?;
            ("invite", person.and_then(|person| person.email))
        }
        Payload::Callback { .. } => ("callback", None),
        Payload::Acknowledge { .. }
        | Payload::Promise { .. }
        | Payload::Absence { .. }
        | Payload::KnownProblem { .. } => ("acknowledge", None),
        Payload::Alert { .. }
        | Payload::Deadline { .. }
        | Payload::Wake { .. }
        | Payload::TellManager { .. }
        | Payload::Escalate { .. }
        | Payload::Room { .. }
        | Payload::Digest { .. } => ("alert", None),
        Payload::SendDigest { user, .. } => ("digest", users::find(conn, user)?.map(|user| user.email)),
        Payload::Inbound { .. } => ("inbound", None),
        Payload::Campaign { .. }
        | Payload::AskAgain { .. }
        | Payload::WatchScores
        | Payload::WatchFlows
        | Payload::TellImprovement { .. }
        | Payload::Autopilot
        | Payload::RemindSilent
        | Payload::Anonymous
        | Payload::Recount
        | Payload::Limit
        | Payload::Promote { .. }
        | Payload::Erase { .. }
        | Payload::PlanWakes
        | Payload::Comments
        | Payload::TagRules
        | Payload::Prune => ("upkeep", None),
    })
}

/// POST /admin/settings/sending/test
pub async fn test(member: Member, form: Form) -> AdminResult {
    let to = form.text("to");
    let Ok(address) = EmailAddress::parse(&to) else {
        let problem = Some(member.reader.text("problem-email", &[("given", to.as_str().into())])?);
        return page(&member, StatusCode::UNPROCESSABLE_ENTITY, Field { value: to, problem }).await;
    };
    let (user, language) = (member.who.user.id, member.who.user.locale.clone());
    member.write(move |conn, cx| test_mail::enqueue(conn, cx, user, &address, &language)).await?;
    Ok(member.done(PATH, "test-sent"))
}

/// POST /admin/settings/sending/mails/{id}/again
pub async fn again(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "mail")?, member.actor());
    member.write(move |conn, cx| held::send_again(conn, cx, id, &actor)).await?;
    Ok(member.done(PATH, "mail-again"))
}

/// POST /admin/settings/sending/mails/{id}/leave
pub async fn leave(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "mail")?, member.actor());
    member.write(move |conn, cx| held::leave(conn, cx, id, &actor)).await?;
    Ok(member.done(PATH, "mail-left"))
}

/// POST /admin/settings/sending/jobs/{id}/retry
pub async fn retry(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let id = id_of(&id, "job")?;
    if !member.write(move |conn, cx| jobs::revive(conn, cx.workspace, id, cx.now)).await? {
        return Err(Error::NotFound("job").into());
    }
    Ok(member.done(PATH, "job-retried"))
}

/// POST /admin/settings/sending/jobs/{id}/discard
pub async fn discard(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let id = id_of(&id, "job")?;
    if !member.write(move |conn, cx| jobs::discard_one(conn, cx.workspace, id)).await? {
        return Err(Error::NotFound("job").into());
    }
    Ok(member.done(PATH, "job-discarded"))
}
