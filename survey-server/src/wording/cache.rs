//! Wordings that were put together before: a campaign fills in one text a hundred thousand times.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Wording;

/// So many wordings are kept; then all are put together anew.
const MOST: usize = 500;

/// What a wording was made for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The workspace.
    pub workspace: i32,
    /// The survey; 0 for none.
    pub survey: i32,
    /// The language's tag.
    pub language: &'static str,
    /// When anything in the workspace last changed, in milliseconds: an older wording is never found again.
    pub changed_at: i64,
}

/// The wordings of this process.
#[derive(Debug, Default)]
pub struct Cache(Mutex<HashMap<Key, Arc<Wording>>>);

impl Cache {
    /// The wording of a key, if it is known.
    pub fn find(&self, key: &Key) -> Option<Arc<Wording>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Keeps a wording.
    pub fn keep(&self, key: Key, wording: Arc<Wording>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|other, _| other.workspace != key.workspace || other.changed_at == key.changed_at);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key, wording);
    }
}
