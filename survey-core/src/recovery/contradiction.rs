//! Conditions that can never hold: found when a rule is read, so that nobody waits for it to act.

use serde_json::Value;

use super::clause::{Clause, Known, Subject, When};
use crate::condition::{Comparison, Condition};
use crate::{Path, Problems};

/// Notes every `all` whose clauses exclude each other, and clauses about answers beside clauses about passing time.
pub(super) fn note_contradictions(when: &When, path: &Path<'_>, problems: &mut Problems) {
    match when {
        Condition::All(list) => {
            let inner_path = path.key("all");
            for (index, inner) in list.iter().enumerate() {
                note_contradictions(inner, &inner_path.index(index), problems);
            }
            let mut together = Vec::new();
            gather(list, &mut together);
            note_among(&together, path, problems);
        }
        Condition::Any(list) => {
            let inner_path = path.key("any");
            for (index, inner) in list.iter().enumerate() {
                note_contradictions(inner, &inner_path.index(index), problems);
            }
        }
        Condition::Not(inner) => note_contradictions(inner, &path.key("not"), problems),
        Condition::Is(_) => {}
    }
}

/// The clauses that all have to hold, also those of an `all` inside the `all`.
fn gather<'w>(list: &'w [When], together: &mut Vec<&'w Clause>) {
    for inner in list {
        match inner {
            Condition::Is(clause) => together.push(clause),
            Condition::All(list) => gather(list, together),
            Condition::Any(_) | Condition::Not(_) => {}
        }
    }
}

fn note_among(together: &[&Clause], path: &Path<'_>, problems: &mut Problems) {
    for (index, clause) in together.iter().enumerate() {
        let same: Vec<&Comparison> =
            together.iter().filter(|other| other.subject == clause.subject).map(|other| &other.comparison).collect();
        let is_first = together[..index].iter().all(|earlier| earlier.subject != clause.subject);
        if is_first && exclude_each_other(&clause.subject, &same) {
            let message = format!("can never hold: what it wants of {} excludes itself", in_words(&clause.subject));
            problems.add(path, message);
        }
    }
    let about_answer = together.iter().any(|clause| clause.subject.is_about_the_answer());
    if about_answer && together.iter().any(|clause| clause.subject.is_about_time()) {
        let message = "can never act: rules about answers run when somebody answers, rules about passed promises and silence \
                       when time passes; write two rules";
        problems.add(path, message);
    }
}

fn exclude_each_other(subject: &Subject, comparisons: &[&Comparison]) -> bool {
    // A property may be a list, of which each comparison finds another element.
    if matches!(subject, Subject::Property(_) | Subject::Promise(_)) {
        return false;
    }
    let lowest = comparisons.iter().filter_map(|comparison| bounds(comparison).0).fold(f64::NEG_INFINITY, f64::max);
    let highest = comparisons.iter().filter_map(|comparison| bounds(comparison).1).fold(f64::INFINITY, f64::min);
    lowest > highest || (!matches!(subject, Subject::Answer(_)) && no_value_left(comparisons))
}

/// The lowest and the highest number that a comparison lets pass.
fn bounds(comparison: &Comparison) -> (Option<f64>, Option<f64>) {
    match comparison {
        Comparison::AtLeast(low) => (low.as_f64(), None),
        Comparison::AtMost(high) => (None, high.as_f64()),
        Comparison::Between(low, high) => (low.as_f64(), high.as_f64()),
        Comparison::Is(Value::Number(number)) => (number.as_f64(), number.as_f64()),
        _ => (None, None),
    }
}

/// Whether the values that some comparisons allow are all forbidden by others.
fn no_value_left(comparisons: &[&Comparison]) -> bool {
    let allowed = comparisons.iter().find_map(|comparison| match comparison {
        Comparison::Is(value) => Some(std::slice::from_ref(value)),
        Comparison::OneOf(values) => Some(values.as_slice()),
        _ => None,
    });
    allowed.is_some_and(|values| {
        !values.iter().any(|value| comparisons.iter().all(|comparison| comparison.holds(&value.into())))
    })
}

fn in_words(subject: &Subject) -> String {
    match subject {
        Subject::Answer(key) => format!("the answer to `{key}`"),
        Subject::Property(name) | Subject::Promise(name) => format!("the property `{name}`"),
        Subject::Fact(known) => format!("the {}", Known::name(*known).replace('_', " ")),
    }
}
