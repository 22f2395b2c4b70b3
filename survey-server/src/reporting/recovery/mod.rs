//! Recovery in numbers: how fast unhappy customers were cared for, and whether it changed anything.
//!
//! Every number is of the cases that were opened in the span; `docs/recovery.md` defines each. Waits count open cases for what
//! is known of them (Kaplan and Meier), promised times are judged only where they have passed, and below five nothing is a
//! score.

mod again;
mod backlog;
mod causes;
mod figure;
pub mod improvement;
mod promises;
mod sheet;
mod speed;

use std::collections::BTreeMap;

use serde::Serialize;

pub use self::again::{Again, Band, Effect, Group};
pub use self::backlog::Age;
pub use self::causes::Cause;
pub use self::figure::{Answers, Share, Times};
pub use self::promises::Promised;
pub use self::sheet::csv;
pub use self::speed::Speed;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::score::{self, Measure, day_end, day_start};
use crate::response::survey;
use crate::store::care::{self, Cut, Row, Span};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Time, surveys};

/// Days of a report for which no time is given.
pub const USUAL_DAYS: i32 = 90;
/// The longest report, in days.
const MOST_DAYS: i32 = 366;

/// What to report on.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// A survey's key; none: all cases, also those without a survey.
    pub survey: Option<String>,
    /// The first day's moment.
    pub since: Option<Time>,
    /// The last day's moment.
    pub until: Option<Time>,
    /// What it is cut by: team, priority, origin, cause, hour, or a property that reports are cut by.
    pub by: Option<String>,
}

/// Recovery in a span of whole days.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// First and last day, as days since 1970.
    #[serde(skip)]
    pub days: (i32, i32),
    /// The key of the one survey that is reported on.
    pub survey: Option<String>,
    /// How fast.
    pub speed: Speed,
    /// Open now, by age; whenever they were opened.
    pub backlog: Vec<Age>,
    /// What it was cut by, and the parts, the largest first; hours in their order.
    pub by: Option<String>,
    /// Each with its speed and what was said afterwards.
    pub parts: Vec<Part>,
    /// What those say who were asked again.
    pub again: Again,
    /// What being contacted changed, where a hold-out was on.
    pub effect: Option<Effect>,
    /// Recommendation by how the problem went, if there was one.
    pub groups: Vec<Group>,
    /// What was said afterwards by how fast they were contacted.
    pub bands: Vec<Band>,
    /// Promised times and what became of them.
    pub promises: Vec<Promised>,
    /// Root causes, the most frequent first; cases without one at the end.
    pub causes: Vec<Cause>,
    /// What it took, from the timelines.
    pub effort: Vec<Effort>,
}

/// Cases that share a team, a branch, an hour.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// The value; none where a case has none.
    pub part: Option<String>,
    /// How fast.
    pub speed: Speed,
    /// What those say who were asked again.
    pub again: Again,
}

/// Entries of one kind on the timelines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Effort {
    /// `contact`, `no_answer`, `assign`, `release`, `reopen`, `answered_again`, `wait`.
    pub kind: String,
    /// How often.
    pub count: i64,
    /// In so many cases.
    pub cases: i64,
}

/// What cases may be cut by besides properties: word and column. The hour is that of the workspace's zone.
pub const CUTS: [(&str, &str); 4] =
    [("team", "team"), ("priority", "priority"), ("origin", "origin"), ("cause", "cause")];
/// The hour of the day at which the customer spoke.
pub const HOUR: &str = "hour";
/// Most parts that are shown; the rest is too small to say anything.
const MOST_PARTS: usize = 60;

/// Reads the report.
pub fn report(conn: &mut Conn, cx: &Cx, wanted: &Wanted) -> Result<Report, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let days = days(&workspace, wanted, cx.now)?;
    let row = match &wanted.survey {
        Some(key) => Some(survey::chosen(conn, &workspace, Some(key))?),
        None => None,
    };
    let cut = cut(&workspace, wanted.by.as_deref())?;
    let (from, until) = (day_start(&workspace, days.0), day_end(&workspace, days.1));
    let span = Span { from, until, survey: row.as_ref().map(|row| row.id) };
    let mut rows = care::rows(conn, cx.workspace, &span, &cut)?;
    if wanted.by.as_deref() == Some(HOUR) {
        by_hour(&workspace, &mut rows);
    }
    let measures = measures(conn, cx)?;
    let all: Vec<&Row> = rows.iter().collect();
    let groups = again::groups(conn, cx, &workspace, &measures, &span, days, &all)?;
    let effort = care::effort(conn, cx.workspace, &span)?;
    Ok(Report {
        days,
        survey: row.map(|row| row.key),
        speed: speed::speed(&all, cx.now),
        backlog: backlog::ages(conn, cx, span.survey)?,
        parts: if cut == Cut::None && wanted.by.is_none() {
            Vec::new()
        } else {
            parts(&rows, &measures, wanted, cx.now)
        },
        by: wanted.by.clone(),
        again: again::again(&all, &measures, cx.now),
        effect: again::effect(&all, &measures),
        groups,
        bands: again::bands(&all, &measures),
        promises: promises::promised(conn, cx, &span)?,
        causes: causes::causes(&all),
        effort: effort.into_iter().map(|(kind, count, cases)| Effort { kind, count, cases }).collect(),
    })
}

/// The words that a report of a workspace can be cut by.
pub fn cuts(workspace: &Workspace) -> Vec<String> {
    let own = CUTS.iter().map(|(word, _)| (*word).to_owned());
    own.chain([HOUR.to_owned()]).chain(workspace.settings.0.dimensions.iter().cloned()).collect()
}

fn cut(workspace: &Workspace, by: Option<&str>) -> Result<Cut, Error> {
    let Some(by) = by.filter(|by| *by != HOUR) else { return Ok(Cut::None) };
    if let Some((_, column)) = CUTS.iter().find(|(word, _)| *word == by) {
        return Ok(Cut::Column(column));
    }
    if workspace.settings.0.dimensions.iter().any(|dimension| dimension == by) {
        return Ok(Cut::Property(by.to_owned()));
    }
    Err(Error::invalid("by", format!("is {by:?}; a report can be cut by {}", cuts(workspace).join(", "))))
}

/// First and last day.
fn days(workspace: &Workspace, wanted: &Wanted, now: Time) -> Result<(i32, i32), Error> {
    let last = workspace.day(wanted.until.unwrap_or(now));
    let first = wanted.since.map_or(last - USUAL_DAYS + 1, |since| workspace.day(since));
    if first > last {
        return Err(Error::invalid("since", "lies after until"));
    }
    if last - first >= MOST_DAYS {
        return Err(Error::invalid("since", format!("is more than {MOST_DAYS} days before until; ask for a part")));
    }
    Ok((first, last))
}

/// The surveys with a score, by their numbers: what a second answer means depends on the scale.
pub(super) type Measures = BTreeMap<i32, Measure>;

fn measures(conn: &mut Conn, cx: &Cx) -> Result<Measures, Error> {
    let mut measures = Measures::new();
    for row in surveys::list(conn, cx.workspace)? {
        if let Ok(measure) = score::measure(conn, row) {
            measures.insert(measure.row.id, measure);
        }
    }
    Ok(measures)
}

fn by_hour(workspace: &Workspace, rows: &mut [Row]) {
    let zone = workspace.zone();
    for row in rows {
        let local = Time(row.tapped_at).timestamp().to_zoned(zone.clone());
        row.part = Some(format!("{:02}", local.hour()));
    }
}

fn parts(rows: &[Row], measures: &Measures, wanted: &Wanted, now: Time) -> Vec<Part> {
    let mut by: BTreeMap<Option<&str>, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        by.entry(row.part.as_deref().map(str::trim).filter(|part| !part.is_empty())).or_default().push(row);
    }
    let mut found: Vec<(Option<&str>, Vec<&Row>)> = by.into_iter().collect();
    if wanted.by.as_deref() != Some(HOUR) {
        found.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
        found.truncate(MOST_PARTS);
    }
    let part = |(part, rows): (Option<&str>, Vec<&Row>)| Part {
        part: part.map(str::to_owned),
        speed: speed::speed(&rows, now),
        again: again::again(&rows, measures, now),
    };
    found.into_iter().map(part).collect()
}
