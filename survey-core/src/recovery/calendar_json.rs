//! The calendar as JSON: read with every problem named, written back the same.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::calendar::{Calendar, Holiday};
use crate::fields::{Fields, read_json};
use crate::local_time::{MINUTES_A_DAY, format_minute, parse_minute, parse_zone};
use crate::problem::summary;
use crate::{Path, Problem, Problems};

/// The keys of a week's hours, Monday first.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Spans a day may have; more is a mistake, not a shop.
const MAX_SPANS: usize = 24;
/// Holidays a calendar may have: fifty years of them.
const MAX_HOLIDAYS: usize = 1_000;
/// Holidays of every year a calendar may have: with more of them a weekday could vanish from whole years.
const MAX_YEARLY_HOLIDAYS: usize = 60;
/// Below this a deadline of a few hours would be months away, which nobody means.
const MIN_OPEN_MINUTES_A_WEEK: u32 = 60;

/// Why a business calendar was refused: every problem at once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the business calendar has {}", summary(.problems))]
#[non_exhaustive]
pub struct InvalidCalendar {
    /// What is wrong where, in the order of the document; never empty.
    pub problems: Vec<Problem>,
}

impl Calendar {
    /// Reads a calendar from JSON text and reports every problem with its path.
    ///
    /// `zone` is an IANA name. `hours` maps weekdays to lists of spans like `09:00-18:00` (`24:00` ends the day; a span over
    /// midnight is written as two); a weekday left out is closed. `holidays` are dates (`2026-04-06`) or days of every year
    /// (`12-25`).
    ///
    /// Refused are unknown zones, spans that overlap or end before they begin, and calendars that are practically never
    /// open (less than an hour a week), because a deadline in such a calendar would never come.
    ///
    /// ```
    /// use survey_core::recovery::Calendar;
    ///
    /// let invalid = Calendar::parse(r#"{"zone": "Europe/Atlantis", "hours": {}}"#).unwrap_err();
    /// assert_eq!(invalid.problems[0].path, "zone");
    /// ```
    pub fn parse(json: &str) -> Result<Self, InvalidCalendar> {
        let value = read_json(json).map_err(|problem| InvalidCalendar { problems: vec![problem] })?;
        Self::from_value(&value)
    }

    /// Reads a calendar from JSON that was parsed already, as [`Calendar::parse`] does.
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::recovery::Calendar;
    ///
    /// let shop = Calendar::from_value(&json!({"zone": "UTC", "hours": {"monday": ["09:00-17:00"]}}))?;
    /// assert_eq!(serde_json::to_value(&shop)?["hours"]["monday"][0], "09:00-17:00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_value(value: &Value) -> Result<Self, InvalidCalendar> {
        let mut problems = Problems::default();
        match read_calendar(value, &Path::root(), &mut problems) {
            Some(calendar) if problems.is_empty() => Ok(calendar),
            _ => Err(InvalidCalendar { problems: problems.into_vec() }),
        }
    }
}

impl TryFrom<Value> for Calendar {
    type Error = InvalidCalendar;

    fn try_from(value: Value) -> Result<Self, InvalidCalendar> {
        Self::from_value(&value)
    }
}

impl From<Calendar> for Value {
    fn from(calendar: Calendar) -> Self {
        let hours: Map<String, Value> = WEEKDAYS
            .iter()
            .zip(&calendar.week)
            .filter(|(_, spans)| !spans.is_empty())
            .map(|(name, spans)| ((*name).to_owned(), spans.iter().copied().map(write_span).collect()))
            .collect();
        let holidays: Vec<String> = calendar.holidays.iter().copied().map(write_holiday).collect();
        json!({"zone": calendar.zone.iana_name().unwrap_or("UTC"), "hours": hours, "holidays": holidays})
    }
}

fn read_calendar(value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<Calendar> {
    let fields = Fields::of(value, path, &["zone", "hours", "holidays"], problems)?;
    let zone = read_zone(&fields, problems);
    let week = read_week(&fields, problems);
    let holidays = read_holidays(&fields, problems);
    Some(Calendar { zone: zone?, week: week?, holidays })
}

fn read_zone(fields: &Fields<'_>, problems: &mut Problems) -> Option<TimeZone> {
    let name = fields.text("zone", problems)?;
    let zone = parse_zone(name);
    if zone.is_none() {
        let message = format!("`{name}` is not a time zone; give an IANA name such as `Europe/Berlin`");
        problems.add(&fields.path("zone"), message);
    }
    zone
}

fn read_week(fields: &Fields<'_>, problems: &mut Problems) -> Option<[Vec<(u16, u16)>; 7]> {
    let path = fields.path("hours");
    let Some(value) = fields.get("hours") else {
        problems
            .add(&path, "is missing; give the opening hours of each weekday, such as `\"monday\": [\"09:00-18:00\"]`");
        return None;
    };
    let hours = Fields::of(value, &path, &WEEKDAYS, problems)?;
    let mut week: [Vec<(u16, u16)>; 7] = Default::default();
    for (spans, name) in week.iter_mut().zip(WEEKDAYS) {
        let day_path = path.key(name);
        *spans = hours
            .list(name, MAX_SPANS, problems)
            .iter()
            .enumerate()
            .filter_map(|(index, value)| read_span(value, &day_path.index(index), problems))
            .collect();
        spans.sort_unstable();
        if spans.windows(2).any(|pair| pair[1].0 < pair[0].1) {
            problems.add(&day_path, "has spans that overlap; write each open minute once");
        }
    }
    let open: u32 = week.iter().flatten().map(|(start, end)| u32::from(end - start)).sum();
    if open < MIN_OPEN_MINUTES_A_WEEK {
        problems.add(&path, "open less than an hour a week, so a deadline might never come; give longer opening hours");
    }
    Some(week)
}

fn read_span(value: &Value, path: &Path<'_>, problems: &mut Problems) -> Option<(u16, u16)> {
    let span = value.as_str().and_then(|text| {
        let (start, end) = text.split_once('-')?;
        Some((parse_minute(start)?, parse_minute(end)?))
    });
    match span {
        Some((start, end)) if start < end => Some((start, end)),
        Some((_, 0)) => {
            problems.add(path, "ends at 00:00, before it begins; write the end of the day as 24:00");
            None
        }
        Some(_) => {
            problems.add(path, "ends before it begins; write hours over midnight as two spans, `18:00-24:00` and `00:00-02:00` on the next day");
            None
        }
        None => {
            problems.add(path, "is not a span of hours; write it like `09:00-18:00`");
            None
        }
    }
}

fn read_holidays(fields: &Fields<'_>, problems: &mut Problems) -> BTreeSet<Holiday> {
    let path = fields.path("holidays");
    let mut holidays = BTreeSet::new();
    for (index, value) in fields.list("holidays", MAX_HOLIDAYS, problems).iter().enumerate() {
        match value.as_str().and_then(read_holiday) {
            Some(holiday) => _ = holidays.insert(holiday),
            None => problems.add(&path.index(index), "is not a day; write `2026-12-25`, or `12-25` for every year"),
        }
    }
    if holidays.iter().filter(|holiday| matches!(holiday, Holiday::Yearly { .. })).count() > MAX_YEARLY_HOLIDAYS {
        problems.add(
            &path,
            format!("has more than {MAX_YEARLY_HOLIDAYS} days of every year; give closed weekdays in `hours` instead"),
        );
    }
    holidays
}

fn read_holiday(text: &str) -> Option<Holiday> {
    if text.len() == 10 {
        return text.parse().ok().map(Holiday::On);
    }
    // 29 February is a day of every year too: in leap years it is closed, in others it does not occur.
    let day: Date = (text.len() == 5).then(|| format!("2024-{text}").parse().ok())??;
    Some(Holiday::Yearly { month: day.month(), day: day.day() })
}

fn write_span((start, end): (u16, u16)) -> Value {
    debug_assert!(end <= MINUTES_A_DAY);
    Value::String(format!("{}-{}", format_minute(start), format_minute(end)))
}

fn write_holiday(holiday: Holiday) -> String {
    match holiday {
        Holiday::On(date) => date.to_string(),
        Holiday::Yearly { month, day } => format!("{month:02}-{day:02}"),
    }
}

/// The weekday a key of `hours` names.
pub(crate) fn weekday_named(name: &str) -> Option<Weekday> {
    let position = WEEKDAYS.iter().position(|weekday| *weekday == name)?;
    Weekday::from_monday_zero_offset(position as i8).ok()
}

/// The key under which `hours` keeps a weekday.
pub(crate) fn weekday_name(weekday: Weekday) -> &'static str {
    WEEKDAYS[weekday.to_monday_zero_offset() as usize % 7]
}
