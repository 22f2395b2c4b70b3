//! The id of one filled-in form of an open link: posting the same form twice is one answer.

use actix_web::HttpRequest;

use crate::app::App;
use crate::response::asked::Asked;
use crate::secret::{same, sha256};
use crate::store::Id;

/// A new one, as the page carries it: the id, and a MAC so that nobody names the id of another answer.
pub(super) fn new(app: &App, asked: &Asked) -> String {
    let id = app.ids.next(app.clock.now());
    format!("{id}.{}", mac(app, asked, id))
}

/// The id of a form that we made for this survey.
pub(super) fn read(app: &App, asked: &Asked, text: &str) -> Option<Id> {
    let (id, given) = text.split_once('.')?;
    let id: Id = id.parse().ok()?;
    same(mac(app, asked, id).as_bytes(), given.as_bytes()).then_some(id)
}

/// The id of what a program sends under a key of its own: sent again, it is the same answer.
pub(super) fn of_program(request: &HttpRequest, asked: &Asked) -> Option<Id> {
    let key = request.headers().get("Idempotency-Key").filter(|key| (1..=255).contains(&key.len()))?;
    let row = &asked.row;
    let named = format!("idempotency/{}/{}/", row.workspace_id, row.id);
    let hash = sha256(&[named.as_bytes(), key.as_bytes()].concat());
    let bytes = hash.get(..16)?.try_into().ok()?;
    Some(Id(uuid::Builder::from_bytes(bytes).with_version(uuid::Version::Custom).into_uuid()))
}

fn mac(app: &App, asked: &Asked, id: Id) -> String {
    app.site.keys.cookie_mac(&format!("submission/{}/{}/{id}", asked.row.workspace_id, asked.row.id))
}
