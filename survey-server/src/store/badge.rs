//! What a business decides about showing its score and its customers' words to everybody.

use serde::{Deserialize, Serialize};

/// The public badge, and the testimonials beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Badge {
    /// Whether there is one; off until an owner or a manager switches it on.
    pub active: bool,
    /// The key of the survey whose score it shows; none: the default survey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub survey: Option<String>,
    /// Its language; none: the workspace's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}
