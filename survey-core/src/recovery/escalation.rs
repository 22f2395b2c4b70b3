//! Who is told next while nobody takes a case.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::within::Within;
use crate::Problem;

/// Whom an escalation step tells.
///
/// ```
/// use survey_core::recovery::Tell;
/// assert_eq!(serde_json::to_value(Tell::NextPerson)?, "next_person");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Tell {
    /// The person or team that was told first, once more.
    Again,
    /// The next person of the team's rota.
    NextPerson,
    /// The manager.
    Manager,
}

/// One step: so long after the case opened, somebody is told.
///
/// ```
/// use survey_core::recovery::{EscalationStep, Tell, Within};
///
/// let step: EscalationStep = serde_json::from_str(r#"{"after": {"minutes": 15}, "tell": "again"}"#)?;
/// assert_eq!(step, EscalationStep { after: Within::wall(15), tell: Tell::Again });
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscalationStep {
    /// Time since the case opened.
    pub after: Within,
    /// Whom to tell.
    pub tell: Tell,
}

/// The chain of steps that runs until somebody claims the case.
///
/// The default tells the same people again after 15 minutes, the next person after 30, the manager after 45, and then the
/// manager every hour. After the last step the chain repeats that step every `repeat_every`; there is no end but a claim.
///
/// ```
/// use survey_core::recovery::{Calendar, Escalation, Tell};
///
/// let chain = Escalation::default();
/// let opened_at = "2026-11-20T10:00:00Z".parse()?;
/// let first = chain.step(&Calendar::always(), opened_at, 0).unwrap();
/// assert_eq!((first.at.to_string().as_str(), first.tell), ("2026-11-20T10:15:00Z", Tell::Again));
/// let fifth = chain.step(&Calendar::always(), opened_at, 4).unwrap();
/// assert_eq!((fifth.at.to_string().as_str(), fifth.tell), ("2026-11-20T12:45:00Z", Tell::Manager));
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Escalation {
    /// The steps in the order in which they are taken.
    pub steps: Vec<EscalationStep>,
    /// How often the last step is repeated; none stops after the last step.
    pub repeat_every: Option<Within>,
}

/// A step of the chain for one case.
///
/// ```
/// use survey_core::recovery::{Calendar, Escalation};
///
/// let opened_at = "2026-11-20T10:00:00Z".parse()?;
/// let step = Escalation::default().step(&Calendar::always(), opened_at, 1).unwrap();
/// assert_eq!(step.number, 1);
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DueStep {
    /// Its place in the chain, from 0; repeats go on counting.
    pub number: u32,
    /// When it is due.
    pub at: Timestamp,
    /// Whom to tell.
    pub tell: Tell,
}

impl Default for Escalation {
    fn default() -> Self {
        let step = |minutes, tell| EscalationStep { after: Within::wall(minutes), tell };
        Self {
            steps: vec![step(15, Tell::Again), step(30, Tell::NextPerson), step(45, Tell::Manager)],
            repeat_every: Some(Within::wall(60)),
        }
    }
}

impl Escalation {
    /// Steps a chain may list.
    pub const MAX_STEPS: usize = 20;

    /// What is wrong with the chain, each with its path; empty if nothing. A wrong chain still runs, without its impossible
    /// repeats.
    ///
    /// ```
    /// use survey_core::recovery::{Escalation, Within};
    ///
    /// assert_eq!(Escalation::default().check(), []);
    /// let restless = Escalation { repeat_every: Some(Within::wall(0)), ..Escalation::default() };
    /// assert_eq!(restless.check()[0].path, "repeat_every.minutes");
    /// ```
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.steps.len() > Self::MAX_STEPS {
            let message = format!("has {} steps; at most {} are allowed", self.steps.len(), Self::MAX_STEPS);
            problems.push(Problem::new("steps", message));
        }
        let steps = self.steps.iter().enumerate().map(|(index, step)| (format!("steps[{index}].after"), step.after));
        let repeat = self.repeat_every.map(|every| ("repeat_every".to_owned(), every));
        for (path, within) in steps.chain(repeat) {
            if !(1..=Within::MAX_MINUTES).contains(&within.minutes) {
                let message = format!("is {}; 1 to {} minutes are allowed", within.minutes, Within::MAX_MINUTES);
                problems.push(Problem::new(format!("{path}.minutes"), message));
            }
        }
        problems
    }

    /// The step with this number (from 0) for a case that opened at `opened_at`; none after the end of a chain that does not
    /// repeat, and none for an empty chain.
    ///
    /// A step is never due before the one in front of it, whatever the two clocks say.
    ///
    /// ```
    /// use survey_core::recovery::{Calendar, Escalation};
    ///
    /// let quiet = Escalation { steps: vec![], repeat_every: None };
    /// assert_eq!(quiet.step(&Calendar::always(), "2026-11-20T10:00:00Z".parse()?, 0), None);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn step(&self, calendar: &Calendar, opened_at: Timestamp, number: u32) -> Option<DueStep> {
        let index = number as usize;
        let listed = &self.steps[..self.steps.len().min(index.saturating_add(1))];
        let last = listed.last()?;
        let at = listed.iter().map(|step| calendar.add(opened_at, step.after)).max()?;
        let repeats = number - (listed.len() as u32 - 1);
        if repeats == 0 {
            return Some(DueStep { number, at, tell: last.tell });
        }
        let every = self.repeat_every.filter(|every| every.minutes > 0)?;
        let total = Within { minutes: every.minutes.saturating_mul(repeats), ..every };
        Some(DueStep { number, at: calendar.add(at, total), tell: last.tell })
    }

    /// The steps that are due by `now`, from step number `done` on, at most `limit` of them: what a worker that was away has
    /// to catch up with (usually only the last is worth sending).
    ///
    /// ```
    /// use survey_core::recovery::{Calendar, Escalation};
    ///
    /// let opened_at = "2026-11-20T10:00:00Z".parse()?;
    /// let now = "2026-11-20T10:31:00Z".parse()?;
    /// let due = Escalation::default().due(&Calendar::always(), opened_at, 0, now, 10);
    /// assert_eq!(due.iter().map(|step| step.number).collect::<Vec<_>>(), [0, 1]);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn due(
        &self,
        calendar: &Calendar,
        opened_at: Timestamp,
        done: u32,
        now: Timestamp,
        limit: usize,
    ) -> Vec<DueStep> {
        (done..)
            .map_while(|number| self.step(calendar, opened_at, number))
            .take_while(|step| step.at <= now)
            .take(limit)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_chain_is_told_with_its_path() {
        let step = |minutes| EscalationStep { after: Within::wall(minutes), tell: Tell::Again };
        let wrong = Escalation { steps: vec![step(0); 21], repeat_every: Some(Within::wall(u32::MAX)) };
        let paths: Vec<_> = wrong.check().into_iter().map(|problem| problem.path).collect();
        assert_eq!(paths.len(), 23);
        assert_eq!([&paths[0], &paths[1], &paths[22]], ["steps", "steps[0].after.minutes", "repeat_every.minutes"]);
    }

    #[test]
    fn a_chain_without_repeats_ends() {
        let chain = Escalation { repeat_every: None, ..Escalation::default() };
        let opened_at = "2026-11-20T10:00:00Z".parse().unwrap();
        assert!(chain.step(&Calendar::always(), opened_at, 2).is_some());
        assert_eq!(chain.step(&Calendar::always(), opened_at, 3), None);
    }

    #[test]
    fn a_step_on_the_business_clock_never_overtakes_the_one_before() {
        let shop = Calendar::parse(r#"{"zone": "UTC", "hours": {"monday": ["09:00-17:00"]}}"#).unwrap();
        let step = |after, tell| EscalationStep { after, tell };
        let steps = vec![step(Within::business(15), Tell::Again), step(Within::wall(30), Tell::Manager)];
        let chain = Escalation { steps, repeat_every: None };
        let saturday = "2026-11-21T10:00:00Z".parse().unwrap();
        let first = chain.step(&shop, saturday, 0).unwrap();
        let second = chain.step(&shop, saturday, 1).unwrap();
        assert_eq!(first.at.to_string(), "2026-11-23T09:15:00Z");
        assert_eq!(second.at, first.at);
    }

    #[test]
    fn a_repeat_of_zero_minutes_is_no_endless_chain() {
        let chain = Escalation { repeat_every: Some(Within::wall(0)), ..Escalation::default() };
        let opened_at = "2026-11-20T10:00:00Z".parse().unwrap();
        assert_eq!(chain.due(&Calendar::always(), opened_at, 0, Timestamp::MAX, 100).len(), 3);
    }
}
