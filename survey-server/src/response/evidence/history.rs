//! All that is known about one invitation, as survey-core judges it.

use std::collections::BTreeMap;

use survey_core::response::evidence::{Action, Crowd, History, Rules, Touch, Visit, crowds};

use crate::error::Error;
use crate::secret::sha256;
use crate::store::clicks::{self, Click, link};
use crate::store::deliveries::Kind;
use crate::store::invitations::Invitation;
use crate::store::{Conn, Id, Time, WorkspaceId, deliveries};

/// So many touches of one invitation are judged at most, the newest.
const TOUCHES: i64 = 5_000;
/// So many touches of one network are looked at at most, the newest.
const VISITS: i64 = 4_000;

/// What touched an invitation and when its mails arrived.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// As they are kept, oldest first.
    pub clicks: Vec<Click>,
    /// The same for survey-core.
    pub touches: Vec<Touch>,
    /// When its mails were accepted by the receiving server.
    pub sent: Vec<jiff::Timestamp>,
    /// Networks that touched the invitations of many people at once.
    pub crowds: Vec<Crowd>,
}

impl Recorded {
    /// For survey-core.
    pub fn history(&self) -> History<'_> {
        History { touches: &self.touches, sent: &self.sent, crowds: &self.crowds }
    }

    /// Finds the crowds among visits, as far from the reports as these rules look.
    pub fn find_crowds(&mut self, visits: &[Visit], rules: &Rules) {
        let reports = self.reports();
        let (Some((first, _)), Some((last, _))) = (reports.first(), reports.last()) else { return };
        let (hold, burst) = (i64::from(rules.crowd_hold_seconds), i64::from(rules.crowd_seconds));
        let (from, until) = (first.plus_secs(-hold - burst).timestamp(), last.plus_secs(hold).timestamp());
        let near: Vec<Visit> = visits.iter().filter(|visit| visit.at >= from && visit.at <= until).copied().collect();
        self.crowds = crowds(&near, rules);
    }

    /// Which scores the page's script reported when, oldest first.
    pub fn reports(&self) -> Vec<(Time, i64)> {
        let reports = self.clicks.iter().filter(|click| click.link == link::REPORT);
        reports.filter_map(|click| Some((click.at, click.score?.into()))).collect()
    }
}

/// What is recorded of an invitation, without crowds.
pub fn load(conn: &mut Conn, workspace: WorkspaceId, invitation: &Invitation) -> Result<Recorded, Error> {
    let clicks = clicks::list(conn, workspace, &[invitation.id, invitation.person_id], TOUCHES)?;
    let mails = deliveries::list_about(conn, workspace, &[invitation.id])?;
    // Of mails alone: a link that was handed out may well be opened at once.
    let accepted = mails.iter().filter(|mail| matches!(mail.kind, Kind::Invitation | Kind::Reminder));
    Ok(Recorded {
        touches: clicks.iter().map(touch).collect(),
        clicks,
        sent: accepted.filter_map(|mail| mail.sent_at).map(Time::timestamp).collect(),
        crowds: Vec::new(),
    })
}

/// What else the networks touched that reports came from, as far from the reports as `hold` and `burst` seconds reach.
/// Only needed where nothing else holds the reports, because it costs most.
pub fn visits(
    conn: &mut Conn,
    workspace: WorkspaceId,
    recorded: &Recorded,
    (hold, burst): (u32, u32),
    now: Time,
) -> Result<Vec<Visit>, Error> {
    let mut spans: BTreeMap<&str, (Time, Time)> = BTreeMap::new();
    for click in recorded.clicks.iter().filter(|click| click.link == link::REPORT) {
        let span = spans.entry(&click.network).or_insert((click.at, click.at));
        span.1 = click.at;
    }
    let mut visits = Vec::new();
    for (network, (first, last)) in spans {
        let before = i64::from(hold) + i64::from(burst);
        let span = (first.plus_secs(-before), last.plus_secs(hold.into()).min(now));
        let found = clicks::of_network(conn, workspace, network, span, VISITS)?;
        let number = number(network.as_bytes());
        let visit =
            |(at, invitation): (Time, Id)| Visit { at: at.timestamp(), network: number, invitation: half(invitation) };
        visits.extend(found.into_iter().map(visit));
    }
    Ok(visits)
}

fn touch(click: &Click) -> Touch {
    let score = click.score.map(i64::from);
    let action = match (click.link.as_str(), score) {
        (link::REPORT, Some(score)) => Action::Reported { score },
        _ if click.prefetch || click.method == "HEAD" => Action::Prefetched,
        (link::SURVEY, score) => Action::Opened { score },
        _ => Action::OpenedFooter,
    };
    Touch {
        at: click.at.timestamp(),
        action,
        network: number(click.network.as_bytes()),
        agent: number(&click.agent_hash),
    }
}

/// A number that is the same for the same bytes.
fn number(bytes: &[u8]) -> i64 {
    sha256(bytes).iter().take(8).fold(0, |number, byte| number << 8 | i64::from(*byte))
}

/// The random half of an id: a number that differs between invitations.
fn half(id: Id) -> i64 {
    id.0.as_u64_pair().1.cast_signed()
}
