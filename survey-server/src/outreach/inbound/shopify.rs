//! Shopify: orders that were fulfilled, cancelled, refunded, and the three topics about privacy.
//!
//! Signed with base64 of HMAC-SHA256 over the raw body, by the app's client secret or by the secret of the page
//! "Notifications". Deliveries come at least once; a subscription that fails for hours is deleted by Shopify.

use super::body::Body;
use super::order::{Order, full_name, names_somebody};
use super::{Call, Caller, Effect, Label, Lock, Said, Unreadable, Verdict, Why, signature};
use crate::outreach::cancel;
use crate::outreach::event::EventInput;
use crate::outreach::person::PersonInput;

/// Calls of Shopify.
#[derive(Debug)]
pub(super) struct Shopify;

impl Caller for Shopify {
    fn verify(&self, call: &Call<'_>, lock: &Lock<'_>) -> Verdict {
        let given = call.header("x-shopify-hmac-sha256");
        Verdict::genuine(lock.fits(|secret| signature::hmac_base64(secret, call.raw, given)))
    }

    fn label(&self, call: &Call<'_>) -> Label {
        Label {
            topic: call.header("x-shopify-topic").to_owned(),
            origin: call.header("x-shopify-shop-domain").to_owned(),
            dedupe_key: call.header("x-shopify-webhook-id").to_owned(),
        }
    }

    fn read(&self, said: &Said<'_>) -> Result<Vec<Effect>, Unreadable> {
        let body = Body::of(said)?;
        let effect = match said.topic {
            "orders/fulfilled" => fulfilled(said, &body)?,
            "orders/cancelled" => cancelled(said, &body)?,
            "refunds/create" => refunded(said, &body)?,
            "customers/data_request" => Effect::DataRequest(Box::new(customer(&body))),
            "customers/redact" => Effect::Erase(Box::new(customer(&body))),
            "shop/redact" => Effect::EraseShop(body.id("/shop_domain")?),
            _ => Effect::Ignore(Why::OtherTopic),
        };
        Ok(vec![effect])
    }
}

fn event_id(order: &str, trigger: &str) -> String {
    format!("shopify:{order}:{trigger}")
}

fn fulfilled(said: &Said<'_>, body: &Body) -> Result<Effect, Unreadable> {
    let order = body.id("/id")?;
    if body.is("/test") {
        return Ok(Effect::Ignore(Why::TestOrder));
    }
    if body.text("/cancelled_at").is_some() || body.text("/financial_status").as_deref() == Some("refunded") {
        return Ok(Effect::Ignore(Why::OtherStatus));
    }
    let fulfilled_at = body.list("/fulfillments").filter_map(|fulfillment| fulfillment.moment("/created_at")).max();
    let person = buyer(body);
    if !names_somebody(&person) {
        return Ok(Effect::Ignore(Why::NobodyNamed));
    }
    Ok(Effect::Event(Box::new(EventInput {
        id: event_id(&order, "fulfilled"),
        kind: "order.fulfilled".to_owned(),
        occurred_at: fulfilled_at.or_else(|| body.moment("/updated_at")).unwrap_or(said.received_at),
        person,
        properties: properties(said, body),
        basis: None,
        cancels: None,
        channel: None,
    })))
}

fn cancelled(said: &Said<'_>, body: &Body) -> Result<Effect, Unreadable> {
    let order = body.id("/id")?;
    if body.is("/test") {
        return Ok(Effect::Ignore(Why::TestOrder));
    }
    let (at, person) = (body.moment("/cancelled_at").unwrap_or(said.received_at), buyer(body));
    let fulfilled = event_id(&order, "fulfilled");
    if !names_somebody(&person) {
        let keys = vec![cancel::event_key(&fulfilled)];
        return Ok(Effect::Cancel { keys, kind: "order.cancelled".to_owned(), at });
    }
    Ok(Effect::Event(Box::new(EventInput {
        id: event_id(&order, "cancelled"),
        kind: "order.cancelled".to_owned(),
        occurred_at: at,
        person,
        properties: properties(said, body),
        basis: None,
        cancels: Some(fulfilled),
        channel: None,
    })))
}

/// A refund names its order and nobody; how much of the order it is, it does not say.
fn refunded(said: &Said<'_>, body: &Body) -> Result<Effect, Unreadable> {
    Ok(Effect::Cancel {
        keys: vec![cancel::event_key(&event_id(&body.id("/order_id")?, "fulfilled"))],
        kind: "order.refunded".to_owned(),
        at: body.moment("/created_at").unwrap_or(said.received_at),
    })
}

/// Who bought. The e-mail address is missing where the shop may not pass it on.
fn buyer(body: &Body) -> PersonInput {
    let email = body.first(&["/contact_email", "/email", "/customer/email"]);
    let phone = body.first(&["/phone", "/customer/phone", "/shipping_address/phone", "/billing_address/phone"]);
    let name = full_name(body.text("/customer/first_name"), body.text("/customer/last_name"))
        .or_else(|| body.first(&["/billing_address/name", "/shipping_address/name"]));
    PersonInput {
        // Shopify's own number names a person only where nothing else does: the business may have its own.
        external_id: external_id(body).filter(|_| email.is_none() && phone.is_none()),
        email,
        phone,
        name,
        locale: body.first(&["/customer_locale", "/customer/locale"]),
        ..PersonInput::default()
    }
}

/// Whom a message about privacy means.
fn customer(body: &Body) -> PersonInput {
    PersonInput {
        email: body.text("/customer/email"),
        phone: body.text("/customer/phone"),
        external_id: external_id(body),
        ..PersonInput::default()
    }
}

fn external_id(body: &Body) -> Option<String> {
    body.text("/customer/id").map(|id| format!("shopify:{id}"))
}

fn properties(said: &Said<'_>, body: &Body) -> survey_core::Properties {
    let couriers = body.list("/fulfillments").filter_map(|fulfillment| fulfillment.text("/tracking_company"));
    Order::default()
        .text("order", body.first(&["/name", "/order_number", "/id"]))
        .text("order_id", body.text("/id"))
        .amount("total", body.amount("/total_price"))
        .text("currency", body.text("/currency"))
        .items(body.list("/line_items").filter_map(|item| item.first(&["/title", "/name", "/sku"])))
        .text("country", body.first(&["/shipping_address/country_code", "/billing_address/country_code"]))
        .text("courier", couriers.last())
        .text("shop", Some(said.origin.to_owned()).filter(|shop| !shop.is_empty()))
        .properties()
}
