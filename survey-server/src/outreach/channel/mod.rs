//! How a person is reached: by e-mail, by a message that a provider carries, or by a link that the shop hands over.

pub mod places;
mod request;
#[cfg(test)]
mod tests;

use serde_json::Value;

pub use self::request::{Call, Message, call, words};
use crate::callback::OutboundPolicy;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::channels::{self, Channel, Request};
use crate::store::people::Person;
use crate::store::{Conn, Json, WorkspaceId, audit};

/// The word of the channel that sends mails.
pub const EMAIL: &str = "email";
/// The word of the channel that sends nothing: the shop passes the link on.
pub const LINK: &str = "link";

/// How a person can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By e-mail.
    Email,
    /// By the link that is handed out.
    Link,
    /// By this channel of the workspace.
    Channel(String),
}

impl Way {
    /// The word that the invitation keeps.
    pub fn word(&self) -> &str {
        match self {
            Way::Email => EMAIL,
            Way::Link => LINK,
            Way::Channel(key) => key,
        }
    }
}

/// Messages over one provider wait for one another, and for nobody else.
pub fn lane(workspace: WorkspaceId, key: &str) -> String {
    format!("channel/{workspace}/{key}")
}

/// The way to a person: the one that is wished, or else e-mail before the first channel that can reach them. The other
/// side says why there is none.
pub fn way(conn: &mut Conn, cx: &Cx, person: &Person, wished: Option<&str>) -> Result<Result<Way, String>, Error> {
    match wished {
        Some(LINK) => Ok(Ok(Way::Link)),
        Some(EMAIL) if person.email.is_some() => Ok(Ok(Way::Email)),
        Some(EMAIL) => Ok(Err("the person has no e-mail address".to_owned())),
        Some(key) => match channels::find(conn, cx.workspace, key)?.filter(|channel| channel.active) {
            None => Ok(Err(format!("there is no channel {key:?} that is switched on; set it up in the settings"))),
            Some(channel) if recipient(&channel.request.0, person).is_some() => Ok(Ok(Way::Channel(channel.key))),
            Some(channel) => Ok(Err(format!("the person has no {}", channel.request.0.recipient))),
        },
        None if person.email.is_some() => Ok(Ok(Way::Email)),
        None => {
            let all = channels::list(conn, cx.workspace)?;
            let first = all.into_iter().find(|one| one.active && recipient(&one.request.0, person).is_some());
            Ok(first.map(|one| Way::Channel(one.key)).ok_or_else(|| {
                "the person has no e-mail address, and no channel that is switched on can reach them".to_owned()
            }))
        }
    }
}

/// A channel that is wished must be one that exists; `sms` of the dialect may be without a provider still.
pub fn check(conn: &mut Conn, cx: &Cx, wished: Option<&str>) -> Result<(), Error> {
    let Some(key) = wished.filter(|key| ![EMAIL, LINK, "sms"].contains(key)) else { return Ok(()) };
    let all = channels::list(conn, cx.workspace)?;
    if all.iter().any(|channel| channel.key == key) {
        return Ok(());
    }
    let known: Vec<&str> = [EMAIL, LINK].into_iter().chain(all.iter().map(|channel| channel.key.as_str())).collect();
    Err(Error::invalid("channel", format!("is {key:?}; there are {}", known.join(", "))))
}

/// What a channel takes of a person.
pub fn recipient(request: &Request, person: &Person) -> Option<String> {
    let found = match request.recipient.as_str() {
        "phone_number" => person.phone.clone(),
        "email" => person.email.clone(),
        "external_id" => person.external_id.clone(),
        other => match person.properties.0.get(other.strip_prefix("properties.")?)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        },
    };
    found.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A channel as somebody wants it.
#[derive(Clone, Debug)]
pub struct ChannelInput {
    /// The key: `sms`.
    pub key: String,
    /// The name for people.
    pub name: String,
    /// The request.
    pub request: Request,
    /// A new secret; none leaves the one there is.
    pub secret: Option<String>,
    /// Whether it is used.
    pub active: bool,
    /// The version that was changed; none: whatever there is.
    pub version: Option<i32>,
}

/// Adds or replaces a channel, once its request is one that can be sent.
pub fn save(
    conn: &mut Conn,
    cx: &Cx,
    policy: &OutboundPolicy,
    input: &ChannelInput,
    actor: &str,
) -> Result<Channel, Error> {
    let found = channels::find(conn, cx.workspace, &input.key)?;
    let secret = match input.secret.as_deref().map(str::trim).filter(|secret| !secret.is_empty()) {
        Some(secret) => Some(cx.keys().seal(&cx.ids, secret.as_bytes())?),
        None => found.as_ref().and_then(|found| found.secret.clone()),
    };
    request::check(policy, input, secret.is_some())?;
    let channel = Channel {
        workspace_id: cx.workspace,
        key: input.key.clone(),
        name: input.name.clone(),
        request: Json(input.request.clone()),
        secret,
        active: input.active,
        version: found.as_ref().map_or(1, |found| found.version),
        created_at: found.as_ref().map_or(cx.now, |found| found.created_at),
        updated_at: cx.now,
    };
    match found {
        None => channels::insert(conn, &channel)?,
        Some(found) => {
            let seen = input.version.unwrap_or(found.version);
            if !channels::replace(conn, &channel, seen)? {
                return Err(Error::conflict(
                    "changed_meanwhile",
                    "somebody else changed this channel meanwhile; open it again",
                ));
            }
        }
    }
    audit::note(conn, cx, actor, "channel.save", &channel.key)?;
    channels::find(conn, cx.workspace, &channel.key)?.ok_or(Error::NotFound("channel"))
}

/// Removes a channel. What waits for it is withdrawn when it falls due.
pub fn remove(conn: &mut Conn, cx: &Cx, key: &str, actor: &str) -> Result<(), Error> {
    if !channels::delete(conn, cx.workspace, key)? {
        return Err(Error::NotFound("channel"));
    }
    audit::note(conn, cx, actor, "channel.remove", key)
}
