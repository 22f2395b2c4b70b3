//! A view of the reports: which answers, over which time, compared with what.
//!
//! The address of a page, a view that was saved, a digest, an export and the API say it in the same words, so that the
//! same words always lead to the same numbers:
//!
//! | word | |
//! |---|---|
//! | `survey` | a survey's key; otherwise the default survey |
//! | `question` | the key of a scored question; otherwise the survey's main question |
//! | `range` | `w4`, `w13` (the default), `m12`, `all`: whole weeks that end with the current one |
//! | `from`, `until` | instead of `range`: the first and the last day, `2026-11-01` |
//! | `against` | `before` (the default), `year`, `none`: what the time is compared with |
//! | `segment` | `dimension:value`, at most twice |
//! | `bucket` | `day`, `week`, `month`, `quarter`: the steps of the trend |
//! | `evidence` | `explicit` or `inferred`; otherwise whatever counts |

use jiff::civil::Date;
use survey_core::trend::Bucket;
use url::form_urlencoded;

use super::score::{self, Measure};
use super::span::{Range, Span};
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::response::survey;
use crate::store::responses::evidence;
use crate::store::workspaces::{self, Workspace, day_date, day_number};
use crate::store::{Conn, rollups};

/// Two dimensions at once are looked up among the answers; more would find next to nothing.
pub const MOST_SEGMENTS: usize = 2;

/// Fifty years: what is longer would be looked through day by day for nothing.
pub const MOST_DAYS: i32 = 18_263;

/// What a span of time is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Against {
    /// As many days before it.
    #[default]
    Before,
    /// The same weekdays of the year before: 364 days earlier.
    Year,
    /// Nothing.
    None,
}

impl Against {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Before, Self::Year, Self::None];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Year => "year",
            Self::None => "none",
        }
    }
}

/// Answers that have this value in a dimension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Segment {
    /// `channel`, `language`, `tag`, `answer.KEY`, or a property that reports are cut by.
    pub dimension: String,
    /// The value.
    pub value: String,
}

impl Segment {
    /// `dimension:value`.
    pub fn word(&self) -> String {
        format!("{}:{}", self.dimension, self.value)
    }

    /// Reads [`word`](Self::word); none where it is no segment.
    pub fn of(word: &str) -> Option<Self> {
        let (dimension, value) = word.split_once(':')?;
        let (dimension, value) = (dimension.trim(), value.trim());
        let named = !dimension.is_empty() && !value.is_empty();
        named.then(|| Segment { dimension: dimension.to_owned(), value: value.to_owned() })
    }
}

/// A view, as its address says it. See the [module](self).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words are documented in the module")]
pub struct View {
    pub survey: Option<String>,
    pub question: Option<String>,
    pub span: Span,
    pub against: Against,
    pub segments: Vec<Segment>,
    pub bucket: Option<Bucket>,
    pub evidence: Option<i32>,
}

impl View {
    /// Reads the words of an address; others are left alone, and empty ones are as if they were not there. What is wrong
    /// is said and left out, so that a page can show the rest.
    pub fn read<'a>(words: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<Problem>) {
        let (mut view, mut problems) = (View::default(), Vec::new());
        let (mut from, mut until) = (None, None);
        let mut wrong = |name: &str, message: String| problems.push(Problem::new(name, message));
        for (name, word) in words.into_iter().filter(|(_, word)| !word.trim().is_empty()) {
            let word = word.trim();
            match name {
                "survey" => view.survey = Some(word.to_owned()),
                "question" => view.question = Some(word.to_owned()),
                "range" => match Range::of(word) {
                    Some(range) => view.span = Span::Range(range),
                    None => wrong("range", format!("must be w4, w13, m12 or all, not {word:?}")),
                },
                "from" | "until" => match word.parse::<Date>() {
                    Ok(day) if name == "from" => from = Some(day),
                    Ok(day) => until = Some(day),
                    Err(_) => wrong(name, format!("must be a day such as 2026-11-20, not {word:?}")),
                },
                "against" => match Against::ALL.into_iter().find(|against| against.word() == word) {
                    Some(against) => view.against = against,
                    None => wrong("against", format!("must be before, year or none, not {word:?}")),
                },
                "segment" | "segment[]" => match Segment::of(word) {
                    Some(segment) if view.segments.contains(&segment) => {}
                    Some(segment) if view.segments.len() < MOST_SEGMENTS => view.segments.push(segment),
                    Some(_) => wrong("segment", format!("can be given {MOST_SEGMENTS} times at most")),
                    None => wrong("segment", format!("must be dimension:value, such as branch:Kazan, not {word:?}")),
                },
                "bucket" => match Bucket::ALL.into_iter().find(|bucket| bucket.word() == word) {
                    Some(bucket) => view.bucket = Some(bucket),
                    None => wrong("bucket", format!("must be day, week, month or quarter, not {word:?}")),
                },
                "evidence" => match evidence::from_word(word).filter(|found| *found != evidence::CONTRADICTED) {
                    Some(found) => view.evidence = Some(found),
                    None => wrong("evidence", format!("must be explicit or inferred, not {word:?}")),
                },
                _ => {}
            }
        }
        match (from, until) {
            (None, None) => {}
            (Some(from), Some(until)) if from > until => wrong("from", format!("{from} is after {until}")),
            (Some(from), Some(until)) if day_number(until).saturating_sub(day_number(from)) >= MOST_DAYS => {
                wrong("from", format!("{from} is more than fifty years before {until}"));
            }
            (Some(from), Some(until)) => view.span = Span::Days(from, until),
            (Some(_), None) => wrong("until", "is missing: a span of days needs both its ends".to_owned()),
            (None, Some(_)) => wrong("from", "is missing: a span of days needs both its ends".to_owned()),
        }
        view.segments.sort();
        (view, problems)
    }

    /// Reads an address's query: `survey=default&range=w13`.
    pub fn of_query(query: &str) -> (Self, Vec<Problem>) {
        let words: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        Self::read(words.iter().map(|(name, word)| (name.as_ref(), word.as_ref())))
    }

    /// The words of the view, without those that say what is so anyway: always the same for the same view.
    pub fn words(&self) -> Vec<(&'static str, String)> {
        let mut words = Vec::new();
        words.extend(self.survey.clone().map(|survey| ("survey", survey)));
        words.extend(self.question.clone().map(|question| ("question", question)));
        match self.span {
            Span::Range(range) if range == Range::default() => {}
            Span::Range(range) => words.push(("range", range.word().to_owned())),
            Span::Days(from, until) => words.extend([("from", from.to_string()), ("until", until.to_string())]),
        }
        if self.against != Against::default() {
            words.push(("against", self.against.word().to_owned()));
        }
        words.extend(self.segments.iter().map(|segment| ("segment", segment.word())));
        words.extend(self.bucket.map(|bucket| ("bucket", bucket.word().to_owned())));
        words.extend(self.evidence.map(|found| ("evidence", evidence::word(found).to_owned())));
        words
    }

    /// The words as an address's query; empty for the view that everybody begins with.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.words()).finish()
    }

    /// The address of a page of this view.
    pub fn address(&self, page: &str) -> String {
        let query = self.query();
        if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
    }

    /// The view over another span.
    #[must_use]
    pub fn over(&self, span: Span) -> Self {
        View { span, ..self.clone() }
    }

    /// The view of one more segment, in place of another of the same dimension.
    #[must_use]
    pub fn within(&self, dimension: &str, value: &str) -> Self {
        let mut view = self.clone();
        view.segments.retain(|segment| segment.dimension != dimension);
        view.segments.truncate(MOST_SEGMENTS - 1);
        view.segments.push(Segment { dimension: dimension.to_owned(), value: value.to_owned() });
        view.segments.sort();
        view
    }
}

/// A view as it stands now: the survey, the question and the days that it means.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The workspace, with its zone and its dimensions.
    pub workspace: Workspace,
    /// The question.
    pub measure: Measure,
    /// First and last day, as days since 1970.
    pub days: (i32, i32),
    /// The days that it is compared with.
    pub before: Option<(i32, i32)>,
    /// Nobody answered lately, so that the range ends with the newest answer.
    pub moved: bool,
    /// First and last day with an answer to the question, whatever the segment; none while nobody has answered.
    pub answered: Option<(i32, i32)>,
    /// Only these answers.
    pub segments: Vec<Segment>,
    /// Only of this evidence.
    pub evidence: Option<i32>,
    /// The steps of the trend.
    pub bucket: Bucket,
}

/// Finds out what a view means now. A survey or a question that there is not is an error that says so.
pub fn resolve(conn: &mut Conn, cx: &Cx, view: &View) -> Result<Resolved, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let row = survey::chosen(conn, &workspace, view.survey.as_deref())?;
    let measure = match &view.question {
        Some(question) => score::measure_of(conn, row, question)?,
        None => score::measure(conn, row)?,
    };
    let answered = rollups::span(conn, cx.workspace, measure.row.id, &measure.question)?;
    let today = workspace.day(cx.now);
    let (days, moved) = view.span.days(today, answered);
    let length = days.1 - days.0 + 1;
    let before = match view.against {
        // There is nothing before everything.
        _ if view.span == Span::Range(Range::All) => None,
        Against::Before => Some((days.0 - length, days.0 - 1)),
        Against::Year => Some((days.0 - 364, days.1 - 364)),
        Against::None => None,
    };
    let bucket = view.bucket.unwrap_or_else(|| view.span.bucket(days));
    let (segments, evidence) = (view.segments.clone(), view.evidence);
    Ok(Resolved { workspace, measure, days, before, moved, answered, segments, evidence, bucket })
}

impl Resolved {
    /// The first and the last day as dates.
    pub fn dates(&self) -> (Date, Date) {
        (day_date(self.days.0), day_date(self.days.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> View {
        let (view, problems) = View::of_query(query);
        assert_eq!(problems, Vec::new(), "{query}");
        view
    }

    #[test]
    fn an_address_says_the_whole_view_and_says_it_always_alike() {
        for query in [
            "",
            "survey=shop&question=ease&range=m12&against=year&segment=branch%3AKazan&segment=courier%3A7&bucket=month",
            "from=2026-11-01&until=2026-11-20&against=none&evidence=explicit",
        ] {
            assert_eq!(read(query).query(), query);
        }
        assert_eq!(
            read("segment=z:1&segment=a:x%3Ay&range=w13&other=1&survey=").query(),
            "segment=a%3Ax%3Ay&segment=z%3A1"
        );
        assert_eq!(read("segment=a:1").within("a", "2").within("b", "3").query(), "segment=a%3A2&segment=b%3A3");
        assert_eq!(View::default().address("/admin"), "/admin");
    }

    #[test]
    fn what_is_wrong_is_said_by_its_name_and_the_rest_is_kept() {
        for (query, path) in [
            ("range=w5", "range"),
            ("from=2026-11-31&until=2026-12-01", "from"),
            ("from=2026-11-21&until=2026-11-20", "from"),
            ("from=0001-01-01&until=9999-12-31", "from"),
            ("from=2026-11-21", "until"),
            ("until=2026-11-21", "from"),
            ("against=last", "against"),
            ("segment=Kazan", "segment"),
            ("segment=:Kazan", "segment"),
            ("segment=a:1&segment=b:2&segment=c:3", "segment"),
            ("bucket=hour", "bucket"),
            ("evidence=contradicted", "evidence"),
        ] {
            let (view, problems) = View::of_query(&format!("{query}&survey=kept"));
            assert_eq!(problems.iter().map(|problem| problem.path.as_str()).next(), Some(path), "{query}");
            assert_eq!(view.survey.as_deref(), Some("kept"));
        }
    }
}
