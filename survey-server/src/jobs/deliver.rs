//! One attempt to send a mail: rendered once, its stage committed before the body goes out, its end written down.

use jiff::Timestamp;

use super::route::{self, Gate, Verdict};
use super::{JobError, envelope};
use crate::app::App;
use crate::error::Error;
use crate::mail::{EmailAddress, Fault, Outcome, Parcel, Stage as SmtpStage, next_attempt};
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::{Time, breakers};

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The server took it.
    Sent,
    /// It will not be sent.
    Refused {
        /// The address does not exist (and not: we may not send).
        recipient: bool,
        /// What the server said.
        reply: String,
    },
    /// Nobody knows whether it arrived.
    Unknown,
    /// It was settled before.
    Nothing,
}

/// Sends the mail of a delivery. A refusal for now is an error to retry, until `send_by`.
pub(super) async fn run(
    app: &App,
    delivery: &Delivery,
    send_by: Time,
    compose: impl FnOnce() -> Result<Parcel, Error>,
) -> Result<Ended, JobError> {
    let mut delivery = delivery.clone();
    match delivery.stage {
        Stage::Queued | Stage::Retry => {}
        Stage::Body => {
            // Whoever sent the body did not come back to say how it ended.
            delivery.reply = Some("the process ended while the mail was on its way".to_owned());
            settle(app, delivery, Stage::Unknown, None, false).await?;
            return Ok(Ended::Unknown);
        }
        Stage::Sent => return Ok(Ended::Sent),
        _ => return Ok(Ended::Nothing),
    }
    if delivery.kind != Kind::Test {
        // The test mail goes whatever: it is how people see whether the server takes mails again.
        wait_for_the_route(app).await?;
    }
    let parcel = parcel(app, &mut delivery, compose).await?;
    let (db, clock, workspace, id) = (app.db.clone(), app.clock.clone(), delivery.workspace_id, delivery.id);
    let outcome = app
        .mailer
        .send(&parcel, || async move {
            let begun = db.write(move |conn| deliveries::begin_body(conn, workspace, id, clock.now())).await?;
            if begun { Ok(()) } else { Err(Error::conflict("already_sent", "somebody else sends this mail")) }
        })
        .await?;
    conclude(app, delivery, outcome, send_by).await
}

/// Sending over this route may pause; a mail that waits for that loses no attempt.
async fn wait_for_the_route(app: &App) -> Result<(), JobError> {
    let route = app.mailer.name();
    if app.db.read(move |conn| breakers::find(conn, &route)).await?.is_none() {
        return Ok(());
    }
    let asked = app.clone();
    match app.db.write(move |conn| route::gate(conn, &asked, asked.clock.now())).await? {
        Gate::Open | Gate::Probe => Ok(()),
        Gate::Shut(at) => {
            let why = "sending pauses, as the mail server does not take our mails".to_owned();
            Err(JobError::Retry { at: Some(at), why })
        }
    }
}

/// The mail as it was rendered at the first attempt.
async fn parcel(
    app: &App,
    delivery: &mut Delivery,
    compose: impl FnOnce() -> Result<Parcel, Error>,
) -> Result<Parcel, JobError> {
    let fail = |why: String| JobError::Fail { why };
    if let Some(bytes) = delivery.mail.clone() {
        return Ok(Parcel {
            from: envelope::sender(app, delivery)?,
            to: EmailAddress::parse(&delivery.recipient).map_err(|invalid| fail(invalid.to_string()))?,
            message_id: delivery.message_id.clone(),
            bytes,
        });
    }
    let parcel = envelope::signed(app, compose()?)?;
    let parcel = Parcel { from: envelope::sender(app, delivery)?, ..parcel };
    delivery.message_id.clone_from(&parcel.message_id);
    delivery.mail = Some(parcel.bytes.clone());
    let kept = delivery.clone();
    app.db.write(move |conn| deliveries::keep_mail(conn, &kept)).await?;
    Ok(parcel)
}

async fn conclude(app: &App, mut delivery: Delivery, outcome: Outcome, send_by: Time) -> Result<Ended, JobError> {
    match route::verdict(app, &outcome) {
        Verdict::Works => drop(route::works(app).await?),
        Verdict::Unwelcome(trouble) => {
            let at = route::unwelcome(app, &trouble).await?;
            if trouble.stage < SmtpStage::Recipient {
                let why = format!("the mail server does not want us, at {}", trouble.stage.name());
                return Err(JobError::Retry { at: Some(at), why });
            }
        }
        Verdict::Silent => route::silent(app).await?,
    }
    delivery.attempts += 1;
    match outcome {
        Outcome::Sent { reply } => {
            delivery.reply = Some(deliveries::kept_reply(&reply));
            settle(app, delivery, Stage::Sent, Some(250), true).await?;
            Ok(Ended::Sent)
        }
        Outcome::Unknown { reply } => {
            delivery.reply = Some(deliveries::kept_reply(&reply));
            settle(app, delivery, Stage::Unknown, None, false).await?;
            Ok(Ended::Unknown)
        }
        Outcome::Fail { fault: Fault::Recipient, code, reply, .. } => {
            delivery.reply = Some(deliveries::kept_reply(&reply));
            settle(app, delivery, Stage::Failed, code, true).await?;
            Ok(Ended::Refused { recipient: true, reply: deliveries::kept_reply(&reply) })
        }
        // Our own fault is mended by people, while the mail waits as for any refusal for now.
        Outcome::Fail { stage, code, reply, .. } | Outcome::Retry { stage, code, reply } => {
            // The server's words may quote the address: they stay with the delivery and out of the log.
            let why = match code {
                Some(code) => format!("the mail server answered {code} at {}", stage.name()),
                None => format!("no answer from the mail server at {}", stage.name()),
            };
            delivery.reply = Some(deliveries::kept_reply(&reply));
            let now: Timestamp = app.clock.now().timestamp();
            let attempts = u32::try_from(delivery.attempts).unwrap_or(1);
            match next_attempt(attempts, now, send_by.timestamp(), app.ids.fraction()) {
                Some(at) => {
                    settle(app, delivery, Stage::Retry, code, false).await?;
                    Err(JobError::Retry { at: Some(at.into()), why })
                }
                None => {
                    settle(app, delivery, Stage::Failed, code, true).await?;
                    Ok(Ended::Refused { recipient: false, reply: why })
                }
            }
        }
    }
}

/// Writes the end of an attempt. The bytes of mails that carry a secret are not kept once they are settled.
async fn settle(
    app: &App,
    mut delivery: Delivery,
    stage: Stage,
    code: Option<u16>,
    settled: bool,
) -> Result<(), Error> {
    let now = app.clock.now();
    delivery.stage = stage;
    delivery.code = code.map(i32::from);
    delivery.updated_at = now;
    delivery.sent_at = (stage == Stage::Sent).then_some(now);
    // A digest tells of many customers at once, so nobody's erasure finds it: its bytes are not kept.
    let secret = matches!(delivery.kind, Kind::Password | Kind::Digest);
    app.db.write(move |conn| deliveries::settle(conn, &delivery, secret && settled)).await
}
