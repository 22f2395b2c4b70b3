use serde_json::{Value, json};

use super::{Answers, Completeness, next_question, visible_questions};
use crate::{Properties, survey::Survey};

fn survey() -> Survey {
    Survey::from_value(&json!({
        "name": "Everything", "language": "en", "properties": ["branch"],
        "questions": [
            {"key": "score", "type": "nps", "text": "a", "required": true},
            {"key": "mood", "type": "scale", "text": "a", "min": -3, "max": 3},
            {"key": "why", "type": "choice", "text": "a", "other": "Other", "options": [
                {"key": "late", "text": "Late"}, {"key": "broken", "text": "Broken"}]},
            {"key": "reasons", "type": "choice", "text": "a", "many": true, "other": "Other", "max_choices": 2,
             "options": [{"key": "late", "text": "Late"}, {"key": "rude", "text": "Rude"}]},
            {"key": "comment", "type": "text", "text": "a", "max_length": 10, "min_length": 2},
            {"key": "again", "type": "yes_no", "text": "a", "show_if": {"answer": "score", "at_most": 6}},
            {"key": "when", "type": "text", "text": "a", "single_line": true, "required": true,
             "show_if": {"all": [{"answer": "again", "is": true}, {"property": "branch", "is": "Kazan"}]}},
            {"key": "contact", "type": "consent", "text": "a", "required": true, "show_if": {"answer": "when", "exists": true}},
        ],
    }))
    .unwrap()
}

fn check(given: &Value, completeness: Completeness<'_>) -> Result<Value, Vec<String>> {
    match Answers::check(&survey(), given.as_object().unwrap(), completeness) {
        Ok(answers) => Ok(serde_json::to_value(answers).unwrap()),
        Err(invalid) => Err(invalid.problems.iter().map(ToString::to_string).collect()),
    }
}

fn form(fields: &[(&str, &str)]) -> Result<Value, Vec<String>> {
    match Answers::check_form(&survey(), fields.iter().copied(), Completeness::Partial) {
        Ok(answers) => Ok(serde_json::to_value(answers).unwrap()),
        Err(invalid) => Err(invalid.problems.iter().map(ToString::to_string).collect()),
    }
}

#[test]
fn every_kind_of_answer_comes_back_as_it_was_given() {
    let given = json!({"score": 0, "mood": -3, "why": {"other": "rain"}, "reasons": ["late", {"other": "x"}],
        "comment": "day\n\tbad", "again": false, "when": "today", "contact": true});
    assert_eq!(check(&given, Completeness::Partial).unwrap(), given);
    let stored: Answers = serde_json::from_value(given.clone()).unwrap();
    let checked = Answers::check(&survey(), given.as_object().unwrap(), Completeness::Partial).unwrap();
    assert_eq!(stored, checked);
}

#[test]
fn wrong_values_are_named_each_with_what_would_be_right() {
    for (given, problem) in [
        (json!({"score": 11}), "score: must be a whole number from 0 to 10, not 11"),
        (json!({"score": -1}), "score: must be a whole number from 0 to 10, not -1"),
        (json!({"score": 7.5}), "score: must be a whole number from 0 to 10, not 7.5"),
        (json!({"score": 1e300}), "score: must be a whole number from 0 to 10, not 1e+300"),
        (json!({"score": "7"}), "score: must be a whole number from 0 to 10, not the text \"7\""),
        (json!({"score": [7]}), "score: must be a whole number from 0 to 10, not a list"),
        (json!({"mood": 4}), "mood: must be a whole number from -3 to 3, not 4"),
        (json!({"why": "lost"}), "why: must be one of late, broken, {\"other\": \"own words\"}, not the text \"lost\""),
        (json!({"why": ["late"]}), "why: must be one of late, broken, {\"other\": \"own words\"}, not a list"),
        (json!({"reasons": ["late", 1]}), "reasons[1]: must be one of late, rude, {\"other\": \"own words\"}, not 1"),
        (json!({"reasons": ["late", "rude", "other"]}), "reasons: has 3 chosen; at most 2 are possible"),
        (json!({"comment": 5}), "comment: must be a text, not 5"),
        (json!({"comment": "12345678901"}), "comment: has 11 characters; at most 10 fit"),
        (json!({"comment": "1"}), "comment: has 1 characters; please write at least 2"),
        (json!({"again": "yes"}), "again: must be true or false, not the text \"yes\""),
        (json!({"nope": 1}), "nope: the survey has no such question"),
    ] {
        assert_eq!(check(&given, Completeness::Partial), Err(vec![problem.to_owned()]), "{given}");
    }
}

#[test]
fn all_problems_of_the_answers_are_told_at_once() {
    let given = json!({"score": 11, "mood": "x", "nope": 1});
    assert_eq!(check(&given, Completeness::Partial).unwrap_err().len(), 3);
}

#[test]
fn control_characters_are_taken_out_and_lines_and_tabs_stay() {
    let given = json!({"comment": "  a\u{0}\u{1b}\r\nb\tc\u{85}  ", "when": "now\nor\tthen"});
    assert_eq!(check(&given, Completeness::Partial).unwrap(), json!({"comment": "a\nb\tc", "when": "now or then"}));
}

#[test]
fn an_oversized_comment_is_refused_without_repeating_it() {
    let problems = check(&json!({"comment": "я".repeat(1_000_000)}), Completeness::Partial).unwrap_err();
    assert_eq!(problems, ["comment: has 1000000 characters; at most 10 fit"]);
    let problems = check(&json!({"why": "я".repeat(1_000_000)}), Completeness::Partial).unwrap_err();
    assert!(problems[0].chars().count() < 300);
}

#[test]
fn nothing_counts_as_not_answered() {
    let given = json!({"score": null, "comment": " \n ", "reasons": [], "why": ""});
    assert_eq!(check(&given, Completeness::Partial).unwrap(), json!({}));
}

#[test]
fn chosen_options_come_in_the_order_of_the_definition_and_once() {
    let given = json!({"reasons": ["rude", "late", "rude"]});
    assert_eq!(check(&given, Completeness::Partial).unwrap(), json!({"reasons": ["late", "rude"]}));
    assert_eq!(check(&json!({"reasons": "rude"}), Completeness::Partial).unwrap(), json!({"reasons": ["rude"]}));
}

#[test]
fn a_whole_response_needs_what_is_required_where_it_is_shown() {
    let kazan = json!({"branch": "Kazan"});
    let whole = Completeness::Whole(kazan.as_object().unwrap());
    let nowhere = Properties::new();
    assert_eq!(check(&json!({"score": 9}), whole).unwrap(), json!({"score": 9}));
    assert_eq!(check(&json!({}), whole).unwrap_err(), ["score: needs an answer"]);
    let unhappy = json!({"score": 3, "again": true});
    assert_eq!(check(&unhappy, whole).unwrap_err(), ["when: needs an answer"]);
    assert_eq!(check(&unhappy, Completeness::Whole(&nowhere)).unwrap(), unhappy);
    let refused = json!({"score": 3, "again": true, "when": "today", "contact": false});
    assert_eq!(check(&refused, whole).unwrap_err(), ["contact: needs your agreement"]);
}

#[test]
fn a_whole_response_leaves_out_what_was_not_shown() {
    let properties = json!({"branch": "Kazan"});
    let given = json!({"score": 9, "again": true, "when": "today", "contact": true});
    let whole = Completeness::Whole(properties.as_object().unwrap());
    assert_eq!(check(&given, whole).unwrap(), json!({"score": 9}));
}

#[test]
fn form_fields_are_read_as_the_same_answers_in_json() {
    let fields = [
        ("score", " 9 "),
        ("mood", "-2"),
        ("why", "other"),
        ("why.other", "rain"),
        ("reasons", "rude"),
        ("reasons", "late"),
        ("comment", "fine"),
        ("again", "yes"),
        ("contact", "on"),
        ("when", ""),
        ("_token", "x"),
    ];
    let expected = json!({"score": 9, "mood": -2, "why": {"other": "rain"}, "reasons": ["late", "rude"],
        "comment": "fine", "again": true, "contact": true});
    assert_eq!(form(&fields).unwrap(), expected);
}

#[test]
fn words_beside_other_count_when_nothing_else_was_chosen() {
    assert_eq!(form(&[("why.other", "rain")]).unwrap(), json!({"why": {"other": "rain"}}));
    assert_eq!(form(&[("why", "late"), ("why.other", "rain")]).unwrap(), json!({"why": "late"}));
    assert_eq!(form(&[("why", "other"), ("why.other", " ")]).unwrap(), json!({"why": {"other": ""}}));
    assert_eq!(
        form(&[("reasons.other", "rain"), ("reasons", "late")]).unwrap(),
        json!({"reasons": ["late", {"other": "rain"}]})
    );
}

#[test]
fn form_fields_that_cannot_be_meant_are_problems() {
    assert_eq!(
        form(&[("score", "7.5")]).unwrap_err(),
        ["score: must be a whole number from 0 to 10, not the text \"7.5\""]
    );
    assert_eq!(
        form(&[("score", "7"), ("score", "8")]).unwrap_err(),
        ["score: was sent with two different answers; send one"]
    );
    assert_eq!(form(&[("score", "7"), ("score", "7")]).unwrap(), json!({"score": 7}));
    assert_eq!(form(&[("colour", "x")]).unwrap_err(), ["colour: the survey has no such question"]);
    assert_eq!(form(&[("comment.other", "x")]).unwrap_err(), ["comment.other: the survey has no such question"]);
}

#[test]
fn a_question_hidden_by_another_hides_those_that_depend_on_it() {
    let survey = survey();
    let given = json!({"score": 9, "again": true, "when": "x"});
    let answers = Answers::check(&survey, given.as_object().unwrap(), Completeness::Partial).unwrap();
    let properties = json!({"branch": "Kazan"});
    let shown = visible_questions(&survey, &answers, properties.as_object().unwrap());
    let keys: Vec<_> = shown.iter().map(|question| question.key.as_str()).collect();
    assert_eq!(keys, ["score", "mood", "why", "reasons", "comment"]);
}

#[test]
fn the_next_question_is_none_when_all_that_is_shown_was_answered() {
    let survey = survey();
    let given = json!({"score": 9, "mood": 1, "why": "late", "reasons": "late", "comment": "ok"});
    let answers = Answers::check(&survey, given.as_object().unwrap(), Completeness::Partial).unwrap();
    assert_eq!(next_question(&survey, &answers, &Properties::new()), None);
}

#[test]
fn as_many_must_be_chosen_as_the_definition_says() {
    let survey = Survey::from_value(&json!({"name": "Test", "language": "en", "questions": [
        {"key": "two", "type": "choice", "many": true, "min_choices": 2, "max_choices": 3, "text": "a", "options": [
            {"key": "a", "text": "A"}, {"key": "b", "text": "B"}, {"key": "c", "text": "C"}, {"key": "d", "text": "D"}]},
    ]}))
    .unwrap();
    let problem = |chosen: &Value| {
        let given = json!({"two": chosen});
        Answers::check(&survey, given.as_object().unwrap(), Completeness::Partial)
            .err()
            .map(|invalid| invalid.to_string())
    };
    assert!(problem(&json!(["a"])).unwrap().ends_with("two: has 1 chosen; please choose at least 2"));
    assert!(problem(&json!(["a", "a"])).unwrap().ends_with("two: has 1 chosen; please choose at least 2"));
    assert_eq!(problem(&json!(["a", "b"])), None);
    assert_eq!(problem(&json!(["a", "b", "c"])), None);
    assert!(problem(&json!(["a", "b", "c", "d"])).unwrap().ends_with("two: has 4 chosen; at most 3 are possible"));
    assert!(problem(&json!(vec!["a"; 100_000])).unwrap().ends_with("has 100000 elements, more than there are options"));
}

#[test]
fn words_for_other_and_forms_have_a_limit() {
    assert!(check(&json!({"why": {"other": "я".repeat(500)}}), Completeness::Partial).is_ok());
    let long = json!({"why": {"other": "я".repeat(501)}});
    assert_eq!(check(&long, Completeness::Partial).unwrap_err(), ["why: has 501 characters; at most 500 fit"]);
    assert!(form(&vec![("_filler", ""); 10_000]).is_ok());
    assert_eq!(form(&vec![("_filler", ""); 10_001]).unwrap_err(), ["the form has more than 10000 fields"]);
}

#[test]
fn answers_written_as_form_fields_are_read_back_as_they_were() {
    let given = json!({"score": 0, "mood": -3, "why": {"other": "rain"}, "reasons": ["late", {"other": "x"}],
        "comment": "day\n\tbad", "again": false, "when": "today", "contact": true});
    let answers = Answers::check(&survey(), given.as_object().unwrap(), Completeness::Partial).unwrap();
    let fields = answers.fields();
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(form(&fields).unwrap(), given);
}
