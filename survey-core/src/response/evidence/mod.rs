//! Evidence: is this click a person?
//!
//! Mail gateways open every link of a mail before and while its reader does, and some run the page's script. So a GET
//! never counts; a button that was pressed always does (*explicit*); and what the page's script reports after the page
//! was looked at counts after a quarantine, if nothing around it looks like a scanner (*inferred*).
//!
//! [`decide`] is a pure function over everything that touched one invitation; the rules it applies are data
//! ([`Rules`]), so that the same history can be judged by other rules to see what they would have done.
//!
//! ```
//! use jiff::Timestamp;
//! use survey_core::response::evidence::{Action, Decision, Evidence, History, Rules, Touch, decide};
//!
//! let at = |second| Timestamp::from_second(second).unwrap();
//! let touch = |second, action| Touch { at: at(second), action, network: 1, agent: 1 };
//! let opened = touch(1_000, Action::Opened { score: Some(9) });
//! let reported = touch(1_004, Action::Reported { score: 9 });
//! let sent = [at(0)];
//!
//! let touches = [opened.clone(), reported];
//! let history = History { touches: &touches, sent: &sent, crowds: &[] };
//! assert_eq!(decide(&history, &Rules::default(), at(1_010)), Decision::Wait { until: Some(at(2_804)) });
//! let inferred = Decision::Final { score: Some(9), evidence: Evidence::Inferred };
//! assert_eq!(decide(&history, &Rules::default(), at(2_804)), inferred);
//!
//! let touches = [opened, touch(1_005, Action::Answered { score: Some(8) })];
//! let history = History { touches: &touches, sent: &sent, crowds: &[] };
//! let explicit = Decision::Final { score: Some(8), evidence: Evidence::Explicit };
//! assert_eq!(decide(&history, &Rules::default(), at(1_005)), explicit);
//! ```

mod bursts;
mod crowd;
mod rules;
#[cfg(test)]
mod tests;
mod visits;

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crowd::{Crowd, Visit, crowds};
pub use rules::{Confirm, Rule, Rules};

use super::contradicting;

/// How sure it is that a person gave the answer.
///
/// ```
/// use survey_core::response::evidence::Evidence;
///
/// assert_eq!(serde_json::to_string(&Evidence::Inferred).unwrap(), r#""inferred""#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A form was sent.
    Explicit,
    /// The page was looked at, and nothing speaks against a person.
    Inferred,
    /// Forms were sent that contradict each other; the answer does not count in scores.
    Contradicted,
}

/// Something that touched one invitation.
///
/// ```
/// use jiff::Timestamp;
/// use survey_core::response::evidence::{Action, Touch};
///
/// let touch = Touch { at: Timestamp::UNIX_EPOCH, action: Action::Opened { score: None }, network: 7, agent: 42 };
/// assert_eq!(touch.action, Action::Opened { score: None });
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touch {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub action: Action,
    /// Where it came from: any number that is the same for the same network (a hash of the address prefix).
    pub network: i64,
    /// By what: any number that is the same for the same browser software (a hash of its name).
    pub agent: i64,
}

/// What touched an invitation.
///
/// ```
/// use survey_core::response::evidence::Action;
///
/// let json = serde_json::to_string(&Action::Opened { score: Some(3) }).unwrap();
/// assert_eq!(json, r#"{"opened":{"score":3}}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A HEAD request, or a GET that calls itself a prefetch (`Sec-Purpose`, `Purpose`, `X-Moz`): neither counts nor is
    /// held against anybody (R4).
    Prefetched,
    /// A GET of the survey page, by a score's link (`Some`) or another.
    Opened {
        /// The score in the link.
        score: Option<i64>,
    },
    /// A GET of the unsubscribe link or another one in the mail's footer.
    OpenedFooter,
    /// The page's script reports that the page was visible long enough, or was touched.
    Reported {
        /// The score that is selected on the page.
        score: i64,
    },
    /// A form was sent: the button was pressed.
    Answered {
        /// The score in the form, if it has one.
        score: Option<i64>,
    },
}

impl Action {
    /// The score that was asked for without a form being sent.
    fn requested_score(&self) -> Option<i64> {
        match self {
            Self::Opened { score } => *score,
            Self::Reported { score } => Some(*score),
            Self::Prefetched | Self::OpenedFooter | Self::Answered { .. } => None,
        }
    }

    fn is_get(&self) -> bool {
        matches!(self, Self::Opened { .. } | Self::OpenedFooter)
    }
}

/// All that is known about one invitation, in any order.
///
/// ```
/// use survey_core::response::evidence::History;
///
/// assert!(History::default().touches.is_empty());
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct History<'a> {
    /// What touched it.
    pub touches: &'a [Touch],
    /// When its mails (invitation, reminders) were accepted by the receiving server.
    pub sent: &'a [Timestamp],
    /// Networks that touched the invitations of many people at once; [`crowds`] finds them.
    pub crowds: &'a [Crowd],
}

/// What is to be done about an invitation.
///
/// ```
/// use survey_core::response::evidence::{Decision, History, Rules, decide};
///
/// let nothing = decide(&History::default(), &Rules::default(), jiff::Timestamp::UNIX_EPOCH);
/// assert_eq!(nothing, Decision::Wait { until: None });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It is an answer: record it, run the rules.
    Final {
        /// The score, `None` where forms without one were sent.
        score: Option<i64>,
        /// How sure it is.
        evidence: Evidence,
    },
    /// A rule speaks against it: keep it, show it, do not count it.
    Hold {
        /// The rule.
        rule: Rule,
        /// When to decide again; `None` where only a new event can change anything.
        until: Option<Timestamp>,
    },
    /// Not yet.
    Wait {
        /// When to decide again; `None` where only a new event can change anything.
        until: Option<Timestamp>,
    },
}

/// Decides what the history of one invitation amounts to at `now`.
///
/// A form that was sent always is final, whatever scanners did before or after it; the last one counts that was not sent
/// together with others that contradict it. GETs alone never
/// are, and more of them never make an answer final. Otherwise the last report of the page's script counts whose
/// quarantine is over and whose visit is not voided by a rule.
///
/// ```
/// use jiff::Timestamp;
/// use survey_core::response::evidence::{Action, Decision, History, Rule, Rules, Touch, decide};
///
/// // A scanner with a script engine opens every score.
/// let at = |second| Timestamp::from_second(second).unwrap();
/// let touches: Vec<Touch> = (0..=10)
///     .flat_map(|score| [Action::Opened { score: Some(score) }, Action::Reported { score }])
///     .map(|action| Touch { at: at(3_600), action, network: 1, agent: 1 })
///     .collect();
/// let history = History { touches: &touches, sent: &[at(0)], crowds: &[] };
/// let held = Decision::Hold { rule: Rule::ManyScores, until: None };
/// assert_eq!(decide(&history, &Rules::default(), at(99_999)), held);
/// ```
pub fn decide(history: &History<'_>, rules: &Rules, now: Timestamp) -> Decision {
    explicit(history.touches).unwrap_or_else(|| inferred(history, rules, now))
}

/// What each rule alone would decide about a history, for showing which one holds what.
///
/// ```
/// use jiff::Timestamp;
/// use survey_core::response::evidence::{Action, Decision, History, Rule, Rules, Touch, by_each_rule};
///
/// let at = |second| Timestamp::from_second(second).unwrap();
/// let touches = [Touch { at: at(5), action: Action::Opened { score: Some(9) }, network: 1, agent: 1 },
///     Touch { at: at(9), action: Action::Reported { score: 9 }, network: 1, agent: 1 }];
/// let history = History { touches: &touches, sent: &[at(0)], crowds: &[] };
/// let held: Vec<Rule> = by_each_rule(&history, &Rules::default(), at(99_999))
///     .into_iter()
///     .filter(|(_, decision)| matches!(decision, Decision::Hold { .. }))
///     .map(|(rule, _)| rule)
///     .collect();
/// assert_eq!(held, [Rule::TooSoon]);
/// ```
pub fn by_each_rule(history: &History<'_>, rules: &Rules, now: Timestamp) -> Vec<(Rule, Decision)> {
    let alone = |rule: &Rule| Rules { rules: vec![*rule], ..rules.clone() };
    rules.rules.iter().map(|rule| (*rule, decide(history, &alone(rule), now))).collect()
}

fn explicit(touches: &[Touch]) -> Option<Decision> {
    let forms = || {
        touches.iter().filter_map(|touch| match touch.action {
            Action::Answered { score } => Some((touch.at, score)),
            _ => None,
        })
    };
    forms().next()?;
    let scores: Vec<_> = forms().filter_map(|(at, score)| Some((at, score?))).collect();
    let contradicting = contradicting(&scores);
    let last = |scores: &mut dyn Iterator<Item = &(Timestamp, i64)>| scores.max().map(|(_, score)| *score);
    let standing = last(&mut scores.iter().zip(&contradicting).filter(|(_, mark)| !**mark).map(|(post, _)| post));
    if standing.is_none() && !scores.is_empty() {
        return Some(Decision::Final { score: last(&mut scores.iter()), evidence: Evidence::Contradicted });
    }
    Some(Decision::Final { score: standing, evidence: Evidence::Explicit })
}

/// What one report of the page's script amounts to.
enum Verdict {
    Counts,
    Waits(Timestamp),
    Held(Rule, Option<Timestamp>),
}

fn inferred(history: &History<'_>, rules: &Rules, now: Timestamp) -> Decision {
    let mut last_counting = None;
    let mut waiting: Option<Timestamp> = None;
    let mut held: Option<(Timestamp, Rule, Option<Timestamp>)> = None;
    let bursts = bursts::find(history, rules);
    for (report, visit) in visits::reports(history.touches, rules) {
        let Action::Reported { score } = report.action else { continue };
        match judge(report, visit, &bursts, history.crowds, rules, now) {
            Verdict::Counts => last_counting = last_counting.max(Some((report.at, score))),
            Verdict::Waits(until) => waiting = Some(waiting.map_or(until, |earlier| earlier.min(until))),
            Verdict::Held(rule, until) => held = held.max(Some((report.at, rule, until))),
        }
    }
    match (last_counting, waiting, held) {
        _ if rules.confirm == Confirm::Button => Decision::Wait { until: None },
        (Some((_, score)), _, _) => Decision::Final { score: Some(score), evidence: Evidence::Inferred },
        (None, Some(until), _) => Decision::Wait { until: Some(until) },
        (None, None, Some((_, rule, until))) => Decision::Hold { rule, until },
        (None, None, None) => Decision::Wait { until: None },
    }
}

fn judge(
    report: &Touch,
    visit: visits::Span,
    bursts: &[bursts::Burst],
    crowds: &[Crowd],
    rules: &Rules,
    now: Timestamp,
) -> Verdict {
    let overlap = seconds(rules.overlap_seconds);
    if let Some(burst) = bursts.iter().find(|burst| visit.is_within(overlap, burst.span)) {
        return Verdict::Held(burst.rule, None);
    }
    let hold = seconds(rules.crowd_hold_seconds);
    let released = crowds
        .iter()
        .filter(|crowd| rules.applies(Rule::Crowd) && crowd.network == report.network)
        .filter(|crowd| crowd.at.duration_since(report.at).abs() <= hold)
        .map(|crowd| later(crowd.at, hold))
        .max();
    let due = later(report.at, seconds(rules.quarantine_seconds));
    match released {
        Some(until) if now < until => Verdict::Held(Rule::Crowd, Some(until)),
        _ if now < due => Verdict::Waits(due),
        _ => Verdict::Counts,
    }
}

fn seconds(seconds: u32) -> SignedDuration {
    SignedDuration::from_secs(i64::from(seconds))
}

/// So much later, at the latest the last instant there is.
fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}
