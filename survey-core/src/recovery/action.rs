//! What a rule does: the actions, and what each of them needs.

use serde::Serialize;

use super::within::Within;

/// How soon a case is looked at; orders the queue.
///
/// ```
/// use survey_core::recovery::Priority;
///
/// assert!(Priority::Urgent > Priority::Normal);
/// assert_eq!(Priority::from_name("high"), Some(Priority::High));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// When there is time; but it has a deadline too.
    Low,
    /// The usual.
    #[default]
    Normal,
    /// Before the usual.
    High,
    /// At once.
    Urgent,
}

impl Priority {
    /// Every priority, the least first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// The priority's word in JSON and in databases.
    ///
    /// ```
    /// assert_eq!(survey_core::recovery::Priority::Low.name(), "low");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// The priority of a word, the opposite of [`name`](Self::name).
    ///
    /// ```
    /// assert_eq!(survey_core::recovery::Priority::from_name("now"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.name() == name)
    }

    /// The time to first contact of a case whose rule names none: 15 minutes, 1 hour, 4 and 16 business hours.
    ///
    /// ```
    /// use survey_core::recovery::{Priority, Within};
    /// assert_eq!(Priority::Urgent.contact_within(), Within::wall(15));
    /// ```
    pub const fn contact_within(self) -> Within {
        match self {
            Self::Urgent => Within::wall(15),
            Self::High => Within::wall(60),
            Self::Normal => Within::business(4 * 60),
            Self::Low => Within::business(16 * 60),
        }
    }

    /// The time to resolution of a case whose rule names none: 8, 16, 40 and 80 business hours.
    ///
    /// ```
    /// use survey_core::recovery::{Priority, Within};
    /// assert_eq!(Priority::Normal.resolve_within(), Within::business(2_400));
    /// ```
    pub const fn resolve_within(self) -> Within {
        match self {
            Self::Urgent => Within::business(8 * 60),
            Self::High => Within::business(16 * 60),
            Self::Normal => Within::business(40 * 60),
            Self::Low => Within::business(80 * 60),
        }
    }
}

/// What a rule does; in JSON an object whose `do` names it.
///
/// ```
/// use survey_core::recovery::{Action, Rules};
///
/// let rules = Rules::parse(r#"{"rules": [{"id": "late", "when": {"fact": "event", "is": "order.late"}, "then": [
///     {"do": "open_case", "priority": "high", "team": "Delivery", "contact_within": {"minutes": 60, "clock": "business"}},
///     {"do": "notify", "to": "team"}
/// ]}]}"#)?;
/// assert_eq!(rules.rules()[0].then[1], Action::Notify { to: "team".into() });
/// # Ok::<(), survey_core::recovery::InvalidRules>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Action {
    /// Open a case. Both times are always there: what a rule leaves out is filled in by its priority, so no case is without
    /// a deadline.
    OpenCase {
        /// How soon it is looked at.
        priority: Priority,
        /// The team that gets it; none for whoever looks.
        #[serde(skip_serializing_if = "Option::is_none")]
        team: Option<String>,
        /// Time to first contact. In a rule always given; in a plan none for a customer who does not want to be contacted.
        #[serde(skip_serializing_if = "Option::is_none")]
        contact_within: Option<Within>,
        /// Time to resolution.
        resolve_within: Within,
    },
    /// Tell the business's programs.
    Callback {
        /// The event's name, such as `response.detractor`.
        event: String,
    },
    /// Tell people of the business.
    Notify {
        /// Whom: `team`, `manager`, or a name that the server's settings know.
        to: String,
    },
    /// Tell the customer that they were heard and by when somebody calls.
    Acknowledge {
        /// Words of the business's own; none for the standard ones.
        #[serde(skip_serializing_if = "Option::is_none")]
        message: Option<String>,
    },
    /// Ask the customer one more question of the same survey, later.
    AskLater {
        /// The question's key.
        question: String,
        /// How much later.
        after: Within,
    },
    /// Show a link to a public review site after the answer; only to everyone or to no one.
    OfferReview {
        /// The link, https.
        url: String,
    },
    /// Tag the response, and its case if it has one.
    Tag {
        /// The tag.
        tag: String,
    },
}

impl Action {
    /// The action's word in JSON.
    ///
    /// ```
    /// assert_eq!(survey_core::recovery::Action::Acknowledge { message: None }.name(), "acknowledge");
    /// ```
    pub const fn name(&self) -> &'static str {
        match self {
            Self::OpenCase { .. } => "open_case",
            Self::Callback { .. } => "callback",
            Self::Notify { .. } => "notify",
            Self::Acknowledge { .. } => "acknowledge",
            Self::AskLater { .. } => "ask_later",
            Self::OfferReview { .. } => "offer_review",
            Self::Tag { .. } => "tag",
        }
    }

    /// Whether it sends something to the customer, which nobody may do to those who wished not to be contacted. (A review link
    /// is shown on the page the customer is on, and sends nothing.)
    ///
    /// ```
    /// use survey_core::recovery::Action;
    ///
    /// assert!(Action::Acknowledge { message: None }.contacts_customer());
    /// assert!(!Action::Notify { to: "team".into() }.contacts_customer());
    /// ```
    pub const fn contacts_customer(&self) -> bool {
        matches!(self, Self::Acknowledge { .. } | Self::AskLater { .. })
    }
}
