//! The public badge and the testimonials: switched on, shown as they are, words chosen from what customers allowed.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{id_of, sentences};
use crate::account::settings_document::{self, Part};
use crate::error::Error;
use crate::render::Language;
use crate::response::testimonial::{self, Candidate};
use crate::store::comments::Place;
use crate::store::testimonials::State;
use crate::store::{Conn, Id, Time, surveys, workspaces};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::api::listing;
use crate::web::body;

const PATH: &str = "/admin/settings/badge";

#[derive(Serialize)]
struct Content {
    problem: Option<String>,
    active: bool,
    /// The badge's address without what the server is called; empty while it is off.
    image: String,
    page: String,
    snippet: String,
    surveys: Vec<Choice>,
    languages: Vec<Choice>,
    asked: bool,
    candidates: Vec<Line>,
    older: Option<String>,
    filtered: bool,
}

#[derive(Serialize)]
struct Choice {
    key: String,
    name: String,
    selected: bool,
}

/// An answer whose words may be published.
#[derive(Serialize)]
struct Line {
    id: Id,
    at: Time,
    author: String,
    comment: String,
    /// What stands in the field.
    words: String,
    published: bool,
    problem: Option<String>,
}

/// What was typed and is wrong.
#[derive(Default)]
struct Refused {
    whole: Option<String>,
    words: Option<(Id, String, String)>,
}

/// GET /admin/settings/badge
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let before = body::query(&request).text("before").and_then(|text| listing::number_place(&text));
    page(&member, StatusCode::OK, before, Refused::default()).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    before: Option<Place>,
    refused: Refused,
) -> Result<HttpResponse, AdminError> {
    let default = member.reader.text("badge-default-survey", &[])?;
    let own = member.reader.text("badge-own-language", &[])?;
    let base = member.app.config.public_url.clone();
    let content = member.read(move |conn, cx| {
        let workspace = workspaces::load(conn, cx.workspace)?;
        let badge = workspace.settings.0.badge.clone();
        let asking = testimonial::asking(conn, cx)?;
        let found = testimonial::candidates(conn, cx, &asking, before)?;
        let (image, page) = (format!("/badge/{}.svg", workspace.key), format!("/badge/{}/testimonials", workspace.key));
        Ok(Content {
            problem: refused.whole,
            active: badge.active,
            snippet: format!(
                "<a href=\"{base}{page}\"><img src=\"{base}{image}\" alt=\"{}\" loading=\"lazy\"></a>",
                escaped(workspace.company())
            ),
            image,
            page,
            surveys: survey_choices(conn, workspace.id, badge.survey.as_deref(), default)?,
            languages: languages(badge.language.as_deref(), own),
            asked: !asking.is_empty(),
            candidates: found.found.into_iter().map(|one| line(one, refused.words.as_ref())).collect(),
            older: found.next.map(|(day, number)| format!("{PATH}?before={}", listing::place_of_number(day, number))),
            filtered: before.is_some(),
        })
    });
    let content = content.await?;
    member.page(Room::Settings, "settings_badge", status, &content).await
}

/// Text between the quotes of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn survey_choices(
    conn: &mut Conn,
    workspace: i32,
    chosen: Option<&str>,
    default: String,
) -> Result<Vec<Choice>, Error> {
    let first = Choice { key: String::new(), name: default, selected: chosen.is_none() };
    let rows = surveys::list(conn, workspace)?.into_iter();
    let choice = |row: surveys::SurveyRow| Choice { selected: chosen == Some(&row.key), key: row.key, name: row.name };
    Ok(std::iter::once(first).chain(rows.map(choice)).collect())
}

fn languages(chosen: Option<&str>, own: String) -> Vec<Choice> {
    let first = Choice { key: String::new(), name: own, selected: chosen.is_none() };
    let choice = |language: Language| Choice {
        key: language.tag().to_owned(),
        name: language.tag().to_owned(),
        selected: chosen == Some(language.tag()),
    };
    std::iter::once(first).chain(Language::ALL.into_iter().map(choice)).collect()
}

fn line(one: Candidate, refused: Option<&(Id, String, String)>) -> Line {
    let comment = one.response.comment.clone().unwrap_or_default();
    let refused = refused.filter(|(id, ..)| *id == one.response.id);
    let decided = one.decided.as_ref();
    let words = match refused {
        Some((_, typed, _)) => typed.clone(),
        None => decided
            .filter(|decided| !decided.words.is_empty())
            .map_or_else(|| comment.clone(), |decided| decided.words.clone()),
    };
    Line {
        id: one.response.id,
        at: one.response.answered_at,
        author: one.author,
        words,
        comment,
        published: decided.is_some_and(|decided| decided.state == State::Published),
        problem: refused.map(|(_, _, problem)| problem.clone()),
    }
}

/// POST /admin/settings/badge
pub async fn send(member: Member, form: Form) -> AdminResult {
    let given = |name: &str| Some(form.text(name)).filter(|text| !text.is_empty());
    let mut document = Map::new();
    let badge =
        json!({"active": !form.text("active").is_empty(), "survey": given("survey"), "language": given("language")});
    document.insert("badge".to_owned(), badge);
    let actor = member.actor();
    let saved =
        member.write(move |conn, cx| settings_document::change(conn, cx, Part::All, &document, None, &actor).map(drop));
    match saved.await {
        Ok(()) => Ok(member.done(PATH, "saved")),
        Err(Error::Invalid(problems)) => {
            let refused = Refused { whole: Some(sentences(&problems)), words: None };
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, None, refused).await
        }
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/badge/testimonials/{id}
pub async fn publish(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let (id, words, who) = (id_of(&id, "answer")?, form.raw("words").trim().to_owned(), member.who.user.id);
    let chosen = words.clone();
    match member.write(move |conn, cx| testimonial::publish(conn, cx, id, &chosen, who).map(drop)).await {
        Ok(()) => Ok(member.done(PATH, "testimonial-published")),
        Err(Error::Invalid(_)) => {
            let problem =
                member.reader.text("testimonial-not-own-words", &[("most", Value::from(testimonial::MAX_WORDS))])?;
            let refused = Refused { whole: None, words: Some((id, words, problem)) };
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, None, refused).await
        }
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/badge/testimonials/{id}/hide
pub async fn hide(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, who) = (id_of(&id, "testimonial")?, member.who.user.id);
    member.write(move |conn, cx| testimonial::hide(conn, cx, id, who)).await?;
    Ok(member.done(PATH, "testimonial-hidden"))
}
