//! The words of a text, each with its place in it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{fold, stem, term};

/// Longer words are cut: nobody searches for them.
const MAX_LETTERS: usize = 40;
/// Digits that make a telephone number: fewer may be an order.
const PHONE_DIGITS: (usize, usize) = (10, 15);

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub place: Range<usize>,
    /// As it is written, folded.
    pub word: String,
    /// As it is searched.
    pub term: String,
}

/// The words of a text in its order, by the language that it was written in. Numbers are words; addresses of pages and
/// people and telephone numbers are not.
pub fn tokens(text: &str, locale: &str) -> Vec<Token> {
    let skipped = private(text);
    let mut found = Vec::new();
    for (start, word) in text.unicode_word_indices() {
        if skipped.iter().any(|span| span.contains(&start)) {
            continue;
        }
        for (at, part) in parts(word) {
            let folded: String = fold::fold(part).chars().take(MAX_LETTERS).collect();
            let stem = stem::stem(&folded, locale);
            let term = term::of(&stem);
            if !term.is_empty() {
                let place = start + at..start + at + part.len();
                found.push(Token { place, word: folded, term });
            }
        }
    }
    found
}

/// A word may hold dots and colons between letters, where a space was forgotten ("late.The"): they part it. Between digits
/// they belong to the number.
fn parts(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut borders = vec![0];
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    for around in letters.windows(3) {
        let [(_, before), (at, here), (_, after)] = around else { continue };
        let numeric = before.is_numeric() && after.is_numeric();
        if matches!(here, '.' | ':' | '_' | '·') && !numeric {
            borders.extend([*at, at + here.len_utf8()]);
        }
    }
    borders.push(word.len());
    let spans: Vec<(usize, &str)> =
        borders.windows(2).filter_map(|span| Some((span[0], word.get(span[0]..span[1])?))).collect();
    spans.into_iter().filter(|(_, part)| part.chars().any(char::is_alphanumeric))
}

/// Where pages, mail addresses and telephone numbers stand.
fn private(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = 0;
    for chunk in text.split_inclusive(char::is_whitespace) {
        let word = chunk.trim();
        let is_page = word.contains("://") || word.to_lowercase().starts_with("www.");
        let is_mail = word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        if is_page || is_mail {
            spans.push(start..start + chunk.len());
        }
        start += chunk.len();
    }
    let phonish = |letter: char| letter.is_ascii_digit() || " +-()\u{a0}\u{2011}".contains(letter);
    let mut run: Option<Range<usize>> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), 'x')]) {
        if phonish(letter) {
            let span = run.get_or_insert(at..at);
            span.end = at + letter.len_utf8();
        } else if let Some(span) = run.take() {
            let written = text.get(span.clone()).unwrap_or_default();
            let digits = written.bytes().filter(u8::is_ascii_digit).count();
            let (least, most) = PHONE_DIGITS;
            let international = written.trim_start().starts_with('+') && digits >= 7;
            if international || (least..=most).contains(&digits) {
                spans.push(span);
            }
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, locale: &str) -> Vec<String> {
        tokens(text, locale).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn words_and_numbers_are_found_and_what_leads_to_people_is_not() {
        for (text, expected) in [
            ("Late.The driver — 3 hours!", vec!["late", "the", "driver", "3", "hours"]),
            ("see https://x.example/a?b=c or www.x.example, mail me@x.example!", vec!["see", "or", "mail"]),
            ("call +7 (999) 123-45-67 now", vec!["call", "now"]),
            ("order 1001-77, 3.5 stars", vec!["order", "1001", "77", "3.5", "stars"]),
            ("8 999 123 45 67", vec![]),
            ("😀👍 ❤️ \"*\" -:", vec![]),
            ("don’t e-mail", vec!["don't", "e", "mail"]),
            ("привет,курьер", vec!["привет", "курьер"]),
            ("foo_bar", vec!["foo", "bar"]),
        ] {
            assert_eq!(words(text, "en"), expected, "{text}");
        }
    }

    #[test]
    fn a_place_is_where_the_word_stands_as_it_was_written() {
        let text = "Ёлка «Курьер» Straße";
        let found: Vec<_> = tokens(text, "ru").into_iter().map(|token| text[token.place].to_owned()).collect();
        assert_eq!(found, ["Ёлка", "Курьер", "Straße"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(tokens(&"x".repeat(100_000), "de")[0].word.len(), MAX_LETTERS);
    }
}
