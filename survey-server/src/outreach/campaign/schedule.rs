//! When the first and the last mail of a campaign would go out.

use super::facts::Question;
use crate::store::Time;

/// A plan is walked in at most so many steps, however many people it is for.
const STEPS: u64 = 2000;

/// The first and the last moment, for so many mails at a pace (mails an hour) from a moment on. Without a pace everything
/// is due at the first moment: how long it takes is the mail server's matter.
pub fn span(question: &Question<'_>, mails: u64, pace: Option<i32>) -> (Time, Time) {
    let first = question.anybody();
    let Some(pace) = pace.filter(|_| mails > 1) else { return (first, first) };
    let step_ms = 3_600_000 / i64::from(pace.max(1));
    let at_once = (mails / STEPS).max(1);
    let (mut left, mut at) = (mails - 1, first);
    while left > 0 {
        let now = at_once.min(left);
        let next = at.plus_ms(step_ms.saturating_mul(i64::try_from(now).unwrap_or(i64::MAX)));
        at = Question { at: next, ..*question }.anybody();
        left -= now;
    }
    (first, at)
}
