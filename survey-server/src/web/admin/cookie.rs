//! The three cookies of the admin: the session, the form token's seed before sign-in, and a word for the next page.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::secret::sha256;

/// A session's cookie lives as long as a session can.
const SESSION_DAYS: i64 = 7;

/// The session cookie's name. The prefix makes browsers refuse it over plain http and from sibling domains.
pub fn session_name(app: &App) -> &'static str {
    if app.config.secure_cookies() { "__Host-sid" } else { "sid" }
}

fn door_name(app: &App) -> &'static str {
    if app.config.secure_cookies() { "__Host-door" } else { "door" }
}

fn build(app: &App, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.secure_cookies())
        .finish()
}

/// The cookie of a session that was just opened.
pub fn session(app: &App, token: String) -> Cookie<'static> {
    let mut cookie = build(app, session_name(app), token);
    cookie.set_max_age(Duration::days(SESSION_DAYS));
    cookie
}

/// The token in the session cookie, if there is one.
pub fn session_token(app: &App, request: &HttpRequest) -> Option<String> {
    request.cookie(session_name(app)).map(|cookie| cookie.value().to_owned())
}

/// The cookie that ends a session in the browser.
pub fn no_session(app: &App) -> Cookie<'static> {
    let mut cookie = build(app, session_name(app), String::new());
    cookie.make_removal();
    cookie
}

/// The token that every form of a session carries.
pub fn session_csrf(cx: &Cx, session_token: &str) -> String {
    let hash = URL_SAFE_NO_PAD.encode(sha256(session_token.as_bytes()));
    cx.keys().cookie_mac(&format!("csrf/{hash}"))
}

/// The seed of the form token before sign-in, and its cookie when it is new.
pub struct Door {
    seed: String,
    fresh: bool,
}

impl Door {
    /// The seed that came with the request, or a new one.
    pub fn of(app: &App, request: &HttpRequest) -> Result<Self, Error> {
        if let Some(cookie) = request.cookie(door_name(app)) {
            return Ok(Door { seed: cookie.value().to_owned(), fresh: false });
        }
        Ok(Door { seed: URL_SAFE_NO_PAD.encode(app.ids.secret::<16>()?), fresh: true })
    }

    /// The token for the form.
    pub fn csrf(&self, app: &App) -> String {
        app.site.keys.cookie_mac(&format!("door/{}", self.seed))
    }

    /// Whether a posted token is the one of the seed that came with it.
    pub fn accepts(&self, app: &App, token: &str) -> bool {
        !self.fresh && crate::secret::same(self.csrf(app).as_bytes(), token.as_bytes())
    }

    /// Hands the seed out with a page.
    pub fn attach(&self, app: &App, response: &mut HttpResponse) {
        if self.fresh {
            add(response, &build(app, door_name(app), self.seed.clone()));
        }
    }
}

const FLASH: &str = "flash";

/// A word for the next page: the name of a text, which the page looks up among those that exist.
pub fn flash(app: &App, word: &str) -> Cookie<'static> {
    let mut cookie = build(app, FLASH, word.to_owned());
    cookie.set_max_age(Duration::minutes(1));
    cookie
}

/// The word that the page before left.
pub fn flash_word(request: &HttpRequest) -> Option<String> {
    request.cookie(FLASH).map(|cookie| cookie.value().to_owned()).filter(|word| !word.is_empty())
}

/// Takes the word back once it was shown.
pub fn no_flash(app: &App) -> Cookie<'static> {
    let mut cookie = build(app, FLASH, String::new());
    cookie.make_removal();
    cookie
}

/// Adds a cookie to a response. A cookie that cannot be written as a header is left out.
pub fn add(response: &mut HttpResponse, cookie: &Cookie<'_>) {
    // Only fails for values with control characters, and ours are base64 or our own words.
    let _ = response.add_cookie(cookie);
}
