//! The origins whose pages may show surveys in a frame.

use actix_web::http::StatusCode;
use actix_web::web;
use serde_json::{Map, Value};

use super::{Typed, page, sentences};
use crate::account::settings_document::{self as document, Part};
use crate::error::Error;
use crate::web::admin::error::AdminResult;
use crate::web::admin::form::Form;
use crate::web::admin::member::Member;

/// POST /admin/surveys/{key}/share/origins
pub async fn save(member: Member, key: web::Path<String>, form: Form) -> AdminResult {
    let typed = form.text("origins");
    let origins: Vec<Value> =
        typed.split_whitespace().map(|origin| Value::from(origin.trim_end_matches('/'))).collect();
    let given = Map::from_iter([("embed_origins".to_owned(), Value::from(origins))]);
    let actor = member.actor();
    match member.write(move |conn, cx| document::change(conn, cx, Part::All, &given, None, &actor)).await {
        Ok(_) => Ok(member.done(&format!("/admin/surveys/{key}/share#embed"), "saved")),
        Err(Error::Invalid(problems)) => {
            let problems = sentences(&member, &problems, &["embed_origins"])?;
            let typed = Typed { origins: Some(typed), problems, ..Typed::default() };
            page(&member, &key, "", StatusCode::UNPROCESSABLE_ENTITY, typed).await
        }
        Err(error) => Err(error.into()),
    }
}
