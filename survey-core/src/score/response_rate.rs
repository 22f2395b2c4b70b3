//! How many of those asked have answered, and what the silent ones could change.

use super::{Interval, Proportion};
use serde::Serialize;

/// Invitations and what became of them.
///
/// ```
/// use survey_core::score::ResponseRate;
///
/// let rate = ResponseRate::new(1200, 60, 171)?;
/// assert_eq!(rate.delivered(), 1140);
/// assert_eq!(rate.proportion().share().map(|share| share.display), Some(15));
/// # Ok::<(), survey_core::score::InvalidResponseRate>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ResponseRate {
    delivered: u64,
    completed: u64,
}

/// More bounced than sent, or more completed than delivered.
///
/// ```
/// use survey_core::score::ResponseRate;
///
/// assert!(ResponseRate::new(10, 11, 0).unwrap_err().to_string().contains("11 bounced"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{completed} completed of {sent} sent and {bounced} bounced: neither may exceed what was sent")]
#[non_exhaustive]
pub struct InvalidResponseRate {
    /// Invitations sent.
    pub sent: u64,
    /// Invitations that came back.
    pub bounced: u64,
    /// Surveys completed.
    pub completed: u64,
}

impl ResponseRate {
    /// From invitations sent, invitations bounced and surveys completed.
    ///
    /// ```
    /// use survey_core::score::ResponseRate;
    ///
    /// assert!(ResponseRate::new(10, 2, 8).is_ok() && ResponseRate::new(10, 2, 9).is_err());
    /// ```
    pub fn new(sent: u64, bounced: u64, completed: u64) -> Result<Self, InvalidResponseRate> {
        match sent.checked_sub(bounced) {
            Some(delivered) if completed <= delivered => Ok(Self { delivered, completed }),
            _ => Err(InvalidResponseRate { sent, bounced, completed }),
        }
    }

    /// Sent minus bounced.
    ///
    /// ```
    /// use survey_core::score::ResponseRate;
    ///
    /// let rate = ResponseRate::new(100, 20, 40)?;
    /// assert_eq!(rate.delivered(), 80);
    /// # Ok::<(), survey_core::score::InvalidResponseRate>(())
    /// ```
    pub fn delivered(&self) -> u64 {
        self.delivered
    }

    /// Completed out of delivered; its [`share`](Proportion::share) is the response rate.
    ///
    /// ```
    /// use survey_core::score::ResponseRate;
    ///
    /// let rate = ResponseRate::new(100, 20, 40)?;
    /// assert_eq!(rate.proportion().share().map(|share| share.display), Some(50));
    /// # Ok::<(), survey_core::score::InvalidResponseRate>(())
    /// ```
    pub fn proportion(&self) -> Proportion {
        Proportion::new(self.completed, self.delivered).unwrap_or_default()
    }

    /// How low and how high the score of everybody could be, fractions, if all the silent were detractors or all promoters.
    ///
    /// No formula repairs silence that depends on the score; this is what remains certain. None when nobody was asked.
    ///
    /// ```
    /// use survey_core::score::ResponseRate;
    ///
    /// let half_answered = ResponseRate::new(100, 0, 50)?;
    /// assert_eq!(half_answered.bound(0.3).map(|bound| bound.display()), Some((-35, 65)));
    /// # Ok::<(), survey_core::score::InvalidResponseRate>(())
    /// ```
    pub fn bound(&self, nps: f64) -> Option<Interval> {
        let rate = self.proportion().value()?;
        Some(Interval::around(rate * nps.clamp(-1.0, 1.0), 1.0 - rate))
    }
}
