//! What jobs there are, and how urgent they are.

use serde::{Deserialize, Serialize};

use super::{Id, Time};

/// What is to be done. Holds ids only: the job decides again when it runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Payload {
    /// Send an invitation, if it is still right to.
    Invite {
        /// The invitation.
        invitation: Id,
    },
    /// Send an invitation by a channel of the workspace, if it is still right to.
    Message {
        /// The invitation.
        invitation: Id,
    },
    /// Send a mail of ours: an alert, a password link, a test.
    Mail {
        /// The delivery.
        delivery: Id,
    },
    /// Call an endpoint back.
    Callback {
        /// The callback.
        callback: Id,
    },
    /// Tell the team of a case.
    Alert {
        /// The case.
        case: Id,
    },
    /// Tell those who decide of a case.
    TellManager {
        /// The case.
        case: Id,
    },
    /// Ask the rules again about an event: a promise may have passed, or a silence lasted long enough.
    Wake {
        /// The event.
        event: Id,
    },
    /// Plan when the rules are asked again about the events of the last weeks, after the rules were changed.
    PlanWakes,
    /// Tell a customer that they were heard, if it is still right to.
    Acknowledge {
        /// The case.
        case: Id,
    },
    /// See whether a promise to a customer will be kept.
    Promise {
        /// The case.
        case: Id,
        /// Which promise of it.
        n: i32,
    },
    /// Hand over what somebody has who is away from now on.
    Absence {
        /// The user.
        user: Id,
    },
    /// Tell the people whom a known problem affects.
    KnownProblem {
        /// The problem.
        problem: Id,
    },
    /// See whether a case's deadline has passed.
    Deadline {
        /// The case.
        case: Id,
    },
    /// Tell the next ones of a case that nobody has taken.
    Escalate {
        /// The case.
        case: Id,
    },
    /// Say something in a room.
    Room {
        /// The message.
        message: Id,
    },
    /// Tell a member or a room what was gathered for them.
    Digest {
        /// The user, or the room.
        to: Id,
    },
    /// Send somebody the digest of a view, if there is something to say.
    SendDigest {
        /// The view; without a name, everything.
        view: Id,
        /// Whom.
        user: Id,
        /// Which turn: another one now means another job.
        at: Time,
    },
    /// Hold the watched views against what is usual.
    WatchScores,
    /// See whether answers still come in and mails go out.
    WatchFlows,
    /// Ask the customer of a case again.
    AskAgain {
        /// The case.
        case: Id,
    },
    /// Tell the next people who complained what was changed.
    TellImprovement {
        /// The change.
        improvement: Id,
        /// The last person who was looked at; none: it begins.
        after: Option<Id>,
    },
    /// Plan the next people of a campaign.
    Campaign {
        /// The campaign.
        campaign: Id,
    },
    /// Act upon what another program told us.
    Inbound {
        /// The message.
        inbound: Id,
    },
    /// Plan the autopilot's next turns.
    Autopilot,
    /// Take up the reminders that fall due within the next hour.
    RemindSilent,
    /// Remind somebody of an invitation, if it is still right to.
    Remind {
        /// The invitation.
        invitation: Id,
        /// Which reminder of it.
        n: i32,
    },
    /// Erase a person, should the one who began it not have come to the end.
    Erase {
        /// The person.
        person: Id,
        /// Whether the bare scores stay.
        scores: bool,
    },
    /// Let the anonymous answers that wait become responses.
    Anonymous,
    /// Judge what the page's script said of an invitation.
    Promote {
        /// The invitation.
        invitation: Id,
    },
    /// Count the answers anew by the present zone and dimensions.
    Recount,
    /// Limit dimensions that have too many values.
    Limit,
    /// Bring the index of comments up to date.
    Comments,
    /// Let changed tag rules look at the comments that there are.
    TagRules,
    /// Delete what nobody needs any more.
    Prune,
}

/// How urgent: claimed by class, then by time, so that a campaign never delays an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Somebody is unhappy and somebody must know.
    Alert = 0,
    /// One mail to one person.
    Single = 1,
    /// One of many.
    Campaign = 2,
    /// Whenever there is time.
    Upkeep = 3,
}

impl Payload {
    /// The kind's word.
    pub fn kind(&self) -> &'static str {
        match self {
            Payload::Invite { .. } => "invite",
            Payload::Message { .. } => "message",
            Payload::Mail { .. } => "mail",
            Payload::Callback { .. } => "callback",
            Payload::Alert { .. } => "alert",
            Payload::TellManager { .. } => "tell_manager",
            Payload::Wake { .. } => "wake",
            Payload::PlanWakes => "plan_wakes",
            Payload::Acknowledge { .. } => "acknowledge",
            Payload::Promise { .. } => "promise",
            Payload::Absence { .. } => "absence",
            Payload::KnownProblem { .. } => "known_problem",
            Payload::Deadline { .. } => "deadline",
            Payload::Escalate { .. } => "escalate",
            Payload::Room { .. } => "room",
            Payload::Digest { .. } => "digest",
            Payload::SendDigest { .. } => "send_digest",
            Payload::WatchScores => "watch_scores",
            Payload::WatchFlows => "watch_flows",
            Payload::AskAgain { .. } => "ask_again",
            Payload::TellImprovement { .. } => "tell_improvement",
            Payload::Campaign { .. } => "campaign",
            Payload::Inbound { .. } => "inbound",
            Payload::Autopilot => "autopilot",
            Payload::RemindSilent => "remind_silent",
            Payload::Remind { .. } => "remind",
            Payload::Erase { .. } => "erase",
            Payload::Anonymous => "anonymous",
            Payload::Recount => "recount",
            Payload::Limit => "limit",
            Payload::Promote { .. } => "promote",
            Payload::Comments => "comments",
            Payload::TagRules => "tag_rules",
            Payload::Prune => "prune",
        }
    }

    /// Whether such jobs are claimed and done many at once: mails to customers.
    pub fn is_grouped(&self) -> bool {
        matches!(self, Payload::Invite { .. })
    }
}
