//! A control chart in the terminal: is the score falling, or is it the usual up and down?
//!
//! ```sh
//! cargo run -p survey-core --example control_chart -- examples/data/answers.csv
//! ```
//!
//! Reads the columns `answered_at` (RFC 3339) and `score` of a CSV file; `--bucket day|week|month`, `--zone NAME` (default
//! UTC), `--baseline N` buckets that were quiet (default 90 days, 13 weeks, 6 months).
#![expect(clippy::disallowed_macros, reason = "an example program prints")]

use jiff::{Timestamp, tz::TimeZone};
use std::{error::Error, process::ExitCode};
use survey_core::{
    score::{Score, Tally},
    trend::{Alarm, Baseline, Bucket, ChartPoint, Ewma, Point, Trend},
};

/// Characters from -100 to +100.
const WIDTH: usize = 61;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(request) = Request::parse(&arguments) else {
        eprintln!("usage: control_chart FILE [--bucket day|week|month] [--zone NAME] [--baseline N]");
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
    bucket: Bucket,
    zone: TimeZone,
    baseline: Option<usize>,
}

impl<'a> Request<'a> {
    fn parse(arguments: &'a [String]) -> Option<Self> {
        let (file, options) = arguments.split_first()?;
        let mut request = Self { file, bucket: Bucket::Day, zone: TimeZone::UTC, baseline: None };
        for pair in options.chunks(2) {
            let [option, value] = pair else { return None };
            match (option.as_str(), value.as_str()) {
                ("--bucket", "day") => request.bucket = Bucket::Day,
                ("--bucket", "week") => request.bucket = Bucket::Week,
                ("--bucket", "month") => request.bucket = Bucket::Month,
                ("--zone", name) => request.zone = TimeZone::get(name).ok()?,
                ("--baseline", number) => request.baseline = Some(number.parse().ok()?),
                _ => return None,
            }
        }
        Some(request)
    }

    fn run(&self) -> Result<(), Box<dyn Error>> {
        let trend = Trend::<Tally>::from_answers(&self.answers()?, self.bucket, &self.zone, Tally::count)?;
        let quiet = self.baseline.unwrap_or(match self.bucket {
            Bucket::Day => 90,
            Bucket::Week => 13,
            Bucket::Month | Bucket::Quarter => 6,
        });
        let tallies: Vec<_> = trend.counts().copied().collect();
        let (past, _) = tallies.split_at(quiet.min(tallies.len()));
        let usual = Baseline::estimate(past).ok_or("there are no answers in the baseline")?;
        println!("usual score {:+.0}, from {} buckets with answers", usual.mean * 100.0, usual.buckets);
        if !usual.is_reliable() {
            println!("fewer than 60: alarms will be false more often than once in two years");
        }
        println!("{:10} {:>5}  {:<WIDTH$}", "", "n", "-100");
        // The baseline is drawn too: a chart that starts in the middle of the story explains nothing.
        for (point, drawn) in trend.points().iter().zip(Ewma::default().chart(&usual, &tallies)) {
            println!("{}", line(point, &drawn, usual.mean));
        }
        Ok(())
    }

    fn answers(&self) -> Result<Vec<(Timestamp, Score)>, Box<dyn Error>> {
        let mut reader = csv::Reader::from_path(self.file)?;
        let headers = reader.headers()?.clone();
        let column = |name: &str| {
            headers.iter().position(|header| header == name).ok_or_else(|| format!("there is no column `{name}`"))
        };
        let (time, score) = (column("answered_at")?, column("score")?);
        let mut answers = Vec::new();
        for record in reader.records() {
            let record = record?;
            let cell = |index: usize| record.get(index).unwrap_or_default().trim();
            if let Some(score) = cell(score).parse().ok().and_then(|value| Score::new(value).ok()) {
                answers.push((cell(time).parse()?, score));
            }
        }
        Ok(answers)
    }
}

/// `·` the usual score, `[ ]` the limits, `o` the average, `#` an alarm.
fn line(point: &Point<Tally>, drawn: &ChartPoint, usual: f64) -> String {
    let mut cells = [' '; WIDTH];
    let mut mark = |score: f64, sign: char| {
        let place = (f64::midpoint(score, 1.0) * (WIDTH - 1) as f64).round() as usize;
        if let Some(cell) = cells.get_mut(place) {
            *cell = sign;
        }
    };
    mark(usual, '·');
    let mut note = "";
    if let Some(level) = drawn.level {
        mark(level.limits.low, '[');
        mark(level.limits.high, ']');
        mark(level.value, if drawn.alarm.is_some() { '#' } else { 'o' });
    }
    if let Some(alarm) = drawn.alarm {
        note = match alarm {
            Alarm::Fall => " falling",
            Alarm::Rise => " rising",
        };
    }
    let chart: String = cells.iter().collect();
    format!("{} {:>5}  {chart}{note}", point.start, point.counts.n()).trim_end().to_owned()
}
