//! A posted form: its fields, read only when it carries the token of the page it came from.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::cookie::{self, Door};
use super::error::AdminError;
use super::routes::{Access, Need};
use crate::app::App;
use crate::error::Error;
use crate::secret::same;
use crate::web::body::LIMIT;

/// The fields of a form whose token was checked.
#[derive(Clone, Debug)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// A field, trimmed; empty when it is missing.
    pub fn text(&self, name: &str) -> String {
        self.raw(name).trim().to_owned()
    }

    /// A field as it was typed: for passwords and documents.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// All values of a field that may come several times.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> Option<i32> {
        self.text(name).parse().ok()
    }
}

impl FromRequest for Form {
    type Error = AdminError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AdminError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = web::Bytes::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let bytes = bytes.await.map_err(|error| match error.as_response_error().status_code().as_u16() {
                413 => Error::TooLarge { limit: LIMIT },
                _ => Error::Malformed(format!("the form could not be read: {error}")),
            })?;
            let fields = url::form_urlencoded::parse(&bytes);
            let form = Form(fields.map(|(name, value)| (name.into_owned(), value.into_owned())).collect());
            if is_genuine(&request, form.raw("_csrf"))? {
                return Ok(form);
            }
            Err(AdminError(Error::Forbidden(
                "this page was open too long; open it again and send the form once more".into(),
            )))
        })
    }
}

/// Whether the token is the one that our own page gave.
pub(super) fn is_genuine(request: &HttpRequest, token: &str) -> Result<bool, Error> {
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("the app is not set up"))?;
    if request.app_data::<Access>().is_some_and(|access| access.post == Some(Need::Nothing)) {
        return Ok(Door::of(app, request)?.accepts(app, token));
    }
    let session = cookie::session_token(app, request).ok_or(Error::Unauthorized)?;
    Ok(same(cookie::session_csrf(&app.cx(0), &session).as_bytes(), token.as_bytes()))
}
