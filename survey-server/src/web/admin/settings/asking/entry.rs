//! One entry of the plan as fields of a form, and back.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::error::Problem;
use crate::store::channels::Channel;
use crate::store::surveys::SurveyRow;
use crate::web::admin::form::Form;

/// Comparisons that a row offers; others are written as JSON.
const WORDS: [&str; 8] = ["is", "is_not", "one_of", "none_of", "at_least", "at_most", "contains", "exists"];
/// Most rows that a form is read for.
const MAX_ROWS: usize = 20;
/// The fields of an entry that the form has; what else there is goes through it unchanged.
const OWN: [&str; 5] = ["event", "when", "survey", "delay_minutes", "channel"];

/// What an entry offers to choose from.
pub(super) struct Offered {
    /// The surveys.
    pub surveys: Vec<SurveyRow>,
    /// The ways to customers beside e-mail and links.
    pub channels: Vec<Channel>,
}

/// An entry of the plan, as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    at: usize,
    place: usize,
    new: bool,
    event: String,
    surveys: Vec<Choice>,
    /// The name of the survey that is chosen; none: the default survey.
    survey: Option<String>,
    /// Our own ways to customers.
    ways: Vec<Choice>,
    channels: Vec<Choice>,
    delay: String,
    /// The same as a number, for the sentence.
    wait: i64,
    /// The unit that is chosen.
    unit: &'static str,
    /// Whether it asks under a condition only.
    conditional: bool,
    /// Whether its fields are shown at once.
    open: bool,
    units: Vec<Choice>,
    rows: Vec<Row>,
    /// The condition, where it is more than rows can say.
    when: Option<String>,
    rest: String,
    problems: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    at: usize,
    property: String,
    words: Vec<Choice>,
    value: String,
}

#[derive(Debug, Serialize)]
struct Choice {
    key: String,
    name: String,
    selected: bool,
}

impl Entry {
    /// Shows an entry as a document says it, stored or typed.
    pub(super) fn of(at: usize, entry: &Value, offered: &Offered, problems: &[Problem]) -> Self {
        let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (delay, unit) = match entry.get("delay_minutes") {
            Some(Value::Number(number)) => in_units(number.as_i64().unwrap_or_default()),
            Some(Value::String(typed)) => (typed.clone(), "minutes"),
            _ => ("0".to_owned(), "minutes"),
        };
        let chosen = text("survey");
        let survey =
            |key: &str, name: &str| Choice { key: key.to_owned(), name: name.to_owned(), selected: key == chosen };
        let when = entry.get("when").filter(|when| !when.is_null());
        let leaves = when.map_or(Some(Vec::new()), leaves);
        let rows = leaves.iter().flatten().cloned().chain([(String::new(), "is", String::new())]);
        let mut rest = entry.as_object().cloned().unwrap_or_default();
        rest.retain(|name, _| !OWN.contains(&name.as_str()));
        let here = format!("plan[{at}]");
        let own = |path: &str| path.strip_prefix(&here).map(|inner| inner.trim_start_matches('.').to_owned());
        let problems: Vec<String> = problems
            .iter()
            .filter_map(|problem| {
                own(&problem.path).map(|path| Problem::new(path, problem.message.clone()).to_string())
            })
            .collect();
        let way = text("channel");
        let channel =
            |key: &str, name: &str| Choice { key: key.to_owned(), name: name.to_owned(), selected: key == way };
        let surveys: Vec<Choice> = offered.surveys.iter().map(|row| survey(&row.key, &row.name)).collect();
        Entry {
            at,
            place: at + 1,
            new: entry.as_object().is_none_or(Map::is_empty),
            event: text("event"),
            survey: surveys.iter().find(|one| one.selected).map(|one| one.name.clone()),
            surveys,
            channels: offered.channels.iter().map(|row| channel(&row.key, &row.name)).collect(),
            ways: ["email", "link"].map(|word| channel(word, word)).into(),
            wait: delay.parse().unwrap_or_default(),
            delay,
            unit,
            conditional: when.is_some(),
            open: !problems.is_empty(),
            units: ["minutes", "hours", "days"]
                .map(|name| Choice { key: name.to_owned(), name: name.to_owned(), selected: name == unit })
                .into(),
            rows: if leaves.is_some() {
                rows.enumerate()
                    .map(|(at, (property, word, value))| Row { at, property, words: words(word), value })
                    .collect()
            } else {
                Vec::new()
            },
            when: when.filter(|_| leaves.is_none()).map(|when| match when {
                Value::String(typed) => typed.clone(),
                when => serde_json::to_string_pretty(when).unwrap_or_default(),
            }),
            rest: Value::Object(rest).to_string(),
            problems,
        }
    }
}

fn words(chosen: &str) -> Vec<Choice> {
    WORDS.map(|word| Choice { key: word.to_owned(), name: word.to_owned(), selected: word == chosen }).into()
}

/// Minutes in the largest unit that says them whole.
fn in_units(minutes: i64) -> (String, &'static str) {
    match minutes {
        0 => ("0".to_owned(), "minutes"),
        days if days % 1440 == 0 => ((days / 1440).to_string(), "days"),
        hours if hours % 60 == 0 => ((hours / 60).to_string(), "hours"),
        minutes => (minutes.to_string(), "minutes"),
    }
}

/// The rows of a condition: one comparison, or several that must all hold. None where it is more than that.
fn leaves(when: &Value) -> Option<Vec<(String, &'static str, String)>> {
    match when.get("all") {
        Some(Value::Array(all)) => all.iter().map(leaf).collect(),
        Some(_) => None,
        None => leaf(when).map(|leaf| vec![leaf]),
    }
}

fn leaf(when: &Value) -> Option<(String, &'static str, String)> {
    let object = when.as_object().filter(|object| object.len() == 2)?;
    let property = object.get("property")?.as_str()?;
    let word = WORDS.into_iter().find(|word| object.contains_key(*word))?;
    let single = |value: &Value| match value {
        Value::String(text) if !text.contains(',') => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    let value = match object.get(word)? {
        Value::Array(list) => list.iter().map(single).collect::<Option<Vec<String>>>()?.join(", "),
        Value::String(text) => text.clone(),
        one => single(one)?,
    };
    Some((property.to_owned(), word, value))
}

/// Reads one entry of the form, with its place; none when it was left empty or is to be removed.
pub(super) fn read(form: &Form, at: usize) -> Option<(i64, Value)> {
    let field = |name: &str| form.text(&format!("{name}-{at}"));
    let event = field("event");
    if event.is_empty() || field("remove") == "yes" {
        return None;
    }
    let mut entry = serde_json::from_str::<Map<String, Value>>(form.raw(&format!("rest-{at}"))).unwrap_or_default();
    entry.retain(|name, _| !OWN.contains(&name.as_str()));
    entry.insert("event".to_owned(), event.into());
    let survey = field("survey");
    entry.insert("survey".to_owned(), if survey.is_empty() { Value::Null } else { survey.into() });
    let channel = field("channel");
    entry.insert("channel".to_owned(), if channel.is_empty() { Value::Null } else { channel.into() });
    let unit = match field("unit").as_str() {
        "days" => 1440,
        "hours" => 60,
        _ => 1,
    };
    let delay = field("delay");
    let minutes = match delay.as_str() {
        "" => json!(0),
        typed => typed.parse::<i64>().map_or_else(|_no_number| json!(typed), |count| json!(count.saturating_mul(unit))),
    };
    entry.insert("delay_minutes".to_owned(), minutes);
    if let Some(when) = condition(form, at) {
        entry.insert("when".to_owned(), when);
    }
    let place = field("place").parse().unwrap_or(i64::MAX);
    Some((place, Value::Object(entry)))
}

fn condition(form: &Form, at: usize) -> Option<Value> {
    let typed = form.text(&format!("when-{at}"));
    if !typed.is_empty() {
        // What is no JSON is kept as it was typed, and is told to be no condition.
        return Some(serde_json::from_str(&typed).unwrap_or(Value::String(typed)));
    }
    let rows = (0..MAX_ROWS).filter_map(|row| {
        let field = |name: &str| form.text(&format!("{name}-{at}-{row}"));
        let property = field("property");
        let word = WORDS.into_iter().find(|word| *word == field("word"))?;
        (!property.is_empty()).then(|| json!({"property": property, word: value(word, &field("value"))}))
    });
    let mut rows: Vec<Value> = rows.collect();
    match rows.len() {
        0 => None,
        1 => rows.pop(),
        _ => Some(json!({"all": rows})),
    }
}

fn value(word: &str, typed: &str) -> Value {
    match word {
        "one_of" | "none_of" => typed.split(',').map(str::trim).filter(|one| !one.is_empty()).collect(),
        "at_least" | "at_most" => {
            serde_json::from_str(&typed.replace(',', ".")).unwrap_or_else(|_no_number| typed.into())
        }
        "exists" => json!(!matches!(typed.to_lowercase().as_str(), "no" | "false" | "нет" | "0")),
        _ => typed.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_of_rows_is_shown_as_rows_and_anything_else_as_json() {
        let rows = |when: Value| leaves(&when);
        assert_eq!(
            rows(json!({"property": "total", "at_least": 7})),
            Some(vec![("total".into(), "at_least", "7".into())])
        );
        assert_eq!(
            rows(json!({"all": [{"property": "a", "one_of": ["x", 1]}, {"property": "b", "exists": true}]})),
            Some(vec![("a".into(), "one_of", "x, 1".into()), ("b".into(), "exists", "true".into())])
        );
        for more in [
            json!({"any": [{"property": "a", "is": 1}]}),
            json!({"not": {"property": "a", "is": 1}}),
            json!({"all": [{"any": []}]}),
            json!({"property": "a", "between": [1, 2]}),
            json!({"property": "a", "one_of": ["x, y", "z"]}),
        ] {
            assert_eq!(rows(more.clone()), None, "{more}");
        }
    }

    #[test]
    fn a_delay_is_shown_in_the_largest_unit_that_fits() {
        let shown = [0, 30, 60, 90, 1440, 1500].map(in_units);
        let words: Vec<String> = shown.into_iter().map(|(count, unit)| format!("{count} {unit}")).collect();
        assert_eq!(words, ["0 minutes", "30 minutes", "1 hours", "90 minutes", "1 days", "25 hours"]);
    }
}
