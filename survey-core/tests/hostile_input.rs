//! No input panics: a short fixed run of what the fuzz targets do for longer.
#![expect(clippy::unwrap_used, reason = "a failing test may panic; the lint only knows #[test] functions")]

use proptest::{collection, prelude::*, test_runner::RngSeed};
use serde_json::{Map, Value};
use survey_core::{
    Properties,
    response::{Answers, Completeness, next_question, visible_questions},
    survey::{Survey, pipe},
};

const SURVEY: &str = include_str!("data/every-type.json");

fn survey() -> Survey {
    Survey::parse(SURVEY).unwrap()
}

/// Words that mean something to the parsers, and characters that mean trouble.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "score",
            "type",
            "nps",
            "choice",
            "text",
            "key",
            "options",
            "en",
            "ru",
            "late",
            "other",
            "all",
            "any",
            "not",
            "answer",
            "property",
            "company",
            "{{company}}",
            "{{",
            "}}",
            "{{order.number|x}}",
            "",
            " ",
            "\u{0}",
            "\u{202e}",
            "я",
            "pt-BR",
            "9",
            "-3",
            "1e9",
            "yes",
            "rest",
            "show_if",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
        (0_usize..100_000).prop_map(|length| "x".repeat(length)),
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-12_i64..12).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            collection::vec((text(), inner), 0..8).prop_map(|fields| Value::from(Map::from_iter(fields))),
        ]
    })
}

/// Puts something else in the place of one node; which one, `choices` tells on the way down.
fn replace(value: &mut Value, choices: &mut impl Iterator<Item = usize>, with: Value) {
    let choice = choices.next().unwrap_or_default();
    let child = match value {
        Value::Array(list) if !list.is_empty() && !choice.is_multiple_of(8) => {
            let index = choice % list.len();
            list.get_mut(index)
        }
        Value::Object(object) if !object.is_empty() && !choice.is_multiple_of(8) => {
            let index = choice % object.len();
            object.values_mut().nth(index)
        }
        _ => None,
    };
    match child {
        Some(child) => replace(child, choices, with),
        None => *value = with,
    }
}

fn mutated_definition() -> impl Strategy<Value = Value> {
    let mutation = (collection::vec(any::<usize>(), 8), json());
    collection::vec(mutation, 1..4).prop_map(|mutations| {
        let mut definition: Value = serde_json::from_str(SURVEY).unwrap();
        for (choices, with) in mutations {
            replace(&mut definition, &mut choices.into_iter(), with);
        }
        definition
    })
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
    fn a_damaged_definition_is_sound_or_has_short_problems(value in mutated_definition()) {
        match Survey::from_value(&value) {
            Ok(survey) => stays_sound(&survey),
            Err(invalid) => {
                prop_assert!(!invalid.problems.is_empty());
                for problem in &invalid.problems {
                    prop_assert!(problem.to_string().len() < 2_000, "{}", problem);
                }
            }
        }
    }

    #[test]
    fn any_answers_are_sound_or_have_short_problems(given in given(), properties in given()) {
        let survey = survey();
        for completeness in [Completeness::Partial, Completeness::Whole(&properties)] {
            match Answers::check(&survey, &given, completeness) {
                Ok(answers) => stay_sound(&survey, &answers, &properties),
                Err(invalid) => {
                    prop_assert!(!invalid.problems.is_empty());
                    for problem in &invalid.problems {
                        prop_assert!(problem.to_string().len() < 2_000, "{}", problem);
                    }
                }
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
}
