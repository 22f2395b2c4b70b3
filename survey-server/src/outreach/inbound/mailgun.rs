//! Mailgun: mails that failed for good, complaints, and who unsubscribed there.
//!
//! The signature is inside the body: hexadecimal HMAC-SHA256 of time and token by the webhook signing key. It does not
//! cover the rest, so a token counts once, and not after a quarter of an hour.

use super::body::Body;
use super::{Call, Caller, Effect, Label, Lock, Said, Unreadable, Verdict, Why, signature};
use crate::mail::report;
use crate::outreach::intake::News;

/// A signature is as old as this at most, in seconds; and no more ahead of our clock.
const TOLERANCE_SECS: i64 = 900;

/// Calls of Mailgun.
#[derive(Debug)]
pub(super) struct Mailgun;

impl Caller for Mailgun {
    fn verify(&self, call: &Call<'_>, lock: &Lock<'_>) -> Verdict {
        let body = Body::loosely(call.raw);
        let text = |pointer: &str| body.text(pointer).unwrap_or_default();
        let (time, token) = (text("/signature/timestamp"), text("/signature/token"));
        let fresh = time.parse::<i64>().is_ok_and(|at| (lock.now.secs() - at).abs() <= TOLERANCE_SECS);
        let (signed, given) = (format!("{time}{token}"), text("/signature/signature"));
        let fits = lock.fits(|secret| signature::hmac_hex(secret, signed.as_bytes(), &given));
        Verdict::genuine(fresh && fits && !token.is_empty())
    }

    /// The token makes the message: with another body under it nothing new is kept.
    fn label(&self, call: &Call<'_>) -> Label {
        let body = Body::loosely(call.raw);
        let text = |pointer: &str| body.text(pointer).unwrap_or_default();
        Label { topic: text("/event-data/event"), origin: String::new(), dedupe_key: text("/signature/token") }
    }

    fn read(&self, said: &Said<'_>) -> Result<Vec<Effect>, Unreadable> {
        let body = Body::of(said)?;
        let text = |pointer: &str| body.text(pointer).unwrap_or_default();
        let news = match body.id("/event-data/event")?.as_str() {
            "complained" => Some(News::Complaint),
            "unsubscribed" => Some(News::Unsubscribed),
            "delivered" => Some(News::Arrived),
            // What failed for now is tried again by Mailgun: every greylisted mail would count.
            "failed" if text("/event-data/severity") == "permanent" => Some(failed(&body)),
            _ => None,
        };
        let Some(news) = news else { return Ok(vec![Effect::Ignore(Why::OtherTopic)]) };
        let address = body.id("/event-data/recipient")?;
        let message_id = body.text("/event-data/message/headers/message-id");
        let detail = format!("Mailgun: {} {}", text("/event-data/reason"), text("/event-data/delivery-status/message"));
        Ok(vec![Effect::Mail { news, address, message_id, detail }])
    }
}

fn failed(body: &Body) -> News {
    let text = |pointer: &str| body.text(pointer).unwrap_or_default();
    let status = text("/event-data/delivery-status/enhanced-code");
    let words = text("/event-data/delivery-status/message");
    match (text("/event-data/reason").as_str(), report::failed(&status, &words)) {
        ("suppress-bounce", _) => News::Hard,
        ("suppress-complaint", _) => News::Complaint,
        ("suppress-unsubscribe", _) => News::Unsubscribed,
        // Given up after hours of trying.
        ("old", _) => News::Soft,
        (_, report::Verdict::Ours) => News::Ours,
        (_, report::Verdict::Soft) if !status.is_empty() => News::Soft,
        _ => News::Hard,
    }
}
