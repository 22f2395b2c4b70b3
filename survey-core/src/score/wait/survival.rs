//! Waiting times when some cases are still open: Kaplan and Meier 1958.

use super::Wait;
use crate::score::{Confidence, Interval};
use serde::Serialize;

/// The share of cases that are still open after each wait, which counts open cases for what is known of them.
///
/// ```
/// use survey_core::score::{Confidence, wait::{Survival, Wait}};
///
/// let waits = [Wait::done(2.0)?, Wait::done(3.0)?, Wait::open(4.0)?, Wait::done(9.0)?];
/// let open = Survival::of(&waits);
/// assert_eq!(open.median(), Some(3.0));
/// assert!((open.at(3.0, Confidence::default()).open - 0.5).abs() < 1e-12);
/// # Ok::<(), survey_core::score::wait::InvalidWait>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Survival {
    steps: Vec<Step>,
}

/// A moment at which cases were done.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    time: f64,
    at_risk: u64,
    done: u64,
    open: f64,
    /// Greenwood's sum up to here; infinite once everything is done.
    greenwood: f64,
}

impl Step {
    /// Where the true share lies that is still open (log-log).
    fn limits(&self, confidence: Confidence) -> Interval {
        let open = self.open;
        if open <= 0.0 || open >= 1.0 {
            return Interval { low: open, high: open };
        }
        let bend = confidence.z() * self.greenwood.sqrt() / open.ln();
        // ln(open) is below 0, so the power with the plus is the larger one.
        let (one, two) = (open.powf(bend.exp()), open.powf((-bend).exp()));
        Interval { low: one.min(two), high: one.max(two) }
    }
}

/// Where a time lies; an end that was not reached is none.
///
/// ```
/// use survey_core::score::{Confidence, wait::{Survival, Wait}};
///
/// let few = Survival::of(&[Wait::open(2.0)?]).percentile_interval(0.5, Confidence::default());
/// assert_eq!((few.low, few.high), (None, None), "longer than anything seen");
/// # Ok::<(), survey_core::score::wait::InvalidWait>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TimeInterval {
    /// The lower end.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

/// The share still open at one moment.
///
/// ```
/// use survey_core::score::{Confidence, wait::{Survival, Wait}};
///
/// let open = Survival::of(&[Wait::done(2.0)?, Wait::open(3.0)?, Wait::done(4.0)?]);
/// let after = open.at(2.0, Confidence::default());
/// assert!((after.open - 2.0 / 3.0).abs() < 1e-12 && after.interval.contains(after.open));
/// # Ok::<(), survey_core::score::wait::InvalidWait>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SurvivalAt {
    /// The share still open, 0..=1; 1 minus it is the share done by then.
    pub open: f64,
    /// Its standard error (Greenwood).
    pub standard_error: f64,
    /// Where the true share lies (log-log); without width where nothing or everything is done.
    pub interval: Interval,
}

/// Rounding that may stand between a share and the fraction it is.
const ROUNDING: f64 = 1e-12;

impl Survival {
    /// From waits in any order.
    ///
    /// ```
    /// use survey_core::score::wait::{Survival, Wait};
    ///
    /// let open = Survival::of(&[Wait::done(2.0)?, Wait::open(3.0)?, Wait::done(4.0)?]);
    /// assert_eq!(open.median(), Some(4.0));
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn of(waits: &[Wait]) -> Self {
        let mut sorted = waits.to_vec();
        sorted.sort_unstable_by(|a, b| a.time().total_cmp(&b.time()));
        let mut at_risk = sorted.len() as u64;
        let (mut open, mut greenwood) = (1.0, 0.0);
        let mut steps = Vec::new();
        // Cases done and cases last seen open at the same moment: the done ones come first.
        for same in sorted.chunk_by(|a, b| a.time().total_cmp(&b.time()).is_eq()) {
            let done = same.iter().filter(|wait| wait.is_done()).count() as u64;
            if let (Some(first), true) = (same.first(), done > 0) {
                let (risk, events) = (at_risk as f64, done as f64);
                open *= (risk - events) / risk;
                greenwood += events / (risk * (risk - events));
                steps.push(Step { time: first.time(), at_risk, done, open, greenwood });
            }
            at_risk -= same.len() as u64;
        }
        Self { steps }
    }

    /// The share still open after `time`.
    ///
    /// ```
    /// use survey_core::score::{Confidence, wait::{Survival, Wait}};
    ///
    /// let open = Survival::of(&[Wait::done(2.0)?, Wait::open(3.0)?, Wait::done(4.0)?]);
    /// assert_eq!(open.at(1.0, Confidence::default()).open, 1.0);
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn at(&self, time: f64, confidence: Confidence) -> SurvivalAt {
        let reached = self.steps.partition_point(|step| step.time <= time);
        let step = reached.checked_sub(1).and_then(|index| self.steps.get(index));
        let Some(step) = step.filter(|step| step.open > 0.0) else {
            let open = if step.is_some() { 0.0 } else { 1.0 };
            return SurvivalAt { open, standard_error: 0.0, interval: Interval { low: open, high: open } };
        };
        let standard_error = step.open * step.greenwood.sqrt();
        SurvivalAt { open: step.open, standard_error, interval: step.limits(confidence) }
    }

    /// The wait after which at most half of the cases are open; None means "longer than anything seen".
    ///
    /// ```
    /// use survey_core::score::wait::{Survival, Wait};
    ///
    /// let open = Survival::of(&[Wait::open(2.0)?]);
    /// assert_eq!(open.median(), None, "longer than anything seen");
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn median(&self) -> Option<f64> {
        self.percentile(0.5)
    }

    /// The wait by which a fraction `p` (0..=1) of the cases is done; None where that was not reached.
    ///
    /// ```
    /// use survey_core::score::wait::{Survival, Wait};
    ///
    /// let open = Survival::of(&[Wait::done(2.0)?, Wait::open(3.0)?, Wait::done(4.0)?]);
    /// assert_eq!((open.percentile(0.3), open.percentile(0.9)), (Some(2.0), Some(4.0)));
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn percentile(&self, p: f64) -> Option<f64> {
        self.steps.iter().find(|step| step.open <= 1.0 - p + ROUNDING).map(|step| step.time)
    }

    /// Where the true wait lies by which a fraction `p` (0..=1) is done: the waits at which the limits of the share still
    /// open (log-log) reach `1 - p` (Brookmeyer and Crowley 1982).
    ///
    /// ```
    /// use survey_core::score::{Confidence, wait::{Survival, Wait}};
    ///
    /// let waits = (1..=10).map(|hour| Wait::done(f64::from(hour))).collect::<Result<Vec<_>, _>>()?;
    /// let median = Survival::of(&waits).percentile_interval(0.5, Confidence::default());
    /// assert_eq!((median.low, median.high), (Some(1.0), Some(8.0)));
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn percentile_interval(&self, p: f64, confidence: Confidence) -> TimeInterval {
        let reached = |limit: &dyn Fn(&Interval) -> f64| {
            let is_reached = |step: &&Step| limit(&step.limits(confidence)) <= 1.0 - p + ROUNDING;
            self.steps.iter().find(is_reached).map(|step| step.time)
        };
        TimeInterval { low: reached(&|limits| limits.low), high: reached(&|limits| limits.high) }
    }

    /// The mean wait, where waits beyond `horizon` count as `horizon` (restricted mean).
    ///
    /// ```
    /// use survey_core::score::wait::{Survival, Wait};
    ///
    /// let open = Survival::of(&[Wait::done(2.0)?, Wait::open(3.0)?, Wait::done(4.0)?]);
    /// assert!((open.mean_until(4.0) - (2.0 + 2.0 * 2.0 / 3.0)).abs() < 1e-12);
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn mean_until(&self, horizon: f64) -> f64 {
        let (mut sum, mut from, mut open) = (0.0, 0.0, 1.0);
        for step in self.steps.iter().take_while(|step| step.time < horizon) {
            sum += open * (step.time - from);
            (from, open) = (step.time, step.open);
        }
        sum + open * (horizon - from).max(0.0)
    }

    /// (cases open just before, cases done) at each moment at which any was done, in order of time.
    ///
    /// ```
    /// use survey_core::score::wait::{Survival, Wait};
    ///
    /// let open = Survival::of(&[Wait::done(2.0)?, Wait::open(3.0)?, Wait::done(4.0)?]);
    /// assert_eq!(open.risk_table().collect::<Vec<_>>(), [(3, 1), (1, 1)]);
    /// # Ok::<(), survey_core::score::wait::InvalidWait>(())
    /// ```
    pub fn risk_table(&self) -> impl Iterator<Item = (u64, u64)> {
        self.steps.iter().map(|step| (step.at_risk, step.done))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_cases_everything_is_unknown_but_nothing_breaks() {
        let survival = Survival::of(&[]);
        assert_eq!((survival.median(), survival.risk_table().count()), (None, 0));
        assert!((survival.mean_until(10.0) - 10.0).abs() < 1e-15);
    }

    #[test]
    fn half_of_ten_done_is_the_median_in_spite_of_rounding() {
        let waits: Vec<_> = (1..=10).map(|hour| Wait::done(f64::from(hour)).unwrap()).collect();
        assert_eq!(Survival::of(&waits).median(), Some(5.0));
    }

    #[test]
    fn everything_done_leaves_no_number_that_is_none() {
        let survival = Survival::of(&[Wait::done(1.0).unwrap()]);
        let end = survival.at(2.0, Confidence::default());
        assert!(end.open.abs() < 1e-15 && end.standard_error.abs() < 1e-15 && end.interval.width().abs() < 1e-15);
    }
}
