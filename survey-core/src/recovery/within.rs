//! How long something may take, and by which clock.

use serde::{Deserialize, Serialize};

/// Which clock runs: every minute, or only the minutes in which the business is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Clock {
    /// Every minute counts, nights and holidays too.
    #[default]
    Wall,
    /// Only minutes inside the [`Calendar`](crate::recovery::Calendar)'s opening hours count.
    Business,
}

/// A span of time on one of the two clocks, in whole minutes; the size of every deadline.
///
/// In JSON `{"minutes": 60, "clock": "business"}`; without `clock` it is the wall clock.
///
/// ```
/// use survey_core::recovery::{Clock, Within};
///
/// let hour: Within = serde_json::from_str(r#"{"minutes": 60, "clock": "business"}"#)?;
/// assert_eq!(hour, Within::business(60));
/// assert_eq!(Within::wall(15).clock, Clock::Wall);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Within {
    /// Whole minutes. Rules accept 1 to [`Within::MAX_MINUTES`].
    pub minutes: u32,
    /// The clock that counts them.
    #[serde(default)]
    pub clock: Clock,
}

impl Within {
    /// The longest span rules accept, in minutes: 366 days of the wall clock.
    pub const MAX_MINUTES: u32 = 366 * 24 * 60;

    /// So many minutes of the wall clock.
    ///
    /// ```
    /// assert_eq!(survey_core::recovery::Within::wall(60).minutes, 60);
    /// ```
    pub const fn wall(minutes: u32) -> Self {
        Self { minutes, clock: Clock::Wall }
    }

    /// So many minutes in which the business is open.
    ///
    /// ```
    /// use survey_core::recovery::{Clock, Within};
    /// assert_eq!(Within::business(60).clock, Clock::Business);
    /// ```
    pub const fn business(minutes: u32) -> Self {
        Self { minutes, clock: Clock::Business }
    }
}
