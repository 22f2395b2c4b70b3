//! The OpenAPI document, made from what is registered.

use std::sync::OnceLock;

use actix_web::HttpResponse;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};

use super::table::Table;

/// Registers it.
pub fn routes(table: &mut Table) {
    table.on(__path_show, show);
}

/// The whole document.
pub fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Survey server")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "The API of Delighted (people, survey_responses, metrics, unsubscribes, bounces: times in Unix seconds) and \
             beside it our own resources (times in RFC 3339). The key is the user of HTTP Basic, with any password or none, \
             or a bearer token. Every path is there with and without .json.",
        ))
        .build();
    let empty = OpenApiBuilder::new()
        .info(info)
        .security(Some([
            SecurityRequirement::new("basic", Vec::<String>::new()),
            SecurityRequirement::new("bearer", Vec::<String>::new()),
        ]))
        .build();
    let mut document = super::table().document(empty);
    if let Some(components) = &mut document.components {
        components.add_security_scheme("basic", SecurityScheme::Http(Http::new(HttpAuthScheme::Basic)));
        components.add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
    document
}

/// This document.
#[utoipa::path(
    get, path = "/v1/openapi.json", tag = "document", operation_id = "get_openapi", security(()),
    responses((status = 200, description = "OpenAPI 3.1", body = Object)),
)]
pub async fn show() -> HttpResponse {
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| document().to_json().unwrap_or_default());
    HttpResponse::Ok().content_type("application/json").body(text.as_str())
}
