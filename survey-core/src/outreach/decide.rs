//! May this person be asked now? The decision, with its reason.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::policy::Policy;
use super::quiet::move_out_of_quiet;
use super::sample::is_sampled;

/// What is known about a person when it is decided whether to ask them.
///
/// ```
/// use survey_core::outreach::Contact;
///
/// let new_customer = Contact::default();
/// assert!(!new_customer.unsubscribed && new_customer.last_asked_at.is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact<'a> {
    /// They asked never to be asked.
    pub unsubscribed: bool,
    /// Their address does not take mail.
    pub bounced: bool,
    /// On what grounds they may be asked, if any is recorded.
    pub basis: Option<Basis>,
    /// They have a case that nobody has settled yet: an unhappy customer is helped, not surveyed.
    pub open_case: bool,
    /// When they were last asked, or are planned to be, by any survey (but this invitation).
    pub last_asked_at: Option<Timestamp>,
    /// When they were last asked, or are planned to be, by a survey of the request's kind (but this invitation).
    pub last_asked_by_kind: Option<Timestamp>,
    /// The zone they live in; none for the policy's.
    pub zone: Option<&'a TimeZone>,
}

/// On what grounds a person may be asked.
///
/// ```
/// use survey_core::outreach::Basis;
/// assert_eq!(serde_json::to_value(Basis::SoftOptIn)?, "soft_opt_in");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// They agreed to be asked.
    Consent,
    /// They bought something and did not object when their address was taken.
    SoftOptIn,
    /// The interest of the business outweighs the intrusion.
    LegitimateInterest,
}

/// What one asks for: the event, and how it is to be followed up.
///
/// ```
/// use survey_core::outreach::Request;
///
/// let request = Request::about("ann", "order-1001-delivered", "2026-11-20T10:00:00Z".parse()?);
/// assert!(request.delay.is_zero() && !request.cancelled);
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, any of which may hold")]
pub struct Request<'a> {
    /// The person's id: with `event`, what sampling depends on.
    pub person: &'a str,
    /// The event's id.
    pub event: &'a str,
    /// The survey's kind, as `cool_down_days_by_kind` names it; none if it has none.
    pub kind: Option<&'a str>,
    /// When the event happened.
    pub occurred_at: Timestamp,
    /// How long after the event to ask.
    pub delay: SignedDuration,
    /// The order was cancelled or returned: there is nothing to ask about.
    pub cancelled: bool,
    /// The same event already led to an invitation by the same survey.
    pub duplicate: bool,
    /// Somebody asks right now, not by plan: quiet hours and weekdays do not move it.
    pub at_once: bool,
    /// It asks again after a case was settled: such a question has no cool-down, is not sampled, and answers what an earlier
    /// unhappy answer began.
    pub after_case: bool,
}

impl<'a> Request<'a> {
    /// A request without delay about an event that stands.
    ///
    /// ```
    /// use survey_core::outreach::Request;
    /// assert_eq!(Request::about("ann", "order-1", "2026-11-20T10:00:00Z".parse()?).person, "ann");
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub const fn about(person: &'a str, event: &'a str, occurred_at: Timestamp) -> Self {
        Self {
            person,
            event,
            kind: None,
            occurred_at,
            delay: SignedDuration::ZERO,
            cancelled: false,
            duplicate: false,
            at_once: false,
            after_case: false,
        }
    }
}

/// Whether, and when, a person is asked; or why not.
///
/// ```
/// use survey_core::outreach::Decision;
///
/// let ask = Decision::Ask { at: "2026-11-20T10:00:00Z".parse()? };
/// assert_eq!(serde_json::to_string(&ask)?, r#"{"outcome":"ask","at":"2026-11-20T10:00:00Z"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Decision {
    /// They are asked.
    Ask {
        /// When: never before now.
        at: Timestamp,
    },
    /// They are not asked.
    Refuse {
        /// The first reason that holds.
        reason: Reason,
        /// The setting or fact that decided, such as `cool_down_days = 30`.
        rule: String,
        /// From when on this reason no longer holds; none if time alone does not end it.
        next_eligible: Option<Timestamp>,
    },
}

/// Why a person is not asked; when several hold, the first in this order is given.
///
/// ```
/// use survey_core::outreach::Reason;
/// assert_eq!(Reason::CoolDown.name(), "cool_down");
/// assert!(Reason::Unsubscribed < Reason::Duplicate);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// They asked never to be asked.
    Unsubscribed,
    /// Their address does not take mail.
    Bounced,
    /// The policy wants a legal basis and none is recorded.
    NoBasis,
    /// The order was cancelled.
    Cancelled,
    /// The event is too long ago.
    TooLate,
    /// A case of theirs is not settled.
    OpenCase,
    /// They were asked not long ago.
    CoolDown,
    /// The policy asks only a share, and they are not in it.
    SampledOut,
    /// This event was asked about already.
    Duplicate,
}

impl Reason {
    /// Every reason, in the order in which they are looked at.
    pub const ALL: [Self; 9] = [
        Self::Unsubscribed,
        Self::Bounced,
        Self::NoBasis,
        Self::Cancelled,
        Self::TooLate,
        Self::OpenCase,
        Self::CoolDown,
        Self::SampledOut,
        Self::Duplicate,
    ];

    /// The reason's word in JSON and in databases.
    ///
    /// ```
    /// assert_eq!(survey_core::outreach::Reason::NoBasis.name(), "no_basis");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unsubscribed => "unsubscribed",
            Self::Bounced => "bounced",
            Self::NoBasis => "no_basis",
            Self::Cancelled => "cancelled",
            Self::TooLate => "too_late",
            Self::OpenCase => "open_case",
            Self::CoolDown => "cool_down",
            Self::SampledOut => "sampled_out",
            Self::Duplicate => "duplicate",
        }
    }
}

/// Decides whether a person is asked, when, or why not: always the same for the same facts.
///
/// Days of the cool-down are 24 hours from the last asking to the planned sending. An event is too late `too_late_days` after
/// the moment at which its question was planned.
///
/// ```
/// use survey_core::outreach::{Contact, Decision, Policy, Reason, Request, decide};
///
/// let now = "2026-11-20T22:30:00Z".parse()?;
/// let policy: Policy = serde_json::from_str(r#"{"quiet_hours": {"from": "21:00", "until": "09:00"}, "zone": "Asia/Almaty"}"#)?;
/// let request = Request::about("ann", "order-1001", "2026-11-20T10:00:00Z".parse()?);
///
/// // 03:30 in Almaty: the mail waits for 09:00 there.
/// let decision = decide(&policy, &Contact::default(), &request, now);
/// assert_eq!(decision, Decision::Ask { at: "2026-11-21T04:00:00Z".parse()? });
///
/// let asked_lately = Contact { last_asked_at: Some("2026-11-10T10:00:00Z".parse()?), ..Contact::default() };
/// let Decision::Refuse { reason, next_eligible, .. } = decide(&policy, &asked_lately, &request, now) else { panic!() };
/// assert_eq!(reason, Reason::CoolDown);
/// assert_eq!(next_eligible, Some("2026-12-10T10:00:00Z".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decide(policy: &Policy, contact: &Contact<'_>, request: &Request<'_>, now: Timestamp) -> Decision {
    let planned = request.occurred_at.saturating_add(request.delay).unwrap_or(request.occurred_at);
    let at = sending_time(policy, contact, request, planned.max(now));
    let refuse = |reason, rule: &str| Decision::Refuse { reason, rule: rule.to_owned(), next_eligible: None };
    if contact.unsubscribed {
        return refuse(Reason::Unsubscribed, "person.unsubscribed");
    }
    if contact.bounced {
        return refuse(Reason::Bounced, "person.bounced");
    }
    if policy.require_basis && contact.basis.is_none() {
        return refuse(Reason::NoBasis, "require_basis = true");
    }
    if request.cancelled {
        return refuse(Reason::Cancelled, "event.cancelled");
    }
    if days_after(planned, policy.too_late_days) < now {
        return refuse(Reason::TooLate, &format!("too_late_days = {}", policy.too_late_days));
    }
    if contact.open_case {
        return refuse(Reason::OpenCase, "person.open_case");
    }
    if request.after_case {
        return if request.duplicate { refuse(Reason::Duplicate, "event.asked_already") } else { Decision::Ask { at } };
    }
    if let Some(refusal) = cool_down(policy, contact, request, at) {
        return refusal;
    }
    if !is_sampled(policy.sample, request.person, request.event) {
        return refuse(Reason::SampledOut, &format!("sample = {}", policy.sample));
    }
    if request.duplicate {
        return refuse(Reason::Duplicate, "event.asked_already");
    }
    Decision::Ask { at }
}

fn sending_time(policy: &Policy, contact: &Contact<'_>, request: &Request<'_>, earliest: Timestamp) -> Timestamp {
    if request.at_once {
        return earliest;
    }
    let zone = contact.zone.unwrap_or(&policy.zone);
    move_out_of_quiet(earliest, policy.quiet_hours, policy.weekdays, zone)
}

fn cool_down(policy: &Policy, contact: &Contact<'_>, request: &Request<'_>, at: Timestamp) -> Option<Decision> {
    // Without a wait also a question that is planned for later stands in nobody's way.
    let waits = |days: &u32| *days > 0;
    let by_person = contact
        .last_asked_at
        .filter(|_| waits(&policy.cool_down_days))
        .map(|asked| (days_after(asked, policy.cool_down_days), None));
    let by_kind = contact.last_asked_by_kind.and_then(|asked| {
        let kind = request.kind?;
        let days = *policy.cool_down_days_by_kind.get(kind).filter(|days| waits(days))?;
        Some((days_after(asked, days), Some((kind, days))))
    });
    let (ends, kind) = by_person.into_iter().chain(by_kind).max_by_key(|(ends, _)| *ends)?;
    (at < ends).then(|| Decision::Refuse {
        reason: Reason::CoolDown,
        rule: kind.map_or_else(
            || format!("cool_down_days = {}", policy.cool_down_days),
            |(kind, days)| format!("cool_down_days_by_kind.{kind} = {days}"),
        ),
        next_eligible: Some(ends),
    })
}

fn days_after(at: Timestamp, days: u32) -> Timestamp {
    at.checked_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(Timestamp::MAX)
}
