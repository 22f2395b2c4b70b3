//! What was said to and by a customer, on the page of a case and of an answer, and the box to answer in.

use std::collections::HashMap;

use actix_web::web;
use serde::Serialize;

use super::error::AdminResult;
use super::form::Form;
use super::member::Member;
use super::reader::Reader;
use super::role::Action;
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::conversation::{self, About, MAX_BODY, Thread};
use crate::store::deliveries::{self, Delivery, Stage};
use crate::store::messages::{Direction, Message};
use crate::store::{Conn, Id, Time};

/// The section of a page.
#[derive(Debug, Serialize)]
pub struct Conversation {
    messages: Vec<Said>,
    /// Where the reply is sent; none where nothing can be said.
    action: Option<String>,
    /// Why nothing can be said: the word of a text.
    obstacle: Option<&'static str>,
    max: usize,
}

/// One message.
#[derive(Debug, Serialize)]
struct Said {
    own: bool,
    author: Option<String>,
    at: Time,
    channel: &'static str,
    body: String,
    /// How far the mail got, where that is worth a word: `waiting`, `failed`, `unknown`.
    fate: Option<&'static str>,
}

/// The conversation about a case or an answer; `page` is the address of the page it stands on.
pub fn shown(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    about: About,
    page: &str,
    names: &HashMap<Id, String>,
) -> Result<Conversation, Error> {
    let thread = Thread::load(conn, cx, about)?;
    let said = thread.messages(conn, cx)?;
    let mut messages = Vec::with_capacity(said.len());
    for message in &said {
        messages.push(one(conn, cx, message, names)?);
    }
    let obstacle = thread.obstacle(conn, cx)?.map(|obstacle| match obstacle.code() {
        "no_email" => "no_email",
        "email_bounces" => "bounces",
        _ => "do_not_contact",
    });
    let may = reader.may(Action::WorkCases) && obstacle.is_none();
    Ok(Conversation { messages, action: may.then(|| format!("{page}/message")), obstacle, max: MAX_BODY })
}

fn one(conn: &mut Conn, cx: &Cx, message: &Message, names: &HashMap<Id, String>) -> Result<Said, Error> {
    let own = message.direction == Direction::Out;
    let mail = match message.delivery_id {
        Some(id) => deliveries::find(conn, cx.workspace, id)?,
        None => None,
    };
    let author = message.author.parse::<Id>().ok().and_then(|id| names.get(&id)).cloned();
    let (at, body) = (message.at, message.body.clone());
    Ok(Said { own, author, at, channel: message.channel.word(), body, fate: mail.as_ref().and_then(fate) })
}

fn fate(mail: &Delivery) -> Option<&'static str> {
    match mail.stage {
        Stage::Sent => None,
        Stage::Queued | Stage::Body | Stage::Retry => Some("waiting"),
        Stage::Failed | Stage::Withdrawn => Some("failed"),
        Stage::Unknown => Some("unknown"),
    }
}

/// POST /admin/cases/{id}/message
pub async fn about_case(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id: Id = id.parse().map_err(|_not_an_id| Error::NotFound("case"))?;
    say(&member, About::Case(id), &format!("/admin/cases/{id}"), &form).await
}

/// POST /admin/responses/{id}/message
pub async fn about_response(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id: Id = id.parse().map_err(|_not_an_id| Error::NotFound("response"))?;
    say(&member, About::Response(id), &format!("/admin/responses/{id}"), &form).await
}

async fn say(member: &Member, about: About, page: &str, form: &Form) -> AdminResult {
    let (body, author) = (form.raw("body").to_owned(), member.actor());
    let said = member.write(move |conn, cx| conversation::say(conn, cx, about, &body, &author)).await;
    let word = match said {
        Ok(_) => "message-sent",
        // What can be refused here changed after the page was opened; the page says it in place of the box.
        Err(Error::Invalid(_)) => "not-message-empty",
        Err(Error::Conflict { .. }) => "not-message-sent",
        Err(error) => return Err(error.into()),
    };
    Ok(member.done(&format!("{page}#conversation"), word))
}
