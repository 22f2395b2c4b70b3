//! Shapes of the autopilot: times in Unix seconds, as in the dialect.

use serde_json::{Map, Value};
use utoipa::ToSchema;

/// How an autopilot is set.
#[derive(ToSchema)]
pub struct Autopilot {
    /// email or sms.
    pub platform_id: String,
    /// Whether it asks.
    pub active: bool,
    /// Seconds from one survey of a member to the next.
    pub frequency: i64,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
    /// The key of the survey that asks; null: the default survey.
    pub survey: Option<String>,
    /// Days on which people are asked.
    pub weekdays: Vec<String>,
    /// The hour of their day from which people are asked.
    pub from_hour: i64,
    /// The hour before which they are asked.
    pub until_hour: i64,
}

/// What to set.
#[derive(ToSchema)]
pub struct AutopilotWrite {
    /// Whether it asks.
    pub active: Option<bool>,
    /// Whole days in seconds: 7 to 730 days.
    pub frequency: Option<i64>,
    /// The key of the survey that asks.
    pub survey: Option<String>,
    /// Such as monday.
    pub weekdays: Option<Vec<String>>,
    /// 0 to 23.
    pub from_hour: Option<i64>,
    /// 1 to 24.
    pub until_hour: Option<i64>,
}

/// A member.
#[derive(ToSchema)]
pub struct AutopilotMember {
    /// When they joined, Unix seconds.
    pub created_at: i64,
    /// When their properties last changed, Unix seconds.
    pub updated_at: i64,
    /// id, name, email, `created_at`, `phone_number` and `last_sent_at`.
    pub person: Value,
    /// id, `created_at`, `survey_scheduled_at` and properties; null while the autopilot is off.
    pub next_survey_request: Value,
}

/// Whom to make a member.
#[derive(ToSchema)]
pub struct AutopilotMemberWrite {
    /// A person who is known.
    pub person_id: Option<String>,
    /// The address of the person, who is added if need be.
    pub person_email: Option<String>,
    /// The number of the person, who is added if need be.
    pub person_phone_number: Option<String>,
    /// The name.
    pub person_name: Option<String>,
    /// What goes with their surveys; replaces what was there.
    pub properties: Option<Map<String, Value>>,
}

/// A member who was added.
#[derive(ToSchema)]
pub struct AutopilotJoined {
    /// id, name, email, `created_at`, `phone_number` and `last_sent_at`.
    pub person: Value,
    /// What goes with their surveys.
    pub properties: Map<String, Value>,
}

/// Whose membership to end: exactly one.
#[derive(ToSchema)]
pub struct AutopilotLeave {
    /// The person's id.
    pub person_id: Option<String>,
    /// The address.
    pub person_email: Option<String>,
    /// The number.
    pub person_phone_number: Option<String>,
}

/// Somebody who is no member any more.
#[derive(ToSchema)]
pub struct AutopilotLeft {
    /// id, name, email, `created_at`, `phone_number` and `last_sent_at`.
    pub person: Value,
}
