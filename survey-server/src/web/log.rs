//! One line a request: method, a path without its secrets, status, how long. Never an address, a token or a body.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use tokio::time::Instant;

/// The middleware.
pub async fn log<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let begun = Instant::now();
    let method = request.method().clone();
    let response = next.call(request).await?;
    let route = response.request().match_pattern().unwrap_or_else(|| "(none)".to_owned());
    let status = response.status().as_u16();
    let elapsed = begun.elapsed();
    metrics::histogram!("survey_http_seconds", "route" => route.clone(), "method" => method.to_string())
        .record(elapsed.as_secs_f64());
    metrics::counter!("survey_http_requests", "route" => route.clone(), "status" => status.to_string()).increment(1);
    tracing::debug!(%method, route, status, ms = elapsed.as_millis() as u64, "request");
    Ok(response)
}
