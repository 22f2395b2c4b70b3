//! The answers of a view by day: from the roll-ups, or for two dimensions at once from the answers themselves.

use std::collections::BTreeMap;

use super::scan;
use super::score::Counts;
use super::view::Resolved;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::Conn;
use crate::store::rollups::{self, Query};

/// Counts by day.
#[derive(Clone, Debug, Default)]
pub struct Daily {
    /// By day since 1970; days without an answer are left out.
    pub days: BTreeMap<i32, Counts>,
    /// There were more answers than are looked at for two dimensions: those before this day, and some of it, were not.
    pub cut_at: Option<i32>,
}

impl Daily {
    /// All answers of a span of days; none where some of them were not looked at: a part compared with a whole misleads.
    pub fn whole(&self, days: (i32, i32)) -> Option<Counts> {
        self.cut_at.is_none_or(|cut| cut < days.0).then(|| self.sum(days))
    }

    /// All answers of a span of days.
    pub fn sum(&self, (from, until): (i32, i32)) -> Counts {
        let mut sum = Counts::default();
        if from <= until {
            self.days.range(from..=until).for_each(|(_, counts)| sum += counts.clone());
        }
        sum
    }
}

/// Counts the answers of a view on these days, whatever days the view itself has.
pub fn daily(conn: &mut Conn, cx: &Cx, view: &Resolved, days: (i32, i32)) -> Result<Daily, Error> {
    let mut daily = Daily::default();
    let segment = match view.segments.as_slice() {
        [] => None,
        [one] => Some((one.dimension.as_str(), one.value.as_str())),
        _ => {
            let question = &view.measure.question;
            daily.cut_at = scan::newest(conn, cx, view, days, scan::MOST, |response| {
                if let Some(value) = response.answers.0.number(question) {
                    *daily.days.entry(response.day).or_default() += Counts::of(value, 1);
                }
                Ok(())
            })?;
            return Ok(daily);
        }
    };
    let query = Query {
        survey_id: view.measure.row.id,
        question: &view.measure.question,
        segment,
        from: days.0,
        until: days.1,
        evidence: view.evidence,
    };
    for (day, value, count) in rollups::by_day(conn, cx.workspace, &query)? {
        *daily.days.entry(day).or_default() += Counts::of(value.into(), count);
    }
    Ok(daily)
}
