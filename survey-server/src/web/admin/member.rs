//! Who is signed in: the extractor that every page behind the door begins with.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::cookie;
use super::error::AdminError;
use super::frame::{Frame, Room};
use super::reader::Reader;
use super::role::allowed;
use super::routes::{Access, Need};
use crate::account::session::{self, SignedIn};
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::{Conn, sessions};
use crate::web::page::{self, Audience};

/// A member of a workspace with a session, allowed to do what the route does.
#[derive(Clone)]
pub struct Member {
    /// The process.
    pub app: App,
    /// The session and the user.
    pub who: SignedIn,
    /// How the user reads, and what they may do.
    pub reader: Reader,
    /// The token for forms.
    pub csrf: String,
    /// The page's own address.
    pub here: String,
    /// The word that the page before left.
    pub flash: Option<String>,
}

impl Member {
    /// Runs a use case that reads in the session's workspace.
    pub async fn read<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Cx) -> Result<T, Error> + Send + 'static,
    {
        self.app.read(self.who.session.workspace_id, work).await
    }

    /// Runs a use case that writes in the session's workspace.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Cx) -> Result<T, Error> + Send + 'static,
    {
        self.app.write(self.who.session.workspace_id, work).await
    }

    /// For timelines and the audit log.
    pub fn actor(&self) -> String {
        self.who.user.id.to_string()
    }

    /// A page in its frame.
    pub async fn page(
        &self,
        room: Room,
        name: &str,
        status: StatusCode,
        content: &impl Serialize,
    ) -> Result<HttpResponse, AdminError> {
        let frame = Frame::of(self, room).await?;
        let mut response =
            page::page(&self.app, Audience::Admin, status, name, self.reader.language(), &frame.around(content));
        if self.flash.is_some() {
            cookie::add(&mut response, &cookie::no_flash(&self.app));
        }
        Ok(response)
    }

    /// After a form: on to a page, which says what was done. `word` names the text `flash-<word>`.
    pub fn done(&self, to: &str, word: &str) -> HttpResponse {
        let mut response = page::see_other(to);
        cookie::add(&mut response, &cookie::flash(&self.app, word));
        response
    }
}

impl FromRequest for Member {
    type Error = AdminError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AdminError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Ok(member(&request).await?) })
    }
}

async fn member(request: &HttpRequest) -> Result<Member, Error> {
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("the app is not set up"))?;
    let app = app.get_ref().clone();
    let need = request.app_data::<Access>().and_then(|access| access.of(request.method()));
    let Some(Need::May(action)) = need else {
        return Err(Error::internal(format!("the route {} names no action", request.path())));
    };
    let token = cookie::session_token(&app, request).ok_or(Error::Unauthorized)?;
    let csrf = cookie::session_csrf(&app.cx(0), &token);
    let now = app.clock.now();
    let who = app.db.read(move |conn| session::find(conn, &token, now)).await?.ok_or(Error::Unauthorized)?;
    if session::is_stale(&who.session, now) {
        let hash = who.session.token_hash.clone();
        app.db.write(move |conn| sessions::seen(conn, &hash, now)).await?;
    }
    if !allowed(who.role, action) {
        return Err(Error::Forbidden(
            "your role does not include this; an owner of the workspace can change it".into(),
        ));
    }
    let here = request.uri().path_and_query().map_or("/admin", |target| target.as_str()).to_owned();
    let reader = Reader::new(app.renderer.clone(), &who);
    Ok(Member { reader, csrf, here, flash: cookie::flash_word(request), app, who })
}
