//! Shapes of our own resources: times in RFC 3339.

use serde_json::{Map, Value};
use utoipa::ToSchema;

/// Whether a person is asked, and why (not).
#[derive(ToSchema)]
pub struct Decision {
    /// scheduled or refused.
    pub outcome: String,
    /// The survey's key.
    pub survey: Option<String>,
    /// When the mail goes out.
    pub send_at: Option<String>,
    /// The first that holds of unsubscribed, bounced, `no_basis`, cancelled, `too_late`, `open_case`, `cool_down`, `sampled_out`,
    /// duplicate; or `no_channel`.
    pub reason: Option<String>,
    /// The setting or fact that decided.
    pub rule: Option<String>,
    /// From when on the reason no longer holds.
    pub next_eligible_at: Option<String>,
}

/// A purchase, a delivery, a service.
#[derive(ToSchema)]
pub struct EventWrite {
    /// The business's id of it; the same id is the same event.
    pub id: String,
    /// Such as order.delivered.
    pub r#type: String,
    /// When it happened, RFC 3339.
    pub occurred_at: String,
    /// To whom.
    pub person: EventPerson,
    /// Everything else about it.
    pub properties: Option<Map<String, Value>>,
    /// consent, `soft_opt_in` or `legitimate_interest`.
    pub basis: Option<String>,
    /// Only say what would happen.
    pub dry_run: Option<bool>,
}

/// The person of an event: one of e-mail, phone number and external id is needed.
#[derive(ToSchema)]
pub struct EventPerson {
    /// The address.
    pub email: Option<String>,
    /// E.164.
    pub phone_number: Option<String>,
    /// The business's own id.
    pub external_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The language.
    pub locale: Option<String>,
    /// The zone.
    pub timezone: Option<String>,
    /// What is known of the person, beside what is known of the event.
    pub properties: Option<Map<String, Value>>,
}

/// Events.
#[derive(ToSchema)]
pub struct EventBatch {
    /// At most 500.
    pub events: Vec<EventWrite>,
    /// Only say what would happen.
    pub dry_run: Option<bool>,
}

/// What became of an event.
#[derive(ToSchema)]
pub struct EventTaken {
    /// The business's id of it.
    pub id: String,
    /// accepted or duplicate; in a batch also refused, with an `error`.
    pub status: String,
    /// The person's id.
    pub person_id: String,
    /// Null where events of this type ask nobody.
    pub survey_decision: Option<Decision>,
}

/// What became of each event, in their order.
#[derive(ToSchema)]
pub struct EventsTaken {
    /// One for each event.
    pub data: Vec<EventTaken>,
}

/// A survey.
#[derive(ToSchema)]
pub struct SurveyBrief {
    /// Names it in addresses and parameters.
    pub key: String,
    /// What it is called inside the business.
    pub name: String,
    /// The newest version.
    pub version: i64,
    /// The open link, for a QR code or a receipt.
    pub link: String,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// RFC 3339; null while it takes answers.
    pub closed_at: Option<String>,
}

/// A survey with its definition.
#[derive(ToSchema)]
pub struct Survey {
    /// Names it in addresses and parameters.
    pub key: String,
    /// What it is called inside the business.
    pub name: String,
    /// The newest version.
    pub version: i64,
    /// The open link.
    pub link: String,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// RFC 3339; null while it takes answers.
    pub closed_at: Option<String>,
    /// The definition.
    pub definition: Map<String, Value>,
}

/// Surveys.
#[derive(ToSchema)]
pub struct Surveys {
    /// One page.
    pub data: Vec<SurveyBrief>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// Follow-up rules.
#[derive(ToSchema)]
pub struct Rules {
    /// As docs/rules.md describes them.
    pub rules: Vec<Value>,
    /// The version in force.
    pub version: Option<i64>,
}

/// A score with what it rests on. NPS has promoters, passives and detractors, another question its mean.
#[derive(ToSchema)]
pub struct ScoreReport {
    /// Answers it rests on.
    pub n: i64,
    /// none, `counts_only` (below 5), low (below 30), normal.
    pub base: String,
    /// How often each value was answered.
    pub counts: Vec<Value>,
    /// The number; null of fewer than 5 answers.
    pub score: Option<i64>,
    /// low, high and confidence: where the score of everybody lies.
    pub interval: Option<Value>,
    /// nps or `satisfied_percent`.
    pub unit: String,
    /// The question that the number answers.
    pub query: Value,
}

/// A score of each bucket.
#[derive(ToSchema)]
pub struct TrendReport {
    /// Oldest first, buckets without answers included.
    pub points: Vec<TrendPoint>,
    /// The question that the numbers answer.
    pub query: Value,
}

/// One bucket.
#[derive(ToSchema)]
pub struct TrendPoint {
    /// The first day.
    pub start: String,
    /// The last day.
    pub end: String,
    /// Answers it rests on.
    pub n: i64,
    /// none, `counts_only` (below 5), low (below 30), normal.
    pub base: String,
    /// How often each value was answered.
    pub counts: Vec<Value>,
    /// The number; null of fewer than 5 answers.
    pub score: Option<i64>,
    /// low, high and confidence.
    pub interval: Option<Value>,
    /// nps or `satisfied_percent`.
    pub unit: String,
}

/// Why a request was refused.
#[derive(ToSchema)]
pub struct Refused {
    /// code, message, problems (path and message of each) and `request_id`.
    pub error: Value,
}
