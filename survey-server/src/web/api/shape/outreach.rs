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

/// How fast unhappy customers were cared for, and what they say afterwards. Every figure has its count and its interval;
/// below five cases it is null.
#[derive(ToSchema)]
pub struct RecoveryReport {
    /// Cases, time to first contact and to resolution, and how often each was in time.
    pub speed: Value,
    /// Open now, by age.
    pub backlog: Vec<Value>,
    /// The same and the second answers for each part, with `by`.
    pub parts: Vec<Value>,
    /// What those say who were asked again.
    pub again: Value,
    /// What contact changed, measured by lot; null without a hold-out.
    pub effect: Option<Value>,
    /// Recommendation by how the problem went.
    pub groups: Vec<Value>,
    /// The second answers by minutes to the first contact.
    pub bands: Vec<Value>,
    /// Promised times: kept, renewed in time, renewed late, broken.
    pub promises: Vec<Value>,
    /// Root causes with count, share and cost.
    pub causes: Vec<Value>,
    /// Contacts, handovers, reopenings and waits on the timelines.
    pub effort: Vec<Value>,
    /// What each number counts.
    pub definitions: Value,
    /// The question that the numbers answer.
    pub query: Value,
}

/// The changes that were recorded.
#[derive(ToSchema)]
pub struct Improvements {
    /// Newest first.
    pub data: Vec<Improvement>,
}

/// A change against a cause of complaints.
#[derive(ToSchema)]
pub struct Improvement {
    /// Its id.
    pub id: String,
    /// The cause, by its key.
    pub cause: String,
    /// What was changed.
    pub title: String,
    /// Since when.
    pub made_at: String,
    /// What those who complained are told, by language.
    pub words: Value,
    /// When telling them began.
    pub told_at: Option<String>,
    /// How many mails were written.
    pub told: i64,
    /// Complaints of the cause per hundred answers before and after, their ratio with its interval, and what may be said:
    /// fell, rose, unclear, early or none.
    pub complaints: Value,
}

/// A change to be recorded.
#[derive(ToSchema)]
pub struct ImprovementWrite {
    /// The cause, by its key.
    pub cause: String,
    /// What was changed.
    pub title: String,
    /// Since when, RFC 3339; otherwise now.
    pub made_at: Option<String>,
    /// What those who complained are to be told, by language.
    pub words: Option<Value>,
}
