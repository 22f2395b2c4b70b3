//! What everybody may see of a business that wants it: its score as a badge, and the words of customers who agreed. A workspace
//! that has not switched it on is not there, as one that does not exist.

mod kept;
mod words;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

pub use self::kept::Kept;
use self::words::Words;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::render::Language;
use crate::reporting::badge::drawing::{STYLE, Theme, svg};
use crate::reporting::badge::{Figures, Rating};
use crate::response::testimonial::{self, Shown};
use crate::secret::{hex, sha256};
use crate::store::workspaces::{self, Workspace, day_date};
use crate::store::{Conn, WorkspaceId};
use crate::web::page::{self, Audience};

/// Mounts the public addresses.
pub fn configure(cfg: &mut ServiceConfig) {
    let shown = |cfg: &mut ServiceConfig, path: &str, route: fn(actix_web::Route) -> actix_web::Route| {
        cfg.service(web::resource(path).route(route(web::get())).route(route(web::head())));
    };
    shown(cfg, "/badge/{workspace}.svg", |route| route.to(drawing));
    shown(cfg, "/badge/{workspace}/testimonials.json", |route| route.to(document));
    shown(cfg, "/badge/{workspace}/testimonials", |route| route.to(whole_page));
}

/// Finds a workspace that shows itself. One that does not, and one that is not there, cost the same: both read a row by its
/// key and one whole workspace.
fn published(conn: &mut Conn, key: &str) -> Result<Workspace, Error> {
    /// Read in the place of one that is not there.
    const DECOY: WorkspaceId = 1;
    let found = workspaces::id_of_key(conn, key)?;
    let workspace = workspaces::find(conn, found.unwrap_or(DECOY))?;
    let active = |workspace: &Workspace| found.is_some() && workspace.settings.0.badge.active;
    workspace.filter(active).ok_or(Error::NotFound("link"))
}

/// The workspace, and the context of reading it.
async fn opened(app: &App, key: String) -> Result<(Workspace, Cx), Error> {
    let workspace = app.db.read(move |conn| published(conn, &key)).await?;
    let cx = app.cx(workspace.id);
    Ok((workspace, cx))
}

fn word(request: &HttpRequest, name: &str) -> Option<String> {
    let mut words = url::form_urlencoded::parse(request.query_string().as_bytes());
    words.find(|(found, _)| found == name).map(|(_, word)| word.into_owned())
}

/// The language that the address asks for, else the badge's, else the workspace's.
fn language(request: &HttpRequest, workspace: &Workspace) -> Language {
    let settings = &workspace.settings.0;
    let asked = word(request, "lang");
    let tags = [asked.as_deref(), settings.badge.language.as_deref(), Some(settings.language.as_str())];
    Language::first_of(tags.into_iter().flatten())
}

/// GET /badge/{workspace}.svg
async fn drawing(
    request: HttpRequest,
    app: web::Data<App>,
    kept: web::Data<Kept>,
    key: web::Path<String>,
) -> HttpResponse {
    let drawn = async {
        let (workspace, cx) = opened(&app, key.into_inner()).await?;
        let figures = kept.figures(&app, &cx, &workspace).await?;
        let words = Words { renderer: &app.renderer, language: language(&request, &workspace) };
        let theme = word(&request, "theme").and_then(|word| Theme::of(&word)).unwrap_or_default();
        Ok::<_, Error>(svg(&words.lines(&figures)?, theme))
    };
    match drawn.await {
        Ok(svg) => {
            let style = STANDARD.encode(sha256(STYLE.as_bytes()));
            let policy = format!("default-src 'none'; style-src 'sha256-{style}'; frame-ancestors 'none'; sandbox");
            tagged(&request, svg.into_bytes(), "image/svg+xml; charset=utf-8", "public, max-age=60", &policy)
        }
        Err(error) => page::problem(&request, &error),
    }
}

/// GET /badge/{workspace}/testimonials.json
async fn document(
    request: HttpRequest,
    app: web::Data<App>,
    kept: web::Data<Kept>,
    key: web::Path<String>,
) -> HttpResponse {
    match told(&request, &app, &kept, key.into_inner()).await {
        Ok(told) => {
            let bytes = told.document().to_string().into_bytes();
            // Asked again each time: a consent that is taken back hides the words at once.
            let mut response = tagged(&request, bytes, "application/json", "no-cache", "default-src 'none'");
            response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, header::HeaderValue::from_static("*"));
            response
        }
        Err(Error::Invalid(problems)) => crate::web::error::json(&Error::Invalid(problems)),
        Err(error) => page::problem(&request, &error),
    }
}

/// GET /badge/{workspace}/testimonials
async fn whole_page(
    request: HttpRequest,
    app: web::Data<App>,
    kept: web::Data<Kept>,
    key: web::Path<String>,
) -> HttpResponse {
    match told(&request, &app, &kept, key.into_inner()).await {
        Ok(told) => {
            let mut context = told.document();
            context["logo"] = Value::Null;
            context["brand_css"] = Value::Null;
            context["footer"] = Value::Null;
            context["older"] = told.older().into();
            page::page(&app, Audience::Public, StatusCode::OK, "testimonials", told.language.tag(), &context)
        }
        Err(error) => page::problem(&request, &error),
    }
}

/// What the page and the document say.
struct Told {
    key: String,
    language: Language,
    asked_language: Option<String>,
    figures: std::sync::Arc<Figures>,
    shown: Shown,
    workspace: Workspace,
    how: String,
    score: String,
    answers: String,
}

async fn told(request: &HttpRequest, app: &App, kept: &Kept, key: String) -> Result<Told, Error> {
    let (workspace, cx) = opened(app, key).await?;
    let figures = kept.figures(app, &cx, &workspace).await?;
    let after = word(request, "after");
    let shown = app.db.read(move |conn| testimonial::shown(conn, &cx, after.as_deref())).await?;
    let language = language(request, &workspace);
    let words = Words { renderer: &app.renderer, language };
    Ok(Told {
        key: workspace.key.clone(),
        language,
        asked_language: word(request, "lang"),
        how: words.text("testimonials-how", &[("company", figures.company.clone().into())])?,
        score: words.score(&figures)?,
        answers: words.answers(figures.n)?,
        figures,
        shown,
        workspace,
    })
}

impl Told {
    fn document(&self) -> Value {
        let rating = match self.figures.rating {
            None => Value::Null,
            Some(Rating::Nps(value)) => {
                json!({"type": "nps", "value": value.value, "low": value.low, "high": value.high})
            }
            Some(Rating::Mean { value, most }) => json!({"type": "mean", "value": value, "most": most}),
        };
        let testimonials: Vec<Value> = self
            .shown
            .testimonials
            .iter()
            .map(|one| {
                let day = day_date(self.workspace.day(one.at));
                json!({"id": one.id, "words": one.words, "published_on": day.to_string(),
                    "author": Some(&one.author).filter(|author| !author.is_empty())})
            })
            .collect();
        json!({
            "company": self.figures.company, "score": self.score, "answers": self.answers, "how": self.how,
            "rating": rating, "count": self.figures.n, "testimonials": testimonials, "next": self.shown.next,
        })
    }

    fn older(&self) -> Option<String> {
        let next = self.shown.next.as_deref()?;
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("after", next);
        if let Some(language) = &self.asked_language {
            query.append_pair("lang", language);
        }
        Some(format!("/badge/{}/testimonials?{}", self.key, query.finish()))
    }
}

/// An answer with a tag by which it is known again.
fn tagged(request: &HttpRequest, bytes: Vec<u8>, media_type: &str, cache: &str, policy: &str) -> HttpResponse {
    let tag = format!("\"{}\"", &hex(&sha256(&bytes))[..32]);
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    // What was compressed on the way bears a weak tag.
    let fresh = known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let status = if fresh { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, cache.to_owned()))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy.to_owned()))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"));
    if fresh { response.finish() } else { response.content_type(media_type).body(bytes) }
}
