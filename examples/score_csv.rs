//! Scores a CSV file of answers: the whole, each group, and whether the groups truly differ.
//!
//! ```sh
//! cargo run -p survey-core --example score_csv -- examples/data/answers.csv --by branch
//! ```
//!
//! `--score COLUMN` names the column with the answers (default `score`, 0 to 10); `--by COLUMN` one to group by. What is not
//! a whole number from 0 to 10 is counted and left out, never guessed.
#![expect(clippy::disallowed_macros, reason = "an example program prints")]

use std::{collections::BTreeMap, error::Error, process::ExitCode};
use survey_core::{
    score::{Confidence, Score, Tally, compare_at, false_discovery},
    trend::{Consistency, Ranking},
};

/// Groups of so few answers take no part in comparisons.
const FEWEST_COMPARED: u64 = 5;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(request) = Request::parse(&arguments) else {
        eprintln!("usage: score_csv FILE [--score COLUMN] [--by COLUMN]");
        return ExitCode::from(2);
    };
    match request.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", request.file);
            ExitCode::FAILURE
        }
    }
}

struct Request<'a> {
    file: &'a str,
    score: &'a str,
    by: Option<&'a str>,
}

impl<'a> Request<'a> {
    fn parse(arguments: &'a [String]) -> Option<Self> {
        let (file, options) = arguments.split_first()?;
        let mut request = Self { file, score: "score", by: None };
        for pair in options.chunks(2) {
            match pair {
                [option, column] if option == "--score" => request.score = column,
                [option, column] if option == "--by" => request.by = Some(column),
                _ => return None,
            }
        }
        Some(request)
    }

    fn run(&self) -> Result<(), Box<dyn Error>> {
        let mut reader = csv::Reader::from_path(self.file)?;
        let headers = reader.headers()?.clone();
        let column = |name: &str| {
            let found = headers.iter().position(|header| header == name);
            found.ok_or_else(|| {
                format!("there is no column `{name}`; there are {}", headers.iter().collect::<Vec<_>>().join(", "))
            })
        };
        let score_column = column(self.score)?;
        let group_column = self.by.map(column).transpose()?;
        let (mut groups, mut invalid) = (BTreeMap::<String, Tally>::new(), 0u64);
        for record in reader.records() {
            let record = record?;
            let cell = |index: usize| record.get(index).unwrap_or_default().trim();
            let Some(score) = cell(score_column).parse().ok().and_then(|value| Score::new(value).ok()) else {
                invalid += 1;
                continue;
            };
            groups.entry(group_column.map(cell).unwrap_or_default().to_owned()).or_default().count(score);
        }
        print(&groups, invalid, self.by);
        Ok(())
    }
}

fn print(groups: &BTreeMap<String, Tally>, invalid: u64, by: Option<&str>) {
    let all: Tally = groups.values().sum();
    println!("all answers: {}", all.reading());
    if invalid > 0 {
        println!("left out: {invalid} that are not whole numbers from 0 to 10");
    }
    if let Some(by) = by {
        println!("\nby {by}, best first:");
        print_groups(groups, all);
    }
}

fn print_groups(groups: &BTreeMap<String, Tally>, all: Tally) {
    let tallies: Vec<_> = groups.values().copied().collect();
    let order = Ranking::of(&tallies).map_or_else(|| (0..tallies.len()).collect(), |ranking| ranking.order());
    let flagged = differs_from_the_rest(&tallies, all);
    let named: Vec<_> = groups.iter().collect();
    for index in order {
        if let Some((name, tally)) = named.get(index) {
            let flag = if flagged.contains(&index) { "  differs from the others" } else { "" };
            println!("  {name:<16} {}{flag}", tally.reading());
        }
    }
    match Consistency::of(&tallies) {
        None => println!("too few answers to say whether the groups differ"),
        Some(found) if found.tau_squared > 0.0 => {
            println!("the groups truly differ by about {:.0} points (p = {:.3})", found.points(), found.p);
        }
        Some(found) => println!("no real differences found (p = {:.3})", found.p),
    }
}

/// Places of the groups that differ from all others, at most 10 % of them by chance.
fn differs_from_the_rest(tallies: &[Tally], all: Tally) -> Vec<usize> {
    let rest = |tally: &Tally| Tally {
        promoters: all.promoters - tally.promoters,
        passives: all.passives - tally.passives,
        detractors: all.detractors - tally.detractors,
    };
    let compared = tallies.iter().enumerate().filter(|(_, tally)| tally.n() >= FEWEST_COMPARED);
    let (places, p): (Vec<_>, Vec<_>) = compared
        .filter_map(|(index, tally)| Some((index, compare_at(tally, &rest(tally), Confidence::default())?.p)))
        .unzip();
    let q = false_discovery(&p).unwrap_or_default();
    places.into_iter().zip(q).filter(|(_, q)| *q <= 0.1).map(|(index, _)| index).collect()
}
