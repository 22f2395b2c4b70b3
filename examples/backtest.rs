//! Runs a quarter of answers through two sets of rules and shows what each would have cost.
//!
//! ```sh
//! cargo run -p survey-core --example backtest
//! ```
//!
//! The answers are made up, the same at every run: more of them on weekday evenings, one in six unhappy.
#![expect(clippy::disallowed_macros, reason = "an example program prints")]

use std::error::Error;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use survey_core::outreach::stable_hash;
use survey_core::recovery::{Backtest, Calendar, Past, Rules, Situation, Staffing, backtest};
use survey_core::{Properties, response::Answers, survey};

const TODAY: &str = r#"{"rules": [
    {"id": "unhappy", "when": {"fact": "score", "at_most": 6},
     "then": [{"do": "open_case", "contact_within": {"minutes": 60}}, {"do": "notify", "to": "team"}]}
]}"#;
const PROPOSED: &str = r#"{"rules": [
    {"id": "very-unhappy", "when": {"fact": "score", "at_most": 3},
     "then": [{"do": "open_case", "priority": "high", "contact_within": {"minutes": 60, "clock": "business"}}, {"do": "notify", "to": "team"}]},
    {"id": "disappointed", "when": {"fact": "score", "between": [4, 6]},
     "then": [{"do": "open_case", "contact_within": {"minutes": 240, "clock": "business"}}, {"do": "acknowledge"}]}
]}"#;
const HOURS: &str = r#"{"zone": "Europe/Berlin", "hours": {
    "monday": ["09:00-18:00"], "tuesday": ["09:00-18:00"], "wednesday": ["09:00-18:00"], "thursday": ["09:00-18:00"],
    "friday": ["09:00-17:00"], "saturday": ["10:00-14:00"]
}}"#;
const ANSWERS: u32 = 6_000;

fn main() -> Result<(), Box<dyn Error>> {
    let survey = survey::template("default").ok_or("the template is part of the library")?;
    let made_up: Vec<(Timestamp, String, Answers)> = (0..ANSWERS).map(make_up).collect::<Result<_, _>>()?;
    let properties = Properties::new();
    let past = || {
        made_up.iter().map(|(at, person, answers)| Past {
            person: Some(person),
            about: None,
            situation: Situation::of_answer("default", &survey, answers, &properties, *at),
        })
    };
    let team = Staffing { people: 2, handling_minutes: 25, calendar: Calendar::parse(HOURS)? };

    let today = backtest(&Rules::parse(TODAY)?, past(), &team);
    let proposed = backtest(&Rules::parse(PROPOSED)?, past(), &team);
    println!(
        "{} answers in {:.0} weeks, {} people, {} minutes a case\n",
        today.situations, today.weeks, team.people, team.handling_minutes
    );
    println!("{:<28}{:>10}{:>10}", "", "today", "proposed");
    let notified = |outcome: &Backtest| outcome.actions.get("notify").copied().unwrap_or(0);
    for (name, today, proposed) in [
        ("cases", today.cases, proposed.cases),
        ("joined to an open case", today.joined, proposed.joined),
        ("predicted breaches", today.predicted_breaches, proposed.predicted_breaches),
        ("messages to the team", notified(&today), notified(&proposed)),
    ] {
        println!("{name:<28}{today:>10}{proposed:>10}");
    }
    for count in &proposed.rules {
        println!("{:<28}{:>10}{:>10}", format!("acted: {}", count.rule), "", count.acted);
    }
    print_week(&proposed);
    Ok(())
}

/// An answer of the quarter: when, whose and what, from nothing but its number.
fn make_up(number: u32) -> Result<(Timestamp, String, Answers), Box<dyn Error>> {
    let draw = |what: &str, below: u64| stable_hash(&[what, &number.to_string()]) % below;
    let hour = if draw("evening", 3) == 0 { 17 + draw("hour", 4) } else { 7 + draw("hour", 14) };
    let day = draw("day", 91);
    let start: Timestamp = "2026-07-06T00:00:00Z".parse()?;
    let at = start + SignedDuration::from_mins(((day * 24 + hour) * 60 + draw("minute", 60)) as i64);
    let score = if draw("unhappy", 6) == 0 { draw("score", 7) } else { 7 + draw("score", 4) };
    Ok((at, format!("person {}", draw("person", 4_000)), serde_json::from_value(json!({ "score": score }))?))
}

fn print_week(outcome: &Backtest) {
    println!("\nnew cases by hour of the week (proposed)\n     00    06    12    18");
    for (day, hours) in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].iter().zip(&outcome.cases_by_hour) {
        let most = outcome.busiest_hour().map_or(1, |(_, _, cases)| cases);
        let bars: String = hours
            .iter()
            .map(|cases| " ▁▂▃▄▅▆▇█".chars().nth((cases * 8).div_ceil(most) as usize).unwrap_or('█'))
            .collect();
        println!("{day}  {bars}  {}", hours.iter().sum::<u64>());
    }
}
