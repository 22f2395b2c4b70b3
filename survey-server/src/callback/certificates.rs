//! Certificates that were fetched, kept while the process lives: one address always has the same one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{CallbackClient, Failure};

/// No certificate is longer, in bytes.
const LONGEST: usize = 64 * 1024;
/// So many are kept; Amazon has one a region, and a new one a year.
const KEPT: usize = 64;

/// Certificates by their address, as PEM. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Certificates(Arc<Mutex<HashMap<String, Vec<u8>>>>);

impl Certificates {
    /// The one at an address that the caller has checked; fetched if it is not here yet.
    pub async fn at(&self, client: &CallbackClient, url: &str) -> Result<Vec<u8>, Failure> {
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(url) {
            return Ok(known.clone());
        }
        let fetched = client.get(url, LONGEST).await?;
        self.keep(url, fetched.clone());
        Ok(fetched)
    }

    /// Keeps one.
    pub fn keep(&self, url: &str, pem: Vec<u8>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(url.to_owned(), pem);
    }
}
