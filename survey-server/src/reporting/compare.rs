//! Two segments, or two saved views, side by side: both scores, their difference, and whether it is real.

use jiff::civil::Date;
use survey_core::trend::Trend;

use super::daily;
use super::difference::{self, Difference};
use super::saved;
use super::score::Counts;
use super::value::{self, Value};
use super::view::{self, Resolved, Segment, View};
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::store::workspaces::day_date;
use crate::store::{Conn, Id};

/// What stands before the id of a saved view that is compared.
pub const VIEW: &str = "view:";

/// One of the two.
#[derive(Clone, Debug)]
pub struct Side {
    /// As the address names it: `branch:Kazan`, or `view:` and the id of a saved view.
    pub word: String,
    /// The name of the saved view; none where it is a segment.
    pub name: Option<String>,
    /// What it is.
    pub view: Resolved,
    /// The words of the view, to lead to it.
    pub link: View,
    /// Its answers.
    pub counts: Counts,
    /// Its score; none below five answers.
    pub shown: Option<Value>,
    /// The steps of its trend: first day, last day, answers.
    pub steps: Vec<(Date, Date, Counts)>,
    /// Answers before this day were not looked at.
    pub cut_at: Option<i32>,
}

/// Two sides and what is between them.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The first.
    pub a: Side,
    /// The second.
    pub b: Side,
    /// The first minus the second; none below five answers on either side.
    pub difference: Option<Difference>,
    /// An answer may be on both sides, which makes the difference less certain than it is said to be.
    pub may_overlap: bool,
    /// The lowest and the highest value that either trend shows, so that both are drawn on one scale.
    pub scale: Option<(i32, i32)>,
}

/// Compares two segments of a view, or saved views. What a word names and cannot be found is an error under `a` or `b`.
pub fn compare(conn: &mut Conn, cx: &Cx, base: &View, a: &str, b: &str) -> Result<Comparison, Error> {
    let mut problems = Vec::new();
    let mut sides = Vec::new();
    for (path, word) in [("a", a), ("b", b)] {
        match side(conn, cx, base, word.trim()) {
            Ok(side) => sides.push(side),
            Err(Error::Invalid(found)) => {
                problems
                    .extend(found.into_iter().map(|one| Problem::new(path, format!("{}: {}", one.path, one.message))));
            }
            Err(Error::NotFound(what)) => problems.push(Problem::new(path, format!("there is no such {what}"))),
            Err(error) => return Err(error),
        }
    }
    let Ok([a, b]) = <[Side; 2]>::try_from(sides) else { return Err(Error::Invalid(problems)) };
    let (one, other) = (&a.view.measure, &b.view.measure);
    if (one.is_nps(), one.scale) != (other.is_nps(), other.scale) {
        let message = format!(
            "asks another kind of question ({}) than a ({}): their scores cannot be compared",
            other.kind, one.kind
        );
        return Err(Error::invalid("b", message));
    }
    let difference = difference::difference(one, &a.counts, &b.counts)?;
    let may_overlap = overlap(&a.view, &b.view);
    let mut scale: Option<(i32, i32)> = None;
    for (.., counts) in a.steps.iter().chain(&b.steps) {
        if let Some(shown) = value::shown(&a.view.measure, counts)? {
            let (low, high) = scale.unwrap_or((shown.low, shown.high));
            scale = Some((low.min(shown.low), high.max(shown.high)));
        }
    }
    Ok(Comparison { a, b, difference, may_overlap, scale })
}

fn side(conn: &mut Conn, cx: &Cx, base: &View, word: &str) -> Result<Side, Error> {
    let (name, link) = match word.strip_prefix(VIEW) {
        Some(id) => {
            let id: Id = id.parse().map_err(|_not_an_id| Error::NotFound("view"))?;
            let row = saved::load(conn, cx, id)?;
            (Some(row.name.clone()), row.view()?)
        }
        None => {
            let segment = Segment::of(word).ok_or_else(|| {
                Error::invalid(
                    "segment",
                    "must be dimension:value, such as branch:Kazan, or view: and the id of a saved view",
                )
            })?;
            (None, base.within(&segment.dimension, &segment.value))
        }
    };
    let view = view::resolve(conn, cx, &link)?;
    let daily = daily::daily(conn, cx, &view, view.days)?;
    let counts = daily.sum(view.days);
    let rows = daily.days.iter().map(|(day, counts)| (day_date(*day), counts.clone()));
    let trend = Trend::between(day_date(view.days.0), day_date(view.days.1), rows, view.bucket)
        .map_err(|wrong| Error::invalid("range", wrong.to_string()))?;
    let steps = trend.points().iter().map(|point| (point.start, point.end, point.counts.clone())).collect();
    let shown = value::shown(&view.measure, &counts)?;
    Ok(Side { word: word.to_owned(), name, view, link, counts, shown, steps, cut_at: daily.cut_at })
}

/// Whether an answer can be on both sides: not when they are two values of one property, or of two surveys or times.
fn overlap(a: &Resolved, b: &Resolved) -> bool {
    let apart = |one: &Segment| {
        let single = one.dimension != "tag" && !one.dimension.starts_with("answer.");
        single && b.segments.iter().any(|other| other.dimension == one.dimension && other.value != one.value)
    };
    let same_time = a.days.0 <= b.days.1 && b.days.0 <= a.days.1;
    a.measure.row.id == b.measure.row.id && same_time && !a.segments.iter().any(apart)
}
