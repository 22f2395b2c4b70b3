//! A team at work: who waits how long until somebody has time, by priority and deadline.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};

use jiff::Timestamp;

use super::action::Priority;
use super::backtest::Staffing;
use super::within::Within;

/// Whose case it is, as a number: a further unhappy answer of the same person to the same survey joins it.
pub(super) type Owner = u32;

/// A case that waits for its first contact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    pub(super) priority: Priority,
    pub(super) due_at: Timestamp,
    pub(super) owner: Option<Owner>,
}

/// The team, its queue, and what became of the promises; fed in order of time.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    pub(super) staffing: Staffing,
    /// When each person of the team is free, the soonest on top.
    free_at: BinaryHeap<Reverse<Timestamp>>,
    waiting: BinaryHeap<Entry>,
    last_arrival: Timestamp,
    arrivals: u64,
    /// Until when somebody's last case is worked on; the end of time while it waits.
    busy_until: BTreeMap<Owner, Timestamp>,
    /// Cases whose first contact comes after the deadline.
    pub(super) late: BTreeMap<Priority, u64>,
}

/// The most people a simulated team may have.
const MAX_PEOPLE: u32 = 10_000;
/// The longest time a case takes one of them, in minutes: a week, so that a typing mistake does not simulate centuries.
const MAX_HANDLING_MINUTES: u32 = 7 * 24 * 60;

impl Queue {
    pub(super) fn of(staffing: Staffing) -> Self {
        let people = staffing.people.min(MAX_PEOPLE);
        Self {
            staffing,
            free_at: (0..people).map(|_| Reverse(Timestamp::MIN)).collect(),
            waiting: BinaryHeap::new(),
            last_arrival: Timestamp::MIN,
            arrivals: 0,
            busy_until: BTreeMap::new(),
            late: BTreeMap::new(),
        }
    }

    /// Lets the team work until `now`.
    pub(super) fn advance(&mut self, now: Timestamp) {
        while !self.waiting.is_empty() && self.start_next(now) {}
        self.last_arrival = self.last_arrival.max(now);
    }

    /// Whether this person's last case is not settled yet.
    pub(super) fn has_case(&self, owner: Owner, now: Timestamp) -> bool {
        self.busy_until.get(&owner).is_some_and(|until| *until > now)
    }

    /// A case comes in; [`advance`](Self::advance) has been called for its time.
    pub(super) fn push(&mut self, case: Waiting) {
        if let Some(owner) = case.owner {
            self.busy_until.insert(owner, Timestamp::MAX);
        }
        self.arrivals += 1;
        self.waiting.push(Entry { case, number: self.arrivals });
    }

    /// The end of the day: what still waits is worked off; without anybody to do that it is late for ever.
    pub(super) fn finish(&mut self) {
        while !self.waiting.is_empty() && self.start_next(Timestamp::MAX) {}
        while let Some(entry) = self.waiting.pop() {
            *self.late.entry(entry.case.priority).or_default() += 1;
        }
    }

    /// Starts the most pressing case if somebody is free and at work before `now`.
    fn start_next(&mut self, now: Timestamp) -> bool {
        let Some(Reverse(free_at)) = self.free_at.peek().copied() else { return false };
        // Whoever waits came at the last arrival or before, so nobody is served before they came.
        let start = self.staffing.calendar.next_open(free_at.max(self.last_arrival));
        if start >= now {
            return false;
        }
        self.free_at.pop();
        let Some(Entry { case, .. }) = self.waiting.pop() else { return false };
        let handling = Within::business(self.staffing.handling_minutes.min(MAX_HANDLING_MINUTES));
        let end = self.staffing.calendar.add(start, handling);
        self.free_at.push(Reverse(end));
        if start > case.due_at {
            *self.late.entry(case.priority).or_default() += 1;
        }
        if let Some(owner) = case.owner {
            self.busy_until.insert(owner, end);
        }
        true
    }
}

/// A waiting case in the order in which a team takes them: priority, then deadline, then arrival.
#[derive(Clone, Copy, Debug)]
struct Entry {
    case: Waiting,
    number: u64,
}

impl Entry {
    fn rank(&self) -> (Priority, Reverse<Timestamp>, Reverse<u64>) {
        (self.case.priority, Reverse(self.case.due_at), Reverse(self.number))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Entry {}
