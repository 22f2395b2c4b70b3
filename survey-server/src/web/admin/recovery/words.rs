//! The report in the reader's words: the first sentence, bands and parts by name.

use serde::Serialize;
use serde_json::Value;

use crate::error::Error;
use crate::render::duration;
use crate::reporting::recovery::{Again, Band, CUTS, Cause, HOUR, Part, Report, Speed};
use crate::store::workspaces::Workspace;
use crate::web::admin::reader::Reader;
use crate::web::admin::words::signed;

/// A band of the time to first contact.
#[derive(Serialize)]
pub struct BandLine {
    label: String,
    /// The sentence that hovering and focus show.
    reading: String,
    #[serde(flatten)]
    band: Band,
}

/// A part of what the report is cut by.
#[derive(Serialize)]
pub struct PartLine {
    label: String,
    speed: Speed,
    again: Again,
}

/// A root cause.
#[derive(Serialize)]
pub struct CauseLine {
    label: Option<String>,
    money: Option<f64>,
    #[serde(flatten)]
    cause: Cause,
}

/// The sentence above everything: how fast, and what they say now.
pub fn headline(reader: &Reader, report: &Report) -> Result<String, Error> {
    let contact = &report.speed.contact;
    let (how, time) = match (contact.median, contact.longest) {
        (Some(median), _) => ("known", median),
        (None, Some(longest)) => ("longer", longest),
        (None, None) => ("few", 0.0),
    };
    let args = [("how", how.into()), ("time", minutes(reader, time).into()), ("count", Value::from(contact.n))];
    let first = reader.text("recovery-headline", &args)?;
    let again = &report.again.satisfied;
    let Some(share) = again.share else { return Ok(first) };
    let share = reader.text("chart-percent", &[("n", Value::from((100.0 * share).round() as i64))])?;
    let args = [("share", share.into()), ("part", again.part.into()), ("count", again.n.into())];
    Ok(format!("{first} {}", reader.text("recovery-headline-again", &args)?))
}

fn minutes(reader: &Reader, minutes: f64) -> String {
    duration(reader.language(), minutes.round() as i64)
}

/// The name of what a report is cut by: ours, or the property's own.
pub fn cut(reader: &Reader, cut: &str) -> Result<String, Error> {
    let ours = cut == HOUR || CUTS.iter().any(|(word, _)| *word == cut) || cut == "branch";
    if ours { reader.text("recovery-cut", &[("cut", cut.into())]) } else { Ok(cut.to_owned()) }
}

/// The bands by name.
pub fn bands(reader: &Reader, bands: &[Band]) -> Result<Vec<BandLine>, Error> {
    let line = |band: &Band| {
        let label = label(reader, band)?;
        Ok(BandLine { reading: reading(reader, &label, band)?, label, band: band.clone() })
    };
    bands.iter().map(line).collect()
}

fn label(reader: &Reader, band: &Band) -> Result<String, Error> {
    let (which, time) = match (band.within_minutes, band.never) {
        (Some(within), _) => ("within", duration(reader.language(), within)),
        (None, false) => ("later", String::new()),
        (None, true) => ("never", String::new()),
    };
    reader.text("recovery-band", &[("which", which.into()), ("time", time.into())])
}

/// A band as a point of the chart.
fn reading(reader: &Reader, label: &str, band: &Band) -> Result<String, Error> {
    let score = &band.score;
    let count = reader.text("answers", &[("count", Value::from(score.n))])?;
    let Some((value, (low, high))) = score.score.zip(score.low.zip(score.high)) else {
        return Ok(format!("{label}: {count}"));
    };
    let ends = [("low", signed(low).into()), ("high", signed(high).into())];
    Ok(format!("{label}: {} {}, {count}", signed(value), reader.text("interval", &ends)?))
}

/// The parts by name.
pub fn parts(reader: &Reader, workspace: &Workspace, by: &str, parts: &[Part]) -> Result<Vec<PartLine>, Error> {
    parts
        .iter()
        .map(|part| {
            let label = match (by, part.part.as_deref()) {
                (_, None) => reader.text("recovery-part-none", &[])?,
                ("priority", Some(word)) => reader.text("priority", &[("priority", word.into())])?,
                ("origin", Some(word)) => reader.text("origin", &[("origin", word.into())])?,
                (HOUR, Some(hour)) => format!("{hour}:00"),
                ("cause", Some(key)) => cause(workspace, key),
                (_, Some(own)) => own.to_owned(),
            };
            Ok(PartLine { label, speed: part.speed, again: part.again })
        })
        .collect()
}

/// The causes by name.
pub fn causes(workspace: &Workspace, causes: &[Cause]) -> Vec<CauseLine> {
    let line = |one: &Cause| CauseLine {
        label: one.cause.as_deref().map(|key| cause(workspace, key)),
        money: (one.with_cost > 0).then(|| one.cost as f64 / 100.0),
        cause: one.clone(),
    };
    causes.iter().map(line).collect()
}

/// What a cause is called.
pub fn cause(_workspace: &Workspace, key: &str) -> String {
    key.to_owned()
}
