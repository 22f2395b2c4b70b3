//! The clock of a promise: when it runs out, while the customer may pause it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::within::Within;

/// A span in which the clock stood still because the customer had to answer.
///
/// ```
/// use survey_core::recovery::Pause;
///
/// let pause = Pause { from: "2026-11-20T10:00:00Z".parse()?, until: None };
/// assert!(pause.until.is_none(), "the customer has not answered yet");
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// When the customer was asked.
    pub from: Timestamp,
    /// When they answered; none while they have not.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

/// A promise of time that started at the customer's answer, with its pauses.
///
/// ```
/// use survey_core::recovery::{Calendar, SlaClock, Standing, Within};
///
/// let calendar = Calendar::always();
/// let mut clock = SlaClock::new("2026-11-20T10:00:00Z".parse()?, Within::wall(60));
/// clock.pause("2026-11-20T10:20:00Z".parse()?);
/// assert_eq!(clock.due_at(&calendar), None, "paused: nobody knows when the customer answers");
/// clock.resume("2026-11-20T11:00:00Z".parse()?);
/// assert_eq!(clock.due_at(&calendar), Some("2026-11-20T11:40:00Z".parse()?));
///
/// let late = clock.standing(&calendar, None, "2026-11-20T12:00:00Z".parse()?);
/// assert_eq!(late, Standing::Breached { since: "2026-11-20T11:40:00Z".parse()? });
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlaClock {
    /// When the clock started: the customer's tap, not the moment a program noticed it.
    pub started_at: Timestamp,
    /// How long it may take.
    pub within: Within,
    /// Pauses in order; they do not overlap, and only the last may be open.
    #[serde(default)]
    pauses: Vec<Pause>,
}

/// How a promise stands at an instant; `statistics` counts `Met` against `Met` and `Breached`, never the pending ones.
///
/// ```
/// use survey_core::recovery::{Calendar, SlaClock, Standing, Within};
///
/// let start = "2026-11-20T10:00:00Z".parse()?;
/// let clock = SlaClock::new(start, Within::wall(60));
/// let done = Some("2026-11-20T11:00:00Z".parse()?);
/// assert_eq!(clock.standing(&Calendar::always(), done, "2026-11-21T00:00:00Z".parse()?), Standing::Met);
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "standing")]
pub enum Standing {
    /// Done by the deadline.
    Met,
    /// Not done, and there is time left on the promise's clock.
    Pending {
        /// The deadline.
        due_at: Timestamp,
        /// What is left, in time of the promise's own clock (business hours, if it is that one).
        left: SignedDuration,
    },
    /// Not done, and the clock stands still until the customer answers.
    Paused {
        /// What will be left when it goes on.
        left: SignedDuration,
    },
    /// The deadline passed before it was done.
    Breached {
        /// The deadline.
        since: Timestamp,
    },
}

impl SlaClock {
    /// A clock that starts, with no pauses.
    ///
    /// ```
    /// use survey_core::recovery::{Calendar, SlaClock, Within};
    ///
    /// let clock = SlaClock::new("2026-11-20T10:00:00Z".parse()?, Within::wall(60));
    /// assert_eq!(clock.due_at(&Calendar::always()), Some("2026-11-20T11:00:00Z".parse()?));
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub const fn new(started_at: Timestamp, within: Within) -> Self {
        Self { started_at, within, pauses: Vec::new() }
    }

    /// A clock with the pauses that were stored, in any order; what overlaps is joined, what ends before it begins or before
    /// the start counts for nothing.
    ///
    /// ```
    /// use survey_core::recovery::{Calendar, Pause, SlaClock, Within};
    ///
    /// let pause = Pause { from: "2026-11-20T10:10:00Z".parse()?, until: Some("2026-11-20T10:40:00Z".parse()?) };
    /// let clock = SlaClock::with_pauses("2026-11-20T10:00:00Z".parse()?, Within::wall(60), [pause, pause]);
    /// assert_eq!(clock.due_at(&Calendar::always()), Some("2026-11-20T11:30:00Z".parse()?));
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn with_pauses(started_at: Timestamp, within: Within, pauses: impl IntoIterator<Item = Pause>) -> Self {
        let mut pauses: Vec<Pause> = pauses.into_iter().collect();
        pauses.sort_by_key(|pause| pause.from);
        let mut clock = Self::new(started_at, within);
        for pause in pauses {
            clock.pause(pause.from);
            if let Some(until) = pause.until {
                clock.resume(until);
            }
        }
        clock
    }

    /// Stops the clock; while it stands still already, nothing changes.
    ///
    /// ```
    /// use survey_core::recovery::{SlaClock, Within};
    ///
    /// let mut clock = SlaClock::new("2026-11-20T10:00:00Z".parse()?, Within::wall(60));
    /// clock.pause("2026-11-20T10:20:00Z".parse()?);
    /// assert!(clock.is_paused());
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn pause(&mut self, at: Timestamp) {
        let earliest = self.pauses.last().map_or(self.started_at, |last| last.until.unwrap_or(last.from));
        if !self.is_paused() {
            self.pauses.push(Pause { from: at.max(earliest), until: None });
        }
    }

    /// Lets the clock go on; while it runs already, nothing changes.
    ///
    /// ```
    /// use survey_core::recovery::{SlaClock, Within};
    ///
    /// let mut clock = SlaClock::new("2026-11-20T10:00:00Z".parse()?, Within::wall(60));
    /// clock.pause("2026-11-20T10:20:00Z".parse()?);
    /// clock.resume("2026-11-20T10:30:00Z".parse()?);
    /// assert!(!clock.is_paused());
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn resume(&mut self, at: Timestamp) {
        if let Some(last) = self.pauses.last_mut().filter(|last| last.until.is_none()) {
            last.until = Some(at.max(last.from));
        }
    }

    /// Whether the clock stands still.
    ///
    /// ```
    /// use survey_core::recovery::{SlaClock, Within};
    /// assert!(!SlaClock::new("2026-11-20T10:00:00Z".parse()?, Within::wall(60)).is_paused());
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|last| last.until.is_none())
    }

    /// The deadline; none if the clock stands still before it was reached.
    ///
    /// ```
    /// use survey_core::recovery::{Calendar, SlaClock, Within};
    ///
    /// let mut clock = SlaClock::new("2026-11-20T10:00:00Z".parse()?, Within::wall(60));
    /// clock.pause("2026-11-20T12:00:00Z".parse()?);
    /// let due = clock.due_at(&Calendar::always()).map(|at| at.to_string());
    /// assert_eq!(due.as_deref(), Some("2026-11-20T11:00:00Z"), "a pause after the deadline does not move it");
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn due_at(&self, calendar: &Calendar) -> Option<Timestamp> {
        self.at_share(calendar, 100)
    }

    /// When so many percent (at most 100) of the time are used: the moment to warn. None if the clock stands still before.
    ///
    /// ```
    /// use survey_core::recovery::{Calendar, SlaClock, Within};
    ///
    /// let clock = SlaClock::new("2026-11-20T10:00:00Z".parse()?, Within::wall(60));
    /// assert_eq!(clock.at_share(&Calendar::always(), 75), Some("2026-11-20T10:45:00Z".parse()?));
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn at_share(&self, calendar: &Calendar, percent: u8) -> Option<Timestamp> {
        let share = self.total() * i32::from(percent.min(100)) / 100;
        match self.run(calendar, share) {
            Run::Reached(at) => Some(at),
            Run::Paused { .. } => None,
        }
    }

    /// How the promise stands at `now`, given when it was kept, if it was.
    ///
    /// What was done during a pause is `Met`.
    ///
    /// ```
    /// use jiff::SignedDuration;
    /// use survey_core::recovery::{Calendar, SlaClock, Standing, Within};
    ///
    /// let clock = SlaClock::new("2026-11-20T10:00:00Z".parse()?, Within::wall(60));
    /// let standing = clock.standing(&Calendar::always(), None, "2026-11-20T10:15:00Z".parse()?);
    /// let due_at = "2026-11-20T11:00:00Z".parse()?;
    /// assert_eq!(standing, Standing::Pending { due_at, left: SignedDuration::from_mins(45) });
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn standing(&self, calendar: &Calendar, done_at: Option<Timestamp>, now: Timestamp) -> Standing {
        match (self.run(calendar, self.total()), done_at) {
            (Run::Reached(due_at), Some(done_at)) if done_at > due_at => Standing::Breached { since: due_at },
            (_, Some(_)) => Standing::Met,
            (Run::Reached(due_at), None) if now >= due_at => Standing::Breached { since: due_at },
            (Run::Reached(due_at), None) => {
                Standing::Pending { due_at, left: calendar.elapsed(self.resumed_by(now), due_at, self.within.clock) }
            }
            (Run::Paused { left }, None) => Standing::Paused { left },
        }
    }

    fn total(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.within.minutes))
    }

    /// `now`, or the end of the pause it lies in: what is left is counted from there.
    fn resumed_by(&self, now: Timestamp) -> Timestamp {
        let current =
            self.pauses.iter().find(|pause| pause.from <= now && pause.until.is_some_and(|until| now < until));
        current.and_then(|pause| pause.until).unwrap_or(now)
    }

    /// Lets `left` of the clock's time pass from the start, standing still in every pause.
    fn run(&self, calendar: &Calendar, mut left: SignedDuration) -> Run {
        let mut running_since = self.started_at;
        for pause in &self.pauses {
            let ran = calendar.elapsed(running_since, pause.from, self.within.clock);
            if left <= ran {
                break;
            }
            left -= ran;
            match pause.until {
                Some(until) => running_since = until,
                None => return Run::Paused { left },
            }
        }
        Run::Reached(calendar.add_duration(running_since, left, self.within.clock))
    }
}

/// What happened to a stretch of the clock's time.
enum Run {
    Reached(Timestamp),
    Paused { left: SignedDuration },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn shop() -> Calendar {
        let json = r#"{"zone": "UTC", "hours": {"thursday": ["09:00-17:00"], "friday": ["09:00-17:00"], "monday": ["09:00-17:00"]}}"#;
        Calendar::parse(json).unwrap()
    }

    #[test]
    fn a_pause_over_the_week_end_takes_nothing_from_a_business_clock() {
        let mut clock = SlaClock::new(at("2026-11-20T16:00:00Z"), Within::business(120));
        assert_eq!(clock.due_at(&shop()), Some(at("2026-11-23T10:00:00Z")));
        clock.pause(at("2026-11-20T17:00:00Z"));
        clock.resume(at("2026-11-23T09:00:00Z"));
        assert_eq!(clock.due_at(&shop()), Some(at("2026-11-23T10:00:00Z")));
    }

    #[test]
    fn several_pauses_add_up_and_repeated_ones_count_once() {
        let mut clock = SlaClock::new(at("2026-11-20T10:00:00Z"), Within::wall(60));
        for (from, until) in [("10:10", "10:20"), ("10:30", "11:00")] {
            clock.pause(at(&format!("2026-11-20T{from}:00Z")));
            clock.pause(at(&format!("2026-11-20T{until}:00Z")));
            clock.resume(at(&format!("2026-11-20T{until}:00Z")));
            clock.resume(at("2026-11-20T23:00:00Z"));
        }
        assert_eq!(clock.due_at(&Calendar::always()), Some(at("2026-11-20T11:40:00Z")));
    }

    #[test]
    fn time_left_inside_a_past_pause_is_counted_from_its_end() {
        let mut clock = SlaClock::new(at("2026-11-20T10:00:00Z"), Within::wall(60));
        clock.pause(at("2026-11-20T10:30:00Z"));
        let paused = clock.standing(&Calendar::always(), None, at("2026-11-20T10:50:00Z"));
        assert_eq!(paused, Standing::Paused { left: SignedDuration::from_mins(30) });
        clock.resume(at("2026-11-20T11:00:00Z"));
        let inside = clock.standing(&Calendar::always(), None, at("2026-11-20T10:50:00Z"));
        let due_at = at("2026-11-20T11:30:00Z");
        assert_eq!(inside, Standing::Pending { due_at, left: SignedDuration::from_mins(30) });
    }

    #[test]
    fn done_at_the_deadline_is_met_and_a_moment_later_is_not() {
        let clock = SlaClock::new(at("2026-11-20T10:00:00Z"), Within::wall(60));
        let now = at("2026-11-21T10:00:00Z");
        let standing = |done: &str| clock.standing(&Calendar::always(), Some(at(done)), now);
        assert_eq!(standing("2026-11-20T11:00:00Z"), Standing::Met);
        assert_eq!(standing("2026-11-20T11:00:00.001Z"), Standing::Breached { since: at("2026-11-20T11:00:00Z") });
    }

    #[test]
    fn a_pause_that_begins_at_the_deadline_comes_too_late() {
        let mut clock = SlaClock::new(at("2026-11-20T10:00:00Z"), Within::wall(60));
        clock.pause(at("2026-11-20T11:00:00Z"));
        clock.resume(at("2026-11-20T15:00:00Z"));
        assert_eq!(clock.due_at(&Calendar::always()), Some(at("2026-11-20T11:00:00Z")));
    }

    #[test]
    fn what_is_open_at_the_deadline_is_breached() {
        let clock = SlaClock::new(at("2026-11-20T10:00:00Z"), Within::wall(60));
        let due = at("2026-11-20T11:00:00Z");
        assert_eq!(clock.standing(&Calendar::always(), None, due), Standing::Breached { since: due });
    }

    #[test]
    fn a_clock_survives_being_stored() {
        let mut clock = SlaClock::new(at("2026-11-20T10:00:00Z"), Within::business(60));
        clock.pause(at("2026-11-20T10:30:00Z"));
        let json = serde_json::to_string(&clock).unwrap();
        assert_eq!(serde_json::from_str::<SlaClock>(&json).unwrap(), clock);
    }
}
