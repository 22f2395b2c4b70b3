//! No input panics: a short fixed run of what the fuzz targets do for longer.
#![expect(clippy::unwrap_used, reason = "a failing test may panic; the lint only knows #[test] functions")]

use proptest::{collection, prelude::*, test_runner::RngSeed};
use serde_json::Map;
use survey_core::{
    Problem, Properties,
    recovery::{Rules, Situation},
    response::{Answers, Completeness, next_question, visible_questions},
    survey::{Survey, pipe},
};

mod arbitrary;

use arbitrary::{damaged, json, text};

const SURVEY: &str = include_str!("../data/every-type.json");
const RULES: &str = include_str!("../data/every-rule.json");

fn survey() -> Survey {
    Survey::parse(SURVEY).unwrap()
}

fn given() -> impl Strategy<Value = Properties> {
    let keys: Vec<String> = survey().questions().iter().map(|question| question.key.clone()).collect();
    let key = prop_oneof![8 => prop::sample::select(keys), 1 => text()];
    collection::vec((key, json()), 0..8).prop_map(Map::from_iter)
}

fn fields() -> impl Strategy<Value = Vec<(String, String)>> {
    let keys: Vec<String> = survey()
        .questions()
        .iter()
        .flat_map(|question| [question.key.clone(), format!("{}.other", question.key)])
        .collect();
    let key = prop_oneof![8 => prop::sample::select(keys), 1 => text()];
    collection::vec((key, text()), 0..12)
}

fn stays_sound(survey: &Survey) {
    let json = serde_json::to_value(survey).unwrap();
    assert_eq!(Survey::from_value(&json).as_ref(), Ok(survey));
    assert_eq!(survey.breaks(survey), []);
    assert!(!survey.languages().is_empty());
}

fn stay_sound(survey: &Survey, answers: &Answers, properties: &Properties) {
    let json = serde_json::to_value(answers).unwrap();
    assert_eq!(&serde_json::from_value::<Answers>(json.clone()).unwrap(), answers);
    let again = Answers::check(survey, json.as_object().unwrap(), Completeness::Partial);
    assert_eq!(again.as_ref(), Ok(answers));
    let shown = visible_questions(survey, answers, properties);
    let next = next_question(survey, answers, properties);
    assert!(next.is_none_or(|next| shown.contains(&next)));
}

fn short(problems: &[Problem]) -> Result<(), TestCaseError> {
    prop_assert!(!problems.is_empty());
    for problem in problems {
        prop_assert!(problem.to_string().len() < 2_000, "{}", problem);
    }
    Ok(())
}

/// Rules come back as they were, and plan the same twice in every situation.
fn plan_soundly(rules: &Rules, answers: &Answers, properties: &Properties) {
    let json = serde_json::to_value(rules).unwrap();
    assert_eq!(Rules::from_value(&json).as_ref(), Ok(rules));
    let survey = survey();
    rules.check(&[("visit", &survey)]);
    let (last, now) = ("2026-08-01T10:00:00Z".parse().unwrap(), "2026-11-20T10:00:00Z".parse().unwrap());
    for situation in [
        Situation::of_answer("visit", &survey, answers, properties, now),
        Situation::of_event("order.late", properties, now),
        Situation::of_time("order.placed", last, properties, now),
    ] {
        assert_eq!(rules.plan(&situation), rules.plan(&situation));
        assert!(rules.wake_at(&situation).is_none_or(|at| at > now));
    }
    for rule in rules.rules() {
        assert!(!rule.sentence("en").is_empty() && !rule.sentence("ru").is_empty());
    }
}

#[test]
fn the_documents_that_are_damaged_are_sound_before() {
    assert_eq!(survey().questions().len(), 12);
    assert_eq!(Rules::parse(RULES).unwrap().check(&[("visit", &survey())]), []);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: RngSeed::Fixed(20_261_122),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_a_definition_or_has_problems(text in any::<String>()) {
        let invalid = Survey::parse(&text).unwrap_err();
        prop_assert!(!invalid.problems.is_empty());
    }

    #[test]
    fn any_json_is_a_definition_or_has_problems(value in json()) {
        if let Err(invalid) = Survey::from_value(&value) {
            prop_assert!(!invalid.problems.is_empty());
        }
    }

    #[test]
    fn a_damaged_definition_is_sound_or_has_short_problems(value in damaged(SURVEY)) {
        match Survey::from_value(&value) {
            Ok(survey) => stays_sound(&survey),
            Err(invalid) => short(&invalid.problems)?,
        }
    }

    #[test]
    fn any_answers_are_sound_or_have_short_problems(given in given(), properties in given()) {
        let survey = survey();
        for completeness in [Completeness::Partial, Completeness::Whole(&properties)] {
            match Answers::check(&survey, &given, completeness) {
                Ok(answers) => stay_sound(&survey, &answers, &properties),
                Err(invalid) => short(&invalid.problems)?,
            }
        }
    }

    #[test]
    fn any_form_is_sound_or_has_problems(fields in fields()) {
        let survey = survey();
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        match Answers::check_form(&survey, fields, Completeness::Partial) {
            Ok(answers) => stay_sound(&survey, &answers, &Properties::new()),
            Err(invalid) => prop_assert!(!invalid.problems.is_empty()),
        }
    }

    #[test]
    fn piping_takes_any_text_and_any_properties(text in text(), rest in text(), properties in given()) {
        let text = format!("{text}{{{{{rest}}}}}{text}");
        prop_assert!(pipe(&text, &properties).len() <= text.len() + 3 * 800);
    }

    #[test]
    fn any_json_is_rules_or_has_problems(value in json()) {
        if let Err(invalid) = Rules::from_value(&value) {
            short(&invalid.problems)?;
        }
    }

    #[test]
    fn damaged_rules_are_sound_or_have_short_problems(value in damaged(RULES), given in given(), properties in given()) {
        let answers = Answers::check(&survey(), &given, Completeness::Partial).unwrap_or_default();
        match Rules::from_value(&value) {
            Ok(rules) => plan_soundly(&rules, &answers, &properties),
            Err(invalid) => short(&invalid.problems)?,
        }
    }
}
