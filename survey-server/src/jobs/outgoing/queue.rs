//! Mails that are rendered and wait for a connection: the urgent first, no domain beyond what it may get.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::CLAIM;
use super::throttle::{Limits, Throttle, Verdict};
use crate::mail::Parcel;
use crate::store::decisions::Decided;
use crate::store::deliveries::Delivery;
use crate::store::jobs::{Class, Job};
use crate::store::{Id, Time, WorkspaceId};

/// A mail that waits for a connection.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) job: Job,
    pub(super) delivery: Delivery,
    /// Whether the delivery's row is in the database.
    pub(super) kept: bool,
    /// What the ledger says of the decision, at the first attempt.
    pub(super) entry: Option<Decided>,
    pub(super) person: Id,
    /// Later than that it is not tried again.
    pub(super) send_by: Time,
    /// When it was decided that it goes.
    pub(super) decided_at: Time,
    pub(super) parcel: Parcel,
}

impl Ready {
    pub(super) fn key(&self) -> (WorkspaceId, Id) {
        (self.job.workspace_id, self.job.id)
    }

    pub(super) fn domain(&self) -> &str {
        self.parcel.to.domain()
    }
}

/// What the next connection gets.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// These go.
    pub(super) go: Vec<Ready>,
    /// These are given back, to be claimed again at that moment.
    pub(super) back: Vec<(Ready, Time)>,
}

#[derive(Debug)]
struct State {
    letters: VecDeque<Ready>,
    /// Everything that is leased: job and person.
    held: HashMap<(WorkspaceId, Id), Id>,
    throttle: Throttle,
}

/// The mails of this process that were claimed and are not settled.
#[derive(Debug)]
pub(super) struct Queue {
    state: Mutex<State>,
    /// Something changed: a mail is ready, one came to its end.
    pub(super) changed: Notify,
    /// There is room for more.
    pub(super) low: Notify,
}

/// A mail that waited longer than this for its connection is decided about again.
const STALE_MS: i64 = 60_000;

/// A mail that gives up its place is claimed again so much later.
const CROWDED_MS: i64 = 2_000;

impl Queue {
    pub(super) fn new(limits: Limits) -> Self {
        let throttle = Throttle::new(limits);
        let state = State { letters: VecDeque::new(), held: HashMap::new(), throttle };
        Queue { state: Mutex::new(state), changed: Notify::new(), low: Notify::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many mails wait, and whether one of them is urgent.
    pub(super) fn waiting(&self) -> (usize, bool) {
        let state = self.lock();
        (state.letters.len(), state.letters.front().is_some_and(|letter| is_urgent(&letter.job)))
    }

    /// How many mails are claimed and not settled.
    pub(super) fn held(&self) -> usize {
        self.lock().held.len()
    }

    /// Their jobs, whose leases must be kept.
    pub(super) fn leases(&self) -> Vec<(WorkspaceId, Id)> {
        self.lock().held.keys().copied().collect()
    }

    /// The people they are for.
    pub(super) fn people(&self) -> BTreeSet<Id> {
        self.lock().held.values().copied().collect()
    }

    /// Notes that these will be rendered.
    pub(super) fn hold(&self, jobs: impl Iterator<Item = ((WorkspaceId, Id), Id)>) {
        self.lock().held.extend(jobs);
    }

    /// Adds rendered mails: urgent ones go before all others.
    pub(super) fn add(&self, letters: Vec<Ready>) {
        let mut state = self.lock();
        for letter in letters {
            if is_urgent(&letter.job) {
                let at = state.letters.iter().take_while(|other| is_urgent(&other.job)).count();
                state.letters.insert(at, letter);
            } else {
                state.letters.push_back(letter);
            }
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// The next group. What may go later only is given back, so that it does not stand in the way.
    pub(super) fn next(&self, most: usize, now: Time) -> Turn {
        let mut state = self.lock();
        let state = &mut *state;
        let mut turn = Turn::default();
        let mut passed = VecDeque::new();
        while turn.go.len() < most {
            let Some(letter) = state.letters.pop_front() else { break };
            if now.0 - letter.decided_at.0 > STALE_MS {
                turn.back.push((letter, now));
                continue;
            }
            match state.throttle.asks(letter.domain(), now) {
                Verdict::Go => {
                    state.throttle.begin(letter.domain(), now);
                    turn.go.push(letter);
                }
                Verdict::AfterAnother => passed.push_back(letter),
                Verdict::NotBefore(at) => turn.back.push((letter, at)),
            }
        }
        // One crowded domain must not fill the queue: what cannot go for long makes room for others.
        let keep = if turn.go.is_empty() { most } else { passed.len() };
        turn.back.extend(
            passed.split_off(keep.min(passed.len())).into_iter().map(|letter| (letter, now.plus_ms(CROWDED_MS))),
        );
        while let Some(letter) = passed.pop_back() {
            state.letters.push_front(letter);
        }
        if state.letters.len() <= CLAIM / 2 && !turn.go.is_empty() {
            self.low.notify_one();
        }
        turn
    }

    /// Takes out everything that waits: sending pauses, or the process ends.
    pub(super) fn clear(&self) -> Vec<Ready> {
        self.lock().letters.drain(..).collect()
    }

    /// A mail that was on its way came to its end. `slow`: its domain asked us to slow down, or (false) took it.
    pub(super) fn ended(&self, domain: &str, slow: Option<bool>, now: Time) {
        let throttle = &mut self.lock().throttle;
        throttle.end(domain);
        match slow {
            Some(true) => throttle.slow_down(domain, now),
            Some(false) => throttle.took(domain),
            None => {}
        }
    }

    /// These are settled or given back.
    pub(super) fn forget(&self, jobs: &[(WorkspaceId, Id)]) {
        let mut state = self.lock();
        for job in jobs {
            state.held.remove(job);
        }
        drop(state);
        self.changed.notify_waiters();
    }
}

fn is_urgent(job: &Job) -> bool {
    job.class < Class::Campaign as i32
}
