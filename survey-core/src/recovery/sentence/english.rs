//! English.

use serde_json::Value;

use super::Words;
use crate::condition::Comparison;
use crate::recovery::{Action, Clause, Clock, Known, Subject, Within};

pub(super) struct English;

impl Words for English {
    const AND: &str = " and ";
    const OR: &str = " or ";
    const EVERY_ANSWER: &str = "On every answer";
    const OFF: &str = "(Off) ";

    fn when(condition: &str) -> String {
        format!("When {condition}")
    }

    fn not(condition: &str) -> String {
        format!("it is not so that {condition}")
    }

    fn clause(clause: &Clause) -> String {
        match (&clause.subject, &clause.comparison) {
            (Subject::Promise(name), Comparison::AtLeast(minutes)) => {
                format!("at least {minutes} minutes have passed since the time promised in “{name}”")
            }
            (Subject::Fact(Known::SilenceDays), Comparison::AtLeast(days)) => {
                format!("nothing has happened for at least {days} days")
            }
            (subject, comparison) => format!("{} {}", subject_words(subject), comparison_words(comparison)),
        }
    }

    fn action(action: &Action) -> String {
        match action {
            Action::OpenCase { priority, team, contact_within, resolve_within } => {
                let team = team.as_ref().map(|team| format!(" for “{team}”")).unwrap_or_default();
                let contact = contact_within.map(|within| format!("first contact within {} and ", span(within)));
                let (priority, contact) = (priority.name(), contact.unwrap_or_default());
                format!(
                    "open a case of {priority} priority{team} with {contact}a solution within {}",
                    span(*resolve_within)
                )
            }
            Action::Callback { event } => format!("call back programs with “{event}”"),
            Action::Notify { to } => format!("tell “{to}”"),
            Action::Acknowledge { message: None } => "tell the customer they were heard".to_owned(),
            Action::Acknowledge { message: Some(message) } => format!("tell the customer: “{message}”"),
            Action::AskLater { question, after } => format!("ask the question “{question}” {} later", span(*after)),
            Action::OfferReview { url } => format!("show everyone the review link {url}"),
            Action::Tag { tag } => format!("tag it “{tag}”"),
        }
    }
}

fn subject_words(subject: &Subject) -> String {
    match subject {
        Subject::Answer(key) => format!("the answer to “{key}”"),
        Subject::Property(name) => format!("the property “{name}”"),
        Subject::Promise(name) => format!("the time promised in “{name}”"),
        Subject::Fact(known) => match known {
            Known::Change => "the change since the last answer".to_owned(),
            Known::PreviousScore => "the score before".to_owned(),
            Known::PreviousCategory => "the category before".to_owned(),
            known => format!("the {}", known.name().replace('_', " ")),
        },
    }
}

fn comparison_words(comparison: &Comparison) -> String {
    match comparison {
        Comparison::Is(value) => format!("is {}", quoted(value)),
        Comparison::IsNot(value) => format!("is not {}", quoted(value)),
        Comparison::OneOf(values) => format!("is one of {}", listed(values)),
        Comparison::NoneOf(values) => format!("is none of {}", listed(values)),
        Comparison::AtLeast(number) => format!("is at least {number}"),
        Comparison::AtMost(number) => format!("is at most {number}"),
        Comparison::Between(low, high) => format!("is from {low} to {high}"),
        Comparison::Contains(text) => format!("contains “{text}”"),
        Comparison::Exists(true) => "is given".to_owned(),
        Comparison::Exists(false) => "is not given".to_owned(),
    }
}

fn quoted(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("“{text}”"))
}

fn listed(values: &[Value]) -> String {
    values.iter().map(quoted).collect::<Vec<_>>().join(", ")
}

fn span(within: Within) -> String {
    let business = if within.clock == Clock::Business { "business " } else { "" };
    let (number, unit) = match (within.minutes, within.clock) {
        (minutes, Clock::Wall) if minutes % 1440 == 0 => (minutes / 1440, "day"),
        (minutes, _) if minutes % 60 == 0 => (minutes / 60, "hour"),
        (minutes, _) => (minutes, "minute"),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {business}{unit}{plural}")
}
