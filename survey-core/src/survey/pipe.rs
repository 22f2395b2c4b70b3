//! Piping: properties put into a text, `{{company}}`, `{{order.number|your order}}`.

use std::borrow::Cow;

use serde_json::Value;

use crate::direction::{isolated, right_to_left};
use crate::{Properties, property};

/// How many characters of one property go into a text.
const MAX_VALUE: usize = 200;

/// Fills the placeholders of a text from properties; what is after `|` stands in for a property that is missing.
///
/// A property that is a list or an object counts as missing. Values are put in as plain text: control characters become
/// spaces, and whoever renders HTML escapes the result. A value of the other direction of writing is
/// [isolated](crate::direction).
///
/// ```
/// use serde_json::json;
/// use survey_core::survey::pipe;
///
/// let properties = json!({"company": "Acme", "order": {"number": 1001}});
/// let properties = properties.as_object().unwrap();
/// assert_eq!(pipe("{{company}}, order {{order.number}}", properties), "Acme, order 1001");
/// assert_eq!(pipe("Hello {{ name | dear customer }}.", properties), "Hello dear customer.");
/// assert_eq!(pipe("Your order {{number}} has arrived", properties), "Your order has arrived");
/// assert_eq!(pipe("An open {{ stays", properties), "An open {{ stays");
/// assert_eq!(pipe("طلبك من {{company}}", properties), "طلبك من \u{2068}Acme\u{2069}");
/// ```
pub fn pipe(text: &str, properties: &Properties) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut left_out = false;
    let right_to_left = parts(text).any(|part| matches!(part, Part::Literal(words) if right_to_left(words)));
    for part in parts(text) {
        match part {
            Part::Literal(literal) | Part::Unclosed(literal) => {
                // "order {{number}} has" must not keep both spaces around what is missing.
                let joined =
                    left_out && filled.ends_with(' ') && literal.starts_with([' ', ',', '.', '?', '!', ':', ';']);
                filled.truncate(filled.len() - usize::from(joined));
                filled.push_str(literal);
                left_out = false;
            }
            Part::Placeholder { name, fallback } => {
                let value = property(properties, name).and_then(show);
                let value = value.as_deref().map_or(Cow::Borrowed(fallback), |value| isolated(right_to_left, value));
                left_out = value.is_empty();
                filled.push_str(&value);
            }
        }
    }
    filled
}

fn show(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim(),
        Value::Number(number) => return Some(number.to_string()),
        Value::Bool(flag) => return Some(flag.to_string()),
        _ => return None,
    };
    let clean = text.chars().take(MAX_VALUE).map(|char| if char.is_control() { ' ' } else { char });
    (!text.is_empty()).then(|| clean.collect())
}

/// A piece of a text with placeholders.
pub(super) enum Part<'a> {
    Literal(&'a str),
    Placeholder {
        name: &'a str,
        fallback: &'a str,
    },
    /// From a `{{` that has no `}}` to the end.
    Unclosed(&'a str),
}

pub(super) fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (part, left) = first_part(rest)?;
        rest = left;
        Some(part)
    })
}

fn first_part(text: &str) -> Option<(Part<'_>, &str)> {
    if text.is_empty() {
        return None;
    }
    let Some(inner) = text.strip_prefix("{{") else {
        let (literal, rest) = text.find("{{").and_then(|start| text.split_at_checked(start)).unwrap_or((text, ""));
        return Some((Part::Literal(literal), rest));
    };
    let Some((inside, rest)) = inner.split_once("}}") else {
        return Some((Part::Unclosed(text), ""));
    };
    let (name, fallback) = inside.split_once('|').unwrap_or((inside, ""));
    Some((Part::Placeholder { name: name.trim(), fallback: fallback.trim() }, rest))
}
