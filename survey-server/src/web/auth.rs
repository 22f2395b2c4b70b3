//! Who is asking: a program by its key.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::{FromRequest, HttpRequest, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::error::ApiError;
use crate::account::api_key;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::Conn;
use crate::store::api_keys::{self, ApiKey, Scope};

/// So often the same thing is tried when others add it at the same time: every round one of them gets through.
pub(crate) const RACES: usize = 8;

/// A program with a key: whose workspace, and the door to it.
#[derive(Clone)]
pub struct Program {
    /// The key's row.
    pub row: ApiKey,
    /// The key itself: it signs callbacks of the dialect where no secret was given.
    pub key: String,
    /// The process.
    pub app: App,
}

impl Program {
    /// The context of a use case in the key's workspace.
    pub fn cx(&self) -> Cx {
        self.app.cx(self.row.workspace_id)
    }

    /// Runs a use case that reads in the key's workspace.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Cx) -> Result<T, Error> + Send + 'static,
    {
        self.app.read(self.row.workspace_id, work).await
    }

    /// Runs a use case that writes in the key's workspace.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Cx) -> Result<T, Error> + Send + 'static,
    {
        self.app.write(self.row.workspace_id, work).await
    }

    /// Runs a use case that adds something with an identity of the caller's own. Two requests that add the same thing
    /// at once meet in a unique constraint; the later one looks again and finds what the other made.
    pub async fn write_racing<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Fn(&mut Conn, &Cx) -> Result<T, Error> + Clone + Send + 'static,
    {
        for _ in 1..RACES {
            match self.write(work.clone()).await {
                Err(Error::Conflict { code: "already_there", .. }) => {}
                done => return done,
            }
        }
        self.write(work).await
    }

    /// Runs a use case to see what it would do, and undoes it.
    pub async fn rehearse<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Cx) -> Result<T, Error> + Send + 'static,
    {
        let cx = self.cx();
        self.app.db.rehearse(move |conn| work(conn, &cx)).await
    }

    /// For the timeline and the audit log.
    pub fn actor(&self) -> String {
        format!("key/{}", self.row.id)
    }
}

impl FromRequest for Program {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(admit(request, matches!(*request.method(), Method::GET | Method::HEAD)))
    }
}

/// A program whose request reads, whatever its method: it computes something from its body and changes nothing, so that a
/// key that may only read is enough.
pub struct Analyst(pub Program);

impl FromRequest for Analyst {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let admitted = admit(request, true);
        Box::pin(async move { admitted.await.map(Analyst) })
    }
}

/// Looks at the key of a request that reads or changes.
fn admit(request: &HttpRequest, reads: bool) -> impl Future<Output = Result<Program, ApiError>> + use<> {
    let app = request.app_data::<web::Data<App>>().map(|app| app.get_ref().clone());
    let key = key_of(request);
    async move {
        let app = app.ok_or_else(|| Error::internal("the app is not set up"))?;
        let key = key.ok_or(Error::Unauthorized)?;
        let now = app.clock.now();
        let given = key.clone();
        let row = app.db.read(move |conn| api_key::verify(conn, &given)).await?;
        if row.scope == Scope::Read && !reads {
            return Err(
                Error::Forbidden("this key may only read; what changes something needs a full key".to_owned()).into()
            );
        }
        // Once a minute is often enough to know whether a key is in use.
        if row.used_at.is_none_or(|used| used < now.plus_secs(-60)) {
            let (workspace, id) = (row.workspace_id, row.id);
            app.db.write(move |conn| api_keys::used(conn, workspace, id, now)).await?;
        }
        Ok(Program { row, key, app })
    }
}

/// The key of a request: Basic with the key as user (any or no password, also without a colon), or Bearer.
fn key_of(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
    let key = decoded.split_once(':').map_or(decoded.as_str(), |(user, _)| user);
    Some(key.trim().to_owned())
}
