//! Mails to customers, many at once: claimed and decided by the hundred in one transaction, rendered outside any, handed
//! to a few long-lived connections in small groups.
//!
//! What a crash leaves: at most one group per connection whose end nobody knows; everything else is sent or still due.

mod claim;
mod line;
mod queue;
mod record;
#[cfg(test)]
mod tests;
mod throttle;

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::sync::{Mutex as Turns, Notify};
use tokio::task::JoinSet;

use self::line::{GROUP, Went};
use self::queue::Queue;
use self::record::Record;
use self::throttle::Limits;
use crate::app::App;
use crate::mail::Line;
use crate::outreach::send::Definitions;
use crate::store::grouped;
use crate::store::take::{self, Taker};

/// So many mails are claimed at once, and at most twice as many wait for a connection.
const CLAIM: usize = 256;
/// A lease that is not renewed so long is over, and the mail is due again.
const LEASE_MS: i64 = 120_000;
/// A waiting mail's lease is renewed so often.
const RENEW: Duration = Duration::from_secs(20);
/// A connection that the server did not want is tried again so much later, if others work.
const PAUSE: Duration = Duration::from_secs(30);

/// The sender of one process.
pub(super) struct Outgoing {
    app: App,
    /// Who holds the leases.
    name: String,
    records: Taker<Record>,
    queue: Arc<Queue>,
    lines: Vec<Turns<Line>>,
    definitions: Arc<Mutex<Definitions>>,
    stopping: Notify,
}

impl Outgoing {
    pub(super) fn new(app: App, name: String) -> Self {
        let (records, _writer) = Taker::start(app.db.clone(), take::BATCH, |_| {});
        let config = &app.config;
        let limits = Limits { in_flight: config.mail_domain_in_flight, per_minute: config.mail_domain_per_minute };
        let lines = (0..config.mail_connections).map(|_| Turns::new(app.mailer.line())).collect();
        Outgoing {
            name,
            records,
            queue: Arc::new(Queue::new(limits)),
            lines,
            definitions: Arc::default(),
            stopping: Notify::new(),
            app,
        }
    }

    /// Sends what is due now, until nothing is. Returns how many jobs were done.
    pub(super) async fn drain(&self) -> usize {
        let mut done = 0;
        loop {
            let claimed = self.feed().await;
            if claimed == 0 {
                return done;
            }
            done += claimed;
            join_all(self.lines.iter().map(|line| self.run(line, false))).await;
            // What is left, no connection may send just now.
            self.give_back().await;
        }
    }

    /// Starts the connections. They end when the process is to stop, after the group that is on its way.
    pub(super) fn start(self: &Arc<Self>) -> JoinSet<()> {
        let mut tasks = JoinSet::new();
        for n in 0..self.lines.len() {
            let sender = self.clone();
            tasks.spawn(async move {
                if let Some(line) = sender.lines.get(n) {
                    sender.run(line, true).await;
                    line.lock().await.close().await;
                }
            });
        }
        let sender = self.clone();
        tasks.spawn(async move { sender.keep_leases().await });
        tasks
    }

    /// Waits until there is room for more mails.
    pub(super) async fn room(&self) {
        self.queue.low.notified().await;
    }

    /// Waits for the groups on their way and gives back what was claimed and not begun.
    pub(super) async fn stop(&self, mut lines: JoinSet<()>) {
        self.stopping.notify_waiters();
        while lines.join_next().await.is_some() {}
        self.give_back().await;
    }

    async fn give_back(&self) {
        let waiting = self.queue.clear();
        self.hand_back(waiting, None).await;
    }

    /// One connection's life. `stay`: it waits for more when nothing is ready.
    async fn run(&self, line: &Turns<Line>, stay: bool) {
        let mut line = line.lock().await;
        let mut writing = None;
        loop {
            let (changed, stopping) = (self.queue.changed.notified(), self.stopping.notified());
            if self.app.stopping.load(Ordering::Relaxed) {
                break;
            }
            let turn = self.queue.next(GROUP, self.app.clock.now());
            let idle = turn.go.is_empty() && turn.back.is_empty();
            for (mail, at) in turn.back {
                self.hand_back(vec![mail], Some(at)).await;
            }
            if !turn.go.is_empty() {
                if let Went::Off = self.turn(&mut line, turn.go, &mut writing).await {
                    if !stay {
                        break;
                    }
                    tokio::select! {
                        () = stopping => {}
                        () = tokio::time::sleep(PAUSE) => {}
                    }
                }
            } else if idle {
                if !stay && self.queue.waiting().0 == 0 {
                    break;
                }
                tokio::select! {
                    () = changed => {}
                    () = stopping => {}
                    () = tokio::time::sleep(PAUSE) => {}
                }
            }
        }
        if let Some(last) = writing.take() {
            let _ = last.await;
        }
    }

    async fn keep_leases(&self) {
        loop {
            let stopping = self.stopping.notified();
            if self.app.stopping.load(Ordering::Relaxed) {
                return;
            }
            tokio::select! {
                () = stopping => {}
                () = tokio::time::sleep(RENEW) => {}
            }
            let (jobs, name) = (self.queue.leases(), self.name.clone());
            let until = self.app.clock.now().plus_ms(LEASE_MS);
            if !jobs.is_empty()
                && let Err(error) = self.app.db.write(move |conn| grouped::renew(conn, &name, &jobs, until)).await
            {
                tracing::warn!(%error, "the leases of waiting mails could not be renewed");
            }
        }
    }
}
