//! Limits on requests: a guesser is slowed down, a customer with a valid link never is.
//!
//! Per process: with several processes behind one address each allows as much.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, ResponseError, web};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;

use super::error::ApiError;
use super::page;
use crate::error::Error;

/// The limiters of a process.
#[derive(Clone)]
pub struct Limits(Option<Arc<Limiters>>);

struct Limiters {
    /// Requests with a key, by the key as it was sent.
    api: DefaultKeyedRateLimiter<u64>,
    /// Exports with a key: each reads everything.
    exports: DefaultKeyedRateLimiter<u64>,
    /// Answers posted to one personal link.
    link: DefaultKeyedRateLimiter<u64>,
    /// Answers posted to an open link from one address: behind it may stand a shop full of people.
    open: DefaultKeyedRateLimiter<u64>,
    /// Calls for help by one link from one address: each may wake somebody.
    help: DefaultKeyedRateLimiter<u64>,
    /// Links that do not exist, by network address.
    unknown: DefaultKeyedRateLimiter<IpAddr>,
    /// Sign-ins and the like, by network address.
    door: DefaultKeyedRateLimiter<IpAddr>,
}

const fn per(count: u32) -> NonZeroU32 {
    match NonZeroU32::new(count) {
        Some(count) => count,
        None => NonZeroU32::MIN,
    }
}

impl Limits {
    /// The stated limits, or none.
    pub fn new(on: bool) -> Self {
        Limits(on.then(|| {
            Arc::new(Limiters {
                api: RateLimiter::keyed(Quota::per_second(per(50)).allow_burst(per(500))),
                exports: RateLimiter::keyed(Quota::per_minute(per(10))),
                link: RateLimiter::keyed(Quota::per_minute(per(60))),
                open: RateLimiter::keyed(Quota::per_minute(per(600))),
                help: RateLimiter::keyed(Quota::per_minute(per(6))),
                unknown: RateLimiter::keyed(Quota::per_minute(per(20))),
                door: RateLimiter::keyed(Quota::per_minute(per(20))),
            })
        }))
    }

    /// Forgets the addresses and keys that were not seen for a while.
    pub fn forget_the_idle(&self) {
        if let Some(limiters) = &self.0 {
            limiters.api.retain_recent();
            limiters.exports.retain_recent();
            limiters.link.retain_recent();
            limiters.open.retain_recent();
            limiters.help.retain_recent();
            limiters.unknown.retain_recent();
            limiters.door.retain_recent();
        }
    }
}

fn check<K: std::hash::Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Error> {
    limiter.check_key(key).map_err(|until| {
        let wait: Duration = until.wait_time_from(DefaultClock::default().now());
        Error::TooManyRequests { retry_after: wait.as_secs() + 1 }
    })
}

/// The middleware: refuses before the handler, except for links that turn out not to exist.
pub async fn limit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let limits = request.app_data::<web::Data<Limits>>().and_then(|limits| limits.0.clone());
    let Some(limits) = limits else { return Ok(next.call(request).await?.map_into_left_body()) };
    let path = request.path().to_owned();
    let client = client_of(request.request());
    let posts = !matches!(*request.method(), Method::GET | Method::HEAD);
    let verdict = if path.starts_with("/v1/") {
        let key =
            request.headers().get(header::AUTHORIZATION).map_or_else(|| hash(&client), |value| hash(&value.as_bytes()));
        let exports = path.starts_with("/v1/exports/");
        check(&limits.api, &key).and_then(|()| if exports { check(&limits.exports, &key) } else { Ok(()) })
    } else if posts && ["/s/", "/l/", "/e/", "/k/", "/c/", "/claim/"].iter().any(|room| path.starts_with(room)) {
        // A link that hangs in a shop or stands in a page is answered by many: there the visitor counts, not the link.
        let many = path.starts_with("/l/") || path.starts_with("/e/");
        if many { check(&limits.open, &hash(&(&path, client))) } else { check(&limits.link, &hash(&path)) }
    } else if posts && path.starts_with("/h/") {
        check(&limits.help, &hash(&(&path, client)))
    } else if posts
        && ["/admin/sign-in", "/admin/forgot", "/admin/password", "/admin/setup"]
            .iter()
            .any(|door| path.starts_with(door))
    {
        client.map_or(Ok(()), |client| check(&limits.door, &client))
    } else {
        Ok(())
    };
    if let Err(error) = verdict {
        return Ok(refuse(request, error));
    }
    let response = next.call(request).await?;
    let public = ["/badge/", "/s/", "/l/", "/e/", "/k/", "/u/", "/c/", "/h/", "/claim/"]
        .iter()
        .any(|page| path.starts_with(page));
    if public
        && response.status() == StatusCode::NOT_FOUND
        && let Some(client) = client
        && let Err(error) = check(&limits.unknown, &client)
    {
        let (request, _) = response.into_parts();
        let refusal = page::problem(&request, &error);
        return Ok(ServiceResponse::new(request, refusal).map_into_right_body());
    }
    Ok(response.map_into_left_body())
}

fn refuse<B: MessageBody>(request: ServiceRequest, error: Error) -> ServiceResponse<EitherBody<B>> {
    let answer = if request.path().starts_with("/v1/") {
        ApiError(error).error_response()
    } else {
        page::problem(request.request(), &error)
    };
    request.into_response(answer).map_into_right_body()
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Whose X-Forwarded-For is believed.
#[derive(Clone)]
pub struct TrustedProxies(pub Vec<IpNet>);

/// The client's address: the peer's, or what a trusted proxy says it is.
pub fn client_of(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    let trusted = request.app_data::<web::Data<TrustedProxies>>();
    let believed = |ip: &IpAddr| trusted.is_some_and(|proxies| proxies.0.iter().any(|network| network.contains(ip)));
    if !believed(&peer) {
        return Some(peer);
    }
    let forwarded = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let chain: Vec<IpAddr> =
        forwarded.flat_map(|value| value.split(',')).filter_map(|part| part.trim().parse().ok()).collect();
    // From the right: the first address that is not one of our own proxies.
    Some(chain.iter().rev().find(|ip| !believed(ip)).copied().unwrap_or(peer))
}
