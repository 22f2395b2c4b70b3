//! A rule in words, so that people can read what they have set.

mod english;
mod russian;
#[cfg(test)]
mod tests;

use super::action::Action;
use super::clause::{Clause, When};
use super::rules::Rule;
use crate::condition::Condition;
use english::English;
use russian::Russian;

impl Rule {
    /// The rule as one sentence, in English or, for a language that begins with `ru`, in Russian.
    ///
    /// ```
    /// use survey_core::recovery::Rules;
    ///
    /// let rules = Rules::parse(r#"{"rules": [{
    ///     "id": "unhappy",
    ///     "when": {"all": [{"fact": "score", "at_most": 6}, {"property": "branch", "is": "Kazan"}]},
    ///     "then": [
    ///         {"do": "open_case", "priority": "high", "team": "Delivery",
    ///          "contact_within": {"minutes": 60, "clock": "business"}, "resolve_within": {"minutes": 2880}},
    ///         {"do": "notify", "to": "team"}
    ///     ]
    /// }]}"#)?;
    /// assert_eq!(
    ///     rules.rules()[0].sentence("en"),
    ///     "When the score is at most 6 and the property “branch” is “Kazan”: open a case of high priority for “Delivery” \
    ///      with first contact within 1 business hour and a solution within 2 days; tell “team”.",
    /// );
    /// assert_eq!(
    ///     rules.rules()[0].sentence("ru"),
    ///     "Если оценка не больше 6 и свойство «branch» равно «Kazan»: открыть обращение с высоким приоритетом для команды \
    ///      «Delivery», связаться в течение 1 рабочего часа, решить в течение 2 дней; сообщить: «team».",
    /// );
    /// # Ok::<(), survey_core::recovery::InvalidRules>(())
    /// ```
    pub fn sentence(&self, language: &str) -> String {
        let is_russian = language.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("ru"));
        if is_russian { sentence::<Russian>(self) } else { sentence::<English>(self) }
    }
}

/// What a language says about a rule.
trait Words {
    const AND: &str;
    const OR: &str;
    const EVERY_ANSWER: &str;
    const OFF: &str;

    fn when(condition: &str) -> String;
    fn not(condition: &str) -> String;
    fn clause(clause: &Clause) -> String;
    fn action(action: &Action) -> String;
}

fn sentence<W: Words>(rule: &Rule) -> String {
    let when =
        rule.when.as_ref().map_or_else(|| W::EVERY_ANSWER.to_owned(), |when| W::when(&condition::<W>(when, false)));
    let then: Vec<String> = rule.then.iter().map(W::action).collect();
    let off = if rule.enabled { "" } else { W::OFF };
    format!("{off}{when}: {}.", then.join("; "))
}

/// A condition; `inside` another one, a list stands in brackets.
fn condition<W: Words>(when: &When, inside: bool) -> String {
    let list = |list: &[When], word: &str| {
        let parts: Vec<String> = list.iter().map(|part| condition::<W>(part, list.len() > 1)).collect();
        let joined = parts.join(word);
        if inside && parts.len() > 1 { format!("({joined})") } else { joined }
    };
    match when {
        Condition::All(parts) => list(parts, W::AND),
        Condition::Any(parts) => list(parts, W::OR),
        Condition::Not(inner) => W::not(&condition::<W>(inner, true)),
        Condition::Is(clause) => W::clause(clause),
    }
}
