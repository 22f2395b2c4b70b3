//! Rules read, refused, checked against surveys, and turned into plans.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::response::{Answers, evidence::Evidence};
use crate::survey::{self, Survey};
use crate::{Properties, score::Category};

const NOW: &str = "2026-11-20T10:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn rules(rules: &Value) -> Rules {
    Rules::from_value(&json!({ "rules": rules })).unwrap()
}

/// A set of one rule that tags.
fn tagging(when: &Value) -> Rules {
    rules(&json!([{"id": "r", "when": when, "then": [{"do": "tag", "tag": "x"}]}]))
}

fn problems(rules: &Value) -> Vec<(String, String)> {
    let invalid = Rules::from_value(&json!({ "rules": rules })).unwrap_err();
    invalid.problems.into_iter().map(|problem| (problem.path, problem.message)).collect()
}

fn paths(rules: &Value) -> Vec<String> {
    problems(rules).into_iter().map(|(path, _)| path).collect()
}

fn properties(value: &Value) -> Properties {
    value.as_object().cloned().unwrap()
}

fn delivery() -> Survey {
    survey::template("post-delivery").unwrap()
}

/// What the rules plan for an answer to the delivery survey.
fn plan_for(rules: &Rules, answers: &Value, with: impl Fn(&mut Situation<'_>)) -> Vec<Planned> {
    let answers: Answers = serde_json::from_value(answers.clone()).unwrap();
    let properties = properties(&json!({"branch": "Kazan", "amount": "1200"}));
    let survey = delivery();
    let mut situation = Situation::of_answer("delivery", &survey, &answers, &properties, now());
    with(&mut situation);
    rules.plan(&situation)
}

fn acts(when: &Value, with: impl Fn(&mut Situation<'_>)) -> bool {
    !plan_for(&tagging(when), &json!({"score": 3, "reasons": ["late", "damaged"]}), with).is_empty()
}

fn names(plan: &[Planned]) -> Vec<&'static str> {
    plan.iter().map(|planned| planned.action.name()).collect()
}

#[test]
fn every_fact_of_an_answer_can_decide() {
    let set = |situation: &mut Situation<'_>| {
        situation.previous_score = Some(9);
        situation.previous_category = Some(Category::Promoter);
        situation.channel = Some("sms");
        situation.evidence = Some(Evidence::Explicit);
        situation.event = Some("order.delivered");
    };
    for when in [
        json!({"answer": "score", "at_most": 6}),
        json!({"answer": "reasons", "is": "damaged"}),
        json!({"answer": "comment", "exists": false}),
        json!({"property": "branch", "is": "Kazan"}),
        json!({"property": "amount", "at_least": 1000}),
        json!({"fact": "score", "between": [0, 3]}),
        json!({"fact": "previous_score", "is": 9}),
        json!({"fact": "change", "at_most": -6}),
        json!({"fact": "category", "is": "detractor"}),
        json!({"fact": "previous_category", "one_of": ["passive", "promoter"]}),
        json!({"fact": "survey", "is": "delivery"}),
        json!({"fact": "channel", "is": "sms"}),
        json!({"all": [{"fact": "score", "at_most": 6}, {"fact": "evidence", "is": "explicit"}]}),
        json!({"all": [{"fact": "score", "at_most": 6}, {"fact": "event", "is": "order.delivered"}]}),
        json!({"any": [{"fact": "event", "is": "refund.requested"}, {"fact": "score", "at_most": 6}]}),
        json!({"not": {"fact": "category", "is": "promoter"}}),
    ] {
        assert!(acts(&when, set), "{when}");
        assert!(!acts(&json!({"all": [{"property": "branch", "is": "Omsk"}, when]}), set), "{when}");
    }
}

#[test]
fn a_change_needs_an_answer_before() {
    assert!(!acts(&json!({"fact": "change", "at_most": 10}), |_| ()));
    assert!(acts(&json!({"fact": "change", "exists": false}), |_| ()));
}

#[test]
fn a_rule_without_a_condition_acts_on_every_answer_and_on_nothing_else() {
    let every = rules(&json!([{"id": "all", "then": [{"do": "tag", "tag": "x"}]}]));
    assert_eq!(plan_for(&every, &json!({"score": 10}), |_| ()).len(), 1);
    assert_eq!(every.plan(&Situation::of_event("order.late", &Properties::new(), now())), []);
}

#[test]
fn a_negation_about_answers_does_not_act_on_events() {
    let not_fan = tagging(&json!({"not": {"fact": "category", "is": "promoter"}}));
    assert_eq!(not_fan.plan(&Situation::of_event("order.late", &Properties::new(), now())), []);
}

#[test]
fn an_answer_about_an_event_does_not_act_as_the_event() {
    let late = tagging(&json!({"fact": "event", "is": "order.late"}));
    assert_eq!(late.plan(&Situation::of_event("order.late", &Properties::new(), now())).len(), 1);
    assert_eq!(plan_for(&late, &json!({"score": 3}), |situation| situation.event = Some("order.late")), []);
}

#[test]
fn a_promise_that_passed_opens_a_case_to_the_second() {
    let overdue = tagging(&json!({"all": [
        {"fact": "event", "is": "order.placed"}, {"promise": "promised_at", "at_least": 30}
    ]}));
    let at = |promised: Value, seconds| {
        let properties = properties(&json!({ "promised_at": promised }));
        let moment = now() + SignedDuration::from_secs(seconds);
        overdue.plan(&Situation::of_time("order.placed", now(), &properties, moment)).len()
    };
    assert_eq!([at(json!(NOW), 1799), at(json!(NOW), 1800)], [0, 1]);
    assert_eq!([at(json!(now().as_second()), 1799), at(json!(now().as_second()), 1800)], [0, 1]);
    assert_eq!([at(json!("soon"), 1800), at(Value::Null, 1800), at(json!(true), 1800)], [0, 0, 0]);
    let kept = properties(&json!({ "promised_at": "2026-11-19T10:00:00Z" }));
    assert_eq!(overdue.plan(&Situation::of_time("order.delivered", now(), &kept, now())), []);
}

#[test]
fn a_promise_that_had_passed_when_the_event_came_acts_on_the_event() {
    let overdue = tagging(&json!({"all": [
        {"fact": "event", "is": "order.placed"}, {"promise": "promised_at", "at_least": 30}
    ]}));
    let passed = properties(&json!({"promised_at": "2026-11-19T10:00:00Z"}));
    assert_eq!(overdue.plan(&Situation::of_event("order.placed", &passed, now())).len(), 1);
}

#[test]
fn a_rule_that_is_woken_acts() {
    let rules = tagging(&json!({"promise": "due", "at_least": 0.51}));
    let properties = properties(&json!({ "due": NOW }));
    let wake = rules.wake_at(&Situation::of_event("order.placed", &properties, now())).unwrap();
    assert_eq!(wake, now() + SignedDuration::from_secs(31));
    assert_eq!(rules.plan(&Situation::of_time("order.placed", now(), &properties, wake)).len(), 1);
}

#[test]
fn a_promise_that_was_kept_neither_acts_nor_wakes() {
    let rules = tagging(&json!({"promise": "due", "at_least": 0}));
    let properties = properties(&json!({ "due": NOW }));
    let later = now() + SignedDuration::from_hours(1);
    let mut passed = Situation::of_time("order.placed", now(), &properties, later);
    assert_eq!(rules.plan(&passed).len(), 1);
    passed.promises_settled = true;
    assert_eq!(rules.plan(&passed), []);
    passed.now = now() - SignedDuration::from_hours(1);
    assert_eq!(rules.wake_at(&passed), None);
}

#[test]
fn silence_is_counted_in_days_and_wakes_the_rule() {
    let silent = tagging(&json!({"fact": "silence_days", "at_least": 14}));
    let properties = Properties::new();
    let placed = Situation::of_event("order.placed", &properties, now());
    assert_eq!(silent.plan(&placed), []);
    let wake = silent.wake_at(&placed).unwrap();
    assert_eq!(wake, now() + SignedDuration::from_hours(14 * 24));
    assert_eq!(silent.plan(&Situation::of_time("order.placed", now(), &properties, wake)).len(), 1);
    let second_before = wake - SignedDuration::from_secs(1);
    assert_eq!(silent.plan(&Situation::of_time("order.placed", now(), &properties, second_before)), []);
    assert_eq!(silent.wake_at(&Situation::of_time("order.placed", now(), &properties, wake)), None);
}

#[test]
fn the_first_of_several_waits_wakes_and_a_rule_that_is_off_does_not() {
    let waiting = |enabled: bool| {
        rules(&json!([
            {"id": "a", "when": {"promise": "due", "at_least": 0.5}, "then": [{"do": "open_case"}], "enabled": enabled},
            {"id": "b", "when": {"fact": "silence_days", "at_least": 1}, "then": [{"do": "open_case"}]},
        ]))
    };
    let properties = properties(&json!({"due": "2026-11-20T12:00:00Z"}));
    let placed = Situation::of_event("order.placed", &properties, now());
    assert_eq!(waiting(true).wake_at(&placed), Some("2026-11-20T12:00:30Z".parse().unwrap()));
    assert_eq!(waiting(false).wake_at(&placed), Some("2026-11-21T10:00:00Z".parse().unwrap()));
}

#[test]
fn a_customer_who_wants_no_contact_gets_none_from_any_rule() {
    let rules = rules(&json!([{"id": "r", "when": {"fact": "score", "at_most": 6}, "then": [
        {"do": "open_case", "priority": "urgent"}, {"do": "acknowledge"}, {"do": "callback", "event": "response.detractor"},
        {"do": "notify", "to": "team"}, {"do": "ask_later", "question": "comment", "after": {"minutes": 60}},
        {"do": "tag", "tag": "unhappy"}
    ]}]));
    let contact = plan_for(&rules, &json!({"score": 2, "wrong": "unsolved", "wish": "call"}), |_| ());
    assert_eq!(names(&contact), ["open_case", "acknowledge", "callback", "notify", "ask_later", "tag"]);
    assert!(contact.iter().all(|planned| !planned.do_not_contact));

    let note = plan_for(&rules, &json!({"score": 2, "wrong": "unsolved", "wish": "none"}), |_| ());
    assert_eq!(names(&note), ["open_case", "callback", "notify", "tag"]);
    assert!(note.iter().all(|planned| planned.do_not_contact));
    let case = NewCase::of(&note, &Calendar::always(), now()).unwrap();
    assert_eq!((case.contact_within, case.contact_due_at, case.do_not_contact), (None, None, true));
    assert_eq!(case.resolve_due_at, now() + SignedDuration::from_hours(8), "a note has a deadline too");
}

#[test]
fn the_customer_is_acknowledged_once_and_no_action_is_planned_twice() {
    let then = json!([
        {"do": "acknowledge", "message": "first"}, {"do": "callback", "event": "a"}, {"do": "notify", "to": "team"},
        {"do": "open_case"}
    ]);
    let other = json!([
        {"do": "acknowledge", "message": "second"}, {"do": "callback", "event": "a"}, {"do": "notify", "to": "manager"},
        {"do": "open_case"}
    ]);
    let plan = plan_for(&rules(&json!([{"id": "a", "then": then}, {"id": "b", "then": other}])), &json!({}), |_| ());
    let keys: Vec<_> = plan.iter().map(Planned::key).collect();
    assert_eq!(
        keys,
        ["a/acknowledge", "a/callback/a", "a/notify/team", "a/open_case", "b/notify/manager", "b/open_case"]
    );
}

#[test]
fn a_rule_that_is_off_does_nothing() {
    let off = rules(&json!([{"id": "r", "enabled": false, "then": [{"do": "tag", "tag": "x"}]}]));
    assert_eq!(plan_for(&off, &json!({"score": 1}), |_| ()), []);
}

#[test]
fn a_case_always_has_both_deadlines() {
    for (priority, contact, resolve) in [
        ("urgent", Within::wall(15), Within::business(480)),
        ("high", Within::wall(60), Within::business(960)),
        ("normal", Within::business(240), Within::business(2_400)),
        ("low", Within::business(960), Within::business(4_800)),
    ] {
        let rules = rules(&json!([{"id": "r", "then": [{"do": "open_case", "priority": priority}]}]));
        let [Action::OpenCase { contact_within, resolve_within, .. }] = rules.rules()[0].then.as_slice() else {
            panic!()
        };
        assert_eq!((*contact_within, *resolve_within), (Some(contact), resolve));
    }
}

#[test]
fn several_rules_open_one_case_with_the_strictest_of_each() {
    let rules = rules(&json!([
        {"id": "a", "then": [{"do": "open_case", "priority": "high", "contact_within": {"minutes": 60}, "resolve_within": {"minutes": 600}}]},
        {"id": "b", "then": [{"do": "open_case", "team": "Shop", "contact_within": {"minutes": 30}, "resolve_within": {"minutes": 900}}]},
        {"id": "c", "then": [{"do": "open_case", "priority": "high", "team": "Care", "contact_within": {"minutes": 90}}]},
    ]));
    let case = NewCase::of(&plan_for(&rules, &json!({}), |_| ()), &Calendar::always(), now()).unwrap();
    assert_eq!(case.rules, ["a", "b", "c"]);
    assert_eq!((case.priority, case.team.as_deref()), (Priority::High, Some("Care")));
    assert_eq!((case.contact_within, case.resolve_within), (Some(Within::wall(30)), Within::wall(600)));
}

#[test]
fn one_wish_for_no_contact_makes_the_whole_case_a_note() {
    let rules = rules(&json!([{"id": "a", "then": [{"do": "open_case"}]}, {"id": "b", "then": [{"do": "open_case"}]}]));
    let mut plan = plan_for(&rules, &json!({}), |_| ());
    plan[1].do_not_contact = true;
    let case = NewCase::of(&plan, &Calendar::always(), now()).unwrap();
    assert_eq!((case.do_not_contact, case.contact_within, case.contact_due_at), (true, None, None));
}

#[test]
fn rules_are_written_the_way_they_were_read() {
    let json = json!({"rules": [{
        "id": "unhappy", "name": "Unhappy", "enabled": false,
        "when": {"all": [
            {"any": [{"answer": "score", "at_most": 6}, {"property": "vip", "is": true}]},
            {"not": {"fact": "channel", "one_of": ["api", "link"]}},
            {"answer": "comment", "contains": "late"}
        ]},
        "then": [
            {"do": "open_case", "priority": "high", "team": "Delivery",
             "contact_within": {"minutes": 60, "clock": "business"}, "resolve_within": {"minutes": 2880, "clock": "wall"}},
            {"do": "callback", "event": "response.detractor"}, {"do": "notify", "to": "team"},
            {"do": "acknowledge"}, {"do": "acknowledge", "message": "We are sorry."},
            {"do": "ask_later", "question": "comment", "after": {"minutes": 1440, "clock": "wall"}},
            {"do": "tag", "tag": "late"}
        ]
    }, {"id": "review", "name": "Reviews", "when": {"fact": "survey", "is": "delivery"},
        "then": [{"do": "offer_review", "url": "https://reviews.example/us"}]}]});
    let rules = Rules::from_value(&json).unwrap();
    assert_eq!(serde_json::to_value(&rules).unwrap(), json);
    assert_eq!(serde_json::from_value::<Rules>(json).unwrap(), rules);
}

#[test]
fn what_is_left_out_is_filled_in_and_then_stays() {
    let rules = rules(&json!([{"id": "r", "then": [{"do": "open_case"}]}]));
    let written = serde_json::to_value(&rules).unwrap();
    assert_eq!(written["rules"][0]["name"], "r");
    assert_eq!(written["rules"][0]["then"][0]["contact_within"], json!({"minutes": 240, "clock": "business"}));
    assert_eq!(Rules::from_value(&written).unwrap(), rules);
}

#[test]
fn every_problem_is_told_with_its_path() {
    let found = paths(&json!([
        {"id": "a b", "then": []},
        {"id": "x", "then": [{"do": "dance"}, {"do": "notify"}, {"do": "callback", "event": "a b"}], "extra": 1},
        {"id": "x", "when": {"fact": "mood", "is": 1}, "then": [{"do": "tag", "tag": "x"}]},
        {"id": "y", "when": {"all": []}, "enabled": "yes", "then": [
            {"do": "open_case", "priority": "now", "contact_within": {"minutes": 0}, "resolve_within": {"minutes": 1, "clock": "sun"}},
            {"do": "ask_later", "question": "comment"}, {"do": "offer_review", "url": "http://reviews.example"}]},
        7
    ]));
    let expected = [
        "rules[0].id",
        "rules[0].then",
        "rules[1].extra",
        "rules[1].then[0].do",
        "rules[1].then[1].to",
        "rules[1].then[2].event",
        "rules[2].when.fact",
        "rules[3].enabled",
        "rules[3].when.all",
        "rules[3].then[0].priority",
        "rules[3].then[1].after",
        "rules[3].then[2].url",
        "rules[4]",
    ];
    assert_eq!(found, expected);
    assert_eq!(paths(&json!({})), ["rules"]);
    assert_eq!(
        paths(
            &json!([{"id": "a", "then": [{"do": "tag", "tag": "x"}]}, {"id": "a", "then": [{"do": "tag", "tag": "x"}]}])
        ),
        ["rules"]
    );
}

#[test]
fn a_comparison_that_cannot_be_meant_is_refused() {
    for when in [
        json!({"fact": "category", "is": "fan"}),
        json!({"fact": "category", "at_most": 6}),
        json!({"fact": "evidence", "one_of": ["explicit", "sure"]}),
        json!({"fact": "score", "is": "low"}),
        json!({"fact": "score", "contains": "1"}),
        json!({"fact": "silence_days", "at_most": 3}),
        json!({"promise": "promised_at", "exists": true}),
        json!({"answer": "score", "fact": "score", "is": 1}),
        json!({"answer": "", "is": 1}),
    ] {
        let found = problems(&json!([{"id": "r", "when": when, "then": [{"do": "tag", "tag": "x"}]}]));
        assert_eq!(found.len(), 1, "{when}: {found:?}");
    }
}

#[test]
fn a_rule_that_can_never_act_is_refused() {
    for when in [
        json!({"all": [{"answer": "score", "at_most": 3}, {"answer": "score", "at_least": 7}]}),
        json!({"all": [{"fact": "score", "is": 3}, {"all": [{"fact": "score", "between": [4, 5]}]}]}),
        json!({"all": [{"fact": "category", "is": "promoter"}, {"fact": "category", "is_not": "promoter"}]}),
        json!({"any": [{"fact": "score", "is": 1}, {"all": [{"fact": "channel", "is": "a"}, {"fact": "channel", "is": "b"}]}]}),
        json!({"all": [{"fact": "category", "is": "detractor"}, {"fact": "silence_days", "at_least": 3}]}),
    ] {
        let found = problems(&json!([{"id": "r", "when": when, "then": [{"do": "tag", "tag": "x"}]}]));
        assert_eq!(found.len(), 1, "{when}: {found:?}");
        assert!(found[0].1.starts_with("can never"), "{found:?}");
    }
    for when in [
        json!({"all": [{"property": "tags", "is": "a"}, {"property": "tags", "is": "b"}]}),
        json!({"all": [{"answer": "reasons", "is": "late"}, {"answer": "reasons", "is": "damaged"}]}),
        json!({"all": [{"fact": "score", "at_least": 3}, {"fact": "score", "at_most": 3}]}),
    ] {
        tagging(&when);
    }
}

#[test]
fn review_links_are_offered_to_everyone_or_to_no_one() {
    let offering = |when: &Value| json!([{"id": "r", "when": when, "then": [{"do": "offer_review", "url": "https://reviews.example/us"}]}]);
    for when in [
        json!({"fact": "category", "is": "promoter"}),
        json!({"all": [{"property": "branch", "is": "Kazan"}, {"any": [{"answer": "score", "at_least": 9}, {"fact": "survey", "is": "a"}]}]}),
        json!({"not": {"fact": "score", "at_most": 6}}),
        json!({"fact": "change", "at_least": 1}),
    ] {
        let found = problems(&offering(&when));
        assert_eq!(found[0].0, "rules[0].then[0]");
        assert!(found[0].1.contains("review gating"), "{found:?}");
    }
    assert!(problems(&offering(&json!({"fact": "event", "is": "order.delivered"})))[0].1.contains("after an answer"));
    let fair = rules(&offering(&json!({"property": "branch", "is": "Kazan"})));
    let unhappy = plan_for(&fair, &json!({"score": 0, "wrong": "unsolved", "wish": "none"}), |_| ());
    assert_eq!(names(&unhappy), ["offer_review"], "the unhappy are offered it like everyone");
}

#[test]
fn rules_are_held_against_the_surveys_they_speak_of() {
    let (delivery, support) = (delivery(), survey::template("support").unwrap());
    let surveys = [("delivery", &delivery), ("support", &support)];
    let check = |when: &Value| -> Vec<String> {
        tagging(when).check(&surveys).into_iter().map(|problem| problem.to_string()).collect()
    };
    for right in [
        json!({"answer": "wish", "is": "refund"}),
        json!({"fact": "category", "is": "detractor"}),
        json!({"all": [{"fact": "survey", "is": "support"}, {"fact": "score", "at_most": 3}]}),
        json!({"fact": "score", "at_most": 9}),
    ] {
        assert_eq!(check(&right), Vec::<String>::new(), "{right}");
    }
    for (wrong, path) in [
        (json!({"answer": "colour", "is": "red"}), "rules[0].when.answer"),
        (json!({"answer": "wish", "is": "money"}), "rules[0].when.is"),
        (json!({"answer": "score", "at_most": 11}), "rules[0].when.at_most"),
        (json!({"fact": "survey", "is": "gone"}), "rules[0].when"),
        (json!({"fact": "survey", "none_of": ["delivery", "support"]}), "rules[0].when"),
        (
            json!({"all": [{"fact": "survey", "is": "support"}, {"fact": "category", "is": "promoter"}]}),
            "rules[0].when.all[1]",
        ),
        (
            json!({"all": [{"fact": "survey", "is": "support"}, {"fact": "score", "at_least": 9}]}),
            "rules[0].when.all[1].at_least",
        ),
    ] {
        let found = check(&wrong);
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
        assert!(found[0].starts_with(&format!("{path}:")), "{found:?}");
    }
    let asking = |when: &Value, question: &str| {
        let then = json!([{"do": "ask_later", "question": question, "after": {"minutes": 60}}]);
        rules(&json!([{"id": "r", "when": when, "then": then}])).check(&surveys).len()
    };
    let unhappy = json!({"fact": "score", "at_most": 6});
    assert_eq!([asking(&unhappy, "comment"), asking(&unhappy, "colour")], [0, 1]);
    assert_eq!(asking(&json!({"fact": "event", "is": "order.late"}), "comment"), 1);
}

#[test]
fn out_of_the_box_an_unhappy_answer_opens_a_case_within_the_hour() {
    for (template, unhappy, content) in [("default", 6, 7), ("support", 3, 4), ("post-service", 6, 7)] {
        let survey = survey::template(template).unwrap();
        let rules = Rules::out_of_the_box("mine", &survey);
        assert_eq!(rules.check(&[("mine", &survey)]), []);
        assert_eq!(Rules::from_value(&serde_json::to_value(&rules).unwrap()).unwrap(), rules);
        let main = survey.main_question().unwrap().key.clone();
        let plan = |key: &str, score: i64| {
            let answers: Answers = serde_json::from_value(json!({ main.clone(): score })).unwrap();
            rules.plan(&Situation::of_answer(key, &survey, &answers, &Properties::new(), now()))
        };
        assert_eq!(names(&plan("mine", unhappy)), ["open_case", "callback", "notify"], "{template}");
        assert_eq!(plan("mine", content), [], "{template}");
        assert_eq!(plan("other", 0), [], "{template}");
        let case = NewCase::of(&plan("mine", 0), &Calendar::always(), now()).unwrap();
        assert_eq!(case.contact_due_at, Some(now() + SignedDuration::from_hours(1)));
    }
}

#[test]
fn documents_beyond_the_limits_are_refused() {
    let rule = |id: usize| json!({"id": id.to_string(), "then": [{"do": "open_case"}]});
    assert!(Rules::from_value(&json!({"rules": (0..200).map(rule).collect::<Vec<_>>()})).is_ok());
    assert!(Rules::from_value(&json!({"rules": (0..201).map(rule).collect::<Vec<_>>()})).is_err());
    assert!(Rules::parse(&" ".repeat(2 << 20)).is_err());
    let deep = format!("{}{}", r#"{"not":"#.repeat(100_000), "}".repeat(100_000));
    assert!(Rules::parse(&format!(r#"{{"rules": [{{"id": "a", "when": {deep}, "then": []}}]}}"#)).is_err());
    assert_eq!(
        paths(&json!([{"id": "a", "then": [{"do": "notify", "to": "x".repeat(3_000)}]}])),
        ["rules[0].then[0].to"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_refused_or_read_without_a_panic(text in ".{0,60}") {
        let _ = Rules::parse(&text);
        let _ = Rules::parse(&format!(r#"{{"rules": [{{"id": "a", "when": {text}, "then": [{text}]}}]}}"#));
    }

    #[test]
    fn a_plan_is_the_same_every_time_and_honours_the_wish(
        score in 0_i64..=10, limit in 0_i64..=10, none in any::<bool>(), previous in prop::option::of(0_i64..=10),
    ) {
        let rules = rules(&json!([
            {"id": "a", "when": {"fact": "score", "at_most": limit}, "then": [{"do": "open_case"}, {"do": "acknowledge"}]},
            {"id": "b", "when": {"fact": "change", "at_most": -2}, "then": [{"do": "ask_later", "question": "comment", "after": {"minutes": 5}}]},
        ]));
        let mut answers = json!({"score": score});
        if none {
            answers["wish"] = json!("none");
        }
        let set = |situation: &mut Situation<'_>| situation.previous_score = previous;
        let plan = plan_for(&rules, &answers, set);
        prop_assert_eq!(&plan, &plan_for(&rules, &answers, set));
        prop_assert!(!none || plan.iter().all(|planned| planned.do_not_contact && !planned.action.contacts_customer()));
        prop_assert_eq!(plan.iter().any(|planned| planned.rule == "a"), score <= limit);
        if let Some(case) = NewCase::of(&plan, &Calendar::always(), now()) {
            prop_assert!(case.resolve_due_at > now());
            prop_assert_eq!(case.contact_due_at.is_none(), none);
        }
    }
}
