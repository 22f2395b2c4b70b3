//! API keys: made, shown once, revoked.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::id_of;
use crate::account::api_key;
use crate::error::Error;
use crate::store::api_keys::{self, Scope};
use crate::store::{Id, Time};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/keys";
/// Most characters of a key's name.
const MAX_NAME: usize = 100;

#[derive(Serialize)]
struct Content {
    created: Option<Created>,
    keys: Vec<Line>,
    create: Create,
}

#[derive(Serialize)]
struct Created {
    name: String,
    key: String,
}

#[derive(Serialize)]
struct Line {
    id: Id,
    name: String,
    begins: String,
    access: &'static str,
    created_at: Time,
    used_at: Option<Time>,
}

#[derive(Serialize, Default)]
struct Create {
    name: String,
    problem: Option<String>,
}

/// GET /admin/settings/keys
pub async fn show(member: Member) -> AdminResult {
    page(&member, StatusCode::OK, None, Create::default()).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    created: Option<Created>,
    create: Create,
) -> Result<HttpResponse, AdminError> {
    let keys = member.read(|conn, cx| api_keys::list(conn, cx.workspace)).await?;
    let keys = keys.into_iter().filter(|key| key.revoked_at.is_none()).map(|key| Line {
        begins: api_key::begins(&key),
        id: key.id,
        name: key.name,
        access: key.scope.word(),
        created_at: key.created_at,
        used_at: key.used_at,
    });
    let content = Content { created, keys: keys.collect(), create };
    member.page(Room::Settings, "settings_keys", status, &content).await
}

/// POST /admin/settings/keys: the answer is the page itself, because the key is shown once and kept nowhere.
pub async fn create(member: Member, form: Form) -> AdminResult {
    let name = form.text("name");
    if name.is_empty() || name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        let problem = Some(member.reader.text("problem-name", &[])?);
        return page(&member, StatusCode::UNPROCESSABLE_ENTITY, None, Create { name, problem }).await;
    }
    let scope = if form.text("access") == "read" { Scope::Read } else { Scope::Full };
    let actor = member.actor();
    let (row, key) = member.write(move |conn, cx| api_key::create(conn, cx, &name, scope, &actor)).await?;
    page(&member, StatusCode::OK, Some(Created { name: row.name, key }), Create::default()).await
}

/// POST /admin/settings/keys/{id}/revoke
pub async fn revoke(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (id_of(&id, "key")?, member.actor());
    let revoked = member.write(move |conn, cx| api_key::revoke(conn, cx, id, &actor)).await?;
    if !revoked {
        return Err(Error::NotFound("key").into());
    }
    Ok(member.done(PATH, "key-revoked"))
}
