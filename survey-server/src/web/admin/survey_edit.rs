//! One survey: its definition as JSON, its open link, closing and opening. A refused definition comes back as typed.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::Value;
use survey_core::survey::{self as definitions, Survey};

use super::error::{AdminError, AdminResult};
use super::form::Form;
use super::frame::Room;
use super::member::Member;
use super::role::Action;
use crate::account::workspace::check_key;
use crate::error::{Error, Problem};
use crate::recovery::rules;
use crate::response::asked::open_link_id;
use crate::response::survey;
use crate::secret::Purpose;
use crate::store::responses::{self, Filter};
use crate::store::surveys::{self, SurveyRow};
use crate::web::body;

#[derive(Serialize)]
struct Content {
    title: String,
    action: String,
    survey: Option<Shown>,
    key: Option<Field>,
    definition: String,
    problem_count: usize,
    problems: Vec<Problem>,
    may_edit: bool,
    templates: Vec<Template>,
}

#[derive(Serialize)]
struct Shown {
    key: String,
    version: i32,
    answers: i64,
    link: String,
    qr_url: Option<String>,
    preview_url: String,
    open: bool,
}

#[derive(Serialize, Default)]
struct Field {
    value: String,
    problem: Option<String>,
}

#[derive(Serialize)]
struct Template {
    key: &'static str,
    name: String,
}

/// What was typed and why it was refused.
#[derive(Default)]
struct Typed {
    definition: Option<String>,
    problems: Vec<Problem>,
}

/// GET /admin/surveys/{key}
pub async fn show(member: Member, key: web::Path<String>) -> AdminResult {
    page(&member, &key, StatusCode::OK, Typed::default()).await
}

async fn page(member: &Member, key: &str, status: StatusCode, typed: Typed) -> Result<HttpResponse, AdminError> {
    let key = key.to_owned();
    let (shown, title, stored) = member
        .read(move |conn, cx| {
            let row = survey::load(conn, cx, &key)?;
            let stored = surveys::definition(conn, cx.workspace, row.id, row.version)?;
            let filter = Filter { survey_id: Some(row.id), ..Filter::default() };
            let answers = responses::count(conn, cx.workspace, &filter)?;
            let token = cx.keys().link(Purpose::OpenLink, cx.workspace, open_link_id(row.id), row.link_generation);
            let preview_url = format!("/l/{token}");
            let shown = Shown {
                version: row.version,
                answers,
                link: cx.url(&preview_url),
                qr_url: Some(format!("{preview_url}/qr.svg")),
                preview_url,
                open: row.closed_at.is_none(),
                key: row.key,
            };
            Ok((shown, row.name, stored))
        })
        .await?;
    let content = Content {
        title,
        action: format!("/admin/surveys/{}", shown.key),
        survey: Some(shown),
        key: None,
        definition: match typed.definition {
            Some(text) => text,
            None => pretty(&stored)?,
        },
        problem_count: typed.problems.len(),
        problems: typed.problems,
        may_edit: member.reader.may(Action::EditSurveys),
        templates: Vec::new(),
    };
    member.page(Room::Surveys, "survey_edit", status, &content).await
}

fn pretty(survey: &Survey) -> Result<String, Error> {
    serde_json::to_string_pretty(survey).map_err(Error::internal)
}

/// POST /admin/surveys/{key}
pub async fn send(member: Member, key: web::Path<String>, form: Form) -> AdminResult {
    let text = form.raw("definition").to_owned();
    let version = form.number("version");
    let (wanted, actor) = (key.clone(), member.actor());
    let row = member.read(move |conn, cx| survey::load(conn, cx, &wanted)).await?;
    if version != Some(row.version) {
        let problem = member.reader.text("problem-survey-changed", &[("version", row.version.into())])?;
        let typed = Typed { definition: Some(text), problems: vec![Problem::new("", problem)] };
        return page(&member, &key, StatusCode::CONFLICT, typed).await;
    }
    match save(&member, row.key, &text, actor).await {
        Ok(row) => {
            let (set, _) = member.read(rules::current).await?;
            let broken = !member.read(move |conn, cx| rules::problems(conn, cx, &set)).await?.is_empty();
            let word = if broken { "not-survey-rules" } else { "survey-saved" };
            Ok(member.done(&format!("/admin/surveys/{}", row.key), word))
        }
        Err(Error::Invalid(problems)) => {
            let typed = Typed { definition: Some(text), problems };
            page(&member, &key, StatusCode::UNPROCESSABLE_ENTITY, typed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Saves what was typed; text that is no JSON is refused with the place of the fault.
async fn save(member: &Member, key: String, text: &str, actor: String) -> Result<SurveyRow, Error> {
    let Ok(definition) = serde_json::from_str::<Value>(text) else {
        let problems = Survey::parse(text).err().map(|invalid| invalid.problems).unwrap_or_default();
        return Err(Error::Invalid(problems));
    };
    member.write(move |conn, cx| survey::save(conn, cx, &key, &definition, &actor).map(|(row, ..)| row)).await
}

/// GET /admin/surveys/new
pub async fn show_new(member: Member, request: HttpRequest) -> AdminResult {
    let template = body::query(&request).text("template").unwrap_or_default();
    let survey = definitions::template(&template).or_else(|| definitions::template("default"));
    let definition = survey.as_ref().map(pretty).transpose()?.unwrap_or_default();
    let value = if definitions::TEMPLATES.contains(&template.as_str()) { template } else { String::new() };
    new_page(&member, StatusCode::OK, Field { value, problem: None }, definition, Vec::new()).await
}

async fn new_page(
    member: &Member,
    status: StatusCode,
    key: Field,
    definition: String,
    problems: Vec<Problem>,
) -> Result<HttpResponse, AdminError> {
    let templates = definitions::TEMPLATES.iter().filter_map(|key| {
        let name = definitions::template(key)?.name().to_owned();
        Some(Template { key, name })
    });
    let content = Content {
        title: member.reader.text("surveys-new", &[])?,
        action: "/admin/surveys/new".to_owned(),
        survey: None,
        key: Some(key),
        definition,
        problem_count: problems.len(),
        problems,
        may_edit: true,
        templates: templates.collect(),
    };
    member.page(Room::Surveys, "survey_edit", status, &content).await
}

/// POST /admin/surveys/new
pub async fn send_new(member: Member, form: Form) -> AdminResult {
    let (key, text, actor) = (form.text("key"), form.raw("definition").to_owned(), member.actor());
    let given = [("given", Value::from(key.as_str()))];
    let wanted = key.clone();
    let taken = member.read(move |conn, cx| surveys::find_by_key(conn, cx.workspace, &wanted)).await?.is_some();
    let problem = if check_key("key", &key).is_err() || key == "new" {
        Some(member.reader.text("problem-key", &given)?)
    } else if taken {
        Some(member.reader.text("problem-key-taken", &given)?)
    } else {
        None
    };
    let problems = match (&problem, Survey::parse(&text)) {
        (None, Ok(_)) => match save(&member, key.clone(), &text, actor).await {
            Ok(row) => return Ok(member.done(&format!("/admin/surveys/{}", row.key), "saved")),
            Err(Error::Invalid(problems)) => problems,
            Err(error) => return Err(error.into()),
        },
        (_, Err(invalid)) => invalid.problems,
        (Some(_), Ok(_)) => Vec::new(),
    };
    new_page(&member, StatusCode::UNPROCESSABLE_ENTITY, Field { value: key, problem }, text, problems).await
}

/// POST /admin/surveys/{key}/close
pub async fn close(member: Member, key: web::Path<String>, _form: Form) -> AdminResult {
    set_closed(&member, &key, true).await
}

/// POST /admin/surveys/{key}/open
pub async fn open(member: Member, key: web::Path<String>, _form: Form) -> AdminResult {
    set_closed(&member, &key, false).await
}

async fn set_closed(member: &Member, key: &str, closed: bool) -> AdminResult {
    let (wanted, actor) = (key.to_owned(), member.actor());
    member.write(move |conn, cx| survey::set_closed(conn, cx, &wanted, closed, &actor)).await?;
    let word = if closed { "survey-closed" } else { "survey-opened" };
    Ok(member.done(&format!("/admin/surveys/{key}"), word))
}
