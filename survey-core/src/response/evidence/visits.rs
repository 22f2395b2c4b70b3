//! Visits: what one visitor (network and agent) did without a longer pause.

use jiff::{SignedDuration, Timestamp};

use super::{Action, Rules, Touch, seconds};

/// From the first to the last of some touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: Timestamp,
    pub(super) last: Timestamp,
}

impl Span {
    /// Whether the other span begins or ends within `distance` of this one, or overlaps it.
    pub(super) fn is_within(self, distance: SignedDuration, other: Self) -> bool {
        other.first.duration_since(self.last) <= distance && self.first.duration_since(other.last) <= distance
    }
}

/// Every report of the page's script, with the span of the visit it belongs to.
pub(super) fn reports<'t>(touches: &'t [Touch], rules: &Rules) -> Vec<(&'t Touch, Span)> {
    let gap = seconds(rules.visit_gap_seconds);
    let mut touches: Vec<&Touch> = touches.iter().filter(|touch| touch.action != Action::Prefetched).collect();
    touches.sort_by_key(|touch| (touch.network, touch.agent, touch.at));
    let visits = touches.chunk_by(|earlier, later| {
        (earlier.network, earlier.agent) == (later.network, later.agent) && later.at.duration_since(earlier.at) <= gap
    });
    visits
        .filter_map(|visit| Some((visit, Span { first: visit.first()?.at, last: visit.last()?.at })))
        .flat_map(|(visit, span)| visit.iter().map(move |touch| (*touch, span)))
        .filter(|(touch, _)| matches!(touch.action, Action::Reported { .. }))
        .collect()
}
