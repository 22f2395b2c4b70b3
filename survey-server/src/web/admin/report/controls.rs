//! What stands above the numbers of a report: one form of plain words, which works without a script.

use serde::Serialize;
use survey_core::Properties;
use survey_core::survey::pipe;
use survey_core::trend::Bucket;
use url::form_urlencoded;

use super::TABS;
use super::open::Understood;
use super::words;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::names::Names;
use crate::reporting::span::{Range, Span};
use crate::reporting::view::{Against, MOST_SEGMENTS, Resolved, Segment, View};
use crate::reporting::{saved, score};
use crate::store::workspaces::day_date;
use crate::store::{Conn, surveys};
use crate::web::admin::reader::Reader;
use crate::web::admin::role::Action;
use crate::web::admin::views::Views;

/// The context of `partial/report_controls`.
#[derive(Debug, Serialize)]
pub struct Controls {
    /// The page's address without its words.
    page: &'static str,
    /// The view's words as a query, to be put after other addresses.
    pub query: String,
    /// What the page asks beside the view: goes with every link and form that stays on it.
    more: Vec<(&'static str, String)>,
    /// The pages of the same view.
    tabs: Vec<Tab>,
    /// The surveys with a score; one is no choice.
    surveys: Vec<Choice>,
    /// The scored questions of the survey; one is no choice.
    questions: Vec<Choice>,
    /// The ranges, as links.
    ranges: Vec<RangeLink>,
    /// The word of the range that is shown, unless it is days or what everybody begins with.
    range: Option<&'static str>,
    /// The first and the last day, where the address names days.
    days: Option<(String, String)>,
    /// Survey, days and segments in words, for a page on paper.
    said: String,
    /// The days that are shown, in words.
    pub shown: String,
    /// What it is compared with.
    againsts: Vec<Choice>,
    /// The steps of the trend; empty on pages without one.
    buckets: Vec<Choice>,
    /// For each segment that can be chosen the dimensions with their values.
    segments: Vec<Cut>,
    /// The evidence that the address asks for.
    evidence: Option<String>,
    /// What may be taken out: `all`, `counts` without names and addresses, or nothing.
    exports: &'static str,
    /// What is wrong with the address, as sentences.
    notices: Vec<String>,
    /// The views under a name, as `partial/report_views` needs them.
    views: Views,
}

#[derive(Clone, Debug, Serialize)]
struct Tab {
    name: &'static str,
    href: String,
    current: bool,
}

#[derive(Clone, Debug, Serialize)]
struct RangeLink {
    name: &'static str,
    href: String,
    current: bool,
}

#[derive(Clone, Debug, Serialize)]
struct Choice {
    value: String,
    name: String,
    selected: bool,
}

/// One of the segments that can be chosen at once.
#[derive(Clone, Debug, Serialize)]
struct Cut {
    id: usize,
    groups: Vec<Group>,
}

#[derive(Clone, Debug, Serialize)]
struct Group {
    name: String,
    values: Vec<Choice>,
}

impl Controls {
    pub(super) fn of(
        conn: &mut Conn,
        cx: &Cx,
        reader: &Reader,
        page: &'static str,
        found: &Understood,
    ) -> Result<Self, Error> {
        let Understood { view, resolved, names, notices, measures } = found;
        let resolved = resolved.as_ref();
        let tabs = TABS.iter().map(|(name, path)| Tab { name, href: view.address(path), current: *path == page });
        let ranges = Range::ALL.into_iter().map(|range| RangeLink {
            name: range.word(),
            href: view.over(Span::Range(range)).address(page),
            current: view.span == Span::Range(range),
        });
        let shown = match resolved {
            Some(resolved) => words::days(reader, resolved.dates(), day_date(resolved.workspace.day(cx.now)))?,
            None => String::new(),
        };
        let mut said: Vec<String> = resolved.iter().map(|resolved| resolved.measure.row.name.clone()).collect();
        said.push(shown.clone());
        said.extend(view.segments.iter().map(|segment| names.segment(segment)));
        let shows = resolved.map(|resolved| resolved.measure.row.key.as_str());
        let surveys = measures.iter().map(|measure| Choice {
            value: measure.row.key.clone(),
            name: measure.row.name.clone(),
            selected: shows == Some(measure.row.key.as_str()),
        });
        Ok(Controls {
            page,
            query: view.query(),
            more: Vec::new(),
            tabs: tabs.collect(),
            surveys: surveys.collect(),
            questions: questions(conn, cx, reader, resolved)?,
            ranges: ranges.collect(),
            range: match view.span {
                Span::Range(range) if range != Range::default() => Some(range.word()),
                _ => None,
            },
            days: match view.span {
                Span::Days(from, until) => Some((from.to_string(), until.to_string())),
                Span::Range(_) => None,
            },
            said: said.join(" · "),
            shown,
            againsts: againsts(reader, view)?,
            buckets: buckets(reader, view)?,
            segments: segments(conn, cx, reader, view, names)?,
            evidence: view.words().into_iter().find(|(name, _)| *name == "evidence").map(|(_, word)| word),
            exports: match resolved {
                None => "",
                Some(_) if reader.may(Action::EditSurveys) => "all",
                Some(_) => "counts",
            },
            notices: notices.clone(),
            views: Views::read(conn, cx, reader, view, page)?,
        })
    }

    /// The same for a page without a trend.
    #[must_use]
    pub fn without_steps(self) -> Self {
        Controls { buckets: Vec::new(), ..self }
    }

    /// The same for a page that asks for more than a view: what is not empty goes with every link and form that stays on
    /// the page.
    #[must_use]
    pub fn asking(mut self, more: &[(&'static str, &str)]) -> Self {
        let more = more.iter().filter(|(_, word)| !word.is_empty());
        self.more = more.map(|(name, word)| (*name, (*word).to_owned())).collect();
        if let Some((_, by)) = self.more.iter().find(|(name, _)| *name == saved::BY) {
            self.views = self.views.cut_by(by);
        }
        for link in &mut self.ranges {
            for (name, word) in &self.more {
                let word: String = form_urlencoded::byte_serialize(word.as_bytes()).collect();
                let joint = if link.href.contains('?') { '&' } else { '?' };
                link.href = format!("{}{joint}{name}={word}", link.href);
            }
        }
        self
    }

    /// The same with one more sentence about what is not as the address says.
    #[must_use]
    pub fn saying(mut self, notice: String) -> Self {
        self.notices.push(notice);
        self
    }
}

fn questions(conn: &mut Conn, cx: &Cx, reader: &Reader, resolved: Option<&Resolved>) -> Result<Vec<Choice>, Error> {
    let Some(resolved) = resolved else { return Ok(Vec::new()) };
    let row = &resolved.measure.row;
    let survey = surveys::definition(conn, cx.workspace, row.id, row.version)?;
    let main = survey.main_question().map(|main| main.key.clone());
    let choices = score::measures(conn, row)?.into_iter().filter_map(|measure| {
        let question = survey.questions().iter().find(|question| question.key == measure.question)?;
        let text = pipe(question.text.get(reader.language(), survey.language()), &Properties::default());
        let selected = measure.question == resolved.measure.question;
        // The main question is what everybody begins with: its address stays short.
        let value = if main.as_deref() == Some(&measure.question) { String::new() } else { measure.question };
        Some(Choice { value, name: text, selected })
    });
    Ok(choices.collect())
}

fn againsts(reader: &Reader, view: &View) -> Result<Vec<Choice>, Error> {
    let choice = |against: Against| {
        let name = reader.text("report-against", &[("against", against.word().into())])?;
        let value = if against == Against::default() { String::new() } else { against.word().to_owned() };
        Ok(Choice { value, name, selected: against == view.against })
    };
    Against::ALL.into_iter().map(choice).collect()
}

fn buckets(reader: &Reader, view: &View) -> Result<Vec<Choice>, Error> {
    let choice = |bucket: Option<Bucket>| {
        let name = reader.text("report-bucket", &[("bucket", bucket.map_or("auto", Bucket::word).into())])?;
        let value = bucket.map_or_else(String::new, |bucket| bucket.word().to_owned());
        Ok(Choice { value, name, selected: bucket == view.bucket })
    };
    std::iter::once(None).chain(Bucket::ALL.into_iter().map(Some)).map(choice).collect()
}

/// A second segment can be chosen once there is a first.
fn segments(conn: &mut Conn, cx: &Cx, reader: &Reader, view: &View, names: &Names) -> Result<Vec<Cut>, Error> {
    let mut all = Vec::new();
    for (dimension, name) in names.dimensions() {
        let values = names.values(conn, cx, dimension)?;
        if !values.is_empty() || view.segments.iter().any(|segment| segment.dimension == dimension) {
            all.push((dimension, name, values));
        }
    }
    let mut cuts = Vec::new();
    for id in 0..MOST_SEGMENTS.min(view.segments.len() + 1) {
        let chosen = view.segments.get(id);
        let mut groups = Vec::new();
        for (dimension, name, values) in &all {
            let mut values = values.clone();
            // There may be more values than are listed here.
            let here = chosen.filter(|chosen| chosen.dimension == *dimension && !values.contains(&chosen.value));
            values.extend(here.map(|chosen| chosen.value.clone()));
            let choice = |value: String| {
                let segment = Segment { dimension: (*dimension).to_owned(), value };
                let name = names.value(dimension, &segment.value).to_owned();
                Choice { value: segment.word(), name, selected: chosen == Some(&segment) }
            };
            groups.push(Group { name: (*name).to_owned(), values: values.into_iter().map(choice).collect() });
        }
        if let Some(unknown) = chosen.filter(|chosen| all.iter().all(|(found, ..)| *found != chosen.dimension)) {
            let choice = Choice { value: unknown.word(), name: unknown.value.clone(), selected: true };
            groups.push(Group { name: unknown.dimension.clone(), values: vec![choice] });
        }
        if !groups.is_empty() {
            let everybody = reader.text("report-everybody", &[("place", id.into())])?;
            let choice = Choice { value: String::new(), name: everybody, selected: chosen.is_none() };
            groups.insert(0, Group { name: String::new(), values: vec![choice] });
            cuts.push(Cut { id: id + 1, groups });
        }
    }
    Ok(cuts)
}
