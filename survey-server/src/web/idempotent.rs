//! `Idempotency-Key`: a request that is sent again gets the first answer, and does nothing twice.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::auth::Program;
use super::body::Body;
use super::error::ApiResult;
use crate::clock::Cx;
use crate::error::{CorruptRow, Error};
use crate::secret::sha256;
use crate::store::Conn;
use crate::store::idempotency::{self, Kept};

/// The header.
const HEADER: &str = "Idempotency-Key";
/// Says that an answer was given before.
const REPLAYED: &str = "Idempotent-Replayed";
/// Longest key.
const MAX_KEY: usize = 255;

/// A request that may come again: its key, if it has one, and what makes it the same request.
#[derive(Clone, Debug)]
pub struct Once {
    key: Option<String>,
    hash: Vec<u8>,
}

impl Once {
    /// Reads the key of a request.
    pub fn of(request: &HttpRequest, body: &Body) -> Result<Self, Error> {
        let key = match request.headers().get(HEADER).map(|value| value.to_str().unwrap_or_default()) {
            None => None,
            Some(key) if (1..=MAX_KEY).contains(&key.len()) => Some(key.to_owned()),
            Some(_) => {
                return Err(Error::invalid(HEADER, format!("must be 1 to {MAX_KEY} printable ASCII characters")));
            }
        };
        let asked = format!("{} {}\n", request.method(), request.uri());
        let hash = sha256(&[asked.as_bytes(), body.bytes()].concat());
        Ok(Once { key, hash })
    }

    /// Runs a use case, once for a key: its answer is kept in its transaction.
    pub async fn write<F>(self, program: &Program, work: F) -> ApiResult
    where
        F: Fn(&mut Conn, &Cx) -> Result<(StatusCode, Value), Error> + Clone + Send + 'static,
    {
        let (status, body, replayed) = program
            .write_racing(move |conn, cx| {
                if let Some((status, body)) = self.find(conn, cx)? {
                    return Ok((status, body, true));
                }
                let (status, body) = work(conn, cx)?;
                self.insert(conn, cx, status, &body)?;
                Ok((status, body, false))
            })
            .await?;
        Ok(response(status, &body, replayed))
    }

    /// The answer that was given to this request before.
    pub async fn kept(&self, program: &Program) -> Result<Option<HttpResponse>, Error> {
        let once = self.clone();
        let found = program.read(move |conn, cx| once.find(conn, cx)).await?;
        Ok(found.map(|(status, body)| response(status, &body, true)))
    }

    /// Keeps an answer whose work is done and which could be done again without harm.
    pub async fn keep(self, program: &Program, status: StatusCode, body: Value) -> ApiResult {
        let answer = response(status, &body, false);
        if self.key.is_some() {
            program
                .write_racing(move |conn, cx| match self.find(conn, cx)? {
                    Some(_) => Ok(()),
                    None => self.insert(conn, cx, status, &body),
                })
                .await?;
        }
        Ok(answer)
    }

    fn find(&self, conn: &mut Conn, cx: &Cx) -> Result<Option<(StatusCode, Value)>, Error> {
        let Some(key) = &self.key else { return Ok(None) };
        let Some(kept) = idempotency::find(conn, cx.workspace, key)? else { return Ok(None) };
        if kept.request_hash != self.hash {
            return Err(Error::conflict(
                "idempotency_key_reused",
                "this Idempotency-Key was used for another request; use a new one for each request",
            ));
        }
        let corrupt = |problem: String| CorruptRow::of("idempotency_keys", key, problem);
        let sealed = STANDARD.decode(&kept.body).map_err(|error| corrupt(error.to_string()))?;
        let body = serde_json::from_slice(&cx.keys().unseal(&sealed)?).map_err(|error| corrupt(error.to_string()))?;
        let status = u16::try_from(kept.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
        Ok(Some((status.ok_or_else(|| corrupt(format!("status {}", kept.status)))?, body)))
    }

    /// Answers can hold a secret that is shown once, so they are kept encrypted.
    fn insert(&self, conn: &mut Conn, cx: &Cx, status: StatusCode, body: &Value) -> Result<(), Error> {
        let Some(key) = &self.key else { return Ok(()) };
        let sealed = cx.keys().seal(&cx.ids, body.to_string().as_bytes())?;
        let kept = Kept {
            workspace_id: cx.workspace,
            key: key.clone(),
            request_hash: self.hash.clone(),
            status: status.as_u16().into(),
            body: STANDARD.encode(sealed),
            created_at: cx.now,
        };
        idempotency::insert(conn, &kept)
    }
}

fn response(status: StatusCode, body: &Value, replayed: bool) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    if replayed {
        response.insert_header((REPLAYED, "true"));
    }
    response.json(body)
}
