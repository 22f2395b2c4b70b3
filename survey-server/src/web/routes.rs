//! The one table of routes.

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, Route};

use super::{admin, api, badge, claim, digest, docs, error, health, hooks, page, survey};

/// Mounts everything. What GET shows, HEAD answers too: monitors and link checkers ask that way.
pub fn configure(cfg: &mut ServiceConfig) {
    let shown = |cfg: &mut ServiceConfig, path: &str, route: fn(Route) -> Route| {
        cfg.service(web::resource(path).route(route(web::get())).route(route(web::head())));
    };
    // Routes are tried in this order: answers come most often.
    survey::configure(cfg);
    shown(cfg, "/", |route| route.to(home));
    shown(cfg, "/robots.txt", |route| route.to(robots));
    shown(cfg, "/healthz", |route| route.to(health::live));
    shown(cfg, "/readyz", |route| route.to(health::ready));
    shown(cfg, "/metrics", |route| route.to(health::metrics));
    badge::configure(cfg);
    claim::configure(cfg);
    digest::configure(cfg);
    admin::configure(cfg);
    api::configure(cfg);
    hooks::configure(cfg);
    docs::configure(cfg);
    cfg.default_service(web::to(error::nothing_here));
}

async fn home() -> HttpResponse {
    page::see_other("/admin")
}

/// Survey links are kept out of search by their headers; a disallow here would hide those headers from robots.
async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /admin\nDisallow: /v1\nDisallow: /hooks\n"
}
