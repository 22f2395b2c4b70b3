//! The public badge: a score with its count, and how fast unhappy customers were contacted. Computed, never typed, by what the
//! pages of the reports read too.

pub mod drawing;

use survey_core::score::Base;

use super::daily;
use super::reaction;
use super::score::{day_end, day_start};
use super::span::{Range, Span};
use super::value;
use super::view::{self, Against, View};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::facts;
use crate::store::{Conn, workspaces};

/// Of fewer answers in twelve months there is no score for everybody to see.
pub const FEWEST: u64 = 30;

/// What the badge says.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The business.
    pub company: String,
    /// Answers in twelve months.
    pub n: u64,
    /// Their score; none of fewer than [`FEWEST`].
    pub rating: Option<Rating>,
    /// How fast unhappy customers were contacted; none where too few have been unhappy to say.
    pub reaction: Option<Reaction>,
}

/// A score as the public reads it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rating {
    /// A net promoter score with its interval, in points.
    Nps(value::Value),
    /// The mean of another scale, and its highest value.
    Mean {
        /// Rounded to one decimal.
        value: f64,
        /// The best answer.
        most: i64,
    },
}

/// Cases of twelve months whose deadline has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// Contacted in time, in per cent.
    pub percent: u64,
    /// Of so many.
    pub cases: u64,
    /// The time that the rules give, in minutes.
    pub target_minutes: u32,
}

/// The view that the badge shows.
pub fn view(survey: Option<String>) -> View {
    View { survey, span: Span::Range(Range::M12), against: Against::None, ..View::default() }
}

/// Computes them.
pub fn figures(conn: &mut Conn, cx: &Cx) -> Result<Figures, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let company = workspace.company().to_owned();
    let none = Figures { company, n: 0, rating: None, reaction: None };
    let resolved = match view::resolve(conn, cx, &view(workspace.settings.0.badge.survey.clone())) {
        Ok(resolved) => resolved,
        // A survey that is gone or has no score says nothing to anybody.
        Err(Error::Invalid(_)) => return Ok(none),
        Err(error) => return Err(error),
    };
    // Where nobody answered lately a report shows the last year that had answers; the public must not take it for this one.
    if resolved.moved {
        return Ok(none);
    }
    let counts = daily::daily(conn, cx, &resolved, resolved.days)?.sum(resolved.days);
    let measure = &resolved.measure;
    let rating = match counts.n() {
        n if n < FEWEST => None,
        _ if measure.is_nps() => value::shown(measure, &counts)?.map(Rating::Nps),
        _ => {
            let mean = measure.histogram(&counts)?.mean();
            mean.map(|mean| Rating::Mean { value: (mean.value * 10.0).round() / 10.0, most: measure.scale.1 })
        }
    };
    let span = (day_start(&workspace, resolved.days.0), day_end(&workspace, resolved.days.1));
    let found = reaction::reaction(conn, cx, measure.row.id, span)?;
    let reaction = match found.matured {
        cases if Base::of(cases).shows_score() => Some(Reaction {
            percent: (100.0 * found.in_time as f64 / cases as f64).round() as u64,
            cases,
            target_minutes: facts::target_minutes(conn, cx)?,
        }),
        _ => None,
    };
    Ok(Figures { n: counts.n(), rating, reaction, ..none })
}
