//! Waiting for what other threads do: by notification, with a bound that only keeps a broken test from hanging.

use std::time::Duration;

use tokio::sync::watch;

/// How long a test waits for something that should take milliseconds. Never part of what a test asserts: it is long
/// enough for a machine that does ten other things, and only turns a hang into a failure that says what was missing.
const PATIENCE: Duration = Duration::from_secs(180);

/// How soon another process is asked again.
const ASK_AGAIN: Duration = Duration::from_millis(50);

/// Waits for `work`; fails the test with `what` when it does not come.
pub async fn patiently<T>(what: &str, work: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, work).await.unwrap_or_else(|_| panic!("gave up waiting for {what}"))
}

/// Waits until `check` has something. For what another process does, which cannot notify us: it is asked again and again.
pub async fn until<T>(what: &str, mut check: impl FnMut() -> Option<T>) -> T {
    let asking = async {
        loop {
            if let Some(found) = check() {
                return found;
            }
            tokio::time::sleep(ASK_AGAIN).await;
        }
    };
    patiently(what, asking).await
}

/// A growing list that tests can wait on.
#[derive(Debug)]
pub struct Collected<T> {
    items: watch::Sender<Vec<T>>,
}

impl<T> Default for Collected<T> {
    fn default() -> Self {
        Self { items: watch::Sender::new(Vec::new()) }
    }
}

impl<T: Clone> Collected<T> {
    /// Adds one and wakes whoever waits.
    pub fn push(&self, item: T) {
        self.items.send_modify(|items| items.push(item));
    }

    /// Everything that has arrived so far, in order.
    pub fn all(&self) -> Vec<T> {
        self.items.borrow().clone()
    }

    /// Waits until `enough` holds of what has arrived and returns all of it.
    pub async fn wait_until(&self, what: &str, enough: impl Fn(&[T]) -> bool) -> Vec<T> {
        let mut seen = self.items.subscribe();
        let arrived = async move { seen.wait_for(|items| enough(items)).await.map(|items| items.clone()) };
        patiently(what, arrived).await.expect("the sender lives as long as the collection")
    }
}
