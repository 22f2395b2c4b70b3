//! Shapes of the ledger: times in RFC 3339.

use serde_json::Value;
use utoipa::ToSchema;

/// A decision that was made.
#[derive(ToSchema)]
pub struct Decided {
    /// Its id.
    pub id: String,
    /// When it was made.
    pub at: String,
    /// arrival (of the event or request), due (the mail was) or reminder.
    pub stage: String,
    /// scheduled or refused.
    pub outcome: String,
    /// The survey's key.
    pub survey: String,
    /// id, email and name.
    pub person: Value,
    /// The business's id of the event, if it was about one.
    pub event: Option<String>,
    /// The id of the invitation, if there is one.
    pub invitation: Option<String>,
    /// When the mail goes out.
    pub send_at: Option<String>,
    /// As in `survey_decision`; beside those answered, closed and `no_channel`.
    pub reason: Option<String>,
    /// The setting or fact that decided.
    pub rule: Option<String>,
    /// From when on the reason no longer holds.
    pub next_eligible_at: Option<String>,
    /// All of it in words.
    pub sentence: String,
}

/// Decisions.
#[derive(ToSchema)]
pub struct Decisions {
    /// One page, newest first.
    pub data: Vec<Decided>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// What would be decided about a person now, and what was.
#[derive(ToSchema)]
pub struct DecisionsOfPerson {
    /// For each open survey outcome, survey, `send_at`, reason, rule, `next_eligible_at` and sentence.
    pub now: Vec<Value>,
    /// One page, newest first.
    pub data: Vec<Decided>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// Who was asked and who was not.
#[derive(ToSchema)]
pub struct OutreachReport {
    /// By stage (arrival, due, reminder): asked, refused, and refused by reason.
    pub stages: Value,
    /// The same for each survey that decided anything.
    pub surveys: Vec<Value>,
    /// The same for each day of the range, days without decisions included.
    pub days: Vec<Value>,
    /// What each number counts.
    pub definitions: Value,
    /// The question that the numbers answer.
    pub query: Value,
}
