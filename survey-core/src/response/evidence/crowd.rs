//! R5: one network that touches the invitations of many people at once.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Rules, seconds};

/// One touch of any invitation, as far as R5 needs it.
///
/// ```
/// use jiff::Timestamp;
/// use survey_core::response::evidence::Visit;
///
/// assert_eq!(Visit { at: Timestamp::UNIX_EPOCH, network: 7, invitation: 1 }.network, 7);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Visit {
    /// When.
    pub at: Timestamp,
    /// From which network, the same number as in [`Touch`](super::Touch).
    pub network: i64,
    /// Whose invitation: any number that differs between invitations.
    pub invitation: i64,
}

/// A network that touched the invitations of many people at once.
///
/// ```
/// use jiff::Timestamp;
/// use survey_core::response::evidence::Crowd;
///
/// assert_eq!(Crowd { network: 7, at: Timestamp::UNIX_EPOCH }.network, 7);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crowd {
    /// The network.
    pub network: i64,
    /// When it last did.
    pub at: Timestamp,
}

/// The networks that touched at least [`Rules::crowd_size`] invitations within [`Rules::crowd_seconds`], each with the
/// last time it did, in the order of their numbers.
///
/// ```
/// use jiff::Timestamp;
/// use survey_core::response::evidence::{Crowd, Rules, Visit, crowds};
///
/// let at = |second| Timestamp::from_second(second).unwrap();
/// let visit = |second, invitation| Visit { at: at(second), network: 7, invitation };
/// let office: Vec<Visit> = (1..=5).map(|person| visit(person * 10, person)).collect();
/// assert_eq!(crowds(&office, &Rules::default()), [Crowd { network: 7, at: at(50) }]);
/// let one_person: Vec<Visit> = (1..=5).map(|second| visit(second, 1)).collect();
/// assert_eq!(crowds(&one_person, &Rules::default()), []);
/// ```
pub fn crowds(visits: &[Visit], rules: &Rules) -> Vec<Crowd> {
    let limit = seconds(rules.crowd_seconds);
    let mut sorted = visits.to_vec();
    sorted.sort_unstable_by_key(|visit| (visit.network, visit.at));
    let networks = sorted.chunk_by(|earlier, later| earlier.network == later.network);
    let crowd = |visits: &[Visit]| {
        let mut leaving = visits.iter().peekable();
        let mut invitations: BTreeMap<i64, usize> = BTreeMap::new();
        let mut last = None;
        for visit in visits {
            *invitations.entry(visit.invitation).or_default() += 1;
            while let Some(left) = leaving.next_if(|first| visit.at.duration_since(first.at) > limit) {
                if let Some(count) = invitations.get_mut(&left.invitation) {
                    *count -= 1;
                    if *count == 0 {
                        invitations.remove(&left.invitation);
                    }
                }
            }
            if invitations.len() >= rules.crowd_size.max(2) {
                last = Some(Crowd { network: visit.network, at: visit.at });
            }
        }
        last
    };
    networks.filter_map(crowd).collect()
}
