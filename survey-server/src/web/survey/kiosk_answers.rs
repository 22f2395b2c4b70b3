//! `POST /k/{token}/answers`: what was answered on a tablet, handed in when it can be.

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use futures_util::future::join_all;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{kiosk as page, open_link};
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::response::kiosk::{self, Given};
use crate::secret::Purpose;
use crate::store::kiosks::{self, Kiosk};
use crate::store::{Id, Time};
use crate::web::error::{ApiResult, sentence};

/// So many answers are taken at once.
const MAX_ANSWERS: usize = 100;
/// A tablet that says the same again is noted so often, in seconds.
const NOTE_SECS: i64 = 60;

/// What a tablet hands in.
#[derive(Deserialize)]
struct Batch {
    /// Its clock now, in milliseconds since 1970: by it we know how wrong the clock is.
    sent_at: i64,
    /// Each read for itself, so that one that cannot be read is refused alone.
    answers: Vec<Value>,
    /// How many more it holds.
    #[serde(default)]
    waiting: u32,
    /// How many it holds that were refused.
    #[serde(default)]
    refused: u32,
}

#[derive(Deserialize)]
struct OneAnswer {
    id: Id,
    /// Its clock when it was given.
    answered_at: i64,
    version: i32,
    #[serde(default)]
    language: String,
    fields: Vec<(String, String)>,
}

pub(super) async fn hand_in(
    app: web::Data<App>,
    token: web::Path<String>,
    bytes: Result<web::Bytes, actix_web::Error>,
) -> ApiResult {
    let bytes = bytes.map_err(|error| match error.as_response_error().status_code().as_u16() {
        413 => Error::TooLarge { limit: crate::web::body::LIMIT },
        _ => Error::Malformed(format!("the answers could not be read: {error}")),
    })?;
    let (claim, cx) = open_link(&app, Purpose::Kiosk, &token)?;
    let batch: Batch = serde_json::from_slice(&bytes)
        .map_err(|error| Error::Malformed(format!("the body must be a JSON object with `answers`: {error}")))?;
    if batch.answers.len() > MAX_ANSWERS {
        let sentence = format!("are {}; at most {MAX_ANSWERS} are taken at once", batch.answers.len());
        return Err(Error::invalid("answers", sentence).into());
    }
    let read = read(&batch, &cx);
    let good: Vec<Given> = read.iter().filter_map(|one| one.as_ref().ok()).cloned().collect();
    let context = cx.clone();
    let (kiosk, asked, answers) = app
        .db
        .read(move |conn| {
            let (kiosk, answers) = kiosk::take_from(conn, &context, claim, good)?;
            let asked = kiosk::asked(conn, &context, &kiosk, None, "")?;
            Ok((kiosk, asked, answers))
        })
        .await?;
    let app = app.into_inner();
    let takes = answers.into_iter().map(|answer| take(app.clone(), answer));
    let mut taken = join_all(takes).await.into_iter();
    let outcomes: Vec<Value> = read
        .into_iter()
        .zip(&batch.answers)
        .map(|(one, given)| {
            let outcome = match one {
                Ok(_) => taken.next().unwrap_or_else(|| Err(Error::unavailable("the answer was not looked at"))),
                Err(error) => Err(error),
            };
            said(given.get("id"), outcome)
        })
        .collect();
    let kept = outcomes.iter().filter(|one| one["outcome"] == "later").count();
    let refused = outcomes.iter().filter(|one| one["outcome"] == "refused").count();
    note(&app, &cx, &kiosk, count(batch.waiting, kept), count(batch.refused, refused)).await?;
    Ok(HttpResponse::Ok().json(json!({"answers": outcomes, "page": page::edition(&asked)})))
}

fn read(batch: &Batch, cx: &Cx) -> Vec<Result<Given, Error>> {
    let late = cx.now.0.saturating_sub(batch.sent_at);
    let one = |given: &Value| {
        let one: OneAnswer = serde_json::from_value(given.clone())
            .map_err(|error| Error::invalid("", format!("the answer cannot be read: {error}")))?;
        Ok(Given {
            id: one.id,
            answered_at: Time(one.answered_at.saturating_add(late)),
            version: one.version,
            language: one.language,
            fields: one.fields,
        })
    };
    batch.answers.iter().map(one).collect()
}

async fn take(app: Arc<App>, answer: Result<crate::response::answer::Answer, Error>) -> Result<&'static str, Error> {
    Ok(app.take(answer?).await?.outcome.as_str())
}

/// What became of one: the word for it, or why not. `later` is handed in again, `refused` is not.
fn said(id: Option<&Value>, outcome: Result<&'static str, Error>) -> Value {
    match outcome {
        Ok(word) => json!({"id": id, "outcome": word}),
        Err(error @ (Error::Unavailable { .. } | Error::TooManyRequests { .. } | Error::Internal(_))) => {
            json!({"id": id, "outcome": "later", "code": error.code(), "message": sentence(&error)})
        }
        Err(error) => json!({"id": id, "outcome": "refused", "code": error.code(), "message": sentence(&error)}),
    }
}

fn count(said: u32, more: usize) -> i32 {
    i32::try_from(said).unwrap_or(i32::MAX).saturating_add(i32::try_from(more).unwrap_or(i32::MAX))
}

/// Notes that the tablet spoke, if that is news.
async fn note(app: &App, cx: &Cx, kiosk: &Kiosk, waiting: i32, refused: i32) -> Result<(), Error> {
    let fresh = kiosk.seen_at.is_some_and(|seen| seen > cx.now.plus_secs(-NOTE_SECS));
    if fresh && (kiosk.waiting, kiosk.refused) == (waiting, refused) {
        return Ok(());
    }
    let (workspace, id, now) = (cx.workspace, kiosk.id, cx.now);
    app.db.write(move |conn| kiosks::seen(conn, workspace, id, now, waiting, refused)).await
}
