//! Reading a JSON object field by field, noting every problem with its path and going on.

use serde_json::{Map, Value};

use crate::{Path, Problem, Problems};

/// The largest document that is read, in bytes: definitions, rules and calendars are written by people.
pub(crate) const MAX_JSON_BYTES: usize = 1 << 20;
/// The longest piece of text a field may hold, in characters.
const MAX_TEXT_CHARS: usize = 2_000;

/// Parses JSON text of bounded size.
pub(crate) fn read_json(json: &str) -> Result<Value, Problem> {
    if json.len() > MAX_JSON_BYTES {
        return Err(Problem::new("", format!("is {} bytes long; at most {MAX_JSON_BYTES} are read", json.len())));
    }
    serde_json::from_str(json).map_err(|error| Problem::new("", format!("is not valid JSON: {error}")))
}

/// An object whose fields are all known.
pub(crate) struct Fields<'a> {
    map: &'a Map<String, Value>,
    at: &'a Path<'a>,
}

impl<'a> Fields<'a> {
    /// The fields of an object; notes a problem if it is none, and one for each field that is not `known`.
    pub(crate) fn of(value: &'a Value, at: &'a Path<'a>, known: &[&str], problems: &mut Problems) -> Option<Self> {
        let Value::Object(map) = value else {
            problems.add(at, format!("is {}; an object with {} is expected", kind_of(value), names(known)));
            return None;
        };
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            problems.add(&at.key(key), format!("is not known here; known are {}", names(known)));
        }
        Some(Self { map, at })
    }

    /// Where the field is.
    pub(crate) fn path<'k>(&self, key: &'k str) -> Path<'k>
    where
        'a: 'k,
    {
        self.at.key(key)
    }

    /// The value of a field that is there; null counts as absent.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// A text that has to be there and not be empty.
    pub(crate) fn text(&self, key: &str, problems: &mut Problems) -> Option<&'a str> {
        if self.get(key).is_none() {
            problems.add(&self.path(key), "is missing; a text is expected");
            return None;
        }
        self.optional_text(key, problems)
    }

    /// A text that may be absent but not empty.
    pub(crate) fn optional_text(&self, key: &str, problems: &mut Problems) -> Option<&'a str> {
        match self.get(key)? {
            Value::String(text) if text.trim().is_empty() => {
                problems.add(&self.path(key), "is empty; leave it out or give a text");
                None
            }
            Value::String(text) if text.chars().count() > MAX_TEXT_CHARS => {
                problems.add(&self.path(key), format!("is too long; at most {MAX_TEXT_CHARS} characters are kept"));
                None
            }
            Value::String(text) => Some(text),
            other => {
                problems.add(&self.path(key), format!("is {}; a text is expected", kind_of(other)));
                None
            }
        }
    }

    /// A yes or no that may be absent.
    pub(crate) fn flag(&self, key: &str, default: bool, problems: &mut Problems) -> bool {
        match self.get(key) {
            None => default,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                problems.add(&self.at.key(key), format!("is {}; `true` or `false` is expected", kind_of(other)));
                default
            }
        }
    }

    /// A list that may be absent (then it is empty) with at most so many elements.
    pub(crate) fn list(&self, key: &str, at_most: usize, problems: &mut Problems) -> &'a [Value] {
        match self.get(key) {
            None => &[],
            Some(Value::Array(list)) if list.len() <= at_most => list,
            Some(Value::Array(list)) => {
                problems.add(&self.path(key), format!("has {} entries; at most {at_most} are allowed", list.len()));
                &[]
            }
            Some(other) => {
                problems.add(&self.path(key), format!("is {}; a list is expected", kind_of(other)));
                &[]
            }
        }
    }
}

/// A value's JSON type with its article, for sentences.
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a yes or no",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn names(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}
