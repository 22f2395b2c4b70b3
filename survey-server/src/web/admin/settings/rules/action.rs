//! The actions of a rule as parts of a form, and back.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Choice;
use crate::recovery::callback::TYPES;
use crate::web::admin::form::Form;

/// What can be added.
pub const KINDS: [&str; 6] = ["open_case", "notify", "callback", "acknowledge", "tag", "offer_review"];
/// Most actions that a form is read for.
const MAX_ACTIONS: usize = 20;
/// The fields of an action of each kind that is one text.
const TEXTS: [(&str, &str); 5] =
    [("notify", "to"), ("callback", "event"), ("acknowledge", "message"), ("tag", "tag"), ("offer_review", "url")];

/// An action, as the page shows it.
#[derive(Debug, Serialize)]
pub struct Shown {
    at: usize,
    number: usize,
    kind: String,
    /// The fields of a case.
    case: Option<CaseFields>,
    /// What the one field chooses from, where it does.
    choices: Vec<Choice>,
    /// What the one field holds, where it is typed.
    text: String,
    /// An action that the form has no fields for, as it is.
    rest: Option<String>,
}

#[derive(Debug, Serialize)]
struct CaseFields {
    priorities: Vec<Choice>,
    team: String,
    spans: Vec<Span>,
}

#[derive(Debug, Serialize)]
struct Span {
    /// `contact_within` or `resolve_within`.
    name: &'static str,
    value: String,
    units: Vec<Choice>,
    business: bool,
}

impl Shown {
    /// The actions of a rule's document.
    pub fn all(then: Option<&Value>) -> Vec<Self> {
        then.and_then(Value::as_array)
            .into_iter()
            .flatten()
            .enumerate()
            .map(|(at, action)| Self::of(at, action))
            .collect()
    }

    fn of(at: usize, action: &Value) -> Self {
        let word = |name: &str| action.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let kind = word("do");
        let chosen = |key: &str, now: &str| Choice { key: key.to_owned(), name: key.to_owned(), selected: key == now };
        let text = TEXTS.iter().find(|(of, _)| *of == kind).map(|(_, field)| word(field)).unwrap_or_default();
        let choices = match kind.as_str() {
            "notify" => ["team", "manager"].iter().map(|key| chosen(key, &text)).collect(),
            "callback" => TYPES.iter().map(|key| chosen(key, &text)).collect(),
            _ => Vec::new(),
        };
        let case = (kind == "open_case").then(|| {
            let priority = action.get("priority").and_then(Value::as_str).unwrap_or("normal");
            CaseFields {
                priorities: ["low", "normal", "high", "urgent"].iter().map(|key| chosen(key, priority)).collect(),
                team: word("team"),
                spans: ["contact_within", "resolve_within"].map(|name| span(name, action.get(name))).into(),
            }
        });
        let rest = (!KINDS.contains(&kind.as_str())).then(|| action.to_string());
        Shown { at, number: at + 1, kind, case, choices, text, rest }
    }
}

fn span(name: &'static str, within: Option<&Value>) -> Span {
    let business = within.and_then(|within| within.get("clock")).and_then(Value::as_str) == Some("business");
    let (value, unit) = match within.and_then(|within| within.get("minutes")) {
        Some(Value::Number(minutes)) => in_units(minutes.as_i64().unwrap_or_default()),
        Some(Value::String(typed)) => (typed.clone(), "minutes"),
        _ => (String::new(), "minutes"),
    };
    let choice = |key: &str| Choice { key: key.to_owned(), name: key.to_owned(), selected: key == unit };
    Span { name, value, units: ["minutes", "hours"].map(choice).into(), business }
}

/// Minutes in the larger unit if that says them whole. Days are hours: an opening day is not 24 of them.
fn in_units(minutes: i64) -> (String, &'static str) {
    if minutes > 0 && minutes % 60 == 0 {
        ((minutes / 60).to_string(), "hours")
    } else {
        (minutes.to_string(), "minutes")
    }
}

/// An action of this kind as it is added: with what most people want.
pub fn new(kind: &str) -> Option<Value> {
    Some(match kind {
        "open_case" => json!({"do": kind, "priority": "normal"}),
        "notify" => json!({"do": kind, "to": "team"}),
        "callback" => json!({"do": kind, "event": "response.detractor"}),
        "acknowledge" => json!({ "do": kind }),
        "tag" => json!({"do": kind, "tag": ""}),
        "offer_review" => json!({"do": kind, "url": "https://"}),
        _ => return None,
    })
}

/// Reads the actions of a form, without the one that is to be removed.
pub fn read(form: &Form, removed: Option<usize>) -> Vec<Value> {
    (0..MAX_ACTIONS).filter(|at| Some(*at) != removed).filter_map(|at| read_one(form, at)).collect()
}

fn read_one(form: &Form, at: usize) -> Option<Value> {
    let field = |name: &str| form.text(&format!("{name}-{at}"));
    let kind = field("do");
    if !KINDS.contains(&kind.as_str()) {
        return serde_json::from_str(form.raw(&format!("rest-{at}"))).ok();
    }
    let mut action = Map::from_iter([("do".to_owned(), Value::from(kind.as_str()))]);
    if kind == "open_case" {
        action.insert("priority".to_owned(), field("priority").into());
        let team = field("team");
        if !team.is_empty() {
            action.insert("team".to_owned(), team.into());
        }
        for name in ["contact_within", "resolve_within"] {
            if let Some(within) = read_span(form, name, at) {
                action.insert(name.to_owned(), within);
            }
        }
    }
    if let Some((_, name)) = TEXTS.iter().find(|(of, _)| *of == kind) {
        let text = field("text");
        if kind != "acknowledge" || !text.is_empty() {
            action.insert((*name).to_owned(), text.into());
        }
    }
    Some(Value::Object(action))
}

fn read_span(form: &Form, name: &str, at: usize) -> Option<Value> {
    let typed = form.text(&format!("{name}-{at}"));
    if typed.is_empty() {
        return None;
    }
    let unit = if form.text(&format!("{name}-unit-{at}")) == "hours" { 60 } else { 1 };
    let clock = if form.text(&format!("{name}-clock-{at}")) == "business" { "business" } else { "wall" };
    let minutes = typed.parse::<i64>().map_or_else(|_none| json!(typed), |count| json!(count.saturating_mul(unit)));
    Some(json!({"minutes": minutes, "clock": clock}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_shown_in_the_largest_unit_that_says_them_whole() {
        assert_eq!([15, 60, 90, 2880].map(|minutes| in_units(minutes).0), ["15", "1", "90", "48"]);
    }

    #[test]
    fn everything_that_can_be_added_is_shown_with_its_fields() {
        for kind in KINDS {
            let shown = Shown::of(0, &new(kind).unwrap());
            assert!(shown.rest.is_none() && shown.kind == kind);
        }
        assert!(Shown::of(0, &json!({"do": "ask_later", "question": "why"})).rest.is_some());
    }
}
