//! The improvement log: what was changed, whether complaints became rarer, and who is told.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::Value;

use super::words;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::recovery::improve::{self, Input};
use crate::reporting::recovery::improvement::{self, Verdict};
use crate::reporting::score::day_start;
use crate::store::improvements::{self, Improvement};
use crate::store::workspaces::{self, Workspace, day_number};
use crate::store::{Conn, Id, Time, care};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::reader::Reader;
use crate::web::admin::role::Action;
use crate::web::admin::settings::Field;

const PATH: &str = "/admin/recovery/improvements";
/// So many are shown, the newest.
const MOST: i64 = 50;

#[derive(Serialize)]
struct Content {
    problem_count: usize,
    lines: Vec<Line>,
    causes: Vec<Choice>,
    may_record: bool,
    typed: BTreeMap<&'static str, Field>,
}

/// A cause to choose.
#[derive(Serialize)]
struct Choice {
    key: String,
    name: String,
}

#[derive(Serialize)]
struct Line {
    /// Not `title`: that is the page's.
    name: String,
    cause: String,
    made_at: Time,
    sentence: String,
    verdict: Verdict,
    told_at: Option<Time>,
    told: i32,
    /// Where the button that tells posts to, and how many it would tell; none without words, or when it was done.
    tell: Option<String>,
    people: i64,
}

/// GET /admin/recovery/improvements
pub async fn show(member: Member) -> AdminResult {
    page(&member, StatusCode::OK, &BTreeMap::new(), &[]).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    typed: &BTreeMap<&'static str, String>,
    problems: &[Problem],
) -> Result<HttpResponse, AdminError> {
    let reader = member.reader.clone();
    let (lines, causes, today) = member.read(move |conn, cx| read(conn, cx, &reader)).await?;
    let field = |name: &'static str| {
        let value = typed.get(name).cloned();
        let value = value.unwrap_or_else(|| if name == "made_on" { today.clone() } else { String::new() });
        let of = |problem: &&Problem| match name {
            "made_on" => problem.path == "made_at",
            "words" => problem.path.starts_with("words"),
            _ => problem.path == name,
        };
        (name, Field { value, problem: problems.iter().find(of).map(|problem| problem.message.clone()) })
    };
    let content = Content {
        problem_count: problems.len(),
        lines,
        causes,
        may_record: member.reader.may(Action::WorkCases),
        typed: FIELDS.into_iter().map(field).collect(),
    };
    member.page(Room::Recovery, "recovery_improvements", status, &content).await
}

const FIELDS: [&str; 4] = ["cause", "title", "made_on", "words"];

fn read(conn: &mut Conn, cx: &Cx, reader: &Reader) -> Result<(Vec<Line>, Vec<Choice>, String), Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut lines = Vec::new();
    for row in improvements::list(conn, cx.workspace, MOST)? {
        lines.push(line(conn, cx, reader, &workspace, row)?);
    }
    let causes = care::causes(conn, cx.workspace)?;
    let choice = |key: String| Choice { name: words::cause(&workspace, &key), key };
    let today = cx.now.timestamp().to_zoned(workspace.zone()).date().to_string();
    Ok((lines, causes.into_iter().map(choice).collect(), today))
}

fn line(conn: &mut Conn, cx: &Cx, reader: &Reader, workspace: &Workspace, row: Improvement) -> Result<Line, Error> {
    let verdict = improvement::verdict(conn, cx, workspace, &row)?;
    let people = improvements::count_complained(conn, cx.workspace, (&row.cause, row.made_at))?;
    let may = reader.may(Action::WorkCases) && row.told_at.is_none() && !row.words.0.is_empty() && people > 0;
    Ok(Line {
        sentence: reader.text("improvement-verdict", &[("change", Value::from(verdict.change))])?,
        cause: words::cause(workspace, &row.cause),
        name: row.title,
        made_at: row.made_at,
        verdict,
        told_at: row.told_at,
        told: row.told,
        tell: may.then(|| format!("{PATH}/{}/tell", row.id)),
        people,
    })
}

/// POST /admin/recovery/improvements
pub async fn send(member: Member, form: Form) -> AdminResult {
    let typed: BTreeMap<&'static str, String> = FIELDS.into_iter().map(|name| (name, form.text(name))).collect();
    let of = |name: &str| typed.get(name).map(|text| text.trim().to_owned()).unwrap_or_default();
    let (cause, title, text, day) = (of("cause"), of("title"), of("words"), of("made_on"));
    let by: Option<Id> = member.actor().parse().ok();
    let actor = member.actor();
    let saved = member
        .write(move |conn, cx| {
            let workspace = workspaces::load(conn, cx.workspace)?;
            let made_at = match day.as_str() {
                "" => None,
                day => {
                    let day = day
                        .parse::<jiff::civil::Date>()
                        .map_err(|_not_a_day| Error::invalid("made_at", "must be a day such as 2026-03-03"))?;
                    let begins = day_start(&workspace, day_number(day));
                    // Today counts from its beginning, but a change is never in the future.
                    Some(if workspace.day(cx.now) == day_number(day) { begins.min(cx.now) } else { begins })
                }
            };
            let language = workspace.settings.0.language.clone();
            let words = [(language, text.clone())].into_iter().filter(|(_, text)| !text.is_empty()).collect();
            let input = Input { cause: cause.clone(), title: title.clone(), made_at, words };
            improve::record(conn, cx, &input, by, &actor).map(drop)
        })
        .await;
    match saved {
        Ok(()) => Ok(member.done(PATH, "saved")),
        Err(Error::Invalid(problems)) => page(&member, StatusCode::UNPROCESSABLE_ENTITY, &typed, &problems).await,
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/recovery/improvements/{id}/tell
pub async fn tell(member: Member, id: web::Path<String>) -> AdminResult {
    let id: Id = id.parse().map_err(|_not_an_id| Error::NotFound("improvement"))?;
    let actor = member.actor();
    match member.write(move |conn, cx| improve::tell(conn, cx, id, &actor)).await {
        Ok(_) => Ok(member.done(PATH, "improvement-told")),
        Err(Error::Conflict { .. }) => Ok(member.done(PATH, "not-told-twice")),
        Err(error) => Err(error.into()),
    }
}
