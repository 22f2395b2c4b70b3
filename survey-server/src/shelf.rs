//! What was read or put together before and many ask for, kept in memory up to a bound.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// So many are kept; then all are made anew.
pub const MOST: usize = 500;

/// Things of one kind, each under its key.
#[derive(Debug)]
pub struct Shelf<K, V>(Mutex<HashMap<K, Arc<V>>>);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Shelf(Mutex::default())
    }
}

impl<K: Hash + Eq, V> Shelf<K, V> {
    /// What is kept under a key, if it is still good; else it is made, and kept. Made outside the lock: two who ask at once
    /// may both make it.
    pub fn get<E>(
        &self,
        key: K,
        good: impl FnOnce(&V) -> bool,
        make: impl FnOnce() -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known.filter(|known| good(known)) {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, made.clone());
        Ok(made)
    }

    /// How many are kept.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}
