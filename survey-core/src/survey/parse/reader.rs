//! Reading what only definitions have: keys, and texts with their translations and placeholders.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use serde_json::{Map, Value};

use crate::{
    Path, Problems,
    fields::Fields,
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

impl Reader<'_> {
    /// A string that must be there, is not blank and has at most `limit` characters, none of them a control character.
    pub(super) fn string(&mut self, fields: &Fields<'_>, name: &str, limit: usize) -> Option<String> {
        let path = &fields.path(name);
        match fields.get(name) {
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
    pub(super) fn key(&mut self, fields: &Fields<'_>) -> Option<String> {
        let key = self.string(fields, "key", MAX_KEY)?;
        let sound = key.starts_with(|first: char| first.is_ascii_lowercase())
            && key.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || "_-".contains(char));
        if !sound {
            let message = format!(
                "`{}` cannot be a key; use small Latin letters, digits, `_` and `-`, and begin with a letter",
                clip(&key)
            );
            return self.refuse(&fields.path("key"), &message);
        }
        Some(key)
    }

    /// A whole number within a range, if there is one.
    pub(super) fn integer(&mut self, fields: &Fields<'_>, name: &str, range: &RangeInclusive<i64>) -> Option<i64> {
        let number = fields.get(name)?.as_i64().filter(|number| range.contains(number));
        if number.is_none() {
            let message = format!("must be a whole number from {} to {}", range.start(), range.end());
            self.problems.add(&fields.path(name), message);
        }
        number
    }

    /// A text for respondents, if there is one.
    pub(super) fn text(&mut self, fields: &Fields<'_>, name: &str) -> Option<Text> {
        self.text_value(fields.get(name)?, &fields.path(name))
    }

    /// A text for respondents that must be there.
    pub(super) fn needed_text(&mut self, fields: &Fields<'_>, name: &str) -> Option<Text> {
        match fields.get(name) {
            Some(value) => self.text_value(value, &fields.path(name)),
            None => self.refuse(&fields.path(name), "is missing"),
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

    fn translations(&mut self, texts: &Map<String, Value>, path: &Path<'_>) -> Option<Text> {
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
