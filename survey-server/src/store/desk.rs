//! What a business decides about its cases: their kinds with a checklist each, root causes, and the currency of costs.

use serde::{Deserialize, Serialize};
use survey_core::Problem;

/// Most kinds of case and most root causes.
const MAX_LIST: usize = 100;
/// Most steps of a checklist.
const MAX_STEPS: usize = 30;
/// Longest name or step, in characters.
pub const MAX_NAME: usize = 200;
/// Longest key, in bytes.
const MAX_KEY: usize = 60;

/// Part of the settings of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Desk {
    /// The kinds of case.
    pub kinds: Vec<Kind>,
    /// What problems come of.
    pub causes: Vec<Cause>,
    /// The currency of costs, three letters of ISO 4217; empty: none is shown.
    pub currency: String,
}

/// A kind of case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its word in cases.
    pub key: String,
    /// What people call it; empty: the product's own name for the key, in the reader's language.
    #[serde(default)]
    pub name: String,
    /// What is to be done for such a case, in this order; none: the product's own steps for the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<Vec<String>>,
}

/// A root cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// Its word in cases.
    pub key: String,
    /// What people call it; empty: the product's own name for the key, in the reader's language.
    #[serde(default)]
    pub name: String,
}

/// The kinds that cases are opened as by themselves.
pub const KINDS: [&str; 5] = ["complaint", "help", "event", "silence", "remark"];
/// The root causes that there are before a business names its own.
pub const CAUSES: [&str; 6] = ["late", "damaged", "wrong_item", "staff", "price", "unclear"];

impl Default for Desk {
    fn default() -> Self {
        Desk {
            kinds: KINDS.map(|key| Kind { key: key.to_owned(), name: String::new(), steps: None }).to_vec(),
            causes: CAUSES.map(|key| Cause { key: key.to_owned(), name: String::new() }).to_vec(),
            currency: String::new(),
        }
    }
}

impl Desk {
    /// The kind with this key.
    pub fn kind(&self, key: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.key == key)
    }

    /// The root cause with this key.
    pub fn cause(&self, key: &str) -> Option<&Cause> {
        self.causes.iter().find(|cause| cause.key == key)
    }

    /// What is wrong with it, field by field.
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        list("kinds", self.kinds.iter().map(|kind| (&kind.key, &kind.name)), &KINDS, &mut problems);
        list("causes", self.causes.iter().map(|cause| (&cause.key, &cause.name)), &CAUSES, &mut problems);
        for (at, steps) in self.kinds.iter().enumerate().filter_map(|(at, kind)| Some((at, kind.steps.as_ref()?))) {
            let path = format!("kinds[{at}].steps");
            if steps.len() > MAX_STEPS {
                problems
                    .push(Problem::new(&path, format!("has {} steps; at most {MAX_STEPS} are allowed", steps.len())));
            }
            if steps.iter().any(|step| step.trim().is_empty() || !is_line(step)) {
                problems
                    .push(Problem::new(path, format!("must be steps of 1 to {MAX_NAME} characters on one line each")));
            }
        }
        let letters = self.currency.len() == 3 && self.currency.bytes().all(|byte| byte.is_ascii_uppercase());
        if !self.currency.is_empty() && !letters {
            problems.push(Problem::new("currency", "must be three capital letters like EUR, or empty"));
        }
        problems
    }
}

/// Keys must be sound and different, and what the product has no name for must have one.
fn list<'a>(
    path: &str,
    entries: impl Iterator<Item = (&'a String, &'a String)>,
    own: &[&str],
    problems: &mut Vec<Problem>,
) {
    let entries: Vec<_> = entries.collect();
    if entries.len() > MAX_LIST {
        problems.push(Problem::new(path, format!("has {} entries; at most {MAX_LIST} are allowed", entries.len())));
    }
    for (at, (key, name)) in entries.iter().enumerate() {
        let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if key.is_empty() || key.len() > MAX_KEY || !key.bytes().all(sound) {
            let sentence = format!("must be 1 to {MAX_KEY} small letters, digits and underscores");
            problems.push(Problem::new(format!("{path}[{at}].key"), sentence));
        }
        if entries.iter().take(at).any(|(other, _)| other == key) {
            problems.push(Problem::new(format!("{path}[{at}].key"), format!("{key:?} is there twice")));
        }
        if !is_line(name) || (name.trim().is_empty() && !own.contains(&key.as_str())) {
            let sentence = format!("must be 1 to {MAX_NAME} characters on one line");
            problems.push(Problem::new(format!("{path}[{at}].name"), sentence));
        }
    }
}

fn is_line(text: &str) -> bool {
    text.chars().count() <= MAX_NAME && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_begins_with_is_sound_and_an_empty_document_means_it() {
        assert!(Desk::default().check().is_empty());
        assert_eq!(serde_json::from_str::<Desk>("{}").unwrap(), Desk::default());
    }

    #[test]
    fn each_fault_is_named_with_its_path() {
        let kind = |key: &str, name: &str| Kind { key: key.into(), name: name.into(), steps: None };
        let desk = Desk {
            kinds: vec![kind("help", ""), kind("help", ""), kind("own", ""), kind("Own Kind", "Own")],
            causes: vec![Cause { key: "late".into(), name: "a\nb".into() }],
            currency: "euro".into(),
        };
        let paths: Vec<String> = desk.check().into_iter().map(|problem| problem.path).collect();
        assert_eq!(paths, ["kinds[1].key", "kinds[2].name", "kinds[3].key", "causes[0].name", "currency"]);
    }

    #[test]
    fn a_checklist_has_so_many_steps_of_so_many_characters() {
        let desk = |steps: Vec<String>| Desk {
            kinds: vec![Kind { key: "help".into(), name: String::new(), steps: Some(steps) }],
            ..Desk::default()
        };
        assert!(desk(vec!["Call".into(); MAX_STEPS]).check().is_empty());
        assert_eq!(desk(vec!["Call".into(); MAX_STEPS + 1]).check().len(), 1);
        assert_eq!(desk(vec![" ".into()]).check().len(), 1);
    }
}
