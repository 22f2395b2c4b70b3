//! Quiet hours and weekdays, in the person's own zone.

use jiff::Timestamp;
use jiff::civil::{DateTime, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::local_time::{MINUTES_A_DAY, first_instant_of_minute, format_minute, parse_minute};
use crate::recovery::{weekday_name, weekday_named};

/// Hours of the day in which nothing is sent, on the clock of the person's zone; over midnight if `until` is before `from`.
///
/// In JSON `{"from": "21:00", "until": "09:00"}`.
///
/// ```
/// use survey_core::outreach::QuietHours;
///
/// let night: QuietHours = serde_json::from_str(r#"{"from": "21:00", "until": "09:00"}"#)?;
/// assert_eq!(serde_json::to_string(&night)?, r#"{"from":"21:00","until":"09:00"}"#);
/// assert!(serde_json::from_str::<QuietHours>(r#"{"from": "9 pm", "until": "09:00"}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    #[serde(with = "minute_of_day")]
    from: u16,
    #[serde(with = "minute_of_day")]
    until: u16,
}

impl QuietHours {
    /// From one minute of the day to another, both counted from midnight; minutes beyond the day count as its end.
    ///
    /// ```
    /// use survey_core::outreach::QuietHours;
    ///
    /// let night: QuietHours = serde_json::from_str(r#"{"from": "21:00", "until": "09:00"}"#)?;
    /// assert_eq!(QuietHours::new(21 * 60, 9 * 60), night);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub const fn new(from: u16, until: u16) -> Self {
        const fn in_a_day(minute: u16) -> u16 {
            if minute < MINUTES_A_DAY { minute } else { MINUTES_A_DAY }
        }
        Self { from: in_a_day(from), until: in_a_day(until) }
    }

    /// Whether no minute of the day is left, which no policy can mean.
    pub(super) const fn is_all_day(self) -> bool {
        self.from % MINUTES_A_DAY == self.until % MINUTES_A_DAY
    }

    /// If the minute is quiet, where the quiet ends: the minute, and how many days later.
    fn end_of_quiet(self, minute: u16) -> Option<(u16, i8)> {
        let (from, until) = (self.from % MINUTES_A_DAY, self.until % MINUTES_A_DAY);
        if from < until {
            return (from..until).contains(&minute).then_some((until, 0));
        }
        if minute < until {
            return Some((until, 0));
        }
        (minute >= from && from != until).then_some((until, 1))
    }
}

/// Minutes since midnight, written `21:00`.
mod minute_of_day {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::{format_minute, parse_minute};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's `with` passes the field by reference")]
    pub(super) fn serialize<S: Serializer>(minute: &u16, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format_minute(*minute))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_minute(&text)
            .ok_or_else(|| D::Error::custom(format!("`{text}` is not a time of day; write it like `21:00`")))
    }
}

/// A set of weekdays; in JSON a list of their names, Monday first.
///
/// ```
/// use jiff::civil::Weekday;
/// use survey_core::outreach::Weekdays;
///
/// let days: Weekdays = serde_json::from_str(r#"["monday", "friday"]"#)?;
/// assert!(days.contains(Weekday::Friday) && !days.contains(Weekday::Sunday));
/// assert_eq!(serde_json::to_string(&Weekdays::WORKING)?, r#"["monday","tuesday","wednesday","thursday","friday"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Weekdays(u8);

impl Weekdays {
    /// Monday to Sunday.
    pub const ALL: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub const WORKING: Self = Self(0b001_1111);

    /// The set of these days.
    ///
    /// ```
    /// use jiff::civil::Weekday;
    /// use survey_core::outreach::Weekdays;
    /// assert!(Weekdays::new([Weekday::Monday]).contains(Weekday::Monday));
    /// ```
    pub fn new(days: impl IntoIterator<Item = Weekday>) -> Self {
        Self(days.into_iter().fold(0, |set, day| set | 1 << day.to_monday_zero_offset()))
    }

    /// Whether the day is in the set.
    ///
    /// ```
    /// use jiff::civil::Weekday;
    /// assert!(!survey_core::outreach::Weekdays::WORKING.contains(Weekday::Saturday));
    /// ```
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & (1 << day.to_monday_zero_offset()) != 0
    }

    /// Whether no day is in the set.
    ///
    /// ```
    /// assert!(survey_core::outreach::Weekdays::new([]).is_empty());
    /// ```
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days of the set, Monday first.
    ///
    /// ```
    /// assert_eq!(survey_core::outreach::Weekdays::WORKING.iter().count(), 5);
    /// ```
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        (0..7).filter_map(|offset| Weekday::from_monday_zero_offset(offset).ok()).filter(move |day| self.contains(*day))
    }
}

impl From<Weekdays> for Vec<String> {
    fn from(days: Weekdays) -> Self {
        days.iter().map(|day| weekday_name(day).to_owned()).collect()
    }
}

impl TryFrom<Vec<String>> for Weekdays {
    type Error = String;

    fn try_from(names: Vec<String>) -> Result<Self, String> {
        let unknown = |name: &String| format!("`{name}` is not a weekday; write it like `monday`");
        let days: Vec<Weekday> =
            names.iter().map(|name| weekday_named(name).ok_or_else(|| unknown(name))).collect::<Result<_, _>>()?;
        Ok(Self::new(days))
    }
}

/// The first instant at or after `at` that is neither quiet nor on a day without sending, on the clock of `zone`.
pub(super) fn move_out_of_quiet(
    at: Timestamp,
    quiet: Option<QuietHours>,
    weekdays: Weekdays,
    zone: &TimeZone,
) -> Timestamp {
    let quiet = quiet.filter(|quiet| !quiet.is_all_day());
    if (quiet.is_none() && weekdays == Weekdays::ALL) || weekdays.is_empty() {
        return at;
    }
    let mut moved = at;
    // Each round reaches the end of a quiet span or the next day; two weeks of rounds pass every week there is.
    for _ in 0..28 {
        let local = zone.to_datetime(moved);
        let Some(next) = next_candidate(local, quiet, weekdays, zone) else { return moved };
        // In a repeated hour the first pass of the quiet's end may lie behind us: then the quiet is over.
        if next <= moved {
            return moved;
        }
        moved = next;
    }
    moved
}

fn next_candidate(
    local: DateTime,
    quiet: Option<QuietHours>,
    weekdays: Weekdays,
    zone: &TimeZone,
) -> Option<Timestamp> {
    if !weekdays.contains(local.weekday()) {
        return Some(first_instant_of_minute(zone, local.date(), MINUTES_A_DAY));
    }
    let minute = u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
    let (end, days) = quiet?.end_of_quiet(minute)?;
    let day = if days == 0 { local.date() } else { local.date().tomorrow().ok()? };
    Some(first_instant_of_minute(zone, day, end))
}
