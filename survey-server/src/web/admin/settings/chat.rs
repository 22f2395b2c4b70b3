//! Rooms of chat services, and addresses that are no member's: where the team reads of cases.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::id_of;
use crate::error::{Error, Problem};
use crate::recovery::room::{self, RoomInput};
use crate::store::rooms::{self, Message, Service, State};
use crate::store::{Id, Time, cases, teams};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/chat";
const SERVICES: [Service; 5] = [Service::Slack, Service::Telegram, Service::Mattermost, Service::Teams, Service::Email];
/// So many of a room's last messages are shown.
const MAX_MESSAGES: i64 = 5;

#[derive(Serialize)]
struct Content {
    rooms: Vec<Line>,
    services: Vec<Choice>,
    teams: Vec<Choice>,
    edit: Edit,
    problems: Vec<Problem>,
    problem_count: usize,
}

#[derive(Serialize)]
struct Line {
    id: Id,
    name: String,
    service: &'static str,
    target: String,
    team: Option<String>,
    active: bool,
    reason: Option<String>,
    messages: Vec<Said>,
}

#[derive(Serialize)]
struct Said {
    kind: &'static str,
    state: &'static str,
    at: Time,
    number: Option<i32>,
    href: Option<String>,
    error: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    word: String,
    selected: bool,
}

/// The form as it was typed; what is secret is typed again.
#[derive(Default, Serialize)]
struct Edit {
    name: String,
    chat: String,
}

/// GET /admin/settings/chat
pub async fn show(member: Member) -> AdminResult {
    page(&member, StatusCode::OK, (Edit::default(), Service::Slack, None), Vec::new()).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    (edit, service, team): (Edit, Service, Option<String>),
    problems: Vec<Problem>,
) -> Result<HttpResponse, AdminError> {
    let content = member
        .read(move |conn, cx| {
            let mut lines = Vec::new();
            for room in rooms::list(conn, cx.workspace)? {
                let mut messages = Vec::new();
                for message in rooms::newest(conn, cx.workspace, room.id, MAX_MESSAGES)? {
                    let case = match message.case_id {
                        Some(id) => cases::find(conn, cx.workspace, id)?,
                        None => None,
                    };
                    messages.push(said(message, case.as_ref()));
                }
                lines.push(Line {
                    target: room::target(cx.keys(), &room)?.shown(),
                    id: room.id,
                    name: room.name,
                    service: room.service.word(),
                    team: room.team,
                    active: room.state == State::Active,
                    reason: room.reason,
                    messages,
                });
            }
            let mut names: Vec<String> = teams::all(conn, cx.workspace)?.into_iter().map(|row| row.team).collect();
            names.dedup();
            let chosen = |word: String| Choice { selected: team.as_deref() == Some(word.as_str()), word };
            Ok(Content {
                rooms: lines,
                services: SERVICES
                    .iter()
                    .map(|one| Choice { word: one.word().to_owned(), selected: *one == service })
                    .collect(),
                teams: names.into_iter().map(chosen).collect(),
                edit,
                problem_count: problems.len(),
                problems,
            })
        })
        .await?;
    member.page(Room::Settings, "settings_chat", status, &content).await
}

fn said(message: Message, case: Option<&cases::Case>) -> Said {
    Said {
        kind: message.kind.word(),
        state: message.state.word(),
        at: message.sent_at.unwrap_or(message.created_at),
        number: case.map(|case| case.number),
        href: case.map(|case| format!("/admin/cases/{}", case.id)),
        error: message.error,
    }
}

/// POST /admin/settings/chat
pub async fn add(member: Member, form: Form) -> AdminResult {
    let service = Service::from_word(&form.text("service")).unwrap_or(Service::Slack);
    let team = Some(form.text("team")).filter(|team| !team.is_empty());
    let input = RoomInput {
        service,
        name: form.text("name"),
        team: team.clone(),
        address: form.text("address"),
        chat: form.text("chat"),
    };
    let edit = Edit { name: input.name.clone(), chat: input.chat.clone() };
    let (policy, actor) = (member.app.config.outbound.clone(), member.actor());
    let added = member.write(move |conn, cx| room::add(conn, cx, &policy, &input, &actor)).await;
    match added {
        Ok(_) => Ok(member.done(PATH, "room-added")),
        Err(Error::Invalid(problems)) => {
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, (edit, service, team), problems).await
        }
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/chat/{id}/test
pub async fn test(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let id = id_of(&id, "room")?;
    member.write(move |conn, cx| room::test(conn, cx, id)).await?;
    Ok(member.done(PATH, "room-tested"))
}

/// POST /admin/settings/chat/{id}/enable
pub async fn enable(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "room")?, member.actor());
    member.write(move |conn, cx| room::enable(conn, cx, id, &actor)).await?;
    Ok(member.done(PATH, "room-enabled"))
}

/// POST /admin/settings/chat/{id}/remove
pub async fn remove(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "room")?, member.actor());
    member.write(move |conn, cx| room::remove(conn, cx, id, &actor)).await?;
    Ok(member.done(PATH, "room-removed"))
}
