//! `/h/{token}`: "I need help", in one tap. The page shows a button and records nothing; the POST opens a case.

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};

use super::fields::{Body, Fields};
use super::refusal::{dress, refused_form};
use super::thanks::by;
use super::{open_link, refused};
use crate::app::App;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::outreach::wording;
use crate::recovery::help::{self, Asker, Link, MAX_WORDS, Wish};
use crate::render::Language;
use crate::response::asked::{Asked, open_link_id};
use crate::secret::Purpose;
use crate::store::cases::Case;
use crate::web::page::{self, Audience, Dress, accepted_language, language_of};

/// Where help is asked for beside a survey; none in a preview, which acts on nothing.
pub(super) fn address(app: &App, asked: &Asked) -> String {
    let (keys, survey) = (&app.site.keys, &asked.row);
    let token = match &asked.invitation {
        Some(row) => keys.link(Purpose::Help, row.workspace_id, row.id, row.generation),
        None => keys.link(Purpose::HelpOpen, survey.workspace_id, open_link_id(survey.id), survey.link_generation),
    };
    format!("/h/{token}")
}

/// Who asks, and how the page looks and reads.
struct Found {
    asker: Asker,
    dress: Dress,
    language: Language,
}

/// `GET /h/{token}`: shows a button. Link scanners open every link; nothing happens here.
pub(super) async fn show(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    let found = match find(&request, &app, &token).await {
        Ok((_, _, found)) => found,
        Err(error) => return refused(&request, &app, purpose(&app, &token), &token, &error).await,
    };
    let response = form(&app, &found, &token, &Wish::default(), &[], StatusCode::OK);
    if request.method() == Method::HEAD { page::without_body(response) } else { response }
}

/// `POST /h/{token}`: opens a case, whatever is typed; without anything typed too.
pub(super) async fn ask(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Body,
) -> HttpResponse {
    let read = Fields::read(&request, body);
    let (cx, link, found) = match find(&request, &app, &token).await {
        Ok(found) => found,
        Err(error) => return refused(&request, &app, purpose(&app, &token), &token, &error).await,
    };
    // A button of a mail program may send what it likes: who is known needs no fields.
    let fields = match read {
        Ok(fields) => fields,
        Err(_unreadable) if found.asker.person.is_some() => Fields::default(),
        Err(error) => return refused(&request, &app, purpose(&app, &token), &token, &error).await,
    };
    let wish = wish(&fields, &found);
    let asked = wish.clone();
    match app.write(cx.workspace, move |conn, cx| help::ask(conn, cx, link, &asked)).await {
        Ok(case) => sent(&app, &found, &case),
        Err(Error::Invalid(problems)) => form(&app, &found, &token, &wish, &problems, StatusCode::UNPROCESSABLE_ENTITY),
        Err(error) => refused_form(&request, &app, purpose(&app, &token), &token, &error, Some(&fields)).await,
    }
}

fn purpose(app: &App, token: &str) -> Purpose {
    match app.site.keys.open_link(Purpose::HelpOpen, token) {
        Some(_) => Purpose::HelpOpen,
        None => Purpose::Help,
    }
}

async fn find(request: &HttpRequest, app: &App, token: &str) -> Result<(Cx, Link, Found), Error> {
    let purpose = purpose(app, token);
    let (claim, cx) = open_link(app, purpose, token)?;
    let link = if purpose == Purpose::Help { Link::Invitation(claim) } else { Link::Survey(claim) };
    let (accepted, context) = (accepted_language(request, &Language::ALL), cx.clone());
    let found = app
        .db
        .read(move |conn| {
            let asker = help::asker(conn, &cx, link)?;
            let known = asker.invitation.as_ref().map(|invitation| invitation.locale.as_str());
            let language = language_of(known, accepted, &asker.workspace.settings.0.language);
            let brand = wording::load(conn, &cx, &asker.workspace, asker.survey.id, language)?.brand.clone();
            Ok(Found { dress: dress(&asker.workspace, &brand), asker, language })
        })
        .await?;
    Ok((context, link, found))
}

fn wish(fields: &Fields, found: &Found) -> Wish {
    let typed = |name: &str| fields.own(name).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let stranger = found.asker.person.is_none();
    Wish {
        words: typed("words"),
        phone: typed("phone"),
        email: typed("email").filter(|_| stranger),
        name: typed("name").filter(|_| stranger),
    }
}

fn form(app: &App, found: &Found, token: &str, wish: &Wish, problems: &[Problem], status: StatusCode) -> HttpResponse {
    let language = found.language.tag();
    let wrong = |name: &str| {
        let key = match problems.iter().find(|problem| problem.path == name)?.path.as_str() {
            "words" => return app.renderer.text("error-length", language, &[("limit", json!(MAX_WORDS))]).ok(),
            "phone" => "help-error-phone",
            "email" => "help-error-email",
            _ => "help-error-reach",
        };
        app.renderer.text(key, language, &[]).ok()
    };
    let context = json!({
        "company": found.dress.company, "logo": found.dress.logo, "brand_css": found.dress.brand_css, "footer": null,
        "action": format!("/h/{token}"),
        "stranger": found.asker.person.is_none(),
        "anonymous": found.asker.anonymous,
        "max_words": MAX_WORDS,
        "words": wish.words, "phone": wish.phone, "email": wish.email, "name": wish.name,
        "wrong": {"words": wrong("words"), "phone": wrong("phone"), "email": wrong("email"), "reach": wrong("reach")},
    });
    page::page(app, Audience::Public, status, "help", language, &context)
}

/// What happens next. Whom we do not know learns nothing of a case that somebody else may have open.
fn sent(app: &App, found: &Found, case: &Case) -> HttpResponse {
    let workspace = &found.asker.workspace;
    let known = found.asker.person.as_ref().filter(|_| !case.do_not_contact && case.contacted_at.is_none());
    let promise: Option<Value> = known.map(|person| {
        let link = app.site.keys.link(Purpose::CaseStatus, workspace.id, case.id, 0);
        json!({
            "by": by(case.due_at, app.clock.now(), &workspace.zone()),
            "channel": if person.phone.is_some() { "phone" } else { "email" },
            "status_url": format!("/c/{link}"),
        })
    });
    let context = json!({
        "company": found.dress.company, "logo": found.dress.logo, "brand_css": found.dress.brand_css, "footer": null,
        "zone": workspace.settings.0.zone,
        "promise": promise,
    });
    page::page(app, Audience::Public, StatusCode::OK, "help_sent", found.language.tag(), &context)
}
