//! When a failed callback is tried again, and when an endpoint is given up. Pure: durations in, durations out.

use std::time::Duration;

/// The wait before each attempt, in seconds: the schedule that the Standard Webhooks text proposes, 75 hours in all.
const WAITS: [u64; 10] = [0, 5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600];

/// A receiver may ask for a later attempt with `Retry-After`, but not for one later than this.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(24 * 3600);

/// How long an endpoint must have done nothing but fail before it is disabled.
pub const DISABLE_AFTER: Duration = Duration::from_secs(5 * 24 * 3600);

/// How many attempts must have failed in that time: a quiet endpoint is not disabled for one lost message.
pub const DISABLE_AFTER_ATTEMPTS: u32 = 10;

/// The share by which a wait is shortened or lengthened at most, so that a revived receiver is not overrun.
const JITTER: f64 = 0.2;

/// The wait before the next attempt, or `None` when all ten were made.
///
/// `attempts` is how many were made so far (0: the first one is due at once). `jitter` is a random number in [0, 1)
/// (others are clamped): the wait is stretched to 80 to 120 %. `retry_after` is what the receiver asked for: at most
/// [`LONGEST_RETRY_AFTER`] is granted, and jitter only lengthens it.
pub fn next_attempt(attempts: u32, retry_after: Option<Duration>, jitter: f64) -> Option<Duration> {
    let wait = Duration::from_secs(*WAITS.get(usize::try_from(attempts).ok()?)?);
    // NaN fails both comparisons of clamp and would poison the duration.
    let jitter = if jitter.is_nan() { 0.5 } else { jitter.clamp(0.0, 1.0) };
    let planned = wait.mul_f64(1.0 - JITTER + 2.0 * JITTER * jitter);
    let asked = retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER).mul_f64(1.0 + JITTER * jitter);
    Some(planned.max(asked))
}

/// Whether an endpoint is to be disabled: nothing but failures for five days, and at least ten of them.
///
/// `failing_for` is the time since the first failure after the last success, `failed_attempts` their number.
pub fn is_given_up(failing_for: Duration, failed_attempts: u32) -> bool {
    failing_for >= DISABLE_AFTER && failed_attempts >= DISABLE_AFTER_ATTEMPTS
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 3600;

    #[test]
    fn the_waits_are_those_of_the_standard_when_jitter_is_in_the_middle() {
        let waits: Vec<Option<u64>> =
            (0..11).map(|attempts| next_attempt(attempts, None, 0.5).map(|wait| wait.as_secs())).collect();
        let hours = [2, 5, 10, 14, 20, 24].map(|hours| Some(hours * HOUR));
        assert_eq!(waits[..4], [Some(0), Some(5), Some(300), Some(1800)]);
        assert_eq!(waits[4..10], hours);
        assert_eq!(waits[10], None);
        assert_eq!(next_attempt(u32::MAX, None, 0.5), None);
    }

    #[test]
    fn jitter_moves_a_wait_by_a_fifth_at_most() {
        assert_eq!(next_attempt(2, None, 0.0), Some(Duration::from_secs(240)));
        assert_eq!(next_attempt(2, None, 1.0), Some(Duration::from_secs(360)));
        assert_eq!(next_attempt(2, None, -7.0), Some(Duration::from_secs(240)));
        assert_eq!(next_attempt(2, None, f64::INFINITY), Some(Duration::from_secs(360)));
        assert_eq!(next_attempt(2, None, f64::NAN), Some(Duration::from_secs(300)));
    }

    #[test]
    fn a_receiver_may_ask_for_a_later_attempt_and_never_gets_an_earlier_one() {
        let asked = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(next_attempt(1, asked(120), 0.0), asked(120));
        assert_eq!(next_attempt(1, asked(120), 1.0), asked(144));
        assert_eq!(next_attempt(3, asked(120), 0.5), asked(1800));
        assert_eq!(next_attempt(1, asked(90 * 24 * HOUR), 0.0), asked(24 * HOUR));
        assert_eq!(next_attempt(10, asked(120), 0.5), None);
    }

    #[test]
    fn an_endpoint_is_given_up_after_five_days_and_ten_attempts_of_nothing_but_failure() {
        let days = |days: u64| Duration::from_secs(days * 24 * HOUR);
        assert!(is_given_up(days(5), 10));
        assert!(!is_given_up(days(5), 9));
        assert!(!is_given_up(Duration::from_secs(5 * 24 * HOUR - 1), 10));
        assert!(is_given_up(days(30), 400));
    }
}
