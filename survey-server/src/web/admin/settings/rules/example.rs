//! An example: an answer or an event that did not happen, and which rules would act.

use serde::Serialize;
use serde_json::{Map, Value};
use survey_core::Properties;
use survey_core::recovery::{Calendar, NewCase, Rules, Situation};
use survey_core::response::{Answers, Completeness};
use survey_core::survey::Survey;

use super::Choice;
use crate::store::Time;
use crate::web::admin::form::Form;
use crate::web::admin::member::Member;

/// What was tried, and which rules would act.
#[derive(Debug, Default, Serialize)]
pub struct Example {
    surveys: Vec<Choice>,
    score: String,
    answers: String,
    event: String,
    hours: String,
    properties: String,
    tried: bool,
    /// The sentences of the rules that would act.
    acting: Vec<String>,
    case: Option<Opened>,
    problems: Vec<String>,
}

/// The case that would be opened.
#[derive(Debug, Serialize)]
struct Opened {
    priority: &'static str,
    team: Option<String>,
    contact_by: Option<Time>,
    solved_by: Time,
}

/// The form before anything was tried.
pub fn empty(surveys: &[(String, std::sync::Arc<Survey>)]) -> Example {
    Example { surveys: choices(surveys, ""), ..Example::default() }
}

fn choices(surveys: &[(String, std::sync::Arc<Survey>)], chosen: &str) -> Vec<Choice> {
    let choice = |key: &String, survey: &Survey| Choice {
        key: key.clone(),
        name: survey.name().to_owned(),
        selected: key == chosen,
    };
    surveys.iter().map(|(key, survey)| choice(key, survey)).collect()
}

/// Tries rules on what was typed.
pub fn tried(
    member: &Member,
    form: &Form,
    surveys: &[(String, std::sync::Arc<Survey>)],
    rules: &Rules,
    calendar: &Calendar,
) -> Example {
    let mut example = Example {
        surveys: choices(surveys, &form.text("survey")),
        score: form.text("score"),
        answers: form.text("answers"),
        event: form.text("event"),
        hours: form.text("hours"),
        properties: form.text("properties"),
        ..Example::default()
    };
    let properties: Properties = lines(&example.properties);
    let now = member.app.clock.now();
    if example.event.is_empty() {
        let survey = surveys.iter().find(|(key, _)| *key == form.text("survey")).or_else(|| surveys.first());
        let Some((key, survey)) = survey else { return example };
        let mut given = lines(&example.answers);
        if let (Some(main), false) = (survey.main_question(), example.score.is_empty()) {
            let typed =
                example.score.parse::<i64>().map_or_else(|_none| Value::from(example.score.as_str()), Value::from);
            given.insert(main.key.clone(), typed);
        }
        match Answers::check(survey, &given, Completeness::Partial) {
            Ok(answers) => {
                let situation = Situation::of_answer(key, survey, &answers, &properties, now.timestamp());
                example.look(member, rules, &situation, calendar);
            }
            Err(invalid) => example.problems = invalid.problems.iter().map(ToString::to_string).collect(),
        }
        return example;
    }
    let event = example.event.clone();
    let hours = example.hours.parse::<u32>().unwrap_or(0);
    let happened = now.plus_secs(-3600 * i64::from(hours)).timestamp();
    let situation = match hours {
        0 => Situation::of_event(&event, &properties, now.timestamp()),
        _ => Situation::of_time(&event, happened, &properties, now.timestamp()),
    };
    example.look(member, rules, &situation, calendar);
    example
}

impl Example {
    fn look(&mut self, member: &Member, rules: &Rules, situation: &Situation<'_>, calendar: &Calendar) {
        self.tried = true;
        let acting = rules.rules().iter().filter(|rule| rule.acts_in(situation));
        self.acting = acting.map(|rule| rule.sentence(member.reader.language())).collect();
        self.case = NewCase::of(&rules.plan(situation), calendar, situation.now).map(|case| Opened {
            priority: case.priority.name(),
            team: case.team,
            contact_by: case.contact_due_at.map(Time::from),
            solved_by: case.resolve_due_at.into(),
        });
    }
}

/// Lines such as `total = 120`: what is JSON is that, anything else is a text.
fn lines(typed: &str) -> Map<String, Value> {
    let lines = typed.lines().filter_map(|line| line.split_once('='));
    let read = |value: &str| serde_json::from_str(value).unwrap_or_else(|_text| Value::String(value.to_owned()));
    lines.map(|(name, value)| (name.trim().to_owned(), read(value.trim()))).collect()
}
