//! What customers say who were asked again: how many are satisfied now, by how fast they were contacted and how it ended, and
//! what contact changed where a lot decided who waited.

use serde::Serialize;
use survey_core::score::{AskedAgain, Category, Confidence, Proportion, Tally, compare_shares};

use super::Measures;
use super::figure::{Answers, Share};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::score::{self, Range};
use crate::store::care::{self, Row, Span};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Time};

/// Who was asked so many days ago has had the time to answer.
const DAYS_TO_ANSWER: i64 = 7;

/// What those say who were asked again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Again {
    /// Asked again.
    pub asked: u64,
    /// Asked less than a week ago and silent: they may still answer.
    pub pending: u64,
    /// Satisfied now (7 and more of 10), of those who answered.
    pub satisfied: Share,
    /// The same of all who were asked at least a week ago, the silent taken as unhappy still.
    pub at_least: Share,
    /// Answered, of all who were asked at least a week ago.
    pub answered: Share,
    /// Their answers as a score.
    pub score: Answers,
}

/// What contact changed: satisfied of those contacted at once less satisfied of those who waited, by lot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// Contacted at once.
    pub contacted: Share,
    /// Waited for the first contact until they were asked again.
    pub waited: Share,
    /// Of those who waited, contacted before they were asked after all: the more, the smaller the difference that is seen.
    pub contacted_early: Share,
    /// The difference in whole percentage points; none below five answers on either side.
    pub points: Option<i32>,
    /// The lower end of where the true difference lies (Newcombe, 95 per cent).
    pub low: Option<i32>,
    /// The upper end.
    pub high: Option<i32>,
    /// Whether the interval leaves 0 out.
    pub is_clear: bool,
}

/// Recommendation of customers by how their problem went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// `no_problem`, `solved_fast`, `solved_late`, `unsolved`.
    pub group: &'static str,
    /// What they say.
    pub score: Answers,
}

/// What is said afterwards by minutes to the first contact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Band {
    /// Contacted after at most so many minutes, and after more than the band before; none: later.
    pub within_minutes: Option<i64>,
    /// They were never contacted.
    pub never: bool,
    /// What they say.
    pub score: Answers,
}

/// Where the bands end, in minutes.
const BANDS: [i64; 4] = [15, 60, 240, 1440];

/// What a second answer is; none where there is none, or no survey says what its number means.
fn category(row: &Row, measures: &Measures) -> Option<Category> {
    Some(match measures.get(&row.ask_survey?)?.category(row.score?.into()) {
        "promoter" => Category::Promoter,
        "passive" => Category::Passive,
        "detractor" => Category::Detractor,
        _ => return None,
    })
}

fn tally<'a>(rows: impl Iterator<Item = &'a Row>, measures: &Measures) -> Tally {
    let mut tally = Tally::default();
    for category in rows.filter_map(|row| category(row, measures)) {
        tally.count_category(category, 1);
    }
    tally
}

fn asked(row: &Row) -> bool {
    matches!(row.ask_state.as_deref(), Some("asked" | "answered"))
}

/// Whether the answer that opened the case was an unhappy one: who was satisfied all along was not won back.
fn was_unhappy(row: &Row, measures: &Measures) -> bool {
    let first = row.first_survey.and_then(|survey| measures.get(&survey)).zip(row.first_score);
    first.is_some_and(|(measure, score)| measure.category(score.into()) == "detractor")
}

/// Of these cases that an unhappy answer opened. Who waits by lot is not among them: they were not helped yet.
pub fn again(rows: &[&Row], measures: &Measures, now: Time) -> Again {
    let all = || rows.iter().copied().filter(|row| asked(row) && !row.held_out && was_unhappy(row, measures));
    let mature = |row: &Row| row.ask_due_at.is_some_and(|at| at <= now.plus_days(-DAYS_TO_ANSWER).0);
    let now_said = tally(all(), measures);
    let grown = tally(all().filter(|row| mature(row)), measures);
    let asked_long_ago = all().filter(|row| mature(row)).count() as u64;
    let pending = all().filter(|row| !mature(row) && row.ask_state.as_deref() == Some("asked")).count() as u64;
    let count = all().count() as u64;
    let of = |asked: u64, tally| AskedAgain::new(asked, tally).ok();
    let share = |proportion: Option<Proportion>| Share::of(&proportion.unwrap_or_default());
    let grown = of(asked_long_ago, grown);
    Again {
        asked: count,
        pending,
        satisfied: share(of(count, now_said).map(|again| again.satisfied())),
        at_least: share(grown.map(|again| again.worst_case())),
        answered: share(grown.map(|again| again.answered())),
        score: Answers::of(&now_said),
    }
}

/// What contact changed; none without a hold-out.
pub fn effect(rows: &[&Row], measures: &Measures) -> Option<Effect> {
    let arm = |held_out: bool| rows.iter().copied().filter(move |row| row.trial && row.held_out == held_out);
    arm(true).next()?;
    let satisfied = |held_out: bool| {
        let said = tally(arm(held_out), measures);
        Proportion::new(said.promoters + said.passives, said.n()).unwrap_or_default()
    };
    let (contacted, waited) = (satisfied(false), satisfied(true));
    let enough = contacted.base().shows_score() && waited.base().shows_score();
    let found = compare_shares(&contacted, &waited, Confidence::default()).filter(|_| enough);
    let ends = found.as_ref().map(|found| found.interval.display());
    let early = |row: &&Row| row.contacted_at.zip(row.ask_due_at).is_some_and(|(contact, ask)| contact < ask);
    Some(Effect {
        contacted: Share::of(&contacted),
        waited: Share::of(&waited),
        contacted_early: Share::new(arm(true).filter(early).count() as u64, arm(true).count() as u64),
        points: found.as_ref().map(|found| found.display),
        low: ends.map(|(low, _)| low),
        high: ends.map(|(_, high)| high),
        is_clear: found.is_some_and(|found| found.is_significant()),
    })
}

/// By how fast they were contacted.
pub fn bands(rows: &[&Row], measures: &Measures) -> Vec<Band> {
    let minutes = |row: &Row| row.contacted_at.map(|at| (at - row.tapped_at).max(0) / 60_000);
    let of = |within_minutes, never, holds: &dyn Fn(Option<i64>) -> bool| {
        let said = tally(rows.iter().copied().filter(|row| holds(minutes(row))), measures);
        Band { within_minutes, never, score: Answers::of(&said) }
    };
    let mut bands = Vec::new();
    let mut after = -1;
    for end in BANDS {
        bands.push(of(Some(end), false, &|took| took.is_some_and(|took| took > after && took <= end)));
        after = end;
    }
    bands.push(of(None, false, &|took| took.is_some_and(|took| took > after)));
    bands.push(of(None, true, &|took| took.is_none()));
    bands
}

/// By how the problem went. "No problem" are the answers of the span that opened no case and were not asked for again.
pub fn groups(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    measures: &Measures,
    span: &Span,
    days: (i32, i32),
    rows: &[&Row],
) -> Result<Vec<Group>, Error> {
    let in_time = |row: &Row| {
        let contact = row.do_not_contact || row.contacted_at.is_some_and(|at| at <= row.due_at);
        contact && row.resolved_at.is_some_and(|at| at <= row.resolve_due_at)
    };
    let of = |holds: &dyn Fn(&Row) -> bool| tally(rows.iter().copied().filter(|row| holds(row)), measures);
    let mut none = Tally::default();
    for measure in measures.values().filter(|measure| span.survey.is_none_or(|id| id == measure.row.id)) {
        if measure.is_nps() {
            let range = Range {
                since: Some(score::day_start(workspace, days.0)),
                until: Some(score::day_end(workspace, days.1)),
                ..Range::default()
            };
            none.merge(&measure.tally(&score::counts(conn, cx, workspace, measure, &range)?)?);
        }
    }
    let mut troubled = Tally::default();
    for (survey, score, count) in care::first_scores(conn, cx.workspace, span)? {
        let Some(measure) = measures.get(&survey).filter(|measure| measure.is_nps()) else { continue };
        troubled.merge(&measure.tally(&score::Counts::of(score.into(), count))?);
    }
    troubled.merge(&of(&|_| true));
    let none = Tally {
        promoters: none.promoters.saturating_sub(troubled.promoters),
        passives: none.passives.saturating_sub(troubled.passives),
        detractors: none.detractors.saturating_sub(troubled.detractors),
    };
    let groups = [
        ("no_problem", none),
        ("solved_fast", of(&|row| row.solved && in_time(row))),
        ("solved_late", of(&|row| row.solved && !in_time(row))),
        ("unsolved", of(&|row| !row.solved)),
    ];
    Ok(groups.into_iter().map(|(group, tally)| Group { group, score: Answers::of(&tally) }).collect())
}
