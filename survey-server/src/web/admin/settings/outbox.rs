//! The outbox: mails that were written into a folder because there is no mail server. Only those of this workspace.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::error::Error;
use crate::mail::OutboxMail;
use crate::store::{Time, deliveries};
use crate::web::admin::error::AdminResult;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::page::CSP;

const PATH: &str = "/admin/settings/sending/outbox";
/// So many mails are listed.
const MOST: usize = 50;
/// So many files are looked through for mails of this workspace.
const LOOKED_AT: usize = 1000;
/// What a mail may do in its frame: nothing but look as it looks.
const FRAME_CSP: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'";

/// One mail in the list.
#[derive(Debug, Serialize)]
pub struct Line {
    href: String,
    subject: String,
    to: String,
    at: Time,
}

#[derive(Serialize)]
struct Content {
    mail: Mail,
}

#[derive(Serialize)]
struct Mail {
    subject: String,
    from: String,
    to: String,
    at: Time,
    html_url: Option<String>,
    source_url: String,
    text: String,
}

/// The newest mails of the workspace; none where there is a mail server.
pub async fn lines(member: &Member) -> Result<Option<Vec<Line>>, Error> {
    let Some(outbox) = member.app.mailer.as_outbox() else { return Ok(None) };
    let entries = outbox.list(LOOKED_AT).await.map_err(Error::internal)?;
    let ids: Vec<String> = entries.iter().map(|entry| message_id(&entry.name)).collect();
    let ours = member.read(move |conn, cx| deliveries::known_message_ids(conn, cx.workspace, &ids)).await?;
    let lines = entries.into_iter().filter(|entry| ours.contains(&message_id(&entry.name))).take(MOST);
    let lines = lines.map(|entry| Line {
        href: format!("{PATH}/{}", entry.name.trim_end_matches(".eml")),
        subject: entry.subject,
        to: entry.to,
        at: entry.date.map(Time::from).unwrap_or_default(),
    });
    Ok(Some(lines.collect()))
}

/// The id of the mail in a file.
fn message_id(name: &str) -> String {
    format!("<{}>", name.trim_end_matches(".eml"))
}

async fn read(member: &Member, id: &str) -> Result<OutboxMail, Error> {
    let missing = || Error::NotFound("mail");
    let outbox = member.app.mailer.as_outbox().ok_or_else(missing)?;
    let ids = vec![message_id(id)];
    let ours = member.read(move |conn, cx| deliveries::known_message_ids(conn, cx.workspace, &ids)).await?;
    if ours.is_empty() {
        return Err(missing());
    }
    outbox.read(&format!("{id}.eml")).await.map_err(Error::internal)?.ok_or_else(missing)
}

/// GET /admin/settings/sending/outbox/{id}
pub async fn show(member: Member, id: web::Path<String>) -> AdminResult {
    let mail = read(&member, &id).await?;
    let content = Content {
        mail: Mail {
            subject: mail.entry.subject,
            from: mail.entry.from,
            to: mail.entry.to,
            at: mail.entry.date.map(Time::from).unwrap_or_default(),
            html_url: (!mail.html.is_empty()).then(|| format!("{PATH}/{id}/html")),
            source_url: format!("{PATH}/{id}/source"),
            text: mail.text,
        },
    };
    let mut response = member.page(Room::Settings, "outbox_mail", StatusCode::OK, &content).await?;
    let policy = header::HeaderValue::try_from(format!("{CSP}; frame-src 'self'")).map_err(Error::internal)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// GET /admin/settings/sending/outbox/{id}/html
pub async fn html(member: Member, id: web::Path<String>) -> AdminResult {
    let mail = read(&member, &id).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, FRAME_CSP))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(mail.html))
}

/// GET /admin/settings/sending/outbox/{id}/source
pub async fn source(member: Member, id: web::Path<String>) -> AdminResult {
    let outbox = member.app.mailer.as_outbox().ok_or(Error::NotFound("mail"))?;
    read(&member, &id).await?;
    let name = format!("{id}.eml");
    let bytes = outbox.source(&name).await.map_err(Error::internal)?.ok_or(Error::NotFound("mail"))?;
    Ok(HttpResponse::Ok()
        .content_type("message/rfc822")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(bytes))
}
