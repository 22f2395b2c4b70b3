//! Errors of public pages: what happened, in the reader's language and the business's colours, and what was typed.

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::{Method, StatusCode};

use super::fields::Fields;
use super::open_link;
use crate::app::App;
use crate::brand::{Brand, Look, logo};
use crate::error::Error;
use crate::outreach::wording;
use crate::render::Language;
use crate::secret::Purpose;
use crate::store::workspaces::Workspace;
use crate::store::{cases, invitations, people, workspaces};
use crate::web::error::wants_json;
use crate::web::page::{self, Again, Dress};

/// An error of a public page, as a page in the language of the person that the link was made for.
pub(super) async fn refused(
    request: &HttpRequest,
    app: &App,
    purpose: Purpose,
    token: &str,
    error: &Error,
) -> HttpResponse {
    refused_form(request, app, purpose, token, error, None).await
}

/// The same after a form was sent: where sending it again may help, the page does it with one button; where not, it shows
/// the words to be copied.
pub(super) async fn refused_form(
    request: &HttpRequest,
    app: &App,
    purpose: Purpose,
    token: &str,
    error: &Error,
    posted: Option<&Fields>,
) -> HttpResponse {
    if wants_json(request) {
        return page::problem(request, error);
    }
    // Who is too busy, or has lost the database, does not ask it for colours.
    let found = match error {
        Error::Unavailable { .. } => None,
        _ => dressed(request, app, purpose, token).await,
    };
    let genuine = found.is_some();
    let (mut dress, language) = found.unwrap_or_else(|| (Dress::default(), page::visitors_language(request)));
    if let Some(fields) = posted {
        if matches!(error, Error::Unavailable { .. } | Error::Internal(_)) {
            dress.again = Some(Again { action: request.path().to_owned(), fields: fields.pairs.clone() });
        } else {
            dress.written = fields.words();
        }
    }
    let mut response = page::problem_in(request, error, language, &dress);
    // A link from a mail that has had its time is no broken link: mail scanners count those against the sender.
    if genuine && purpose == Purpose::Survey && matches!(error, Error::NotFound("link")) {
        let read = matches!(*request.method(), Method::GET | Method::HEAD);
        *response.status_mut() = if read { StatusCode::OK } else { StatusCode::GONE };
    }
    response
}

/// How the pages of a link look and read; none for a link that is not ours.
async fn dressed(request: &HttpRequest, app: &App, purpose: Purpose, token: &str) -> Option<(Dress, Language)> {
    let (claim, cx) = open_link(app, purpose, token).ok()?;
    let accepted = page::accepted_language(request, &Language::ALL);
    let found = app.db.read(move |conn| {
        let workspace = workspaces::load(conn, cx.workspace)?;
        let known = match purpose {
            Purpose::Survey | Purpose::Help => {
                invitations::find(conn, cx.workspace, claim.id)?.map(|invitation| invitation.locale)
            }
            Purpose::Unsubscribe => people::find(conn, cx.workspace, claim.id)?.and_then(|person| person.locale),
            Purpose::CaseStatus => match cases::find(conn, cx.workspace, claim.id)?.and_then(|case| case.person_id) {
                Some(person) => people::find(conn, cx.workspace, person)?.and_then(|person| person.locale),
                None => None,
            },
            _ => None,
        };
        let own = &workspace.settings.0.language;
        let language = page::language_of(known.as_deref(), accepted, own);
        let brand = wording::load(conn, &cx, &workspace, 0, language)?.brand.clone();
        Ok((dress(&workspace, &brand), language))
    });
    found.await.ok()
}

/// The name, the logo and the colours of a business.
pub(super) fn dress(workspace: &Workspace, brand: &Brand) -> Dress {
    Dress {
        company: Some(workspace.company().to_owned()),
        logo: brand.logo.as_ref().map(|id| logo::path(workspace.id, id)),
        brand_css: Look::style_sheet(brand),
        ..Dress::default()
    }
}
