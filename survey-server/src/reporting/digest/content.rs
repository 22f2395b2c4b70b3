//! What a digest says: the numbers of its days, read the way that every page reads them.

use survey_core::trend::Bucket;

use super::super::overview::{Step, overview};
use super::super::reaction::{Reaction, reaction};
use super::super::score::{Counts, day_end, day_start};
use super::super::span::Span;
use super::super::value::{self, Change, Value};
use super::super::view::{self, Against, Resolved, View};
use super::moved::{Moved, moved};
use super::{Subject, period};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::{self, Case, Filter};
use crate::store::digests::Every;
use crate::store::workspaces::{day_date, day_number};
use crate::store::{Conn, surveys};

/// So many open cases are named; the inbox has them all.
const CASES: i64 = 5;

/// The numbers of a digest.
#[derive(Clone, Debug)]
pub struct Content {
    /// The view over the days that it is about.
    pub view: View,
    /// The same as it stands.
    pub resolved: Resolved,
    /// The answers of these days.
    pub counts: Counts,
    /// Their score; none below five answers.
    pub shown: Option<Value>,
    /// The answers that they are compared with.
    pub before: Counts,
    /// Their score.
    pub shown_before: Option<Value>,
    /// Whether the score changed.
    pub change: Change,
    /// The trend up to these days: weeks or months.
    pub steps: Vec<Step>,
    /// What changed beyond noise.
    pub moved: Vec<Moved>,
    /// How fast the team was.
    pub reaction: Reaction,
    /// The most pressing open cases.
    pub cases: Vec<Case>,
    /// How many are open.
    pub open: i64,
    /// How many of them are late.
    pub late: i64,
    /// Cases and reaction times are of the whole survey, and the view is a part of it.
    pub of_all: bool,
    /// The business has several surveys, so that it has to be said which one this is.
    pub one_of_several: bool,
}

/// Reads it; none where nobody has answered yet, or the survey or the question is gone.
pub fn content(
    conn: &mut Conn,
    cx: &Cx,
    subject: &Subject,
    every: Every,
    days: (i32, i32),
) -> Result<Option<Content>, Error> {
    let over = |days: (i32, i32), bucket: Option<Bucket>| View {
        span: Span::Days(day_date(days.0), day_date(days.1)),
        // A digest always compares with the week or the month before, and says so.
        against: Against::Before,
        bucket,
        ..subject.view.clone()
    };
    let view = over(days, None);
    let mut resolved = match view::resolve(conn, cx, &view) {
        Ok(resolved) => resolved,
        Err(Error::Invalid(_) | Error::NotFound(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    if every == Every::Month {
        // The calendar month before, which may be longer or shorter.
        let last = days.0 - 1;
        resolved.before = Some((day_number(day_date(last).first_of_month()), last));
    }
    let Some(found) = overview(conn, cx, resolved.clone())? else { return Ok(None) };
    let trend = over((period::trend_from(every, days.1), days.1), Some(period::bucket(every)));
    let trend = view::resolve(conn, cx, &trend)?;
    let steps = overview(conn, cx, trend)?.map(|trend| trend.steps).unwrap_or_default();
    let measure = &resolved.measure;
    let (counts, before) = (found.counts, found.before.unwrap_or_default());
    let survey = Some(measure.row.id);
    let open = Filter { survey_id: survey, ..Filter::open() };
    let span = (day_start(&resolved.workspace, days.0), day_end(&resolved.workspace, days.1));
    Ok(Some(Content {
        shown: value::shown(measure, &counts)?,
        shown_before: value::shown(measure, &before)?,
        change: value::change(measure, &counts, &before)?,
        moved: moved(conn, cx, &resolved, (&counts, &before))?,
        reaction: reaction(conn, cx, measure.row.id, span)?,
        cases: cases::list(conn, cx.workspace, &open, 0, CASES)?,
        open: cases::count_where(conn, cx.workspace, &open)?,
        late: cases::count_where(conn, cx.workspace, &Filter { survey_id: survey, ..Filter::overdue(cx.now) })?,
        of_all: !resolved.segments.is_empty(),
        one_of_several: surveys::list(conn, cx.workspace)?.len() > 1,
        steps,
        counts,
        before,
        view,
        resolved,
    }))
}
