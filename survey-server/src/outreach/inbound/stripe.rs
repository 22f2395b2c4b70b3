//! Stripe Checkout: payments that arrived, and charges that were paid back.
//!
//! Signed with `t=TIME,v1=HEX[,v1=HEX…]`: HMAC-SHA256 over the time, a dot and the raw body, by the endpoint's secret
//! as it is written, `whsec_` included. Messages come in any order and more than once, for three days.

use super::body::Body;
use super::order::{Order, names_somebody};
use super::{Call, Caller, Effect, Label, Lock, Said, Unreadable, Verdict, Why, signature};
use crate::outreach::cancel;
use crate::outreach::event::EventInput;
use crate::outreach::person::PersonInput;
use crate::store::Time;

/// A signature is as old as this at most, in seconds; and no more ahead of our clock.
const TOLERANCE_SECS: i64 = 300;

/// Currencies without a smaller unit.
const NO_DECIMALS: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];
/// Currencies whose smaller unit is a thousandth.
const THREE_DECIMALS: [&str; 5] = ["BHD", "JOD", "KWD", "OMR", "TND"];

/// Calls of Stripe.
#[derive(Debug)]
pub(super) struct Stripe;

impl Caller for Stripe {
    fn verify(&self, call: &Call<'_>, lock: &Lock<'_>) -> Verdict {
        let parts: Vec<(&str, &str)> =
            call.header("stripe-signature").split(',').filter_map(|part| part.trim().split_once('=')).collect();
        let time = parts.iter().find(|(name, _)| *name == "t").map_or("", |(_, time)| *time);
        let fresh = time.parse::<i64>().is_ok_and(|at| (lock.now.secs() - at).abs() <= TOLERANCE_SECS);
        let signed = [time.as_bytes(), b".", call.raw].concat();
        let fits = lock.fits(|secret| {
            let given = parts.iter().filter(|(name, _)| *name == "v1");
            given.fold(false, |fits, (_, mac)| signature::hmac_hex(secret, &signed, mac) | fits)
        });
        Verdict::genuine(fresh && fits)
    }

    fn label(&self, call: &Call<'_>) -> Label {
        let body = Body::loosely(call.raw);
        let text = |pointer: &str| body.text(pointer).unwrap_or_default();
        Label { topic: text("/type"), origin: text("/account"), dedupe_key: text("/id") }
    }

    fn read(&self, said: &Said<'_>) -> Result<Vec<Effect>, Unreadable> {
        let body = Body::of(said)?;
        if body.is_not("/livemode") {
            return Ok(vec![Effect::Ignore(Why::TestOrder)]);
        }
        let effect = match body.id("/type")?.as_str() {
            "checkout.session.completed" | "checkout.session.async_payment_succeeded" => paid(said, &body)?,
            "charge.refunded" => refunded(said, &body)?,
            _ => Effect::Ignore(Why::OtherTopic),
        };
        Ok(vec![effect])
    }

    fn doubt(&self, secret: &str) -> Option<&'static str> {
        (!secret.starts_with("whsec_")).then_some("a signing secret of Stripe begins with whsec_")
    }
}

/// The payment is the one thing that a checkout and its refund both name; without a payment it is the checkout.
fn event_id(payment: &str) -> String {
    format!("stripe:{payment}:paid")
}

fn paid(said: &Said<'_>, body: &Body) -> Result<Effect, Unreadable> {
    let session = body.id("/data/object/id")?;
    // Bank debits and the like are paid days later, which a message of its own says.
    if body.text("/data/object/payment_status").as_deref() != Some("paid") {
        return Ok(Effect::Ignore(Why::Unpaid));
    }
    let payment = body.first(&["/data/object/payment_intent", "/data/object/invoice"]).unwrap_or(session);
    let person = buyer(body);
    if !names_somebody(&person) {
        return Ok(Effect::Ignore(Why::NobodyNamed));
    }
    Ok(Effect::Event(Box::new(EventInput {
        id: event_id(&payment),
        kind: "order.paid".to_owned(),
        occurred_at: moment(said, body),
        person,
        properties: properties(body, &payment),
        basis: None,
        cancels: None,
        channel: None,
    })))
}

fn refunded(said: &Said<'_>, body: &Body) -> Result<Effect, Unreadable> {
    if !body.is("/data/object/refunded") {
        return Ok(Effect::Ignore(Why::PartialRefund));
    }
    let payments = ["/data/object/payment_intent", "/data/object/invoice"].map(|pointer| body.text(pointer));
    let keys: Vec<String> =
        payments.into_iter().flatten().map(|payment| cancel::event_key(&event_id(&payment))).collect();
    if keys.is_empty() {
        return Err(Unreadable("the charge names neither a payment_intent nor an invoice".to_owned()));
    }
    Ok(Effect::Cancel { keys, kind: "order.refunded".to_owned(), at: moment(said, body) })
}

fn moment(said: &Said<'_>, body: &Body) -> Time {
    body.integer("/created").map_or(said.received_at, Time::from_secs)
}

fn buyer(body: &Body) -> PersonInput {
    let email = body.first(&["/data/object/customer_details/email", "/data/object/customer_email"]);
    let phone = body.text("/data/object/customer_details/phone");
    let customer = body.text("/data/object/customer").map(|id| format!("stripe:{id}"));
    PersonInput {
        external_id: customer.filter(|_| email.is_none() && phone.is_none()),
        email,
        phone,
        name: body.text("/data/object/customer_details/name"),
        locale: body.text("/data/object/locale").filter(|locale| locale != "auto"),
        ..PersonInput::default()
    }
}

/// What the business noted with the checkout comes first; our own words win.
fn properties(body: &Body, payment: &str) -> survey_core::Properties {
    let currency = body.text("/data/object/currency").map(|currency| currency.to_uppercase());
    let unit = match currency.as_deref() {
        Some(currency) if NO_DECIMALS.contains(&currency) => 1.0,
        Some(currency) if THREE_DECIMALS.contains(&currency) => 1000.0,
        _ => 100.0,
    };
    let order = ["/data/object/client_reference_id", "/data/object/metadata/order_id", "/data/object/metadata/order"];
    let noted = body.texts("/data/object/metadata");
    noted
        .fold(Order::default(), |order, (name, value)| order.text(&name, Some(value)))
        .text("order", body.first(&order).or_else(|| Some(payment.to_owned())))
        .amount("total", body.amount("/data/object/amount_total").map(|amount| amount / unit))
        .text("currency", currency)
        .text("country", body.text("/data/object/customer_details/address/country"))
        .properties()
}
