//! From a time to its bucket without asking the time zone for every answer.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// When each bucket begins, in nanoseconds of Universal Time, and a table of slots that leads near it at once.
pub(super) struct Boundaries {
    starts: Vec<Timestamp>,
    first_second: i64,
    slot_seconds: i64,
    /// The bucket at the beginning of each slot.
    slots: Vec<u32>,
}

/// Slots a bucket: enough that few answers have to step from one bucket to the next.
const SLOTS_PER_BUCKET: i64 = 4;

impl Boundaries {
    /// `days` are the first days of the buckets, ascending.
    pub(super) fn new(days: impl Iterator<Item = Date>, zone: &TimeZone) -> Self {
        let starts: Vec<_> = days.map(|day| start_of_day(day, zone)).collect();
        let second = |start: Option<&Timestamp>| start.map_or(0, |start| start.as_second());
        let (first_second, last_second) = (second(starts.first()), second(starts.last()));
        let wanted = starts.len() as i64 * SLOTS_PER_BUCKET + 1;
        let slot_seconds = ((last_second - first_second) / wanted).max(1);
        let mut bucket = 0;
        let slots = (0..=(last_second - first_second) / slot_seconds).map(|slot| {
            let second = first_second + slot * slot_seconds;
            while starts.get(bucket + 1).is_some_and(|next| next.as_second() <= second) {
                bucket += 1;
            }
            bucket as u32
        });
        let slots = slots.collect();
        Self { starts, first_second, slot_seconds, slots }
    }

    /// The bucket of a time; the first one for a time before all of them, the last one for a time after.
    pub(super) fn index(&self, time: Timestamp) -> usize {
        let slot = (time.as_second() - self.first_second) / self.slot_seconds;
        let slot = usize::try_from(slot).unwrap_or(0).min(self.slots.len().saturating_sub(1));
        let mut bucket = self.slots.get(slot).map_or(0, |&bucket| bucket as usize);
        // A slot is found by whole seconds, its bucket may begin within that second.
        while bucket > 0 && self.starts.get(bucket).is_some_and(|start| *start > time) {
            bucket -= 1;
        }
        while self.starts.get(bucket + 1).is_some_and(|next| *next <= time) {
            bucket += 1;
        }
        bucket
    }
}

/// The first instant of a day, which daylight saving may move from midnight.
fn start_of_day(day: Date, zone: &TimeZone) -> Timestamp {
    match day.to_zoned(zone.clone()).and_then(|midnight| midnight.start_of_day()) {
        Ok(start) => start.timestamp(),
        // Only the last hours of the calendar have no instant in some zones.
        Err(_) if day.year() < 0 => Timestamp::MIN,
        Err(_) => Timestamp::MAX,
    }
}
