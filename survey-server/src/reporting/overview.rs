//! The overview of a view: its time, the time that it is compared with, its trend, and what was out of the ordinary.

use jiff::civil::Date;
use survey_core::score::Tally;
use survey_core::trend::{Alarm, Baseline, Ewma, Trend};

use super::daily::{self, Daily};
use super::difference::outcomes;
use super::score::{Counts, Measure};
use super::view::Resolved;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::workspaces::{day_date, day_number};
use crate::store::{Conn, Time, responses};

/// A step of the trend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The first day, which may be before the first day of the view.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// What was answered on the days of the view.
    pub counts: Counts,
    /// The average left its limits in this time.
    pub alarm: Option<Alarm>,
}

/// A day on which the average left what is usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlarmDay {
    /// The day.
    pub day: i32,
    /// Which way.
    pub alarm: Alarm,
    /// The average then, as a fraction.
    pub value: f64,
    /// What was usual, as a fraction.
    pub usual: f64,
}

/// What there is to say of a view.
#[derive(Clone, Debug)]
pub struct Overview {
    /// What it is of.
    pub view: Resolved,
    /// The newest answer of the survey.
    pub newest_at: Time,
    /// The answers.
    pub counts: Counts,
    /// Those that they are compared with; none: with nothing.
    pub before: Option<Counts>,
    /// The steps of the trend, without gaps.
    pub steps: Vec<Step>,
    /// The days with an alarm, oldest first.
    pub alarms: Vec<AlarmDay>,
    /// Answers of the view before this day were not looked at: see [`Daily`].
    pub cut_at: Option<i32>,
}

/// So many days before a view tell what is usual.
const BASELINE_DAYS: i32 = 180;

/// Reads the overview; none while nobody has answered the question.
pub fn overview(conn: &mut Conn, cx: &Cx, view: Resolved) -> Result<Option<Overview>, Error> {
    let Some(_) = view.answered else { return Ok(None) };
    let Some(newest_at) = responses::newest_at(conn, cx.workspace, view.measure.row.id)? else { return Ok(None) };
    let (from, until) = view.days;
    // What lies close before is read with it, in one go.
    let since = view.before.filter(|before| before.1 + 1 == from).map_or(from, |before| before.0);
    let daily = daily::daily(conn, cx, &view, (since.min(from - BASELINE_DAYS), until))?;
    let before = match view.before {
        Some(days) if days.0 < since.min(from - BASELINE_DAYS) => daily::daily(conn, cx, &view, days)?.whole(days),
        Some(days) => daily.whole(days),
        None => None,
    };
    let rows = daily.days.range(from..=until).map(|(day, counts)| (day_date(*day), counts.clone()));
    let trend = Trend::between(day_date(from), day_date(until), rows, view.bucket)
        .map_err(|wrong| Error::invalid("range", wrong.to_string()))?;
    // What is usual is told by all of it or by nothing.
    let is_whole = daily.cut_at.is_none();
    let alarms = if is_whole { alarms(&view.measure, &daily, (from, until))? } else { Vec::new() };
    let steps = trend.points().iter().map(|point| {
        let days = day_number(point.start)..=day_number(point.end);
        let alarm = alarms.iter().find(|alarm| days.contains(&alarm.day)).map(|alarm| alarm.alarm);
        Step { start: point.start, end: point.end, counts: point.counts.clone(), alarm }
    });
    let (steps, counts, cut_at) = (steps.collect(), daily.sum((from, until)), daily.cut_at.filter(|day| *day >= from));
    Ok(Some(Overview { view, newest_at, counts, before, steps, alarms, cut_at }))
}

/// The days on which the daily average left what is usual, each time once: of a net promoter score, or of the share of
/// satisfied answers. Only with enough days before.
pub fn alarms(measure: &Measure, daily: &Daily, days: (i32, i32)) -> Result<Vec<AlarmDay>, Error> {
    alarms_of(measure, daily, days, Ewma::default())
}

/// The same on a chart with limits of its own: where many are watched, they are wider.
pub fn alarms_of(
    measure: &Measure,
    daily: &Daily,
    (from, until): (i32, i32),
    chart: Ewma,
) -> Result<Vec<AlarmDay>, Error> {
    let tally = |day: i32| daily.days.get(&day).map_or(Ok(Tally::default()), |counts| outcomes(measure, counts));
    let past = (from - BASELINE_DAYS..from).map(tally).collect::<Result<Vec<_>, _>>()?;
    let Some(usual) = Baseline::estimate(&past).filter(Baseline::is_reliable) else { return Ok(Vec::new()) };
    let recent = (from..=until).map(tally).collect::<Result<Vec<_>, _>>()?;
    let mut alarms = Vec::new();
    let mut standing = None;
    for ((day, point), tally) in (from..=until).zip(chart.chart(&usual, &recent)).zip(&recent) {
        let begins = point.alarm.filter(|alarm| Some(*alarm) != standing);
        if tally.n() > 0 {
            standing = point.alarm;
        }
        if let (Some(alarm), Some(level)) = (begins, point.level) {
            alarms.push(AlarmDay { day, alarm, value: level.value, usual: usual.mean });
        }
    }
    Ok(alarms)
}
