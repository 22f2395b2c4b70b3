//! Reminding the silent, and only them.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::policy::Policy;
use super::quiet::move_out_of_quiet;
use crate::Problem;

/// How often somebody who says nothing is reminded.
///
/// The default is one reminder after three days.
///
/// ```
/// use survey_core::outreach::Reminders;
///
/// let reminders: Reminders = serde_json::from_str(r#"{"at_most": 2}"#)?;
/// assert_eq!((reminders.at_most, reminders.after_days), (2, 3));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reminders {
    /// Reminders to one invitation; 0 for none. More than [`Reminders::MOST`] count as that many.
    pub at_most: u8,
    /// Days of 24 hours between the invitation or reminder before and the next; 0 counts as 1.
    pub after_days: u32,
}

impl Reminders {
    /// No invitation is reminded of more often than this, whatever is set.
    pub const MOST: u8 = 3;

    /// What is wrong with the settings, each with its path; empty if nothing. [`remind`] keeps to the limits in any case.
    ///
    /// ```
    /// use survey_core::outreach::Reminders;
    ///
    /// assert_eq!(Reminders::default().check(), []);
    /// let pushy = Reminders { at_most: 9, after_days: 0 };
    /// assert_eq!(pushy.check().iter().map(|problem| problem.path.as_str()).collect::<Vec<_>>(), ["at_most", "after_days"]);
    /// ```
    pub fn check(self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.at_most > Self::MOST {
            let message = format!("is {}; nobody is reminded more than {} times", self.at_most, Self::MOST);
            problems.push(Problem::new("at_most", message));
        }
        if !(1..=365).contains(&self.after_days) {
            problems.push(Problem::new("after_days", format!("is {}; 1 to 365 days are allowed", self.after_days)));
        }
        problems
    }
}

impl Default for Reminders {
    fn default() -> Self {
        Self { at_most: 1, after_days: 3 }
    }
}

/// An invitation that went out, as far as reminding is concerned.
///
/// ```
/// use survey_core::outreach::Invitation;
///
/// let invitation = Invitation::sent("2026-11-20T10:00:00Z".parse()?);
/// assert_eq!(invitation.reminders, 0);
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, any of which may hold")]
pub struct Invitation {
    /// When the invitation or the last reminder went out.
    pub last_sent_at: Timestamp,
    /// Reminders so far.
    pub reminders: u8,
    /// They gave at least one answer: whoever gave only the score has answered.
    pub answered: bool,
    /// They unsubscribed, or their address bounces.
    pub unreachable: bool,
    /// They have an open case.
    pub open_case: bool,
    /// The order was cancelled, or the link no longer takes answers.
    pub over: bool,
}

impl Invitation {
    /// An invitation that nobody has reacted to yet.
    ///
    /// ```
    /// let sent_at = "2026-11-20T10:00:00Z".parse()?;
    /// assert!(!survey_core::outreach::Invitation::sent(sent_at).answered);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub const fn sent(at: Timestamp) -> Self {
        Self { last_sent_at: at, reminders: 0, answered: false, unreachable: false, open_case: false, over: false }
    }
}

/// Whether somebody is reminded.
///
/// ```
/// use survey_core::outreach::Reminder;
/// assert_eq!(serde_json::to_string(&Reminder::Answered)?, r#"{"reminder":"answered"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reminder")]
pub enum Reminder {
    /// They are reminded.
    Send {
        /// When: never before now.
        at: Timestamp,
    },
    /// They have answered.
    Answered,
    /// They cannot or do not want to be reached.
    Unreachable,
    /// They have an open case: they are helped, not reminded.
    OpenCase,
    /// There is nothing to ask any more.
    Over,
    /// They were reminded as often as is allowed.
    Enough,
}

/// Decides whether and when to remind, moved out of quiet hours and to a weekday of the policy in the person's zone (none: the
/// policy's).
///
/// ```
/// use survey_core::outreach::{Invitation, Policy, Reminder, Reminders, remind};
///
/// let now = "2026-11-20T10:00:01Z".parse()?;
/// let silent = Invitation::sent("2026-11-20T10:00:00Z".parse()?);
/// let decision = remind(&Reminders::default(), &Policy::default(), &silent, None, now);
/// assert_eq!(decision, Reminder::Send { at: "2026-11-23T10:00:00Z".parse()? });
///
/// let answered = Invitation { answered: true, ..silent };
/// assert_eq!(remind(&Reminders::default(), &Policy::default(), &answered, None, now), Reminder::Answered);
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn remind(
    reminders: &Reminders,
    policy: &Policy,
    invitation: &Invitation,
    zone: Option<&TimeZone>,
    now: Timestamp,
) -> Reminder {
    if invitation.answered {
        return Reminder::Answered;
    }
    if invitation.unreachable {
        return Reminder::Unreachable;
    }
    if invitation.open_case {
        return Reminder::OpenCase;
    }
    if invitation.over {
        return Reminder::Over;
    }
    if invitation.reminders >= reminders.at_most.min(Reminders::MOST) {
        return Reminder::Enough;
    }
    let wait = SignedDuration::from_hours(24 * i64::from(reminders.after_days.max(1)));
    let due = invitation.last_sent_at.checked_add(wait).unwrap_or(Timestamp::MAX).max(now);
    Reminder::Send { at: move_out_of_quiet(due, policy.quiet_hours, policy.weekdays, zone.unwrap_or(&policy.zone)) }
}
