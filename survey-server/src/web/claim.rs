//! A case taken from a message: the link shows it with a button, and only the button takes it.

use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use survey_core::recovery::CaseStep;

use super::page::{self, Audience};
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::case::{self, Act};
use crate::render::Language;
use crate::secret::Purpose;
use crate::store::cases::{self, Case};
use crate::store::users::{self, Role, User};
use crate::store::{Conn, Id, Time, deliveries, people, responses, rooms, workspaces};

/// A link works for so many days.
const DAYS: i64 = 7;
/// Longest token that is looked at, in bytes.
const MAX_TOKEN: usize = 100;

/// Mounts the page.
pub fn configure(cfg: &mut ServiceConfig) {
    cfg.service(
        web::resource("/claim/{token}")
            .route(web::get().to(show))
            .route(web::head().to(show))
            .route(web::post().to(take)),
    );
}

/// What the page shows.
#[derive(Serialize)]
struct Content {
    /// `free`, `yours`, `theirs`, `settled`, `expired`.
    state: &'static str,
    number: i32,
    /// Who has it; empty: nobody.
    owner: String,
    person: Option<String>,
    phone: Option<String>,
    score: Option<String>,
    comment: Option<String>,
    due_at: Option<Time>,
    late: bool,
    zone: String,
    /// Its page in the admin.
    href: Option<String>,
    action: String,
}

/// Where a link leads.
enum Found {
    /// A member's mail: the case, and who would take it.
    Mail(Box<Case>, Box<User>),
    /// A room's message: whoever follows it says who they are.
    Room(Id),
    /// Nowhere any more.
    Expired,
}

/// `GET /claim/{token}`: records nothing, whoever opens it.
async fn show(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let shown = serve(&app, &request, &token, false).await;
    let response = shown.unwrap_or_else(|error| page::problem(&request, &error));
    if request.method() == Method::HEAD { page::without_body(response) } else { response }
}

/// `POST /claim/{token}`: the link is the capability; the case is taken for the member whom the mail was sent to.
async fn take(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let taken = serve(&app, &request, &token, true).await;
    taken.unwrap_or_else(|error| page::problem(&request, &error))
}

async fn serve(app: &App, request: &HttpRequest, token: &str, takes: bool) -> Result<HttpResponse, Error> {
    let claim = |purpose| (token.len() <= MAX_TOKEN).then(|| app.site.keys.open_link(purpose, token)).flatten();
    let (claim, in_room) = match (claim(Purpose::Claim), claim(Purpose::ClaimInRoom)) {
        (Some(claim), _) => (claim, false),
        (None, Some(claim)) => (claim, true),
        (None, None) => return Err(Error::NotFound("link")),
    };
    let path = format!("/claim/{token}");
    let work = move |conn: &mut Conn, cx: &Cx| match find(conn, cx, claim.id, in_room)? {
        Found::Mail(mut case, user) => {
            if takes && case.assignee_id.is_none() && case.is_open() {
                *case = claim_for(conn, cx, &case, user.id)?;
            }
            Ok(Ok((content(conn, cx, &case, &user, path)?, user.locale)))
        }
        Found::Room(case) => Ok(Err(Some(case))),
        Found::Expired => Ok(Err(None)),
    };
    let found = if takes { app.write(claim.workspace, work).await? } else { app.read(claim.workspace, work).await? };
    let visitors = page::visitors_language(request).in_admin().tag();
    Ok(match found {
        Ok((content, locale)) => {
            let status = if takes && content.state == "theirs" { StatusCode::CONFLICT } else { StatusCode::OK };
            answer(app, status, Language::of(&locale).in_admin().tag(), &content)
        }
        Err(Some(case)) => page::see_other(&format!("/admin/cases/{case}")),
        Err(None) => answer(app, StatusCode::GONE, visitors, &expired()),
    })
}

/// The case that a mail or a message was about, as long as its link works.
fn find(conn: &mut Conn, cx: &Cx, id: Id, in_room: bool) -> Result<Found, Error> {
    let oldest = cx.now.plus_days(-DAYS);
    if in_room {
        let message = rooms::find_message(conn, cx.workspace, id)?.filter(|message| message.created_at > oldest);
        return Ok(message.and_then(|message| message.case_id).map_or(Found::Expired, Found::Room));
    }
    let Some(mail) = deliveries::find(conn, cx.workspace, id)? else { return Ok(Found::Expired) };
    if mail.kind != deliveries::Kind::Alert || mail.created_at <= oldest {
        return Ok(Found::Expired);
    }
    let Ok(address) = crate::mail::EmailAddress::parse(&mail.recipient) else { return Ok(Found::Expired) };
    let Some(user) = users::find_by_email(conn, &address.key())? else { return Ok(Found::Expired) };
    let role = users::role(conn, cx.workspace, user.id)?;
    let Some(case) = cases::find(conn, cx.workspace, mail.about_id)? else { return Ok(Found::Expired) };
    Ok(match role {
        None | Some(Role::Viewer) => Found::Expired,
        Some(_) => Found::Mail(Box::new(case), Box::new(user)),
    })
}

fn claim_for(conn: &mut Conn, cx: &Cx, found: &Case, user: Id) -> Result<Case, Error> {
    let act = Act {
        step: CaseStep::Claim,
        assignee: Some(user),
        actor: user.to_string(),
        outcome: None,
        note: None,
        version: Some(found.version),
    };
    case::act(conn, cx, found.id, &act)
}

fn content(conn: &mut Conn, cx: &Cx, case: &Case, user: &User, action: String) -> Result<Content, Error> {
    let owner = match case.assignee_id {
        Some(owner) => users::find(conn, owner)?,
        None => None,
    };
    let person = people::named(conn, cx.workspace, case.person_id)?;
    let response = responses::named(conn, cx.workspace, case.response_id)?;
    let state = match case.assignee_id {
        _ if !case.is_open() => "settled",
        None => "free",
        Some(owner) if owner == user.id => "yours",
        Some(_) => "theirs",
    };
    let solution = case.contacted_at.is_some() || case.do_not_contact;
    let due_at = if solution { case.resolve_due_at } else { case.due_at };
    Ok(Content {
        state,
        number: case.number,
        owner: owner.map(|owner| if owner.name.is_empty() { owner.email } else { owner.name }).unwrap_or_default(),
        phone: person.as_ref().and_then(|person| person.phone.clone()).filter(|_| state == "yours"),
        person: person.and_then(|person| person.name.or(person.email).or(person.phone)),
        score: response.as_ref().and_then(|response| response.score).map(|score| score.to_string()),
        comment: response.and_then(|response| response.comment),
        due_at: Some(due_at).filter(|_| case.is_open()),
        late: due_at < cx.now,
        zone: workspaces::load(conn, cx.workspace)?.settings.0.zone,
        href: Some(format!("/admin/cases/{}", case.id)),
        action,
    })
}

fn expired() -> Content {
    Content {
        state: "expired",
        number: 0,
        owner: String::new(),
        person: None,
        phone: None,
        score: None,
        comment: None,
        due_at: None,
        late: false,
        zone: "UTC".to_owned(),
        href: None,
        action: String::new(),
    }
}

fn answer(app: &App, status: StatusCode, language: &str, content: &Content) -> HttpResponse {
    // The address is a capability: it must not leave in a Referer.
    page::page(app, Audience::Public, status, "claim", language, content)
}
