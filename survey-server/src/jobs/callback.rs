//! Calls an endpoint back: signed, at least once, over days.

use super::JobError;
use crate::app::App;
use crate::callback::schedule::{is_given_up, next_attempt};
use crate::callback::{Attempt as Call, Outcome, Request, Secret, Signing, message_id};
use crate::error::Error;
use crate::recovery::callback::lane;
use crate::recovery::endpoint_change;
use crate::store::callbacks::{self, Attempt, Callback, State};
use crate::store::endpoints::{self, Dialect, Endpoint, State as EndpointState};
use crate::store::{Id, Time, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, callback: Id) -> Result<(), JobError> {
    let found = app
        .read(workspace, move |conn, cx| {
            let Some(callback) = callbacks::find(conn, cx.workspace, callback)? else { return Ok(None) };
            let endpoint = endpoints::find(conn, cx.workspace, callback.endpoint_id)?;
            Ok(endpoint.map(|endpoint| (callback, endpoint)))
        })
        .await?;
    let Some((callback, endpoint)) = found.filter(|(callback, _)| callback.state == State::Pending) else {
        return Ok(());
    };
    if endpoint.state == EndpointState::Disabled && callback.kind != "test" {
        let why = "the endpoint is disabled".to_owned();
        return settle(app, callback, &endpoint, None, State::Failed, Some(why)).await.map(drop);
    }
    let called = call(app, &callback, &endpoint).await?;
    app.slow.learn(&lane(endpoint.id), &called, app.clock.now().0);
    conclude(app, callback, &endpoint, called).await
}

async fn call(app: &App, callback: &Callback, endpoint: &Endpoint) -> Result<Call, Error> {
    let now = app.clock.now();
    let keys = &app.site.keys;
    let text = |sealed: &[u8]| String::from_utf8(keys.unseal(sealed)?).map_err(Error::internal);
    let current = text(&endpoint.secret)?;
    let id = message_id(callback.id.0);
    let (mut secrets, mut api_key) = (Vec::new(), String::new());
    match endpoint.dialect {
        Dialect::Delighted => api_key = current,
        Dialect::Standard => {
            secrets.push(Secret::parse(&current).map_err(Error::internal)?);
            if let Some(previous) = endpoint.previous_secret.as_ref().filter(|_| endpoint.previous_until > Some(now)) {
                secrets.push(Secret::parse(&text(previous)?).map_err(Error::internal)?);
            }
        }
    }
    let secrets: Vec<&Secret> = secrets.iter().collect();
    let signing = match endpoint.dialect {
        Dialect::Delighted => Signing::Delighted { api_key: &api_key },
        Dialect::Standard => Signing::Standard { id: &id, secrets: &secrets },
    };
    let request = Request { url: &endpoint.url, body: &callback.body, at: now.timestamp(), signing };
    Ok(app.callbacks.post(request).await)
}

async fn conclude(app: &App, callback: Callback, endpoint: &Endpoint, called: Call) -> Result<(), JobError> {
    let attempts = callback.attempts.unsigned_abs() + 1;
    match &called.outcome {
        Outcome::Delivered => settle(app, callback, endpoint, Some(called), State::Delivered, None).await.map(drop),
        Outcome::Gone => {
            let why = Some("the endpoint says that it is gone (410) and was disabled".to_owned());
            settle(app, callback, endpoint, Some(called), State::Failed, why).await?;
            give_up(app, endpoint, true).await
        }
        Outcome::Failed { why } => {
            if why.is_refusal() {
                tracing::warn!(endpoint = %endpoint.id, %why, "a callback was refused before anybody was called");
            }
            let why = why.to_string();
            let wait = next_attempt(attempts, called.retry_after, app.ids.fraction());
            let state = if wait.is_some() { State::Pending } else { State::Failed };
            let given_up = settle(app, callback, endpoint, Some(called), state, Some(why.clone())).await?;
            if given_up {
                give_up(app, endpoint, false).await?;
            }
            match wait {
                Some(wait) => {
                    let at = app.clock.now().plus_ms(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
                    Err(JobError::Retry { at: Some(at), why })
                }
                None => Ok(()),
            }
        }
    }
}

/// Writes the attempt and its end; true when the endpoint has failed so long that it is given up.
async fn settle(
    app: &App,
    mut callback: Callback,
    endpoint: &Endpoint,
    called: Option<Call>,
    state: State,
    error: Option<String>,
) -> Result<bool, JobError> {
    let now = app.clock.now();
    let (workspace, endpoint) = (endpoint.workspace_id, endpoint.id);
    callback.attempts += i32::from(called.is_some());
    callback.state = state;
    callback.status = called.as_ref().and_then(|called| called.status).map(i32::from);
    callback.error.clone_from(&error);
    callback.updated_at = now;
    callback.delivered_at = (state == State::Delivered).then_some(now);
    let attempt = Attempt {
        workspace_id: workspace,
        callback_id: callback.id,
        n: callback.attempts,
        at: now,
        status: callback.status,
        latency_ms: called.as_ref().map_or(0, |called| i64::try_from(called.latency_ms).unwrap_or(i64::MAX)),
        answer: called.map(|called| called.answer_excerpt).unwrap_or_default(),
        error,
    };
    let given_up = app
        .db
        .write(move |conn| {
            callbacks::settle(conn, &callback, &attempt)?;
            if state == State::Delivered {
                endpoints::succeeded(conn, workspace, endpoint)?;
                return Ok(false);
            }
            let failing = endpoints::failed(conn, workspace, endpoint, now)?;
            Ok(failing.is_some_and(|(failures, since)| given_up(failures, since, now)))
        })
        .await?;
    Ok(given_up)
}

fn given_up(failures: i32, since: Time, now: Time) -> bool {
    let failing_for = std::time::Duration::from_millis((now.0 - since.0).max(0).unsigned_abs());
    is_given_up(failing_for, failures.unsigned_abs())
}

async fn give_up(app: &App, endpoint: &Endpoint, gone: bool) -> Result<(), JobError> {
    tracing::warn!(endpoint = %endpoint.id, gone, "an endpoint was disabled");
    let id = endpoint.id;
    Ok(app.write(endpoint.workspace_id, move |conn, cx| endpoint_change::give_up(conn, cx, id, gone)).await?)
}
