//! Rules as JSON: read with every problem named.

use std::collections::BTreeSet;

use serde_json::Value;

use super::action::{Action, Priority};
use super::clause::{Clause, When};
use super::contradiction::note_contradictions;
use super::rules::{Rule, Rules};
use super::within::{Clock, Within};
use crate::condition::Condition;
use crate::fields::{Fields, read_json};
use crate::problem::{clip, summary};
use crate::{Path, Problem, Problems};

/// Rules a set may have: people have to understand them together.
const MAX_RULES: usize = 200;
/// Actions a rule may have.
const MAX_ACTIONS: usize = 20;
/// The longest id, tag or name of an event, in characters.
const MAX_WORD: usize = 64;

/// Why a set of rules was refused: every problem at once.
///
/// ```
/// use survey_core::recovery::Rules;
///
/// let invalid = Rules::parse(r#"{"rules": [{"id": "a", "then": [{"do": "open_case", "priority": "now"}]}]}"#).unwrap_err();
/// assert_eq!(invalid.problems[0].path, "rules[0].then[0].priority");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rules have {}", summary(.problems))]
#[non_exhaustive]
pub struct InvalidRules {
    /// What is wrong where, in the order of the document; never empty.
    pub problems: Vec<Problem>,
}

impl Rules {
    /// Reads rules from JSON text and reports every problem with its path.
    ///
    /// What is refused: what is not known or does not fit, ids used twice, conditions that can never hold, and a public
    /// review link that depends on how the customer answered. Whether questions and options exist is for
    /// [`check`](Self::check), which knows the surveys.
    ///
    /// ```
    /// use survey_core::recovery::Rules;
    ///
    /// let gating = r#"{"rules": [{"id": "fans", "when": {"fact": "category", "is": "promoter"},
    ///     "then": [{"do": "offer_review", "url": "https://reviews.example/us"}]}]}"#;
    /// let invalid = Rules::parse(gating).unwrap_err();
    /// assert!(invalid.problems[0].message.contains("review gating"));
    /// ```
    pub fn parse(json: &str) -> Result<Self, InvalidRules> {
        let value = read_json(json).map_err(|problem| InvalidRules { problems: vec![problem] })?;
        Self::from_value(&value)
    }

    /// Reads rules from JSON that was parsed already, as [`parse`](Self::parse) does.
    ///
    /// ```
    /// use serde_json::json;
    /// assert!(survey_core::recovery::Rules::from_value(&json!({"rules": []})).is_ok());
    /// ```
    pub fn from_value(value: &Value) -> Result<Self, InvalidRules> {
        let mut problems = Problems::default();
        let rules = read_rules(value, &mut problems);
        if problems.is_empty() { Ok(Self { rules }) } else { Err(InvalidRules { problems: problems.into_vec() }) }
    }
}

fn read_rules(value: &Value, problems: &mut Problems) -> Vec<Rule> {
    let root = Path::root();
    let Some(fields) = Fields::of(value, &root, &["rules"], problems) else { return Vec::new() };
    let list_path = fields.path("rules");
    if fields.get("rules").is_none() {
        problems.add(&list_path, "is missing; a list of rules is expected, which may be empty");
    }
    let list = fields.list("rules", MAX_RULES, problems).iter().enumerate();
    let rules: Vec<Rule> =
        list.filter_map(|(index, value)| read_rule(value, &list_path.index(index), problems)).collect();
    let mut seen = BTreeSet::new();
    for rule in rules.iter().filter(|rule| !seen.insert(rule.id.as_str())) {
        problems.add(&list_path, format!("has two rules with the id `{}`; give each its own", rule.id));
    }
    rules
}

fn read_rule(value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Rule> {
    let before = problems.len();
    let fields = Fields::of(value, path, &["id", "name", "enabled", "when", "then"], problems)?;
    let id = read_word(&fields, "id", problems);
    let name = fields.optional_text("name", problems).or(id);
    let enabled = fields.flag("enabled", true, problems);
    let when = fields.get("when").and_then(|when| read_when(when, &fields.path("when"), problems));
    let then = read_then(&fields, problems);
    // What could not be read must not be taken for what is missing: nothing here would be a rule for every answer.
    if problems.len() > before {
        return None;
    }
    let rule = Rule::new(id?.to_owned(), name?.to_owned(), enabled, when, then);
    refuse_review_gating(&rule, path, problems);
    Some(rule)
}

fn read_when(value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<When> {
    let when = Condition::parse(value, path, problems, &mut Clause::parse)?;
    note_contradictions(&when, path, problems);
    Some(when)
}

fn read_then(fields: &Fields<'_>, problems: &mut Problems) -> Vec<Action> {
    let path = fields.path("then");
    let list = fields.list("then", MAX_ACTIONS, problems);
    if list.is_empty() {
        problems.add(&path, "lists nothing to do; name at least one action, such as {\"do\": \"open_case\"}");
    }
    let list = list.iter().enumerate();
    list.filter_map(|(index, value)| read_action(value, &path.index(index), problems)).collect()
}

/// The fields that each action has beside `do`.
const ACTIONS: [(&str, &[&str]); 7] = [
    ("open_case", &["do", "priority", "team", "contact_within", "resolve_within"]),
    ("callback", &["do", "event"]),
    ("notify", &["do", "to"]),
    ("acknowledge", &["do", "message"]),
    ("ask_later", &["do", "question", "after"]),
    ("offer_review", &["do", "url"]),
    ("tag", &["do", "tag"]),
];

fn read_action(value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Action> {
    let named = value.get("do").and_then(Value::as_str);
    let Some((name, known)) = ACTIONS.into_iter().find(|(name, _)| Some(*name) == named) else {
        let names = ACTIONS.map(|(name, _)| name).join(", ");
        problems.add(&path.key("do"), format!("must name what to do: one of {names}"));
        return None;
    };
    let fields = Fields::of(value, path, known, problems)?;
    match name {
        "open_case" => read_open_case(&fields, problems),
        "callback" => Some(Action::Callback { event: read_word(&fields, "event", problems)?.to_owned() }),
        "notify" => Some(Action::Notify { to: fields.text("to", problems)?.to_owned() }),
        "acknowledge" => {
            Some(Action::Acknowledge { message: fields.optional_text("message", problems).map(str::to_owned) })
        }
        "ask_later" => {
            let question = fields.text("question", problems);
            let after = read_within(&fields, "after", problems);
            if fields.get("after").is_none() {
                problems.add(&fields.path("after"), "is missing; say how much later, such as {\"minutes\": 1440}");
            }
            Some(Action::AskLater { question: question?.to_owned(), after: after? })
        }
        "offer_review" => read_offer_review(&fields, problems),
        _ => Some(Action::Tag { tag: fields.text("tag", problems)?.to_owned() }),
    }
}

fn read_open_case(fields: &Fields<'_>, problems: &mut Problems) -> Option<Action> {
    let priority = match fields.optional_text("priority", problems) {
        None => Priority::default(),
        Some(word) => Priority::from_name(word).or_else(|| {
            let words = Priority::ALL.map(Priority::name).join(", ");
            problems.add(&fields.path("priority"), format!("is one of {words}, not `{}`", clip(word)));
            None
        })?,
    };
    let contact_within = read_within(fields, "contact_within", problems).unwrap_or(priority.contact_within());
    let resolve_within = read_within(fields, "resolve_within", problems).unwrap_or(priority.resolve_within());
    let team = fields.optional_text("team", problems).map(str::to_owned);
    Some(Action::OpenCase { priority, team, contact_within: Some(contact_within), resolve_within })
}

fn read_offer_review(fields: &Fields<'_>, problems: &mut Problems) -> Option<Action> {
    let url = fields.text("url", problems)?;
    let is_link = url.strip_prefix("https://").is_some_and(|rest| rest.contains('.') && !rest.starts_with('.'))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'));
    if !is_link {
        problems.add(&fields.path("url"), "is not a link; it has to begin with https://");
        return None;
    }
    Some(Action::OfferReview { url: url.to_owned() })
}

fn read_within(fields: &Fields<'_>, key: &str, problems: &mut Problems) -> Option<Within> {
    let value = fields.get(key)?;
    let path = fields.path(key);
    let within = Fields::of(value, &path, &["minutes", "clock"], problems)?;
    let minutes = within.get("minutes").and_then(Value::as_u64).and_then(|minutes| u32::try_from(minutes).ok());
    let minutes = minutes.filter(|minutes| (1..=Within::MAX_MINUTES).contains(minutes));
    if minutes.is_none() {
        let message = format!("must be a whole number of minutes from 1 to {}", Within::MAX_MINUTES);
        problems.add(&within.path("minutes"), message);
    }
    let clock = match within.get("clock").map(Value::as_str) {
        None | Some(Some("wall")) => Clock::Wall,
        Some(Some("business")) => Clock::Business,
        Some(_) => {
            problems.add(&within.path("clock"), "is `wall` (every minute) or `business` (opening hours only)");
            return None;
        }
    };
    Some(Within { minutes: minutes?, clock })
}

/// A name for programs: letters, digits, and `-`, `_`, `.` between them.
fn read_word<'a>(fields: &Fields<'a>, key: &str, problems: &mut Problems) -> Option<&'a str> {
    let word = fields.text(key, problems)?;
    let fits = word.len() <= MAX_WORD
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if !fits {
        let message =
            format!("must be at most {MAX_WORD} Latin letters, digits, `-`, `_` and `.`, such as `order.late`");
        problems.add(&fields.path(key), message);
    }
    fits.then_some(word)
}

fn refuse_review_gating(rule: &Rule, path: &Path<'_>, problems: &mut Problems) {
    let Some(offer) = rule.then.iter().position(|action| matches!(action, Action::OfferReview { .. })) else { return };
    let mut depends = false;
    let mut elsewhere = false;
    if let Some(when) = &rule.when {
        when.visit(&Path::root(), &mut |clause, _| {
            depends |= clause.subject.is_about_the_answer();
            elsewhere |= clause.subject.is_about_time();
        });
    }
    let then = path.key("then");
    if depends {
        problems.add(
            &then.index(offer),
            "offers a public review link depending on how the customer answered. That is review gating, which review sites \
             and consumer law forbid: offer it to everyone or to no one",
        );
    } else if elsewhere || !rule.runs_on(super::clause::Trigger::Answer) {
        problems.add(
            &then.index(offer),
            "offers a review link, which is shown after an answer; but this rule is about events",
        );
    }
}
