//! `WooCommerce`: orders that reached the status completed, cancelled or refunded.
//!
//! Signed with base64 of HMAC-SHA256 over the raw body, by the secret with its HTML entities resolved. Deliveries are
//! not repeated, and a webhook that fails more than five times in a row is switched off there. Its delivery id repeats
//! within a second, so a message is known by shop, order and status.

use super::body::Body;
use super::order::{Order, full_name, names_somebody};
use super::{Call, Caller, Effect, Label, Lock, Said, Unreadable, Verdict, Why, signature};
use crate::outreach::cancel;
use crate::outreach::event::EventInput;
use crate::outreach::person::PersonInput;

/// Calls of `WooCommerce`.
#[derive(Debug)]
pub(super) struct WooCommerce;

impl Caller for WooCommerce {
    fn verify(&self, call: &Call<'_>, lock: &Lock<'_>) -> Verdict {
        let given = call.header("x-wc-webhook-signature");
        if given.is_empty() && is_greeting(call.raw) {
            return Verdict::Greeting;
        }
        let fits = |secret: &[u8]| signature::hmac_base64(&without_entities(secret), call.raw, given);
        Verdict::genuine(lock.fits(fits))
    }

    fn label(&self, call: &Call<'_>) -> Label {
        let (origin, body) = (shop(call.header("x-wc-webhook-source")), Body::loosely(call.raw));
        let dedupe_key = match (body.text("/id"), body.text("/status")) {
            (Some(order), Some(status)) => format!("{origin}/{order}/{status}"),
            _ => String::new(),
        };
        Label { topic: call.header("x-wc-webhook-topic").to_owned(), origin, dedupe_key }
    }

    fn read(&self, said: &Said<'_>) -> Result<Vec<Effect>, Unreadable> {
        if !matches!(said.topic, "order.updated" | "order.created") {
            return Ok(vec![Effect::Ignore(Why::OtherTopic)]);
        }
        let body = Body::of(said)?;
        let order = body.id("/id")?;
        let (kind, at, cancels) = match body.id("/status")?.as_str() {
            "completed" => ("order.completed", "/date_completed_gmt", None),
            "cancelled" => ("order.cancelled", "/date_modified_gmt", Some(event_id(said, &order, "completed"))),
            "refunded" => ("order.refunded", "/date_modified_gmt", Some(event_id(said, &order, "completed"))),
            _ => return Ok(vec![Effect::Ignore(Why::OtherStatus)]),
        };
        let (occurred_at, person) = (body.moment(at).unwrap_or(said.received_at), buyer(&body));
        let effect = match (names_somebody(&person), cancels) {
            (false, None) => Effect::Ignore(Why::NobodyNamed),
            (false, Some(event)) => {
                Effect::Cancel { keys: vec![cancel::event_key(&event)], kind: kind.to_owned(), at: occurred_at }
            }
            (true, cancels) => Effect::Event(Box::new(EventInput {
                id: event_id(said, &order, kind.trim_start_matches("order.")),
                kind: kind.to_owned(),
                occurred_at,
                person,
                properties: properties(said, &body),
                basis: None,
                cancels,
                channel: None,
            })),
        };
        Ok(vec![effect])
    }

    fn takes_our_secret(&self) -> bool {
        true
    }
}

/// Order numbers begin at one in every shop, so the shop is a part of the id.
fn event_id(said: &Said<'_>, order: &str, trigger: &str) -> String {
    match said.origin {
        "" => format!("woocommerce:{order}:{trigger}"),
        shop => format!("woocommerce:{shop}:{order}:{trigger}"),
    }
}

/// When a webhook is made, `WooCommerce` sends its number, unsigned, and wants exactly 200.
fn is_greeting(raw: &[u8]) -> bool {
    raw.strip_prefix(b"webhook_id=").is_some_and(|id| !id.is_empty() && id.iter().all(u8::is_ascii_digit))
}

/// The address of a shop without scheme and slash.
fn shop(source: &str) -> String {
    let address = source.trim().trim_end_matches('/');
    address.split_once("://").map_or(address, |(_, rest)| rest).to_owned()
}

/// A secret as `WordPress` signs with it: the entities it writes for special characters are resolved.
fn without_entities(secret: &[u8]) -> Vec<u8> {
    const ENTITIES: [(&str, &str); 9] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#038;", "&"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    let text = String::from_utf8_lossy(secret).into_owned();
    ENTITIES.iter().fold(text, |text, (entity, plain)| text.replace(entity, plain)).into_bytes()
}

fn buyer(body: &Body) -> PersonInput {
    let (email, phone) = (body.text("/billing/email"), body.text("/billing/phone"));
    let customer = body.integer("/customer_id").filter(|id| *id > 0).map(|id| format!("woocommerce:{id}"));
    PersonInput {
        external_id: customer.filter(|_| email.is_none() && phone.is_none()),
        email,
        phone,
        name: full_name(body.text("/billing/first_name"), body.text("/billing/last_name")),
        locale: language(body),
        ..PersonInput::default()
    }
}

/// The customer's language, where an add-on for several languages notes it with the order.
fn language(body: &Body) -> Option<String> {
    body.list("/meta_data")
        .find(|meta| {
            matches!(
                meta.text("/key").as_deref(),
                Some("wpml_language" | "_wpml_language" | "pll_language" | "trp_language")
            )
        })
        .and_then(|meta| meta.text("/value"))
}

fn properties(said: &Said<'_>, body: &Body) -> survey_core::Properties {
    Order::default()
        .text("order", body.first(&["/number", "/id"]))
        .text("order_id", body.text("/id"))
        .amount("total", body.amount("/total"))
        .text("currency", body.text("/currency"))
        .items(body.list("/line_items").filter_map(|item| item.first(&["/name", "/sku"])))
        .text("country", body.first(&["/shipping/country", "/billing/country"]))
        .text("courier", body.list("/shipping_lines").filter_map(|line| line.text("/method_title")).last())
        .text("shop", Some(said.origin.to_owned()).filter(|shop| !shop.is_empty()))
        .properties()
}
