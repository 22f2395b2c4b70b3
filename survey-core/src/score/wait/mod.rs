//! How long customers waited: percentiles, promises kept, and cases that are still open.
//!
//! Waits are `f64` in any unit (hours here), counted by one clock throughout: business hours or calendar hours. Show the
//! median and the 90th percentile; the mean of closed cases alone rewards leaving the hard ones open.

mod percentile;
mod sla;
mod survival;

pub use percentile::{InvalidPercentile, PercentileInterval, Waits};
pub use sla::Sla;
pub use survival::{Survival, SurvivalAt, TimeInterval};

use jiff::Timestamp;
use serde::Serialize;

/// How long one case took, or has been open until now.
///
/// ```
/// use survey_core::score::wait::Wait;
///
/// let closed = Wait::done(6.5)?;
/// assert!(closed.is_done() && closed.time() == 6.5);
/// # Ok::<(), survey_core::score::wait::InvalidWait>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Wait {
    /// From opening until done, or until now; finite, at least 0.
    time: f64,
    /// Whether it is done.
    done: bool,
}

/// A duration that cannot be.
///
/// ```
/// use survey_core::score::wait::Wait;
///
/// assert_eq!(Wait::done(-1.0).unwrap_err().to_string(), "-1 is not the wait of a case: it must be at least 0");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidWait {
    /// Not a number, or infinite.
    #[error("{given} is not a wait: it must be a finite number")]
    NotFinite {
        /// What was given.
        given: f64,
    },
    /// A case that was done before it was opened, or opened later than now.
    #[error("{given} is not the wait of a case: it must be at least 0")]
    Negative {
        /// What was given.
        given: f64,
    },
}

impl Wait {
    /// A case that was done after `time`.
    ///
    /// ```
    /// use survey_core::score::wait::Wait;
    ///
    /// assert!(Wait::done(6.5)?.is_done());
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn done(time: f64) -> Result<Self, InvalidWait> {
        Ok(Self { time: checked(time)?, done: true })
    }

    /// A case that is still open after `time`.
    ///
    /// ```
    /// use survey_core::score::wait::Wait;
    ///
    /// assert!(!Wait::open(6.5)?.is_done());
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn open(time: f64) -> Result<Self, InvalidWait> {
        Ok(Self { time: checked(time)?, done: false })
    }

    /// In calendar hours, from the times of a case as they are known at `now`.
    ///
    /// ```
    /// use survey_core::score::wait::Wait;
    ///
    /// let opened = "2026-11-20T10:00:00Z".parse()?;
    /// let now = "2026-11-20T16:30:00Z".parse()?;
    /// assert_eq!(Wait::between(opened, None, now)?, Wait::open(6.5)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn between(opened: Timestamp, done: Option<Timestamp>, now: Timestamp) -> Result<Self, InvalidWait> {
        match done.filter(|done| *done <= now) {
            Some(done) => Self::done(done.duration_since(opened).as_secs_f64() / 3600.0),
            None => Self::open(now.duration_since(opened).as_secs_f64() / 3600.0),
        }
    }

    /// How long, until done or until now.
    ///
    /// ```
    /// use survey_core::score::wait::Wait;
    ///
    /// assert_eq!(Wait::open(6.5)?.time(), 6.5);
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn time(&self) -> f64 {
        self.time
    }

    /// Is it done?
    ///
    /// ```
    /// use survey_core::score::wait::Wait;
    ///
    /// assert!(Wait::done(0.0)?.is_done());
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn is_done(&self) -> bool {
        self.done
    }
}

/// A wait from the opening of a case.
fn checked(time: f64) -> Result<f64, InvalidWait> {
    if finite(time)? >= 0.0 { Ok(time) } else { Err(InvalidWait::Negative { given: time }) }
}

fn finite(time: f64) -> Result<f64, InvalidWait> {
    if time.is_finite() { Ok(time) } else { Err(InvalidWait::NotFinite { given: time }) }
}
