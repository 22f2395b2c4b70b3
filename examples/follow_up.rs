//! Runs follow-up rules on answers and on a broken promise, and prints what is to be done and by when.
//!
//! ```sh
//! cargo run -p survey-core --example follow_up
//! cargo run -p survey-core --example follow_up -- examples/rules/delivery.json ru
//! ```
//!
//! The arguments are a file of rules about the `post-delivery` survey (stored under the key `delivery`) and the language of
//! the sentences, `en` or `ru`. Exit status: 0 done, 1 the rules have problems, 2 the file cannot be read.
#![expect(clippy::disallowed_macros, clippy::disallowed_methods, reason = "an example program reads and prints")]

use std::error::Error;
use std::process::ExitCode;

use jiff::Timestamp;
use serde_json::json;
use survey_core::recovery::{Calendar, NewCase, Planned, Rules, Situation};
use survey_core::score::Category;
use survey_core::{Properties, response::Answers, survey};

const RULES: &str = include_str!("rules/delivery.json");
const HOURS: &str = r#"{
    "zone": "Asia/Almaty",
    "hours": {"monday": ["09:00-18:00"], "tuesday": ["09:00-18:00"], "wednesday": ["09:00-18:00"],
              "thursday": ["09:00-18:00"], "friday": ["09:00-18:00"]},
    "holidays": ["12-16"]
}"#;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let json = match arguments.next().map(std::fs::read_to_string) {
        None => RULES.to_owned(),
        Some(Ok(json)) => json,
        Some(Err(error)) => {
            eprintln!("the rules cannot be read: {error}");
            return Ok(ExitCode::from(2));
        }
    };
    let language = arguments.next().unwrap_or_else(|| "en".to_owned());
    let survey = survey::template("post-delivery").ok_or("the template is part of the library")?;
    let rules = match Rules::parse(&json) {
        Ok(rules) => rules,
        Err(invalid) => {
            invalid.problems.iter().for_each(|problem| eprintln!("{problem}"));
            return Ok(ExitCode::FAILURE);
        }
    };
    rules.check(&[("delivery", &survey)]).iter().for_each(|problem| println!("note: {problem}"));
    for rule in rules.rules() {
        println!("{}: {}", rule.id, rule.sentence(&language));
    }

    let calendar = Calendar::parse(HOURS)?;
    // Friday, 17:45 in Almaty: a quarter of an hour before closing.
    let now: Timestamp = "2026-11-20T12:45:00Z".parse()?;
    let order: Properties = serde_json::from_value(json!({"branch": "Almaty", "promised_at": "2026-11-20T12:00:00Z"}))?;
    for answers in [
        json!({"score": 9}),
        json!({"score": 3}),
        json!({"score": 3, "wrong": "unsolved", "wish": "refund", "comment": "The box was empty"}),
        json!({"score": 2, "wrong": "unsolved", "wish": "none"}),
    ] {
        println!("\nSomebody who gave a 9 before answers {answers}:");
        let answers: Answers = serde_json::from_value(answers)?;
        let mut situation = Situation::of_answer("delivery", &survey, &answers, &order, now);
        (situation.previous_score, situation.previous_category) = (Some(9), Some(Category::Promoter));
        print_plan(&rules.plan(&situation), &calendar, now);
    }

    println!("\nAn order that was promised for 17:00 is still on its way, and nobody has complained:");
    let shipped: Timestamp = "2026-11-19T10:00:00Z".parse()?;
    print_plan(&rules.plan(&Situation::of_time("order.shipped", shipped, &order, now)), &calendar, now);
    Ok(ExitCode::SUCCESS)
}

fn print_plan(plan: &[Planned], calendar: &Calendar, now: Timestamp) {
    if plan.is_empty() {
        println!("  nothing to do");
    }
    for planned in plan {
        let note = if planned.do_not_contact { "  (do not contact)" } else { "" };
        println!("  {}{note}", planned.key());
    }
    if let Some(case) = NewCase::of(plan, calendar, now) {
        let contact = case.contact_due_at.map_or_else(
            || "a note, nobody calls".to_owned(),
            |due| format!("first contact by {}", local(due, calendar)),
        );
        let solved = local(case.resolve_due_at, calendar);
        println!("  one case, {} priority: {contact}, settled by {solved}", case.priority.name());
    }
}

fn local(at: Timestamp, calendar: &Calendar) -> String {
    at.to_zoned(calendar.zone().clone()).strftime("%A %d %B %H:%M").to_string()
}
