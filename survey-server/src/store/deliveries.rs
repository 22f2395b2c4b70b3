//! Deliveries: one row a mail, with how far it got.

use std::collections::{BTreeMap, HashSet};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel::upsert::excluded;
use serde_json::Value;

use super::schema::deliveries;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::clock::Cx;
use crate::each;
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
        /// Tells a member of several cases at once.
        Digest => "digest",
        /// Tells an owner that a room is told nothing any more.
        RoomDisabled => "room_disabled",
        /// Tells a customer who complained what was changed.
        Improvement => "improvement",
        /// Lets a user set a password.
        Password => "password",
        /// Shows that sending works.
        Test => "test",
        /// Tells a customer that they were heard: who gets in touch, and by when.
        Acknowledgement => "acknowledgement",
        /// Tells a customer the time that takes the place of the one promised before.
        Renewal => "renewal",
        /// Brings a customer what somebody of the business wrote.
        Reply => "reply",
        /// Tells a customer of a problem that many have, and that it is over.
        KnownProblem => "known_problem",
        /// Tells a member of the team what a customer did, or what became of a promise.
        News => "news",
        /// Tells an owner that an endpoint was switched off.
        EndpointDisabled => "endpoint_disabled",
        /// Brings a manager a view of the reports.
        Report => "report",
        /// Tells a manager of a score that left what is usual, or of silence.
        Watch => "watch",
    }
}

/// One mail.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = deliveries)]
#[diesel(treat_none_as_default_value = false)]
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

impl Delivery {
    /// The `n`th mail of a kind about a thing, to be sent; `params` is what it is composed from besides.
    pub fn queued(cx: &Cx, (about_id, kind, n): (Id, Kind, i32), recipient: &str, params: Value) -> Self {
        Delivery {
            workspace_id: cx.workspace,
            id: cx.id(),
            about_id,
            kind,
            n,
            recipient: recipient.to_owned(),
            params: Json(params),
            stage: Stage::Queued,
            message_id: String::new(),
            mail: None,
            attempts: 0,
            code: None,
            reply: None,
            created_at: cx.now,
            updated_at: cx.now,
            sent_at: None,
        }
    }
}

/// A reply longer than this is cut before it is kept, in characters.
const MAX_REPLY: usize = 500;

/// What the other side said, as a delivery keeps it.
pub fn kept_reply(reply: &str) -> String {
    reply.chars().take(MAX_REPLY).collect()
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

/// All mails about these things.
pub fn list_about(conn: &mut Conn, workspace: WorkspaceId, about: &[Id]) -> Result<Vec<Delivery>, Error> {
    Ok(deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::about_id.eq_any(about))
        .select(Delivery::as_select())
        .load(conn)?)
}

/// Adds these, whose bodies are about to go out, and returns which of them are new: another process may have been
/// faster with the others.
pub fn insert_begun(conn: &mut Conn, rows: &[Delivery]) -> Result<Vec<(WorkspaceId, Id)>, Error> {
    let mut inserted = Vec::with_capacity(rows.len());
    // 16 columns a row: both databases bound the parameters of one statement (32,766 and 65,535).
    for chunk in rows.chunks(1000) {
        inserted.extend(each!(conn, c => diesel::insert_into(deliveries::table)
            .values(chunk)
            .on_conflict_do_nothing()
            .returning((deliveries::workspace_id, deliveries::id))
            .get_results::<(WorkspaceId, Id)>(c))?);
    }
    Ok(inserted)
}

/// Writes that these were taken by the server, all in one statement. Those erased meanwhile stay erased.
pub fn settle_sent(conn: &mut Conn, rows: &[Delivery]) -> Result<(), Error> {
    let mut by_workspace: BTreeMap<WorkspaceId, Vec<Id>> = BTreeMap::new();
    for row in rows {
        by_workspace.entry(row.workspace_id).or_default().push(row.id);
    }
    let mut there: HashSet<(WorkspaceId, Id)> = HashSet::new();
    for (workspace, ids) in by_workspace {
        macro_rules! query {
            () => {
                deliveries::table
                    .filter(deliveries::workspace_id.eq(workspace))
                    .filter(deliveries::id.eq_any(ids))
                    // What came back meanwhile did not arrive.
                    .filter(deliveries::stage.ne(Stage::Failed))
                    .select(deliveries::id)
            };
        }
        let ids: Vec<Id> = match conn {
            Conn::Postgres(c) => query!().for_update().load(c)?,
            Conn::Sqlite(c) => query!().load(c)?,
        };
        there.extend(ids.into_iter().map(|id| (workspace, id)));
    }
    let rows: Vec<&Delivery> = rows.iter().filter(|row| there.contains(&(row.workspace_id, row.id))).collect();
    for chunk in rows.chunks(1000) {
        each!(conn, c => diesel::insert_into(deliveries::table)
            .values(chunk.to_vec())
            .on_conflict((deliveries::workspace_id, deliveries::id))
            .do_update()
            .set((
                deliveries::stage.eq(excluded(deliveries::stage)),
                deliveries::attempts.eq(excluded(deliveries::attempts)),
                deliveries::code.eq(excluded(deliveries::code)),
                deliveries::reply.eq(excluded(deliveries::reply)),
                deliveries::updated_at.eq(excluded(deliveries::updated_at)),
                deliveries::sent_at.eq(excluded(deliveries::sent_at)),
                deliveries::mail.eq(None::<Vec<u8>>),
            ))
            .execute(c))?;
    }
    Ok(())
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

/// How many alerts an address got since a moment.
pub fn count_alerts(conn: &mut Conn, workspace: WorkspaceId, recipient: &str, since: Time) -> Result<i64, Error> {
    Ok(deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::recipient.eq(recipient))
        .filter(deliveries::created_at.gt(since))
        // As the index has it, which a parameter would not be known to be.
        .filter(sql::<Bool>("kind = 'alert'"))
        .count()
        .get_result(conn)?)
}

/// The alerts to an address that wait to be told together, oldest first.
pub fn gathered_alerts(conn: &mut Conn, workspace: WorkspaceId, recipient: &str) -> Result<Vec<Delivery>, Error> {
    let rows: Vec<Delivery> = deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::recipient.eq(recipient))
        .filter(sql::<Bool>("kind = 'alert'"))
        .filter(deliveries::stage.eq(Stage::Queued))
        .order((deliveries::created_at, deliveries::id))
        .select(Delivery::as_select())
        .load(conn)?;
    Ok(rows.into_iter().filter(|row| row.params.0["gathered"] == true).collect())
}

/// Withdraws these mails, if they wait.
pub fn withdraw(conn: &mut Conn, workspace: WorkspaceId, ids: &[Id], now: Time) -> Result<Vec<Id>, Error> {
    Ok(diesel::update(
        deliveries::table
            .filter(deliveries::workspace_id.eq(workspace))
            .filter(deliveries::id.eq_any(ids))
            .filter(deliveries::stage.eq_any([Stage::Queued, Stage::Retry])),
    )
    .set((deliveries::stage.eq(Stage::Withdrawn), deliveries::updated_at.eq(now)))
    .returning(deliveries::id)
    .get_results(conn)?)
}

/// Adds one.
pub fn insert(conn: &mut Conn, delivery: &Delivery) -> Result<(), Error> {
    diesel::insert_into(deliveries::table).values(delivery).execute(conn)?;
    Ok(())
}

/// Keeps the mail as it was rendered, so that every attempt sends the same bytes.
pub fn keep_mail(conn: &mut Conn, delivery: &Delivery) -> Result<(), Error> {
    diesel::update(deliveries::table.find((delivery.workspace_id, delivery.id)))
        .set((deliveries::mail.eq(&delivery.mail), deliveries::message_id.eq(&delivery.message_id)))
        .execute(conn)?;
    Ok(())
}

/// Claims the right to send the body of a mail that was tried before, and writes the row as it is from now on.
pub fn begin_again(conn: &mut Conn, delivery: &Delivery) -> Result<bool, Error> {
    let begun = begin_body(conn, delivery.workspace_id, delivery.id, delivery.updated_at)?;
    if begun {
        diesel::update(deliveries::table.find((delivery.workspace_id, delivery.id)))
            .set((deliveries::message_id.eq(&delivery.message_id), deliveries::attempts.eq(delivery.attempts)))
            .execute(conn)?;
    }
    Ok(begun)
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

/// These invitations were answered, so their mails arrived, whatever was known of it.
pub fn answered(conn: &mut Conn, workspace: WorkspaceId, invitations: &[Id]) -> Result<(), Error> {
    diesel::update(
        deliveries::table
            .filter(deliveries::workspace_id.eq(workspace))
            .filter(deliveries::about_id.eq_any(invitations))
            .filter(deliveries::stage.eq(Stage::Unknown)),
    )
    .set((deliveries::stage.eq(Stage::Sent), deliveries::sent_at.eq(deliveries::updated_at.nullable())))
    .execute(conn)?;
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
) -> Result<HashSet<String>, Error> {
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

/// The message ids of the mails about these things.
pub fn message_ids(conn: &mut Conn, workspace: WorkspaceId, about: &[Id]) -> Result<Vec<String>, Error> {
    Ok(deliveries::table
        .filter(deliveries::workspace_id.eq(workspace))
        .filter(deliveries::about_id.eq_any(about))
        .select(deliveries::message_id)
        .load(conn)?)
}
