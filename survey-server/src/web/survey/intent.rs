//! What the survey page's script says once somebody looks at it: a beacon, so that closing the tab loses nothing.
//!
//! The answer is always the same and empty: it tells nobody whether anything was kept.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};
use survey_core::response::evidence::Confirm;

use super::{click, open_link, refused};
use crate::app::App;
use crate::response::asked::Asked;
use crate::response::evidence::report::{self, Report};
use crate::secret::Purpose;

/// Most bytes of a beacon.
pub(super) const LIMIT: usize = 1024;

#[derive(Deserialize)]
struct Beacon {
    score: i32,
    version: Option<i32>,
}

/// `POST /s/{token}/intent`.
pub(super) async fn send(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Result<web::Bytes, actix_web::Error>,
) -> HttpResponse {
    let (claim, cx) = match open_link(&app, Purpose::Survey, &token) {
        Ok(found) => found,
        Err(error) => return refused(&request, &app, Purpose::Survey, &token, &error).await,
    };
    let beacon: Option<Beacon> = body.ok().and_then(|body| serde_json::from_slice(&body).ok());
    if let Some(Beacon { score, version }) = beacon {
        let visitor = click::visitor(&request);
        let found = app.db.read(move |conn| report::touch(conn, &cx, claim, Report { score, version }, visitor)).await;
        match found {
            Ok(Some(touch)) => {
                app.touches.note(touch);
                app.touches.flush().await;
                // The job that judges it may be the next one due.
                app.wake.notify_one();
            }
            Ok(None) => {}
            Err(error) => tracing::debug!(%error, "a beacon was not kept"),
        }
    }
    HttpResponse::NoContent().finish()
}

/// What the page's script needs to report a score that came with the link; none where nothing is to be reported.
pub(super) fn offered(asked: &Asked, action: &str, score: i64, version: i32) -> Option<Value> {
    let wanted = asked.invitation.is_some()
        && asked.response.is_none()
        && !asked.setting.survey.anonymous()
        && asked.setting.workspace.settings.0.evidence.confirm == Confirm::Auto;
    wanted.then(|| json!({"url": format!("{action}/intent"), "score": score.to_string(), "version": version}))
}
