//! Form fields, which are all text, turned into the JSON that the same answers would be.

use serde_json::{Map, Value, json};

use super::answer::{Answer, Answers, Chosen, OTHER};
use crate::{
    Path, Problems,
    survey::{Question, QuestionKind, Survey},
};

/// How many fields of one form are read.
const MAX_FIELDS: usize = 10_000;

pub(super) fn read<'a>(
    survey: &Survey,
    fields: impl Iterator<Item = (&'a str, &'a str)>,
    problems: &mut Problems,
) -> Map<String, Value> {
    let mut given: Map<String, Value> = Map::new();
    let mut words: Vec<(&Question, &str)> = Vec::new();
    for (count, (name, text)) in fields.enumerate() {
        if count == MAX_FIELDS {
            problems.add(&Path::root(), format!("the form has more than {MAX_FIELDS} fields"));
            break;
        }
        if name.starts_with('_') {
            continue;
        }
        if let Some(question) = survey.question(name) {
            add(&mut given, question, text, problems);
        } else if let Some(question) = name.strip_suffix(".other").and_then(|key| survey.question(key))
            && matches!(&question.kind, QuestionKind::Choice(choice) if choice.other.is_some())
        {
            words.push((question, text));
        } else {
            problems.add(&Path::root().key(name), "the survey has no such question");
        }
    }
    for (question, text) in words {
        put_words(&mut given, question, text);
    }
    given
}

impl Answers {
    /// The form fields that say the same as these answers, read back by [`Answers::check_form`]: what a page carries along
    /// or shows as chosen.
    ///
    /// ```
    /// use survey_core::response::Answers;
    ///
    /// let answers: Answers = serde_json::from_str(r#"{"reasons": ["late", {"other": "rain"}], "score": 3}"#).unwrap();
    /// let fields = answers.fields();
    /// let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    /// assert_eq!(fields, [("reasons", "late"), ("reasons", "other"), ("reasons.other", "rain"), ("score", "3")]);
    /// ```
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for (key, answer) in self {
            let mut push = |value: &str| fields.push((key.to_owned(), value.to_owned()));
            let words = match answer {
                Answer::Number(number) => {
                    push(&number.to_string());
                    None
                }
                Answer::Flag(flag) => {
                    push(if *flag { "yes" } else { "no" });
                    None
                }
                Answer::Text(text) => {
                    push(text);
                    None
                }
                Answer::Other { other } => {
                    push(OTHER);
                    Some(other)
                }
                Answer::Many(many) => {
                    for chosen in many {
                        push(chosen.key());
                    }
                    many.iter().find_map(|chosen| match chosen {
                        Chosen::Other { other } => Some(other),
                        Chosen::Option(_) => None,
                    })
                }
            };
            fields.extend(words.map(|words| (format!("{key}.{OTHER}"), words.clone())));
        }
        fields
    }
}

fn add(given: &mut Map<String, Value>, question: &Question, text: &str, problems: &mut Problems) {
    if text.trim().is_empty() {
        return;
    }
    let value = value(&question.kind, text);
    let many = matches!(&question.kind, QuestionKind::Choice(choice) if choice.many);
    match given.get_mut(&question.key) {
        Some(Value::Array(list)) if many => list.push(value),
        None if many => {
            given.insert(question.key.clone(), json!([value]));
        }
        None => {
            given.insert(question.key.clone(), value);
        }
        Some(earlier) if *earlier == value => {}
        Some(_) => problems.add(&Path::root().key(&question.key), "was sent with two different answers; send one"),
    }
}

fn value(kind: &QuestionKind, text: &str) -> Value {
    match kind {
        QuestionKind::Text(_) => Value::from(text),
        QuestionKind::Choice(_) => Value::from(text.trim()),
        QuestionKind::YesNo | QuestionKind::Consent(_) => match text.trim() {
            "yes" | "true" | "on" => Value::Bool(true),
            "no" | "false" | "off" => Value::Bool(false),
            other => Value::from(other),
        },
        _ => text.trim().parse::<i64>().map_or_else(|_| Value::from(text.trim()), Value::from),
    }
}

/// Words typed beside "other" count when "other" was chosen, or when nothing was: whoever writes there means it.
fn put_words(given: &mut Map<String, Value>, question: &Question, text: &str) {
    let words = text.trim();
    let chosen = given.get_mut(&question.key);
    match chosen {
        Some(Value::Array(list)) => {
            if let Some(other) = list.iter_mut().find(|value| value.as_str() == Some("other")) {
                *other = json!({"other": words});
            } else if !words.is_empty() {
                list.push(json!({"other": words}));
            }
        }
        Some(value) if value.as_str() == Some("other") => *value = json!({"other": words}),
        None if !words.is_empty() => {
            given.insert(question.key.clone(), json!({"other": words}));
        }
        _ => {}
    }
}
