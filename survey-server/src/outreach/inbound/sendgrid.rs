//! SendGrid: the event webhook with its signature switched on.
//!
//! Signed with ECDSA (P-256, SHA-256) over the time and the raw body. The secret here is no secret: it is the
//! verification key that SendGrid shows. One call carries many events.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};

use super::body::Body;
use super::{Call, Caller, Effect, Label, Lock, Said, Unreadable, Verdict, Why};
use crate::mail::report;
use crate::outreach::intake::News;

/// SendGrid tries for a day; what is older is a copy that somebody kept.
const TOLERANCE_SECS: i64 = 2 * 86_400;
/// An uncompressed point of P-256 ends every key of that kind.
const POINT: usize = 65;

/// Calls of SendGrid.
#[derive(Debug)]
pub(super) struct SendGrid;

impl Caller for SendGrid {
    fn verify(&self, call: &Call<'_>, lock: &Lock<'_>) -> Verdict {
        let time = call.header("x-twilio-email-event-webhook-timestamp");
        let fresh = time.parse::<i64>().is_ok_and(|at| (lock.now.secs() - at).abs() <= TOLERANCE_SECS);
        let signature = STANDARD.decode(call.header("x-twilio-email-event-webhook-signature")).unwrap_or_default();
        let signed = [time.as_bytes(), call.raw].concat();
        let fits = lock.fits(|key| {
            point(key).is_some_and(|key| {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key).verify(&signed, &signature).is_ok()
            })
        });
        Verdict::genuine(fresh && fits)
    }

    fn label(&self, _: &Call<'_>) -> Label {
        Label { topic: "events".to_owned(), ..Label::default() }
    }

    fn read(&self, said: &Said<'_>) -> Result<Vec<Effect>, Unreadable> {
        let body = Body::of(said)?;
        let effects: Vec<Effect> = body.list("").filter_map(|event| effect(&event)).collect();
        Ok(if effects.is_empty() { vec![Effect::Ignore(Why::OtherTopic)] } else { effects })
    }

    fn doubt(&self, secret: &str) -> Option<&'static str> {
        point(secret.as_bytes()).is_none().then_some(
            "must be the verification key of SendGrid's signed event webhook: base64 text that begins with MFkw",
        )
    }
}

/// The public key inside its base64 text.
fn point(key: &[u8]) -> Option<Vec<u8>> {
    let der = STANDARD.decode(key.trim_ascii()).ok()?;
    let point = der.get(der.len().checked_sub(POINT)?..)?;
    (point.first() == Some(&4)).then(|| point.to_vec())
}

fn effect(event: &Body) -> Option<Effect> {
    let text = |pointer: &str| event.text(pointer).unwrap_or_default();
    let news = match text("/event").as_str() {
        "spamreport" => News::Complaint,
        "unsubscribe" | "group_unsubscribe" => News::Unsubscribed,
        "delivered" => News::Arrived,
        "bounce" => bounced(event),
        "dropped" => match text("/reason").as_str() {
            "Bounced Address" | "Invalid" => News::Hard,
            "Spam Reporting Address" => News::Complaint,
            "Unsubscribed Address" => News::Unsubscribed,
            _ => return None,
        },
        _ => return None,
    };
    let detail = format!("SendGrid: {} {}", text("/status"), text("/reason"));
    Some(Effect::Mail { news, address: event.text("/email")?, message_id: event.text("/smtp-id"), detail })
}

/// By SendGrid's own class, and where that says nothing by the status.
fn bounced(event: &Body) -> News {
    let text = |pointer: &str| event.text(pointer).unwrap_or_default();
    match text("/bounce_classification").to_lowercase().as_str() {
        class if class.starts_with("invalid") => News::Hard,
        "technical" | "content" | "mailbox unavailable" => News::Soft,
        "reputation" | "frequency/volume" => News::Ours,
        // SendGrid calls what may pass a block.
        _ => match report::failed(&text("/status"), &text("/reason")) {
            report::Verdict::Hard => News::Hard,
            report::Verdict::Ours => News::Ours,
            _ if text("/type") == "blocked" => News::Soft,
            _ if text("/status").is_empty() => News::Hard,
            _ => News::Soft,
        },
    }
}
