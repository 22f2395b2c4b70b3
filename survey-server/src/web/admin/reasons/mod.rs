//! The room "Reasons": what goes with the score, what people write about, and their comments to search.

mod shown;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;

use self::shown::{CommentLine, DriverLine, GroupShown, Place, TermLine};
use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::reader::Reader;
use super::report::{self, Controls};
use super::role::Action;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::comments::{find, terms};
use crate::reporting::drivers;
use crate::reporting::words::Query;
use crate::store::{Conn, Id};
use crate::web::api::listing;
use crate::web::body;

/// The page's address.
pub const PATH: &str = "/admin/reasons";
/// Comments on a page.
const PER_PAGE: usize = 20;

#[derive(Serialize)]
struct Content {
    controls: Controls,
    /// Nobody wrote or chose anything in this view.
    empty: bool,
    headline: String,
    answers: u64,
    /// Answers or comments before this day were not looked at.
    answers_cut: Option<String>,
    comments_cut: Option<String>,
    drivers: Vec<DriverLine>,
    counted: Vec<DriverLine>,
    groups: Vec<GroupShown>,
    texts: usize,
    week: u64,
    /// The week's comments, or those of the weeks before, were read back to this day only.
    week_cut: Option<String>,
    before_cut: Option<String>,
    new: Vec<TermLine>,
    q: String,
    /// What was typed holds no word.
    no_words: bool,
    comments: Vec<CommentLine>,
    next: Option<String>,
    first: Option<String>,
    /// The index of comments is behind.
    behind: bool,
    /// The view's words, for the search form.
    hidden: Vec<(&'static str, String)>,
    may_set: bool,
}

/// What the address asks for beside the view.
struct Asked {
    q: String,
    cursor: String,
    query: String,
}

/// GET /admin/reasons
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let mut query = body::query(&request);
    let mut text = |name: &str| query.text(name).unwrap_or_default().trim().to_owned();
    let asked = Asked { q: text("q"), cursor: text("cursor"), query: request.query_string().to_owned() };
    let reader = member.reader.clone();
    let content = member.read(move |conn, cx| content(conn, cx, &reader, asked)).await?;
    member.page(Room::Overview, "reasons", StatusCode::OK, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, asked: Asked) -> Result<Content, Error> {
    let opened = report::open(conn, cx, reader, PATH, &asked.query)?;
    let words = Query::of(&asked.q);
    let no_words = words.is_empty() && !asked.q.is_empty();
    let mut content = Content {
        controls: opened.controls.without_steps(),
        empty: true,
        headline: String::new(),
        answers: 0,
        answers_cut: None,
        comments_cut: None,
        drivers: Vec::new(),
        counted: Vec::new(),
        groups: Vec::new(),
        texts: 0,
        week: 0,
        week_cut: None,
        before_cut: None,
        new: Vec::new(),
        no_words,
        comments: Vec::new(),
        next: None,
        first: None,
        behind: false,
        hidden: opened.view.words(),
        may_set: reader.may(Action::ChangeSettings),
        q: asked.q,
    };
    let Some(view) = &opened.resolved else { return Ok(content) };
    let found = drivers::drivers(conn, cx, view)?;
    let written = terms::terms(conn, cx, view)?;
    let after = listing::number_place(&asked.cursor);
    let page = if no_words { find::Page::default() } else { find::find(conn, cx, view, &words, after, PER_PAGE)? };
    let link = |cursor: Option<&str>| {
        let mut words = opened.view.words();
        words.extend((!content.q.is_empty()).then(|| ("q", content.q.clone())));
        words.extend(cursor.map(|cursor| ("cursor", cursor.to_owned())));
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(words).finish();
        format!("{PATH}?{query}#comments")
    };
    content.next = page.next.map(|(day, number)| link(Some(&listing::place_of_number(day, number))));
    content.behind = page.behind;
    content.first = after.map(|_| link(None));
    let people = page.hits.iter().filter_map(|hit| hit.answer.person_id).collect::<Vec<Id>>();
    content.comments = shown::comments(conn, cx, reader, view, &page.hits, &people)?;
    content.headline = shown::headline(reader, &opened.names, &found)?;
    content.answers = found.answers;
    content.answers_cut = found.cut_at.map(shown::date);
    content.comments_cut = written.cut_at.map(shown::date);
    let at = Place { view: &opened.view, days: view.days, names: &opened.names };
    content.drivers = shown::drivers(&at, &found);
    content.counted = shown::counted(&at, &found);
    content.texts = written.texts;
    content.week = written.fresh.texts;
    content.week_cut = written.fresh.cut_at.map(shown::date);
    content.before_cut = written.fresh.before_cut_at.map(shown::date);
    content.new = shown::fresh(&opened.view, &written.fresh);
    content.groups = shown::groups(&opened.view, &view.measure, &written.groups);
    content.empty = found.drivers.is_empty() && found.counted.is_empty() && written.texts == 0;
    Ok(content)
}
