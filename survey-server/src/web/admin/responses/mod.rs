//! The answers, newest first, with filters: those of this page, and those of a report's view that leads here.

mod find;
mod said;
mod words;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;
use url::form_urlencoded::Serializer;

use self::find::{Drill, Looked};
use self::words::Words;
use super::dashboard::SurveyChoice;
use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::paging::Pages;
use super::reader::Reader;
use super::report;
use super::report::words as spans;
use super::role::Action;
use super::row::{ResponseRow, Rows};
use super::segments::cut;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::behind::{self, CATEGORIES, Group};
use crate::reporting::score::{self, Measure};
use crate::store::responses::{self, Filter, Order};
use crate::store::surveys::{self, SurveyRow};
use crate::store::workspaces::{self, day_date};
use crate::store::{Conn, Id, Time};
use crate::web::body;

/// So many people a search looks at.
const MOST_PEOPLE: i64 = 1000;
const PATH: &str = "/admin/responses";
/// The words of a view that narrow this list beyond its own filters.
const VIEW_WORDS: [&str; 8] = ["range", "from", "until", "against", "segment", "segment[]", "question", "evidence"];
/// So many answers are counted; of more it is only said that they are more.
const MOST_COUNTED: i64 = 10_000;

#[derive(Serialize)]
struct Content {
    /// How many there are; zero where that is not known.
    count: i64,
    /// There are more than were counted.
    is_more: bool,
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
    /// These answers as a file, without its ending and its dot; none where they cannot be taken out so.
    file: Option<(String, String)>,
    notices: Vec<String>,
    /// The moment down to which answers were looked at, where that is not all.
    stopped: Option<Time>,
    /// The words are found by the index, and that is behind.
    behind: bool,
    /// The words were looked for in the properties of the newest answers only.
    properties_cut: bool,
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
#[derive(Clone, Debug)]
struct Wanted {
    q: String,
    category: String,
    survey: String,
    score: Option<i64>,
    before: Option<Id>,
    after: Option<Id>,
    /// The whole query.
    query: String,
    /// The words of a view and of a group in it, which are kept from page to page.
    view: Vec<(String, String)>,
    /// The group that it names, or the word that names none.
    group: Result<Option<Group>, &'static str>,
}

impl Wanted {
    fn of(request: &HttpRequest) -> Self {
        let mut query = body::query(request);
        let mut text = |name: &str| query.text(name).unwrap_or_default().trim().to_owned();
        let (q, category, survey) = (text("q"), text("category"), text("survey"));
        let (before, after) = (text("before").parse().ok(), text("after").parse().ok());
        let score = text("score").parse().ok();
        let words = url::form_urlencoded::parse(request.query_string().as_bytes()).into_owned();
        let is_kept = |name: &str| VIEW_WORDS.contains(&name) || Group::WORDS.contains(&name);
        let view: Vec<(String, String)> =
            words.filter(|(name, word)| is_kept(name) && !word.trim().is_empty()).collect();
        let group = Group::read(view.iter().filter_map(|(name, word)| {
            let name = Group::WORDS.into_iter().find(|known| known == name)?;
            Some((name, word.as_str()))
        }));
        Wanted { q, category, survey, score, before, after, query: request.query_string().to_owned(), view, group }
    }

    /// A report's view leads here, or one of its bars.
    fn is_drilled(&self) -> bool {
        !self.view.is_empty() || self.score.is_some()
    }

    fn has_days(&self) -> bool {
        self.view.iter().any(|(name, _)| ["range", "from", "until"].contains(&name.as_str()))
    }

    fn link(&self, name: &str, id: Id) -> String {
        let first = self.first();
        format!("{first}{}{name}={id}", if first.contains('?') { '&' } else { '?' })
    }

    /// The list from its beginning.
    fn first(&self) -> String {
        match self.words().finish().as_str() {
            "" => PATH.to_owned(),
            query => format!("{PATH}?{query}"),
        }
    }

    /// All that narrows the list.
    fn words(&self) -> Serializer<'static, String> {
        let mut query = Serializer::new(String::new());
        let score = self.score.map(|score| score.to_string()).unwrap_or_default();
        let own = [("q", &self.q), ("category", &self.category), ("survey", &self.survey), ("score", &score)];
        query.extend_pairs(own.into_iter().filter(|(_, value)| !value.is_empty()));
        query.extend_pairs(&self.view);
        query
    }

    /// The address of these answers as a file, before and after its ending.
    fn file(&self) -> (String, String) {
        let mut query = self.words();
        if !self.has_days() {
            // A list without days has no end; a view without them would have thirteen weeks.
            query.append_pair("range", "all");
        }
        ("/admin/export/list.".to_owned(), format!("?{}", query.finish()))
    }

    /// The filters of this page.
    fn filter(&self, conn: &mut Conn, surveys: &[SurveyRow]) -> Result<Filter, Error> {
        let chosen = surveys.iter().find(|row| row.key == self.survey);
        let mut filter = Filter { survey_id: chosen.map(|row| row.id), order: Order::Newest, ..Filter::default() };
        if let Some(place) = CATEGORIES.iter().position(|name| *name == self.category) {
            let shown = surveys.iter().filter(|row| chosen.is_none_or(|chosen| chosen.id == row.id)).cloned();
            let band = |measure: &Measure| {
                let (low, high) = measure.bands()[place];
                (measure.row.id, low as i32, high as i32)
            };
            filter.bands = Some(score::main_measures(conn, shown)?.iter().map(band).collect());
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
    let mut filter = wanted.filter(conn, &surveys)?;
    let Told { narrowed, notices, report, drill } = told(conn, cx, reader, wanted, &mut filter)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let words = Words::sought(conn, cx, &workspace, wanted, &mut filter)?;
    let (count, is_more) = count(conn, cx, wanted, &filter, drill.as_ref())?;
    let is_more = is_more || drill.is_none() && words.as_ref().is_some_and(|words| words.more.is_some());
    let file = drill.as_ref().filter(|_| wanted.q.is_empty() && reader.may(Action::EditSurveys)).map(|_| wanted.file());
    let around = (wanted.before, wanted.after.filter(|_| words.is_none()));
    let Looked { found, newer, older, stopped } = find::page(conn, cx, &filter, drill.as_ref(), around)?;
    let (pages, stopped) = match words.as_ref() {
        None => {
            let previous = newer.map(|id| wanted.link("after", id));
            (Pages { previous, next: older.map(|id| wanted.link("before", id)) }, stopped)
        }
        // Found from the newest back; the way to newer ones begins anew.
        Some(words) => {
            let stopped = stopped.or(words.more.filter(|_| older.is_none()).map(|(at, _)| at));
            let next = older.or(words.more.map(|(_, id)| id)).map(|id| wanted.link("before", id));
            (Pages { previous: wanted.before.map(|_| wanted.first()), next }, stopped)
        }
    };
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
        is_more,
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
        file,
        notices,
        stopped,
        behind: words.as_ref().is_some_and(|words| words.behind),
        properties_cut: words.as_ref().is_some_and(|words| words.properties_cut),
    })
}

/// What an address narrows the list by.
#[derive(Default)]
struct Told {
    narrowed: Vec<String>,
    notices: Vec<String>,
    report: Option<String>,
    drill: Option<Drill>,
}

/// Understands the view and the group of an address, and narrows the filter by them.
fn told(conn: &mut Conn, cx: &Cx, reader: &Reader, wanted: &Wanted, filter: &mut Filter) -> Result<Told, Error> {
    let mut told = Told::default();
    if !wanted.is_drilled() {
        return Ok(told);
    }
    let found = report::understand(conn, cx, reader, &wanted.query)?;
    told.notices = found.notices;
    let Some(view) = found.resolved else { return Ok(told) };
    if wanted.has_days() {
        let today = day_date(view.workspace.day(cx.now));
        told.narrowed.push(spans::days(reader, view.dates(), today)?);
    }
    for segment in &view.segments {
        told.narrowed.push(found.names.segment(segment));
    }
    let category = CATEGORIES.iter().position(|name| *name == wanted.category);
    let mut made = Drill::of(view, wanted.has_days(), category, wanted.score);
    told.narrowed.extend(said::more(reader, &made, found.view.question.is_some())?);
    told.report = Some(said::report(&found.view, wanted.group.as_ref().ok().and_then(Option::as_ref)));
    match &wanted.group {
        Ok(None) => {}
        Ok(Some(group)) => {
            told.narrowed.push(said::group(reader, &found.names, group)?);
            let behind = behind::behind(conn, cx, &made.view, group)?;
            if behind.is_none() {
                told.notices.push(reader.text("loyalty-not-both", &[])?);
            }
            if let Some((day, most)) = behind.as_ref().and_then(|found| Some((found.cut_at?, found.most))) {
                told.notices.push(cut(reader, day, most)?);
            }
            made.behind = Some(behind.unwrap_or_default());
        }
        Err(word) => told.notices.push(reader.text("responses-group-unknown", &[("word", (*word).into())])?),
    }
    made.narrow(filter);
    told.drill = Some(made);
    Ok(told)
}

/// How many there are, and whether there are more; zero where that is not known.
fn count(
    conn: &mut Conn,
    cx: &Cx,
    wanted: &Wanted,
    filter: &Filter,
    drill: Option<&Drill>,
) -> Result<(i64, bool), Error> {
    match drill {
        Some(drill) if wanted.q.is_empty() => Ok((drill.count(conn, cx)?.unwrap_or(0), false)),
        // With words as well it is not known without looking at all of them.
        Some(_) => Ok((0, false)),
        None => {
            let found = responses::at_most(conn, cx.workspace, filter, MOST_COUNTED + 1)?;
            Ok((found.min(MOST_COUNTED), found > MOST_COUNTED))
        }
    }
}
