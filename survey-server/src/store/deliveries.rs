//! Deliveries: one row a mail, with how far it got.

use diesel::prelude::*;
use serde_json::Value;

use super::schema::deliveries;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// How far a mail got.
    Stage {
        /// Waits to be sent.
        Queued => "queued",
        /// The body is on its way: whoever finds this after a crash cannot know whether it arrived.
        Body => "body",
        /// The server took it.
        Sent => "sent",
        /// Refused for now; tried again.
        Retry => "retry",
        /// Refused for good.
        Failed => "failed",
        /// The connection was lost after the body began: never sent again by itself.
        Unknown => "unknown",
        /// Not sent after all.
        Withdrawn => "withdrawn",
    }
}

text_enum! {
    /// What kind of mail it is.
    Kind {
        /// Asks a customer.
        Invitation => "invitation",
        /// Asks a customer who said nothing once more.
        Reminder => "reminder",
        /// Tells a member of the team of an unhappy answer.
        Alert => "alert",
        /// Lets a user set a password.
        Password => "password",
        /// Shows that sending works.
        Test => "test",
    }
}

/// One mail.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = deliveries)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Delivery {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub about_id: Id,
    pub kind: Kind,
    pub n: i32,
    pub recipient: String,
    pub params: Json<Value>,
    pub stage: Stage,
    pub message_id: String,
    pub mail: Option<Vec<u8>>,
    pub attempts: i32,
    pub code: Option<i32>,
    pub reply: Option<String>,
    pub created_at: Time,
    pub updated_at: Time,
    pub sent_at: Option<Time>,
}

/// The delivery of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Delivery>, Error> {
    Ok(deliveries::table.find((workspace, id)).select(Delivery::as_select()).first(conn).optional()?)
}

/// The mail of one kind and number about a thing, if there is one.
pub fn find_about(
    conn: &mut Conn,
    workspace: WorkspaceId,
    about: Id,
    kind: Kind,
    n: i32,
) -> Result<Option<Delivery>, Error> {
    Ok(deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::about_id.eq(about))
        .filter(deliveries::kind.eq(kind))
        .filter(deliveries::n.eq(n))
        .select(Delivery::as_select())
        .first(conn)
        .optional()?)
}

/// The highest number of a kind of mail about a thing; 0 if there is none.
pub fn last_number(conn: &mut Conn, workspace: WorkspaceId, about: Id, kind: Kind) -> Result<i32, Error> {
    let last: Option<i32> = deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::about_id.eq(about))
        .filter(deliveries::kind.eq(kind))
        .select(diesel::dsl::max(deliveries::n))
        .first(conn)?;
    Ok(last.unwrap_or(0))
}

/// Adds one.
pub fn insert(conn: &mut Conn, delivery: &Delivery) -> Result<(), Error> {
    diesel::insert_into(deliveries::table).values(delivery).execute(conn)?;
    Ok(())
}

/// Keeps the mail as it was rendered, so that every attempt sends the same bytes.
pub fn keep_mail(
    conn: &mut Conn,
    workspace: WorkspaceId,
    id: Id,
    message_id: &str,
    mail: &[u8],
    now: Time,
) -> Result<(), Error> {
    diesel::update(deliveries::table.find((workspace, id)))
        .set((deliveries::mail.eq(mail), deliveries::message_id.eq(message_id), deliveries::updated_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Claims the right to send the body: only one claimant gets true, and only while nobody sent it.
pub fn begin_body(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<bool, Error> {
    Ok(diesel::update(
        deliveries::table.find((workspace, id)).filter(deliveries::stage.eq_any([Stage::Queued, Stage::Retry])),
    )
    .set((
        deliveries::stage.eq(Stage::Body),
        deliveries::attempts.eq(deliveries::attempts + 1),
        deliveries::updated_at.eq(now),
    ))
    .execute(conn)?
        == 1)
}

/// Writes how an attempt ended. The bytes of a sent mail are dropped where `drop_mail` says so.
pub fn settle(conn: &mut Conn, delivery: &Delivery, drop_mail: bool) -> Result<(), Error> {
    diesel::update(deliveries::table.find((delivery.workspace_id, delivery.id)))
        .set((
            deliveries::stage.eq(delivery.stage),
            deliveries::attempts.eq(delivery.attempts),
            deliveries::code.eq(delivery.code),
            deliveries::reply.eq(&delivery.reply),
            deliveries::updated_at.eq(delivery.updated_at),
            deliveries::sent_at.eq(delivery.sent_at),
        ))
        .execute(conn)?;
    if drop_mail {
        diesel::update(deliveries::table.find((delivery.workspace_id, delivery.id)))
            .set((deliveries::mail.eq(None::<Vec<u8>>), deliveries::params.eq(Json(Value::Null))))
            .execute(conn)?;
    }
    Ok(())
}

/// The newest mails of a workspace, for people who look after sending.
pub fn newest(conn: &mut Conn, workspace: WorkspaceId, stages: &[Stage], limit: i64) -> Result<Vec<Delivery>, Error> {
    Ok(deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::stage.eq_any(stages.to_vec()))
        .order((deliveries::updated_at.desc(), deliveries::id.desc()))
        .limit(limit)
        .select(Delivery::as_select())
        .load(conn)?)
}

/// How many mails of a workspace are at each stage.
pub fn count_by_stage(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<(Stage, i64)>, Error> {
    Ok(deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .group_by(deliveries::stage)
        .select((deliveries::stage, diesel::dsl::count_star()))
        .load(conn)?)
}

/// How many mails of a workspace came to each stage since a moment.
pub fn count_by_stage_since(conn: &mut Conn, workspace: WorkspaceId, since: Time) -> Result<Vec<(Stage, i64)>, Error> {
    const ALL: [Stage; 7] =
        [Stage::Queued, Stage::Body, Stage::Sent, Stage::Retry, Stage::Failed, Stage::Unknown, Stage::Withdrawn];
    // Named one by one, so that the index gives both the stage and the moment.
    Ok(deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::stage.eq_any(ALL))
        .filter(deliveries::updated_at.ge(since))
        .group_by(deliveries::stage)
        .select((deliveries::stage, diesel::dsl::count_star()))
        .load(conn)?)
}

/// How many mails were sent since a moment.
pub fn count_sent_since(conn: &mut Conn, workspace: WorkspaceId, since: Time) -> Result<i64, Error> {
    Ok(deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::stage.eq(Stage::Sent))
        .filter(deliveries::sent_at.ge(since))
        .count()
        .get_result(conn)?)
}

/// Those of these message ids that are mails of this workspace.
pub fn known_message_ids(
    conn: &mut Conn,
    workspace: WorkspaceId,
    message_ids: &[String],
) -> Result<std::collections::HashSet<String>, Error> {
    let known: Vec<String> = deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::message_id.eq_any(message_ids))
        .select(deliveries::message_id)
        .load(conn)?;
    Ok(known.into_iter().collect())
}

/// Withdraws the mails about these things that wait.
pub fn withdraw_about(conn: &mut Conn, workspace: WorkspaceId, about: &[Id], now: Time) -> Result<usize, Error> {
    Ok(diesel::update(
        deliveries::table
            .filter(deliveries::workspace_id.eq(workspace))
            .filter(deliveries::about_id.eq_any(about))
            .filter(deliveries::stage.eq_any([Stage::Queued, Stage::Retry])),
    )
    .set((deliveries::stage.eq(Stage::Withdrawn), deliveries::updated_at.eq(now)))
    .execute(conn)?)
}

/// Deletes the mails about these things.
pub fn delete_about(conn: &mut Conn, workspace: WorkspaceId, about: &[Id]) -> Result<usize, Error> {
    Ok(diesel::delete(
        deliveries::table.filter(deliveries::workspace_id.eq(workspace)).filter(deliveries::about_id.eq_any(about)),
    )
    .execute(conn)?)
}

/// Drops the bytes of mails settled before a moment.
pub fn drop_mails(conn: &mut Conn, before: Time) -> Result<usize, Error> {
    Ok(diesel::update(
        deliveries::table
            .filter(deliveries::updated_at.lt(before))
            .filter(deliveries::mail.is_not_null())
            .filter(deliveries::stage.eq_any([Stage::Sent, Stage::Failed, Stage::Withdrawn])),
    )
    .set(deliveries::mail.eq(None::<Vec<u8>>))
    .execute(conn)?)
}
