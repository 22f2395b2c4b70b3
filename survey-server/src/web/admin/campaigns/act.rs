//! What a person does with a campaign: confirm it, pause it, go on, cancel it, remove a draft.

use actix_web::web;

use super::{PATH, href, id_of};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::campaign::life;
use crate::store::campaigns::Campaign;
use crate::store::{Conn, Id};
use crate::web::admin::error::AdminResult;
use crate::web::admin::form::Form;
use crate::web::admin::member::Member;

/// POST /admin/campaigns/{id}/start
pub async fn start(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id = id_of(&id)?;
    let count: u64 = form.text("count").parse().unwrap_or_default();
    let again = form.text("again") == "yes";
    let actor = member.actor();
    done(&member, id, "campaign-started", move |conn, cx| life::start(conn, cx, id, count, again, &actor)).await
}

/// POST /admin/campaigns/{id}/pause
pub async fn pause(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id)?, member.actor());
    done(&member, id, "campaign-paused", move |conn, cx| life::pause(conn, cx, id, &actor)).await
}

/// POST /admin/campaigns/{id}/resume
pub async fn resume(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id)?, member.actor());
    done(&member, id, "campaign-resumed", move |conn, cx| life::resume(conn, cx, id, &actor)).await
}

/// POST /admin/campaigns/{id}/cancel
pub async fn cancel(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id)?, member.actor());
    done(&member, id, "campaign-cancelled", move |conn, cx| life::cancel(conn, cx, id, &actor)).await
}

/// POST /admin/campaigns/{id}/remove
pub async fn remove(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let id = id_of(&id)?;
    loop {
        let actor = member.actor();
        match member.write(move |conn, cx| life::remove(conn, cx, id, &actor)).await {
            Ok(true) => return Ok(member.done(PATH, "campaign-removed")),
            Ok(false) => {}
            Err(Error::Conflict { .. }) => return Ok(member.done(&href(id), "not-campaign-changed")),
            Err(other) => return Err(other.into()),
        }
    }
}

/// Does it, and says so on the campaign's page; or says that it changed in the meantime.
async fn done<F>(member: &Member, id: Id, word: &str, work: F) -> AdminResult
where
    F: FnOnce(&mut Conn, &Cx) -> Result<Campaign, Error> + Send + 'static,
{
    let word = match member.write(work).await {
        Ok(_) => word,
        Err(Error::Conflict { code: "sent_before", .. }) => "not-campaign-again",
        Err(Error::Conflict { code: "survey_closed", .. }) => "not-campaign-closed",
        Err(Error::Conflict { .. }) => "not-campaign-changed",
        Err(other) => return Err(other.into()),
    };
    Ok(member.done(&href(id), word))
}
