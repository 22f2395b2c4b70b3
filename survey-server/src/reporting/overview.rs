//! The overview of a survey: one range of time, the range before it, its weeks, and what was out of the ordinary.

use std::collections::BTreeMap;

use jiff::civil::Date;
use survey_core::trend::{Alarm, Baseline, Bucket, Ewma};

use super::score::{Counts, Measure};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::rollups::{self, Query};
use crate::store::workspaces::{Workspace, day_date, day_number};
use crate::store::{Conn, Time, responses};

/// How much time an overview covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// Four calendar weeks, the last one being the current one.
    W4,
    /// Thirteen.
    W13,
    /// Fifty-two.
    M12,
    /// Everything.
    All,
}

impl Range {
    /// All of them, shortest first.
    pub const ALL: [Self; 4] = [Self::W4, Self::W13, Self::M12, Self::All];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::W4 => "w4",
            Self::W13 => "w13",
            Self::M12 => "m12",
            Self::All => "all",
        }
    }

    /// The range of a word; thirteen weeks for any other.
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|range| range.word() == word).unwrap_or(Self::W13)
    }

    fn weeks(self) -> Option<i64> {
        match self {
            Self::W4 => Some(4),
            Self::W13 => Some(13),
            Self::M12 => Some(52),
            Self::All => None,
        }
    }
}

/// A calendar week from its Monday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// The Monday.
    pub start: Date,
    /// What was answered.
    pub counts: Counts,
    /// The average left its limits in this week.
    pub alarm: Option<Alarm>,
}

/// What there is to say of a range.
#[derive(Clone, Debug)]
pub struct Overview {
    /// First and last day, as days since 1970.
    pub days: (i32, i32),
    /// Nobody answered lately, so that the range ends with the newest answer.
    pub moved: bool,
    /// The newest answer.
    pub newest_at: Time,
    /// The answers of the range.
    pub counts: Counts,
    /// The answers of as many days before; nothing for all of time.
    pub before: Counts,
    /// The weeks of the range, without gaps.
    pub weeks: Vec<Week>,
    /// What was usual before the range, as a fraction; none without enough history.
    pub usual: Option<f64>,
}

/// So many weeks are drawn at most.
const MOST_WEEKS: usize = 208;
/// So many days before a range tell what is usual.
const BASELINE_DAYS: i32 = 180;

/// Reads the overview; none while nobody has answered.
pub fn overview(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    measure: &Measure,
    range: Range,
) -> Result<Option<Overview>, Error> {
    let survey = measure.row.id;
    let Some((first, last)) = rollups::span(conn, cx.workspace, survey, &measure.question)? else { return Ok(None) };
    let Some(newest_at) = responses::newest_at(conn, cx.workspace, survey)? else { return Ok(None) };
    let today = workspace.day(cx.now);
    let start = |end: i32| range.weeks().map(|weeks| monday(end) - (weeks as i32 - 1) * 7);
    let moved = start(today).is_some_and(|from| last < from);
    let until = if moved || range == Range::All { last } else { today };
    let from = start(until).unwrap_or(first);
    let length = until - from + 1;
    let query = Query {
        survey_id: survey,
        question: &measure.question,
        segment: None,
        from: (from - length).min(from - BASELINE_DAYS),
        until,
        evidence: None,
    };
    let mut days: BTreeMap<i32, Counts> = BTreeMap::new();
    for (day, value, count) in rollups::by_day(conn, cx.workspace, &query)? {
        *days.entry(day).or_default() += Counts::of(value.into(), count);
    }
    let sum = |from: i32, until: i32| {
        days.range(from..=until).fold(Counts::default(), |mut sum, (_, counts)| {
            sum += counts.clone();
            sum
        })
    };
    let before = if range == Range::All { Counts::default() } else { sum(from - length, from - 1) };
    let mut weeks = weeks(&days, from, until);
    let usual = alarms(measure, &days, from, until, &mut weeks)?;
    Ok(Some(Overview { days: (from, until), moved, newest_at, counts: sum(from, until), before, weeks, usual }))
}

fn monday(day: i32) -> i32 {
    day_number(Bucket::Week.start(day_date(day)))
}

fn weeks(days: &BTreeMap<i32, Counts>, from: i32, until: i32) -> Vec<Week> {
    let mut weeks = Vec::new();
    let mut start = monday(from);
    while start <= until {
        let mut counts = Counts::default();
        for (_, more) in days.range(start.max(from)..=(start + 6).min(until)) {
            counts += more.clone();
        }
        weeks.push(Week { start: day_date(start), counts, alarm: None });
        start += 7;
    }
    weeks.split_off(weeks.len().saturating_sub(MOST_WEEKS))
}

/// Marks the weeks in which the daily average left what is usual, each time once, and returns what is usual. Only for
/// net promoter scores, and only with enough days before the range.
fn alarms(
    measure: &Measure,
    days: &BTreeMap<i32, Counts>,
    from: i32,
    until: i32,
    weeks: &mut [Week],
) -> Result<Option<f64>, Error> {
    if !measure.is_nps() {
        return Ok(None);
    }
    let tally = |day: i32| days.get(&day).map_or(Ok(survey_core::score::Tally::default()), |day| measure.tally(day));
    let past = (from - BASELINE_DAYS..from).map(tally).collect::<Result<Vec<_>, _>>()?;
    let Some(usual) = Baseline::estimate(&past).filter(Baseline::is_reliable) else { return Ok(None) };
    let recent = (from..=until).map(tally).collect::<Result<Vec<_>, _>>()?;
    let mut standing = None;
    for (day, point) in (from..=until).zip(Ewma::default().chart(&usual, &recent)) {
        let begins = point.alarm.filter(|alarm| Some(*alarm) != standing);
        if recent.get((day - from).unsigned_abs() as usize).is_some_and(|tally| tally.n() > 0) {
            standing = point.alarm;
        }
        let (Some(alarm), start) = (begins, day_date(monday(day))) else { continue };
        if let Some(week) = weeks.iter_mut().find(|week| week.start == start) {
            week.alarm = week.alarm.or(Some(alarm));
        }
    }
    Ok(Some(usual.mean))
}
