//! Was the promised time kept?

use super::Wait;
use crate::score::Proportion;
use jiff::Timestamp;
use serde::Serialize;

/// Cases by whether they were done within the promised time.
///
/// ```
/// use survey_core::score::wait::{Sla, Wait};
///
/// let waits = [Wait::done(47.0)?, Wait::done(50.0)?, Wait::open(60.0)?, Wait::open(5.0)?];
/// let sla = Sla::of(&waits, 48.0);
/// assert_eq!((sla.met, sla.breached, sla.pending), (1, 2, 1));
/// assert_eq!(sla.kept().share().map(|share| share.display), Some(33));
/// # Ok::<(), survey_core::score::wait::InvalidWait>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sla {
    /// Done by the deadline (the very moment included).
    pub met: u64,
    /// Done later, or still open at the deadline.
    pub breached: u64,
    /// Still open before the deadline: not counted either way.
    pub pending: u64,
}

impl Sla {
    /// By a deadline in the unit of the waits. Young cases that are already done count as met: see [`matured`](Self::matured).
    ///
    /// ```
    /// use survey_core::score::wait::{Sla, Wait};
    ///
    /// assert_eq!(Sla::of(&[Wait::done(1.0)?, Wait::open(48.0)?], 48.0).breached, 1);
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn of(waits: &[Wait], deadline: f64) -> Self {
        let mut sla = Self::default();
        for wait in waits {
            sla.count(wait, deadline);
        }
        sla
    }

    /// Only of cases opened at least `deadline` (hours) before `now`, given as (opened, done).
    ///
    /// The honest figure: among younger cases only the quick ones are known, so they make every team look good.
    ///
    /// ```
    /// use survey_core::score::wait::Sla;
    ///
    /// let now = "2026-11-20T12:00:00Z".parse()?;
    /// let cases = [
    ///     ("2026-11-10T12:00:00Z".parse()?, Some("2026-11-10T13:00:00Z".parse()?)),
    ///     ("2026-11-20T11:00:00Z".parse()?, Some("2026-11-20T11:30:00Z".parse()?)),
    /// ];
    /// assert_eq!(Sla::matured(cases, 48.0, now).met, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn matured(
        cases: impl IntoIterator<Item = (Timestamp, Option<Timestamp>)>,
        deadline: f64,
        now: Timestamp,
    ) -> Self {
        let mut sla = Self::default();
        for (opened, done) in cases {
            let age = now.duration_since(opened).as_secs_f64() / 3600.0;
            if let (true, Ok(wait)) = (age >= deadline, Wait::between(opened, done, now)) {
                sla.count(&wait, deadline);
            }
        }
        sla
    }

    fn count(&mut self, wait: &Wait, deadline: f64) {
        match (wait.is_done(), wait.time() <= deadline) {
            (true, true) => self.met += 1,
            (true, false) => self.breached += 1,
            (false, _) if wait.time() >= deadline => self.breached += 1,
            (false, _) => self.pending += 1,
        }
    }

    /// Met, out of met and breached.
    ///
    /// ```
    /// use survey_core::score::wait::{Sla, Wait};
    ///
    /// let sla = Sla::of(&[Wait::done(1.0)?, Wait::open(5.0)?], 48.0);
    /// assert_eq!((sla.kept().part(), sla.kept().n()), (1, 1));
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn kept(&self) -> Proportion {
        Proportion::new(self.met, self.met.saturating_add(self.breached)).unwrap_or_default()
    }
}
