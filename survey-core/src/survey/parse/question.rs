//! Reading one question of a definition.

use std::collections::BTreeMap;

use serde_json::Value;

use super::reader::Reader;
use crate::{
    Path,
    fields::Fields,
    survey::{
        Choice, ChoiceOption, Consent, Ends, FreeText, MAX_LENGTH, MAX_OPTIONS, MAX_POINTS, Publish, Question,
        QuestionKind, Scale,
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
            "yes_no" => &[],
            "consent" => &["publish"],
            _ => {
                return self.refuse(&path.key("type"), &format!("is not a type of question; the types are {TYPES}"));
            }
        };
        let fields = &Fields::of(value, path, &[COMMON.as_slice(), own].concat(), self.problems)?;
        let key = self.key(fields);
        let kind = self.kind(name, fields);
        let text = self.needed_text(fields, "text");
        let help = self.text(fields, "help");
        let section = fields.get("section");
        if section.is_some_and(|section| !section.is_string()) {
            self.problems.add(&fields.path("section"), "must be the key of a section");
        }
        let section = section.and_then(Value::as_str).map(str::to_owned);
        let required = fields.flag("required", false, self.problems);
        Some(Question { key: key?, kind: kind?, text: text?, help, section, required, show_if: None })
    }

    fn kind(&mut self, name: &str, fields: &Fields<'_>) -> Option<QuestionKind> {
        Some(match name {
            "nps" => QuestionKind::Nps(self.ends(fields)),
            "csat" => QuestionKind::Csat(self.ends(fields)),
            "ces" => QuestionKind::Ces(self.ends(fields)),
            "stars" => QuestionKind::Stars(self.ends(fields)),
            "smileys" => QuestionKind::Smileys(self.ends(fields)),
            "scale" => QuestionKind::Scale(self.scale(fields)?),
            "choice" => QuestionKind::Choice(self.choice(fields)?),
            "text" => QuestionKind::Text(self.free_text(fields)),
            "yes_no" => QuestionKind::YesNo,
            _ => QuestionKind::Consent(self.consent(fields)),
        })
    }

    fn ends(&mut self, fields: &Fields<'_>) -> Ends {
        Ends { low: self.text(fields, "low"), high: self.text(fields, "high") }
    }

    fn consent(&mut self, fields: &Fields<'_>) -> Consent {
        let given = fields.get("publish");
        let publish = Publish::ALL.into_iter().find(|publish| given.and_then(Value::as_str) == Some(publish.word()));
        if given.is_some() && publish.is_none() {
            self.problems.add(&fields.path("publish"), "must be `words` or `first_name`");
        }
        Consent { publish }
    }

    fn scale(&mut self, fields: &Fields<'_>) -> Option<Scale> {
        let ends = self.ends(fields);
        let min = self.needed_integer(fields, "min");
        let max = self.needed_integer(fields, "max");
        let (min, max) = (min?, max?);
        if min >= max {
            return self.refuse(&fields.path("max"), &format!("must be greater than `min`, which is {min}"));
        }
        if max.abs_diff(min) >= MAX_POINTS {
            let message = format!("makes a scale from {min} to {max}; at most {MAX_POINTS} values are possible");
            return self.refuse(&fields.path("max"), &message);
        }
        let labels = self.labels(fields, min, max);
        Some(Scale { min, max, ends, labels })
    }

    fn needed_integer(&mut self, fields: &Fields<'_>, name: &str) -> Option<i64> {
        if fields.get(name).is_some() {
            self.integer(fields, name, &(-1_000_000..=1_000_000))
        } else {
            self.refuse(&fields.path(name), "is missing")
        }
    }

    fn labels(&mut self, fields: &Fields<'_>, min: i64, max: i64) -> BTreeMap<i64, crate::survey::Text> {
        let path = &fields.path("labels");
        let mut labels = BTreeMap::new();
        match fields.get("labels") {
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

    fn choice(&mut self, fields: &Fields<'_>) -> Option<Choice> {
        let many = fields.flag("many", false, self.problems);
        let other = self.text(fields, "other");
        let list = fields.list("options", MAX_OPTIONS, self.problems);
        let options_path = &fields.path("options");
        let has_other = fields.get("other").is_some();
        if list.is_empty() && fields.get("options").is_none_or(|value| value.as_array().is_some_and(Vec::is_empty)) {
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
        let min_choices = self.choices(fields, "min_choices", many, count);
        let max_choices = self.choices(fields, "max_choices", many, count);
        if let (Some(min), Some(max)) = (min_choices, max_choices)
            && min > max
        {
            self.problems.add(&fields.path("min_choices"), format!("must not be above `max_choices`, which is {max}"));
        }
        Some(Choice { options, many, other, min_choices, max_choices })
    }

    fn choices(&mut self, fields: &Fields<'_>, name: &str, many: bool, count: usize) -> Option<usize> {
        if fields.get(name).is_some() && !many {
            return self.refuse(&fields.path(name), "only makes sense where several may be chosen; set `many` to true");
        }
        let count = i64::try_from(count).ok()?.max(1);
        self.integer(fields, name, &(1..=count)).and_then(|number| usize::try_from(number).ok())
    }

    fn option(&mut self, value: &Value, has_other: bool, path: &Path<'_>) -> Option<ChoiceOption> {
        let fields = &Fields::of(value, path, &["key", "text", "retired"], self.problems)?;
        let key = self.key(fields);
        if has_other && key.as_deref() == Some("other") {
            self.problems.add(&fields.path("key"), "`other` already names the field for the respondent's own words");
        }
        let text = self.needed_text(fields, "text");
        let retired = fields.flag("retired", false, self.problems);
        Some(ChoiceOption { key: key?, text: text?, retired })
    }

    fn free_text(&mut self, fields: &Fields<'_>) -> FreeText {
        let single_line = fields.flag("single_line", false, self.problems);
        let mut length = |name| {
            let limit = i64::try_from(MAX_LENGTH).unwrap_or(i64::MAX);
            self.integer(fields, name, &(1..=limit)).and_then(|number| usize::try_from(number).ok())
        };
        let text = FreeText { min_length: length("min_length"), max_length: length("max_length"), single_line };
        if text.min_length.is_some_and(|min| min > text.max_length()) {
            let message = format!("must not be above the greatest length, which is {}", text.max_length());
            self.problems.add(&fields.path("min_length"), message);
        }
        text
    }
}
