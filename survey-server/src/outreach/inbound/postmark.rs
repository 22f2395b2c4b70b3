//! Postmark: bounces, complaints, and who unsubscribed there.
//!
//! Postmark signs nothing; it sends the user and the password that stand in the address it was given. The password is
//! the secret, made by us.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::body::Body;
use super::{Call, Caller, Effect, Label, Lock, Said, Unreadable, Verdict, Why};
use crate::outreach::intake::News;
use crate::secret::same;

/// Calls of Postmark.
#[derive(Debug)]
pub(super) struct Postmark;

impl Caller for Postmark {
    fn verify(&self, call: &Call<'_>, lock: &Lock<'_>) -> Verdict {
        let given = call.header("authorization");
        let decoded =
            given.strip_prefix("Basic ").and_then(|text| STANDARD.decode(text.trim()).ok()).unwrap_or_default();
        let colon = decoded.iter().position(|byte| *byte == b':').map_or(decoded.len(), |at| at + 1);
        let password = decoded.get(colon..).unwrap_or_default();
        Verdict::genuine(lock.fits(|secret| same(secret, password)))
    }

    fn label(&self, call: &Call<'_>) -> Label {
        let body = Body::loosely(call.raw);
        let text = |pointer: &str| body.text(pointer).unwrap_or_default();
        // Only bounces and complaints have an id of their own; without one the same body is the same message.
        let id = text("/ID");
        let dedupe_key = if id.is_empty() { id } else { format!("{}/{id}", text("/RecordType")) };
        Label { topic: text("/RecordType"), origin: text("/ServerID"), dedupe_key }
    }

    fn read(&self, said: &Said<'_>) -> Result<Vec<Effect>, Unreadable> {
        let body = Body::of(said)?;
        let kind = body.text("/Type").unwrap_or_default();
        let news = match body.id("/RecordType")?.as_str() {
            "SpamComplaint" => Some(News::Complaint),
            "Bounce" => bounce(&kind),
            "SubscriptionChange" if body.is("/SuppressSending") => {
                match body.text("/SuppressionReason").unwrap_or_default().as_str() {
                    "HardBounce" => Some(News::Hard),
                    "SpamComplaint" => Some(News::Complaint),
                    _ => Some(News::Unsubscribed),
                }
            }
            "Delivery" => Some(News::Arrived),
            _ => None,
        };
        let Some(news) = news else { return Ok(vec![Effect::Ignore(Why::OtherTopic)]) };
        let Some(address) = body.first(&["/Email", "/Recipient"]) else {
            return Err(Unreadable("the message has no Email".to_owned()));
        };
        let detail = format!("Postmark: {kind} {}", body.text("/Details").unwrap_or_default());
        Ok(vec![Effect::Mail { news, address, message_id: None, detail }])
    }

    fn takes_our_secret(&self) -> bool {
        true
    }
}

/// What Postmark tries again by itself, and what people answer, is no news.
fn bounce(kind: &str) -> Option<News> {
    match kind {
        "HardBounce" | "BadEmailAddress" | "ManuallyDeactivated" => Some(News::Hard),
        "SoftBounce" | "DnsError" => Some(News::Soft),
        "Blocked" | "SpamNotification" | "VirusNotification" | "DMARCPolicy" => Some(News::Ours),
        "SpamComplaint" => Some(News::Complaint),
        "Unsubscribe" => Some(News::Unsubscribed),
        _ => None,
    }
}
