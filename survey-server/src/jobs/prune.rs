//! Deletes what nobody needs any more, once a day.

use super::JobError;
use crate::account::session;
use crate::app::App;
use crate::error::Error;
use crate::outreach::{autopilot, remind};
use crate::reporting::comments::index;
use crate::reporting::{digest, outreach, watch};
use crate::response::{recount, retention};
use crate::store::jobs::Job;
use crate::store::retention::What;
use crate::store::{
    Time, campaign_people, campaigns, cancellations, decisions, idempotency, provisional, rooms, sessions, shifts,
    soft_bounces, view_alarms, workspaces,
};

/// Days that are kept, by what, where nobody needs to decide. What pages reported without an answer:
const CLICKS: i64 = 90;
/// An order that is taken back later than this is too old to be asked about anyhow.
const CANCELLATIONS: i64 = 400;
const IDEMPOTENCY: i64 = 1;
const SOFT_BOUNCES: i64 = 30;
/// Drafts of campaigns that nobody started, and lines of files that were not taken.
const DRAFTS: i64 = 30;
/// Who stood in a campaign's file; what became of them stays in the invitations and the ledger.
const CAMPAIGN_LINES: i64 = 90;
/// So many lines are deleted in one transaction.
const LINES_AT_ONCE: i64 = 2000;
const DECISIONS: i64 = 730;
/// What rooms were told; the timelines of cases keep whom.
const ROOM_MESSAGES: i64 = 90;
/// Who was on call when.
const SHIFTS: i64 = 400;
/// When scores left what is usual.
const VIEW_ALARMS: i32 = 730;

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let now = app.clock.now();
    let before = move |days: i64| now.plus_days(-days);
    // What the business decides about, in slices.
    for what in What::ALL {
        while app.write(job.workspace_id, move |conn, cx| retention::slice(conn, cx, what)).await? {}
    }
    // One transaction each, so that no answer waits behind all of them.
    app.db.write(move |conn| provisional::prune(conn, before(CLICKS))).await?;
    app.db.write(move |conn| cancellations::prune(conn, before(CANCELLATIONS))).await?;
    app.db.write(move |conn| idempotency::prune(conn, before(IDEMPOTENCY))).await?;
    app.db.write(move |conn| soft_bounces::prune(conn, before(SOFT_BOUNCES))).await?;
    app.db.write(move |conn| sessions::prune(conn, now, session::idle_since(now))).await?;
    campaigns_of(app, before(DRAFTS), before(CAMPAIGN_LINES)).await?;
    // Counted before they are deleted, a day at a time.
    while app.write(job.workspace_id, outreach::settle_day).await? {}
    app.write(job.workspace_id, move |conn, cx| decisions::prune(conn, cx.workspace, before(DECISIONS))).await?;
    app.write(job.workspace_id, move |conn, cx| {
        rooms::prune(conn, cx.workspace, before(ROOM_MESSAGES))?;
        shifts::prune(conn, cx.workspace, before(SHIFTS))
    })
    .await?;
    // Should a program that counts more, or a link that was handed out, ever have been missed.
    app.write(job.workspace_id, recount::upgrade).await?;
    app.write(job.workspace_id, recount::limit).await?;
    while app.write(job.workspace_id, recount::handed_out).await? {}
    // Should the standing jobs of the workspace ever be lost, they are back within a day.
    app.write(job.workspace_id, |conn, cx| {
        let workspace = workspaces::load(conn, cx.workspace)?;
        remind::wake(conn, cx, &workspace)?;
        autopilot::wake(conn, cx, &workspace)?;
        index::wake(conn, cx)?;
        digest::wake(conn, cx)?;
        watch::wake(conn, cx, &workspace)?;
        view_alarms::prune(conn, cx.workspace, workspace.day(cx.now) - VIEW_ALARMS).map(drop)
    })
    .await?;
    tracing::debug!(workspace = job.workspace_id, "pruned");
    Err(JobError::Retry { at: Some(now.plus_days(1)), why: String::new() })
}

/// Deletes old drafts, and the lines of old campaigns.
async fn campaigns_of(app: &App, drafts: Time, lines: Time) -> Result<(), Error> {
    app.db.write(move |conn| campaign_people::prune_not_taken(conn, drafts)).await?;
    let drafts = app.db.read(move |conn| campaigns::stale_drafts(conn, drafts)).await?;
    let ended = app.db.read(move |conn| campaigns::ended(conn, lines)).await?;
    for (workspace, campaign) in drafts.iter().chain(&ended).copied() {
        while app.db.write(move |conn| campaign_people::delete_some(conn, workspace, campaign, LINES_AT_ONCE)).await?
            > 0
        {}
    }
    for (workspace, campaign) in drafts {
        app.db.write(move |conn| campaigns::delete(conn, workspace, campaign)).await?;
    }
    Ok(())
}
