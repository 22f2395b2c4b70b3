//! Names and numbers inside a sentence of the other direction of writing.

use std::borrow::Cow;

use super::Language;

/// An invisible letter of the left-to-right direction: keeps a sign on the left of its number in an Arabic sentence.
pub(super) const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// `value` as it goes into a sentence of `language`.
pub(super) fn isolated(language: Language, value: &str) -> Cow<'_, str> {
    survey_core::direction::isolated(language.right_to_left(), value)
}
