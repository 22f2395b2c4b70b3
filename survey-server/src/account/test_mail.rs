//! A mail that shows that sending works.

use serde_json::json;

use crate::clock::Cx;
use crate::error::Error;
use crate::mail::EmailAddress;
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::{Conn, Id, Json, jobs};

/// Puts a test mail from a user into the queue.
pub fn enqueue(conn: &mut Conn, cx: &Cx, user: Id, to: &EmailAddress, language: &str) -> Result<(), Error> {
    let delivery = Delivery {
        workspace_id: cx.workspace,
        id: cx.id(),
        about_id: user,
        kind: Kind::Test,
        n: deliveries::last_number(conn, cx.workspace, user, Kind::Test)? + 1,
        recipient: to.as_str().to_owned(),
        params: Json(json!({"language": language})),
        stage: Stage::Queued,
        message_id: String::new(),
        mail: None,
        attempts: 0,
        code: None,
        reply: None,
        created_at: cx.now,
        updated_at: cx.now,
        sent_at: None,
    };
    deliveries::insert(conn, &delivery)?;
    jobs::enqueue(conn, &[Job::new(cx, Class::Single, Payload::Mail { delivery: delivery.id })])
}
