//! The surveys of the workspace.

use actix_web::http::StatusCode;
use serde::Serialize;

use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::role::Action;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::responses::{self, Filter};
use crate::store::{Conn, Time, surveys, workspaces};

#[derive(Serialize)]
struct Content {
    may_edit: bool,
    surveys: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    href: String,
    name: String,
    key: String,
    is_default: bool,
    languages: String,
    questions: usize,
    answers: i64,
    latest_at: Option<Time>,
    open: bool,
}

/// GET /admin/surveys
pub async fn show(member: Member) -> AdminResult {
    let surveys = member.read(lines).await?;
    let content = Content { may_edit: member.reader.may(Action::EditSurveys), surveys };
    member.page(Room::Surveys, "surveys", StatusCode::OK, &content).await
}

fn lines(conn: &mut Conn, cx: &Cx) -> Result<Vec<Line>, Error> {
    let default = workspaces::load(conn, cx.workspace)?.settings.0.default_survey;
    let mut lines = Vec::new();
    for row in surveys::list(conn, cx.workspace)? {
        let survey = surveys::definition(conn, cx.workspace, row.id, row.version)?;
        let filter = Filter { survey_id: Some(row.id), ..Filter::default() };
        lines.push(Line {
            href: format!("/admin/surveys/{}", row.key),
            name: row.name,
            is_default: row.key == default,
            languages: survey.languages().join(", "),
            questions: survey.questions().len(),
            answers: responses::count(conn, cx.workspace, &filter)?,
            latest_at: responses::newest_at(conn, cx.workspace, row.id)?,
            open: row.closed_at.is_none(),
            key: row.key,
        });
    }
    Ok(lines)
}
