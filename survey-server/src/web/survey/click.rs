//! Telemetry of GET and HEAD: best effort, a page never fails or waits because of it.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::secret::sha256;
use crate::store::clicks::{self, Click};
use crate::store::invitations::Invitation;
use crate::web::limit::client_of;

/// So many visits are being noted at once at most: a scanner must not stand before the answers.
static NOTING: Semaphore = Semaphore::const_new(2);

/// Notes a visit, without making the page wait.
pub(super) fn note(app: &App, request: &HttpRequest, invitation: &Invitation, score: Option<i64>) {
    let Ok(place) = NOTING.try_acquire() else { return };
    let now = app.clock.now();
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let prefetch =
        [header("sec-purpose"), header("purpose"), header("x-moz")].iter().any(|value| value.contains("prefetch"));
    let click = Click {
        workspace_id: invitation.workspace_id,
        id: app.ids.next(now),
        invitation_id: invitation.id,
        at: now,
        method: request.method().to_string(),
        link: "survey".to_owned(),
        score: score.and_then(|score| i32::try_from(score).ok()),
        agent_hash: sha256(header(header::USER_AGENT.as_str()).as_bytes()).into_iter().take(8).collect(),
        network: client_of(request).map(network).unwrap_or_default(),
        prefetch,
    };
    let db = app.db.clone();
    tokio::spawn(async move {
        let _held = place;
        if let Err(error) = db.write(move |conn| clicks::insert(conn, &click)).await {
            tracing::debug!(%error, "a click was not noted");
        }
    });
}

/// The network of an address: enough to see that visits come from one place, too little to be a person.
fn network(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}
