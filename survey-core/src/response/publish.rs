//! Showing a customer's words to others: only where the customer agreed, and only the customer's own words.

use super::Answers;
use crate::survey::{Publish, QuestionKind, Survey};

/// What stands where words were left out.
const GAP: &str = "…";

/// How the words of an answer may be published, as its answers stand now; `None`: not at all. `survey` is the version that
/// was answered: what a later version asks, nobody has agreed to.
///
/// ```
/// use survey_core::{response, survey::{Publish, Survey}};
/// use serde_json::json;
///
/// let survey = Survey::from_value(&json!({"name": "Visit", "language": "en", "questions": [
///     {"key": "comment", "type": "text", "text": "Why?"},
///     {"key": "show", "type": "consent", "publish": "first_name", "text": "You may publish this with my first name."},
/// ]})).unwrap();
/// let answers = |show| serde_json::from_value(json!({"comment": "Quick", "show": show})).unwrap();
/// assert_eq!(response::publishable(&survey, &answers(true)), Some(Publish::FirstName));
/// assert_eq!(response::publishable(&survey, &answers(false)), None);
/// ```
pub fn publishable(survey: &Survey, answers: &Answers) -> Option<Publish> {
    if survey.anonymous() {
        return None;
    }
    let agreed = survey.questions().iter().filter_map(|question| match &question.kind {
        QuestionKind::Consent(consent) => consent.publish.filter(|_| answers.flag(&question.key) == Some(true)),
        _ => None,
    });
    agreed.max()
}

/// The part of `words` that somebody chose, with a mark wherever something was left out; `None`: these are not the customer's
/// words. What was chosen may be several parts with `…` between them, in their order, each of whole words.
///
/// ```
/// use survey_core::response::excerpt;
///
/// let words = "I was unhappy at first. Then Ann called, and all was well.";
/// assert_eq!(excerpt(words, "Ann called, and all was well."), Some("… Ann called, and all was well.".to_owned()));
/// assert_eq!(excerpt(words, "I was … well."), Some("I was … well.".to_owned()));
/// assert_eq!(excerpt(words, "happy at first"), None);
/// assert_eq!(excerpt(words, "I was happy"), None);
/// ```
pub fn excerpt(words: &str, chosen: &str) -> Option<String> {
    let (words, chosen) = (on_one_line(words), on_one_line(&chosen.replace("...", GAP)));
    let mut shown = String::new();
    let mut at = 0;
    for part in chosen.split(GAP).map(str::trim).filter(|part| !part.is_empty()) {
        let begin = whole(&words, part, at)?;
        if words.get(at..begin).is_some_and(|between| !between.trim().is_empty()) {
            shown.push_str(if shown.is_empty() { "… " } else { " … " });
        } else if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(part);
        at = begin + part.len();
    }
    if words.get(at..).is_some_and(|rest| !rest.trim().is_empty()) {
        shown.push_str(" …");
    }
    (at > 0).then_some(shown)
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a part of whole words begins, from a place on.
fn whole(words: &str, part: &str, from: usize) -> Option<usize> {
    let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let cuts_a_word = |begin: usize, end: usize| {
        let before = words.get(..begin).and_then(|text| text.chars().next_back());
        let after = words.get(end..).and_then(|text| text.chars().next());
        (within(before) && within(part.chars().next())) || (within(after) && within(part.chars().next_back()))
    };
    let found = words.get(from..)?.match_indices(part).map(|(place, _)| from + place);
    found.into_iter().find(|begin| !cuts_a_word(*begin, begin + part.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_the_customers_own_words_in_their_order_with_every_gap_marked() {
        let words = "Отлично, хотя и поздно. Курьер извинился,\n и мне вернули деньги.";
        for (chosen, shown) in [
            (words, "Отлично, хотя и поздно. Курьер извинился, и мне вернули деньги."),
            ("Отлично", "Отлично …"),
            ("Курьер извинился,\nи мне вернули деньги", "… Курьер извинился, и мне вернули деньги …"),
            ("Отлично...деньги.", "Отлично … деньги."),
            ("… мне вернули деньги.", "… мне вернули деньги."),
        ] {
            assert_eq!(excerpt(words, chosen).as_deref(), Some(shown), "{chosen}");
            assert_eq!(excerpt(words, shown).as_deref(), Some(shown), "{shown} is its own excerpt");
        }
        for foreign in ["", "…", "лично", "поздн", "деньги … Отлично", "Отлично, и вовремя", "ОТЛИЧНО"]
        {
            assert_eq!(excerpt(words, foreign), None, "{foreign}");
        }
    }
}
