//! A card to print: the logo, a sentence, and the code.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{asked, open_token, readable, survey_of};
use crate::brand::logo;
use crate::outreach::wording;
use crate::render::Language;
use crate::response::through::Visit;
use crate::store::{surveys, workspaces};
use crate::web::admin::error::AdminResult;
use crate::web::admin::member::Member;
use crate::web::body;
use crate::web::page::{self, Audience};

/// Most characters of the sentence.
const MAX_SENTENCE: usize = 160;

#[derive(Serialize)]
struct Content {
    company: String,
    logo: Option<String>,
    sentence: String,
    qr: String,
    url: String,
    place: String,
    action: String,
    back: String,
}

/// GET /admin/surveys/{key}/card
pub async fn show(member: Member, key: web::Path<String>, request: HttpRequest) -> AdminResult {
    let typed = body::query(&request).text("sentence").unwrap_or_default();
    let said: String = typed.trim().chars().filter(|letter| !letter.is_control()).take(MAX_SENTENCE).collect();
    let sentence = if said.is_empty() { member.reader.text("card-sentence", &[])? } else { said };
    let with = body::query(&request).text("with").map(|with| asked(&with));
    let query = with.unwrap_or_else(|| request.query_string().to_owned());
    let content = member
        .read(move |conn, cx| {
            let row = survey_of(conn, cx, &key)?;
            let definition = surveys::definition(conn, cx.workspace, row.id, row.version)?;
            let workspace = workspaces::load(conn, cx.workspace)?;
            let language = Language::of(&workspace.settings.0.language);
            let brand = wording::load(conn, cx, &workspace, row.id, language)?.brand.clone();
            let query = Visit::link(&query).through(&workspace, &definition).query;
            let token = open_token(cx, &row);
            Ok(Content {
                company: workspace.company().to_owned(),
                logo: brand.logo.as_ref().map(|id| logo::path(cx.workspace, id)),
                sentence,
                qr: format!("/l/{token}/qr.svg{query}"),
                url: cx.url("").split_once("://").map_or_else(String::new, |(_, host)| host.to_owned()),
                place: readable(query.trim_start_matches('?')),
                action: format!("/admin/surveys/{}/card", row.key),
                back: format!("/admin/surveys/{}/share", row.key),
            })
        })
        .await?;
    Ok(page::page(&member.app, Audience::Admin, StatusCode::OK, "card", member.reader.language(), &content))
}
