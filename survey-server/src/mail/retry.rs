//! When to try a mail again.

use jiff::{SignedDuration, Timestamp};

/// How long after it was planned a mail is still worth sending: a later survey is noise.
pub const SEND_WITHIN: SignedDuration = SignedDuration::from_hours(72);

/// Minutes to wait after the first, second, … failed attempt; after the last it stays at that.
const WAITS: [i64; 6] = [5, 15, 60, 4 * 60, 12 * 60, 24 * 60];

/// When to try again after `attempts` failed ones (at least 1), or `None` when that would be after `send_by`.
///
/// `jitter` in [0, 1) spreads the wait between 80 % and 120 %, so that a server that was down is not met by all mails
/// at once.
pub fn next_attempt(attempts: u32, now: Timestamp, send_by: Timestamp, jitter: f64) -> Option<Timestamp> {
    let at = WAITS.len().min(attempts.max(1) as usize) - 1;
    let minutes = WAITS.get(at).copied()?;
    let spread = 0.8 + 0.4 * jitter.clamp(0.0, 1.0);
    let wait = SignedDuration::from_millis((minutes as f64 * 60_000.0 * spread).round() as i64);
    now.checked_add(wait).ok().filter(|next| *next <= send_by)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hour(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    #[test]
    fn the_waits_grow_and_then_stay() {
        let minutes: Vec<_> = (1..=8)
            .map(|attempts| {
                let next = next_attempt(attempts, hour(0), hour(1000), 0.5).unwrap();
                next.duration_since(hour(0)).as_mins()
            })
            .collect();
        assert_eq!(minutes, [5, 15, 60, 240, 720, 1440, 1440, 1440]);
    }

    #[test]
    fn jitter_moves_the_wait_by_a_fifth_at_most() {
        assert_eq!(next_attempt(1, hour(0), hour(72), 0.0).unwrap().as_second(), 240);
        assert_eq!(next_attempt(1, hour(0), hour(72), 0.999_999_999).unwrap().as_second(), 360);
    }

    #[test]
    fn nothing_is_tried_after_it_should_have_been_sent() {
        assert!(next_attempt(6, hour(50), hour(72), 0.0).is_some());
        assert!(next_attempt(6, hour(50), hour(72), 0.5).is_none());
        assert!(next_attempt(1, hour(72), hour(72), 0.5).is_none());
        assert!(next_attempt(1, Timestamp::MAX, Timestamp::MAX, 0.5).is_none());
    }

    proptest! {
        #[test]
        fn the_next_attempt_is_later_than_now_and_never_after_the_end(attempts: u32, jitter in 0.0f64..1.0, left in 0i64..200) {
            if let Some(next) = next_attempt(attempts, hour(10), hour(10 + left), jitter) {
                prop_assert!(next > hour(10) && next <= hour(10 + left));
            }
        }
    }
}
