//! Telemetry of GET and HEAD: best effort, a page never fails or waits because of it.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header;

use crate::app::App;
use crate::response::evidence::report::Visitor;
use crate::response::evidence::touches::Touch;
use crate::secret::sha256;
use crate::store::clicks::{Click, link};
use crate::store::invitations::Invitation;
use crate::store::people::Person;
use crate::store::{Id, WorkspaceId};
use crate::web::limit::client_of;

/// Notes a visit of a survey page, by a score's link or another.
pub(super) fn note(app: &App, request: &HttpRequest, invitation: &Invitation, score: Option<i64>) {
    let score = score.and_then(|score| i32::try_from(score).ok());
    hand_in(app, request, invitation.workspace_id, invitation.id, link::SURVEY, score);
}

/// Notes a visit of the unsubscribe page. Its link is the person's: every invitation of theirs is judged by it.
pub(super) fn note_unsubscribe(app: &App, request: &HttpRequest, person: &Person) {
    hand_in(app, request, person.workspace_id, person.id, link::UNSUBSCRIBE, None);
}

fn hand_in(app: &App, request: &HttpRequest, workspace: WorkspaceId, id: Id, link: &str, score: Option<i32>) {
    let now = app.clock.now();
    let header = |name: &str| header_of(request, name);
    let prefetch =
        [header("sec-purpose"), header("purpose"), header("x-moz")].iter().any(|value| value.contains("prefetch"));
    let Visitor { agent_hash, network } = visitor(request);
    let click = Click {
        workspace_id: workspace,
        id: app.ids.next(now),
        invitation_id: id,
        at: now,
        method: request.method().to_string(),
        link: link.to_owned(),
        score,
        agent_hash,
        network,
        prefetch,
    };
    if !app.touches.note(Touch { click, report: None }) {
        tracing::debug!("too many visits at once: one was not noted");
    }
}

/// Who asks, as far as it is kept.
pub(super) fn visitor(request: &HttpRequest) -> Visitor {
    let agent = header_of(request, header::USER_AGENT.as_str());
    Visitor {
        agent_hash: sha256(agent.as_bytes()).into_iter().take(8).collect(),
        network: client_of(request).map(network).unwrap_or_default(),
    }
}

fn header_of<'a>(request: &'a HttpRequest, name: &str) -> &'a str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
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
