//! Unsubscribing: a page with a button, and the one-click POST of RFC 8058.

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use super::{click, open_link, refused};
use crate::app::App;
use crate::error::Error;
use crate::outreach::suppress;
use crate::secret::Purpose;
use crate::store::people::Person;
use crate::store::suppressions::Reason;
use crate::store::workspaces::Workspace;
use crate::store::{people, workspaces};
use crate::web::page::{self, Audience, readers_language};

/// `GET /u/{token}`: shows a button. Link scanners open every link; nothing happens here.
pub(super) async fn ask(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let (person, workspace) = match find(&app, &token).await {
        Ok(found) => found,
        Err(error) => return refused(&request, &app, Purpose::Unsubscribe, &token, &error).await,
    };
    click::note_unsubscribe(&app, &request, &person);
    let context = json!({
        "company": workspace.company(), "logo": null, "brand_css": null, "footer": null,
        "action": format!("/u/{token}"),
        "address": person.email.as_deref().map(masked),
    });
    let language = readers_language(&request, person.locale.as_deref(), &workspace.settings.0.language);
    let response = page::page(&app, Audience::Public, StatusCode::OK, "unsubscribe", language.tag(), &context);
    if request.method() == Method::HEAD { page::without_body(response) } else { response }
}

/// `POST /u/{token}`: acts at once, whatever the body is, and says the same for an unknown token.
pub(super) async fn act(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let (mut company, mut language) = (None, None);
    match find(&app, &token).await {
        Ok((person, workspace)) => {
            company = Some(workspace.company().to_owned());
            let workspaces = &workspace.settings.0.language;
            language = Some(readers_language(&request, person.locale.as_deref(), workspaces));
            let done = app
                .write(workspace.id, move |conn, cx| {
                    suppress::suppress(conn, cx, &person, Reason::Unsubscribed, "link")
                })
                .await;
            if let Err(error) = done {
                return refused(&request, &app, Purpose::Unsubscribe, &token, &error).await;
            }
        }
        Err(Error::NotFound(_)) => {}
        Err(error) => return refused(&request, &app, Purpose::Unsubscribe, &token, &error).await,
    }
    let context = json!({"company": company, "logo": null, "brand_css": null, "footer": null});
    let language = language.unwrap_or_else(|| readers_language(&request, None, "en"));
    page::page(&app, Audience::Public, StatusCode::OK, "unsubscribed", language.tag(), &context)
}

async fn find(app: &App, token: &str) -> Result<(Person, Workspace), Error> {
    let (claim, cx) = open_link(app, Purpose::Unsubscribe, token)?;
    app.db
        .read(move |conn| {
            let person = people::find(conn, cx.workspace, claim.id)?.ok_or(Error::NotFound("link"))?;
            Ok((person, workspaces::load(conn, cx.workspace)?))
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
