//! Numbers as the reader writes them: `1,234.5` in English, `1 234,5` in Russian.
//!
//! Arabic has Western digits, as everywhere on this product's pages: the scale, the links and what a phone's keyboard
//! types have them, all readers of Arabic know them, and half of the Arab world writes no others.
//!
//! Spaces inside a number are non-breaking and the minus is the real one (U+2212), so these are for people's eyes,
//! never for attributes or programs.

use serde_json::Number;

use super::Language;
use super::direction::LEFT_TO_RIGHT_MARK;

/// The space that keeps a number and its unit, or two groups of digits, on one line.
pub(super) const NBSP: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// A number with its groups. `digits` decimals exactly; without it as many as needed, at most two.
pub(super) fn number(language: Language, value: &Number, digits: Option<usize>) -> String {
    let plain = plain(value, digits);
    let (negative, plain) = plain.strip_prefix('-').map_or((false, plain.as_str()), |rest| (true, rest));
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let (separator, point) = match language {
        Language::English | Language::Arabic => (',', '.'),
        Language::German | Language::Spanish | Language::Portuguese | Language::Turkish => ('.', ','),
        Language::Russian | Language::French | Language::Kazakh | Language::Ukrainian => (NBSP, ','),
    };
    // Spanish leaves four digits together.
    let grouped = whole.len() > if language == Language::Spanish { 4 } else { 3 };
    let mut text = String::with_capacity(plain.len() * 2);
    if negative && plain.contains(|c| matches!(c, '1'..='9')) {
        if language.right_to_left() {
            text.push(LEFT_TO_RIGHT_MARK);
        }
        text.push(MINUS);
    }
    for (at, digit) in whole.chars().enumerate() {
        if grouped && at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push(point);
        text.push_str(decimals);
    }
    text
}

/// A number with its sign: `+42`, `−7`, `0`.
pub(super) fn signed(language: Language, value: &Number, digits: Option<usize>) -> String {
    let text = number(language, value, digits);
    if text.contains(MINUS) || !text.contains(|c| matches!(c, '1'..='9')) {
        return text;
    }
    if language.right_to_left() { format!("{LEFT_TO_RIGHT_MARK}+{text}") } else { format!("+{text}") }
}

/// A share of one as percent: 0.423 is `42%` in English, `42 %` in Russian.
pub(super) fn percent(language: Language, share: f64, digits: Option<usize>) -> Option<String> {
    let value = number(language, &Number::from_f64(share * 100.0)?, Some(digits.unwrap_or(0)));
    Some(match language {
        Language::Turkish => format!("%{value}"),
        Language::Russian | Language::German | Language::Spanish | Language::French => format!("{value}{NBSP}%"),
        Language::English | Language::Portuguese | Language::Kazakh | Language::Ukrainian | Language::Arabic => {
            format!("{value}%")
        }
    })
}

/// Digits, at most one leading `-` and at most one point.
fn plain(value: &Number, digits: Option<usize>) -> String {
    match (value.as_i64(), value.as_u64(), digits) {
        (Some(integer), _, None) => integer.to_string(),
        (None, Some(integer), None) => integer.to_string(),
        (.., Some(digits)) => format!("{:.*}", digits.min(12), value.as_f64().unwrap_or_default()),
        (None, None, None) => {
            let text = format!("{:.2}", value.as_f64().unwrap_or_default());
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Number {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn numbers_are_written_in_the_readers_form() {
        for (value, digits, english, russian) in [
            ("0", None, "0", "0"),
            ("999", None, "999", "999"),
            ("1234.5", None, "1,234.5", "1\u{a0}234,5"),
            ("1234567", None, "1,234,567", "1\u{a0}234\u{a0}567"),
            ("-1234", None, "\u{2212}1,234", "\u{2212}1\u{a0}234"),
            ("4.2", Some(2), "4.20", "4,20"),
            ("4", Some(1), "4.0", "4,0"),
            ("0.005", None, "0.01", "0,01"),
            ("-0.001", None, "0", "0"),
            (
                "18446744073709551615",
                None,
                "18,446,744,073,709,551,615",
                "18\u{a0}446\u{a0}744\u{a0}073\u{a0}709\u{a0}551\u{a0}615",
            ),
        ] {
            assert_eq!(number(Language::English, &of(value), digits), english);
            assert_eq!(number(Language::Russian, &of(value), digits), russian);
        }
    }

    #[test]
    fn every_language_writes_a_number_its_own_way() {
        for (language, small, large, share) in [
            (Language::English, "1,234.5", "−12,345", "42%"),
            (Language::Russian, "1 234,5", "−12 345", "42 %"),
            (Language::German, "1.234,5", "−12.345", "42 %"),
            (Language::Spanish, "1234,5", "−12.345", "42 %"),
            (Language::French, "1 234,5", "−12 345", "42 %"),
            (Language::Portuguese, "1.234,5", "−12.345", "42%"),
            (Language::Turkish, "1.234,5", "−12.345", "%42"),
            (Language::Kazakh, "1 234,5", "−12 345", "42%"),
            (Language::Ukrainian, "1 234,5", "−12 345", "42%"),
            (Language::Arabic, "1,234.5", "\u{200e}−12,345", "42%"),
        ] {
            assert_eq!(number(language, &of("1234.5"), None).replace(NBSP, " "), small);
            assert_eq!(number(language, &of("-12345"), None).replace(NBSP, " "), large);
            assert_eq!(percent(language, 0.42, None).unwrap().replace(NBSP, " "), share);
        }
    }

    #[test]
    fn a_signed_number_shows_its_plus_and_zero_has_none() {
        assert_eq!(signed(Language::English, &of("42"), None), "+42");
        assert_eq!(signed(Language::English, &of("-7"), None), "\u{2212}7");
        assert_eq!(signed(Language::Russian, &of("0.2"), Some(0)), "0");
        assert_eq!(signed(Language::Russian, &of("4.25"), None), "+4,25");
        assert_eq!(signed(Language::Arabic, &of("42"), None), "\u{200e}+42");
        assert_eq!(signed(Language::Arabic, &of("-7"), None), "\u{200e}\u{2212}7");
    }

    #[test]
    fn a_share_becomes_percent() {
        assert_eq!(percent(Language::English, 0.423, None).unwrap(), "42%");
        assert_eq!(percent(Language::Russian, 0.4235, Some(1)).unwrap(), "42,4\u{a0}%");
        assert_eq!(percent(Language::Russian, f64::NAN, None), None);
    }
}
