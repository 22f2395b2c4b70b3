//! The ledger in numbers: who was asked and who was not, by reason, survey and day.
//!
//! Days that are over are counted once, by the daily upkeep; only those since are counted when somebody looks.

use crate::clock::Cx;
use crate::error::Error;
use crate::response::survey;
use crate::store::decision_days::{self, DayCount};
use crate::store::decisions::{self, Stage};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Time, surveys};

use super::score::day_start;

/// The longest report, in days.
pub const MOST_DAYS: i32 = 366;
/// Days of a report for which no time is given.
const USUAL_DAYS: i32 = 30;
/// A day is counted so long after it was over.
const SETTLED_AFTER_SECS: i64 = 3_600;
/// Milliseconds of a day on which no clock was put forward or back.
const DAY_MS: i64 = 86_400_000;

/// What to report on.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// A survey's key; none: all.
    pub survey: Option<String>,
    /// The first day's moment.
    pub since: Option<Time>,
    /// The last day's moment.
    pub until: Option<Time>,
}

/// Decisions of one kind on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The survey's id.
    pub survey_id: i32,
    /// The day in the workspace's zone, as days since 1970-01-01.
    pub day: i32,
    /// When it was decided.
    pub stage: Stage,
    /// Why not; none: asked.
    pub reason: Option<String>,
    /// So many.
    pub count: i64,
}

/// All decisions of a span of whole days in the workspace's zone.
#[derive(Clone, Debug)]
pub struct Report {
    /// Whose.
    pub workspace: Workspace,
    /// The key of the one survey that is reported on; none: all.
    pub survey: Option<String>,
    /// Number, key and name of every survey.
    pub surveys: Vec<(i32, String, String)>,
    /// The first day.
    pub first: i32,
    /// The last day.
    pub last: i32,
    /// Those that are not zero.
    pub counts: Vec<Count>,
}

impl Report {
    /// The sum of the counts that a condition lets through.
    pub fn sum(&self, holds: impl Fn(&Count) -> bool) -> i64 {
        self.counts.iter().filter(|count| holds(count)).map(|count| count.count).sum()
    }

    /// The reasons that occur, the most frequent first.
    pub fn reasons(&self, stage: Stage) -> Vec<(String, i64)> {
        let mut sums = std::collections::BTreeMap::<&str, i64>::new();
        for count in self.counts.iter().filter(|count| count.stage == stage) {
            if let Some(reason) = &count.reason {
                *sums.entry(reason).or_default() += count.count;
            }
        }
        let mut reasons: Vec<_> = sums.into_iter().map(|(reason, count)| (reason.to_owned(), count)).collect();
        reasons.sort_by(|(a, most), (b, more)| more.cmp(most).then_with(|| a.cmp(b)));
        reasons
    }
}

/// Reads the report.
pub fn report(conn: &mut Conn, cx: &Cx, wanted: &Wanted) -> Result<Report, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let (first, last) = days(&workspace, wanted, cx.now)?;
    let survey = match &wanted.survey {
        Some(key) => Some(survey::chosen(conn, &workspace, Some(key))?),
        None => None,
    };
    let only = survey.as_ref().map(|row| row.id);
    let counted = decision_days::last(conn, cx.workspace)?.unwrap_or(first - 1).clamp(first - 1, last);
    let mut counts = Vec::new();
    for row in decision_days::list(conn, cx.workspace, only, (first, counted))? {
        let reason = Some(row.reason).filter(|reason| !reason.is_empty());
        counts.push(Count {
            survey_id: row.survey_id,
            day: row.day,
            stage: stage(&row.stage)?,
            reason,
            count: row.count,
        });
    }
    counts.extend(count(conn, &workspace, only, counted + 1, last)?);
    let surveys = surveys::list(conn, cx.workspace)?.into_iter().map(|row| (row.id, row.key, row.name)).collect();
    Ok(Report { workspace, survey: survey.map(|row| row.key), surveys, first, last, counts })
}

fn stage(word: &str) -> Result<Stage, Error> {
    Stage::from_word(word).ok_or_else(|| Error::internal(format!("{word:?} is no stage of a decision")))
}

/// Counts the decisions of these days from the ledger itself.
fn count(
    conn: &mut Conn,
    workspace: &Workspace,
    survey: Option<i32>,
    first: i32,
    last: i32,
) -> Result<Vec<Count>, Error> {
    let mut counts = Vec::new();
    for span in spans(workspace, first, last) {
        for row in decisions::count(conn, workspace.id, survey, span.from, span.before)? {
            let day = span.first + i32::try_from(row.day).unwrap_or(0).min(span.days - 1);
            let stage = stage(&row.stage)?;
            counts.push(Count { survey_id: row.survey_id, day, stage, reason: row.reason, count: row.count });
        }
    }
    Ok(counts)
}

/// Counts the next day that is over and was not counted yet; false when there is none.
pub fn settle_day(conn: &mut Conn, cx: &Cx) -> Result<bool, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let next = match decision_days::last(conn, cx.workspace)? {
        Some(last) => last + 1,
        None => match decisions::first_at(conn, cx.workspace)? {
            Some(at) => workspace.day(at),
            None => return Ok(false),
        },
    };
    // A transaction that began before midnight may still be under way.
    if day_start(&workspace, next + 1) > cx.now.plus_secs(-SETTLED_AFTER_SECS) {
        return Ok(false);
    }
    let counts = count(conn, &workspace, None, next, next)?
        .into_iter()
        .map(|count| DayCount {
            workspace_id: cx.workspace,
            day: count.day,
            survey_id: count.survey_id,
            stage: count.stage.word().to_owned(),
            reason: count.reason.unwrap_or_default(),
            count: count.count,
        })
        .collect();
    decision_days::insert(conn, cx.workspace, next, counts)?;
    Ok(true)
}

/// The first and the last day.
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

/// Days in a row that can be counted together.
struct Span {
    first: i32,
    days: i32,
    from: Time,
    before: Time,
}

/// The days in as few spans as possible: a day that is longer or shorter, because clocks are put back or forward on it,
/// stands alone.
fn spans(workspace: &Workspace, first: i32, last: i32) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut joins = false;
    for day in first..=last {
        let (from, before) = (day_start(workspace, day), day_start(workspace, day + 1));
        let usual = before.0 - from.0 == DAY_MS;
        match spans.last_mut() {
            Some(span) if joins && usual => {
                span.days += 1;
                span.before = before;
            }
            _ => spans.push(Span { first: day, days: 1, from, before }),
        }
        joins = usual;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Json;
    use crate::store::workspaces::{Settings, day_number};

    fn workspace(zone: &str) -> Workspace {
        let settings = Json(Settings { zone: zone.to_owned(), ..Settings::default() });
        let name = || "shop".to_owned();
        Workspace { id: 1, key: name(), name: name(), settings, created_at: Time(0), updated_at: Time(0) }
    }

    #[test]
    fn a_day_on_which_clocks_change_is_counted_alone() {
        let day = |text: &str| day_number(text.parse().unwrap());
        let (first, last) = (day("2026-10-01"), day("2026-11-20"));
        let lengths = |zone| spans(&workspace(zone), first, last).iter().map(|span| span.days).collect::<Vec<_>>();
        assert_eq!(lengths("Asia/Almaty"), [51]);
        assert_eq!(lengths("Europe/Berlin"), [24, 1, 26]);
    }

    #[test]
    fn the_spans_leave_no_gap_and_cover_each_day_once() {
        let spans = spans(&workspace("America/New_York"), 20_000, 20_365);
        assert_eq!(spans.iter().map(|span| span.days).sum::<i32>(), 366);
        assert!(spans.windows(2).all(|pair| pair[0].before == pair[1].from));
        assert!(spans.windows(2).all(|pair| pair[0].first + pair[0].days == pair[1].first));
    }

    #[test]
    fn without_a_time_it_is_the_last_thirty_days_and_a_year_is_the_most() {
        let now = Time(1_795_168_800_000);
        let of = |since: Option<i64>| {
            let wanted = Wanted { since: since.map(|days| now.plus_days(-days)), ..Wanted::default() };
            days(&workspace("UTC"), &wanted, now).map(|(first, last)| last - first + 1)
        };
        assert_eq!(of(None).unwrap(), 30);
        assert_eq!(of(Some(365)).unwrap(), 366);
        assert!(of(Some(366)).is_err() && of(Some(-2)).is_err());
    }
}
