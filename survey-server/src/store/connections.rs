//! Connections: the programs out there that call us, each at an address of its own.

use diesel::prelude::*;
use survey_core::Properties;

use super::schema::connections;
use super::{Conn, Id, Json, Time, WorkspaceId};
use crate::error::Error;
use crate::text_enum;

text_enum! {
    /// What kind of program it is.
    Source {
        /// A shop at Shopify.
        Shopify => "shopify",
        /// A shop with `WooCommerce`.
        WooCommerce => "woocommerce",
        /// Payments by Stripe Checkout.
        Stripe => "stripe",
        /// Mails sent by Amazon SES.
        Ses => "ses",
        /// Mails sent by Postmark.
        Postmark => "postmark",
        /// Mails sent by `SendGrid`.
        SendGrid => "sendgrid",
        /// Mails sent by Mailgun.
        Mailgun => "mailgun",
    }
}

impl Source {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::Shopify, Self::WooCommerce, Self::Stripe, Self::Ses, Self::Postmark, Self::SendGrid, Self::Mailgun];

    /// The types of event that it reports and that a survey may follow.
    pub fn asks_after(self) -> Vec<&'static str> {
        match self {
            Source::Shopify => vec!["order.fulfilled"],
            Source::WooCommerce => vec!["order.completed"],
            Source::Stripe => vec!["order.paid"],
            // They tell of mails that came back.
            Source::Ses | Source::Postmark | Source::SendGrid | Source::Mailgun => Vec::new(),
        }
    }

    /// Its own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Source::Shopify => "Shopify",
            Source::WooCommerce => "WooCommerce",
            Source::Stripe => "Stripe",
            Source::Ses => "Amazon SES",
            Source::Postmark => "Postmark",
            Source::SendGrid => "SendGrid",
            Source::Mailgun => "Mailgun",
        }
    }
}

/// One connection.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = connections)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Connection {
    pub workspace_id: WorkspaceId,
    pub id: Id,
    pub source: Source,
    pub name: String,
    pub secret: Option<Vec<u8>>,
    pub previous_secret: Option<Vec<u8>>,
    pub previous_until: Option<Time>,
    pub config: Json<Properties>,
    pub received: i64,
    pub refused: i64,
    pub last_received_at: Option<Time>,
    pub last_refused_at: Option<Time>,
    pub created_at: Time,
    pub updated_at: Time,
}

/// All of a workspace, oldest first.
pub fn list(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<Connection>, Error> {
    Ok(connections::table
        .filter(connections::workspace_id.eq(workspace))
        .order(connections::id)
        .select(Connection::as_select())
        .load(conn)?)
}

/// The connection of this id, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<Option<Connection>, Error> {
    Ok(connections::table.find((workspace, id)).select(Connection::as_select()).first(conn).optional()?)
}

/// Adds one.
pub fn insert(conn: &mut Conn, connection: &Connection) -> Result<(), Error> {
    diesel::insert_into(connections::table).values(connection).execute(conn)?;
    Ok(())
}

/// Saves name, secrets and config.
pub fn update(conn: &mut Conn, connection: &Connection) -> Result<(), Error> {
    diesel::update(connections::table.find((connection.workspace_id, connection.id)))
        .set((
            connections::name.eq(&connection.name),
            connections::secret.eq(&connection.secret),
            connections::previous_secret.eq(&connection.previous_secret),
            connections::previous_until.eq(connection.previous_until),
            connections::config.eq(&connection.config),
            connections::updated_at.eq(connection.updated_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Deletes one: its address is not there any more.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, id: Id) -> Result<bool, Error> {
    Ok(diesel::delete(connections::table.find((workspace, id))).execute(conn)? == 1)
}

/// Counts a message that was taken.
pub fn received(conn: &mut Conn, workspace: WorkspaceId, id: Id, now: Time) -> Result<(), Error> {
    diesel::update(connections::table.find((workspace, id)))
        .set((connections::received.eq(connections::received + 1), connections::last_received_at.eq(now)))
        .execute(conn)?;
    Ok(())
}

/// Counts calls that were refused.
pub fn refused(conn: &mut Conn, workspace: WorkspaceId, id: Id, calls: i64, now: Time) -> Result<(), Error> {
    diesel::update(connections::table.find((workspace, id)))
        .set((connections::refused.eq(connections::refused + calls), connections::last_refused_at.eq(now)))
        .execute(conn)?;
    Ok(())
}
