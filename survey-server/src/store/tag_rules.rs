//! Tags that comments get by the words in them.

use serde::{Deserialize, Serialize};

/// Comments with these words get this tag. Words are compared by their stems: `courier` also stands for couriers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagRule {
    /// The tag.
    pub tag: String,
    /// At least one of these; several words in one entry must all be there. Empty: whatever `all` says.
    pub any: Vec<String>,
    /// All of these.
    pub all: Vec<String>,
    /// None of these.
    pub none: Vec<String>,
    /// Only comments of `promoter`, `passive`, `detractor`; empty: of all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
}
