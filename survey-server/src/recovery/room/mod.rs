//! Rooms: where the team reads besides its mailboxes. The address that is written to is a secret and kept sealed.

pub mod payload;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::alarm;
use crate::callback::OutboundPolicy;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::mail::EmailAddress;
use crate::secret::Keys;
use crate::store::deliveries::{self, Delivery};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::rooms::{self, Kind, Room, Service, State};
use crate::store::users::{self, Role};
use crate::store::{Conn, Id, audit, jobs};

/// Longest name of a room or a team, in characters.
pub const MAX_NAME: usize = 60;
/// Most rooms of a workspace.
const MAX_ROOMS: usize = 50;

/// Where the messages of a room go.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// An address that takes messages by POST; whoever knows it can write there.
    Hook(String),
    /// A bot and the chat that it writes to.
    Telegram {
        /// The bot's token.
        token: String,
        /// The chat: a number, or the name of a channel with its @.
        chat: String,
    },
    /// An e-mail address.
    Email(String),
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Target(…)")
    }
}

impl Target {
    /// The text without what must not be shown: services quote what they were sent.
    pub fn redacted(&self, text: &str) -> String {
        match self {
            Target::Hook(url) => text.replace(url, "•••"),
            Target::Telegram { token, .. } => text.replace(token, "•••"),
            Target::Email(_) => text.to_owned(),
        }
    }

    /// What may be shown of it: the host, the chat, the address.
    pub fn shown(&self) -> String {
        match self {
            Target::Hook(url) => url.split('/').nth(2).unwrap_or_default().to_owned(),
            Target::Telegram { chat, .. } => chat.clone(),
            Target::Email(address) => address.clone(),
        }
    }
}

/// A room as somebody wants it.
#[derive(Clone, Debug)]
pub struct RoomInput {
    /// Who carries its messages.
    pub service: Service,
    /// The name for people.
    pub name: String,
    /// Whose cases it is told; none: all.
    pub team: Option<String>,
    /// The address of the webhook or mailbox, or the bot's token.
    pub address: String,
    /// The chat, with Telegram.
    pub chat: String,
}

/// Adds a room, once its target is one that can be written to.
pub fn add(conn: &mut Conn, cx: &Cx, policy: &OutboundPolicy, input: &RoomInput, actor: &str) -> Result<Room, Error> {
    let mut problems = Vec::new();
    let plain = |text: &str| !text.trim().is_empty() && text.chars().count() <= MAX_NAME && !has_control(text);
    if !plain(&input.name) {
        problems.push(Problem::new("name", format!("must have 1 to {MAX_NAME} characters")));
    }
    if rooms::list(conn, cx.workspace)?.len() >= MAX_ROOMS {
        problems.push(Problem::new("name", format!("there are {MAX_ROOMS} rooms already; remove one first")));
    }
    let target = read(policy, input, &mut problems);
    let Some(target) = target.filter(|_| problems.is_empty()) else { return Err(Error::Invalid(problems)) };
    let sealed = serde_json::to_vec(&target).map_err(Error::internal)?;
    let room = Room {
        workspace_id: cx.workspace,
        id: cx.id(),
        service: input.service,
        name: input.name.trim().to_owned(),
        target: cx.keys().seal(&cx.ids, &sealed)?,
        team: input.team.clone().filter(|team| plain(team)),
        state: State::Active,
        reason: None,
        failures: 0,
        failing_since: None,
        version: 1,
        created_at: cx.now,
        updated_at: cx.now,
    };
    rooms::insert(conn, &room)?;
    audit::note(conn, cx, actor, "room.add", &room.id.to_string())?;
    Ok(room)
}

/// The target of what was typed; what is wrong with it goes to the problems.
fn read(policy: &OutboundPolicy, input: &RoomInput, problems: &mut Vec<Problem>) -> Option<Target> {
    let address = input.address.trim();
    let mut wrong = |path: &str, message: String| {
        problems.push(Problem::new(path, message));
        None
    };
    match input.service {
        Service::Slack | Service::Mattermost | Service::Teams => match policy.vet(address) {
            Ok(url) => Some(Target::Hook(url.into())),
            Err(refused) => wrong("address", refused.to_string()),
        },
        Service::Email => match EmailAddress::parse(address) {
            Ok(address) => Some(Target::Email(address.as_str().to_owned())),
            Err(invalid) => wrong("address", invalid.to_string()),
        },
        Service::Telegram => {
            let (bot, secret) = address.split_once(':').unwrap_or_default();
            let plain = |text: &str, more: &str| {
                !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
            };
            let is_number = bot.bytes().all(|byte| byte.is_ascii_digit()) && !bot.is_empty();
            if !is_number || !plain(secret, "-_") || address.len() > 100 {
                return wrong("address", "is not the token of a bot, such as 123456:ABC-DEF".to_owned());
            }
            let chat = input.chat.trim();
            if !plain(chat, "-_@") || chat.len() > 100 {
                return wrong("chat", "must be the number of the chat, or @ and the name of a channel".to_owned());
            }
            Some(Target::Telegram { token: address.to_owned(), chat: chat.to_owned() })
        }
    }
}

fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

/// Where a room's messages go.
pub fn target(keys: &Keys, room: &Room) -> Result<Target, Error> {
    serde_json::from_slice(&keys.unseal(&room.target)?).map_err(Error::internal)
}

/// Removes a room with what was said there.
pub fn remove(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    if !rooms::delete(conn, cx.workspace, id)? {
        return Err(Error::NotFound("room"));
    }
    audit::note(conn, cx, actor, "room.remove", &id.to_string())
}

/// Lets a room be told again.
pub fn enable(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    if !rooms::enable(conn, cx.workspace, id, cx.now)? {
        return Err(Error::NotFound("room"));
    }
    audit::note(conn, cx, actor, "room.enable", &id.to_string())
}

/// Says something in a room that shows that messages arrive.
pub fn test(conn: &mut Conn, cx: &Cx, id: Id) -> Result<(), Error> {
    let room = rooms::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("room"))?;
    alarm::send(conn, cx, alarm::message(cx, room.id, None, Kind::Test))
}

/// A room's service refuses us: it is told nothing any more, and the owners learn of it.
pub fn disable(conn: &mut Conn, cx: &Cx, id: Id, reason: &str) -> Result<(), Error> {
    if !rooms::disable(conn, cx.workspace, id, reason, cx.now)? {
        return Ok(());
    }
    let mut n = deliveries::last_number(conn, cx.workspace, id, deliveries::Kind::RoomDisabled)?;
    for (owner, _) in users::members(conn, cx.workspace)?.into_iter().filter(|(_, role)| *role == Role::Owner) {
        n += 1;
        let about = (id, deliveries::Kind::RoomDisabled, n);
        let delivery = Delivery::queued(cx, about, &owner.email, json!({"user": owner.id}));
        deliveries::insert(conn, &delivery)?;
        jobs::enqueue(conn, &[Job::new(cx, Class::Single, Payload::Mail { delivery: delivery.id })])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(service: Service, address: &str, chat: &str) -> Vec<String> {
        let (name, address, chat) = ("Room".to_owned(), address.to_owned(), chat.to_owned());
        let input = RoomInput { service, name, team: None, address, chat };
        let mut problems = Vec::new();
        let read = read(&OutboundPolicy::default(), &input, &mut problems);
        assert_eq!(read.is_some(), problems.is_empty());
        problems.into_iter().map(|problem| problem.path).collect()
    }

    #[test]
    fn a_target_that_nobody_may_write_to_is_refused_with_its_field() {
        assert!(problems(Service::Slack, "https://hooks.slack.com/services/T/B/x", "").is_empty());
        assert!(problems(Service::Telegram, "123456:AAbb-cc_9", "-100123").is_empty());
        assert!(problems(Service::Telegram, "123456:AAbb-cc_9", "@unhappy").is_empty());
        assert!(problems(Service::Email, "desk@shop.example", "").is_empty());
        for inside in ["https://127.0.0.1/hook", "http://[::ffff:10.0.0.1]/", "http://2130706433/", "nonsense"] {
            assert_eq!(problems(Service::Mattermost, inside, ""), ["address"], "{inside}");
        }
        for token in ["", "123456", ":x", "123456:a/../b", "12 34:ab"] {
            assert_eq!(problems(Service::Telegram, token, "1"), ["address"], "{token}");
        }
        assert_eq!(problems(Service::Telegram, "1:a", "a b"), ["chat"]);
        assert_eq!(problems(Service::Email, "desk", ""), ["address"]);
    }

    #[test]
    fn a_token_is_never_shown() {
        let target = Target::Telegram { token: "123456:AAbb".to_owned(), chat: "-1".to_owned() };
        assert_eq!(format!("{target:?}"), "Target(…)");
        assert_eq!(target.redacted("POST /bot123456:AAbb/sendMessage"), "POST /bot•••/sendMessage");
        assert_eq!(Target::Hook("https://hooks.example/T/secret".to_owned()).shown(), "hooks.example");
    }
}
