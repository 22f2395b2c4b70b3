//! Amazon SES: bounces, complaints and deliveries, told by a topic of SNS.
//!
//! The secret here is the topic's ARN: every account at Amazon can have its messages signed, so a genuine signature
//! proves nothing without it. Topic, age and the address of the certificate are checked at once; the signature itself
//! when the certificate is there, before anything in the message is believed (see [`super::sns`]).

use serde_json::Value;

use super::body::Body;
use super::sns;
use super::{Call, Caller, Effect, Label, Lock, Said, Unreadable, Verdict, Why};
use crate::outreach::intake::News;
use crate::secret::same;

/// A message is as old as this at most, in seconds: for so long we remember which ones were here.
const OLDEST_SECS: i64 = 6 * 86_400;

/// Calls of Amazon SNS on behalf of SES.
#[derive(Debug)]
pub(super) struct Ses;

impl Caller for Ses {
    fn verify(&self, call: &Call<'_>, lock: &Lock<'_>) -> Verdict {
        let body = Body::loosely(call.raw);
        let topic = sns::whole(call.raw, "TopicArn").unwrap_or_default();
        let of_the_topic = lock.fits(|arn| same(arn, topic.as_bytes()));
        let fresh = body.moment("/Timestamp").is_some_and(|at| (lock.now.secs() - at.secs()).abs() <= OLDEST_SECS);
        Verdict::genuine(of_the_topic && fresh && sns::Proof::of(call.raw).is_some())
    }

    fn label(&self, call: &Call<'_>) -> Label {
        let body = Body::loosely(call.raw);
        let text = |pointer: &str| body.text(pointer).unwrap_or_default();
        Label { topic: text("/Type"), origin: text("/TopicArn"), dedupe_key: text("/MessageId") }
    }

    fn read(&self, said: &Said<'_>) -> Result<Vec<Effect>, Unreadable> {
        match said.topic {
            "Notification" => {}
            "SubscriptionConfirmation" => return Ok(vec![Effect::Ignore(Why::Confirmed)]),
            _ => return Ok(vec![Effect::Ignore(Why::OtherTopic)]),
        }
        let message =
            sns::whole(said.raw, "Message").ok_or_else(|| Unreadable("the message has no Message".to_owned()))?;
        let told: Value = match serde_json::from_str(&message) {
            Ok(told) => told,
            // "Successfully validated SNS topic …": the one message that is not JSON.
            Err(_) => return Ok(vec![Effect::Ignore(Why::OtherTopic)]),
        };
        let told = Body::from(told);
        let message_id = message_id(&told);
        let effect = |news: News, address: String, detail: String| Effect::Mail {
            news,
            address,
            message_id: message_id.clone(),
            detail: format!("SES: {detail}"),
        };
        let effects: Vec<Effect> = match told.first(&["/notificationType", "/eventType"]).as_deref() {
            Some("Bounce") => told
                .list("/bounce/bouncedRecipients")
                .filter_map(|one| {
                    let detail = format!("{} {}", text(&one, "/status"), text(&one, "/diagnosticCode"));
                    Some(effect(bounced(&told, &one), one.text("/emailAddress")?, detail))
                })
                .collect(),
            Some("Complaint") if text(&told, "/complaint/complaintFeedbackType") != "not-spam" => told
                .list("/complaint/complainedRecipients")
                .filter_map(|one| Some(effect(News::Complaint, one.text("/emailAddress")?, "complaint".to_owned())))
                .collect(),
            Some("Delivery") => told
                .list("/delivery/recipients")
                .filter_map(|one| Some(effect(News::Arrived, one.text("")?, text(&told, "/delivery/smtpResponse"))))
                .collect(),
            _ => Vec::new(),
        };
        Ok(if effects.is_empty() { vec![Effect::Ignore(Why::OtherTopic)] } else { effects })
    }

    fn proof(&self, raw: &[u8]) -> Option<sns::Proof> {
        sns::Proof::of(raw)
    }

    fn doubt(&self, secret: &str) -> Option<&'static str> {
        (!(secret.starts_with("arn:aws") && secret.contains(":sns:")))
            .then_some("must be the ARN of the SNS topic: arn:aws:sns:REGION:ACCOUNT:NAME")
    }
}

fn text(body: &Body, pointer: &str) -> String {
    body.text(pointer).unwrap_or_default()
}

/// Our own id of the mail, not the one that SES gave it.
fn message_id(told: &Body) -> Option<String> {
    let header = told.list("/mail/headers").find(|header| text(header, "/name").eq_ignore_ascii_case("message-id"));
    header.and_then(|header| header.text("/value")).or_else(|| told.text("/mail/commonHeaders/messageId"))
}

fn bounced(told: &Body, recipient: &Body) -> News {
    let (kind, subtype) = (text(told, "/bounce/bounceType"), text(told, "/bounce/bounceSubType"));
    match (kind.as_str(), subtype.as_str()) {
        ("Permanent", _) => News::Hard,
        // There is no way to that domain.
        ("Transient", _) if text(recipient, "/status") == "5.4.4" => News::Hard,
        ("Transient", "ContentRejected" | "AttachmentRejected" | "MessageTooLarge") => News::Ours,
        _ => News::Soft,
    }
}
