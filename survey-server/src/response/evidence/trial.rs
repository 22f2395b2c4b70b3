//! What other rules would have decided of the looks that are on record, a slice at a time.

use std::collections::BTreeSet;

use survey_core::response::evidence::{Decision, Rule, Rules, decide};

use super::history;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::invitations::{self, Invitation};
use crate::store::responses::evidence;
use crate::store::{Conn, Id, Time, clicks, responses};

/// So many reports are read for a slice.
const REPORTS: i64 = 300;

/// What would have become of a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer.
    Inferred,
    /// Held by a rule.
    Held(Rule),
    /// Nothing, or not yet.
    Waiting,
}

/// An invitation that was looked at and not answered by a form, and what each set of rules makes of it.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The invitation.
    pub invitation: Invitation,
    /// The newest report: its moment and score.
    pub newest: (Time, i64),
    /// One outcome for each set of rules, in their order.
    pub outcomes: Vec<Outcome>,
}

/// A slice of what is on record, newest first.
#[derive(Clone, Debug, Default)]
pub struct Slice {
    /// The looks.
    pub looked: Vec<Looked>,
    /// How many more a form was sent for, which no rule touches.
    pub explicit: usize,
    /// Where the next slice begins; none at the end.
    pub next: Option<Time>,
}

/// Judges the looks reported before a moment by each of these sets of rules.
pub fn slice(conn: &mut Conn, cx: &Cx, sets: &[Rules], before: Option<Time>) -> Result<Slice, Error> {
    let reports = clicks::reports(conn, cx.workspace, before.unwrap_or(Time(i64::MAX)), REPORTS)?;
    let mut slice = Slice::default();
    if reports.len() as i64 == REPORTS {
        slice.next = reports.last().map(|(_, at)| *at);
    }
    let mut seen = BTreeSet::new();
    let ids: Vec<Id> = reports.into_iter().map(|(id, _)| id).filter(|id| seen.insert(*id)).collect();
    let sent: BTreeSet<Id> = responses::list_by_ids(conn, cx.workspace, &ids)?
        .into_iter()
        .filter(|response| response.evidence != evidence::INFERRED)
        .map(|response| response.id)
        .collect();
    slice.explicit = sent.len();
    let mut invitations = invitations::list_by_ids(conn, cx.workspace, &ids)?;
    invitations.retain(|invitation| !sent.contains(&invitation.id));
    for invitation in invitations {
        slice.looked.extend(judge(conn, cx, sets, invitation)?);
    }
    slice.looked.sort_by_key(|looked| std::cmp::Reverse(looked.newest.0));
    Ok(slice)
}

fn judge(conn: &mut Conn, cx: &Cx, sets: &[Rules], invitation: Invitation) -> Result<Option<Looked>, Error> {
    let mut recorded = history::load(conn, cx.workspace, &invitation)?;
    let Some(newest) = recorded.reports().last().copied() else { return Ok(None) };
    let widest = |of: fn(&Rules) -> u32| sets.iter().map(of).max().unwrap_or_default();
    let reach = (widest(|rules| rules.crowd_hold_seconds), widest(|rules| rules.crowd_seconds));
    let visits = history::visits(conn, cx.workspace, &recorded, reach, cx.now)?;
    let outcomes = sets
        .iter()
        .map(|rules| {
            recorded.find_crowds(&visits, rules);
            match decide(&recorded.history(), rules, cx.now.timestamp()) {
                Decision::Final { .. } => Outcome::Inferred,
                Decision::Hold { rule, .. } => Outcome::Held(rule),
                Decision::Wait { .. } => Outcome::Waiting,
            }
        })
        .collect();
    Ok(Some(Looked { invitation, newest, outcomes }))
}
