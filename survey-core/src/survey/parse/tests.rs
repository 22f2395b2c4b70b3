use serde_json::{Value, json};

use crate::survey::{MAX_OPTIONS, MAX_QUESTIONS, MAX_SIZE, MAX_TEXT, Survey, TEMPLATES, Text, pipe, template};

fn problems(definition: &Value) -> Vec<String> {
    match Survey::from_value(definition) {
        Ok(_) => vec![],
        Err(invalid) => invalid.problems.iter().map(ToString::to_string).collect(),
    }
}

fn paths(definition: &Value) -> Vec<String> {
    Survey::from_value(definition).unwrap_err().problems.into_iter().map(|problem| problem.path).collect()
}

fn with_questions(questions: &Value) -> Value {
    json!({"name": "Test", "language": "en", "questions": questions})
}

fn every_kind() -> Value {
    json!({
        "name": "Everything", "language": "en", "properties": ["company", "order.number"],
        "intro": {"en": "Hello from {{company}}.", "ru": "Здравствуйте, это {{company}}."},
        "sections": [
            {"key": "visit", "title": "Your visit", "text": "Two questions"},
            {"key": "rest", "title": "The rest", "show_if": {"answer": "score", "at_least": 0}},
        ],
        "questions": [
            {"key": "score", "type": "nps", "text": "Would you recommend us?", "low": "no", "high": "yes", "required": true},
            {"key": "satisfied", "type": "csat", "text": "a", "section": "visit", "help": "1 is bad"},
            {"key": "effort", "type": "ces", "text": "a", "section": "visit"},
            {"key": "stars", "type": "stars", "text": "a", "section": "rest"},
            {"key": "face", "type": "smileys", "text": "a", "section": "rest"},
            {"key": "mood", "type": "scale", "text": "a", "min": -3, "max": 3, "labels": {"-3": "awful", "0": {"en": "so so"}}},
            {"key": "why", "type": "choice", "text": "a", "options": [
                {"key": "late", "text": "Late"}, {"key": "broken", "text": "Broken", "retired": true}]},
            {"key": "reasons", "type": "choice", "text": "a", "many": true, "other": "Other", "min_choices": 1,
             "max_choices": 2, "options": [{"key": "late", "text": "Late"}, {"key": "rude", "text": "Rude"}]},
            {"key": "comment", "type": "text", "text": "Order {{order.number|unknown}}?", "min_length": 2,
             "max_length": 300, "single_line": true,
             "show_if": {"all": [{"answer": "reasons", "is": "other"}, {"property": "company", "exists": true}]}},
            {"key": "again", "type": "yes_no", "text": "a"},
            {"key": "contact", "type": "consent", "text": "a", "show_if": {"answer": "again", "is": true}},
        ],
        "thanks": [{"text": "Sorry.", "show_if": {"answer": "score", "at_most": 6}}, {"text": "Thanks."}],
    })
}

#[test]
fn a_definition_with_everything_serialises_to_the_json_it_was_read_from() {
    let survey = Survey::from_value(&every_kind()).unwrap();
    assert_eq!(serde_json::to_value(&survey).unwrap(), every_kind());
    assert_eq!(survey.languages(), ["en", "ru"]);
    assert_eq!(survey.main_question().unwrap().key, "score");
}

#[test]
fn every_problem_of_a_definition_is_told_at_once() {
    let definition = json!({
        "nam": "typo", "language": "english", "properties": ["a", "a", 7, "{{b}}"], "intro": 3,
        "sections": [{"key": "s", "title": ""}, {"key": "t"}],
        "questions": [
            {"key": "Score", "type": "nps", "text": "a"},
            {"key": "a", "type": "scale", "text": "a", "min": 5, "max": 1},
            {"key": "b", "type": "scale", "text": "a", "min": 0, "max": 500},
            {"key": "c", "type": "choice", "text": "a"},
            {"key": "d", "type": "choice", "text": "a", "options": [{"key": "x", "text": "X"}, {"key": "x", "text": "Y"}]},
            {"key": "e", "type": "text", "text": "a", "min_length": 0, "max_length": 99_999_999},
            {"key": "f", "type": "nps", "text": "a", "options": []},
            {"key": "f", "type": "yes_no", "text": "{{unclosed", "required": "yes"},
            {"key": "g", "type": "text", "text": "hello {{nobody}}", "section": "nowhere"},
            7,
            {"key": "h", "type": "text", "text": {"en": "a", "не": "б", "ru": 1}},
            {"key": "i", "type": "scale", "text": "a", "min": 0, "max": 5, "labels": {"6": "six", "01": "one"}},
            {"key": "j", "type": "choice", "text": "a", "min_choices": 2, "options": [{"key": "x", "text": "X"}]},
            {"key": "k", "type": "text", "min_length": 10, "max_length": 5, "text": "a"},
            {"key": "l", "type": "choice", "text": "a", "many": true, "min_choices": 2, "max_choices": 1,
             "options": [{"key": "x", "text": "X"}, {"key": "other", "text": "Y"}], "other": "Other"},
        ],
        "thanks": [{"show_if": {"answer": "nope", "is": 1}}],
    });
    let expected = [
        "nam",
        "name",
        "language",
        "properties[1]",
        "properties[2]",
        "properties[3]",
        "intro",
        "questions[0].key",
        "questions[1].max",
        "questions[2].max",
        "questions[3].options",
        "questions[4].options[1].key",
        "questions[5].min_length",
        "questions[5].max_length",
        "questions[6].options",
        "questions[7].text",
        "questions[7].required",
        "questions[7].key",
        "questions[8].text",
        "questions[9]",
        "questions[10].text.ru",
        "questions[10].text.не",
        "questions[11].labels.01",
        "questions[11].labels.6",
        "questions[12].min_choices",
        "questions[13].min_length",
        "questions[14].options[1].key",
        "questions[14].min_choices",
        "sections[0].title",
        "sections[0]",
        "sections[1].title",
        "sections[1]",
        "questions[8].section",
        "thanks[0].text",
        "thanks[0].show_if.answer",
    ];
    assert_eq!(paths(&definition), expected);
}

#[test]
fn a_condition_can_only_look_back() {
    let definition = with_questions(&json!([
        {"key": "a", "type": "nps", "text": "a", "show_if": {"answer": "b", "is": 1}},
        {"key": "b", "type": "nps", "text": "b", "show_if": {"answer": "b", "is": 1}},
        {"key": "c", "type": "nps", "text": "c", "show_if": {"answer": "b", "is": 1}},
        {"key": "d", "type": "nps", "text": "d", "show_if": {"any": [{"answer": "zzz", "is": 1}]}},
    ]));
    assert_eq!(
        problems(&definition),
        [
            "questions[0].show_if.answer: `b` comes later; a condition can only look at earlier questions",
            "questions[1].show_if.answer: `b` comes later; a condition can only look at earlier questions",
            "questions[3].show_if.any[0].answer: there is no question `zzz`",
        ]
    );
}

#[test]
fn a_sections_condition_can_only_look_before_its_first_question() {
    let mut definition = every_kind();
    definition["sections"][1]["show_if"] = json!({"answer": "stars", "is": 1});
    assert_eq!(paths(&definition), ["sections[1].show_if.answer"]);
}

#[test]
fn a_sections_questions_stand_together() {
    let mut definition = every_kind();
    definition["questions"][5]["section"] = json!("visit");
    assert_eq!(paths(&definition), ["questions[5].section"]);
}

#[test]
fn a_condition_that_can_never_be_meant_is_a_problem() {
    let condition = |condition: Value| {
        let mut definition = every_kind();
        definition["questions"][10]["show_if"] = condition;
        problems(&definition)
    };
    for (wrong, path) in [
        (json!({"answer": "score", "is": 11}), "questions[10].show_if.is"),
        (json!({"answer": "score", "between": [0, 12]}), "questions[10].show_if.between"),
        (json!({"answer": "score", "contains": "x"}), "questions[10].show_if.contains"),
        (json!({"answer": "why", "one_of": ["late", "lost"]}), "questions[10].show_if.one_of[1]"),
        (json!({"answer": "why", "is": "other"}), "questions[10].show_if.is"),
        (json!({"answer": "why", "at_least": 1}), "questions[10].show_if.at_least"),
        (json!({"answer": "again", "is": "yes"}), "questions[10].show_if.is"),
        (json!({"property": "branch", "is": "Kazan"}), "questions[10].show_if.property"),
        (json!({"property": "company", "answer": "score", "is": 1}), "questions[10].show_if"),
    ] {
        let told = condition(wrong.clone());
        assert_eq!(told.len(), 1, "{wrong}: {told:?}");
        assert!(told[0].starts_with(&format!("{path}: ")), "{wrong}: {told:?}");
    }
    assert!(condition(json!({"answer": "reasons", "one_of": ["late", "other"]})).is_empty());
    assert!(condition(json!({"answer": "comment", "contains": "late"})).is_empty());
}

#[test]
fn a_text_without_the_surveys_own_language_is_a_problem() {
    let definition = with_questions(&json!([{"key": "a", "type": "nps", "text": {"ru": "Как дела?"}}]));
    assert_eq!(problems(&definition), ["questions[0].text: has no text in the survey's own language, `en`"]);
}

#[test]
fn ten_thousand_questions_are_refused_with_a_limit() {
    let question = |index: usize| json!({"key": format!("q{index}"), "type": "nps", "text": "a"});
    let definition = with_questions(&(0..10_000).map(question).collect());
    assert_eq!(problems(&definition), [format!("questions: has 10000 entries; at most {MAX_QUESTIONS} are allowed")]);
    let most = with_questions(&(0..MAX_QUESTIONS).map(question).collect());
    assert!(Survey::from_value(&most).is_ok());
}

#[test]
fn too_many_options_are_refused_with_a_limit() {
    let options: Value = (0..=MAX_OPTIONS).map(|index| json!({"key": format!("o{index}"), "text": "a"})).collect();
    let definition = with_questions(&json!([{"key": "a", "type": "choice", "text": "a", "options": options}]));
    assert_eq!(
        problems(&definition),
        [format!("questions[0].options: has 101 entries; at most {MAX_OPTIONS} are allowed")]
    );
}

#[test]
fn megabyte_strings_are_refused_with_a_limit_and_not_repeated() {
    let long = "я".repeat(500_000);
    let definition = json!({"name": long, "language": long, "questions": [
        {"key": long, "type": long, "text": long},
        {"key": "a", "type": "nps", "text": long, long.as_str(): 1},
        {"key": "b", "type": "nps", "text": "b", "show_if": {"answer": long, "is": long}},
        {"key": "c", "type": "nps", "text": "c", "section": long, "show_if": {long.as_str(): long, "answer": "a"}},
    ]});
    let problems = problems(&definition);
    assert!(problems.contains(&format!("questions[1].text: has 500000 characters; the limit is {MAX_TEXT}")));
    assert!(problems.iter().all(|problem| problem.chars().count() < 400), "{problems:?}");
    let invalid = Survey::parse(&" ".repeat(MAX_SIZE + 1)).unwrap_err();
    assert_eq!(invalid.problems[0].to_string(), "is 1048577 bytes long; at most 1048576 are read");
}

#[test]
fn deep_nesting_is_refused_without_overflowing_the_stack() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Survey::parse(&deep).unwrap_err().problems[0].message.contains("recursion limit"));
    let nested = (0..60).fold(json!({"property": "company", "exists": true}), |inner, _| json!({"not": inner}));
    let mut definition = every_kind();
    definition["questions"][10]["show_if"] = nested;
    assert!(problems(&definition)[0].ends_with("conditions may be nested at most 16 deep"));
}

#[test]
fn a_control_character_in_a_text_is_a_problem() {
    let definition = with_questions(&json!([{"key": "a", "type": "nps", "text": "a\u{0}b"}]));
    assert_eq!(paths(&definition), ["questions[0].text"]);
}

#[test]
fn every_template_is_sound_in_all_of_its_languages() {
    for name in TEMPLATES {
        let definition = template::definition(name).unwrap();
        let survey = Survey::parse(definition).unwrap_or_else(|invalid| panic!("{name}: {:#?}", invalid.problems));
        let mut languages: Vec<&str> = match *name {
            "default" => vec!["ar", "de", "en", "es", "fr", "kk", "pt", "ru", "tr", "uk"],
            _ => vec!["en", "ru"],
        };
        assert!(survey.main_question().is_some_and(|question| question.required), "{name}");
        for text in survey.texts() {
            assert_eq!(text.languages().collect::<Vec<_>>(), languages, "{name}: {text:?}");
            for language in &languages {
                assert!(!text.get(language, "en").contains(['!', '¡']), "{name}: {text:?}");
            }
        }
        // The survey's own language comes first.
        languages.sort_by_key(|language| *language != "en");
        assert_eq!(survey.languages(), languages, "{name}");
        let same = serde_json::to_value(&survey).unwrap();
        assert_eq!(same, serde_json::from_str::<Value>(definition).unwrap(), "{name}");
    }
}

#[test]
fn templates_after_a_service_ask_what_was_wrong_and_what_is_wished() {
    for name in ["post-purchase", "post-delivery", "post-service", "support"] {
        let survey = template(name).unwrap();
        let keys = |key: &str| -> Vec<String> {
            survey.question(key).unwrap().options().iter().map(|option| option.key.clone()).collect()
        };
        assert_eq!(keys("wrong"), ["no", "solved", "unsolved"], "{name}");
        assert_eq!(keys("wish"), ["repair", "replacement", "refund", "explanation", "call", "none"], "{name}");
        assert_eq!(survey.questions()[1].key, "wrong", "{name}: after the score");
        assert_eq!(survey.questions()[2].key, "wish", "{name}: after the score");
    }
}

#[test]
fn a_main_question_is_one_that_everybody_is_asked() {
    let survey = Survey::from_value(&json!({
        "name": "Test", "language": "en",
        "sections": [{"key": "some", "title": "Some", "show_if": {"answer": "ok", "is": true}}],
        "questions": [
            {"key": "ok", "type": "yes_no", "text": "a"},
            {"key": "hidden", "type": "nps", "text": "a", "show_if": {"answer": "ok", "is": true}},
            {"key": "in_section", "type": "nps", "text": "a", "section": "some"},
            {"key": "asked", "type": "csat", "text": "a"},
        ],
    }))
    .unwrap();
    assert_eq!(survey.main_question().unwrap().key, "asked");
}

#[test]
fn a_reader_gets_a_sibling_of_the_own_language_before_the_surveys() {
    let text = Text::Translated([("en".into(), "Thanks".into()), ("pt-PT".into(), "Obrigado".into())].into());
    assert_eq!(text.get("pt-BR", "en"), "Obrigado");
    assert_eq!(text.get("pt", "en"), "Obrigado");
    assert_eq!(text.get("", "en"), "Thanks");
}

#[test]
fn the_key_other_cannot_turn_from_own_words_into_an_option() {
    let survey = |choice: Value| Survey::from_value(&with_questions(&json!([choice]))).unwrap();
    let words = survey(json!({"key": "why", "type": "choice", "text": "a", "other": "Other",
        "options": [{"key": "late", "text": "Late"}]}));
    let option = survey(json!({"key": "why", "type": "choice", "text": "a",
        "options": [{"key": "late", "text": "Late"}, {"key": "other", "text": "Other"}]}));
    assert_eq!(option.breaks(&words).len(), 1);
    assert_eq!(words.breaks(&option).len(), 1);
}

#[test]
fn breaks_names_what_a_new_version_must_not_change() {
    let survey = |score: &str, max: i64, options: &[&str], many: bool| {
        let options: Vec<_> = options.iter().map(|key| json!({"key": key, "text": "a"})).collect();
        Survey::from_value(&with_questions(&json!([
            {"key": "score", "type": score, "text": "a"},
            {"key": "mood", "type": "scale", "min": 0, "max": max, "text": "a"},
            {"key": "why", "type": "choice", "many": many, "text": "a", "options": options},
        ])))
        .unwrap()
    };
    let earlier = survey("nps", 5, &["late", "rude"], false);
    let paths = |later: &Survey| -> Vec<String> { later.breaks(&earlier).into_iter().map(|told| told.path).collect() };
    assert_eq!(paths(&survey("nps", 5, &["rude", "late", "new"], false)), Vec::<String>::new());
    assert_eq!(
        paths(&survey("csat", 6, &["late"], true)),
        ["questions[0].type", "questions[1].max", "questions[2].many", "questions[2].options"]
    );
    let fewer = Survey::from_value(&with_questions(&json!([{"key": "new", "type": "nps", "text": "a"}]))).unwrap();
    assert!(fewer.breaks(&earlier).is_empty());
}

#[test]
fn piping_never_repeats_a_placeholder_of_a_property_value() {
    let properties =
        json!({"company": "{{secret}}", "secret": "x", "list": [1], "lines": "a\nb", "long": "я".repeat(1000)});
    let properties = properties.as_object().unwrap();
    assert_eq!(pipe("{{company}}", properties), "{{secret}}");
    assert_eq!(pipe("a {{list|b}} c", properties), "a b c");
    assert_eq!(pipe("{{lines}}", properties), "a b");
    assert_eq!(pipe("{{long}}", properties).chars().count(), 200);
    assert_eq!(pipe("a {{nothing}}, b{{nothing}}", properties), "a, b");
    assert_eq!(pipe("{{}}{{|x}}{{ }} }} {{", properties), "x }} {{");
}

#[test]
fn null_is_the_same_as_an_absent_field_and_the_editors_schema_is_ignored() {
    let definition = json!({"$schema": "x", "name": "Test", "language": "en", "intro": null, "sections": null, "questions": [
        {"key": "a", "type": "nps", "text": "a", "help": null, "required": null, "show_if": null, "section": null, "low": null},
        {"key": "b", "type": "choice", "text": "a", "other": null, "min_choices": null, "options": [{"key": "x", "text": "X"}]},
    ]});
    let same = json!({"name": "Test", "language": "en", "questions": [
        {"key": "a", "type": "nps", "text": "a"},
        {"key": "b", "type": "choice", "text": "a", "options": [{"key": "x", "text": "X"}]},
    ]});
    assert_eq!(serde_json::to_value(Survey::from_value(&definition).unwrap()).unwrap(), same);
    let definition = json!({"name": null, "language": "en", "questions": [{"key": "a", "type": "nps", "text": null}]});
    assert_eq!(problems(&definition), ["name: is missing", "questions[0].text: is missing"]);
}

#[test]
fn a_definition_says_how_it_is_cut_into_pages_in_one_of_three_words() {
    let definition = |pages: &str| {
        json!({"name": "a", "language": "en", "pages": pages,
            "questions": [{"key": "a", "type": "text", "text": "a"}]})
    };
    for pages in ["one", "sections", "each"] {
        let survey = Survey::from_value(&definition(pages)).unwrap();
        assert_eq!(serde_json::to_value(&survey).unwrap()["pages"], pages);
    }
    let problems = Survey::from_value(&definition("many")).unwrap_err().problems;
    assert_eq!(problems[0].to_string(), "pages: must be one of one, sections, each; left out, the length decides");
}

#[test]
fn whether_a_survey_is_anonymous_is_read_written_and_never_changed() {
    let survey = |anonymous: Option<bool>| {
        let mut definition = json!({"name": "Visit", "language": "en",
            "questions": [{"key": "score", "type": "nps", "text": "Would you recommend us?"}]});
        if let Some(anonymous) = anonymous {
            definition["anonymous"] = anonymous.into();
        }
        Survey::from_value(&definition).unwrap()
    };
    let (open, hidden) = (survey(None), survey(Some(true)));
    assert!(!open.anonymous());
    assert!(hidden.anonymous());
    assert_eq!(survey(Some(false)), open);
    assert_eq!(serde_json::to_value(&hidden).unwrap()["anonymous"], json!(true));
    assert!(serde_json::to_value(&open).unwrap().get("anonymous").is_none());
    for (next, before) in [(&open, &hidden), (&hidden, &open)] {
        assert_eq!(next.breaks(before)[0].path, "anonymous");
    }
    assert!(hidden.breaks(&hidden).is_empty());
    let invalid = Survey::from_value(&json!({"name": "Visit", "language": "en", "anonymous": "yes",
        "questions": [{"key": "score", "type": "nps", "text": "Would you recommend us?"}]}));
    assert_eq!(invalid.unwrap_err().problems[0].path, "anonymous");
}

#[test]
fn a_consent_says_what_for_and_an_anonymous_survey_cannot_ask_to_publish() {
    let survey = |publish: Value, anonymous: bool| {
        Survey::from_value(&json!({"name": "Visit", "language": "en", "anonymous": anonymous, "questions": [
            {"key": "show", "type": "consent", "text": "Show it?", "publish": publish}]}))
    };
    for word in ["words", "first_name"] {
        let read = survey(json!(word), false).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap()["questions"][0]["publish"], word);
        assert_eq!(survey(json!(word), true).unwrap_err().problems[0].path, "questions[0].publish");
    }
    for wrong in [json!("name"), json!(true)] {
        assert_eq!(survey(wrong.clone(), false).unwrap_err().problems[0].path, "questions[0].publish", "{wrong}");
    }
}
