//! NPS and post-service surveys as pure functions: definitions, answers, scores with honest intervals, whom to ask, what to
//! do with an answer, and trends.
//!
//! Everything here is a function of its arguments. There is no clock, no randomness, no file, no network and no async: the
//! time and the ids are yours, so every decision can be repeated, tested and stored with its reason.
//!
//! # From a definition to a person who takes care
//!
//! ```
//! use serde_json::json;
//! use survey_core::{
//!     Properties,
//!     recovery::{Rules, Situation},
//!     response::{Answers, Completeness},
//!     score::{Score, Tally},
//!     survey,
//! };
//!
//! // What is asked: a ready-made survey, or your own JSON with `Survey::parse`.
//! let survey = survey::template("post-delivery").ok_or("no such template")?;
//!
//! // What came back, checked: every problem is told with its path.
//! let given = json!({"score": 3, "wrong": "unsolved", "wish": "call", "reasons": ["late"]});
//! let given = given.as_object().ok_or("not an object")?;
//! let answers = Answers::check(&survey, given, Completeness::Partial)?;
//!
//! // What to do about it.
//! let rules = Rules::out_of_the_box("delivery", &survey);
//! let properties = Properties::new();
//! let now = "2026-11-20T10:00:00Z".parse()?;
//! let plan = rules.plan(&Situation::of_answer("delivery", &survey, &answers, &properties, now));
//! assert!(plan.iter().any(|planned| planned.action.name() == "open_case"));
//!
//! // What it all amounts to.
//! let scores = [3, 9, 10, 10, 7, 9, 8, 10, 6, 9];
//! let tally = scores.into_iter().map(Score::new).collect::<Result<Tally, _>>()?;
//! assert_eq!(tally.reading().to_string(), "+40 (-15 to +75), n=10, low base");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What to ask, when, and how to read the number
//!
//! - **Ask one scored question, and why.** NPS about the relationship, CES after a support contact, CSAT or stars about one
//!   thing; then "was something wrong?" and "what would put it right?". [`survey`] has the format and ready-made surveys.
//! - **Ask soon after the service, and not too often.** A day after a delivery, not the same person again within a month,
//!   nobody whose complaint is open. [`outreach`] decides and gives the reason.
//! - **A click is not an answer.** Mail gateways open every link. [`response::evidence`] tells a person from a scanner.
//! - **React within the hour.** An unhappy customer who is called back often recommends more than one who never had a
//!   problem. [`recovery`] has the rules, the cases, the business hours and the clock.
//! - **Read the interval, not the number.** +40 from 20 answers is anything between +1 and +68. [`score`] gives every value
//!   its interval and its count, and says of two values whether they differ.
//! - **Do not explain noise.** [`trend`] raises an alarm when something changed, and is silent otherwise.
//!
//! # Bad input
//!
//! Whatever is read (definitions, answers, rules) is refused with all of its problems at once, each a [`Problem`] with a path
//! and a sentence for people who do not program; nothing panics, whatever comes in. Numbers that do not exist are `None`,
//! never zero and never NaN.
//!
//! # Scope
//!
//! This crate stores nothing, sends nothing and shows nothing. It does not analyse the language of comments, knows no
//! customers' names, makes no random samples of its own (sampling is a function of ids), and decides nothing about law: it
//! records the basis that you name. Significance is said of one comparison, or of a family of them; it is not said why.

pub mod condition;
pub mod direction;
mod fields;
mod local_time;
pub mod outreach;
mod problem;
mod properties;
pub mod recovery;
pub mod response;
pub mod score;
pub mod survey;
pub mod trend;

pub use problem::{Path, Problem, Problems};
pub use properties::{Properties, property};
