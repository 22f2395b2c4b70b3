//! Why a row was not taken, as a sentence.

use crate::error::{Error, Problem};

/// Why a row was refused, as a sentence without the row's number; none when the fault is not the row's.
pub fn reason(error: &Error) -> Option<String> {
    match error {
        Error::Invalid(problems) => Some(problems.iter().map(sentence).collect::<Vec<_>>().join("; ")),
        Error::Internal(_) | Error::Unavailable { .. } => None,
        other => Some(other.to_string()),
    }
}

/// One problem as a sentence. A file has no nested fields: `person.email` is its column `email`.
pub fn sentence(problem: &Problem) -> String {
    if problem.path.is_empty() || problem.message.starts_with("the ") || problem.message.starts_with("an ") {
        problem.message.clone()
    } else {
        format!("{} {}", problem.path.trim_start_matches("person."), problem.message)
    }
}
