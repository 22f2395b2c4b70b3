//! The cookie by which the browser that answered is known again.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::embed;
use super::fields::Fields;
use crate::app::App;
use crate::error::Error;
use crate::secret::sha256;

/// How long the cookie's value is: 16 bytes in base64.
const LENGTH: usize = 22;

/// A browser: what it is known by, and whether it was known before.
pub(super) struct Browser {
    /// What the cookie holds, and the pages of one survey carry along for browsers that keep no cookies.
    pub value: String,
    /// Whether it came with the request.
    pub known: bool,
}

impl Browser {
    /// The browser of a request, if it told what it is known by.
    pub fn known(app: &App, request: &HttpRequest, fields: Option<&Fields>) -> Option<Self> {
        let framed = embed::is_frame(request);
        let cookie = request.cookie(name(app)).filter(|_| !framed).map(|cookie| cookie.value().to_owned());
        let carried = || fields.and_then(|fields| fields.own("_browser")).map(str::to_owned);
        let sound = |value: &String| value.len() == LENGTH;
        // A frame has no cookies; its form has an id from the first page on.
        let form = || fields.filter(|_| framed).and_then(|fields| fields.own("_submission")).map(by_form);
        let value = cookie.filter(sound).or_else(|| carried().filter(sound)).or_else(form)?;
        Some(Self { value, known: true })
    }

    /// The browser of a request, or a new one.
    pub fn of(app: &App, request: &HttpRequest, fields: &Fields) -> Result<Self, Error> {
        match Self::known(app, request, Some(fields)) {
            Some(known) => Ok(known),
            None => Self::new(app),
        }
    }

    /// A new one.
    pub fn new(app: &App) -> Result<Self, Error> {
        Ok(Self { value: URL_SAFE_NO_PAD.encode(app.ids.secret::<16>()?), known: false })
    }

    /// What is stored of it.
    pub fn hash(&self) -> Vec<u8> {
        sha256(self.value.as_bytes())
    }

    /// The cookie that hands it out, or keeps it for another week.
    pub fn cookie(&self, app: &App) -> Cookie<'static> {
        Cookie::build(name(app), self.value.clone())
            .path("/")
            .secure(app.config.secure_cookies())
            .http_only(true)
            .same_site(SameSite::Lax)
            .max_age(Duration::days(7))
            .finish()
    }
}

fn by_form(form: &str) -> String {
    let hash = sha256(form.as_bytes());
    URL_SAFE_NO_PAD.encode(hash.get(..16).unwrap_or_default())
}

fn name(app: &App) -> &'static str {
    if app.config.secure_cookies() { "__Host-browser" } else { "browser" }
}
