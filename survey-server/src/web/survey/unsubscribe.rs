//! Unsubscribing: a page with a button, and the one-click POST of RFC 8058.

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use super::refusal::dress;
use super::{click, open_link, refused};
use crate::app::App;
use crate::error::Error;
use crate::outreach::{suppress, wording};
use crate::render::Language;
use crate::secret::Purpose;
use crate::store::people::Person;
use crate::store::suppressions::Reason;
use crate::store::{WorkspaceId, people, workspaces};
use crate::web::page::{self, Audience, Dress, accepted_language, language_of};

/// Whose mails stop, and how the page looks and reads.
struct Found {
    person: Person,
    workspace: WorkspaceId,
    dress: Dress,
    language: Language,
}

/// `GET /u/{token}`: shows a button. Link scanners open every link; nothing happens here.
pub(super) async fn ask(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let found = match find(&request, &app, &token).await {
        Ok(found) => found,
        Err(error) => return refused(&request, &app, Purpose::Unsubscribe, &token, &error).await,
    };
    click::note_unsubscribe(&app, &request, &found.person);
    let context = json!({
        "company": found.dress.company, "logo": found.dress.logo, "brand_css": found.dress.brand_css, "footer": null,
        "action": format!("/u/{token}"),
        "address": found.person.email.as_deref().map(masked),
    });
    let response = page::page(&app, Audience::Public, StatusCode::OK, "unsubscribe", found.language.tag(), &context);
    if request.method() == Method::HEAD { page::without_body(response) } else { response }
}

/// `POST /u/{token}`: acts at once, whatever the body is, and says the same for an unknown token.
pub(super) async fn act(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let (dress, language) = match find(&request, &app, &token).await {
        Ok(Found { person, workspace, dress, language }) => {
            let done = app
                .write(workspace, move |conn, cx| suppress::suppress(conn, cx, &person, Reason::Unsubscribed, "link"))
                .await;
            if let Err(error) = done {
                return refused(&request, &app, Purpose::Unsubscribe, &token, &error).await;
            }
            (dress, language)
        }
        Err(Error::NotFound(_)) => (Dress::default(), page::visitors_language(&request)),
        Err(error) => return refused(&request, &app, Purpose::Unsubscribe, &token, &error).await,
    };
    let context = json!({"company": dress.company, "logo": dress.logo, "brand_css": dress.brand_css, "footer": null});
    page::page(&app, Audience::Public, StatusCode::OK, "unsubscribed", language.tag(), &context)
}

async fn find(request: &HttpRequest, app: &App, token: &str) -> Result<Found, Error> {
    let (claim, cx) = open_link(app, Purpose::Unsubscribe, token)?;
    let accepted = accepted_language(request, &Language::ALL);
    app.db
        .read(move |conn| {
            let person = people::find(conn, cx.workspace, claim.id)?.ok_or(Error::NotFound("link"))?;
            let workspace = workspaces::load(conn, cx.workspace)?;
            let language = language_of(person.locale.as_deref(), accepted, &workspace.settings.0.language);
            let brand = wording::load(conn, &cx, &workspace, 0, language)?.brand.clone();
            Ok(Found { person, workspace: workspace.id, dress: dress(&workspace, &brand), language })
        })
        .await
}

/// An address that its owner knows again and nobody else learns: the link may have been forwarded.
fn masked(address: &str) -> String {
    match address.split_once('@') {
        Some((name, domain)) => format!("{}•••@{domain}", name.chars().take(1).collect::<String>()),
        None => "•••".to_owned(),
    }
}
