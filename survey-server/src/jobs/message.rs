//! Sends an invitation by a channel of the workspace: one request to a provider, at most once.

use super::JobError;
use crate::app::App;
use crate::callback::{Attempt, Failure, Outcome, Plain};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::channel::{self, Call, Message};
use crate::outreach::send::{self, Due, Letter};
use crate::store::channels::{self, Channel};
use crate::store::deliveries::{self, Delivery, Stage};
use crate::store::{Conn, Id, Time, WorkspaceId, decisions};

/// A message that could not go out for so many days is too late.
const DAYS: i64 = 3;

/// What is to be sent, loaded at this moment.
struct Material {
    letter: Box<Letter>,
    channel: Channel,
    secret: String,
}

/// How an attempt ended.
enum Ended {
    /// The provider took it.
    Sent,
    /// It will not be sent.
    Refused,
    /// Nobody knows whether the provider took it.
    Unknown,
    /// Not now.
    Later(Option<Time>, String),
}

pub(super) async fn run(app: &App, workspace: WorkspaceId, invitation: Id) -> Result<(), JobError> {
    let found = app.write(workspace, move |conn, cx| material(conn, cx, invitation)).await?;
    let Some(material) = found? else { return Ok(()) };
    let mut delivery = material.letter.delivery.clone();
    let ended = attempt(app, &material, &mut delivery).await?;
    settle(app, delivery, invitation, ended).await
}

/// What is due, or when it will be.
fn material(conn: &mut Conn, cx: &Cx, invitation: Id) -> Result<Result<Option<Material>, JobError>, Error> {
    let letter = match send::due(conn, cx, invitation)? {
        Due::Mail(letter) => letter,
        Due::Later(at) => return Ok(Err(JobError::Retry { at: Some(at), why: String::new() })),
        Due::Withdrawn | Due::Nothing => return Ok(Ok(None)),
    };
    let channel = channels::find(conn, cx.workspace, &letter.invitation.channel)?.ok_or(Error::NotFound("channel"))?;
    let secret = match &channel.secret {
        Some(sealed) => String::from_utf8(cx.keys().unseal(sealed)?).map_err(Error::internal)?,
        None => String::new(),
    };
    Ok(Ok(Some(Material { letter, channel, secret })))
}

async fn attempt(app: &App, material: &Material, delivery: &mut Delivery) -> Result<Ended, JobError> {
    let call = build(app, material).map_err(|why| JobError::Fail { why })?;
    // Committed before the first byte: whoever finds this after a crash cannot know whether it arrived.
    let (row, now) = (delivery.clone(), app.clock.now());
    let entry = material.letter.entry.clone();
    let begun = app.db.write(move |conn| {
        if let Some(entry) = entry {
            deliveries::insert(conn, &row)?;
            decisions::insert(conn, &entry)?;
        }
        deliveries::begin_body(conn, row.workspace_id, row.id, now)
    });
    if !begun.await? {
        return Err(JobError::Retry { at: None, why: "somebody else sends this message".to_owned() });
    }
    delivery.attempts += 1;
    let plain = Plain {
        method: call.method.as_str(),
        url: &call.url,
        headers: &call.headers,
        body: &call.body,
        at: now.timestamp(),
    };
    let attempt = app.callbacks.call(plain).await;
    let lane = channel::lane(material.channel.workspace_id, &material.channel.key);
    app.slow.learn(&lane, &attempt, app.clock.now().0);
    delivery.code = attempt.status.map(i32::from);
    let ended = verdict(&attempt, material.channel.request.0.refused_when.as_deref(), now);
    let said = match &attempt.outcome {
        Outcome::Failed { why } if attempt.status.is_none() => why.to_string(),
        _ => attempt.answer_excerpt,
    };
    // A provider may quote what it was sent.
    let said = if material.secret.is_empty() { said } else { said.replace(&material.secret, "•••") };
    delivery.reply = Some(deliveries::kept_reply(&said));
    Ok(match ended {
        Ended::Later(_, why) if delivery.created_at.plus_days(DAYS) <= now => {
            delivery.reply = Some(why);
            Ended::Refused
        }
        ended => ended,
    })
}

/// The request, filled for this person.
fn build(app: &App, material: &Material) -> Result<Call, String> {
    let (letter, request) = (&material.letter, &material.channel.request.0);
    let locale = letter.invitation.locale.as_str();
    let url = app.cx(letter.workspace.id).url(&format!("/s/{}", letter.token));
    let mut message = Message {
        to: letter.delivery.recipient.clone(),
        text: String::new(),
        url: url.clone(),
        company: letter.workspace.company().to_owned(),
        name: letter.person.name.clone().unwrap_or_default(),
        locale: locale.to_owned(),
        id: letter.delivery.id.to_string(),
        secret: material.secret.clone(),
    };
    let question = letter.question(locale);
    let args = [("company", message.company.as_str().into()), ("question", question.into()), ("url", url.into())];
    let built_in = app.renderer.text("mail-message", locale, &args).map_err(|error| error.to_string())?;
    message.text = channel::words(request, locale, &built_in, &message)?;
    channel::call(request, &message)
}

/// What an answer means. A message to a customer goes at most once: where the request may have been taken although no
/// answer says so, it is not sent again.
fn verdict(attempt: &Attempt, refused_when: Option<&str>, now: Time) -> Ended {
    let says_no = refused_when.is_some_and(|mark| !mark.is_empty() && attempt.answer_excerpt.contains(mark));
    match (&attempt.outcome, attempt.status) {
        (Outcome::Delivered, _) if says_no => Ended::Refused,
        (Outcome::Delivered, _) => Ended::Sent,
        (_, Some(429 | 503)) => {
            let at = attempt.retry_after.map(|wait| now.plus_ms(wait.as_millis() as i64));
            Ended::Later(at, format!("the provider answered {}", attempt.status.unwrap_or_default()))
        }
        (_, Some(500..=599)) => Ended::Unknown,
        (_, Some(_)) => Ended::Refused,
        (Outcome::Failed { why: Failure::Unreachable(_) | Failure::Unresolved(_) }, None) => {
            Ended::Later(None, "the provider cannot be reached".to_owned())
        }
        (Outcome::Failed { why: Failure::TimedOut | Failure::Broken(_) }, None) => Ended::Unknown,
        (_, None) => Ended::Refused,
    }
}

async fn settle(app: &App, mut delivery: Delivery, invitation: Id, ended: Ended) -> Result<(), JobError> {
    let workspace = delivery.workspace_id;
    delivery.updated_at = app.clock.now();
    let (stage, gone_out) = match &ended {
        Ended::Sent => (Stage::Sent, Some(true)),
        Ended::Unknown => (Stage::Unknown, Some(true)),
        Ended::Refused => (Stage::Failed, Some(false)),
        Ended::Later(..) => (Stage::Retry, None),
    };
    delivery.stage = stage;
    delivery.sent_at = (stage == Stage::Sent).then_some(delivery.updated_at);
    app.write(workspace, move |conn, cx| {
        deliveries::settle(conn, &delivery, false)?;
        gone_out.map_or(Ok(()), |sent| send::settled(conn, cx, invitation, sent))
    })
    .await?;
    match ended {
        Ended::Later(at, why) => Err(JobError::Retry { at, why }),
        _ => Ok(()),
    }
}
