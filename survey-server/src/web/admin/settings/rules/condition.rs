//! The condition of a rule as rows of a form, and back. What is nested deeper than rows can say is shown as JSON.

use serde::Serialize;
use serde_json::{Value, json};
use survey_core::recovery::Known;

use super::Choice;
use crate::web::admin::form::Form;

/// Comparisons that a row offers. `missing` is `exists` with `false`.
const WORDS: [&str; 10] =
    ["is", "is_not", "one_of", "none_of", "at_least", "at_most", "between", "contains", "exists", "missing"];
/// Most rows that a form is read for.
const MAX_ROWS: usize = 20;

/// What a condition can look at, beside what the product itself knows.
#[derive(Clone, Debug, Default)]
pub struct Offered {
    /// Keys of questions, and whether the answer is a number.
    pub questions: Vec<(String, bool)>,
}

/// The condition, as the page shows it.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// Whether any of the rows is enough.
    any: bool,
    rows: Vec<Row>,
    /// The condition, where it is more than rows can say.
    json: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    at: usize,
    number: usize,
    facts: Vec<Choice>,
    answers: Vec<Choice>,
    /// `property` and `promise`, which want a name.
    named: Vec<Choice>,
    name: String,
    words: Vec<Choice>,
    value: String,
}

/// A row without its choices.
#[derive(Clone, Debug, PartialEq)]
struct Leaf {
    subject: String,
    name: String,
    word: &'static str,
    value: String,
}

impl Shown {
    /// The condition of a rule's document. `more` adds an empty row.
    pub fn of(when: Option<&Value>, offered: &Offered, more: bool) -> Self {
        let when = when.filter(|when| !when.is_null());
        let rows = when.map_or(Some((false, Vec::new())), rows);
        let Some((any, leaves)) = rows else {
            let json = when.map(|when| match when {
                Value::String(typed) => typed.clone(),
                when => serde_json::to_string_pretty(when).unwrap_or_default(),
            });
            return Shown { any: false, rows: Vec::new(), json };
        };
        let empty = Leaf { subject: "fact:score".into(), name: String::new(), word: "at_most", value: String::new() };
        let leaves = leaves.into_iter().chain(more.then_some(empty));
        Shown { any, rows: leaves.enumerate().map(|(at, leaf)| leaf.shown(at, offered)).collect(), json: None }
    }
}

impl Leaf {
    fn shown(self, at: usize, offered: &Offered) -> Row {
        let choice = |key: String, name: &str| Choice { selected: key == self.subject, key, name: name.to_owned() };
        let mut answers: Vec<Choice> =
            offered.questions.iter().map(|(key, _)| choice(format!("answer:{key}"), key)).collect();
        // A question that is gone is shown, so that the page can say so.
        if let Some(key) = self.subject.strip_prefix("answer:")
            && !answers.iter().any(|answer| answer.selected)
        {
            answers.push(choice(self.subject.clone(), key));
        }
        let word = |word: &str| Choice { key: word.to_owned(), name: word.to_owned(), selected: word == self.word };
        Row {
            at,
            number: at + 1,
            facts: Known::ALL.iter().map(|fact| choice(format!("fact:{}", fact.name()), fact.name())).collect(),
            answers,
            named: ["property", "promise"].map(|word| choice(word.to_owned(), word)).into(),
            name: self.name.clone(),
            words: WORDS.map(word).into(),
            value: self.value.clone(),
        }
    }
}

/// The rows of a condition: one comparison, or several of which all or any must hold. None where it is more than that.
fn rows(when: &Value) -> Option<(bool, Vec<Leaf>)> {
    let list = |list: &Value| list.as_array()?.iter().map(leaf).collect::<Option<Vec<Leaf>>>();
    match (when.get("all"), when.get("any")) {
        (Some(all), None) => Some((false, list(all)?)),
        (None, Some(any)) => Some((true, list(any)?)),
        _ => leaf(when).map(|leaf| (false, vec![leaf])),
    }
}

fn leaf(when: &Value) -> Option<Leaf> {
    let object = when.as_object().filter(|object| object.len() == 2)?;
    let (subject, name) = ["answer", "fact", "property", "promise"]
        .into_iter()
        .find_map(|kind| Some((kind, object.get(kind)?.as_str()?)))
        .map(|(kind, name)| match kind {
            "answer" | "fact" => (format!("{kind}:{name}"), String::new()),
            kind => (kind.to_owned(), name.to_owned()),
        })?;
    if object.get("exists") == Some(&Value::Bool(false)) {
        return Some(Leaf { subject, name, word: "missing", value: String::new() });
    }
    let word = WORDS.into_iter().find(|word| object.contains_key(*word))?;
    let single = |value: &Value| match value {
        Value::String(text) if !text.contains(',') => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    let value = match object.get(word)? {
        Value::Bool(true) if word == "exists" => String::new(),
        Value::Array(list) => list.iter().map(single).collect::<Option<Vec<String>>>()?.join(", "),
        Value::String(text) => text.clone(),
        one => single(one)?,
    };
    Some(Leaf { subject, name, word, value })
}

/// Reads the condition of a form, without the row that is to be removed; none: every answer.
pub fn read(form: &Form, offered: &Offered, removed: Option<usize>) -> Option<Value> {
    let typed = form.text("when");
    if !typed.is_empty() {
        // What is no JSON is kept as it was typed, and is told to be no condition.
        return Some(serde_json::from_str(&typed).unwrap_or(Value::String(typed)));
    }
    let mut rows: Vec<Value> =
        (0..MAX_ROWS).filter(|at| Some(*at) != removed).filter_map(|at| read_row(form, offered, at)).collect();
    match (rows.len(), form.text("join") == "any") {
        (0, _) => None,
        (1, _) => rows.pop(),
        (_, true) => Some(json!({ "any": rows })),
        (_, false) => Some(json!({ "all": rows })),
    }
}

fn read_row(form: &Form, offered: &Offered, at: usize) -> Option<Value> {
    let field = |name: &str| form.text(&format!("{name}-{at}"));
    let subject = field("subject");
    if subject.is_empty() {
        return None;
    }
    let (kind, name) = match subject.split_once(':') {
        Some((kind, name)) => (kind.to_owned(), name.to_owned()),
        None => (subject, field("name")),
    };
    let word = WORDS.into_iter().find(|word| *word == field("word")).unwrap_or("is");
    let number = kind == "promise"
        || (kind == "fact" && ["score", "previous_score", "change", "silence_days"].contains(&name.as_str()))
        || (kind == "answer" && offered.questions.iter().any(|(key, is_number)| *key == name && *is_number));
    let (word, value) = match word {
        "missing" => ("exists", json!(false)),
        "exists" => ("exists", json!(true)),
        word => (word, value(word, &field("value"), number)),
    };
    Some(json!({kind: name, word: value}))
}

fn value(word: &str, typed: &str, is_number: bool) -> Value {
    let number = |typed: &str| serde_json::from_str::<serde_json::Number>(&typed.trim().replace(',', ".")).ok();
    let single = |typed: &str| match number(typed).filter(|_| is_number) {
        Some(number) => Value::Number(number),
        None => typed.trim().into(),
    };
    match word {
        "one_of" | "none_of" => typed.split(',').map(str::trim).filter(|one| !one.is_empty()).map(single).collect(),
        "at_least" | "at_most" => number(typed).map_or_else(|| typed.into(), Value::Number),
        "between" => {
            let parts = typed.split([' ', ',', '–', '…']).map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| number(part).map_or_else(|| part.into(), Value::Number)).collect()
        }
        "contains" => typed.into(),
        _ => single(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_comparisons_is_shown_as_rows_and_anything_else_as_json() {
        let words = |when: Value| {
            rows(&when).map(|(any, leaves)| {
                let said = |leaf: Leaf| format!("{} {} {} {}", leaf.subject, leaf.name, leaf.word, leaf.value);
                (any, leaves.into_iter().map(said).collect::<Vec<_>>())
            })
        };
        assert_eq!(
            words(json!({"any": [{"fact": "score", "between": [0, 6]}, {"property": "branch", "one_of": ["A", "B"]}]})),
            Some((true, vec!["fact:score  between 0, 6".into(), "property branch one_of A, B".into()]))
        );
        assert_eq!(
            words(json!({"answer": "why", "exists": false})),
            Some((false, vec!["answer:why  missing ".into()]))
        );
        for more in [
            json!({"not": {"fact": "score", "is": 1}}),
            json!({"all": [{"any": []}]}),
            json!({"property": "a", "one_of": ["x, y"]}),
        ] {
            assert_eq!(words(more.clone()), None, "{more}");
        }
    }

    #[test]
    fn what_is_typed_becomes_a_number_where_a_number_is_meant() {
        assert_eq!(value("is", "3", true), json!(3));
        assert_eq!(value("is", "3", false), json!("3"));
        assert_eq!(value("at_most", "2,5", false), json!(2.5));
        assert_eq!(value("between", "0 6", true), json!([0, 6]));
        assert_eq!(value("one_of", "a, b ,", false), json!(["a", "b"]));
        assert_eq!(value("at_most", "six", true), json!("six"), "told by the check, with what is right");
    }
}
