//! How a survey reaches people: its open link and code, tablets, other pages, forms of the business's own.

mod card;
mod kiosks;
mod origins;

pub use self::card::show as card;
pub use self::kiosks::{create, remove, replace};
pub use self::origins::save as save_origins;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::Value;

use self::kiosks::{Line, Setting};
use super::error::{AdminError, AdminResult};
use super::frame::Room;
use super::member::Member;
use super::role::Action;
use crate::clock::Cx;
use crate::error::Error;
use crate::response::asked::open_link_id;
use crate::response::survey;
use crate::response::through::Visit;
use crate::secret::Purpose;
use crate::store::surveys::{self, SurveyRow};
use crate::store::{Conn, kiosks as rows, workspaces};
use crate::web::body;

#[derive(Serialize)]
struct Content {
    name: String,
    key: String,
    action: String,
    open: bool,
    may_edit: bool,
    may_set: bool,
    /// What the address is to say, as it was typed and as far as it counts.
    typed: String,
    link: Link,
    dimensions: Vec<String>,
    kiosks: Vec<Line>,
    kiosk: Setting,
    embed: Embed,
    problems: Vec<String>,
}

#[derive(Serialize)]
struct Link {
    url: String,
    svg: String,
    png: String,
    card: String,
}

/// What is pasted into other pages.
#[derive(Serialize)]
struct Embed {
    button: String,
    inside: String,
    policy: String,
    curl: String,
    origins: String,
    none: bool,
}

/// What was typed and is wrong with it.
#[derive(Default)]
struct Typed {
    kiosk: Option<Setting>,
    origins: Option<String>,
    problems: Vec<String>,
}

/// GET /admin/surveys/{key}/share
pub async fn show(member: Member, key: web::Path<String>, request: HttpRequest) -> AdminResult {
    let typed = body::query(&request).text("with").unwrap_or_default();
    page(&member, &key, &typed, StatusCode::OK, Typed::default()).await
}

async fn page(
    member: &Member,
    key: &str,
    with: &str,
    status: StatusCode,
    typed: Typed,
) -> Result<HttpResponse, AdminError> {
    let (wanted, said) = (key.to_owned(), with.to_owned());
    let may_edit = member.reader.may(Action::EditSurveys);
    let reader = member.reader.clone();
    let content = member
        .read(move |conn, cx| {
            let row = survey::load(conn, cx, &wanted)?;
            let definition = surveys::definition(conn, cx.workspace, row.id, row.version)?;
            let workspace = workspaces::load(conn, cx.workspace)?;
            let settings = &workspace.settings.0;
            let query = Visit::link(&asked(&said)).through(&workspace, &definition).query;
            let token = open_token(cx, &row);
            let kiosks = if may_edit { rows::list(conn, cx.workspace, row.id)? } else { Vec::new() };
            let spoken: Vec<String> = definition.languages().into_iter().map(str::to_owned).collect();
            let kept = asked(query.trim_start_matches('?'));
            Ok(Content {
                name: row.name.clone(),
                action: format!("/admin/surveys/{}/share", row.key),
                open: row.closed_at.is_none(),
                may_edit,
                may_set: reader.may(Action::ChangeSettings),
                typed: readable(&kept),
                link: link(cx, &token, &query, &row.key),
                dimensions: settings.dimensions.clone(),
                kiosks: kiosks.into_iter().map(|kiosk| Line::of(cx, kiosk)).collect(),
                kiosk: typed.kiosk.unwrap_or_else(|| Setting::new(spoken, &settings.language, &settings.dimensions)),
                embed: embed(cx, &token, &settings.embed_origins, typed.origins, &main_key(&definition)),
                problems: typed.problems,
                key: row.key,
            })
        })
        .await?;
    member.page(Room::Surveys, "share", status, &content).await
}

fn main_key(survey: &survey_core::survey::Survey) -> String {
    survey.main_question().map_or_else(|| "score".to_owned(), |main| main.key.clone())
}

fn open_token(cx: &Cx, row: &SurveyRow) -> String {
    cx.keys().link(Purpose::OpenLink, cx.workspace, open_link_id(row.id), row.link_generation)
}

/// `branch=Kazan, till=2` as a query.
fn asked(typed: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs(typed, &[',', '&', '\n']) {
        query.append_pair(&name, &value);
    }
    query.finish()
}

/// The query as people type it.
fn readable(query: &str) -> String {
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(", ")
}

/// `name=value` between separators, blank ones left out.
fn pairs(typed: &str, separators: &[char]) -> Vec<(String, String)> {
    let trimmed = |text: &str| text.trim().to_owned();
    let parts = typed.split(separators).filter_map(|part| part.split_once('='));
    parts.map(|(name, value)| (trimmed(name), trimmed(value))).filter(|(name, _)| !name.is_empty()).collect()
}

fn link(cx: &Cx, token: &str, query: &str, key: &str) -> Link {
    let more = query.trim_start_matches('?');
    let and = if more.is_empty() { String::new() } else { format!("&{more}") };
    Link {
        url: cx.url(&format!("/l/{token}{query}")),
        svg: format!("/l/{token}/qr.svg{query}"),
        png: format!("/l/{token}/qr.png?size=1200{and}"),
        card: format!("/admin/surveys/{key}/card{query}"),
    }
}

fn embed(cx: &Cx, token: &str, origins: &[String], typed: Option<String>, main: &str) -> Embed {
    let (home, script) = (cx.url(""), cx.url("/embed.js"));
    Embed {
        button: format!("<script src=\"{script}\" data-survey=\"{token}\" data-button=\"Feedback\" defer></script>"),
        inside: format!(
            "<div id=\"survey\"></div>\n<script src=\"{script}\" data-survey=\"{token}\" data-target=\"#survey\" defer></script>"
        ),
        policy: format!("script-src {home}; frame-src {home}"),
        curl: format!(
            "curl {} \\\n  -H 'Accept: application/json' \\\n  -d {main}=9 --data-urlencode 'comment=Quick and friendly'",
            cx.url(&format!("/l/{token}?c=api"))
        ),
        origins: typed.unwrap_or_else(|| origins.join("\n")),
        none: origins.is_empty(),
    }
}

/// The survey and the address of its page, or that there is none.
fn survey_of(conn: &mut Conn, cx: &Cx, key: &str) -> Result<SurveyRow, Error> {
    survey::load(conn, cx, key)
}

/// A text of ours for each field that is wrong.
fn sentences(member: &Member, problems: &[crate::error::Problem], known: &[&str]) -> Result<Vec<String>, Error> {
    let mut sentences = Vec::new();
    for problem in problems {
        let field = problem.path.split(['.', '[']).next().unwrap_or_default();
        let sentence = match known.iter().find(|known| **known == field) {
            Some(known) => member.reader.text(
                &format!("share-problem-{}", known.replace('_', "-")),
                &[("given", Value::from(problem.path.as_str()))],
            )?,
            None => problem.to_string(),
        };
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    Ok(sentences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_a_query_and_reads_the_same_again() {
        let query = asked("branch = New York, till=2\nblank, =x");

        assert_eq!(query, "branch=New+York&till=2");
        assert_eq!(readable(&query), "branch=New York, till=2");
    }
}
