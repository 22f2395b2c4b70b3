//! One line a request: method, a path without its secrets, status, how long. Never an address, a token or a body.

use std::cell::RefCell;
use std::collections::HashMap;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use metrics::{Counter, Histogram};
use tokio::time::Instant;

/// Route, method and status.
type Kind = (String, &'static str, StatusCode);

thread_local! {
    /// The figures of this thread's requests: looking them up by their labels would cost more than counting.
    static FIGURES: RefCell<HashMap<Kind, (Histogram, Counter)>> = RefCell::default();
}

/// The middleware.
pub async fn log<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let begun = Instant::now();
    let method = request.method().clone();
    let response = next.call(request).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "(none)".to_owned());
    let status = response.status();
    let elapsed = begun.elapsed();
    tracing::debug!(%method, route, status = status.as_u16(), ms = elapsed.as_millis() as u64, "request");
    FIGURES.with_borrow_mut(|figures| {
        let key = (route, word(&method), status);
        let (seconds, requests) = match figures.get(&key) {
            Some(known) => known,
            None => figures.entry(key.clone()).or_insert_with(|| figures_of(&key)),
        };
        seconds.record(elapsed.as_secs_f64());
        requests.increment(1);
    });
    Ok(response)
}

/// A method by a word of ours: what clients make up must not become figures of its own.
fn word(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

fn figures_of((route, method, status): &Kind) -> (Histogram, Counter) {
    (
        metrics::histogram!("survey_http_seconds", "route" => route.clone(), "method" => *method),
        metrics::counter!("survey_http_requests", "route" => route.clone(), "status" => status.as_str().to_owned()),
    )
}
