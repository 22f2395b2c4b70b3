//! Texts and brand of a survey: the same that the admin's editor saves, as versions.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde_json::{Map, Value, json};

use super::shape;
use super::table::Table;
use crate::brand::Brand;
use crate::error::{Error, Problem};
use crate::outreach::wording;
use crate::render::Language;
use crate::response::survey;
use crate::store::brands;
use crate::store::templates::{self, Place};
use crate::web::auth::Program;
use crate::web::body::Body;
use crate::web::error::ApiResult;
use crate::wording::{Slot, Texts};

/// What stands in an address for texts of every language.
const EVERY: &str = "all";

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_show, show);
    table.on(__path_save, save);
    table.on(__path_show_brand, show_brand);
    table.on(__path_save_brand, save_brand);
}

fn locale(tag: &str) -> Result<String, Error> {
    if tag == EVERY {
        return Ok(String::new());
    }
    let known = Language::ALL.into_iter().find(|language| language.tag() == tag);
    known.map(|language| language.tag().to_owned()).ok_or(Error::NotFound("language"))
}

fn shown(texts: &Texts, version: i32) -> Value {
    let texts: BTreeMap<&str, &str> = texts.0.iter().map(|(slot, text)| (slot.name(), text.as_str())).collect();
    let mut value = json!(texts);
    value["version"] = version.into();
    value
}

fn texts_of(document: Map<String, Value>) -> Result<(Texts, Option<i32>), Error> {
    let (mut texts, mut version, mut problems) = (Texts::default(), None, Vec::new());
    for (name, value) in document {
        match (Slot::named(&name), value) {
            (_, Value::Null) => {}
            (Some(slot), Value::String(text)) if !text.trim().is_empty() => {
                texts.0.insert(slot, text.trim().to_owned());
            }
            (Some(_), Value::String(_)) => {}
            (Some(_), _) => problems.push(Problem::new(name, "must be a text")),
            (None, value) if name == "version" => version = value.as_i64().and_then(|number| number.try_into().ok()),
            (None, _) => {
                let known = Slot::ALL.map(Slot::name).join(", ");
                problems.push(Problem::new(name, format!("there is no such text; there are {known}")));
            }
        }
    }
    if problems.is_empty() { Ok((texts, version)) } else { Err(Error::Invalid(problems)) }
}

/// The texts of a survey in one language.
///
/// Only what was written: what is missing falls back to the survey in every language, the workspace in this language,
/// the workspace in every language, and then to our own texts.
#[utoipa::path(
    get, path = "/v1/surveys/{key}/texts/{locale}", tag = "surveys", operation_id = "get_texts",
    params(
        ("key" = String, Path, description = "The survey's key"),
        ("locale" = String, Path, description = "A language's tag such as en, or all for every language"),
    ),
    responses((status = 200, body = shape::Texts), (status = 404, body = shape::Refused)),
)]
pub async fn show(program: Program, path: web::Path<(String, String)>) -> ApiResult {
    let (key, tag) = path.into_inner();
    let locale = locale(&tag)?;
    let (texts, version) = program
        .read(move |conn, cx| {
            let survey = survey::load(conn, cx, &key)?.id;
            templates::newest(conn, cx.workspace, &Place { survey, locale })
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown(&texts, version)))
}

/// Replaces the texts of a survey in one language.
///
/// Every text is vetted: what is refused is named with line, column and reason, and nothing is saved. With the `version`
/// that was read the answer is 409 if somebody saved another one since.
#[utoipa::path(
    put, path = "/v1/surveys/{key}/texts/{locale}", tag = "surveys", operation_id = "save_texts",
    params(
        ("key" = String, Path, description = "The survey's key"),
        ("locale" = String, Path, description = "A language's tag such as en, or all for every language"),
    ),
    request_body = shape::Texts,
    responses(
        (status = 200, body = shape::Texts), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn save(program: Program, path: web::Path<(String, String)>, body: Body) -> ApiResult {
    let (key, tag) = path.into_inner();
    let locale = locale(&tag)?;
    let (texts, seen) = texts_of(body.object()?)?;
    let actor = program.actor();
    let saved = program
        .write_racing(move |conn, cx| {
            let survey = survey::load(conn, cx, &key)?.id;
            let place = Place { survey, locale: locale.clone() };
            let version = wording::save_texts(conn, cx, &place, &texts, seen, &actor)?;
            Ok(shown(&texts, version))
        })
        .await?;
    Ok(HttpResponse::Ok().json(saved))
}

fn branded(brand: &Brand, version: i32) -> Value {
    let mut value = json!(brand);
    value["version"] = version.into();
    value
}

/// The brand of a survey.
///
/// Only what was set for this survey: what is missing falls back to the workspace's brand.
#[utoipa::path(
    get, path = "/v1/surveys/{key}/brand", tag = "surveys", operation_id = "get_brand",
    params(("key" = String, Path, description = "The survey's key")),
    responses((status = 200, body = shape::Brand), (status = 404, body = shape::Refused)),
)]
pub async fn show_brand(program: Program, key: web::Path<String>) -> ApiResult {
    let (brand, version) = program
        .read(move |conn, cx| {
            let survey = survey::load(conn, cx, &key)?.id;
            brands::newest(conn, cx.workspace, survey)
        })
        .await?;
    Ok(HttpResponse::Ok().json(branded(&brand, version)))
}

/// Replaces the brand of a survey.
///
/// A colour that cannot be read (below 4.5:1) is refused, and the nearest that can is named. Logos are uploaded in the
/// admin; `logo` is the id of one.
#[utoipa::path(
    put, path = "/v1/surveys/{key}/brand", tag = "surveys", operation_id = "save_brand",
    params(("key" = String, Path, description = "The survey's key")),
    request_body = shape::Brand,
    responses(
        (status = 200, body = shape::Brand), (status = 404, body = shape::Refused), (status = 409, body = shape::Refused),
        (status = 422, body = shape::Refused),
    ),
)]
pub async fn save_brand(program: Program, key: web::Path<String>, body: Body) -> ApiResult {
    let mut document = body.object()?;
    let seen = document.remove("version").and_then(|version| version.as_i64()).and_then(|seen| seen.try_into().ok());
    let brand: Brand = serde_json::from_value(Value::Object(document))
        .map_err(|error| Error::invalid("", format!("the brand cannot be read: {error}")))?;
    let (key, actor) = (key.into_inner(), program.actor());
    let saved = program
        .write_racing(move |conn, cx| {
            let survey = survey::load(conn, cx, &key)?.id;
            let version = wording::save_brand(conn, cx, survey, &brand, seen, &actor)?;
            Ok(branded(&brand, version))
        })
        .await?;
    Ok(HttpResponse::Ok().json(saved))
}
