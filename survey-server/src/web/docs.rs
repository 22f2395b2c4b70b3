//! `/docs`: the API viewer. It is served from the binary and works without the internet.

use std::sync::{Arc, LazyLock};

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use utoipa_swagger_ui::Config;

use super::error::ApiError;
use super::page::see_other;
use crate::error::Error;

/// The viewer writes styles into its elements and draws from data addresses; scripts come from here alone.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

static CONFIG: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    Arc::new(Config::from("/v1/openapi.json").use_base_layout().try_it_out_enabled(true).filter(true))
});

/// Registers it.
pub fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource("/docs").route(web::get().to(index)).route(web::head().to(index)))
        .service(web::resource("/docs/{file:.*}").route(web::get().to(file)).route(web::head().to(file)));
}

/// The viewer's files are beside its page, so the page's address must end with a slash.
async fn index() -> HttpResponse {
    see_other("/docs/")
}

async fn file(name: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let found = utoipa_swagger_ui::serve(&name, CONFIG.clone()).map_err(|error| Error::internal(error.to_string()))?;
    let found = found.ok_or(Error::NotFound("page"))?;
    let mut answer = HttpResponse::Ok();
    if found.gzpipped {
        answer.insert_header((header::CONTENT_ENCODING, "gzip"));
    }
    Ok(answer
        .content_type(found.content_type)
        .insert_header((header::CONTENT_SECURITY_POLICY, CSP))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .body(found.bytes.into_owned()))
}
