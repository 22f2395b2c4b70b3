//! What a set of rules would have done to the past: counts, cases, load and promises broken.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use super::action::{Action, Priority};
use super::calendar::Calendar;
use super::plan::{NewCase, Planned};
use super::queue::{Owner, Queue, Waiting};
use super::rules::Rules;
use super::situation::Situation;

/// Something that happened, and whose it was.
///
/// ```
/// use survey_core::{Properties, recovery::{Past, Situation}};
///
/// let properties = Properties::new();
/// let situation = Situation::of_event("order.late", &properties, "2026-11-20T10:00:00Z".parse()?);
/// assert_eq!(Past { person: Some("ann"), about: Some("order-1001"), situation }.person, Some("ann"));
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// The person's id: another answer of a person whose case is not settled joins it. None counts as a person of its own.
    pub person: Option<&'a str>,
    /// The event that is looked at again and again while time passes: a rule acts once for it. None: it is looked at once.
    pub about: Option<&'a str>,
    /// What the rules would have looked at; its `now` is the moment.
    pub situation: Situation<'a>,
}

/// Who would have worked on the cases; what the predicted breaches rest on.
///
/// ```
/// use survey_core::recovery::Staffing;
///
/// let team: Staffing = serde_json::from_str(r#"{"people": 3, "handling_minutes": 20}"#)?;
/// assert!(team.calendar.is_open("2026-11-22T03:00:00Z".parse()?), "around the clock, if nothing else is said");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staffing {
    /// People who work on cases at the same time; with 0 every promise is broken. More than 10,000 count as that many.
    pub people: u32,
    /// Minutes of opening time that one case takes one of them. More than a week of minutes counts as a week.
    pub handling_minutes: u32,
    /// When they work, and the calendar that deadlines in business minutes are counted by.
    #[serde(default)]
    pub calendar: Calendar,
}

/// What the rules would have done.
///
/// ```
/// use survey_core::recovery::{Backtest, Calendar, Rules, Staffing, backtest};
///
/// let team = Staffing { people: 1, handling_minutes: 20, calendar: Calendar::always() };
/// let nothing: Backtest = backtest(&Rules::default(), [], &team);
/// assert_eq!((nothing.situations, nothing.cases, nothing.busiest_hour()), (0, 0, None));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Backtest {
    /// Answers, events and moments looked at.
    pub situations: u64,
    /// Weeks from the first to the last of them.
    pub weeks: f64,
    /// What each rule did, in the order of the rules.
    pub rules: Vec<RuleCount>,
    /// Planned actions by name (`callback`, `notify`, …).
    pub actions: BTreeMap<&'static str, u64>,
    /// Cases opened, one per situation at most; those joined to an unsettled case are not among them.
    pub cases: u64,
    /// Situations that joined a case of the same person and survey that was not settled yet.
    pub joined: u64,
    /// Cases of customers who wished not to be contacted: notes, which nobody can be late to contact.
    pub notes: u64,
    /// Cases by priority.
    pub cases_by_priority: BTreeMap<Priority, u64>,
    /// Cases by the hour of the week in which they opened, on the clock of the team's calendar: `[weekday, Monday first][hour]`.
    pub cases_by_hour: [[u64; 24]; 7],
    /// Cases whose first contact is predicted after its deadline.
    pub predicted_breaches: u64,
    /// The same by priority.
    pub breaches_by_priority: BTreeMap<Priority, u64>,
}

/// What one rule did.
///
/// ```
/// let count = survey_core::recovery::RuleCount { rule: "unhappy".into(), acted: 3, opened: 2 };
/// assert!(count.opened <= count.acted);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RuleCount {
    /// The rule's id.
    pub rule: String,
    /// Situations in which it acted.
    pub acted: u64,
    /// Situations in which it wanted a case, alone or with other rules.
    pub opened: u64,
}

impl Backtest {
    /// The hour of the week with the most new cases (of several the first in the week), and how many; none without a case.
    ///
    /// ```
    /// assert_eq!(survey_core::recovery::Backtest::default().busiest_hour(), None);
    /// ```
    pub fn busiest_hour(&self) -> Option<(Weekday, u8, u64)> {
        let hours = self.cases_by_hour.iter().enumerate();
        let hours =
            hours.flat_map(|(day, hours)| hours.iter().enumerate().map(move |(hour, &cases)| (day, hour, cases)));
        let (day, hour, cases) = hours.rev().max_by_key(|(_, _, cases)| *cases).filter(|(_, _, cases)| *cases > 0)?;
        Some((Weekday::from_monday_zero_offset(day as i8).ok()?, hour as u8, cases))
    }
}

/// Runs the past through the rules, by the same [`Rules::plan`] that runs the present, and lets a team work off the cases.
///
/// The team takes the most pressing case (priority, then deadline, then arrival) whenever one of them is free during
/// opening hours, and is at it for `handling_minutes`. First contact is the moment at which somebody begins. That is a
/// model, not a promise: use it to compare two sets of rules or two sizes of team, with the same past.
///
/// ```
/// use survey_core::recovery::{Calendar, Past, Rules, Situation, Staffing, backtest};
/// use survey_core::{Properties, response::Answers, survey};
///
/// let survey = survey::template("default").unwrap();
/// let rules = Rules::out_of_the_box("default", &survey);
/// let properties = Properties::new();
/// let answers: Vec<Answers> = (0..=10).map(|score| serde_json::from_str(&format!(r#"{{"score": {score}}}"#))).collect::<Result<_, _>>()?;
///
/// let now = "2026-11-20T10:00:00Z".parse()?;
/// let past = answers.iter().map(|answers| Past {
///     person: None,
///     about: None,
///     situation: Situation::of_answer("default", &survey, answers, &properties, now),
/// });
/// let alone = Staffing { people: 1, handling_minutes: 20, calendar: Calendar::always() };
/// let outcome = backtest(&rules, past, &alone);
///
/// // Seven unhappy customers at once, one person, three cases an hour: the first four are reached within the hour.
/// assert_eq!((outcome.cases, outcome.predicted_breaches), (7, 3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn backtest<'a>(rules: &Rules, past: impl IntoIterator<Item = Past<'a>>, staffing: &Staffing) -> Backtest {
    let mut past: Vec<Past<'a>> = past.into_iter().collect();
    past.sort_by_key(|past| past.situation.now);
    let mut run = Backtesting::new(rules.clone(), staffing.clone());
    for past in &past {
        run.look(past);
    }
    run.finish()
}

/// [`backtest`] of a past that is too long to be held at once: it is shown bit by bit, in order of time.
///
/// ```
/// use survey_core::{Properties, recovery::{Backtesting, Calendar, Past, Rules, Situation, Staffing}};
///
/// let rules = Rules::parse(r#"{"rules": [{"id": "late", "when": {"fact": "event", "is": "order.late"},
///     "then": [{"do": "open_case"}]}]}"#)?;
/// let team = Staffing { people: 1, handling_minutes: 20, calendar: Calendar::always() };
/// let properties = Properties::new();
/// let mut run = Backtesting::new(rules, team);
/// for at in ["2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z"] {
///     run.look(&Past { person: None, about: None, situation: Situation::of_event("order.late", &properties, at.parse()?) });
/// }
/// assert_eq!(run.finish().cases, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Backtesting {
    rules: Rules,
    queue: Queue,
    outcome: Backtest,
    span: Option<(Timestamp, Timestamp)>,
    /// Persons with a survey, numbered when their first case opens.
    owners: BTreeMap<(String, Option<String>), Owner>,
    /// Which rule acted for what.
    acted: BTreeMap<String, BTreeSet<usize>>,
}

impl Backtesting {
    /// A run that has seen nothing yet.
    pub fn new(rules: Rules, staffing: Staffing) -> Self {
        let counts = rules.rules().iter().map(|rule| RuleCount { rule: rule.id.clone(), ..RuleCount::default() });
        let outcome = Backtest { rules: counts.collect(), ..Backtest::default() };
        let (span, owners, acted) = (None, BTreeMap::new(), BTreeMap::new());
        Self { queue: Queue::of(staffing), outcome, span, owners, acted, rules }
    }

    /// The rules that are tried.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What came next. Something earlier than what was shown before counts as of the same moment for the team.
    pub fn look(&mut self, past: &Past<'_>) {
        let situation = &past.situation;
        self.outcome.situations += 1;
        self.span = Some((self.span.map_or(situation.now, |span| span.0), situation.now));
        let new = self.newly_acting(past);
        let mut plan = self.rules.plan(situation);
        plan.retain(|planned| new.iter().any(|&index| self.rules.rules()[index].id == planned.rule));
        self.outcome.count(&self.rules, &new, &plan);
        self.queue.advance(situation.now);
        let Some(case) = NewCase::of(&plan, &self.queue.staffing.calendar, situation.now) else { return };
        let owner = past.person.map(|person| self.owner(person, situation.survey));
        if owner.is_some_and(|owner| self.queue.has_case(owner, situation.now)) {
            self.outcome.joined += 1;
            return;
        }
        self.outcome.count_case(&case, &self.queue.staffing.calendar, situation.now);
        if let Some(due_at) = case.contact_due_at {
            self.queue.push(Waiting { priority: case.priority, due_at, owner });
        }
    }

    /// What the rules would have done to all that.
    pub fn finish(mut self) -> Backtest {
        self.queue.finish();
        let weeks = |(first, last): (Timestamp, Timestamp)| first.duration_until(last).as_secs_f64() / (7.0 * 86_400.0);
        self.outcome.weeks = self.span.map(weeks).unwrap_or_default();
        self.outcome.predicted_breaches = self.queue.late.values().sum();
        self.outcome.breaches_by_priority = self.queue.late;
        self.outcome
    }

    /// The rules that act now and did not act for the same event before, by their places.
    fn newly_acting(&mut self, past: &Past<'_>) -> Vec<usize> {
        let rules = self.rules.rules().iter().enumerate();
        let mut acting: Vec<usize> =
            rules.filter(|(_, rule)| rule.acts_in(&past.situation)).map(|(index, _)| index).collect();
        if let Some(about) = past.about.filter(|_| !acting.is_empty()) {
            let before = self.acted.entry(about.to_owned()).or_default();
            acting.retain(|index| before.insert(*index));
        }
        acting
    }

    fn owner(&mut self, person: &str, survey: Option<&str>) -> Owner {
        let next = self.owners.len() as Owner;
        *self.owners.entry((person.to_owned(), survey.map(str::to_owned))).or_insert(next)
    }
}

impl Backtest {
    fn count(&mut self, rules: &Rules, acting: &[usize], plan: &[Planned]) {
        for (index, (count, rule)) in self.rules.iter_mut().zip(rules.rules()).enumerate() {
            count.acted += u64::from(acting.contains(&index));
            let opens =
                |planned: &Planned| planned.rule == rule.id && matches!(planned.action, Action::OpenCase { .. });
            count.opened += u64::from(plan.iter().any(opens));
        }
        for planned in plan {
            *self.actions.entry(planned.action.name()).or_default() += 1;
        }
    }

    fn count_case(&mut self, case: &NewCase, calendar: &Calendar, at: Timestamp) {
        self.cases += 1;
        self.notes += u64::from(case.do_not_contact);
        *self.cases_by_priority.entry(case.priority).or_default() += 1;
        let local = calendar.zone().to_datetime(at);
        let day = local.weekday().to_monday_zero_offset().unsigned_abs();
        self.cases_by_hour[usize::from(day)][usize::from(local.hour().unsigned_abs())] += 1;
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use serde_json::json;

    use super::*;
    use crate::Properties;
    use crate::response::Answers;
    use crate::survey::{self, Survey};

    fn at(minutes: i64) -> Timestamp {
        // A Friday.
        "2026-11-20T16:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes)
    }

    fn survey() -> Survey {
        survey::template("post-delivery").unwrap()
    }

    /// Runs answers (person, minute, answers) through rules.
    fn run(rules: &serde_json::Value, past: &[(&str, i64, serde_json::Value)], staffing: &Staffing) -> Backtest {
        let rules = Rules::from_value(&json!({ "rules": rules })).unwrap();
        let (survey, properties) = (survey(), Properties::new());
        let answers: Vec<Answers> = past.iter().map(|past| serde_json::from_value(past.2.clone()).unwrap()).collect();
        let past = past.iter().zip(&answers).map(|((person, minute, _), answers)| Past {
            person: Some(person),
            about: None,
            situation: Situation::of_answer("delivery", &survey, answers, &properties, at(*minute)),
        });
        backtest(&rules, past, staffing)
    }

    fn unhappy() -> serde_json::Value {
        json!([
            {"id": "unhappy", "when": {"fact": "score", "at_most": 6}, "then": [
                {"do": "open_case", "contact_within": {"minutes": 60}}, {"do": "callback", "event": "a"}]},
            {"id": "furious", "when": {"fact": "score", "at_most": 1}, "then": [
                {"do": "open_case", "priority": "urgent", "contact_within": {"minutes": 30}}]},
            {"id": "never", "when": {"fact": "channel", "is": "pigeon"}, "then": [{"do": "notify", "to": "team"}]},
        ])
    }

    fn team(people: u32) -> Staffing {
        Staffing { people, handling_minutes: 40, calendar: Calendar::always() }
    }

    #[test]
    fn rules_actions_and_cases_are_counted() {
        let past = [("a", 0, json!({"score": 1})), ("b", 5, json!({"score": 5})), ("c", 9, json!({"score": 9}))];
        let outcome = run(&unhappy(), &past, &team(5));
        let counts: Vec<_> =
            outcome.rules.iter().map(|count| (count.rule.as_str(), count.acted, count.opened)).collect();
        assert_eq!(counts, [("unhappy", 2, 2), ("furious", 1, 1), ("never", 0, 0)]);
        assert_eq!((outcome.situations, outcome.cases, outcome.predicted_breaches), (3, 2, 0));
        assert_eq!(outcome.actions, BTreeMap::from([("callback", 2), ("open_case", 3)]));
        assert_eq!(outcome.cases_by_priority, BTreeMap::from([(Priority::Normal, 1), (Priority::Urgent, 1)]));
        assert_eq!(outcome.busiest_hour(), Some((Weekday::Friday, 16, 2)));
        assert!((outcome.weeks - 9.0 / 10_080.0).abs() < 1e-12);
    }

    #[test]
    fn the_urgent_are_served_first_and_the_others_wait() {
        // Two at work until 16:40; then the urgent one, whose 30 minutes are over, goes before the two with 60.
        let past = [
            ("a", 0, json!({"score": 5})),
            ("b", 1, json!({"score": 5})),
            ("c", 2, json!({"score": 5})),
            ("d", 3, json!({"score": 0})),
        ];
        let outcome = run(&unhappy(), &past, &team(1));
        // a at 16:00; d at 16:40 (due 16:33); b at 17:20 (due 17:01); c at 18:00 (due 17:02).
        assert_eq!(outcome.predicted_breaches, 3);
        assert_eq!(outcome.breaches_by_priority, BTreeMap::from([(Priority::Normal, 2), (Priority::Urgent, 1)]));
        assert_eq!(run(&unhappy(), &past, &team(2)).predicted_breaches, 1);
        assert_eq!(run(&unhappy(), &past, &team(4)).predicted_breaches, 0);
        assert_eq!(run(&unhappy(), &past, &team(0)).predicted_breaches, 4);
    }

    #[test]
    fn whoever_is_free_takes_the_urgent_case_that_comes_at_that_moment() {
        let past = [("a", 0, json!({"score": 5})), ("b", 1, json!({"score": 5})), ("c", 40, json!({"score": 0}))];
        let outcome = run(&unhappy(), &past, &team(1));
        assert_eq!(outcome.breaches_by_priority, BTreeMap::from([(Priority::Normal, 1)]));
    }

    #[test]
    fn a_first_contact_at_the_deadline_is_in_time() {
        let past = [("a", 0, json!({"score": 5})), ("b", 0, json!({"score": 5}))];
        let staffing = Staffing { handling_minutes: 60, ..team(1) };
        assert_eq!(run(&unhappy(), &past, &staffing).predicted_breaches, 0);
    }

    #[test]
    fn a_team_beyond_all_measure_is_simulated_in_no_time() {
        let shop = Calendar::parse(r#"{"zone": "UTC", "hours": {"monday": ["09:00-10:00"]}}"#).unwrap();
        let staffing = Staffing { people: u32::MAX, handling_minutes: u32::MAX, calendar: shop };
        let past: Vec<_> = (0..50).map(|minute| ("a", minute, json!({"score": 5}))).collect();
        assert_eq!(run(&unhappy(), &past, &staffing).cases, 1);
    }

    #[test]
    fn nobody_works_while_the_business_is_closed() {
        let shop =
            Calendar::parse(r#"{"zone": "UTC", "hours": {"friday": ["09:00-17:00"], "monday": ["09:00-17:00"]}}"#)
                .unwrap();
        let staffing = Staffing { calendar: shop, ..team(1) };
        let past = [("a", 70, json!({"score": 5}))];
        assert_eq!(run(&unhappy(), &past, &staffing).predicted_breaches, 1, "a wall-clock promise over the week-end");
        let business =
            json!([{"id": "r", "then": [{"do": "open_case", "contact_within": {"minutes": 60, "clock": "business"}}]}]);
        assert_eq!(run(&business, &past, &staffing).predicted_breaches, 0);
    }

    #[test]
    fn another_unhappy_answer_joins_the_unsettled_case_and_opens_one_afterwards() {
        let past = [("a", 0, json!({"score": 5})), ("a", 39, json!({"score": 4})), ("a", 40, json!({"score": 3}))];
        let outcome = run(&unhappy(), &past, &team(1));
        assert_eq!((outcome.cases, outcome.joined), (2, 1));
    }

    #[test]
    fn a_note_is_a_case_that_nobody_can_be_late_to_contact() {
        let past = [("a", 0, json!({"score": 2, "wrong": "unsolved", "wish": "none"}))];
        let outcome = run(&unhappy(), &past, &team(0));
        assert_eq!((outcome.cases, outcome.notes, outcome.predicted_breaches), (1, 1, 0));
    }

    #[test]
    fn what_is_looked_at_again_while_time_passes_is_acted_upon_once() {
        let rules = json!({"rules": [{"id": "late", "when": {"promise": "due", "at_least": 0}, "then": [{"do": "open_case"}]}]});
        let mut run = Backtesting::new(Rules::from_value(&rules).unwrap(), team(1));
        let properties: Properties = serde_json::from_value(json!({"due": "2026-11-20T16:00:00Z"})).unwrap();
        for minute in [1, 2, 3] {
            let situation = Situation::of_time("order.placed", at(-60), &properties, at(minute));
            run.look(&Past { person: None, about: Some("1001"), situation });
        }
        let outcome = run.finish();
        assert_eq!((outcome.situations, outcome.cases, outcome.rules[0].acted), (3, 1, 1));
    }

    #[test]
    fn the_order_in_which_the_past_is_given_does_not_matter() {
        let mut past: Vec<_> = (0..40).map(|n| ("x", i64::from(n * 7 % 40) * 11, json!({"score": n % 11}))).collect();
        let people = (0..40).map(|n| format!("p{n}")).collect::<Vec<_>>();
        for (past, person) in past.iter_mut().zip(&people) {
            past.0 = person;
        }
        let forwards = run(&unhappy(), &past, &team(1));
        past.reverse();
        assert_eq!(run(&unhappy(), &past, &team(1)), forwards);
        assert!(forwards.predicted_breaches > 0);
    }
}
