//! The rules by which clicks are judged, as data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Problem;

/// The shortest quarantine: what comes while a look is being judged is judged after it.
const LEAST_QUARANTINE_SECONDS: u32 = 60;
/// The longest time that a rule may look at or hold for: a week.
const MOST_SECONDS: u32 = 7 * 24 * 60 * 60;
/// The largest count of a rule.
const MOST_COUNT: usize = 1_000;

/// Thresholds of the evidence rules, in seconds and counts; the defaults are reasoned from how scanners behave.
///
/// ```
/// use survey_core::response::evidence::{Rule, Rules};
///
/// let rules: Rules = serde_json::from_str(r#"{"quarantine_seconds": 600, "rules": ["many_scores"]}"#).unwrap();
/// assert_eq!(rules.many_scores_seconds, 120);
/// assert!(!rules.applies(Rule::TooSoon));
/// assert!(serde_json::from_str::<Rules>(r#"{"quarantine": 600}"#).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Whether a report of the page's script may ever count.
    pub confirm: Confirm,
    /// The rules that apply; all unless told.
    pub rules: Vec<Rule>,
    /// How long a report waits for a scanner to show itself (30 minutes).
    pub quarantine_seconds: u32,
    /// R1: so many different scores (2) …
    pub many_scores: usize,
    /// … asked for within this time (120).
    pub many_scores_seconds: u32,
    /// R2: a score's link and a footer link within this time (10).
    pub footer_seconds: u32,
    /// R3: a GET within this time of the mail's acceptance (20), before it too: gateways scan before they accept.
    pub too_soon_seconds: u32,
    /// R5: one network touches the invitations of so many people (5) …
    pub crowd_size: usize,
    /// … within this time (60), …
    pub crowd_seconds: u32,
    /// … and its reports are held for so long (24 hours).
    pub crowd_hold_seconds: u32,
    /// Touches of one visitor belong to one visit while there is no longer pause between them (10 minutes).
    pub visit_gap_seconds: u32,
    /// R1 to R3 void every visit that comes so close to what they found (120).
    pub overlap_seconds: u32,
}

/// Whether a person must press the button.
///
/// ```
/// use survey_core::response::evidence::{Confirm, Rules};
///
/// assert_eq!(Rules::default().confirm, Confirm::Auto);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confirm {
    /// No: looking at the page is enough, if the rules have nothing against it.
    #[default]
    Auto,
    /// Yes: nothing is ever inferred.
    Button,
}

/// One reason to think that a visit is not a person's. (R4, ignoring prefetches, needs no name: it holds nothing.)
///
/// ```
/// use survey_core::response::evidence::Rule;
///
/// assert_eq!(Rule::ManyScores.id(), "R1");
/// assert_eq!(serde_json::to_string(&Rule::TooSoon).unwrap(), r#""too_soon""#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// R1: different scores were asked for in a short time.
    ManyScores,
    /// R2: a score's link and a footer link were opened together.
    FooterToo,
    /// R3: opened as soon as the mail was sent.
    TooSoon,
    /// R5: the same network opened the mails of many people.
    Crowd,
}

impl Rule {
    /// The rule's short name, as in the documentation: `R1`, `R2`, `R3`, `R5`.
    ///
    /// ```
    /// assert_eq!(survey_core::response::evidence::Rule::Crowd.id(), "R5");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            Self::ManyScores => "R1",
            Self::FooterToo => "R2",
            Self::TooSoon => "R3",
            Self::Crowd => "R5",
        }
    }
}

impl Rules {
    /// Whether a rule applies.
    ///
    /// ```
    /// use survey_core::response::evidence::{Rule, Rules};
    ///
    /// assert!(Rules::default().applies(Rule::Crowd));
    /// ```
    pub fn applies(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }

    /// What is wrong with the thresholds, each with its path.
    ///
    /// ```
    /// use survey_core::response::evidence::Rules;
    ///
    /// assert!(Rules::default().check().is_empty());
    /// let rules = Rules { many_scores: 1, ..Rules::default() };
    /// assert_eq!(rules.check()[0].to_string(), "many_scores: must be 2 to 1000, not 1");
    /// ```
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (path, count) in [("many_scores", self.many_scores), ("crowd_size", self.crowd_size)] {
            if !(2..=MOST_COUNT).contains(&count) {
                problems.push(Problem::new(path, format!("must be 2 to {MOST_COUNT}, not {count}")));
            }
        }
        if self.quarantine_seconds < LEAST_QUARANTINE_SECONDS {
            let message =
                format!("must be at least {LEAST_QUARANTINE_SECONDS} seconds, not {}", self.quarantine_seconds);
            problems.push(Problem::new("quarantine_seconds", message));
        }
        let times = [
            ("quarantine_seconds", self.quarantine_seconds),
            ("many_scores_seconds", self.many_scores_seconds),
            ("footer_seconds", self.footer_seconds),
            ("too_soon_seconds", self.too_soon_seconds),
            ("crowd_seconds", self.crowd_seconds),
            ("crowd_hold_seconds", self.crowd_hold_seconds),
            ("visit_gap_seconds", self.visit_gap_seconds),
            ("overlap_seconds", self.overlap_seconds),
        ];
        for (path, seconds) in times.into_iter().filter(|(_, seconds)| *seconds > MOST_SECONDS) {
            let message = format!("must be at most {MOST_SECONDS} seconds, a week, not {seconds}");
            problems.push(Problem::new(path, message));
        }
        problems
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            confirm: Confirm::Auto,
            rules: vec![Rule::ManyScores, Rule::FooterToo, Rule::TooSoon, Rule::Crowd],
            quarantine_seconds: 30 * 60,
            many_scores: 2,
            many_scores_seconds: 120,
            footer_seconds: 10,
            too_soon_seconds: 20,
            crowd_size: 5,
            crowd_seconds: 60,
            crowd_hold_seconds: 24 * 60 * 60,
            visit_gap_seconds: 10 * 60,
            overlap_seconds: 120,
        }
    }
}
