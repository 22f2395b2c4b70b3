//! A message's body as JSON, read field by field: what is missing or of another kind is simply not there.

use serde_json::Value;

use super::{Said, Unreadable};
use crate::store::Time;

/// Longest text that is taken from a message, in characters.
const MAX_TEXT: usize = 200;

/// A JSON document of another program.
#[derive(Debug)]
pub struct Body(Value);

impl From<Value> for Body {
    fn from(document: Value) -> Self {
        Body(document)
    }
}

impl Body {
    /// Reads the body of a message.
    pub fn of(said: &Said<'_>) -> Result<Self, Unreadable> {
        Ok(Body(serde_json::from_slice(said.raw)?))
    }

    /// Reads what may be a body; anything else has no fields.
    pub fn loosely(raw: &[u8]) -> Self {
        Body(serde_json::from_slice(raw).unwrap_or_default())
    }

    /// The text at a JSON pointer, trimmed, bounded, without control characters; a number is a text too.
    pub fn text(&self, pointer: &str) -> Option<String> {
        text_of(self.0.pointer(pointer)?)
    }

    /// The first of these that is there.
    pub fn first(&self, pointers: &[&str]) -> Option<String> {
        pointers.iter().find_map(|pointer| self.text(pointer))
    }

    /// The id at a JSON pointer, which the message is of no use without.
    pub fn id(&self, pointer: &str) -> Result<String, Unreadable> {
        self.text(pointer).ok_or_else(|| Unreadable(format!("the message has no {}", pointer.trim_start_matches('/'))))
    }

    /// Whether it says true there.
    pub fn is(&self, pointer: &str) -> bool {
        self.0.pointer(pointer) == Some(&Value::Bool(true))
    }

    /// Whether it says false there.
    pub fn is_not(&self, pointer: &str) -> bool {
        self.0.pointer(pointer) == Some(&Value::Bool(false))
    }

    /// The amount at a JSON pointer, also when it was written as a text.
    pub fn amount(&self, pointer: &str) -> Option<f64> {
        match self.0.pointer(pointer)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok().filter(|amount: &f64| amount.is_finite()),
            _ => None,
        }
    }

    /// The whole number at a JSON pointer.
    pub fn integer(&self, pointer: &str) -> Option<i64> {
        self.0.pointer(pointer)?.as_i64()
    }

    /// The moment at a JSON pointer: RFC 3339, or the same without a zone, which means UTC.
    pub fn moment(&self, pointer: &str) -> Option<Time> {
        let text = self.text(pointer)?;
        let zoned = text.parse::<jiff::Timestamp>().ok();
        let at = zoned.or_else(|| format!("{text}Z").parse().ok())?;
        Some(at.into())
    }

    /// The elements of a list.
    pub fn list(&self, pointer: &str) -> impl Iterator<Item = Body> + '_ {
        self.0.pointer(pointer).and_then(Value::as_array).into_iter().flatten().map(|item| Body(item.clone()))
    }

    /// The names and texts of an object.
    pub fn texts(&self, pointer: &str) -> impl Iterator<Item = (String, String)> + '_ {
        let fields = self.0.pointer(pointer).and_then(Value::as_object).into_iter().flatten();
        fields.filter_map(|(name, value)| Some((clean(name), text_of(value)?)))
    }
}

fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => clean(text),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

fn clean(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(MAX_TEXT).collect();
    shown.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_whatever_their_kind_and_missing_ones_are_not_there() {
        let body = Body::loosely(
            br#"{"id": 7, "name": " A\u0000nn\n", "total": "12.50", "at": "2026-11-20T10:00:00", "in": "2026-11-20T12:00:00+02:00", "x": {"y": [1]}}"#,
        );
        assert_eq!(body.text("/id").as_deref(), Some("7"));
        assert_eq!(body.text("/name").as_deref(), Some("Ann"));
        assert_eq!(body.text("/x"), None);
        assert_eq!(body.first(&["/nothing", "/x/y/0"]).as_deref(), Some("1"));
        assert_eq!(body.amount("/total"), Some(12.5));
        assert_eq!(body.moment("/at"), body.moment("/in"));
        assert_eq!(body.id("/order_id").unwrap_err().to_string(), "the message has no order_id");
        assert_eq!(Body::loosely(b"no json").text("/id"), None);
    }
}
