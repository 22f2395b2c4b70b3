//! How far a campaign is.

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::plan::basis_of;
use crate::reporting::score::{self, Counts, Measure};
use crate::reporting::value::{self, Value};
use crate::store::campaigns::{Campaign, State, Tally};
use crate::store::invitations::{self, State as Sent};
use crate::store::surveys::SurveyRow;
use crate::store::{Conn, Time, campaigns, surveys, workspaces};

use super::facts::Question;
use super::schedule;

/// A campaign, and what became of its people so far.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The campaign.
    pub campaign: Campaign,
    /// The survey that asks.
    pub survey: SurveyRow,
    /// Invitations that wait for their time, or for the mail server.
    pub waiting: u64,
    /// Mails that were taken by the mail server, or may have been.
    pub sent: u64,
    /// Of those: nobody knows whether they arrived.
    pub unknown: u64,
    /// Mails that could not be delivered.
    pub failed: u64,
    /// People who were planned and not asked after all, by reason.
    pub withdrawn: Tally,
}

impl Progress {
    /// How many of the file's good lines are settled: gone out, failed, or not asked.
    pub fn settled(&self) -> u64 {
        self.sent + self.failed + self.campaign.counts.0.not_asked.values().sum::<u64>() + self.withdrawn_people()
    }

    /// All who were planned and not asked after all.
    pub fn withdrawn_people(&self) -> u64 {
        self.withdrawn.values().sum()
    }

    /// All who were not asked, by reason, whenever it was decided.
    pub fn not_asked(&self) -> Tally {
        let mut all = self.campaign.counts.0.not_asked.clone();
        for (reason, count) in &self.withdrawn {
            *all.entry(reason.clone()).or_default() += count;
        }
        all
    }

    /// Settled lines in whole per cent, rounded down so that 100 means all.
    pub fn percent(&self) -> u64 {
        match (self.campaign.state, self.campaign.report.0.good) {
            (State::Done, _) => 100,
            (_, 0) => 0,
            (_, good) => (self.settled() * 100 / good).min(100),
        }
    }
}

/// How far a campaign is, read from counts and indexes.
pub fn of(conn: &mut Conn, cx: &Cx, campaign: Campaign) -> Result<Progress, Error> {
    let survey = surveys::load(conn, cx.workspace, campaign.survey_id)?;
    let mut progress =
        Progress { survey, waiting: 0, sent: 0, unknown: 0, failed: 0, withdrawn: Tally::new(), campaign };
    if progress.campaign.started_at.is_none() {
        return Ok(progress);
    }
    let id = progress.campaign.id;
    let mut withdrawn: u64 = 0;
    for (state, count) in invitations::count_of_campaign(conn, cx.workspace, id)? {
        let count = count.unsigned_abs();
        match state {
            Sent::Planned => progress.waiting = count,
            Sent::Sent => progress.sent = count,
            Sent::Failed => progress.failed = count,
            Sent::Withdrawn => withdrawn = count,
        }
    }
    if withdrawn > 0 {
        for (reason, count) in invitations::withdrawn_of_campaign(conn, cx.workspace, id)? {
            let reason = reason.unwrap_or_else(|| "withdrawn".to_owned());
            *progress.withdrawn.entry(reason).or_default() += count.unsigned_abs();
        }
        // Answered or taken back meanwhile: there is no refusal in the ledger.
        let rest = withdrawn.saturating_sub(progress.withdrawn_people());
        if rest > 0 {
            *progress.withdrawn.entry("withdrawn".to_owned()).or_default() += rest;
        }
    }
    progress.unknown = invitations::count_unknown_of_campaign(conn, cx.workspace, id)?.unsigned_abs();
    Ok(progress)
}

/// The score that the answers of a campaign give so far; none below five of them. The first number is how many answered.
pub fn score(conn: &mut Conn, cx: &Cx, campaign: &Campaign) -> Result<(u64, Option<(Measure, Value)>), Error> {
    let scores = invitations::scores_of_campaign(conn, cx.workspace, campaign.id)?;
    let answered = scores.iter().map(|(_, count)| count.unsigned_abs()).sum();
    let row = surveys::load(conn, cx.workspace, campaign.survey_id)?;
    let Ok(measure) = score::measure(conn, row) else { return Ok((answered, None)) };
    let mut counts = Counts::default();
    for (score, count) in scores {
        if let Some(score) = score {
            counts += Counts::of(score.into(), count);
        }
    }
    let shown = value::shown(&measure, &counts)?;
    Ok((answered, shown.map(|value| (measure, value))))
}

/// The newest campaigns with their progress.
pub fn list(conn: &mut Conn, cx: &Cx, limit: i64) -> Result<Vec<Progress>, Error> {
    let mut all = Vec::new();
    for campaign in campaigns::list(conn, cx.workspace, limit)? {
        all.push(of(conn, cx, campaign)?);
    }
    Ok(all)
}

/// When the first and the last mail would go, if the campaign were started now.
pub fn span(conn: &mut Conn, cx: &Cx, campaign: &Campaign) -> Result<(Time, Time), Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let survey = surveys::load(conn, cx.workspace, campaign.survey_id)?;
    let question = Question {
        workspace: &workspace,
        survey: &survey,
        basis: campaign.basis.as_deref().and_then(basis_of),
        at: campaign.starts_at.unwrap_or(cx.now).max(cx.now),
        now: cx.now,
    };
    Ok(schedule::span(&question, campaign.report.0.would_ask, campaign.pace))
}
