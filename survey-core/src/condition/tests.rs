use serde_json::{Value, json};

use super::{Comparison, Condition, Fact, MAX_DEPTH};
use crate::{Path, Problems};

fn parse(value: &Value) -> Result<Condition<Leaf>, Vec<String>> {
    let mut problems = Problems::default();
    let condition = Condition::parse(value, &Path::root(), &mut problems, &mut |object, path, problems| {
        let comparison = Comparison::parse(object, &["answer"], path, problems)?;
        Some(Leaf { answer: object.get("answer")?.as_str()?.to_owned(), comparison })
    });
    condition
        .filter(|_| problems.is_empty())
        .ok_or_else(|| problems.into_vec().iter().map(ToString::to_string).collect())
}

#[derive(Clone, Debug, PartialEq, serde::Serialize)]
struct Leaf {
    answer: String,
    #[serde(flatten)]
    comparison: Comparison,
}

fn holds(comparison: &Value, fact: &Value) -> bool {
    let object = comparison.as_object().unwrap();
    let mut problems = Problems::default();
    let comparison = Comparison::parse(object, &[], &Path::root(), &mut problems).expect("a comparison");
    comparison.holds(&Fact::from(fact))
}

#[test]
fn a_condition_serialises_to_the_json_it_was_read_from() {
    let value = json!({"all": [
        {"any": [{"answer": "score", "between": [0, 6]}, {"answer": "score", "exists": false}]},
        {"not": {"answer": "wrong", "one_of": ["no", 7, true]}},
        {"answer": "comment", "contains": "late"},
        {"answer": "a", "is": 1.5}, {"answer": "a", "is_not": "x"}, {"answer": "a", "none_of": ["x"]},
        {"answer": "a", "at_least": 1}, {"answer": "a", "at_most": 2.5},
    ]});
    let condition = parse(&value).unwrap();
    assert_eq!(serde_json::to_value(condition).unwrap(), value);
}

#[test]
fn every_problem_of_a_condition_is_told_with_its_path() {
    let problems = parse(&json!({"all": [
        {"answer": "score"},
        {"answer": "score", "at_most": "six"},
        {"not": [1]},
        {"answer": "a", "is": 1, "is_not": 2},
        {"any": []},
        {"any": [{"answer": "a", "between": [5, 1]}], "answer": "a"},
        {"answer": "a", "between": [5, 1]},
        {"answer": "a", "one_of": [[], "x"]},
    ]}))
    .unwrap_err();
    let paths: Vec<_> = problems.iter().map(|problem| problem.split(':').next().unwrap()).collect();
    assert_eq!(
        paths,
        [
            "all[0]",
            "all[1].at_most",
            "all[2].not",
            "all[3]",
            "all[4].any",
            "all[5]",
            "all[6].between",
            "all[7].one_of[0]"
        ]
    );
}

#[test]
fn nesting_beyond_the_limit_is_a_problem_and_not_a_stack_overflow() {
    let nested = |depth| (0..depth).fold(json!({"answer": "a", "is": 1}), |inner, _| json!({"not": inner}));
    assert!(parse(&nested(MAX_DEPTH)).is_ok());
    let problems = parse(&nested(MAX_DEPTH + 1)).unwrap_err();
    assert!(problems[0].contains("at most 16 deep"), "{problems:?}");
}

#[test]
fn texts_that_are_numbers_compare_as_numbers() {
    assert!(holds(&json!({"at_least": 10}), &json!("12.5")));
    assert!(holds(&json!({"is": "7"}), &json!(7)));
    assert!(holds(&json!({"is": 7}), &json!(7.0)));
    assert!(!holds(&json!({"at_least": 10}), &json!("soon")));
    assert!(!holds(&json!({"is": 9_007_199_254_740_993_i64}), &json!(9_007_199_254_740_992_i64)));
}

#[test]
fn a_missing_fact_satisfies_only_the_negative_comparisons() {
    for (comparison, expected) in [
        (json!({"is": 1}), false),
        (json!({"is_not": 1}), true),
        (json!({"one_of": [1]}), false),
        (json!({"none_of": [1]}), true),
        (json!({"at_least": 0}), false),
        (json!({"at_most": 9}), false),
        (json!({"between": [0, 9]}), false),
        (json!({"contains": "x"}), false),
        (json!({"exists": true}), false),
        (json!({"exists": false}), true),
    ] {
        assert_eq!(holds(&comparison, &Value::Null), expected, "{comparison}");
    }
}

#[test]
fn a_list_satisfies_what_any_of_its_elements_does() {
    let reasons = json!(["late", "Broken Box"]);
    assert!(holds(&json!({"is": "late"}), &reasons));
    assert!(holds(&json!({"contains": "broken"}), &reasons));
    assert!(!holds(&json!({"is_not": "late"}), &reasons));
    assert!(!holds(&json!({"one_of": ["rude"]}), &reasons));
    assert!(holds(&json!({"none_of": ["rude"]}), &reasons));
}

#[test]
fn an_object_exists_and_equals_nothing() {
    assert!(holds(&json!({"exists": true}), &json!({"a": 1})));
    assert!(!holds(&json!({"is": "a"}), &json!({"a": 1})));
}

#[test]
fn a_list_of_conditions_or_values_has_at_least_one_and_at_most_a_hundred() {
    let conditions = |count| json!({"all": vec![json!({"answer": "a", "is": 1}); count]});
    let values = |count| json!({"answer": "a", "one_of": vec![1; count]});
    for sound in [conditions(1), conditions(100), values(1), values(100)] {
        assert!(parse(&sound).is_ok());
    }
    for (wrong, path) in
        [(conditions(0), "all"), (conditions(101), "all"), (values(0), "one_of"), (values(101), "one_of")]
    {
        assert!(parse(&wrong).unwrap_err()[0].starts_with(&format!("{path}: ")));
    }
}
