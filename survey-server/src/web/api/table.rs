//! The table of routes, which is the OpenAPI document too: what is registered is documented and the other way round.

use actix_web::dev::{HttpServiceFactory, Service, ServiceRequest};
use actix_web::http::Uri;
use actix_web::http::uri::PathAndQuery;
use actix_web::{FromRequest, Handler, HttpResponse, Responder, Route, web};
use serde_json::json;
use utoipa::openapi::path::{HttpMethod, Paths};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{OpenApi, RefOr};
use utoipa_actix_web::OpenApiFactory;

use crate::web::body;

/// What all paths begin with.
const BASE: &str = "/v1";
/// What every path may end with.
const EXTENSION: &str = ".json";

/// Routes and their documentation.
#[derive(Default)]
pub struct Table {
    routes: Vec<(String, Vec<Route>)>,
    paths: Paths,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Table {
    /// Adds a handler at the path and methods of its documentation, which `#[utoipa::path]` made beside it.
    #[expect(clippy::needless_pass_by_value, reason = "both are names: a handler and what documents it, without data")]
    pub fn on<D, F, Args>(&mut self, documentation: D, handler: F)
    where
        D: utoipa::Path + OpenApiFactory,
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let path = D::path();
        let inner = path.strip_prefix(BASE).unwrap_or(&path).trim_end_matches(EXTENSION).to_owned();
        for method in D::methods() {
            self.routes_at(&inner).push(route(&method).to(handler.clone()));
            if method == HttpMethod::Get {
                self.routes_at(&inner).push(web::head().to(handler.clone()));
            }
        }
        self.paths.merge(documentation.paths());
        documentation.schemas(&mut self.schemas);
    }

    fn routes_at(&mut self, path: &str) -> &mut Vec<Route> {
        let place = self.routes.iter().position(|(there, _)| there == path).unwrap_or_else(|| {
            self.routes.push((path.to_owned(), Vec::new()));
            self.routes.len() - 1
        });
        &mut self.routes[place].1
    }

    /// The routes, to be registered.
    pub fn into_scope(self) -> impl HttpServiceFactory {
        let mut scope = web::scope(BASE).app_data(web::PayloadConfig::new(body::LIMIT));
        for (path, routes) in self.routes {
            let mut resource = web::resource(path).default_service(web::to(wrong_method));
            for route in routes {
                resource = resource.route(route);
            }
            scope = scope.service(resource);
        }
        scope.wrap_fn(|mut request, service| {
            without_extension(&mut request);
            service.call(request)
        })
    }

    /// Puts what was documented into a document.
    pub fn document(self, mut document: OpenApi) -> OpenApi {
        document.paths.merge(self.paths);
        let components = document.components.get_or_insert_default();
        components.schemas.extend(self.schemas);
        document
    }
}

fn route(method: &HttpMethod) -> Route {
    match method {
        HttpMethod::Post => web::post(),
        HttpMethod::Put => web::put(),
        HttpMethod::Patch => web::patch(),
        HttpMethod::Delete => web::delete(),
        _ => web::get(),
    }
}

/// `/v1/people.json` is `/v1/people`.
fn without_extension(request: &mut ServiceRequest) {
    let Some(path) = request.uri().path().strip_suffix(EXTENSION) else { return };
    let target = match request.uri().query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = request.uri().clone().into_parts();
    parts.path_and_query = PathAndQuery::try_from(target).ok();
    if let Ok(uri) = Uri::from_parts(parts) {
        request.match_info_mut().get_mut().update(&uri);
        request.head_mut().uri = uri;
    }
}

async fn wrong_method() -> HttpResponse {
    let message = "this address does not take this method; /docs lists what there is";
    let error = json!({"code": "method_not_allowed", "message": message, "problems": [], "request_id": null});
    HttpResponse::MethodNotAllowed().json(json!({"error": error}))
}
