//! Promised against delivered: what customers answer who got it in time, and who got it late.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::Value;
use survey_core::{Properties, property};

use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::difference::{self, Difference};
use crate::reporting::scan;
use crate::reporting::score::Counts;
use crate::reporting::value;
use crate::reporting::view::Resolved;
use crate::store::{Conn, Id, Time, events, invitations};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// So many invitations are looked up at once.
const CHUNK: usize = 500;

/// How late something came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// Not later than promised.
    OnTime,
    /// Up to a day.
    Day,
    /// One to three days.
    Days,
    /// More than three days.
    More,
}

impl Late {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::OnTime, Self::Day, Self::Days, Self::More];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::Day => "up_to_1_day",
            Self::Days => "up_to_3_days",
            Self::More => "more_than_3_days",
        }
    }

    fn by(ms: i64) -> Self {
        match ms {
            ..=0 => Self::OnTime,
            1..=DAY_MS => Self::Day,
            ms if ms <= 3 * DAY_MS => Self::Days,
            _ => Self::More,
        }
    }
}

/// The answers of a view by how late they came.
#[derive(Clone, Debug)]
pub struct Punctual {
    /// The answers of each, in the order of [`Late::ALL`], with their score, none below five.
    pub groups: [(Counts, Option<value::Value>); 4],
    /// All that came late, and their score.
    pub late: (Counts, Option<value::Value>),
    /// Late minus in time; none below five answers on either side.
    pub difference: Option<Difference>,
    /// Answers to the question of the view.
    pub n: u64,
    /// Of them those that say nothing of a promised or of an actual time.
    pub unknown: u64,
    /// Answers that were looked at.
    pub looked_at: usize,
    /// Answers before this day were not looked at.
    pub cut_at: Option<i32>,
}

/// What was looked at.
struct Looked {
    answers: usize,
    cut_at: Option<i32>,
}

/// An answer to the question of a view.
struct Answered {
    at: Time,
    id: Id,
    value: i64,
}

/// Shows each answer to the question of a view to `each`, with how late it came where that is known. Those whose event must
/// be looked up come last.
fn look(
    conn: &mut Conn,
    cx: &Cx,
    view: &Resolved,
    mut each: impl FnMut(&Answered, Option<Late>),
) -> Result<Looked, Error> {
    let names = view.workspace.settings.0.punctuality.clone();
    let zone = view.workspace.zone();
    let mut answers = 0;
    // Those with a promise whose event must say when it was kept.
    let mut waiting: Vec<(Answered, Time)> = Vec::new();
    let cut_at = scan::newest(conn, cx, view, view.days, scan::MOST, |response| {
        answers += 1;
        let Some(value) = response.answers.0.number(&view.measure.question) else { return Ok(()) };
        let answered = Answered { at: response.answered_at, id: response.id, value };
        let properties = &response.properties.0;
        match (end(properties, &names.promised, &zone), moment(properties, &names.actual, &zone)) {
            (Some(promised), Some(actual)) => each(&answered, Some(Late::by(actual.0 - promised.0))),
            (Some(promised), None) if response.invited => waiting.push((answered, promised)),
            _ => each(&answered, None),
        }
        Ok(())
    })?;
    for chunk in waiting.chunks(CHUNK) {
        let ids: Vec<Id> = chunk.iter().map(|(answered, _)| answered.id).collect();
        let happened = happened(conn, cx, &ids, &names.events)?;
        for (answered, promised) in chunk {
            each(answered, happened.get(&answered.id).map(|actual| Late::by(actual.0 - promised.0)));
        }
    }
    Ok(Looked { answers, cut_at })
}

/// Which of the answers of a view by how late they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those of one group.
    Group(Late),
    /// All that came late.
    Late,
    /// Those that say nothing of a promised or of an actual time.
    Unknown,
}

impl Wanted {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Group(late) => late.word(),
            Self::Late => "late",
            Self::Unknown => "unknown",
        }
    }

    /// Reads [`word`](Self::word).
    pub fn from_word(text: &str) -> Option<Self> {
        let groups = Late::ALL.into_iter().map(Self::Group);
        groups.chain([Self::Late, Self::Unknown]).find(|one| one.word() == text)
    }

    fn has(self, late: Option<Late>) -> bool {
        match self {
            Self::Group(group) => late == Some(group),
            Self::Late => late.is_some_and(|late| late != Late::OnTime),
            Self::Unknown => late.is_none(),
        }
    }
}

/// The answers of a group, newest first, and the day before which none was looked at.
pub fn members(conn: &mut Conn, cx: &Cx, view: &Resolved, wanted: Wanted) -> Result<scan::Found, Error> {
    let mut found: Vec<(Time, Id)> = Vec::new();
    let looked = look(conn, cx, view, |answered, late| {
        if wanted.has(late) {
            found.push((answered.at, answered.id));
        }
    })?;
    found.sort_unstable_by(|a, b| b.cmp(a));
    Ok((found.into_iter().map(|(_, id)| id).collect(), looked.cut_at))
}

/// Reads them.
pub fn punctual(conn: &mut Conn, cx: &Cx, view: &Resolved) -> Result<Punctual, Error> {
    let mut groups: [Counts; 4] = Default::default();
    let (mut n, mut unknown) = (0, 0);
    let looked = look(conn, cx, view, |answered, late| {
        n += 1;
        match late.and_then(|late| groups.get_mut(late as usize)) {
            Some(group) => *group += Counts::of(answered.value, 1),
            None => unknown += 1,
        }
    })?;
    let Looked { answers: looked_at, cut_at } = looked;
    let mut late = Counts::default();
    groups.iter().skip(1).for_each(|group| late += group.clone());
    let [on_time, ..] = &groups;
    let difference = difference::difference(&view.measure, &late, on_time)?;
    let shown = |counts: Counts| -> Result<_, Error> {
        let value = value::shown(&view.measure, &counts)?;
        Ok((counts, value))
    };
    let late = shown(late)?;
    let [on_time, day, days, more] = groups;
    let groups = [shown(on_time)?, shown(day)?, shown(days)?, shown(more)?];
    Ok(Punctual { groups, late, difference, n, unknown, looked_at, cut_at })
}

/// When the events of these invitations happened, where they are of a type that fulfils a promise.
fn happened(conn: &mut Conn, cx: &Cx, ids: &[Id], kinds: &[String]) -> Result<HashMap<Id, Time>, Error> {
    let of = invitations::list_by_ids(conn, cx.workspace, ids)?;
    let of: Vec<(Id, Id)> = of.into_iter().filter_map(|row| Some((row.id, row.event_id?))).collect();
    let events: Vec<Id> = of.iter().map(|(_, event)| *event).collect();
    let events = events::list_by_ids(conn, cx.workspace, &events)?;
    let at: HashMap<Id, Time> = events
        .into_iter()
        .filter(|event| kinds.contains(&event.kind))
        .map(|event| (event.id, event.occurred_at))
        .collect();
    Ok(of.into_iter().filter_map(|(invitation, event)| Some((invitation, *at.get(&event)?))).collect())
}

/// A moment; a day is its first.
fn moment(properties: &Properties, name: &str, zone: &TimeZone) -> Option<Time> {
    read(properties, name, zone).map(|(begins, _)| begins)
}

/// A moment; a day is its last.
fn end(properties: &Properties, name: &str, zone: &TimeZone) -> Option<Time> {
    read(properties, name, zone).map(|(_, ends)| ends)
}

/// A property as the first and the last moment that it may mean: RFC 3339, `2026-11-20 10:00:00` in the workspace's zone, a
/// day, or Unix seconds.
fn read(properties: &Properties, name: &str, zone: &TimeZone) -> Option<(Time, Time)> {
    let text = match property(properties, name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(seconds) => {
            let at = Timestamp::from_second(seconds.as_i64()?).ok()?.into();
            return Some((at, at));
        }
        _ => return None,
    };
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some((at.into(), at.into()));
    }
    let begins = |date: Date| date.to_zoned(zone.clone()).ok().map(|zoned| Time::from(zoned.timestamp()));
    // A day alone has no colon, and the reader of civil times would take it for its midnight.
    if !text.contains(':') {
        let date: Date = text.parse().ok()?;
        return Some((begins(date)?, begins(date.tomorrow().ok()?)?.plus_ms(-1)));
    }
    let civil: DateTime = text.parse().ok()?;
    let at = civil.to_zoned(zone.clone()).ok()?.timestamp().into();
    Some((at, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn late(promised: &str, actual: &str) -> Option<Late> {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let properties = serde_json::json!({"p": promised, "a": actual});
        let properties = properties.as_object().unwrap();
        Some(Late::by(moment(properties, "a", &zone)?.0 - end(properties, "p", &zone)?.0))
    }

    #[test]
    fn a_promised_day_is_kept_until_it_ends_and_a_promised_moment_until_it_comes() {
        for (promised, actual, expected) in [
            ("2026-11-20T18:00:00Z", "2026-11-20T18:00:00Z", Late::OnTime),
            ("2026-11-20T18:00:00Z", "2026-11-20T18:00:01Z", Late::Day),
            ("2026-11-20T18:00:00Z", "2026-11-21T18:00:00Z", Late::Day),
            ("2026-11-20T18:00:00Z", "2026-11-21 19:00:01", Late::Days),
            ("2026-11-20", "2026-11-20 23:59:59", Late::OnTime),
            ("2026-11-20", "2026-11-20", Late::OnTime),
            ("2026-11-20", "2026-11-21 00:00:00", Late::Day),
            ("2026-11-20", "2026-11-20T23:00:00Z", Late::Day),
            ("2026-11-20", "2026-11-23 12:00:00", Late::Days),
            ("2026-11-20", "2026-11-24", Late::More),
            // The day on which the clock is set forward has 23 hours.
            ("2026-03-29", "2026-03-29T21:59:59Z", Late::OnTime),
            ("2026-03-29", "2026-03-29T22:00:00Z", Late::Day),
        ] {
            assert_eq!(late(promised, actual), Some(expected), "{promised} {actual}");
        }
        assert_eq!(late("soon", "2026-11-20"), None);
        assert_eq!(late("2026-11-20", ""), None);
    }
}
