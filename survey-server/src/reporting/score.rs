//! The score of a survey over a span of time, read from the roll-ups.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use survey_core::score::{Histogram, Tally};

use crate::clock::Cx;
use crate::error::Error;
use crate::store::rollups::{self, Query};
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Time, responses, surveys};

/// What is measured: the main question of a survey.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The survey.
    pub row: SurveyRow,
    /// The question's key.
    pub question: String,
    /// What kind of question, in core's word: `nps`, `csat`…
    pub kind: &'static str,
    /// Lowest and highest answer.
    pub scale: (i64, i64),
}

/// How many answers of each value there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<i64, u64>);

/// The main question of a survey; an error when it has none that is a score.
pub fn measure(conn: &mut Conn, row: SurveyRow) -> Result<Measure, Error> {
    let survey = surveys::definition(conn, row.workspace_id, row.id, row.version)?;
    let main = survey.main_question().ok_or_else(|| Error::invalid("survey", "has no question that is a score"))?;
    let scale = main.kind.scale().ok_or_else(|| Error::invalid("survey", "has no question that is a score"))?;
    Ok(Measure { question: main.key.clone(), kind: main.kind.name(), scale: (*scale.start(), *scale.end()), row })
}

/// The main questions of the surveys that have a score; of those without there is nothing to report.
pub fn main_measures(conn: &mut Conn, surveys: impl IntoIterator<Item = SurveyRow>) -> Result<Vec<Measure>, Error> {
    let mut measures = Vec::new();
    for row in surveys {
        match measure(conn, row) {
            Ok(measure) => measures.push(measure),
            Err(Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(measures)
}

/// Another scored question of a survey; an error that says so when it has none of that key, or one that is no score.
pub fn measure_of(conn: &mut Conn, row: SurveyRow, question: &str) -> Result<Measure, Error> {
    let found = measures(conn, &row)?.into_iter().find(|measure| measure.question == question);
    found.ok_or_else(|| {
        Error::invalid("question", format!("the survey {:?} has no scored question {question:?} now", row.key))
    })
}

/// All scored questions of a survey as it stands now, in its order.
pub fn measures(conn: &mut Conn, row: &SurveyRow) -> Result<Vec<Measure>, Error> {
    let survey = surveys::definition(conn, row.workspace_id, row.id, row.version)?;
    let scored = survey.questions().iter().filter_map(|question| {
        let scale = question.kind.scale()?;
        Some(Measure {
            question: question.key.clone(),
            kind: question.kind.name(),
            scale: (*scale.start(), *scale.end()),
            row: row.clone(),
        })
    });
    Ok(scored.collect())
}

impl Measure {
    /// Whether the score is a net promoter score.
    pub fn is_nps(&self) -> bool {
        self.kind == "nps"
    }

    /// The counts as a histogram over the whole scale; values off the scale are left out.
    pub fn histogram(&self, counts: &Counts) -> Result<Histogram, Error> {
        let mut histogram = Histogram::new(self.scale.0..=self.scale.1).map_err(Error::internal)?;
        for (value, times) in counts.0.range(self.scale.0..=self.scale.1) {
            histogram.count_times(*value, *times).map_err(Error::internal)?;
        }
        Ok(histogram)
    }

    /// The counts as promoters, passives and detractors; nothing for a scale that is not 0 to 10.
    pub fn tally(&self, counts: &Counts) -> Result<Tally, Error> {
        Ok(self.histogram(counts)?.tally().unwrap_or_default())
    }
}

impl Counts {
    /// So many answers of one value.
    pub fn of(value: i64, times: i64) -> Self {
        Counts(BTreeMap::from([(value, times.max(0).unsigned_abs())]))
    }

    /// All answers.
    pub fn n(&self) -> u64 {
        self.0.values().sum()
    }

    /// The answers of each value.
    pub fn by_value(&self) -> impl Iterator<Item = (i64, u64)> {
        self.0.iter().map(|(value, times)| (*value, *times))
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        for (value, times) in more.0 {
            *self.0.entry(value).or_default() += times;
        }
    }
}

/// Which answers to count.
#[derive(Clone, Debug, Default)]
pub struct Range {
    /// Answered at or after.
    pub since: Option<Time>,
    /// Answered at or before.
    pub until: Option<Time>,
    /// Only by this channel.
    pub channel: Option<String>,
    /// Only of this evidence.
    pub evidence: Option<i32>,
}

/// The counts of a measure over a range of time. Whole days are read from the roll-ups, a day that the range cuts
/// from the answers.
pub fn counts(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    measure: &Measure,
    range: &Range,
) -> Result<Counts, Error> {
    let mut counts = Counts::default();
    let Some((first, last)) = rollups::span(conn, cx.workspace, measure.row.id, &measure.question)? else {
        return Ok(counts);
    };
    let (mut from, mut until) = (first, last);
    if let Some(since) = range.since {
        let day = workspace.day(since);
        if day >= from && since > day_start(workspace, day) {
            let end = range.until.unwrap_or(Time(i64::MAX)).min(day_end(workspace, day));
            edge(conn, cx, measure, since, end, range, &mut counts)?;
            from = day + 1;
        } else {
            from = from.max(day);
        }
    }
    if let Some(at) = range.until {
        let day = workspace.day(at);
        if day >= from && day <= until && at < day_end(workspace, day) {
            edge(conn, cx, measure, day_start(workspace, day), at, range, &mut counts)?;
            until = day - 1;
        } else {
            until = until.min(day);
        }
    }
    let segment = range.channel.as_deref().map(|channel| ("channel", channel));
    let query = Query {
        survey_id: measure.row.id,
        question: &measure.question,
        segment,
        from,
        until,
        evidence: range.evidence,
    };
    if from <= until {
        for (_, value, count) in rollups::by_day(conn, cx.workspace, &query)? {
            counts += Counts::of(value.into(), count);
        }
    }
    Ok(counts)
}

fn edge(
    conn: &mut Conn,
    cx: &Cx,
    measure: &Measure,
    from: Time,
    until: Time,
    range: &Range,
    counts: &mut Counts,
) -> Result<(), Error> {
    let channel = range.channel.as_deref();
    for (value, count) in responses::counts(conn, cx.workspace, measure.row.id, (from, until), channel, range.evidence)?
    {
        *counts += Counts::of(value.unwrap_or(i32::MIN).into(), count);
    }
    Ok(())
}

/// The first moment of a day in the workspace's zone.
pub fn day_start(workspace: &Workspace, day: i32) -> Time {
    workspace.day_begins(day)
}

/// The last moment of a day in the workspace's zone.
pub fn day_end(workspace: &Workspace, day: i32) -> Time {
    day_start(workspace, day + 1).plus_ms(-1)
}
