//! The answers, newest first, with filters.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::dashboard::SurveyChoice;
use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::paging::{Pages, address};
use super::row::{ResponseRow, Rows};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::score;
use crate::store::responses::{self, Filter, Order, Response};
use crate::store::surveys::{self, SurveyRow};
use crate::store::{Conn, Id, people, workspaces};
use crate::web::body;

/// Answers on a page.
const PER_PAGE: i64 = 50;
/// So many people a search looks at.
const MOST_PEOPLE: i64 = 1000;
const PATH: &str = "/admin/responses";
const CATEGORIES: [&str; 3] = ["promoter", "passive", "detractor"];

#[derive(Serialize)]
struct Content {
    count: i64,
    q: String,
    filtered: bool,
    categories: Vec<CategoryChoice>,
    surveys: Vec<SurveyChoice>,
    responses: Vec<ResponseRow>,
    pages: Option<Pages>,
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
    before: Option<Id>,
    after: Option<Id>,
}

impl Wanted {
    fn of(request: &HttpRequest) -> Self {
        let mut query = body::query(request);
        let mut text = |name: &str| query.text(name).unwrap_or_default().trim().to_owned();
        Wanted {
            q: text("q"),
            category: text("category"),
            survey: text("survey"),
            before: text("before").parse().ok(),
            after: text("after").parse().ok(),
        }
    }

    fn link(&self, name: &str, id: Id) -> String {
        let id = id.to_string();
        address(PATH, &[("q", &self.q), ("category", &self.category), ("survey", &self.survey), (name, &id)])
    }

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
    let anonymous = member.reader.text("response-anonymous", &[])?;
    let all_surveys = member.reader.text("responses-all-surveys", &[])?;
    let content = member.read(move |conn, cx| content(conn, cx, &wanted, &anonymous, all_surveys)).await?;
    member.page(Room::Responses, "responses", StatusCode::OK, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, wanted: &Wanted, anonymous: &str, all_surveys: String) -> Result<Content, Error> {
    let surveys = surveys::list(conn, cx.workspace)?;
    let filter = wanted.filter(conn, cx, &surveys)?;
    let (found, pages) = page(conn, cx, wanted, &filter)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let everything = SurveyChoice { key: String::new(), name: all_surveys, selected: filter.survey_id.is_none() };
    let each = surveys.iter().map(|row| SurveyChoice {
        key: row.key.clone(),
        name: row.name.clone(),
        selected: filter.survey_id == Some(row.id),
    });
    let chosen = CATEGORIES.into_iter().find(|name| *name == wanted.category).unwrap_or("all");
    Ok(Content {
        count: responses::count(conn, cx.workspace, &filter)?,
        q: wanted.q.clone(),
        filtered: !wanted.q.is_empty() || chosen != "all" || filter.survey_id.is_some(),
        categories: std::iter::once("all")
            .chain(CATEGORIES)
            .map(|name| CategoryChoice { name, selected: name == chosen })
            .collect(),
        surveys: std::iter::once(everything).chain(each).collect(),
        responses: Rows::new(&workspace, anonymous).responses(conn, cx, &found)?,
        pages,
    })
}

/// One page by its neighbour, newest first: a list that grows while one reads does not shift.
fn page(conn: &mut Conn, cx: &Cx, wanted: &Wanted, filter: &Filter) -> Result<(Vec<Response>, Option<Pages>), Error> {
    let neighbour = match wanted.before.or(wanted.after) {
        Some(id) => responses::find(conn, cx.workspace, id)?.map(|row| (row.answered_at, row.id)),
        None => None,
    };
    let backwards = wanted.before.is_none() && wanted.after.is_some();
    let filter = Filter {
        older_than: neighbour.filter(|_| !backwards),
        newer_than: neighbour.filter(|_| backwards),
        order: if backwards { Order::Oldest } else { Order::Newest },
        ..filter.clone()
    };
    let mut found = responses::list(conn, cx.workspace, &filter, 0, PER_PAGE + 1)?;
    let more = found.len() as i64 > PER_PAGE;
    found.truncate(PER_PAGE.unsigned_abs() as usize);
    if backwards {
        found.reverse();
    }
    let (newer, older) = if backwards { (more, true) } else { (neighbour.is_some(), more) };
    let previous = found.first().filter(|_| newer).map(|row| wanted.link("after", row.id));
    let next = found.last().filter(|_| older).map(|row| wanted.link("before", row.id));
    let pages = (previous.is_some() || next.is_some()).then_some(Pages { previous, next });
    Ok((found, pages))
}
