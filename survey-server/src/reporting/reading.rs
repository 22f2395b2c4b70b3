//! A number that somebody asks for: of which survey, over which time, through which channels.

use super::score::{self, Counts, Measure, Range};
use crate::clock::Cx;
use crate::error::Error;
use crate::response::survey;
use crate::store::{Conn, Time, responses, workspaces};

/// Days of the window that is read where no time is named.
pub const WINDOW_DAYS: i64 = 30;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The survey's key; none: the default survey.
    pub survey: Option<String>,
    /// Answered at or after.
    pub since: Option<Time>,
    /// Answered at or before.
    pub until: Option<Time>,
    /// Only through these channels; none: through all.
    pub channels: Vec<String>,
    /// Only of this evidence; none: whatever counts.
    pub evidence: Option<i32>,
}

/// The counts, and what they are of.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The question.
    pub measure: Measure,
    /// Answered at or after; none: since ever.
    pub since: Option<Time>,
    /// Answered at or before; none: until now.
    pub until: Option<Time>,
    /// The counts.
    pub counts: Counts,
}

/// Reads the counts. Without a time it is the window that ends at the newest answer, so that a business with a pause
/// sees its last month and not nothing.
pub fn read(conn: &mut Conn, cx: &Cx, wanted: &Wanted) -> Result<Reading, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let row = survey::chosen(conn, &workspace, wanted.survey.as_deref())?;
    let measure = score::measure(conn, row)?;
    let (mut since, mut until) = (wanted.since, wanted.until);
    if since.is_none() && until.is_none() {
        until = responses::newest_at(conn, cx.workspace, measure.row.id)?;
        since = until.map(|newest| newest.plus_days(-WINDOW_DAYS));
    }
    let all = vec![None];
    let channels =
        if wanted.channels.is_empty() { all } else { wanted.channels.iter().map(|one| Some(one.clone())).collect() };
    let mut counts = Counts::default();
    for channel in channels {
        let range = Range { since, until, channel, evidence: wanted.evidence };
        counts += score::counts(conn, cx, &workspace, &measure, &range)?;
    }
    Ok(Reading { measure, since, until, counts })
}
