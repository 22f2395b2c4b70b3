//! Claims due mails, decides them again, and renders those that go.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::PoisonError;

use super::queue::Ready;
use super::{CLAIM, LEASE_MS, Outgoing};
use crate::app::App;
use crate::error::Error;
use crate::jobs::route::{self, Gate};
use crate::jobs::{JobError, compose, envelope, next_attempt};
use crate::mail::{EmailAddress, Parcel};
use crate::outreach::send::{self, Definitions, Due, Letter, Task};
use crate::store::deliveries::Kind;
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::{Conn, Id, Time, WorkspaceId, breakers, grouped};

/// So many mails are rendered by one thread before a connection gets the first of them.
const RENDERED: usize = 32;

/// What a claim came to.
#[derive(Default)]
struct Claimed {
    jobs: usize,
    letters: Vec<(Job, Box<Letter>)>,
}

impl Outgoing {
    /// Claims mails where there is room, decides, and renders those that go. Returns how many jobs were claimed.
    pub(in crate::jobs) async fn feed(&self) -> usize {
        let (waiting, urgent) = self.queue.waiting();
        let held = self.queue.held();
        // One urgent mail must not wait for the many: it is claimed even while these fill the queue.
        let single = if urgent { 0 } else { CLAIM };
        let campaign = if waiting > CLAIM / 2 || held >= 2 * CLAIM { 0 } else { CLAIM };
        if single + campaign == 0 {
            return 0;
        }
        let claimed = match self.claim(single, campaign).await {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::warn!(%error, "mails could not be claimed");
                return 0;
            }
        };
        self.render(claimed.letters).await;
        claimed.jobs
    }

    async fn claim(&self, single: usize, campaign: usize) -> Result<Claimed, Error> {
        let (app, name, busy, definitions) =
            (self.app.clone(), self.name.clone(), self.queue.people(), self.definitions.clone());
        let claimed = self
            .app
            .db
            .write(move |conn| {
                let mut definitions = definitions.lock().unwrap_or_else(PoisonError::into_inner);
                let now = app.clock.now();
                let rooms = match route::gate(conn, &app, now)? {
                    Gate::Open => [(Class::Alert, single), (Class::Single, single), (Class::Campaign, campaign)],
                    Gate::Probe => [(Class::Alert, 1), (Class::Single, 1), (Class::Campaign, 1)],
                    Gate::Shut(_) => return Ok(Claimed::default()),
                };
                let probing = rooms.iter().all(|(_, room)| *room == 1);
                let mut claimed = Claimed::default();
                for (class, room) in rooms {
                    let room = if probing { 1_usize.saturating_sub(claimed.letters.len()) } else { room };
                    let due = grouped::claim(conn, &name, class, (now, now.plus_ms(LEASE_MS)), room as i64)?;
                    claimed.jobs += due.len();
                    decide(conn, &app, &name, due, &busy, &mut definitions, &mut claimed.letters)?;
                }
                if probing && claimed.letters.is_empty() {
                    breakers::end_probe(conn, &app.mailer.name())?;
                }
                Ok(claimed)
            })
            .await?;
        let held = claimed.letters.iter().map(|(job, letter)| ((job.workspace_id, job.id), letter.person.id));
        self.queue.hold(held);
        Ok(claimed)
    }

    /// Renders mails, several threads at once, and hands them to the queue as they come.
    async fn render(&self, letters: Vec<(Job, Box<Letter>)>) {
        let mut letters = letters.into_iter();
        let mut pieces = Vec::new();
        loop {
            let piece: Vec<_> = letters.by_ref().take(RENDERED).collect();
            if piece.is_empty() {
                break;
            }
            let (app, queue) = (self.app.clone(), self.queue.clone());
            pieces.push(tokio::task::spawn_blocking(move || {
                let mut failed = Vec::new();
                let mut ready = Vec::with_capacity(piece.len());
                for (job, letter) in piece {
                    match rendered(&app, &letter) {
                        Ok(parcel) => ready.push(Ready {
                            person: letter.person.id,
                            send_by: letter.invitation.send_at.plus_days(3),
                            decided_at: app.clock.now(),
                            delivery: letter.delivery,
                            kept: letter.kept,
                            entry: letter.entry,
                            parcel,
                            job,
                        }),
                        Err(why) => failed.push((job, why)),
                    }
                }
                queue.add(ready);
                failed
            }));
        }
        for piece in pieces {
            for (job, why) in piece.await.unwrap_or_default() {
                self.fail(job, why).await;
            }
        }
    }

    async fn fail(&self, job: Job, why: String) {
        tracing::error!(job = %job.id, why, "a mail could not be rendered");
        let (key, name) = ((job.workspace_id, job.id), self.name.clone());
        if let Err(error) = self.app.db.write(move |conn| jobs::bury(conn, &job, &name, &why)).await {
            tracing::error!(%error, "a job could not be settled");
        }
        self.queue.forget(&[key]);
    }
}

/// Decides jobs again, workspace by workspace, and settles at once those that come to no mail.
fn decide(
    conn: &mut Conn,
    app: &App,
    worker: &str,
    due: Vec<Job>,
    busy: &BTreeSet<Id>,
    definitions: &mut Definitions,
    letters: &mut Vec<(Job, Box<Letter>)>,
) -> Result<(), Error> {
    let mut by_workspace: BTreeMap<WorkspaceId, Vec<Job>> = BTreeMap::new();
    for job in due {
        by_workspace.entry(job.workspace_id).or_default().push(job);
    }
    for (workspace, jobs) in by_workspace {
        let cx = app.cx(workspace);
        let tasks: Vec<Task> = jobs.iter().map(task).collect();
        let decided = match conn.part(|conn| send::due_all(conn, &cx, &tasks, busy, definitions)) {
            Ok(decided) => decided.into_iter().map(Ok).collect(),
            // One of them cannot be decided: alone, it fails only itself.
            Err(error) => {
                tracing::warn!(%error, mails = tasks.len(), "mails are decided about one by one");
                let one = |task: &Task| {
                    let alone = conn.part(|conn| send::due_all(conn, &cx, &[*task], busy, definitions));
                    alone.map(|mut due| due.pop().unwrap_or(Due::Nothing))
                };
                tasks.iter().map(one).collect::<Vec<_>>()
            }
        };
        let mut done = Vec::new();
        for (job, decided) in jobs.into_iter().zip(decided) {
            match decided {
                Ok(Due::Mail(letter)) => letters.push((job, letter)),
                Ok(Due::Later(at)) => grouped::release(conn, worker, &[(workspace, job.id)], Some(at))?,
                Ok(Due::Withdrawn | Due::Nothing) => done.push((workspace, job.id)),
                Err(error) => undecided(conn, app, worker, &job, error, cx.now)?,
            }
        }
        grouped::done(conn, worker, &done)?;
    }
    Ok(())
}

fn undecided(conn: &mut Conn, app: &App, worker: &str, job: &Job, error: Error, now: Time) -> Result<(), Error> {
    let (why, again) = match JobError::from(error) {
        JobError::Retry { why, .. } => (why, next_attempt(job.attempts, now, app.ids.fraction())),
        JobError::Fail { why } => (why, None),
    };
    tracing::error!(job = %job.id, why, "a mail could not be decided about");
    match again {
        Some(at) => jobs::retry_later(conn, job, worker, at, job.attempts, &why).map(drop),
        None => jobs::bury(conn, job, worker, &why).map(drop),
    }
}

/// Which mail a job is about. Jobs of other kinds are not claimed here.
fn task(job: &Job) -> Task {
    let invitation = match &job.payload.0 {
        Payload::Invite { invitation } => *invitation,
        _ => Id::default(),
    };
    Task { invitation, kind: Kind::Invitation, n: 1, since: job.due_at }
}

/// The mail as it was rendered at the first attempt, or rendered now. The mail library panics on some input that our
/// checks should have kept away from it.
fn rendered(app: &App, letter: &Letter) -> Result<Parcel, String> {
    let from = envelope::sender(app, &letter.delivery).map_err(|error| error.to_string())?;
    if let Some(bytes) = letter.delivery.mail.clone() {
        let to = EmailAddress::parse(&letter.delivery.recipient).map_err(|invalid| invalid.to_string())?;
        return Ok(Parcel { from, to, message_id: letter.delivery.message_id.clone(), bytes });
    }
    let composed = std::panic::catch_unwind(AssertUnwindSafe(|| {
        envelope::signed(app, compose::invitation(app, letter)?).map(|parcel| Parcel { from, ..parcel })
    }));
    match composed {
        Ok(parcel) => parcel.map_err(|error| error.to_string()),
        Err(_panic) => Err("rendering the mail panicked".to_owned()),
    }
}
