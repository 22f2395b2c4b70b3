//! `channels`: how people are reached beside e-mail.

use actix_web::{HttpResponse, web};
use serde_json::{Value, json};

use super::listing;
use super::shape;
use super::table::Table;
use crate::error::Error;
use crate::outreach::channel::{self, ChannelInput};
use crate::store::channels::{self, Channel, Request};
use crate::web::auth::Program;
use crate::web::body::Body;
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_list, list);
    table.on(__path_show, show);
    table.on(__path_save, save);
    table.on(__path_remove, remove);
}

fn shown(channel: &Channel) -> Value {
    json!({
        "key": channel.key,
        "name": channel.name,
        "active": channel.active,
        "request": channel.request,
        "has_secret": channel.secret.is_some(),
        "version": channel.version,
        "created_at": channel.created_at.rfc3339(),
        "updated_at": channel.updated_at.rfc3339(),
    })
}

/// Lists the channels, without their secrets.
#[utoipa::path(
    get, path = "/v1/channels", tag = "channels", operation_id = "list_channels",
    responses((status = 200, body = shape::Channels)),
)]
pub async fn list(program: Program) -> ApiResult {
    let rows = program.read(|conn, cx| channels::list(conn, cx.workspace)).await?;
    let shown: Vec<Value> = rows.iter().map(shown).collect();
    Ok(listing::whole(&shown))
}

/// Shows a channel, without its secret.
#[utoipa::path(
    get, path = "/v1/channels/{key}", tag = "channels", operation_id = "get_channel",
    params(("key" = String, Path, description = "The channel's key")),
    responses((status = 200, body = shape::Channel), (status = 404, body = shape::Refused)),
)]
pub async fn show(program: Program, key: web::Path<String>) -> ApiResult {
    let key = key.into_inner();
    let found = program.read(move |conn, cx| channels::find(conn, cx.workspace, &key)).await?;
    Ok(HttpResponse::Ok().json(shown(&found.ok_or(Error::NotFound("channel"))?)))
}

/// Adds or replaces a channel.
///
/// The texts of `request` have places that are filled for each message: `{{to}}`, `{{text}}`, `{{url}}`, `{{company}}`,
/// `{{name}}`, `{{locale}}`, `{{id}}`, `{{secret}}`. Without `secret` the one there is stays. With `version` the channel
/// is only replaced if nobody changed it since.
#[utoipa::path(
    put, path = "/v1/channels/{key}", tag = "channels", operation_id = "save_channel",
    params(("key" = String, Path, description = "The channel's key, such as sms")),
    request_body = shape::ChannelWrite,
    responses((status = 200, body = shape::Channel), (status = 409, body = shape::Refused), (status = 422, body = shape::Refused)),
)]
pub async fn save(program: Program, key: web::Path<String>, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let key = key.into_inner();
    let request = fields.typed::<Request>("request");
    if request.is_none() && !fields.has("request") {
        fields.problem("request", "is missing or cannot be read");
    }
    let name = fields.text("name").unwrap_or_else(|| key.clone());
    let (secret, active) = (fields.text("secret"), fields.flag("active").unwrap_or(true));
    let version = fields.integer("version").and_then(|version| i32::try_from(version).ok());
    fields.finish()?;
    let request = request.ok_or_else(|| Error::invalid("request", "is missing"))?;
    let input = ChannelInput { key, name, request, secret, active, version };
    let (policy, actor) = (program.app.config.outbound.clone(), program.actor());
    let saved = program.write(move |conn, cx| channel::save(conn, cx, &policy, &input, &actor)).await?;
    Ok(HttpResponse::Ok().json(shown(&saved)))
}

/// Removes a channel: what waits for it is withdrawn.
#[utoipa::path(
    delete, path = "/v1/channels/{key}", tag = "channels", operation_id = "delete_channel",
    params(("key" = String, Path, description = "The channel's key")),
    responses((status = 204), (status = 404, body = shape::Refused)),
)]
pub async fn remove(program: Program, key: web::Path<String>) -> ApiResult {
    let (key, actor) = (key.into_inner(), program.actor());
    program.write(move |conn, cx| channel::remove(conn, cx, &key, &actor)).await?;
    Ok(HttpResponse::NoContent().finish())
}
