//! Receivers that are slow: they keep themselves waiting, and nobody else.
//!
//! Known to this process alone and only until it ends: what it costs to learn it again is one slow call a lane.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::attempt::{Attempt, Failure, Outcome};

/// A failure that took so long holds things up.
const SLOW: Duration = Duration::from_secs(1);
/// How long a lane rests after its first slow failure; twice as long after each further one.
const FIRST_REST_MS: i64 = 5_000;
/// A lane rests so long at most: a receiver that has come back is noticed within.
const LONGEST_REST_MS: i64 = 5 * 60_000;
/// Calls that may linger where nobody says how many files a process may have open, and at most.
const LINGERING: (usize, usize) = (256, 4096);

/// Which lanes failed slowly of late, and how many calls linger.
#[derive(Debug)]
pub struct SlowReceivers {
    slow: Duration,
    resting: Mutex<HashMap<String, Rest>>,
    lingering: Arc<Semaphore>,
    places: usize,
}

#[derive(Clone, Copy, Debug)]
struct Rest {
    strikes: u32,
    until_ms: i64,
}

impl Default for SlowReceivers {
    fn default() -> Self {
        Self::failing_in(SLOW)
    }
}

/// A quarter of the files that the process may have open: a call that lingers is a socket.
fn places(limits: &str) -> usize {
    let files = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft = files.and_then(|rest| rest.split_whitespace().next()?.parse::<usize>().ok());
    soft.map_or(LINGERING.0, |soft| (soft / 4).min(LINGERING.1))
}

impl SlowReceivers {
    /// To them a failure is slow that took so long; one whose time ran out is always.
    pub fn failing_in(slow: Duration) -> Self {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let places = places(&limits);
        SlowReceivers { slow, resting: Mutex::default(), lingering: Arc::new(Semaphore::new(places)), places }
    }

    /// How many calls of this lane may run at once: none while it rests, one to see whether it is back, else `usual`.
    pub fn cap(&self, lane: &str, now_ms: i64, usual: i64) -> i64 {
        match self.resting().get(lane) {
            Some(rest) if rest.until_ms > now_ms => 0,
            Some(_) => 1,
            None => usual,
        }
    }

    /// Learns from a call: a slow failure lets its lane rest, anything else ends that.
    pub fn learn(&self, lane: &str, attempt: &Attempt, now_ms: i64) {
        let slow = match &attempt.outcome {
            Outcome::Failed { why: Failure::TimedOut } => true,
            Outcome::Failed { .. } => u128::from(attempt.latency_ms) >= self.slow.as_millis(),
            Outcome::Delivered | Outcome::Gone => false,
        };
        let mut resting = self.resting();
        if slow {
            let strikes = resting.get(lane).map_or(1, |rest| rest.strikes.saturating_add(1));
            let rest_ms = FIRST_REST_MS.saturating_mul(1 << (strikes - 1).min(16)).min(LONGEST_REST_MS);
            resting.insert(lane.to_owned(), Rest { strikes, until_ms: now_ms.saturating_add(rest_ms) });
        } else {
            resting.remove(lane);
        }
    }

    /// A place for a call that takes its time, so that it gives its place in the worker back; none when too many do.
    pub fn linger(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.lingering).try_acquire_owned().ok()
    }

    /// How many calls take their time now.
    pub fn lingering(&self) -> usize {
        self.places - self.lingering.available_permits()
    }

    fn resting(&self) -> std::sync::MutexGuard<'_, HashMap<String, Rest>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(outcome: Outcome, latency_ms: u64) -> Attempt {
        Attempt { outcome, status: None, latency_ms, answer_excerpt: String::new(), retry_after: None }
    }

    fn timed_out() -> Attempt {
        attempt(Outcome::Failed { why: Failure::TimedOut }, 15_000)
    }

    #[test]
    fn a_lane_that_hangs_rests_twice_as_long_each_time_and_then_one_call_looks() {
        let slow = SlowReceivers::default();
        let mut now = 0;
        for rest in [5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000] {
            slow.learn("a", &timed_out(), now);
            assert_eq!(slow.cap("a", now + rest - 1, 4), 0, "{rest}");
            assert_eq!(slow.cap("a", now + rest, 4), 1, "{rest}");
            now += rest;
        }
        assert_eq!(slow.cap("b", now, 4), 4);
        slow.learn("a", &attempt(Outcome::Delivered, 3), now);
        assert_eq!(slow.cap("a", now, 4), 4);
    }

    #[test]
    fn a_failure_that_costs_no_time_lets_nobody_rest() {
        let slow = SlowReceivers::default();
        slow.learn("a", &attempt(Outcome::Failed { why: Failure::Status(500) }, 20), 0);
        assert_eq!(slow.cap("a", 0, 4), 4);
        slow.learn("a", &attempt(Outcome::Failed { why: Failure::Status(500) }, 9_000), 0);
        assert_eq!(slow.cap("a", 0, 4), 0);
    }

    #[test]
    fn a_quarter_of_the_open_files_may_linger() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
            Max open files            1024                 524288               files\n";
        assert_eq!(places(limits), 256);
        assert_eq!(places(&limits.replace("1024  ", "65536 ")), 4096);
        assert_eq!(places(""), 256);
        let slow = SlowReceivers { lingering: Arc::new(Semaphore::new(1)), places: 1, ..SlowReceivers::default() };
        let held = slow.linger();
        assert!(held.is_some() && slow.linger().is_none() && slow.lingering() == 1);
        drop(held);
        assert_eq!(slow.lingering(), 0);
    }
}
