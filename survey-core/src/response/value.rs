//! One answer checked against its question.

use serde_json::Value;

use super::answer::{Answer, Chosen};
use crate::{
    Path, Problems,
    problem::clip,
    survey::{Choice, FreeText, Question, QuestionKind},
};

/// The longest words for "other", in characters.
const MAX_OTHER: usize = 500;

/// The answer that `value` is to a question; `None` without a problem where nothing was answered (null, a blank text, an
/// empty list).
pub(super) fn answer(question: &Question, value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Answer> {
    if value.is_null() {
        return None;
    }
    match &question.kind {
        QuestionKind::Text(limits) => free_text(limits, value, path, problems),
        QuestionKind::Choice(choice) if choice.many => many(choice, value, path, problems),
        QuestionKind::Choice(choice) => one(choice, value, path, problems),
        QuestionKind::YesNo | QuestionKind::Consent(_) => match value.as_bool() {
            Some(flag) => Some(Answer::Flag(flag)),
            None => refuse(path, problems, &format!("must be true or false, not {}", shown(value))),
        },
        kind => {
            let scale = kind.scale().unwrap_or(0..=0);
            if let Some(number) = value.as_i64().filter(|number| scale.contains(number)) {
                return Some(Answer::Number(number));
            }
            let (low, high) = (scale.start(), scale.end());
            refuse(path, problems, &format!("must be a whole number from {low} to {high}, not {}", shown(value)))
        }
    }
}

fn free_text(limits: &FreeText, value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Answer> {
    let Some(text) = value.as_str() else {
        return refuse(path, problems, &format!("must be a text, not {}", shown(value)));
    };
    let text = clean(text, limits.single_line);
    if text.is_empty() {
        return None;
    }
    let (length, max) = (text.chars().count(), limits.max_length());
    if length > max {
        return refuse(path, problems, &format!("has {length} characters; at most {max} fit"));
    }
    match limits.min_length {
        Some(min) if length < min => {
            refuse(path, problems, &format!("has {length} characters; please write at least {min}"))
        }
        _ => Some(Answer::Text(text)),
    }
}

/// Trimmed, with `\n` for every line break and without other control characters but tabs: a telephone that slips one in
/// must not cost us the answer, and no database or log should meet one.
fn clean(text: &str, single_line: bool) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = text.chars().filter_map(|char| match char {
        '\n' | '\t' if single_line => Some(' '),
        '\n' | '\t' => Some(char),
        _ => (!char.is_control()).then_some(char),
    });
    kept.collect::<String>().trim().to_owned()
}

fn one(choice: &Choice, value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Answer> {
    if value.as_str().is_some_and(str::is_empty) {
        return None;
    }
    Some(match chosen(choice, value, path, problems)? {
        Chosen::Option(key) => Answer::Text(key),
        Chosen::Other { other } => Answer::Other { other },
    })
}

fn many(choice: &Choice, value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Answer> {
    let before = problems.len();
    let read: Vec<Chosen> = match value {
        // More elements than options can only be repetitions; they are not worth reading.
        Value::Array(list) if list.len() > 4 * (choice.options.len() + 1) => {
            return refuse(path, problems, &format!("has {} elements, more than there are options", list.len()));
        }
        Value::Array(list) => list
            .iter()
            .enumerate()
            .filter_map(|(index, value)| chosen(choice, value, &path.index(index), problems))
            .collect(),
        single => chosen(choice, single, path, problems).into_iter().collect(),
    };
    if read.is_empty() || problems.len() > before {
        return None;
    }
    let options = choice.options.iter().map(|option| option.key.as_str()).chain(["other"]);
    let ordered: Vec<_> = options.filter_map(|key| read.iter().find(|chosen| chosen.key() == key)).cloned().collect();
    let count = ordered.len();
    match (choice.min_choices, choice.max_choices) {
        (Some(min), _) if count < min => {
            refuse(path, problems, &format!("has {count} chosen; please choose at least {min}"))
        }
        (_, Some(max)) if count > max => {
            refuse(path, problems, &format!("has {count} chosen; at most {max} are possible"))
        }
        _ => Some(Answer::Many(ordered)),
    }
}

fn chosen(choice: &Choice, value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Chosen> {
    let words = match value {
        Value::String(key) if choice.options.iter().any(|option| option.key == *key) => {
            return Some(Chosen::Option(key.clone()));
        }
        Value::String(key) if key == "other" => Some(""),
        Value::Object(object) if object.len() == 1 => object.get("other").and_then(Value::as_str),
        _ => None,
    };
    let Some(words) = words.filter(|_| choice.other.is_some()) else {
        let mut options: Vec<_> = choice.options.iter().map(|option| option.key.as_str()).collect();
        options.extend(choice.other.is_some().then_some("{\"other\": \"own words\"}"));
        let options = options.join(", ");
        return refuse(path, problems, &format!("must be one of {}, not {}", clip(&options), shown(value)));
    };
    let other = clean(words, true);
    let length = other.chars().count();
    if length > MAX_OTHER {
        return refuse(path, problems, &format!("has {length} characters; at most {MAX_OTHER} fit"));
    }
    Some(Chosen::Other { other })
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("the text \"{}\"", clip(text).escape_debug()),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => other.to_string(),
    }
}

fn refuse<T>(path: &Path<'_>, problems: &mut Problems, message: &str) -> Option<T> {
    problems.add(path, message);
    None
}
