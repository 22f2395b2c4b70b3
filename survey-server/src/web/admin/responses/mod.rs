//! The answers, newest first, with filters: those of this page, and those of a report's view that leads here.

mod find;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use url::form_urlencoded::Serializer;

use self::find::{Drill, Looked};
use super::dashboard::SurveyChoice;
use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::paging::Pages;
use super::reader::Reader;
use super::report;
use super::report::words as spans;
use super::row::{ResponseRow, Rows};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::score;
use crate::store::responses::{self, Filter, Order, evidence};
use crate::store::surveys::{self, SurveyRow};
use crate::store::workspaces::{self, day_date};
use crate::store::{Conn, Id, Time, people};
use crate::web::body;

/// So many people a search looks at.
const MOST_PEOPLE: i64 = 1000;
const PATH: &str = "/admin/responses";
const CATEGORIES: [&str; 3] = ["promoter", "passive", "detractor"];
/// The words of a view that narrow this list beyond its own filters.
const VIEW_WORDS: [&str; 7] = ["range", "from", "until", "segment", "segment[]", "question", "evidence"];

#[derive(Serialize)]
struct Content {
    /// How many there are; zero where that is not known.
    count: i64,
    q: String,
    filtered: bool,
    categories: Vec<CategoryChoice>,
    surveys: Vec<SurveyChoice>,
    responses: Vec<ResponseRow>,
    pages: Option<Pages>,
    /// By what the address narrows the list, in words.
    narrowed: Vec<String>,
    /// The words that the form keeps.
    kept: Vec<Kept>,
    /// The report that led here.
    report: Option<String>,
    notices: Vec<String>,
    /// The moment down to which answers were looked at, where that is not all.
    stopped: Option<Time>,
}

#[derive(Serialize)]
struct Kept {
    name: String,
    value: String,
}

#[derive(Serialize)]
struct CategoryChoice {
    name: &'static str,
    selected: bool,
}

/// What the address asks for.
#[derive(Clone, Debug, Default)]
struct Wanted {
    q: String,
    category: String,
    survey: String,
    score: Option<i64>,
    before: Option<Id>,
    after: Option<Id>,
    /// The whole query.
    query: String,
    /// The words of a view in it, which are kept from page to page.
    view: Vec<(String, String)>,
}

impl Wanted {
    fn of(request: &HttpRequest) -> Self {
        let mut query = body::query(request);
        let mut text = |name: &str| query.text(name).unwrap_or_default().trim().to_owned();
        let (q, category, survey) = (text("q"), text("category"), text("survey"));
        let (before, after) = (text("before").parse().ok(), text("after").parse().ok());
        let score = text("score").parse().ok();
        let words = url::form_urlencoded::parse(request.query_string().as_bytes()).into_owned();
        let view = words.filter(|(name, word)| VIEW_WORDS.contains(&name.as_str()) && !word.trim().is_empty());
        let view = view.collect();
        Wanted { q, category, survey, score, before, after, query: request.query_string().to_owned(), view }
    }

    /// A report's view leads here, or one of its bars.
    fn is_drilled(&self) -> bool {
        !self.view.is_empty() || self.score.is_some()
    }

    fn has_days(&self) -> bool {
        self.view.iter().any(|(name, _)| ["range", "from", "until"].contains(&name.as_str()))
    }

    fn link(&self, name: &str, id: Id) -> String {
        let mut query = Serializer::new(String::new());
        let (score, id) = (self.score.map(|score| score.to_string()).unwrap_or_default(), id.to_string());
        let own = [("q", &self.q), ("category", &self.category), ("survey", &self.survey), ("score", &score)];
        query.extend_pairs(own.into_iter().filter(|(_, value)| !value.is_empty()));
        query.extend_pairs(&self.view);
        query.append_pair(name, &id);
        format!("{PATH}?{}", query.finish())
    }

    /// The filters of this page.
    fn filter(&self, conn: &mut Conn, cx: &Cx, surveys: &[SurveyRow]) -> Result<Filter, Error> {
        let chosen = surveys.iter().find(|row| row.key == self.survey);
        let mut filter = Filter { survey_id: chosen.map(|row| row.id), order: Order::Newest, ..Filter::default() };
        if !self.q.is_empty() {
            let called = people::ids_with_text(conn, cx.workspace, &self.q, MOST_PEOPLE)?;
            filter.words_or_people = Some((self.q.clone(), called));
        }
        if let Some(place) = CATEGORIES.iter().position(|name| *name == self.category) {
            let mut bands = Vec::new();
            for row in surveys.iter().filter(|row| chosen.is_none_or(|chosen| chosen.id == row.id)) {
                // A survey without a scored question has no categories.
                let Ok(measure) = score::measure(conn, row.clone()) else { continue };
                let (low, high) = measure.bands()[place];
                bands.push((row.id, low as i32, high as i32));
            }
            filter.bands = Some(bands);
        }
        Ok(filter)
    }
}

/// GET /admin/responses
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let wanted = Wanted::of(&request);
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, &wanted)).await?;
    member.page(Room::Responses, "responses", StatusCode::OK, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, wanted: &Wanted) -> Result<Content, Error> {
    let surveys = surveys::list(conn, cx.workspace)?;
    let mut filter = wanted.filter(conn, cx, &surveys)?;
    let (mut narrowed, mut notices, mut report, mut drill) = (Vec::new(), Vec::new(), None, None);
    if wanted.is_drilled() {
        let found = report::understand(conn, cx, reader, &wanted.query)?;
        notices = found.notices;
        if let Some(view) = found.resolved {
            report = Some(found.view.address("/admin"));
            if wanted.has_days() {
                let today = day_date(view.workspace.day(cx.now));
                narrowed.push(spans::days(reader, view.dates(), today)?);
            }
            for segment in &view.segments {
                let dimension = found.names.dimension(&segment.dimension).unwrap_or(&segment.dimension);
                narrowed.push(format!("{dimension}: {}", found.names.value(&segment.dimension, &segment.value)));
            }
            let category = CATEGORIES.iter().position(|name| *name == wanted.category);
            let made = Drill::of(view, wanted.has_days(), category, wanted.score);
            narrowed.extend(made.words(reader, found.view.question.is_some())?);
            made.narrow(&mut filter);
            drill = Some(made);
        }
    }
    let count = match &drill {
        Some(drill) if wanted.q.is_empty() => drill.count(conn, cx)?.unwrap_or(0),
        // With words as well it is not known without looking at all of them.
        Some(_) => 0,
        None => responses::count(conn, cx.workspace, &filter)?,
    };
    let around = (wanted.before, wanted.after);
    let Looked { found, newer, older, stopped } = find::page(conn, cx, &filter, drill.as_ref(), around)?;
    let pages =
        Pages { previous: newer.map(|id| wanted.link("after", id)), next: older.map(|id| wanted.link("before", id)) };
    let workspace = workspaces::load(conn, cx.workspace)?;
    let all_surveys = reader.text("responses-all-surveys", &[])?;
    let everything = SurveyChoice { key: String::new(), name: all_surveys, selected: filter.survey_id.is_none() };
    let each = surveys.iter().map(|row| SurveyChoice {
        key: row.key.clone(),
        name: row.name.clone(),
        selected: filter.survey_id == Some(row.id),
    });
    let chosen = CATEGORIES.into_iter().find(|name| *name == wanted.category).unwrap_or("all");
    let kept = wanted.view.iter().cloned().chain(wanted.score.map(|score| ("score".to_owned(), score.to_string())));
    let anonymous = reader.text("response-anonymous", &[])?;
    Ok(Content {
        count,
        q: wanted.q.clone(),
        filtered: !wanted.q.is_empty() || chosen != "all" || filter.survey_id.is_some() || wanted.is_drilled(),
        categories: std::iter::once("all")
            .chain(CATEGORIES)
            .map(|name| CategoryChoice { name, selected: name == chosen })
            .collect(),
        surveys: std::iter::once(everything).chain(each).collect(),
        responses: Rows::new(&workspace, &anonymous).responses(conn, cx, &found)?,
        pages: (pages.previous.is_some() || pages.next.is_some()).then_some(pages),
        narrowed,
        kept: kept.map(|(name, value)| Kept { name, value }).collect(),
        report,
        notices,
        stopped,
    })
}

impl Drill {
    /// What it narrows by beside days and segments, in words.
    fn words(&self, reader: &Reader, question: bool) -> Result<Vec<String>, Error> {
        let mut words = Vec::new();
        if question {
            let args = [("question", self.view.measure.question.as_str().into())];
            words.push(reader.text("responses-question", &args)?);
        }
        if let Some(score) = self.score {
            words.push(reader.text("responses-score", &[("score", Value::from(score))])?);
        }
        if let Some(kind) = self.view.evidence {
            let word = evidence::word(kind);
            words.push(reader.text("evidence", &[("evidence", word.into())])?);
        }
        Ok(words)
    }
}
