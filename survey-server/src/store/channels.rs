//! Channels: how people are reached beside e-mail, each a request to a provider.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::schema::channels;
use super::{Conn, Json, Time, WorkspaceId};
use crate::error::Error;

/// One channel.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = channels)]
#[diesel(treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Channel {
    pub workspace_id: WorkspaceId,
    pub key: String,
    pub name: String,
    pub request: Json<Request>,
    pub secret: Option<Vec<u8>>,
    pub active: bool,
    pub version: i32,
    pub created_at: Time,
    pub updated_at: Time,
}

/// What is sent to the provider. Texts hold places such as `{{to}}`, which are filled for each message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// What of a person the provider takes: `phone_number`, `email`, `external_id` or `properties.NAME`.
    #[serde(default = "phone_number")]
    pub recipient: String,
    /// How to call.
    #[serde(default)]
    pub method: Method,
    /// Where; places are percent-encoded.
    pub url: String,
    /// Headers by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// How the body is written.
    #[serde(default)]
    pub format: Format,
    /// The body, with places in its texts; null for none.
    #[serde(default)]
    pub body: Value,
    /// The message by language, for those whose built-in text does not suit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub text: BTreeMap<String, String>,
    /// An answer that contains this is a refusal, whatever its status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_when: Option<String>,
}

fn phone_number() -> String {
    "phone_number".to_owned()
}

/// The methods that providers take messages by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// POST.
    #[default]
    Post,
    /// PUT.
    Put,
    /// GET, everything in the address.
    Get,
}

impl Method {
    /// Its word in a request.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Get => "GET",
        }
    }
}

/// How the body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `application/json`.
    #[default]
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
}

/// All of a workspace, by key.
pub fn list(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<Channel>, Error> {
    Ok(channels::table
        .filter(channels::workspace_id.eq(workspace))
        .order(channels::key)
        .select(Channel::as_select())
        .load(conn)?)
}

/// The channel of this key, if there is one.
pub fn find(conn: &mut Conn, workspace: WorkspaceId, key: &str) -> Result<Option<Channel>, Error> {
    Ok(channels::table.find((workspace, key)).select(Channel::as_select()).first(conn).optional()?)
}

/// Adds one.
pub fn insert(conn: &mut Conn, channel: &Channel) -> Result<(), Error> {
    diesel::insert_into(channels::table).values(channel).execute(conn)?;
    Ok(())
}

/// Replaces the one of this key, if nobody changed it since `version`; whether it did.
pub fn replace(conn: &mut Conn, channel: &Channel, version: i32) -> Result<bool, Error> {
    let row = channels::table.find((channel.workspace_id, &channel.key)).filter(channels::version.eq(version));
    let changed = diesel::update(row)
        .set((
            channels::name.eq(&channel.name),
            channels::request.eq(channel.request.clone()),
            channels::secret.eq(&channel.secret),
            channels::active.eq(channel.active),
            channels::version.eq(version + 1),
            channels::updated_at.eq(channel.updated_at),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Removes the one of this key; whether there was one.
pub fn delete(conn: &mut Conn, workspace: WorkspaceId, key: &str) -> Result<bool, Error> {
    Ok(diesel::delete(channels::table.find((workspace, key))).execute(conn)? == 1)
}
