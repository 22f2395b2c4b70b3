//! How a survey is spread over pages, where its definition says so.

use schemars::JsonSchema;
use serde::Serialize;

/// How a survey is spread over pages; without it, short ones are one page and long ones are cut
/// ([`layout`](crate::response::layout)).
///
/// ```
/// use survey_core::survey::Paging;
///
/// assert_eq!(Paging::named("each"), Some(Paging::Each));
/// assert_eq!(Paging::named("many"), None);
/// assert_eq!(serde_json::to_value(Paging::Sections).unwrap(), "sections");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Paging {
    /// Everything on one page, however long.
    One,
    /// Each section is a page, however long.
    Sections,
    /// Each question is a page.
    Each,
}

impl Paging {
    /// The word of definitions.
    ///
    /// ```
    /// assert_eq!(survey_core::survey::Paging::One.name(), "one");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Sections => "sections",
            Self::Each => "each",
        }
    }

    /// The paging of this word, if there is one.
    ///
    /// ```
    /// use survey_core::survey::Paging;
    ///
    /// assert_eq!(Paging::named("one"), Some(Paging::One));
    /// ```
    pub fn named(word: &str) -> Option<Self> {
        [Self::One, Self::Sections, Self::Each].into_iter().find(|paging| paging.name() == word)
    }
}
