//! Any JSON and any form fields as answers to a survey with every type of question.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use survey_core::{
    Properties,
    response::{Amendment, Answers, Completeness, amend},
    survey::Survey,
};

static SURVEY: LazyLock<Survey> = LazyLock::new(|| {
    Survey::parse(include_str!("../../tests/data/every-type.json")).expect("the survey of the fuzz target is sound")
});

fuzz_target!(|text: &str| {
    let nothing = Properties::new();
    if let Ok(Value::Object(given)) = serde_json::from_str(text) {
        for completeness in [Completeness::Partial, Completeness::Whole(&nothing), Completeness::Whole(&given)] {
            if let Ok(answers) = Answers::check(&SURVEY, &given, completeness) {
                keeps_its_promises(&SURVEY, &answers);
            }
        }
    }
    let fields = text.lines().map(|line| line.split_once('=').unwrap_or((line, "")));
    if let Ok(answers) = Answers::check_form(&SURVEY, fields, Completeness::Partial) {
        keeps_its_promises(&SURVEY, &answers);
    }
});

/// What was accepted is stored as JSON, read back the same and accepted again.
fn keeps_its_promises(survey: &Survey, answers: &Answers) {
    let json = serde_json::to_value(answers).expect("answers serialise");
    let stored: Answers = serde_json::from_value(json.clone()).expect("answers are read back");
    assert_eq!(stored, *answers);
    let given = json.as_object().expect("answers are an object");
    assert_eq!(Answers::check(survey, given, Completeness::Partial).as_ref(), Ok(answers));
    assert_eq!(amend(answers, answers, false, false), Amendment::NoChange);
}
