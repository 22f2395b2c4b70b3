//! What is written down about mails on their way, as values: all connections share each commit.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::queue::Ready;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::{send, suppress};
use crate::recovery::callback;
use crate::store::decisions::{self, Decided};
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::rollups::{self, Changes};
use crate::store::suppressions::Reason;
use crate::store::take::Command;
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time, WorkspaceId, grouped, invitations, people};

/// A mail whose body is about to go out.
#[derive(Clone, Debug)]
pub(super) struct Beginning {
    /// Who holds the job.
    pub(super) worker: String,
    /// The job.
    pub(super) job: Id,
    /// Its row, as it is from now on: at stage `body`.
    pub(super) delivery: Delivery,
    /// Whether there is a row already.
    pub(super) kept: bool,
    /// What the ledger says of the decision, at the first attempt.
    pub(super) entry: Option<Decided>,
}

/// How a mail ended, and what follows.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    /// The moment, new ids, the workspace.
    pub(super) cx: Cx,
    /// Who holds the job.
    pub(super) worker: String,
    /// The job.
    pub(super) job: Id,
    /// The row as it is from now on.
    pub(super) delivery: Delivery,
    /// To whom.
    pub(super) person: Id,
    /// What follows.
    pub(super) then: Then,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// It was asked.
    Asked,
    /// Whether it arrived nobody knows: it is held, and its link works.
    Held,
    /// The address does not exist: nothing is sent there any more.
    Bounced,
    /// It was tried long enough.
    GivenUp,
    /// It is tried again then.
    Again(Time),
    /// It was not tried: it waits as before.
    Back,
}

/// Something to write down.
#[derive(Clone, Debug)]
pub(super) enum Record {
    /// These bodies are about to go out.
    Begin(Vec<Beginning>),
    /// These came to their ends.
    End(Vec<Ending>),
}

impl Command for Record {
    /// Of a beginning: which mails may go. Another process may have been faster, or they were withdrawn.
    type Output = Vec<Id>;

    const NAME: &'static str = "records of mails";

    fn apply(conn: &mut Conn, commands: &[Self]) -> Result<Vec<Result<Vec<Id>, Error>>, Error> {
        let endings = commands.iter().flat_map(|command| match command {
            Record::End(endings) => endings.as_slice(),
            Record::Begin(_) => &[],
        });
        end(conn, endings)?;
        let beginnings: Vec<&Beginning> = commands
            .iter()
            .flat_map(|command| match command {
                Record::Begin(beginnings) => beginnings.as_slice(),
                Record::End(_) => &[],
            })
            .collect();
        let begun = begin(conn, &beginnings)?;
        Ok(commands
            .iter()
            .map(|command| match command {
                Record::Begin(beginnings) => {
                    let ids = beginnings.iter().map(|beginning| beginning.delivery.id);
                    Ok(ids.filter(|id| begun.contains(id)).collect())
                }
                Record::End(_) => Ok(Vec::new()),
            })
            .collect())
    }
}

fn begin(conn: &mut Conn, beginnings: &[&Beginning]) -> Result<HashSet<Id>, Error> {
    let Some(worker) = beginnings.first().map(|one| one.worker.clone()) else { return Ok(HashSet::new()) };
    // A campaign may have been paused since the decision, and whoever unsubscribed has no planned invitation any more.
    let jobs: Vec<(WorkspaceId, Id)> = beginnings.iter().map(|one| (one.delivery.workspace_id, one.job)).collect();
    let ours: HashSet<Id> = grouped::still_ours(conn, &worker, &jobs)?.into_iter().collect();
    let beginnings: Vec<&Beginning> = beginnings.iter().copied().filter(|one| ours.contains(&one.job)).collect();
    let mut first: BTreeMap<WorkspaceId, Vec<Id>> = BTreeMap::new();
    for Beginning { delivery, kept, .. } in &beginnings {
        if delivery.kind == Kind::Invitation && !kept {
            first.entry(delivery.workspace_id).or_default().push(delivery.about_id);
        }
    }
    let mut still: HashSet<Id> = HashSet::new();
    for (workspace, ids) in first {
        still.extend(invitations::still_planned(conn, workspace, &ids)?);
    }
    let new: Vec<Delivery> = beginnings
        .iter()
        .filter(|one| !one.kept && (one.delivery.kind != Kind::Invitation || still.contains(&one.delivery.about_id)))
        .map(|one| one.delivery.clone())
        .collect();
    let mut begun: HashSet<Id> = deliveries::insert_begun(conn, &new)?.into_iter().map(|(_, id)| id).collect();
    let entries = beginnings.iter().filter(|one| begun.contains(&one.delivery.id)).filter_map(|one| one.entry.clone());
    decisions::insert_all(conn, &entries.collect::<Vec<_>>())?;
    for Beginning { delivery, .. } in beginnings.iter().filter(|one| one.kept) {
        if deliveries::begin_again(conn, delivery)? {
            begun.insert(delivery.id);
        }
    }
    Ok(begun)
}

fn end<'a>(conn: &mut Conn, endings: impl Iterator<Item = &'a Ending>) -> Result<(), Error> {
    let endings: Vec<&Ending> = endings.collect();
    let mut workspaces = BTreeMap::new();
    // First and in order, as in the batch of answers: in whose zone a day is stays so until these are counted.
    let held: BTreeMap<WorkspaceId, &Cx> = endings.iter().map(|ending| (ending.cx.workspace, &ending.cx)).collect();
    for (workspace, cx) in held {
        let Some(changed_at) = workspaces::changed_at(conn, workspace, true)? else { continue };
        workspaces.insert(workspace, cx.site.kept.workspace(conn, workspace, changed_at)?);
    }
    // Then all people, in order: before their mails and invitations.
    let mut asked: BTreeMap<WorkspaceId, Vec<Id>> = BTreeMap::new();
    for ending in endings.iter().filter(|ending| ending.delivery.kind == Kind::Invitation) {
        asked.entry(ending.cx.workspace).or_default().push(ending.person);
    }
    for (workspace, ids) in asked {
        people::lock_all(conn, workspace, &ids)?;
    }
    let mut changes = Changes::new();
    let mut sent: Vec<&Ending> = Vec::new();
    for ending in endings {
        match (ending.then, workspaces.get(&ending.cx.workspace)) {
            (Then::Asked, _) => sent.push(ending),
            (_, Some(workspace)) => end_one(conn, &mut changes, workspace, ending)?,
            (_, None) => {}
        }
    }
    all_sent(conn, &mut changes, &workspaces, &sent)?;
    // Last and in key order: two processes that hold hot rows wait for each other, and never in a circle.
    rollups::apply(conn, &changes)
}

fn all_sent(
    conn: &mut Conn,
    changes: &mut Changes,
    workspaces: &BTreeMap<WorkspaceId, Arc<Workspace>>,
    sent: &[&Ending],
) -> Result<(), Error> {
    let Some(last) = sent.last() else { return Ok(()) };
    let (now, worker) = (last.cx.now, last.worker.clone());
    let rows: Vec<Delivery> = sent.iter().map(|ending| ending.delivery.clone()).collect();
    deliveries::settle_sent(conn, &rows)?;
    let mut asked: BTreeMap<WorkspaceId, Vec<(Id, Id)>> = BTreeMap::new();
    for ending in sent.iter().filter(|ending| ending.delivery.kind == Kind::Invitation) {
        asked.entry(ending.cx.workspace).or_default().push((ending.delivery.about_id, ending.person));
    }
    for (workspace, asked) in asked {
        let Some(workspace) = workspaces.get(&workspace) else { continue };
        send::all_sent(conn, changes, workspace, now, &asked)?;
    }
    let jobs: Vec<(WorkspaceId, Id)> = sent.iter().map(|ending| (ending.cx.workspace, ending.job)).collect();
    grouped::done(conn, &worker, &jobs)
}

fn end_one(conn: &mut Conn, changes: &mut Changes, workspace: &Workspace, ending: &Ending) -> Result<(), Error> {
    let Ending { cx, worker, delivery, then, .. } = ending;
    let (about, first) = (delivery.about_id, delivery.kind == Kind::Invitation);
    let job = [(cx.workspace, ending.job)];
    deliveries::settle(conn, delivery, false)?;
    match then {
        Then::Again(at) => {
            deliveries::keep_mail(conn, delivery)?;
            return grouped::release(conn, worker, &job, Some(*at));
        }
        Then::Back => {
            deliveries::keep_mail(conn, delivery)?;
            return grouped::release(conn, worker, &job, None);
        }
        Then::Asked | Then::Held => {
            deliveries::keep_mail(conn, delivery)?;
            if first {
                send::settled_among(conn, changes, cx, workspace, about, true)?;
            }
        }
        Then::Bounced | Then::GivenUp => {
            if first {
                send::settled_among(conn, changes, cx, workspace, about, false)?;
            }
            if *then == Then::Bounced
                && let Some(person) = people::find(conn, cx.workspace, ending.person)?
            {
                let reply = delivery.reply.clone().unwrap_or_default();
                suppress::suppress(conn, cx, &person, Reason::HardBounce, &reply)?;
                callback::bounced(conn, cx, &person)?;
            }
        }
    }
    grouped::done(conn, worker, &job)
}

impl Beginning {
    /// The row of a mail whose body goes out now.
    pub(super) fn of(worker: &str, mail: &Ready, now: Time) -> Self {
        let delivery = Delivery {
            stage: Stage::Body,
            message_id: mail.parcel.message_id.clone(),
            attempts: mail.delivery.attempts + 1,
            updated_at: now,
            ..mail.delivery.clone()
        };
        Beginning { worker: worker.to_owned(), job: mail.job.id, delivery, kept: mail.kept, entry: mail.entry.clone() }
    }
}
