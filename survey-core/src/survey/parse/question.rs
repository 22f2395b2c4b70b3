//! Reading one question of a definition.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::{Object, Reader};
use crate::{
    Path,
    survey::{
        Choice, ChoiceOption, Ends, FreeText, MAX_LENGTH, MAX_OPTIONS, MAX_POINTS, Question, QuestionKind, Scale,
    },
};

const COMMON: [&str; 7] = ["key", "type", "text", "help", "section", "required", "show_if"];
const TYPES: &str = "nps, csat, ces, stars, smileys, scale, choice, text, yes_no, consent";

impl Reader<'_> {
    /// A question without its `show_if`, which can only be read when the questions before it are known.
    pub(super) fn question(&mut self, value: &Value, path: &Path<'_>) -> Option<Question> {
        let Some(name) = value.get("type").and_then(Value::as_str) else {
            let place = if value.is_object() { path.key("type") } else { *path };
            return self.refuse(&place, &format!("must be a question whose `type` is one of {TYPES}"));
        };
        let own: &[&str] = match name {
            "nps" | "csat" | "ces" | "stars" | "smileys" => &["low", "high"],
            "scale" => &["low", "high", "min", "max", "labels"],
            "choice" => &["options", "many", "other", "min_choices", "max_choices"],
            "text" => &["min_length", "max_length", "single_line"],
            "yes_no" | "consent" => &[],
            _ => return self.refuse(&path.key("type"), &format!("is not a type of question; the types are {TYPES}")),
        };
        let object = self.object(value, &[COMMON.as_slice(), own].concat(), path)?;
        let key = self.key(object, path);
        let kind = self.kind(name, object, path);
        let text = self.needed_text(object, "text", path);
        let help = self.text(object, "help", path);
        let section = Self::field(object, "section");
        if section.is_some_and(|section| !section.is_string()) {
            self.problems.add(&path.key("section"), "must be the key of a section");
        }
        let section = section.and_then(Value::as_str).map(str::to_owned);
        let required = self.flag(object, "required", path);
        Some(Question { key: key?, kind: kind?, text: text?, help, section, required, show_if: None })
    }

    fn kind(&mut self, name: &str, object: &Object, path: &Path<'_>) -> Option<QuestionKind> {
        Some(match name {
            "nps" => QuestionKind::Nps(self.ends(object, path)),
            "csat" => QuestionKind::Csat(self.ends(object, path)),
            "ces" => QuestionKind::Ces(self.ends(object, path)),
            "stars" => QuestionKind::Stars(self.ends(object, path)),
            "smileys" => QuestionKind::Smileys(self.ends(object, path)),
            "scale" => QuestionKind::Scale(self.scale(object, path)?),
            "choice" => QuestionKind::Choice(self.choice(object, path)?),
            "text" => QuestionKind::Text(self.free_text(object, path)),
            "yes_no" => QuestionKind::YesNo,
            _ => QuestionKind::Consent,
        })
    }

    fn ends(&mut self, object: &Object, path: &Path<'_>) -> Ends {
        Ends { low: self.text(object, "low", path), high: self.text(object, "high", path) }
    }

    fn scale(&mut self, object: &Object, path: &Path<'_>) -> Option<Scale> {
        let ends = self.ends(object, path);
        let min = self.needed_integer(object, "min", path);
        let max = self.needed_integer(object, "max", path);
        let (min, max) = (min?, max?);
        if min >= max {
            return self.refuse(&path.key("max"), &format!("must be greater than `min`, which is {min}"));
        }
        if max.abs_diff(min) >= MAX_POINTS {
            let message = format!("makes a scale from {min} to {max}; at most {MAX_POINTS} values are possible");
            return self.refuse(&path.key("max"), &message);
        }
        let labels = self.labels(object, min, max, path);
        Some(Scale { min, max, ends, labels })
    }

    fn needed_integer(&mut self, object: &Object, name: &str, path: &Path<'_>) -> Option<i64> {
        if Self::field(object, name).is_some() {
            self.integer(object, name, &(-1_000_000..=1_000_000), path)
        } else {
            self.refuse(&path.key(name), "is missing")
        }
    }

    fn labels(&mut self, object: &Object, min: i64, max: i64, path: &Path<'_>) -> BTreeMap<i64, crate::survey::Text> {
        let path = &path.key("labels");
        let mut labels = BTreeMap::new();
        match Self::field(object, "labels") {
            None => {}
            Some(Value::Object(texts)) => {
                for (value, text) in texts {
                    let path = &path.key(value);
                    // "01" and "+1" would not come back as they were written.
                    let number = value.parse().ok().filter(|number: &i64| number.to_string() == *value);
                    match number.filter(|number| (min..=max).contains(number)) {
                        Some(number) => labels.extend(self.text_value(text, path).map(|text| (number, text))),
                        None => self.problems.add(path, format!("is not a value of the scale, {min} to {max}")),
                    }
                }
            }
            Some(_) => self.problems.add(path, "must be an object from values to texts, such as {\"1\": \"never\"}"),
        }
        labels
    }

    fn choice(&mut self, object: &Object, path: &Path<'_>) -> Option<Choice> {
        let many = self.flag(object, "many", path);
        let other = self.text(object, "other", path);
        let list = self.list(object, "options", MAX_OPTIONS, path);
        let options_path = &path.key("options");
        let has_other = Self::field(object, "other").is_some();
        if list.is_empty()
            && Self::field(object, "options").is_none_or(|value| value.as_array().is_some_and(Vec::is_empty))
        {
            self.problems.add(options_path, "must list what can be chosen");
        }
        let read: Vec<_> = list
            .iter()
            .enumerate()
            .map(|(index, value)| self.option(value, has_other, &options_path.index(index)))
            .collect();
        let options: Vec<ChoiceOption> = read.into_iter().collect::<Option<_>>()?;
        for (index, option) in options.iter().enumerate() {
            if options.iter().take(index).any(|earlier| earlier.key == option.key) {
                let message = format!("`{}` is used twice; give each option its own key", option.key);
                self.problems.add(&options_path.index(index).key("key"), message);
            }
        }
        let count = options.len() + usize::from(has_other);
        let min_choices = self.choices(object, "min_choices", many, count, path);
        let max_choices = self.choices(object, "max_choices", many, count, path);
        if let (Some(min), Some(max)) = (min_choices, max_choices)
            && min > max
        {
            self.problems.add(&path.key("min_choices"), format!("must not be above `max_choices`, which is {max}"));
        }
        Some(Choice { options, many, other, min_choices, max_choices })
    }

    fn choices(&mut self, object: &Object, name: &str, many: bool, count: usize, path: &Path<'_>) -> Option<usize> {
        if Self::field(object, name).is_some() && !many {
            return self.refuse(&path.key(name), "only makes sense where several may be chosen; set `many` to true");
        }
        let count = i64::try_from(count).ok()?.max(1);
        self.integer(object, name, &(1..=count), path).and_then(|number| usize::try_from(number).ok())
    }

    fn option(&mut self, value: &Value, has_other: bool, path: &Path<'_>) -> Option<ChoiceOption> {
        let object = self.object(value, &["key", "text", "retired"], path)?;
        let key = self.key(object, path);
        if has_other && key.as_deref() == Some("other") {
            self.problems.add(&path.key("key"), "`other` already names the field for the respondent's own words");
        }
        let text = self.needed_text(object, "text", path);
        let retired = self.flag(object, "retired", path);
        Some(ChoiceOption { key: key?, text: text?, retired })
    }

    fn free_text(&mut self, object: &Object, path: &Path<'_>) -> FreeText {
        let single_line = self.flag(object, "single_line", path);
        let mut length = |name| {
            let limit = i64::try_from(MAX_LENGTH).unwrap_or(i64::MAX);
            self.integer(object, name, &(1..=limit), path).and_then(|number| usize::try_from(number).ok())
        };
        let text = FreeText { min_length: length("min_length"), max_length: length("max_length"), single_line };
        if text.min_length.is_some_and(|min| min > text.max_length()) {
            let message = format!("must not be above the greatest length, which is {}", text.max_length());
            self.problems.add(&path.key("min_length"), message);
        }
        text
    }
}
