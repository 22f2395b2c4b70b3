//! Any text as a survey definition: problems or a survey that keeps its promises, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use survey_core::{
    Properties,
    response::{Answers, next_question, thanks, visible_questions},
    survey::{Survey, pipe},
};

fuzz_target!(|json: &str| {
    match Survey::parse(json) {
        Err(invalid) => assert!(!invalid.problems.is_empty()),
        Ok(survey) => {
            let again = serde_json::to_value(&survey).expect("a survey serialises");
            assert_eq!(Survey::from_value(&again).as_ref(), Ok(&survey));
            assert_eq!(survey.breaks(&survey), []);
            let nothing = Properties::new();
            let answers = Answers::default();
            assert!(visible_questions(&survey, &answers, &nothing).len() <= survey.questions().len());
            let _ = (next_question(&survey, &answers, &nothing), thanks(&survey, &answers, &nothing));
            for language in survey.languages() {
                for question in survey.questions() {
                    let _ = pipe(question.text.get(language, survey.language()), &nothing);
                }
            }
        }
    }
});
