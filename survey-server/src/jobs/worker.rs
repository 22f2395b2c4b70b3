//! The worker: claims due jobs, runs them, settles them; sleeps until the next is due or somebody calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;

use super::outgoing::Outgoing;
use super::{JobError, comments, next_attempt, run};
use crate::app::App;
use crate::error::Error;
use crate::store::jobs::{self, Job};
use crate::store::lanes::{self, Claimed, LANE_CAP};
use crate::store::{Conn, Time};

/// A lease that is not renewed so long is over, and the job is due again.
const LEASE_MS: i64 = 60_000;
/// A running job's lease is renewed so often.
const RENEW: Duration = Duration::from_secs(20);
/// A job in a lane that takes longer waits for its receiver: others get its place meanwhile.
const PATIENCE: Duration = Duration::from_millis(250);
/// Lanes that were left with jobs waiting are looked for so often.
const LOOK_ROUND_MS: i64 = 5_000;
/// Comments that are not indexed yet are looked for so often.
const LOOK_FOR_COMMENTS_MS: i64 = 5_000;
/// Without any call the queue is looked at so often: the safety net.
const POLL: Duration = Duration::from_secs(5);

/// One worker of one process.
#[derive(Clone)]
pub struct Worker {
    app: App,
    name: String,
    outgoing: Arc<Outgoing>,
    looked_round: Arc<AtomicI64>,
    looked_for_comments: Arc<AtomicI64>,
}

impl Worker {
    /// A worker with a name of its own.
    pub fn new(app: App) -> Result<Self, Error> {
        let random = app.ids.secret::<6>()?;
        let name = crate::secret::hex(&random);
        let outgoing = Arc::new(Outgoing::new(app.clone(), name.clone()));
        Ok(Worker { app, name, outgoing, looked_round: Arc::default(), looked_for_comments: Arc::default() })
    }

    /// Works until the process is to stop, then lets what runs come to its end.
    pub async fn work(self) {
        let mut running = JoinSet::new();
        let lines = self.outgoing.start();
        while !self.app.stopping.load(Ordering::Relaxed) {
            self.look_for_comments().await;
            let busy = running.len().saturating_sub(self.app.slow.lingering());
            let free = self.app.config.job_workers.saturating_sub(busy);
            let claimed = if free == 0 { Claimed::default() } else { self.claim(free as i64).await };
            let idle = claimed.jobs.is_empty() && claimed.parked == 0;
            for job in claimed.jobs {
                let worker = self.clone();
                running.spawn(async move { worker.perform(job).await });
            }
            // After the jobs: an alert is on its way before the next mails are claimed.
            let fed = self.outgoing.feed().await;
            if idle && fed == 0 {
                self.wait(&mut running).await;
            }
            while running.try_join_next().is_some() {}
        }
        self.outgoing.stop(lines).await;
        while running.join_next().await.is_some() {}
        self.app.mailer.close(true).await;
    }

    /// Claims and runs what is due now, until nothing is. Returns how many jobs were run. For tests and commands.
    pub async fn drain(&self) -> usize {
        let mut done = 0;
        loop {
            let claimed = self.claim(self.app.config.job_workers as i64).await;
            let mut some = claimed.jobs.len() + claimed.parked;
            let mut running = JoinSet::new();
            for job in claimed.jobs {
                let worker = self.clone();
                running.spawn(async move { worker.perform(job).await });
            }
            some += self.outgoing.drain().await;
            while running.join_next().await.is_some() {}
            if some == 0 && self.look_for_comments().await == 0 {
                return done;
            }
            done += some;
        }
    }

    /// Makes jobs of what nobody called for: comments that came in. How many.
    async fn look_for_comments(&self) -> usize {
        let now = self.app.clock.now();
        if now.0 - self.looked_for_comments.load(Ordering::Relaxed) < LOOK_FOR_COMMENTS_MS {
            return 0;
        }
        self.looked_for_comments.store(now.0, Ordering::Relaxed);
        comments::look(&self.app).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "new comments could not be looked for");
            0
        })
    }

    async fn wait(&self, running: &mut JoinSet<()>) {
        let now = self.app.clock.now();
        let next = self.app.db.read(move |conn| jobs::next_due(conn, now)).await.unwrap_or_default();
        let until = next.map_or(POLL, |at| Duration::from_millis((at.0 - now.0).max(1).unsigned_abs())).min(POLL);
        tokio::select! {
            () = self.app.wake.notified() => {}
            () = self.outgoing.room() => {}
            () = tokio::time::sleep(until) => {}
            Some(_) = running.join_next() => {}
        }
    }

    async fn claim(&self, limit: i64) -> Claimed {
        let (now, name, slow) = (self.app.clock.now(), self.name.clone(), Arc::clone(&self.app.slow));
        let last = self.looked_round.load(Ordering::Relaxed);
        let look_round = now.0 - last >= LOOK_ROUND_MS;
        if look_round {
            self.looked_round.store(now.0, Ordering::Relaxed);
        }
        let claim = move |conn: &mut Conn| {
            let cap = |lane: &str| slow.cap(lane, now.0, LANE_CAP);
            if look_round {
                lanes::look_round(conn, now, &cap)?;
            }
            lanes::claim(conn, &name, now, now.plus_ms(LEASE_MS), limit, &cap)
        };
        self.app.db.write(claim).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "jobs could not be claimed");
            Claimed::default()
        })
    }

    async fn perform(&self, job: Job) {
        let outcome = {
            let (app, task) = (self.app.clone(), job.clone());
            let mut attempt = tokio::spawn(async move { run(&app, &task).await });
            // A place among those who take their time; given back with the end of this call.
            let mut place = None;
            let mut patient = !job.lane.is_empty();
            let done = loop {
                tokio::select! {
                    done = &mut attempt => break done,
                    () = tokio::time::sleep(PATIENCE), if patient => {
                        patient = false;
                        place = self.app.slow.linger();
                        if place.is_some() {
                            self.app.wake.notify_one();
                        }
                    }
                    () = tokio::time::sleep(RENEW) => self.renew(&job).await,
                }
            };
            drop(place);
            done
        };
        let outcome = outcome.unwrap_or_else(|panic| {
            tracing::error!(job = %job.id, kind = job.kind, %panic, "a job panicked");
            Err(JobError::Retry { at: None, why: "the job panicked".to_owned() })
        });
        if let Err(error) = self.settle(&job, outcome).await {
            // The lease runs out and the job is due again: its effects are guarded against being done twice.
            tracing::error!(job = %job.id, kind = job.kind, %error, "a job could not be settled");
        }
    }

    async fn renew(&self, job: &Job) {
        let (job, name, until) = (job.clone(), self.name.clone(), self.app.clock.now().plus_ms(LEASE_MS));
        if let Ok(false) = self.app.db.write(move |conn| jobs::renew(conn, &job, &name, until)).await {
            tracing::warn!("a lease was lost while its job ran");
        }
    }

    async fn settle(&self, job: &Job, outcome: Result<(), JobError>) -> Result<(), Error> {
        let now = self.app.clock.now();
        let settled = match outcome {
            Ok(()) => Settled::Done,
            Err(JobError::Fail { why }) => Settled::Dead(why),
            Err(JobError::Retry { at: Some(at), why }) => Settled::Later(at.max(now), 0, why),
            Err(JobError::Retry { at: None, why }) => match next_attempt(job.attempts, now, self.app.ids.fraction()) {
                Some(at) => Settled::Later(at, job.attempts, why),
                None => Settled::Dead(format!("gave up after {} attempts: {why}", job.attempts)),
            },
        };
        let (job, name) = (job.clone(), self.name.clone());
        let has_room = !job.lane.is_empty() && self.app.slow.cap(&job.lane, now.0, LANE_CAP) > 0;
        self.app
            .db
            .write(move |conn| {
                settled.keep(conn, &job, &name)?;
                if has_room {
                    lanes::next(conn, &job.lane, 1)?;
                }
                Ok(())
            })
            .await
    }
}

enum Settled {
    Done,
    Later(Time, i32, String),
    Dead(String),
}

impl Settled {
    fn keep(&self, conn: &mut Conn, job: &Job, worker: &str) -> Result<(), Error> {
        match self {
            Settled::Done => jobs::done(conn, job, worker).map(drop),
            Settled::Later(at, attempts, why) => {
                if !why.is_empty() {
                    tracing::info!(job = %job.id, kind = job.kind, why, "a job is tried again later");
                }
                jobs::retry_later(conn, job, worker, *at, *attempts, why).map(drop)
            }
            Settled::Dead(why) => {
                tracing::error!(job = %job.id, kind = job.kind, why, "a job failed for good");
                jobs::bury(conn, job, worker, why).map(drop)
            }
        }
    }
}
