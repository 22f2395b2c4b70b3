//! Names inside a sentence of the other direction of writing: isolated, so that neither disturbs the other's order.
//!
//! Unicode's isolates (UAX 9) do it in plain text and in HTML alike. Some mail programs show them as boxes, so they are
//! written only where letters would change places without them.

use std::borrow::Cow;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';
/// `value` as it goes into a sentence, whose language may run from right to left.
///
/// ```
/// use survey_core::direction::isolated;
///
/// assert_eq!(isolated(false, "Acme"), "Acme");
/// assert_eq!(isolated(true, "Acme"), "\u{2068}Acme\u{2069}");
/// ```
pub fn isolated(right_to_left: bool, value: &str) -> Cow<'_, str> {
    let disturbs = if right_to_left {
        // Not only Latin names: "+7 701" and "24-118" turn round between Arabic words.
        !value.chars().all(|c| is_right_to_left(c) || c == ' ')
    } else {
        value.contains(is_right_to_left)
    };
    if !disturbs || value.is_empty() {
        return Cow::Borrowed(value);
    }
    // What opens or closes directions inside would end our isolate early, or turn round what follows it.
    let clean: String = if balanced(value) { value.to_owned() } else { value.replace(is_direction_control, "") };
    Cow::Owned(format!("{FIRST_STRONG_ISOLATE}{clean}{POP_DIRECTIONAL_ISOLATE}"))
}

/// Whether a text runs from right to left, as its first letter decides.
///
/// ```
/// use survey_core::direction::right_to_left;
///
/// assert!(right_to_left("(24) متجر Acme"));
/// assert!(!right_to_left("Acme متجر"));
/// ```
pub fn right_to_left(text: &str) -> bool {
    text.chars().find(|c| is_right_to_left(*c) || c.is_alphabetic()).is_some_and(is_right_to_left)
}

/// A letter of Hebrew, Arabic or another script that runs from right to left.
fn is_right_to_left(c: char) -> bool {
    let letter = matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    letter && !matches!(c, '\u{660}'..='\u{66c}' | '\u{6f0}'..='\u{6f9}')
}

fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether all its direction controls are isolates that it closes itself, as in a sentence of ours inside another.
fn balanced(value: &str) -> bool {
    let mut open = 0_u32;
    for c in value.chars().filter(|c| is_direction_control(*c)) {
        open = match (c, open) {
            (FIRST_STRONG_ISOLATE, _) => open + 1,
            (POP_DIRECTIONAL_ISOLATE, 1..) => open - 1,
            _ => return false,
        };
    }
    open == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_change_places_is_isolated() {
        for (right_to_left, value, isolate) in [
            (false, "North Bike Works", false),
            (false, "+7 701 000-00-00", false),
            (false, "متجر الدراجات", true),
            (false, "Café 24 · حي", true),
            (true, "متجر الدراجات", false),
            (true, "North Bike Works", true),
            (true, "متجر (24)", true),
            (true, "+77010000000", true),
            (true, "", false),
        ] {
            let written = isolated(right_to_left, value);
            assert_eq!(written.starts_with(FIRST_STRONG_ISOLATE), isolate, "{value}");
            assert_eq!(written.ends_with(POP_DIRECTIONAL_ISOLATE), isolate, "{value}");
            assert_eq!(written.trim_matches([FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE]), value);
        }
    }

    #[test]
    fn a_name_cannot_turn_round_what_follows_it() {
        assert_eq!(isolated(true, "Eve\u{2069}\u{202e}"), "\u{2068}Eve\u{2069}");
        let nested = "اليوم \u{2068}14:05\u{2069}";
        assert_eq!(isolated(true, nested), format!("\u{2068}{nested}\u{2069}"));
    }
}
