//! Shapes of held answers: times in RFC 3339.

use serde_json::Value;
use utoipa::ToSchema;

/// A look at a survey page that is not an answer.
#[derive(ToSchema)]
pub struct HeldResponse {
    /// The id that the answer would have.
    pub id: String,
    /// The survey's key.
    pub survey: String,
    /// Who was asked.
    pub person_id: Option<String>,
    /// The score that was selected.
    pub score: i64,
    /// held, waiting or dismissed.
    pub state: String,
    /// R1, R2, R3 or R5; null while it waits, and where a form must be sent.
    pub rule: Option<String>,
    /// When the page was last looked at.
    pub looked_at: String,
    /// When it was last judged.
    pub decided_at: Option<String>,
    /// When it is judged again; null where only a form changes anything.
    pub judged_again_at: Option<String>,
}

/// Looks that are not answers.
#[derive(ToSchema)]
pub struct HeldResponses {
    /// One page, newest first.
    pub data: Vec<HeldResponse>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// What a held answer became.
#[derive(ToSchema)]
pub struct AcceptedResponse {
    /// The answer, as callbacks show it.
    pub response: Value,
}
