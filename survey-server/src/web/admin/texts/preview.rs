//! How the draft in the editor looks: as a document for the frame beside it, and as facts for its script.

use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;
use survey_core::response::Answers;

use super::typed::Typed;
use super::{Saved, Scope, saved};
use crate::error::Error;
use crate::mail::Message;
use crate::outreach::sample::{self, Known};
use crate::outreach::{send::Letter, wording};
use crate::render::RenderedMail;
use crate::store::templates::Place;
use crate::web::admin::error::AdminResult;
use crate::web::admin::form::Form;
use crate::web::admin::member::Member;
use crate::web::survey::preview;

/// What a mail may do in its frame: nothing but look as it looks.
const MAIL_CSP: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'";
/// What a page may do in its frame.
const PAGE_CSP: &str = "sandbox; default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'self'";

/// POST …/texts/check: what is wrong field by field, the subject and the text part.
pub async fn check(member: Member, request: HttpRequest, form: Form) -> AdminResult {
    let saved = saved(&member, &Scope::from_form(&request, &form)).await?;
    let typed = Typed::read(&member, &form)?;
    let mail = if typed.problems.is_empty() { Some(mail(&member, &saved, &typed, known(&form)).await?) } else { None };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(json!({
        "problems": typed.problems,
        "subject": mail.as_ref().map(|mail| &mail.subject),
        "text": mail.as_ref().map(|mail| &mail.text),
    })))
}

/// POST …/texts/preview: the document for the frame.
pub async fn frame(member: Member, request: HttpRequest, form: Form) -> AdminResult {
    let saved = saved(&member, &Scope::from_form(&request, &form)).await?;
    let typed = Typed::read(&member, &form)?;
    if !typed.problems.is_empty() {
        let content = json!({"problems": typed.problems.values().collect::<Vec<_>>()});
        let page = member.app.renderer.page("texts_refused", member.reader.language(), &content);
        return Ok(document(PAGE_CSP, page.map_err(Error::internal)?));
    }
    let view = form.text("view");
    if view == "page" || view == "thanks" {
        let (draft, known) = (saved.draft(&typed), known(&form));
        let row = saved.row.clone();
        let asked = member
            .read(move |conn, cx| {
                let place = Place { survey: draft.place.0, locale: draft.place.1 };
                let (of, language) = (place.survey, crate::render::Language::of(&draft.language));
                let wording =
                    wording::draft(conn, cx, of, language.tag(), Some((place, draft.texts)), Some(draft.brand))?;
                preview::asked_with(conn, cx, row, language, known, Arc::new(wording))
            })
            .await?;
        let mut response = if view == "page" {
            preview::form_page(&member.app, &request, &asked, "", Some(9))
        } else {
            preview::thanks_page(&member.app, &asked, "", &Answers::default())
        };
        let csp = header::HeaderValue::from_static(PAGE_CSP);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, csp);
        return Ok(response);
    }
    let mail = mail(&member, &saved, &typed, known(&form)).await?;
    if view == "text" {
        let content = json!({"subject": mail.subject, "text": mail.text});
        let page = member.app.renderer.page("texts_plain", saved.language().tag(), &content);
        return Ok(document(PAGE_CSP, page.map_err(Error::internal)?));
    }
    Ok(document(MAIL_CSP, in_mode(&mail.html, view == "dark")))
}

/// The mail as mail programs show it in the light or in the dark, whatever the reader's own screen is set to.
fn in_mode(html: &str, dark: bool) -> String {
    let (query, scheme) = if dark { ("@media all", "dark") } else { ("@media not all", "light") };
    html.replace("@media (prefers-color-scheme: dark)", query)
        .replace("color-scheme: light dark;", &format!("color-scheme: {scheme};"))
}

fn document(csp: &'static str, html: String) -> HttpResponse {
    HttpResponse::build(StatusCode::OK)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, csp))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(html)
}

fn known(form: &Form) -> Known {
    if form.text("nothing_known") == "yes" { Known::Nothing } else { Known::All }
}

async fn mail(member: &Member, saved: &Saved, typed: &Typed, known: Known) -> Result<RenderedMail, Error> {
    let (draft, workspace, row) = (saved.draft(typed), saved.workspace.clone(), saved.row.clone());
    let language = saved.language().tag();
    let cx = member.app.cx(workspace.id);
    let letter: Letter = member
        .read(move |conn, cx| {
            let place = Place { survey: draft.place.0, locale: draft.place.1 };
            let of = place.survey;
            let wording = wording::draft(conn, cx, of, language, Some((place, draft.texts)), Some(draft.brand))?;
            sample::letter(conn, cx, &workspace, &row, Arc::new(wording), (language, known))
        })
        .await?;
    let mut message = letter.message(&cx);
    // In the frame pictures come from the address that the page came from.
    if let Some(logo) = &mut message.logo {
        logo.url = logo.url.strip_prefix(&cx.site.public_url).unwrap_or(&logo.url).to_owned();
    }
    message.render(&member.app.renderer, language).map_err(Error::internal)
}
