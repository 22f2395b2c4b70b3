//! A tablet in a shop: its page, what it hands in, and the PIN by which staff leave it.

use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::{Value, json};
use survey_core::survey::{Question, QuestionKind};

use super::view::{QuestionView, Viewer};
use super::{open_link, refused};
use crate::app::App;
use crate::error::Error;
use crate::render::{Language, asset};
use crate::response::asked::Asked;
use crate::response::kiosk;
use crate::secret::Purpose;
use crate::store::kiosks::Kiosk;
use crate::store::{kiosks, workspaces};
use crate::web::body;
use crate::web::error::{ApiError, ApiResult};
use crate::web::page::{self, Audience, CSP};

/// Half an answer is sent when nobody touches the tablet for so many seconds.
const IDLE_SECS: u32 = 60;

/// One question with what the page must know to go on without asking us.
#[derive(Serialize)]
struct Step {
    #[serde(flatten)]
    view: QuestionView,
    /// The conditions under which it is shown, as JSON.
    show_if: String,
    /// A tap answers it, and the next one comes by itself.
    moves_on: bool,
    least: usize,
    most: usize,
}

/// `GET /k/{token}`
pub(super) async fn show(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let wanted = body::query(&request).text("lang").unwrap_or_default();
    let found = match open_link(&app, Purpose::Kiosk, &token) {
        Ok((claim, cx)) => {
            app.db
                .read(move |conn| {
                    let kiosk = kiosk::by_link(conn, &cx, claim)?;
                    let asked = kiosk::asked(conn, &cx, &kiosk, None, &wanted)?;
                    Ok((kiosk, asked))
                })
                .await
        }
        Err(error) => Err(error),
    };
    let (kiosk, asked) = match found {
        Ok((_, asked)) if asked.row.closed_at.is_some() => {
            let closed = Error::conflict("survey_closed", "this survey is closed");
            return refused(&request, &app, Purpose::Kiosk, &token, &closed).await;
        }
        Ok(found) => found,
        Err(error) => return refused(&request, &app, Purpose::Kiosk, &token, &error).await,
    };
    let language = asked.language().unwrap_or("en").to_owned();
    let own = asked.setting.workspace.settings.0.language.clone();
    let page_language = Language::first_of([language.as_str(), own.as_str()]);
    let context = context(&app, &token, &kiosk, &asked, &language, page_language);
    let mut response = page::page(&app, Audience::Public, StatusCode::OK, "kiosk", page_language.tag(), &context);
    let policy = format!("{CSP}; worker-src 'self'; manifest-src 'self'");
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if request.method() == Method::HEAD { page::without_body(response) } else { response }
}

fn context(app: &App, token: &str, kiosk: &Kiosk, asked: &Asked, language: &str, page_language: Language) -> Value {
    let survey = &asked.setting.survey;
    let properties = asked.properties();
    let viewer = Viewer {
        survey,
        properties: &properties,
        language,
        page_language,
        renderer: &app.renderer,
        fields: &[],
        problems: &[],
    };
    let steps: Vec<Step> = survey.questions().iter().map(|question| step(asked, &viewer, question)).collect();
    let languages: Vec<Value> = kiosk
        .locales
        .0
        .iter()
        .map(|tag| json!({"tag": tag, "name": own_name(tag), "current": tag == language, "first": Some(tag) == kiosk.locales.0.first()}))
        .collect();
    let mut context = asked.dress();
    let page = json!({
        "company": asked.setting.workspace.company(),
        "survey_name": survey.main_question().map_or_else(|| survey.name().to_owned(), |main| viewer.words(&main.text)),
        "base": format!("/k/{token}"),
        "kiosk": kiosk.id.to_string(),
        "name": kiosk.name,
        "version": asked.row.version,
        "page": edition(asked),
        "language": language,
        "languages": if languages.len() > 1 { languages } else { Vec::new() },
        "properties": Value::Object(properties).to_string(),
        "return_secs": kiosk.return_secs,
        "idle_secs": IDLE_SECS,
        "steps": steps,
    });
    context.extend(page.as_object().cloned().unwrap_or_default());
    Value::Object(context)
}

fn step(asked: &Asked, viewer: &Viewer<'_>, question: &Question) -> Step {
    let survey = &asked.setting.survey;
    let section = survey.section_of(question).and_then(|section| section.show_if.as_ref());
    let conditions: Vec<_> = section.into_iter().chain(&question.show_if).collect();
    let (moves_on, least, most) = match &question.kind {
        QuestionKind::Choice(choice) => (
            !choice.many && choice.other.is_none(),
            choice.min_choices.unwrap_or_default(),
            choice.max_choices.unwrap_or_default(),
        ),
        QuestionKind::Text(_) | QuestionKind::Consent(_) => (false, 0, 0),
        _ => (true, 0, 0),
    };
    Step {
        view: viewer.question(question),
        show_if: serde_json::to_string(&conditions).unwrap_or_else(|_never| "[]".to_owned()),
        moves_on,
        least,
        most,
    }
}

/// What a tablet compares to know that its page is an old one.
pub(super) fn edition(asked: &Asked) -> String {
    let (row, workspace) = (&asked.row, &asked.setting.workspace);
    format!("{}.{}.{}.{}", row.version, workspace.updated_at.0, row.closed_at.is_some(), asset::version())
}

/// A language's name in itself, where we know it.
fn own_name(tag: &str) -> String {
    let names = [
        ("en", "English"),
        ("ru", "Русский"),
        ("de", "Deutsch"),
        ("fr", "Français"),
        ("es", "Español"),
        ("pt", "Português"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("kk", "Қазақша"),
        ("ar", "العربية"),
    ];
    names.iter().find(|(known, _)| *known == tag).map_or_else(|| tag.to_owned(), |(_, name)| (*name).to_owned())
}

/// `GET /k/sw.js`: what keeps a tablet's page while there is no connection. Its place decides what it may keep.
pub(super) async fn service_worker() -> HttpResponse {
    let Some(script) = asset::find("kiosk-worker.js") else { return HttpResponse::NotFound().finish() };
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, script.media_type))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'self'"))
        .body(script.bytes.into_owned())
}

/// `GET /k/{token}/app.webmanifest`: lets a tablet keep the page as an app without the browser around it.
pub(super) async fn manifest(app: web::Data<App>, token: web::Path<String>) -> ApiResult {
    let (claim, cx) = open_link(&app, Purpose::Kiosk, &token)?;
    let workspace = cx.workspace;
    let (kiosk, company) = app
        .db
        .read(move |conn| {
            let kiosk = kiosk::by_link(conn, &cx, claim)?;
            Ok((kiosk, workspaces::load(conn, workspace)?.company().to_owned()))
        })
        .await?;
    let start = format!("/k/{token}");
    let icon = json!([{"src": asset::path("icon.svg"), "type": "image/svg+xml", "sizes": "any"}]);
    let manifest = json!({
        "name": format!("{company} · {}", kiosk.name), "short_name": kiosk.name,
        "id": start, "start_url": start, "scope": "/k/", "display": "fullscreen", "icons": icon,
    });
    Ok(HttpResponse::Ok()
        .content_type("application/manifest+json")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(manifest.to_string()))
}

/// `POST /k/{token}/pin`: whether this is the tablet's PIN.
pub(super) async fn pin(
    app: web::Data<App>,
    token: web::Path<String>,
    bytes: Result<web::Bytes, actix_web::Error>,
) -> ApiResult {
    let bytes = bytes.map_err(|error| Error::Malformed(format!("the PIN could not be read: {error}")))?;
    let pin = url::form_urlencoded::parse(&bytes)
        .find(|(name, _)| name == "pin")
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default();
    let (claim, cx) = open_link(&app, Purpose::Kiosk, &token)?;
    let tried = app.write(cx.workspace, move |conn, cx| kiosk::try_pin(conn, cx, claim)).await?;
    let (workspace, id) = (tried.workspace_id, tried.id);
    let right = web::block(move || kiosk::check_pin(&tried, &pin)).await.map_err(Error::internal)?;
    if !right {
        return Err(ApiError(Error::Forbidden("this is not the PIN of this kiosk".to_owned())));
    }
    app.db.write(move |conn| kiosks::pin_tried(conn, workspace, id, 0, None)).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(json!({"ok": true})))
}
