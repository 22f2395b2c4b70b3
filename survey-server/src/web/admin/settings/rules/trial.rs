//! What a set of rules would have done, beside the one in force, before it goes live.

use serde::Serialize;
use serde_json::Value;
use survey_core::recovery::{Backtest, Priority, Rules};

use crate::error::Error;
use crate::recovery::backtest::{Compared, Run, USUAL_DAYS, Wanted};
use crate::recovery::rules;
use crate::web::admin::form::Form;
use crate::web::admin::member::Member;

/// Hours of a cell of the week.
const BAND: usize = 4;
const DAY_MS: i64 = 86_400_000;

/// Both sets, as the page shows them.
#[derive(Debug, Serialize)]
pub struct Trial {
    days: i64,
    people: u32,
    minutes: u32,
    situations: u64,
    lines: Vec<Line>,
    rules: Vec<OfRule>,
    busiest: Option<Busiest>,
    bands: Vec<String>,
    week: Vec<Day>,
}

#[derive(Debug, Serialize)]
struct Line {
    what: &'static str,
    now: u64,
    then: u64,
}

#[derive(Debug, Serialize)]
struct OfRule {
    name: String,
    /// Whether it is among today's rules.
    known: bool,
    /// Whether it is among the changed ones.
    stays: bool,
    now: u64,
    then: u64,
}

#[derive(Debug, Serialize)]
struct Busiest {
    day: usize,
    hour: u8,
    cases: u64,
}

#[derive(Debug, Serialize)]
struct Day {
    day: usize,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    now: u64,
    then: u64,
    differs: bool,
}

/// Runs the last quarter through rules that are not saved.
pub async fn run(member: &Member, form: &Form, changed: Rules) -> Result<Trial, Error> {
    let number = |name: &str, most: i32| form.number(name).filter(|number| (0..=most).contains(number));
    let staffing = number("people", 10_000).zip(number("minutes", 7 * 24 * 60));
    let staffing = staffing.map(|(people, minutes)| (people.unsigned_abs(), minutes.unsigned_abs()));
    let tried = changed.clone();
    let mut run = member
        .read(move |conn, cx| {
            let (present, _) = rules::current(conn, cx)?;
            let wanted = Wanted { from: cx.now.plus_days(-USUAL_DAYS), until: cx.now, staffing };
            Run::begin(conn, cx, &present, &tried, wanted)
        })
        .await?;
    let present = member.read(|conn, cx| Ok(rules::current(conn, cx)?.0)).await?;
    loop {
        let (went_on, next) = member.read(move |conn, cx| Ok((run.go_on(conn, cx)?, run))).await?;
        run = next;
        if !went_on {
            return Ok(shown(&run.finish(), &present, &changed));
        }
    }
}

fn shown(compared: &Compared, present: &Rules, changed: &Rules) -> Trial {
    let (now, then) = (&compared.present, &compared.changed);
    let line = |what, of: &dyn Fn(&Backtest) -> u64| Line { what, now: of(now), then: of(then) };
    let by = |priority: Priority| move |set: &Backtest| set.cases_by_priority.get(&priority).copied().unwrap_or(0);
    let action = |name: &'static str| move |set: &Backtest| set.actions.get(name).copied().unwrap_or(0);
    let lines = vec![
        line("cases", &|set| set.cases),
        line("urgent", &by(Priority::Urgent)),
        line("high", &by(Priority::High)),
        line("normal", &by(Priority::Normal)),
        line("low", &by(Priority::Low)),
        line("joined", &|set| set.joined),
        line("breaches", &|set| set.predicted_breaches),
        line("told", &action("notify")),
        line("callbacks", &action("callback")),
    ];
    Trial {
        days: (compared.until.0 - compared.from.0) / DAY_MS,
        people: compared.staffing.people,
        minutes: compared.staffing.handling_minutes,
        situations: then.situations,
        lines,
        rules: of_rules(compared, present, changed),
        busiest: then.busiest_hour().map(|(day, hour, cases)| Busiest {
            day: usize::from(day.to_monday_zero_offset().unsigned_abs()),
            hour,
            cases,
        }),
        bands: (0..24).step_by(BAND).map(|hour| format!("{hour:02}–{:02}", hour + BAND)).collect(),
        week: (0..7).map(|day| Day { day, cells: cells(now, then, day) }).collect(),
    }
}

fn cells(now: &Backtest, then: &Backtest, day: usize) -> Vec<Cell> {
    let band = |set: &Backtest, from: usize| -> u64 {
        set.cases_by_hour.get(day).into_iter().flatten().skip(from).take(BAND).sum()
    };
    let cell = |from| {
        let (now, then) = (band(now, from), band(then, from));
        Cell { now, then, differs: now != then }
    };
    (0..24).step_by(BAND).map(cell).collect()
}

/// How often each rule of either set acted.
fn of_rules(compared: &Compared, present: &Rules, changed: &Rules) -> Vec<OfRule> {
    let acted = |set: &Backtest, id: &str| set.rules.iter().find(|rule| rule.rule == id).map(|rule| rule.acted);
    let mut seen = Vec::new();
    let mut lines = Vec::new();
    for rule in changed.rules().iter().chain(present.rules()) {
        if !seen.contains(&rule.id.as_str()) {
            seen.push(&rule.id);
            let (now, then) = (acted(&compared.present, &rule.id), acted(&compared.changed, &rule.id));
            lines.push(OfRule {
                name: rule.name.clone(),
                known: now.is_some(),
                stays: then.is_some(),
                now: now.unwrap_or(0),
                then: then.unwrap_or(0),
            });
        }
    }
    lines
}

/// The document of a set with one rule replaced, or added at its end.
pub fn with(present: &Value, id: &str, rule: Value) -> Value {
    let mut document = present.clone();
    let place = document["rules"].as_array().and_then(|rules| rules.iter().position(|one| one["id"] == id));
    match (place, document["rules"].as_array_mut()) {
        (Some(place), Some(rules)) => rules[place] = rule,
        (None, Some(rules)) => rules.push(rule),
        (_, None) => document = serde_json::json!({ "rules": [rule] }),
    }
    document
}
