//! A mail that shows that sending works.

use serde_json::json;

use crate::clock::Cx;
use crate::error::Error;
use crate::mail::EmailAddress;
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::{Conn, Id, jobs};

/// Puts a test mail from a user into the queue.
pub fn enqueue(conn: &mut Conn, cx: &Cx, user: Id, to: &EmailAddress, language: &str) -> Result<(), Error> {
    let n = deliveries::last_number(conn, cx.workspace, user, Kind::Test)? + 1;
    let delivery = Delivery::queued(cx, (user, Kind::Test, n), to.as_str(), json!({"language": language}));
    deliveries::insert(conn, &delivery)?;
    jobs::enqueue(conn, &[Job::new(cx, Class::Single, Payload::Mail { delivery: delivery.id })])
}
