//! The report as a table for a spreadsheet: one line a number, with its interval and its count.

use super::figure::{Answers, Share, Times};
use super::{Again, Report, Speed};
use crate::error::Error;
use crate::reporting::spreadsheet::cell;

const HEADING: [&str; 8] = ["section", "part", "figure", "value", "low", "high", "count", "of"];

/// Lines that grow.
struct Sheet(csv::Writer<Vec<u8>>);

/// Where a line stands: its section and part.
type Place<'a> = (&'a str, &'a str);

/// The report as CSV. Waits in minutes, shares from 0 to 1, scores in points, cost in hundredths of the currency.
pub fn csv(report: &Report) -> Result<Vec<u8>, Error> {
    let mut sheet = Sheet(csv::Writer::from_writer(Vec::new()));
    sheet.0.write_record(HEADING).map_err(Error::internal)?;
    sheet.speed(("all", ""), &report.speed)?;
    sheet.again(("all", ""), &report.again)?;
    for part in &report.parts {
        let place = (report.by.as_deref().unwrap_or_default(), part.part.as_deref().unwrap_or_default());
        sheet.speed(place, &part.speed)?;
        sheet.again(place, &part.again)?;
    }
    for age in &report.backlog {
        let part = format!("{} h", age.from_hours);
        sheet.count(("backlog", &part), "open", age.open, None)?;
        sheet.count(("backlog", &part), "overdue", age.overdue, Some(age.open))?;
    }
    for group in &report.groups {
        sheet.answers(("group", group.group), "score", &group.score)?;
    }
    for band in &report.bands {
        let part = match (band.within_minutes, band.never) {
            (Some(minutes), _) => format!("within {minutes} min"),
            (None, false) => "later".to_owned(),
            (None, true) => "never".to_owned(),
        };
        sheet.answers(("contact", &part), "score", &band.score)?;
    }
    if let Some(effect) = &report.effect {
        sheet.share(("hold_out", "contacted"), "satisfied", &effect.contacted)?;
        sheet.share(("hold_out", "waited"), "satisfied", &effect.waited)?;
    }
    for promised in &report.promises {
        sheet.share(("promises", &promised.what), "honoured", &promised.honoured)?;
        sheet.count(("promises", &promised.what), "broken", promised.broken, None)?;
    }
    for cause in &report.causes {
        let place = ("cause", cause.cause.as_deref().unwrap_or_default());
        sheet.share(place, "share", &cause.share)?;
        let cost = cause.cost.to_string();
        sheet.line(place, "cost", [&cost, "", "", &cause.with_cost.to_string(), &cause.share.part.to_string()])?;
    }
    for effort in &report.effort {
        sheet.count(("effort", &effort.kind), "entries", effort.count.unsigned_abs(), None)?;
    }
    sheet.0.into_inner().map_err(|error| Error::internal(error.to_string()))
}

impl Sheet {
    fn line(&mut self, (section, part): Place<'_>, figure: &str, rest: [&str; 5]) -> Result<(), Error> {
        let [value, low, high, count, of] = rest;
        let cells = [section, part, figure, value, low, high, count, of].map(cell);
        self.0.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(Error::internal)
    }

    fn count(&mut self, place: Place<'_>, figure: &str, count: u64, of: Option<u64>) -> Result<(), Error> {
        let of = of.map(|of| of.to_string()).unwrap_or_default();
        self.line(place, figure, ["", "", "", &count.to_string(), &of])
    }

    fn share(&mut self, place: Place<'_>, figure: &str, share: &Share) -> Result<(), Error> {
        let [value, low, high] = [share.share, share.low, share.high].map(|end| written(end, 4));
        self.line(place, figure, [&value, &low, &high, &share.part.to_string(), &share.n.to_string()])
    }

    fn times(&mut self, place: Place<'_>, figure: &str, times: &Times) -> Result<(), Error> {
        let counts = [times.done.to_string(), times.n.to_string()];
        let [median, low, high] = [times.median, times.median_low, times.median_high].map(|end| written(end, 1));
        self.line(place, &format!("{figure}_median_minutes"), [&median, &low, &high, &counts[0], &counts[1]])?;
        let [p90, low, high] = [times.p90, times.p90_low, times.p90_high].map(|end| written(end, 1));
        self.line(place, &format!("{figure}_p90_minutes"), [&p90, &low, &high, &counts[0], &counts[1]])
    }

    fn answers(&mut self, place: Place<'_>, figure: &str, answers: &Answers) -> Result<(), Error> {
        let ends = [answers.score, answers.low, answers.high];
        let [value, low, high] = ends.map(|end| end.map(|end| end.to_string()).unwrap_or_default());
        self.line(place, figure, [&value, &low, &high, &answers.n.to_string(), ""])
    }

    fn speed(&mut self, place: Place<'_>, speed: &Speed) -> Result<(), Error> {
        self.count(place, "cases", speed.cases, None)?;
        self.times(place, "first_contact", &speed.contact)?;
        self.times(place, "resolution", &speed.resolution)?;
        self.share(place, "first_contact_in_time", &speed.contact_in_time)?;
        self.share(place, "resolution_in_time", &speed.resolution_in_time)
    }

    fn again(&mut self, place: Place<'_>, again: &Again) -> Result<(), Error> {
        self.count(place, "asked_again", again.asked, None)?;
        self.share(place, "now_satisfied", &again.satisfied)?;
        self.share(place, "now_satisfied_at_least", &again.at_least)?;
        self.share(place, "answered_again", &again.answered)?;
        self.answers(place, "score_again", &again.score)
    }
}

/// A number with at most so many decimals; nothing where there is none.
fn written(number: Option<f64>, decimals: usize) -> String {
    number.map(|number| format!("{number:.decimals$}")).unwrap_or_default()
}
