//! Watches scores and flows, and tells what it found.

use super::JobError;
use super::compose;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::{Parcel, WatchLetter, WatchLine};
use crate::reporting::digest;
use crate::reporting::watch::notice::{self, Notice};
use crate::reporting::watch::{flow, scores};
use crate::store::deliveries::Delivery;
use crate::store::rooms::Message;
use crate::store::{Conn, Time, WorkspaceId, workspaces};

/// Once a day.
pub(super) async fn scores(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    let found = app.read(workspace, scores::look).await?;
    let next = app
        .write(workspace, move |conn, cx| {
            scores::keep(conn, cx, &found)?;
            Ok(scores::next_turn(&workspaces::load(conn, cx.workspace)?, cx.now))
        })
        .await?;
    Err(JobError::Retry { at: Some(next), why: String::new() })
}

/// Once an hour.
pub(super) async fn flows(app: &App, workspace: WorkspaceId) -> Result<(), JobError> {
    let found = app.read(workspace, flow::look).await?;
    if !found.is_empty() {
        app.write(workspace, move |conn, cx| flow::keep(conn, cx, &found)).await?;
    }
    Err(JobError::Retry { at: Some(app.clock.now().plus_secs(flow::EVERY_SECS)), why: String::new() })
}

/// What is told, loaded at this moment.
pub(super) struct Told {
    company: String,
    language: String,
    name: Option<String>,
    notices: Vec<Notice>,
}

/// What a mail tells a manager, or the address that a room is; none where nothing of it is left, or they are no manager
/// any more.
pub(super) fn told(conn: &mut Conn, cx: &Cx, delivery: &Delivery) -> Result<Option<Told>, Error> {
    let params = &delivery.params.0;
    let Some(at) = params["found"].as_i64() else { return Ok(None) };
    let workspace = workspaces::load(conn, cx.workspace)?;
    let (name, language) = match params["user"].as_str().and_then(|id| id.parse().ok()) {
        Some(id) => match digest::reader(conn, cx, id)? {
            Some(user) => (Some(user.name).filter(|name| !name.is_empty()), user.locale),
            None => return Ok(None),
        },
        None => (None, workspace.settings.0.language.clone()),
    };
    let notices = notice::found(conn, cx, Time(at))?;
    let company = workspace.company().to_owned();
    Ok((!notices.is_empty()).then_some(Told { company, language, name, notices }))
}

/// The mail.
pub(super) fn parcel(app: &App, delivery: &Delivery, told: &Told) -> Result<Parcel, Error> {
    let cx = app.cx(delivery.workspace_id);
    let line =
        |one: &Notice| Ok(WatchLine { text: one.sentence(&app.renderer, &told.language)?, url: cx.url(&one.path) });
    let mail = WatchLetter {
        company: told.company.clone(),
        lines: told.notices.iter().map(line).collect::<Result<_, Error>>()?,
        settings_url: cx.url("/admin/settings/digests"),
    };
    compose::pack(app, delivery, told.name.clone(), &told.company, &told.language, &mail)
}

/// What a room is told: a sentence each, and where they lead.
pub(super) fn in_room(conn: &mut Conn, cx: &Cx, message: &Message) -> Result<Vec<Notice>, Error> {
    notice::found(conn, cx, message.created_at)
}
