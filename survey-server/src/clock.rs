//! Time and identity: the only places that read the clock and the random source.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use ring::rand::{SecureRandom, SystemRandom};

use crate::error::Error;
use crate::reporting::shared::Shared;
use crate::secret::Keys;
use crate::shelf::Shelf;
use crate::store::kept::Kept;
use crate::store::{Id, Time, WorkspaceId};
use crate::wording::{Key, Wording};

/// Where the time comes from.
pub trait Clock: Send + Sync + Debug {
    /// Now, in whole milliseconds.
    fn now(&self) -> Time;
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Time {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
        jiff::Timestamp::now().into()
    }
}

/// A clock that stands still until it is moved: for tests.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that shows `at`.
    pub fn at(at: Time) -> Arc<Self> {
        Arc::new(ManualClock(AtomicI64::new(at.0)))
    }

    /// Moves the clock forward.
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Time {
        Time(self.0.load(Ordering::SeqCst))
    }
}

/// Where ids and secrets come from.
#[derive(Clone, Debug)]
pub struct Ids {
    random: SystemRandom,
    /// The millisecond of the newest id and, in the lowest twelve bits, how many it has.
    newest: Arc<AtomicU64>,
}

impl Default for Ids {
    fn default() -> Self {
        Ids { random: SystemRandom::new(), newest: Arc::default() }
    }
}

impl Ids {
    /// A new id for a row made at `now`. Ids made one after the other for one moment are in that order too: the lines
    /// of a timeline that one transaction writes stay as they were written.
    pub fn next(&self, now: Time) -> Id {
        let mut random = [0; 10];
        // An unreadable random source is fatal for secrets (see `secret`); for ids the time alone still orders them.
        let _ = self.random.fill(&mut random);
        let ms = now.0.max(0).unsigned_abs();
        random[..2].copy_from_slice(&self.place(ms).to_be_bytes());
        Id(uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid())
    }

    /// How many ids this millisecond had before, if it is the newest one's; at most what twelve bits hold.
    fn place(&self, ms: u64) -> u16 {
        let next = |newest: u64| match (newest >> 12 == ms, newest & 0xfff) {
            (true, 0xfff) => newest,
            (true, _) => newest + 1,
            (false, _) => ms << 12,
        };
        let newest = self.newest.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |newest| Some(next(newest)));
        newest.map_or(0, |newest| (next(newest) & 0xfff) as u16)
    }

    /// So many random bytes, for keys and tokens.
    pub fn secret<const N: usize>(&self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        self.random
            .fill(&mut bytes)
            .map_err(|unspecified| Error::internal(format!("the random source cannot be read: {unspecified}")))?;
        Ok(bytes)
    }

    /// A number in [0, 1), for jitter.
    pub fn fraction(&self) -> f64 {
        let mut bytes = [0; 4];
        let _ = self.random.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }
}

/// What is the same for every request of this installation: its address and its keys.
#[derive(Debug)]
pub struct Site {
    /// The base of all links, without a slash at the end.
    pub public_url: String,
    /// What links, cookies and stored secrets derive from.
    pub keys: Keys,
    /// Texts of the businesses, ready to be filled in.
    pub wordings: Shelf<Key, Wording>,
    /// Surveys, rules and workspaces as they were read.
    pub kept: Kept,
    /// Reports that take more than a moment's work, each for a minute.
    pub reports: Shared,
}

impl Site {
    /// An installation at an address, which has read nothing yet.
    pub fn new(public_url: impl Into<String>, keys: Keys) -> Self {
        Site {
            public_url: public_url.into(),
            keys,
            wordings: Shelf::default(),
            kept: Kept::default(),
            reports: Shared::default(),
        }
    }
}

/// What every use case needs besides its input: the moment, new ids, whose data it is about, and where we are.
#[derive(Clone, Debug)]
pub struct Cx {
    /// The moment the use case runs at; one value for all it writes.
    pub now: Time,
    /// New ids.
    pub ids: Ids,
    /// Whose data.
    pub workspace: WorkspaceId,
    /// Where we are.
    pub site: Arc<Site>,
}

impl Cx {
    /// A new id.
    pub fn id(&self) -> Id {
        self.ids.next(self.now)
    }

    /// The keys of this installation.
    pub fn keys(&self) -> &Keys {
        &self.site.keys
    }

    /// The absolute address of a path of ours that begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.site.public_url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_are_in_the_order_in_which_they_were_made() {
        let ids = Ids::default();
        let now = Time(1_795_168_800_000);
        let made: Vec<Id> = (0..4000).map(|_| ids.next(now)).chain([ids.next(now.plus_ms(1))]).collect();
        assert!(made.is_sorted_by(|earlier, later| earlier < later));
    }
}
