//! The plan: what the rules that act come to together, for this customer.

use std::cmp::Reverse;

use jiff::Timestamp;
use serde::Serialize;

use super::action::{Action, Priority};
use super::calendar::Calendar;
use super::rules::Rule;
use super::within::Within;

/// One thing to do, and the rule that wants it.
///
/// ```
/// use survey_core::recovery::{Action, Planned};
///
/// let planned = Planned {
///     rule: "unhappy".into(),
///     action: Action::Callback { event: "response.detractor".into() },
///     do_not_contact: false,
/// };
/// assert_eq!(planned.key(), "unhappy/callback/response.detractor");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// The rule's id.
    pub rule: String,
    /// What to do.
    pub action: Action,
    /// The customer does not want to be contacted: whoever is told of this has to be told that too.
    pub do_not_contact: bool,
}

impl Planned {
    /// What makes the action one and the same when the rules run again on a changed answer, so that it is done once.
    ///
    /// Changing a deadline, a priority or words does not make another action of it.
    ///
    /// ```
    /// use survey_core::recovery::{Action, Planned};
    ///
    /// let planned = Planned { rule: "a".into(), action: Action::Acknowledge { message: None }, do_not_contact: false };
    /// assert_eq!(planned.key(), "a/acknowledge");
    /// ```
    pub fn key(&self) -> String {
        let object = match &self.action {
            Action::OpenCase { .. } | Action::Acknowledge { .. } => {
                return format!("{}/{}", self.rule, self.action.name());
            }
            Action::Callback { event } => event,
            Action::Notify { to } => to,
            Action::AskLater { question, .. } => question,
            Action::OfferReview { url } => url,
            Action::Tag { tag } => tag,
        };
        format!("{}/{}/{object}", self.rule, self.action.name())
    }
}

/// A plan that grows rule by rule.
pub(super) struct Plan {
    do_not_contact: bool,
    planned: Vec<Planned>,
}

impl Plan {
    pub(super) const fn for_customer(do_not_contact: bool) -> Self {
        Self { do_not_contact, planned: Vec::new() }
    }

    pub(super) fn take_over(&mut self, rule: &Rule) {
        for action in &rule.then {
            if self.wants(action) {
                let action = self.as_wished(action);
                self.planned.push(Planned { rule: rule.id.clone(), action, do_not_contact: self.do_not_contact });
            }
        }
    }

    pub(super) fn into_planned(self) -> Vec<Planned> {
        self.planned
    }

    fn wants(&self, action: &Action) -> bool {
        if self.do_not_contact && action.contacts_customer() {
            return false;
        }
        !self.planned.iter().any(|earlier| match (&earlier.action, action) {
            (Action::Acknowledge { .. }, Action::Acknowledge { .. }) => true,
            (Action::OpenCase { .. }, Action::OpenCase { .. }) => false,
            (earlier, action) => earlier == action,
        })
    }

    fn as_wished(&self, action: &Action) -> Action {
        match action.clone() {
            Action::OpenCase { priority, team, resolve_within, .. } if self.do_not_contact => {
                Action::OpenCase { priority, team, contact_within: None, resolve_within }
            }
            other => other,
        }
    }
}

/// The one case that a plan opens: one per response, however many rules want one.
///
/// ```
/// use survey_core::{Properties, recovery::{Calendar, NewCase, Priority, Rules, Situation}};
///
/// let rules = Rules::parse(r#"{"rules": [
///     {"id": "late", "when": {"fact": "event", "is": "order.late"},
///      "then": [{"do": "open_case", "team": "Delivery", "contact_within": {"minutes": 30}}]},
///     {"id": "vip", "when": {"all": [{"fact": "event", "is": "order.late"}, {"property": "vip", "is": true}]},
///      "then": [{"do": "open_case", "priority": "urgent", "team": "Care", "contact_within": {"minutes": 45}}]}
/// ]}"#)?;
/// let properties = serde_json::from_str(r#"{"vip": true}"#)?;
/// let now = "2026-11-20T10:00:00Z".parse()?;
///
/// let case = NewCase::of(&rules.plan(&Situation::of_event("order.late", &properties, now)), &Calendar::always(), now).unwrap();
/// assert_eq!((case.priority, case.team.as_deref()), (Priority::Urgent, Some("Care")));
/// assert_eq!(case.contact_due_at, Some("2026-11-20T10:30:00Z".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewCase {
    /// The rules that want it, in their order.
    pub rules: Vec<String>,
    /// The highest priority any of them gives.
    pub priority: Priority,
    /// The team of the rule with the highest priority that names one; of several the first.
    pub team: Option<String>,
    /// The time to first contact that ends first; none for a customer who does not want to be contacted.
    pub contact_within: Option<Within>,
    /// When that ends.
    pub contact_due_at: Option<Timestamp>,
    /// The time to resolution that ends first.
    pub resolve_within: Within,
    /// When that ends; every case has this deadline.
    pub resolve_due_at: Timestamp,
    /// It is a note: to be read and settled, without contacting the customer.
    pub do_not_contact: bool,
}

impl NewCase {
    /// The case of a plan whose clock started at `started_at` (the customer's tap); none if no rule opens one.
    ///
    /// ```
    /// use survey_core::recovery::{Calendar, NewCase};
    /// assert_eq!(NewCase::of(&[], &Calendar::always(), "2026-11-20T10:00:00Z".parse()?), None);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn of(plan: &[Planned], calendar: &Calendar, started_at: Timestamp) -> Option<Self> {
        let wanted: Vec<Self> = plan.iter().filter_map(|planned| Self::of_one(planned, calendar, started_at)).collect();
        let in_charge = wanted.iter().filter(|case| case.team.is_some()).min_by_key(|case| Reverse(case.priority));
        let team = in_charge.and_then(|case| case.team.clone());
        let case = wanted.into_iter().reduce(Self::with).map(|case| Self { team, ..case })?;
        Some(if case.do_not_contact { Self { contact_within: None, contact_due_at: None, ..case } } else { case })
    }

    fn of_one(planned: &Planned, calendar: &Calendar, started_at: Timestamp) -> Option<Self> {
        let Action::OpenCase { priority, team, contact_within, resolve_within } = &planned.action else { return None };
        Some(Self {
            rules: vec![planned.rule.clone()],
            priority: *priority,
            team: team.clone(),
            contact_within: *contact_within,
            contact_due_at: contact_within.map(|within| calendar.add(started_at, within)),
            resolve_within: *resolve_within,
            resolve_due_at: calendar.add(started_at, *resolve_within),
            do_not_contact: planned.do_not_contact,
        })
    }

    fn with(mut self, other: Self) -> Self {
        self.rules.extend(other.rules);
        self.priority = self.priority.max(other.priority);
        if other.contact_due_at.is_some_and(|due| self.contact_due_at.is_none_or(|own| due < own)) {
            (self.contact_within, self.contact_due_at) = (other.contact_within, other.contact_due_at);
        }
        if other.resolve_due_at < self.resolve_due_at {
            (self.resolve_within, self.resolve_due_at) = (other.resolve_within, other.resolve_due_at);
        }
        self.do_not_contact |= other.do_not_contact;
        self
    }
}
