//! How fast decisions are: whom to ask, what rules make of an answer, when a deadline is.
//!
//! `cargo bench -p survey-core --bench rules`

#![expect(clippy::disallowed_types, reason = "divan keeps its options in a lazy static")]

use divan::{Bencher, black_box, counter::ItemsCount};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use survey_core::outreach::{Contact, Policy, QuietHours, Request, Weekdays, decide};
use survey_core::recovery::{Calendar, Rules, Situation, Within};
use survey_core::score::Category;
use survey_core::{Properties, response::Answers, survey};

fn main() {
    divan::main();
}

const CONTACTS: usize = 1_000_000;

fn now() -> Timestamp {
    Timestamp::from_second(1_795_168_800).unwrap_or_default()
}

/// A million people and orders: some asked lately, some unsubscribed, spread over a month.
fn decide_a_million(bencher: Bencher<'_, '_>, policy: &Policy) {
    let ids: Vec<String> = (0..CONTACTS).map(|number| format!("person-{number}")).collect();
    let hours = |number: usize, of: usize| now() - SignedDuration::from_hours((number % of) as i64);
    let contacts: Vec<Contact<'_>> = (0..CONTACTS)
        .map(|number| Contact {
            unsubscribed: number % 50 == 0,
            open_case: number % 97 == 0,
            last_asked_at: (number % 3 == 0).then(|| hours(number, 60 * 24)),
            ..Contact::default()
        })
        .collect();
    bencher.counter(ItemsCount::new(CONTACTS)).bench_local(|| {
        for (number, (id, contact)) in ids.iter().zip(&contacts).enumerate() {
            let request = Request::about(id, "order-delivered", hours(number, 20 * 24));
            black_box(decide(policy, contact, &request, now()));
        }
    });
}

#[divan::bench(sample_count = 5)]
fn decide_1_million_contacts(bencher: Bencher<'_, '_>) {
    decide_a_million(bencher, &Policy::default());
}

#[divan::bench(sample_count = 5)]
fn decide_1_million_contacts_with_quiet_hours_and_a_sample(bencher: Bencher<'_, '_>) {
    let zone = jiff::tz::TimeZone::get("Asia/Almaty").unwrap_or(jiff::tz::TimeZone::UTC);
    let quiet_hours = Some(QuietHours::new(21 * 60, 9 * 60));
    let policy = Policy { quiet_hours, weekdays: Weekdays::WORKING, sample: 0.5, zone, ..Policy::default() };
    decide_a_million(bencher, &policy);
}

/// Twenty rules as businesses write them, two to four clauses each.
fn twenty_rules() -> Rules {
    let rules: Vec<_> = (0..20)
        .map(|number| {
            let when = match number % 4 {
                0 => json!({"all": [{"fact": "category", "is": "detractor"}, {"property": "branch", "is": format!("branch {number}")}]}),
                1 => json!({"all": [{"answer": "score", "at_most": 6}, {"answer": "wrong", "is": "unsolved"}, {"fact": "channel", "is": "sms"}]}),
                2 => json!({"any": [{"all": [{"fact": "previous_category", "is": "promoter"}, {"fact": "change", "at_most": -8}]},
                                    {"answer": "reasons", "one_of": ["courier", "different"]}]}),
                _ => json!({"all": [{"property": "amount", "at_least": 1000 * number}, {"not": {"fact": "evidence", "is": "inferred"}},
                                    {"fact": "score", "between": [0, 3]}]}),
            };
            json!({"id": format!("rule-{number}"), "when": when, "then": [{"do": "open_case"}, {"do": "notify", "to": "team"}]})
        })
        .collect();
    Rules::from_value(&json!({ "rules": rules })).unwrap_or_default()
}

fn with_answer(bencher: Bencher<'_, '_>, branch: &str) {
    let rules = twenty_rules();
    assert_eq!(rules.rules().len(), 20);
    let survey = survey::template("post-delivery").into_iter().next();
    let answers: Answers = serde_json::from_value(json!({
        "score": 3, "wrong": "solved", "reasons": ["late", "damaged"], "comment": "It came two days late and the box was open."
    }))
    .unwrap_or_default();
    let properties: Properties =
        serde_json::from_value(json!({"branch": branch, "amount": 1200, "order": {"number": "1001"}, "city": "Kazan"}))
            .unwrap_or_default();
    let Some(survey) = survey else { return };
    let mut situation = Situation::of_answer("delivery", &survey, &answers, &properties, now());
    (situation.previous_score, situation.previous_category) = (Some(9), Some(Category::Promoter));
    situation.channel = Some("email");
    bencher.bench_local(|| black_box(rules.plan(black_box(&situation))));
}

#[divan::bench]
fn twenty_rules_on_an_answer_none_acts(bencher: Bencher<'_, '_>) {
    with_answer(bencher, "elsewhere");
}

#[divan::bench]
fn twenty_rules_on_an_answer_one_acts(bencher: Bencher<'_, '_>) {
    with_answer(bencher, "branch 8");
}

#[divan::bench]
fn one_business_hour_over_a_week_end(bencher: Bencher<'_, '_>) {
    let hours = r#"{"zone": "Europe/Berlin", "hours": {"monday": ["09:00-18:00"], "friday": ["09:00-17:00"]}}"#;
    let calendar = Calendar::parse(hours).unwrap_or_default();
    let friday_evening = now();
    bencher.bench_local(|| black_box(calendar.add(black_box(friday_evening), Within::business(60))));
}
