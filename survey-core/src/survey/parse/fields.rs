//! Reading single fields of a definition, each with its problem when it is not what it should be.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use serde_json::{Map, Value};

use crate::{
    Path, Problems,
    problem::clip,
    survey::{
        MAX_LANGUAGES, MAX_TEXT, Text,
        pipe::{Part, parts},
        text::is_language_tag,
    },
};

/// The longest key, in bytes (keys are ASCII).
const MAX_KEY: usize = 64;

/// Reads a definition; knows what texts are checked against and gathers the problems.
pub(super) struct Reader<'p> {
    pub(super) problems: &'p mut Problems,
    /// The survey's own language, empty while unknown.
    pub(super) language: String,
    /// The properties that texts and conditions may name.
    pub(super) declared: BTreeSet<String>,
}

pub(super) type Object = Map<String, Value>;

impl Reader<'_> {
    /// The value as an object whose fields all are among `known`.
    pub(super) fn object<'v>(&mut self, value: &'v Value, known: &[&str], path: &Path<'_>) -> Option<&'v Object> {
        let Some(object) = value.as_object() else {
            self.problems.add(path, format!("must be fields in braces {{ }}: {}", known.join(", ")));
            return None;
        };
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            self.problems.add(&path.key(key), format!("is not known here; the fields are {}", known.join(", ")));
        }
        Some(object)
    }

    /// The value under `name`; null is the same as nothing, because many programs write it so.
    pub(super) fn field<'v>(object: &'v Object, name: &str) -> Option<&'v Value> {
        object.get(name).filter(|value| !value.is_null())
    }

    /// The list under `name`, with at most `limit` elements; an absent one is empty.
    pub(super) fn list<'v>(&mut self, object: &'v Object, name: &str, limit: usize, path: &Path<'_>) -> &'v [Value] {
        match Self::field(object, name) {
            None => &[],
            Some(Value::Array(list)) if list.len() <= limit => list,
            Some(Value::Array(list)) => {
                self.problems.add(&path.key(name), format!("has {} elements; the limit is {limit}", list.len()));
                &[]
            }
            Some(_) => {
                self.problems.add(&path.key(name), "must be a list in brackets [ ]");
                &[]
            }
        }
    }

    /// A string that must be there, is not blank and has at most `limit` characters, none of them a control character.
    pub(super) fn string(&mut self, object: &Object, name: &str, limit: usize, path: &Path<'_>) -> Option<String> {
        let path = &path.key(name);
        match Self::field(object, name) {
            None => self.refuse(path, "is missing"),
            Some(Value::String(text)) => {
                let text = self.sound(text, limit, path)?;
                if text.chars().any(char::is_control) {
                    return self.refuse(path, "must be one line without control characters");
                }
                Some(text)
            }
            Some(_) => self.refuse(path, "must be a text"),
        }
    }

    /// A key: what answers, rules and reports call a thing.
    pub(super) fn key(&mut self, object: &Object, path: &Path<'_>) -> Option<String> {
        let key = self.string(object, "key", MAX_KEY, path)?;
        let sound = key.starts_with(|first: char| first.is_ascii_lowercase())
            && key.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || "_-".contains(char));
        if !sound {
            let message = format!(
                "`{}` cannot be a key; use small Latin letters, digits, `_` and `-`, and begin with a letter",
                clip(&key)
            );
            return self.refuse(&path.key("key"), &message);
        }
        Some(key)
    }

    /// True or false; false where absent.
    pub(super) fn flag(&mut self, object: &Object, name: &str, path: &Path<'_>) -> bool {
        match Self::field(object, name) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.problems.add(&path.key(name), "must be true or false");
                false
            }
        }
    }

    /// A whole number within a range, if there is one.
    pub(super) fn integer(
        &mut self,
        object: &Object,
        name: &str,
        range: &RangeInclusive<i64>,
        path: &Path<'_>,
    ) -> Option<i64> {
        let value = Self::field(object, name)?;
        let number = value.as_i64().filter(|number| range.contains(number));
        if number.is_none() {
            let message = format!("must be a whole number from {} to {}", range.start(), range.end());
            self.problems.add(&path.key(name), message);
        }
        number
    }

    /// A text for respondents, if there is one.
    pub(super) fn text(&mut self, object: &Object, name: &str, path: &Path<'_>) -> Option<Text> {
        let value = Self::field(object, name)?;
        self.text_value(value, &path.key(name))
    }

    /// A text for respondents that must be there.
    pub(super) fn needed_text(&mut self, object: &Object, name: &str, path: &Path<'_>) -> Option<Text> {
        if Self::field(object, name).is_some() {
            self.text(object, name, path)
        } else {
            self.refuse(&path.key(name), "is missing")
        }
    }

    pub(super) fn text_value(&mut self, value: &Value, path: &Path<'_>) -> Option<Text> {
        match value {
            Value::String(text) => self.translation(text, path).map(Text::Plain),
            Value::Object(texts) if (1..=MAX_LANGUAGES).contains(&texts.len()) => self.translations(texts, path),
            Value::Object(texts) => {
                let message = format!("has {} languages; between 1 and {MAX_LANGUAGES} are possible", texts.len());
                self.refuse(path, &message)
            }
            _ => self.refuse(path, "must be a text, or a text per language such as {\"en\": \"Thanks\"}"),
        }
    }

    fn translations(&mut self, texts: &Object, path: &Path<'_>) -> Option<Text> {
        let mut read = BTreeMap::new();
        for (tag, value) in texts {
            let path = &path.key(tag);
            if !is_language_tag(tag) {
                self.problems.add(path, "is not a language tag such as en, ru or pt-BR");
            } else if let Some(text) = value.as_str() {
                read.extend(self.translation(text, path).map(|text| (tag.clone(), text)));
            } else {
                self.problems.add(path, "must be a text");
            }
        }
        let own = self.language.as_str();
        if !own.is_empty() && !texts.keys().any(|tag| tag.eq_ignore_ascii_case(own)) {
            let message = format!("has no text in the survey's own language, `{own}`");
            return self.refuse(path, &message);
        }
        (read.len() == texts.len()).then_some(Text::Translated(read))
    }

    fn translation(&mut self, text: &str, path: &Path<'_>) -> Option<String> {
        let text = self.sound(text, MAX_TEXT, path)?;
        if text.chars().any(|char| char.is_control() && char != '\n') {
            return self.refuse(path, "holds control characters; only line breaks are possible");
        }
        let before = self.problems.len();
        for part in parts(&text) {
            match part {
                Part::Literal(_) => {}
                Part::Unclosed(_) => self.problems.add(path, "has `{{` without `}}` after it"),
                Part::Placeholder { name, .. } => {
                    if !self.declared.contains(name) {
                        let message =
                            format!("uses `{{{{{}}}}}`, which `properties` does not declare; add it there", clip(name));
                        self.problems.add(path, message);
                    }
                }
            }
        }
        (self.problems.len() == before).then_some(text)
    }

    fn sound(&mut self, text: &str, limit: usize, path: &Path<'_>) -> Option<String> {
        if text.trim().is_empty() {
            return self.refuse(path, "must not be empty");
        }
        let length = text.chars().count();
        if length > limit {
            return self.refuse(path, &format!("has {length} characters; the limit is {limit}"));
        }
        Some(text.to_owned())
    }

    pub(super) fn refuse<T>(&mut self, path: &Path<'_>, message: &str) -> Option<T> {
        self.problems.add(path, message);
        None
    }
}
