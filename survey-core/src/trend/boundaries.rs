//! From a time to its bucket without asking the time zone for every answer.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// When each bucket begins, in whole seconds of Universal Time, and a table of slots that leads near it at once.
///
/// Whole seconds suffice, because days begin on one in every zone.
pub(super) struct Boundaries {
    /// The second at which the bucket after this one begins; nothing comes after the last.
    ends: Vec<i64>,
    first_second: i64,
    /// A slot has 2 to this power seconds: a shift is several times faster than a division.
    slot_bits: u32,
    /// The bucket at the beginning of each slot.
    slots: Vec<u32>,
}

/// Slots a bucket, at least: few of them hold the border of two buckets.
const SLOTS_PER_BUCKET: i64 = 8;

impl Boundaries {
    /// `days` are the first days of the buckets, ascending.
    pub(super) fn new(days: impl Iterator<Item = Date>, zone: &TimeZone) -> Self {
        let starts: Vec<_> = days.map(|day| first_second(day, zone)).collect();
        let first_second = starts.first().copied().unwrap_or(0);
        let span = starts.last().copied().unwrap_or(0).saturating_sub(first_second);
        let slot_seconds = span / (starts.len() as i64 * SLOTS_PER_BUCKET).max(1);
        let slot_bits = slot_seconds.max(1).ilog2();
        let ends: Vec<_> = starts.into_iter().skip(1).chain([i64::MAX]).collect();
        let mut bucket = 0;
        let slots = (0..=span >> slot_bits).map(|slot| {
            let second = first_second + (slot << slot_bits);
            while ends.get(bucket).is_some_and(|end| *end <= second) {
                bucket += 1;
            }
            bucket as u32
        });
        let slots = slots.collect();
        Self { ends, first_second, slot_bits, slots }
    }

    /// The bucket of a time; the first one for a time before all of them, the last one for a time after.
    pub(super) fn index(&self, time: Timestamp) -> usize {
        // Down to the second, also before 1970, where fractions count backwards.
        let second = time.as_second() - i64::from(time.subsec_nanosecond() < 0);
        let slot = (second - self.first_second).max(0) >> self.slot_bits;
        let slot = (slot as usize).min(self.slots.len().saturating_sub(1));
        let mut bucket = self.slots.get(slot).map_or(0, |&bucket| bucket as usize);
        // The first step without a branch, since whether it is taken cannot be guessed; more are for days without hours.
        bucket += usize::from(self.ends.get(bucket).is_some_and(|end| *end <= second));
        while self.ends.get(bucket).is_some_and(|end| *end <= second) {
            bucket += 1;
        }
        bucket
    }
}

/// The first second of a day, which daylight saving may move from midnight.
fn first_second(day: Date, zone: &TimeZone) -> i64 {
    match day.to_zoned(zone.clone()).and_then(|midnight| midnight.start_of_day()) {
        Ok(start) => start.timestamp().as_second(),
        // Only the outermost hours of the calendar have no instant in some zones.
        Err(_) if day.year() < 0 => i64::MIN / 2,
        Err(_) => i64::MAX / 2,
    }
}
