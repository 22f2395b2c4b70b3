//! One connection's work: takes a group, writes down that it goes, sends it, writes down how it went.

use std::collections::HashMap;

use tokio::task::JoinHandle;

use super::Outgoing;
use super::queue::Ready;
use super::record::{Beginning, Ending, Record, Then};
use crate::error::Error;
use crate::jobs::route::{self, Verdict};
use crate::mail::{Fault, Line, Outcome, Trouble, next_attempt};
use crate::store::deliveries::{self, Delivery, Stage};
use crate::store::{Id, Time};

/// So many mails share a commit before their bodies go out: as many may be in doubt on one connection after a crash.
pub(super) const GROUP: usize = 16;
/// A mail that the database refuses to begin is looked at again so much later.
const REFUSED_MS: i64 = 5 * 60_000;
/// How often an ending is handed in again when the database does not take it.
const PERSISTENCE: u32 = 5;

/// What a connection did with its turn.
pub(super) enum Went {
    /// The group went, whatever became of each mail.
    On,
    /// The server does not want this connection.
    Off,
}

impl Outgoing {
    /// Sends a group.
    pub(super) async fn turn(&self, line: &mut Line, group: Vec<Ready>, writing: &mut Option<JoinHandle<()>>) -> Went {
        let now = self.app.clock.now();
        let beginnings: Vec<Beginning> = group.iter().map(|one| Beginning::of(&self.name, one, now)).collect();
        let may_go = self.begin(&beginnings).await;
        if let Some(before) = writing.take() {
            // It was handed in before this group's beginning, so it is over by now or nearly so.
            let _ = before.await;
        }
        let mut going: Vec<(Ready, Delivery)> = Vec::with_capacity(group.len());
        let (mut passed, mut refused) = (Vec::new(), Vec::new());
        for (one, beginning) in group.into_iter().zip(beginnings) {
            match may_go.get(&beginning.delivery.id) {
                Some(true) => going.push((one, beginning.delivery)),
                other => {
                    self.queue.ended(one.domain(), None, now);
                    if other.is_some() { refused.push(one) } else { passed.push(one) }
                }
            }
        }
        // Withdrawn since it was decided, or begun by somebody else: looked at again.
        self.hand_back(passed, None).await;
        self.hand_back(refused, Some(now.plus_ms(REFUSED_MS))).await;
        let parcels: Vec<_> = going.iter().map(|(one, _)| &one.parcel).collect();
        let sent = line.send(&parcels).await;
        let went = self.learn(&sent.outcomes, sent.trouble.as_ref()).await;
        let mut outcomes = sent.outcomes.into_iter();
        let endings = going.into_iter().map(|(one, begun)| self.ending(one, begun, outcomes.next())).collect();
        *writing = Some(self.write_down(endings));
        went
    }

    /// Writes down that these go. Which of them may (true), and which the database refuses (false).
    async fn begin(&self, beginnings: &[Beginning]) -> HashMap<Id, bool> {
        match self.records.take(Record::Begin(beginnings.to_vec())).await {
            Ok(ids) => return ids.into_iter().map(|id| (id, true)).collect(),
            Err(error) => tracing::warn!(%error, mails = beginnings.len(), "a group of mails could not be begun"),
        }
        let mut begun = HashMap::new();
        for beginning in beginnings {
            match self.records.take(Record::Begin(vec![beginning.clone()])).await {
                Ok(ids) => begun.extend(ids.into_iter().map(|id| (id, true))),
                Err(error) => {
                    tracing::error!(%error, delivery = %beginning.delivery.id, "a mail could not be begun");
                    begun.insert(beginning.delivery.id, false);
                }
            }
        }
        begun
    }

    /// What the outcomes say about the route.
    async fn learn(&self, outcomes: &[Outcome], trouble: Option<&Trouble>) -> Went {
        let mut went = Went::On;
        for outcome in outcomes {
            let learned = match route::verdict(&self.app, outcome) {
                Verdict::Works => route::works(&self.app).await.map(drop),
                Verdict::Unwelcome(trouble) => {
                    went = Went::Off;
                    self.pause(&trouble).await
                }
                Verdict::Silent => route::silent(&self.app).await,
            };
            if let Err(error) = learned {
                tracing::warn!(%error, "the state of the route could not be written down");
            }
        }
        if let Some(trouble) = trouble {
            went = Went::Off;
            // Where other connections work, the server only wants fewer of them.
            let crowded = self.app.mailer.health().works() && trouble.code.is_none_or(|code| code < 500);
            if !crowded && let Err(error) = self.pause(trouble).await {
                tracing::warn!(%error, "the state of the route could not be written down");
            }
        }
        went
    }

    async fn pause(&self, trouble: &Trouble) -> Result<(), Error> {
        route::unwelcome(&self.app, trouble).await?;
        let waiting = self.queue.clear();
        self.hand_back(waiting, None).await;
        Ok(())
    }

    /// How a mail ended; without an outcome it was not tried.
    fn ending(&self, one: Ready, begun: Delivery, outcome: Option<Outcome>) -> Ending {
        let cx = self.app.cx(one.job.workspace_id);
        let now = cx.now;
        let slow = match &outcome {
            Some(Outcome::Sent { .. }) => Some(false),
            Some(outcome) => asks_to_slow_down(outcome).then_some(true),
            None => None,
        };
        self.queue.ended(one.domain(), slow, now);
        let mut row = Delivery { updated_at: now, ..begun };
        let then = match outcome {
            None => {
                row.attempts = one.delivery.attempts;
                row.stage = if row.attempts > 0 { Stage::Retry } else { Stage::Queued };
                Then::Back
            }
            Some(outcome) => self.conclude(&mut row, outcome, one.send_by),
        };
        if matches!(then, Then::Again(_) | Then::Back | Then::Held) {
            row.mail = Some(one.parcel.bytes);
        }
        Ending { cx, worker: self.name.clone(), job: one.job.id, delivery: row, person: one.person, then }
    }

    fn conclude(&self, row: &mut Delivery, outcome: Outcome, send_by: Time) -> Then {
        let (code, reply) = match &outcome {
            Outcome::Sent { reply } => (Some(250), reply),
            Outcome::Unknown { reply } => (None, reply),
            Outcome::Retry { code, reply, .. } | Outcome::Fail { code, reply, .. } => (*code, reply),
        };
        row.code = code.map(i32::from);
        row.reply = Some(deliveries::kept_reply(reply));
        match outcome {
            Outcome::Sent { .. } => {
                row.stage = Stage::Sent;
                row.sent_at = Some(row.updated_at);
                Then::Asked
            }
            Outcome::Unknown { .. } => {
                row.stage = Stage::Unknown;
                Then::Held
            }
            Outcome::Fail { fault: Fault::Recipient, .. } => {
                row.stage = Stage::Failed;
                Then::Bounced
            }
            // Our own fault is mended by people, while the mail waits as for any refusal for now.
            Outcome::Retry { .. } | Outcome::Fail { fault: Fault::Sender, .. } => {
                let attempts = u32::try_from(row.attempts).unwrap_or(1);
                let (now, jitter) = (row.updated_at.timestamp(), self.app.ids.fraction());
                match next_attempt(attempts, now, send_by.timestamp(), jitter) {
                    Some(at) => {
                        row.stage = Stage::Retry;
                        Then::Again(at.into())
                    }
                    None => {
                        row.stage = Stage::Failed;
                        Then::GivenUp
                    }
                }
            }
        }
    }

    /// Hands the endings in without waiting, so that the next group shares their commit.
    fn write_down(&self, endings: Vec<Ending>) -> JoinHandle<()> {
        let (records, queue, app) = (self.records.clone(), self.queue.clone(), self.app.clone());
        let jobs: Vec<_> = endings.iter().map(|ending| (ending.cx.workspace, ending.job)).collect();
        let told = endings.iter().any(|ending| ending.then == Then::Bounced);
        tokio::spawn(async move {
            let mut waiting = vec![endings];
            for attempt in 0..PERSISTENCE {
                let mut refused = Vec::new();
                for endings in waiting {
                    if let Err(error) = records.take(Record::End(endings.clone())).await {
                        tracing::error!(%error, mails = endings.len(), "how mails ended could not be written down");
                        // One of them may be what the database refuses: the others must not suffer for it.
                        refused.extend(endings.into_iter().map(|ending| vec![ending]));
                    }
                }
                waiting = refused;
                if waiting.is_empty() {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(200 << attempt)).await;
            }
            // What could not be written stays at its stage `body` and will be held as unknown.
            queue.forget(&jobs);
            if told {
                app.wake.notify_one();
            }
        })
    }

    /// Gives mails back that were not begun; they are claimed again from that moment on, or at once.
    pub(super) async fn hand_back(&self, mails: Vec<Ready>, due_at: Option<Time>) {
        if mails.is_empty() {
            return;
        }
        let jobs: Vec<(i32, Id)> = mails.iter().map(Ready::key).collect();
        let (worker, released) = (self.name.clone(), jobs.clone());
        let given =
            self.app.db.write(move |conn| crate::store::grouped::release(conn, &worker, &released, due_at)).await;
        if let Err(error) = given {
            tracing::warn!(%error, mails = jobs.len(), "mails could not be given back: their leases run out");
        }
        self.queue.forget(&jobs);
    }
}

/// Whether the recipient's server wants fewer mails (421, 450 4.7.x).
fn asks_to_slow_down(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Retry { stage, code: Some(code), reply } if *stage >= crate::mail::Stage::Recipient => {
            *code == 421 || (*code == 450 && reply.trim_start().starts_with("4.7."))
        }
        _ => false,
    }
}
