//! Follow-up rules: what happens when somebody answers, when something happens, and when nothing does.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::action::{Action, Priority};
use super::clause::{Clause, Known, Subject, Trigger, When};
use super::plan::{Plan, Planned};
use super::rules_json::InvalidRules;
use super::situation::Situation;
use super::trigger::Branches;
use super::within::Within;
use crate::Path;
use crate::condition::{Comparison, Condition};
use crate::survey::{Question, QuestionKind, Survey};

/// One rule: when something holds, do these things.
///
/// ```
/// use survey_core::{recovery::Rules, survey};
///
/// let rules = Rules::out_of_the_box("default", &survey::template("default").unwrap());
/// assert_eq!(rules.rules()[0].id, "unhappy");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rule {
    /// Names the rule in plans and reports; unique in the set.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Whether it runs.
    #[serde(skip_serializing_if = "is_true")]
    pub enabled: bool,
    /// When it acts; none for every answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// What it does, in this order; never empty.
    pub then: Vec<Action>,
    #[serde(skip)]
    branches: Branches,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
const fn is_true(flag: &bool) -> bool {
    *flag
}

impl Rule {
    pub(super) fn new(id: String, name: String, enabled: bool, when: Option<When>, then: Vec<Action>) -> Self {
        let branches = Branches::of(when.as_ref());
        Self { id, name, enabled, when, then, branches }
    }

    /// Whether the rule is on and acts in this situation.
    ///
    /// ```
    /// use survey_core::{Properties, recovery::{Rules, Situation}, response::Answers, survey};
    ///
    /// let survey = survey::template("default").unwrap();
    /// let rules = Rules::out_of_the_box("default", &survey);
    /// let answers: Answers = serde_json::from_str(r#"{"score": 7}"#)?;
    /// let properties = Properties::new();
    /// let situation = Situation::of_answer("default", &survey, &answers, &properties, "2026-11-20T10:00:00Z".parse()?);
    /// assert!(!rules.rules()[0].acts_in(&situation));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn acts_in(&self, situation: &Situation<'_>) -> bool {
        self.enabled
            && match &self.when {
                None => situation.trigger == Trigger::Answer,
                when => self.branches.running_on(when.as_ref(), situation.trigger).any(|branch| {
                    branch.holds(&mut |clause| clause.comparison.holds(&situation.fact(&clause.subject)))
                }),
            }
    }

    /// Whether answers, events or time make the rule run.
    ///
    /// ```
    /// use survey_core::recovery::{Rules, Trigger};
    ///
    /// let rules = Rules::parse(r#"{"rules": [{"id": "silent", "when": {"fact": "silence_days", "at_least": 14},
    ///     "then": [{"do": "notify", "to": "team"}]}]}"#)?;
    /// assert!(rules.rules()[0].runs_on(Trigger::Time) && !rules.rules()[0].runs_on(Trigger::Answer));
    /// # Ok::<(), survey_core::recovery::InvalidRules>(())
    /// ```
    pub fn runs_on(&self, trigger: Trigger) -> bool {
        if self.when.is_none() { trigger == Trigger::Answer } else { self.branches.run_on(trigger) }
    }
}

/// A set of rules, checked when it was read.
///
/// ```
/// use survey_core::{Properties, recovery::{Action, Rules, Situation}, response::Answers, survey};
///
/// let rules = Rules::parse(r#"{"rules": [{
///     "id": "unhappy",
///     "name": "Unhappy in Kazan",
///     "when": {"all": [{"fact": "category", "is": "detractor"}, {"property": "branch", "is": "Kazan"}]},
///     "then": [
///         {"do": "open_case", "priority": "high", "team": "Delivery", "contact_within": {"minutes": 60, "clock": "business"}},
///         {"do": "callback", "event": "response.detractor"},
///         {"do": "notify", "to": "team"}
///     ]
/// }]}"#)?;
///
/// let survey = survey::template("default").unwrap();
/// let answers: Answers = serde_json::from_str(r#"{"score": 3, "comment": "three days late"}"#)?;
/// let mut properties = Properties::new();
/// properties.insert("branch".into(), "Kazan".into());
/// let situation = Situation::of_answer("default", &survey, &answers, &properties, "2026-11-20T10:00:00Z".parse()?);
///
/// let plan = rules.plan(&situation);
/// assert_eq!(plan.iter().map(|planned| planned.action.name()).collect::<Vec<_>>(), ["open_case", "callback", "notify"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Value")]
pub struct Rules {
    pub(super) rules: Vec<Rule>,
}

impl TryFrom<Value> for Rules {
    type Error = InvalidRules;

    fn try_from(value: Value) -> Result<Self, InvalidRules> {
        Self::from_value(&value)
    }
}

impl Rules {
    /// The rules a business starts with: an unhappy answer to the survey's main question opens a case with one hour to first
    /// contact, calls back programs and tells the team.
    ///
    /// Unhappy is 0 to 6 of an NPS question, 1 and 2 of five stars or satisfaction, 1 to 3 of the ease of seven, the sad one of
    /// three faces, and the lower two fifths of another scale. A survey without a scored question gets no rule.
    ///
    /// ```
    /// use survey_core::{recovery::Rules, survey};
    ///
    /// let survey = survey::template("default").unwrap();
    /// let rules = Rules::out_of_the_box("default", &survey);
    /// assert_eq!(rules.check(&[("default", &survey)]), []);
    /// assert_eq!(Rules::from_value(&serde_json::to_value(&rules)?)?, rules);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn out_of_the_box(survey_key: &str, survey: &Survey) -> Self {
        let unhappy = survey.main_question().and_then(|question| Some((question, unhappy_at_most(question)?)));
        let rules = unhappy.map(|(question, at_most)| {
            let clause = |subject, comparison| Condition::Is(Clause { subject, comparison });
            let when = Condition::All(vec![
                clause(Subject::Fact(Known::Survey), Comparison::Is(survey_key.into())),
                clause(Subject::Answer(question.key.clone()), Comparison::AtMost(at_most.into())),
            ]);
            let case = Action::OpenCase {
                priority: Priority::Normal,
                team: None,
                contact_within: Some(Within::wall(60)),
                resolve_within: Priority::Normal.resolve_within(),
            };
            let callback = Action::Callback { event: "response.detractor".to_owned() };
            let then = vec![case, callback, Action::Notify { to: "team".to_owned() }];
            Rule::new("unhappy".to_owned(), "Unhappy customer".to_owned(), true, Some(when), then)
        });
        Self { rules: rules.into_iter().collect() }
    }

    /// The rules, in the order in which they act.
    ///
    /// ```
    /// assert!(survey_core::recovery::Rules::default().rules().is_empty());
    /// ```
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What is to be done in a situation: the actions of every rule that acts, in order. The same situation always gives the
    /// same plan.
    ///
    /// The customer's wish not to be contacted binds every rule: what would contact them is left out, a case is opened as a note
    /// (without a time to first contact, with its time to resolution), and everything else carries `do_not_contact`.
    ///
    /// An action that an earlier rule already planned in the same words is not planned again, and the customer is sent at
    /// most one acknowledgement. Several cases are for [`NewCase::of`](super::NewCase::of) to make one of.
    ///
    /// ```
    /// use survey_core::{Properties, recovery::{Rules, Situation}};
    ///
    /// let rules = Rules::parse(r#"{"rules": [{"id": "late", "when": {"fact": "event", "is": "order.late"},
    ///     "then": [{"do": "acknowledge"}]}]}"#)?;
    /// let properties = Properties::new();
    /// let now = "2026-11-20T10:00:00Z".parse()?;
    /// assert_eq!(rules.plan(&Situation::of_event("order.late", &properties, now)).len(), 1);
    /// assert_eq!(rules.plan(&Situation::of_event("order.shipped", &properties, now)), []);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn plan(&self, situation: &Situation<'_>) -> Vec<Planned> {
        let mut plan = Plan::for_customer(situation.wishes_no_contact());
        for rule in self.rules.iter().filter(|rule| rule.acts_in(situation)) {
            plan.take_over(rule);
        }
        plan.into_planned()
    }

    /// When to look again because a promise may have passed or a silence lasted long enough: the first moment after
    /// `situation.now` at which a clause about time begins to hold. None if no rule waits for anything.
    ///
    /// ```
    /// use survey_core::{Properties, recovery::{Rules, Situation}};
    ///
    /// let rules = Rules::parse(r#"{"rules": [{"id": "overdue", "when": {"promise": "promised_at", "at_least": 30},
    ///     "then": [{"do": "open_case"}]}]}"#)?;
    /// let mut properties = Properties::new();
    /// properties.insert("promised_at".into(), "2026-11-20T18:00:00Z".into());
    /// let placed = Situation::of_event("order.placed", &properties, "2026-11-20T10:00:00Z".parse()?);
    /// assert_eq!(rules.wake_at(&placed), Some("2026-11-20T18:30:00Z".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn wake_at(&self, situation: &Situation<'_>) -> Option<Timestamp> {
        let waiting = self.rules.iter().filter(|rule| rule.enabled && rule.runs_on(Trigger::Time));
        let mut first = None;
        for when in waiting.filter_map(|rule| rule.when.as_ref()) {
            when.visit(&Path::root(), &mut |clause, _| {
                let ripe = situation.ripens_at(&clause.subject, &clause.comparison).filter(|at| *at > situation.now);
                first = first.into_iter().chain(ripe).min();
            });
        }
        first
    }

    /// Whether a rule that is on looks at something for which this holds.
    ///
    /// ```
    /// use survey_core::recovery::{Known, Rules, Subject};
    ///
    /// let rules = Rules::parse(r#"{"rules": [{"id": "fell", "when": {"fact": "change", "at_most": -3},
    ///     "then": [{"do": "open_case"}]}]}"#)?;
    /// assert!(rules.look_at(|subject| *subject == Subject::Fact(Known::Change)));
    /// assert!(!rules.look_at(|subject| matches!(subject, Subject::Promise(_))));
    /// # Ok::<(), survey_core::recovery::InvalidRules>(())
    /// ```
    pub fn look_at(&self, wanted: impl Fn(&Subject) -> bool) -> bool {
        let mut found = false;
        for when in self.rules.iter().filter(|rule| rule.enabled).filter_map(|rule| rule.when.as_ref()) {
            when.visit(&Path::root(), &mut |clause, _| found |= wanted(&clause.subject));
        }
        found
    }
}

/// The highest answer that still is an unhappy one.
fn unhappy_at_most(question: &Question) -> Option<i64> {
    let scale = question.kind.scale()?;
    Some(match question.kind {
        QuestionKind::Nps(_) => 6,
        QuestionKind::Ces(_) => 3,
        QuestionKind::Csat(_) | QuestionKind::Stars(_) => 2,
        QuestionKind::Smileys(_) => 1,
        _ => {
            let (lowest, highest) = (*scale.start(), *scale.end());
            lowest.saturating_add(highest.saturating_sub(lowest).saturating_mul(2) / 5)
        }
    })
}
