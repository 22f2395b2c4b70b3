//! Answers checked against a definition, and evidence: is this click a person?
//!
//! ```
//! use serde_json::json;
//! use survey_core::{Properties, response::{Answers, Completeness, next_question}, survey};
//!
//! let survey = survey::template("default").unwrap();
//! let given = json!({"score": 3});
//! let answers = Answers::check(&survey, given.as_object().unwrap(), Completeness::Partial).unwrap();
//! assert_eq!(answers.number("score"), Some(3));
//! assert_eq!(next_question(&survey, &answers, &Properties::new()).unwrap().key, "comment");
//!
//! let given = json!({"score": 7.5, "colour": "blue"});
//! let invalid = Answers::check(&survey, given.as_object().unwrap(), Completeness::Partial).unwrap_err();
//! assert_eq!(invalid.problems[0].to_string(), "colour: the survey has no such question");
//! assert_eq!(invalid.problems[1].to_string(), "score: must be a whole number from 0 to 10, not 7.5");
//! ```

mod amend;
mod answer;
mod check;
pub mod evidence;
mod flow;
mod form;
mod live;
mod pages;
mod publish;
#[cfg(test)]
mod tests;
mod value;

pub use amend::{Amendment, amend, contradicted, contradicting};
pub use answer::{Answer, Answers, Chosen, Iter};
pub use check::{Completeness, InvalidAnswers, missing};
pub use flow::{awaits_agreement, next_question, question_after, thanks, visible_questions};
pub use live::{Live, live};
pub use pages::{Page, layout, pages};
pub use publish::{excerpt, publishable};
