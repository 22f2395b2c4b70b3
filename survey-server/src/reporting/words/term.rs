//! Terms as databases keep them: letters and digits that every tokenizer leaves whole, and nothing else.

use std::fmt::Write;

use crate::store::WorkspaceId;

/// Begins the term that all comments of a workspace have. No text yields it: it is no letter.
const WORKSPACE: char = '\u{E000}';
/// Begins a letter that is spelled by its number, six hexadecimal digits.
const SPELLED: char = '\u{E001}';

/// A block has 32 days.
const BLOCK_BITS: u32 = 5;

/// The term of a stem; empty if nothing of it is a letter or a digit.
///
/// Plain are the letters on which all versions of Unicode agree, in lower case. Others are spelled by their number, so
/// that no database cuts or folds them in its own way.
pub fn of(stem: &str) -> String {
    let mut term = String::with_capacity(stem.len());
    let mut means_something = false;
    for letter in stem.chars() {
        match letter {
            'a'..='z' | '0'..='9' | 'а'..='я' | '\u{0450}'..='\u{045F}' => term.push(letter),
            '\'' => continue,
            // Writing to a string cannot fail.
            other => drop(write!(term, "{SPELLED}{:06x}", u32::from(other))),
        }
        means_something |= letter.is_alphanumeric();
    }
    if means_something { term } else { String::new() }
}

/// The term that leads to the comments of a workspace alone.
pub fn workspace(workspace: WorkspaceId) -> String {
    format!("{WORKSPACE}{workspace}")
}

/// The term that leads to the comments of a workspace in a block of 32 days, so that a search goes back through time
/// instead of through everything.
pub fn block(workspace: WorkspaceId, day: i32) -> String {
    format!("{WORKSPACE}{workspace}{WORKSPACE}{:x}", block_of(day).max(0))
}

/// The block of a day.
pub fn block_of(day: i32) -> i32 {
    day >> BLOCK_BITS
}

/// The first day of a block.
pub fn block_start(block: i32) -> i32 {
    block << BLOCK_BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_letters_and_digits_whatever_it_came_from() {
        assert_eq!(of("courier"), "courier");
        assert_eq!(of("dont'"), "dont");
        assert_eq!(of("3.5"), "3\u{E001}00002e5");
        assert_eq!(of("送"), "\u{E001}009001");
        assert_eq!(of("'"), "");
        assert_eq!(of("*\"("), "");
        assert_ne!(of("\u{E000}1"), workspace(1));
    }
}
