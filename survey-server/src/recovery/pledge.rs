//! Whether the time to first contact that rules promise is held by what the last weeks show: nobody should promise what
//! the team does not keep.

use survey_core::recovery::{Action, Rules};
use survey_core::score::wait::{Survival, Wait};

use crate::clock::Cx;
use crate::error::Error;
use crate::store::{Conn, Time, cases, workspaces};

/// Weeks that are looked at, in days.
const DAYS: i64 = 28;
/// Of fewer cases nothing is said.
const LEAST_CASES: usize = 5;
/// Kept less often than this, in per cent, a promise is warned of.
const LEAST_KEPT: usize = 80;

/// A promise that the last weeks' figures do not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unheld {
    /// The rule's name.
    pub rule: String,
    /// Cases whose customer would have been contacted in that time.
    pub held: usize,
    /// Cases of which that can be said.
    pub cases: usize,
    /// Minutes to first contact, those who still wait counted as waiting: the median.
    pub median_minutes: Option<i64>,
    /// By when nine of ten are contacted.
    pub p90_minutes: Option<i64>,
}

/// The rules that are on and promise what was kept for fewer than four of five customers.
pub fn unheld(conn: &mut Conn, cx: &Cx, rules: &Rules) -> Result<Vec<Unheld>, Error> {
    let times = cases::contacts(conn, cx.workspace, (cx.now.plus_days(-DAYS), cx.now))?;
    if times.len() < LEAST_CASES {
        return Ok(Vec::new());
    }
    let calendar = workspaces::load(conn, cx.workspace)?.settings.0.calendar;
    let (median_minutes, p90_minutes) = percentiles(&times, cx.now)?;
    let mut found = Vec::new();
    for rule in rules.rules().iter().filter(|rule| rule.enabled) {
        let promised = rule.then.iter().find_map(|action| match action {
            Action::OpenCase { contact_within, .. } => *contact_within,
            _ => None,
        });
        let Some(within) = promised else { continue };
        let kept = |(tapped_at, contacted_at): &(Time, Option<Time>)| {
            let due_at = Time::from(calendar.add(tapped_at.timestamp(), within));
            match contacted_at {
                Some(at) => Some(*at <= due_at),
                // Of those who still wait and are not late nothing can be said yet.
                None => (due_at < cx.now).then_some(false),
            }
        };
        let known: Vec<bool> = times.iter().filter_map(kept).collect();
        let held = known.iter().filter(|kept| **kept).count();
        if known.len() >= LEAST_CASES && held * 100 < LEAST_KEPT * known.len() {
            let (rule, cases) = (rule.name.clone(), known.len());
            found.push(Unheld { rule, held, cases, median_minutes, p90_minutes });
        }
    }
    Ok(found)
}

fn percentiles(times: &[(Time, Option<Time>)], now: Time) -> Result<(Option<i64>, Option<i64>), Error> {
    let waits: Result<Vec<Wait>, _> = times
        .iter()
        .map(|(tapped_at, contacted_at)| {
            Wait::between(tapped_at.timestamp(), contacted_at.map(Time::timestamp), now.timestamp())
        })
        .collect();
    let survival = Survival::of(&waits.map_err(Error::internal)?);
    let minutes = |hours: Option<f64>| hours.map(|hours| (hours * 60.0).round() as i64);
    Ok((minutes(survival.median()), minutes(survival.percentile(0.9))))
}
