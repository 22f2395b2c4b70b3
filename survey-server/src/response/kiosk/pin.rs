//! The PIN by which staff leave a tablet's page. Only the server can check one: four digits beside their hash are four
//! digits in the open, so a tablet without a connection keeps its page.

use crate::account::password;
use crate::clock::Cx;
use crate::error::Error;
use crate::secret::Claim;
use crate::store::kiosks::{self, Kiosk};
use crate::store::{Conn, Time};

/// So many wrong ones are free.
const FREE: i32 = 5;
/// Then each doubles the wait, from half a minute to an hour.
const FIRST_WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 3600;

/// Whether it is one that is not tried first.
pub(super) fn is_sound(pin: &str) -> bool {
    let digits: Vec<i16> = pin.bytes().filter(u8::is_ascii_digit).map(i16::from).collect();
    let steps: Vec<i16> = digits.windows(2).filter_map(|two| Some(two.get(1)? - two.first()?)).collect();
    let in_a_row = [-1, 0, 1].iter().any(|step| steps.iter().all(|one| one == step));
    digits.len() == pin.len() && (4..=8).contains(&digits.len()) && !in_a_row
}

/// Counts a try against the tablet before it is looked at, so that tries at once count as many. Returns the tablet;
/// refuses while it waits.
pub fn try_pin(conn: &mut Conn, cx: &Cx, claim: Claim) -> Result<Kiosk, Error> {
    // The count first: it holds the row, so a second try at the same time waits for the first.
    let counted = kiosks::count_try(conn, cx.workspace, claim.id, cx.now)?;
    let kiosk = super::by_link(conn, cx, claim)?;
    if !counted {
        let until = kiosk.pin_locked_until.map_or(0, |until| (until.0 - cx.now.0).max(0));
        return Err(Error::TooManyRequests { retry_after: until.unsigned_abs().div_ceil(1000) });
    }
    let failures = kiosk.pin_failures;
    kiosks::pin_tried(conn, cx.workspace, kiosk.id, failures, locked_until(failures, cx.now))?;
    Ok(kiosk)
}

fn locked_until(failures: i32, now: Time) -> Option<Time> {
    let more = failures.checked_sub(FREE).filter(|more| *more >= 0)?;
    Some(now.plus_secs(FIRST_WAIT.saturating_mul(1 << more.min(10)).min(LONGEST_WAIT)))
}

/// Whether the PIN is the tablet's. Takes a tenth of a second: call it off the async threads.
pub fn check(kiosk: &Kiosk, pin: &str) -> bool {
    password::verify(pin, Some(&kiosk.pin_hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_four_to_eight_digits_that_nobody_tries_first() {
        for good in ["2580", "19840214", "1235", "0042"] {
            assert!(is_sound(good), "{good}");
        }
        for bad in ["", "123", "1234", "4321", "7777", "123456789", "12a4", "１２４６", "25 80"] {
            assert!(!is_sound(bad), "{bad}");
        }
    }

    #[test]
    fn the_first_four_wrong_ones_are_free_and_each_more_doubles_the_wait_up_to_an_hour() {
        let waits: Vec<Option<i64>> =
            [1, 4, 5, 6, 7, 40].map(|failures| locked_until(failures, Time(0)).map(Time::secs)).to_vec();

        assert_eq!(waits, [None, None, Some(30), Some(60), Some(120), Some(3600)]);
    }
}
