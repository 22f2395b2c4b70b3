//! One page of answers by its neighbour, newest first: a list that grows while one reads does not shift.
//!
//! What the database can tell by its indexes it tells. A segment and a question beside the main one are looked up in the
//! answers themselves, up to a bound; the next page goes on where this one stopped. A group that a report found by looking is
//! found by the same look.

use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::behind::Behind;
use crate::reporting::score::{day_end, day_start};
use crate::reporting::view::Resolved;
use crate::reporting::{daily, scan};
use crate::store::responses::{self, Filter, Order, Response};
use crate::store::{Conn, Id, Time};

/// Answers on a page.
const PER_PAGE: usize = 50;
/// So many answers are looked at for one page.
const MOST: usize = 10_000;
/// So many are read at once where not all of them belong to the page.
const AT_ONCE: i64 = 500;

/// What of a report's view the list shows.
pub struct Drill {
    /// The view.
    pub view: Resolved,
    /// Whether it names days; otherwise the list has no end.
    has_days: bool,
    /// The lowest and the highest value of the question.
    band: (i64, i64),
    /// The one value that was asked for.
    pub score: Option<i64>,
    /// A category or a value was asked for.
    is_banded: bool,
    /// The answers of the group that was asked for.
    pub behind: Option<Behind>,
}

/// A page and its neighbours.
#[derive(Default)]
pub struct Looked {
    /// The answers.
    pub found: Vec<Response>,
    /// The answer after which newer ones come.
    pub newer: Option<Id>,
    /// The answer before which older ones come.
    pub older: Option<Id>,
    /// Looking stopped here, before the end.
    pub stopped: Option<Time>,
}

impl Drill {
    /// Of a view: all answers to its question, those of one category, or those of one value.
    pub fn of(view: Resolved, has_days: bool, category: Option<usize>, score: Option<i64>) -> Self {
        let bands = view.measure.bands();
        let of_category = category.and_then(|place| bands.get(place).copied()).unwrap_or(view.measure.scale);
        let band = score.map_or(of_category, |score| (score.max(of_category.0), score.min(of_category.1)));
        let is_banded = category.is_some() || score.is_some();
        Drill { view, has_days, band, score, is_banded, behind: None }
    }

    /// The question is the one whose answer is the response's score.
    fn is_main(&self, conn: &mut Conn) -> bool {
        let main = crate::reporting::score::measure(conn, self.view.measure.row.clone());
        main.is_ok_and(|main| main.question == self.view.measure.question)
    }

    /// Narrows the list as far as indexes can.
    pub fn narrow(&self, filter: &mut Filter) {
        filter.survey_id = Some(self.view.measure.row.id);
        filter.bands = None;
        filter.counted_only = true;
        filter.evidence = self.view.evidence;
        if self.has_days {
            filter.since = Some(day_start(&self.view.workspace, self.view.days.0));
            filter.until = Some(day_end(&self.view.workspace, self.view.days.1));
        }
    }

    fn belongs(&self, response: &Response) -> bool {
        // Who is of the group was found by another question, perhaps.
        if self.behind.is_some() && !self.is_banded {
            return true;
        }
        let value = response.answers.0.number(&self.view.measure.question);
        value.is_some_and(|value| (self.band.0..=self.band.1).contains(&value)) && scan::belongs(&self.view, response)
    }

    /// How many there are, as the report counts them; none where it does not.
    pub fn count(&self, conn: &mut Conn, cx: &Cx) -> Result<Option<i64>, Error> {
        if let Some(behind) = &self.behind {
            return Ok((!self.is_banded).then(|| i64::try_from(behind.ids.len()).unwrap_or(i64::MAX)));
        }
        let days = if self.has_days { Some(self.view.days) } else { self.view.answered };
        let Some(days) = days else { return Ok(Some(0)) };
        // Of two segments no more is looked at than the report looks at, and a part is not the whole.
        let Some(counts) = daily::daily(conn, cx, &self.view, days)?.whole(days) else { return Ok(None) };
        let within = counts.by_value().filter(|(value, _)| (self.band.0..=self.band.1).contains(value));
        Ok(Some(within.map(|(_, count)| count.cast_signed()).sum()))
    }
}

/// The page that comes before or after a neighbour; without one the newest.
pub fn page(
    conn: &mut Conn,
    cx: &Cx,
    filter: &Filter,
    drill: Option<&Drill>,
    (before, after): (Option<Id>, Option<Id>),
) -> Result<Looked, Error> {
    if let Some(behind) = drill.and_then(|drill| drill.behind.as_ref()) {
        return page_of(conn, cx, filter, drill, behind, (before, after));
    }
    let neighbour = match before.or(after) {
        Some(id) => responses::find(conn, cx.workspace, id)?.map(|row| (row.answered_at, row.id)),
        None => None,
    };
    let backwards = before.is_none() && after.is_some();
    let mut filter = Filter {
        older_than: neighbour.filter(|_| !backwards),
        newer_than: neighbour.filter(|_| backwards),
        order: if backwards { Order::Oldest } else { Order::Newest },
        ..filter.clone()
    };
    if let Some(drill) = drill
        && drill.is_main(conn)
    {
        filter.scores = Some((drill.band.0 as i32, drill.band.1 as i32));
    }
    let at_once = if drill.is_some() { AT_ONCE } else { PER_PAGE as i64 + 1 };
    let (mut found, mut looked_at, mut last) = (Vec::new(), 0, None);
    let ended = loop {
        let rows = responses::list(conn, cx.workspace, &filter, 0, at_once)?;
        let is_end = (rows.len() as i64) < at_once;
        looked_at += rows.len();
        last = rows.last().map(|row| (row.answered_at, row.id)).or(last);
        found.extend(rows.into_iter().filter(|row| drill.is_none_or(|drill| drill.belongs(row))));
        if is_end || found.len() > PER_PAGE || looked_at >= MOST {
            break is_end;
        }
        if backwards { filter.newer_than = last } else { filter.older_than = last }
    };
    let more = found.len() > PER_PAGE;
    found.truncate(PER_PAGE);
    if backwards {
        found.reverse();
    }
    let stopped = last.filter(|_| !more && !ended);
    let first_id = found.first().map(|row| row.id);
    let last_id = found.last().map(|row| row.id);
    let (newer, older) = if backwards {
        (if more { first_id } else { stopped.map(|(_, id)| id) }, last_id.or(after))
    } else {
        (neighbour.and(first_id.or(before)), if more { last_id } else { stopped.map(|(_, id)| id) })
    };
    Ok(Looked { found, newer, older, stopped: stopped.map(|(at, _)| at) })
}

/// The page of a group, whose answers are known.
fn page_of(
    conn: &mut Conn,
    cx: &Cx,
    filter: &Filter,
    drill: Option<&Drill>,
    behind: &Behind,
    (before, after): (Option<Id>, Option<Id>),
) -> Result<Looked, Error> {
    let place = |id: Option<Id>| id.and_then(|id| behind.ids.iter().position(|found| *found == id));
    let backwards = before.is_none() && after.is_some();
    let mut ids: Vec<Id> = match (place(before), place(after)) {
        (Some(at), _) => behind.ids.iter().skip(at + 1).copied().collect(),
        (None, Some(at)) => behind.ids.iter().take(at).rev().copied().collect(),
        (None, None) => behind.ids.clone(),
    };
    let order = if backwards { Order::Oldest } else { Order::Newest };
    let mut found: Vec<Response> = Vec::new();
    while !ids.is_empty() && found.len() <= PER_PAGE {
        let rest = ids.split_off(ids.len().min(AT_ONCE as usize));
        let filter = Filter { ids: Some(std::mem::replace(&mut ids, rest)), order, ..filter.clone() };
        let rows = responses::list(conn, cx.workspace, &filter, 0, AT_ONCE)?;
        found.extend(rows.into_iter().filter(|row| drill.is_none_or(|drill| drill.belongs(row))));
    }
    let more = found.len() > PER_PAGE;
    found.truncate(PER_PAGE);
    if backwards {
        found.reverse();
    }
    let (first, last) = (found.first().map(|row| row.id), found.last().map(|row| row.id));
    let (newer, older) = if backwards {
        (first.filter(|_| more), last.or(after))
    } else {
        (before.and(first.or(before)), last.filter(|_| more))
    };
    Ok(Looked { found, newer, older, stopped: None })
}
