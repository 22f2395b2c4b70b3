//! `GET /admin/events`: what changes in the cases, as a stream that browsers follow.

use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Bytes;
use futures_util::stream;

use super::error::AdminResult;
use super::member::Member;
use crate::app::App;
use crate::recovery::live::{self, Change, Listener};

/// So often the stream looks whether the process is to end.
const TICK: Duration = Duration::from_secs(1);
/// After so many quiet ticks a line is sent, so that nothing in between takes the connection for dead.
const BEAT: u32 = 15;
/// After so many ticks the stream ends: the browser comes again, and its session is looked at again.
const LIFE: u32 = 600;

struct Following {
    app: App,
    listener: Listener,
    first: Option<Bytes>,
    ticks: u32,
}

/// GET /admin/events
pub async fn events(member: Member) -> AdminResult {
    let app = member.app.clone();
    let workspace = member.who.session.workspace_id;
    let listener = app.live.listen(&app.db, &app.stopping, workspace)?;
    // What changed between loading the page and following it: the page compares.
    let newest = member.read(move |conn, cx| live::newest(conn, cx.workspace)).await?;
    let following = Following { app, listener, first: Some(message("hello", &newest)), ticks: 0 };
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Compressing would hold lines back until there are enough of them.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(Box::pin(stream::unfold(following, next))))
}

async fn next(mut following: Following) -> Option<(Result<Bytes, Infallible>, Following)> {
    if let Some(first) = following.first.take() {
        return Some((Ok(first), following));
    }
    while !following.app.stopping.load(Ordering::Relaxed) && following.ticks < LIFE {
        let sent = match tokio::time::timeout(TICK, following.listener.next()).await {
            Ok(Some(Some(change))) => message("changed", &[change]),
            Ok(Some(None)) => message("changed", &[]),
            Ok(None) => return None,
            Err(_quiet) => {
                following.ticks += 1;
                if !following.ticks.is_multiple_of(BEAT) {
                    continue;
                }
                Bytes::from_static(b": still here\n\n")
            }
        };
        return Some((Ok(sent), following));
    }
    None
}

fn message(event: &str, changes: &[Change]) -> Bytes {
    let data = serde_json::to_string(changes).unwrap_or_default();
    Bytes::from(format!("event: {event}\ndata: {data}\n\n"))
}
