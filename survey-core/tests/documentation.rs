//! What the documentation shows is what the code does. (The packed crate has no documentation folder beside it; there
//! these tests have nothing to compare.)
#![expect(clippy::disallowed_methods, reason = "the tests compare with files; the library reads none")]

use std::{fs, path::Path};

use serde_json::Value;
use survey_core::{
    response::{Answers, Completeness},
    survey::Survey,
};

fn beside_the_crate(file: &str) -> Option<String> {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)).ok()
}

#[test]
fn the_json_schema_in_the_documentation_is_current() {
    let Some(kept) = beside_the_crate("docs/survey.schema.json") else { return };
    let current = serde_json::to_string_pretty(&survey_core::survey::schema()).unwrap() + "\n";
    assert!(
        kept == current,
        "docs/survey.schema.json is out of date; \
         run `cargo run -p survey-core --example survey_schema > docs/survey.schema.json`"
    );
}

#[test]
fn the_definitions_in_the_documentation_and_the_examples_are_sound() {
    if let Some(visit) = beside_the_crate("examples/surveys/visit.json") {
        let survey = Survey::parse(&visit).unwrap();
        assert_eq!(survey.languages(), ["en", "ru"]);
    }
    let Some(page) = beside_the_crate("docs/surveys.md") else { return };
    let blocks: Vec<&str> = page.split("```json\n").skip(1).filter_map(|block| block.split("```").next()).collect();
    let [definition, answers] = blocks.as_slice() else { panic!("a definition and answers to it") };
    let survey = Survey::parse(definition).unwrap();
    let given: Value = serde_json::from_str(answers).unwrap();
    Answers::check(&survey, given.as_object().unwrap(), Completeness::Partial).unwrap();
}
