//! Any text as follow-up rules: problems, or rules that come back as they were and plan without a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use survey_core::{
    Properties,
    recovery::{Rules, Situation},
    response::Answers,
    survey::Survey,
};

static SURVEY: LazyLock<Survey> =
    LazyLock::new(|| Survey::parse(include_str!("../../tests/data/every-type.json")).expect("the survey is sound"));
static ANSWERS: LazyLock<Answers> = LazyLock::new(|| {
    let json = r#"{"score": 3, "why": "late", "reasons": ["late", {"other": "rain"}], "comment": "late"}"#;
    serde_json::from_str(json).expect("the answers are sound")
});
static PROPERTIES: LazyLock<Properties> = LazyLock::new(|| {
    let json = r#"{"branch": "Kazan", "promised_at": "2026-11-19T18:00:00Z", "order": {"number": "1001"}}"#;
    serde_json::from_str(json).expect("the properties are sound")
});

fuzz_target!(|json: &str| {
    let rules = match Rules::parse(json) {
        Err(invalid) => {
            assert!(!invalid.problems.is_empty());
            return;
        }
        Ok(rules) => rules,
    };
    let again = serde_json::to_value(&rules).expect("rules serialise");
    assert_eq!(Rules::from_value(&again).as_ref(), Ok(&rules));
    let now = "2026-11-20T10:00:00Z".parse().expect("a time");
    let last = "2026-08-01T10:00:00Z".parse().expect("a time");
    let _ = rules.check(&[("visit", &SURVEY)]);
    for situation in [
        Situation::of_answer("visit", &SURVEY, &ANSWERS, &PROPERTIES, now),
        Situation::of_event("order.late", &PROPERTIES, now),
        Situation::of_time("order.placed", last, &PROPERTIES, now),
    ] {
        assert_eq!(rules.plan(&situation), rules.plan(&situation));
        let _ = rules.wake_at(&situation);
    }
    for rule in rules.rules() {
        assert!(!rule.sentence("en").is_empty() && !rule.sentence("ru").is_empty());
    }
});
