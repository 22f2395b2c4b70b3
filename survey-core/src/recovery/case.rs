//! The life of a case: which step leads from which state to which, and which is a mistake.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a case stands.
///
/// ```text
///            claim, assign             contact              wait
///  ┌──────┐ ─────────────► ┌─────────┐ ───────► ┌───────────┐ ────────────► ┌─────────┐
///  │ open │                │ claimed │          │ contacted │               │ waiting │
///  └──────┘ ◄───────────── └─────────┘          └───────────┘ ◄──────────── └─────────┘
///     ▲         release                                       resume, contact
///     │ reopen
///  resolved, dismissed           merged is the end: the other case goes on
/// ```
///
/// ```
/// use survey_core::recovery::{CaseState, CaseStep};
///
/// let claimed = CaseState::Open.after(CaseStep::Claim)?;
/// assert_eq!(claimed, CaseState::Claimed);
/// assert!(claimed.after(CaseStep::Claim).is_err(), "somebody has it already");
/// assert!(claimed.is_unsettled() && !CaseState::Resolved.is_unsettled());
/// # Ok::<(), survey_core::recovery::IllegalStep>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Nobody has taken it; escalation runs.
    Open,
    /// A person has it and has not spoken to the customer since.
    Claimed,
    /// The customer was reached.
    Contacted,
    /// The customer has to answer or choose; the clock to resolution pauses.
    Waiting,
    /// Closed with an outcome.
    Resolved,
    /// Closed because there was nothing to solve: a test, a mistake, an answer that turned out not to be a person's.
    Dismissed,
    /// Joined to another case, which goes on in its place.
    Merged,
}

/// What somebody (or the system) does with a case.
///
/// Escalating, tagging and tasks are not steps: they change what a case has, not where it stands.
///
/// ```
/// use survey_core::recovery::CaseStep;
/// assert_eq!(CaseStep::from_name("resolve"), Some(CaseStep::Resolve));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseStep {
    /// A person takes a case that nobody has.
    Claim,
    /// It is given to a person, whoever has it now.
    Assign,
    /// The one who has it puts it back.
    Release,
    /// The customer was reached; who does that to an open case has it from then on.
    Contact,
    /// The customer was asked something and has to answer.
    Wait,
    /// The customer answered.
    Resume,
    /// It is closed with an [`Outcome`].
    Resolve,
    /// The customer says it is not solved, or new facts came.
    Reopen,
    /// It is closed as nothing to solve.
    Dismiss,
    /// It is joined to another case.
    Merge,
    /// Words are added; allowed in every state.
    Note,
}

/// How a case ended.
///
/// ```
/// use survey_core::recovery::Outcome;
/// assert_eq!(serde_json::to_value(Outcome::TooLate)?, "too_late");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The problem was solved.
    Solved,
    /// It could not be solved and the customer was told why.
    Explained,
    /// The customer had already gone elsewhere.
    TooLate,
    /// The customer could not be reached.
    Unreachable,
    /// The customer wished not to be contacted; what they said was taken note of.
    Noted,
}

/// A step that the state of the case does not allow.
///
/// ```
/// use survey_core::recovery::{CaseState, CaseStep};
///
/// let illegal = CaseState::Merged.after(CaseStep::Resolve).unwrap_err();
/// assert_eq!(illegal.to_string(), "a merged case cannot be resolved; allowed is: note");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a {} case cannot be {}; allowed is: {}", .state.name(), .step.done(), .state.allowed_names())]
#[non_exhaustive]
pub struct IllegalStep {
    /// Where the case stands.
    pub state: CaseState,
    /// What was tried.
    pub step: CaseStep,
}

impl CaseState {
    /// Every state, in the order of a case's life.
    pub const ALL: [Self; 7] =
        [Self::Open, Self::Claimed, Self::Contacted, Self::Waiting, Self::Resolved, Self::Dismissed, Self::Merged];

    /// The state after a step, or why the step is not allowed.
    ///
    /// ```
    /// use survey_core::recovery::{CaseState, CaseStep};
    ///
    /// let resolved = CaseState::Contacted.after(CaseStep::Resolve)?;
    /// assert_eq!(resolved.after(CaseStep::Reopen)?, CaseState::Open);
    /// # Ok::<(), survey_core::recovery::IllegalStep>(())
    /// ```
    pub fn after(self, step: CaseStep) -> Result<Self, IllegalStep> {
        use CaseState as State;
        use CaseStep as Step;
        match (self, step) {
            (state, Step::Note) => Ok(state),
            (State::Open, Step::Claim | Step::Assign) => Ok(State::Claimed),
            (State::Claimed | State::Contacted | State::Waiting, Step::Assign) => Ok(self),
            (State::Claimed | State::Contacted | State::Waiting, Step::Release)
            | (State::Resolved | State::Dismissed, Step::Reopen) => Ok(State::Open),
            (State::Open | State::Claimed | State::Contacted | State::Waiting, Step::Contact)
            | (State::Waiting, Step::Resume) => Ok(State::Contacted),
            // Only who was reached can keep us waiting: a clock must not be paused by a call that nobody took.
            (State::Contacted, Step::Wait) => Ok(State::Waiting),
            (state, Step::Resolve) if state.is_unsettled() => Ok(State::Resolved),
            (state, Step::Dismiss) if state.is_unsettled() => Ok(State::Dismissed),
            (state, Step::Merge) if state.is_unsettled() => Ok(State::Merged),
            (state, step) => Err(IllegalStep { state, step }),
        }
    }

    /// The steps this state allows.
    ///
    /// ```
    /// use survey_core::recovery::{CaseState, CaseStep};
    /// assert_eq!(CaseState::Resolved.allowed().collect::<Vec<_>>(), [CaseStep::Reopen, CaseStep::Note]);
    /// ```
    pub fn allowed(self) -> impl Iterator<Item = CaseStep> {
        CaseStep::ALL.into_iter().filter(move |step| self.after(*step).is_ok())
    }

    /// Whether somebody still has something to do: not resolved, dismissed or merged.
    ///
    /// While a person has an unsettled case they are not surveyed.
    ///
    /// ```
    /// assert!(survey_core::recovery::CaseState::Waiting.is_unsettled());
    /// ```
    pub const fn is_unsettled(self) -> bool {
        matches!(self, Self::Open | Self::Claimed | Self::Contacted | Self::Waiting)
    }

    /// Whether escalation runs: nobody has taken the case.
    ///
    /// ```
    /// assert!(survey_core::recovery::CaseState::Open.is_unclaimed());
    /// ```
    pub const fn is_unclaimed(self) -> bool {
        matches!(self, Self::Open)
    }

    /// Whether the clock to resolution stands still because the customer has to answer.
    ///
    /// ```
    /// assert!(survey_core::recovery::CaseState::Waiting.is_paused());
    /// ```
    pub const fn is_paused(self) -> bool {
        matches!(self, Self::Waiting)
    }

    /// The state's word in JSON and in databases.
    ///
    /// ```
    /// assert_eq!(survey_core::recovery::CaseState::Open.name(), "open");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Claimed => "claimed",
            Self::Contacted => "contacted",
            Self::Waiting => "waiting",
            Self::Resolved => "resolved",
            Self::Dismissed => "dismissed",
            Self::Merged => "merged",
        }
    }

    /// The state of a word, the opposite of [`name`](Self::name).
    ///
    /// ```
    /// use survey_core::recovery::CaseState;
    /// assert_eq!(CaseState::from_name("waiting"), Some(CaseState::Waiting));
    /// assert_eq!(CaseState::from_name("closed"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    fn allowed_names(self) -> String {
        self.allowed().map(CaseStep::name).collect::<Vec<_>>().join(", ")
    }
}

impl CaseStep {
    /// Every step.
    pub const ALL: [Self; 11] = [
        Self::Claim,
        Self::Assign,
        Self::Release,
        Self::Contact,
        Self::Wait,
        Self::Resume,
        Self::Resolve,
        Self::Reopen,
        Self::Dismiss,
        Self::Merge,
        Self::Note,
    ];

    /// The step's word in JSON, addresses and databases.
    ///
    /// ```
    /// assert_eq!(survey_core::recovery::CaseStep::Claim.name(), "claim");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Assign => "assign",
            Self::Release => "release",
            Self::Contact => "contact",
            Self::Wait => "wait",
            Self::Resume => "resume",
            Self::Resolve => "resolve",
            Self::Reopen => "reopen",
            Self::Dismiss => "dismiss",
            Self::Merge => "merge",
            Self::Note => "note",
        }
    }

    /// The step of a word, the opposite of [`name`](Self::name).
    ///
    /// ```
    /// use survey_core::recovery::CaseStep;
    /// assert_eq!(CaseStep::from_name("claim"), Some(CaseStep::Claim));
    /// assert_eq!(CaseStep::from_name("delete"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// What a case cannot be, for sentences.
    const fn done(self) -> &'static str {
        match self {
            Self::Claim => "claimed",
            Self::Assign => "assigned",
            Self::Release => "released",
            Self::Contact => "marked as contacted",
            Self::Wait => "left waiting for the customer",
            Self::Resume => "resumed",
            Self::Resolve => "resolved",
            Self::Reopen => "reopened",
            Self::Dismiss => "dismissed",
            Self::Merge => "merged",
            Self::Note => "annotated",
        }
    }
}

impl fmt::Display for CaseState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for CaseStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The whole machine, written out: rows are states, columns the steps in the order of `CaseStep::ALL`.
    const TABLE: [(CaseState, &str); 7] = [
        (CaseState::Open, "claimed claimed - contacted - - resolved - dismissed merged open"),
        (CaseState::Claimed, "- claimed open contacted - - resolved - dismissed merged claimed"),
        (CaseState::Contacted, "- contacted open contacted waiting - resolved - dismissed merged contacted"),
        (CaseState::Waiting, "- waiting open contacted - contacted resolved - dismissed merged waiting"),
        (CaseState::Resolved, "- - - - - - - open - - resolved"),
        (CaseState::Dismissed, "- - - - - - - open - - dismissed"),
        (CaseState::Merged, "- - - - - - - - - - merged"),
    ];

    #[test]
    fn every_step_from_every_state_is_as_written_in_the_table() {
        for (state, row) in TABLE {
            for (step, expected) in CaseStep::ALL.into_iter().zip(row.split(' ')) {
                assert_eq!(state.after(step).ok(), CaseState::from_name(expected), "{state} {step}");
            }
        }
    }

    #[test]
    fn names_are_the_words_of_json() {
        for state in CaseState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
        }
        for step in CaseStep::ALL {
            assert_eq!(serde_json::to_value(step).unwrap(), step.name());
        }
    }

    proptest! {
        #[test]
        fn no_sequence_of_steps_leaves_the_states(steps in prop::collection::vec(0..CaseStep::ALL.len(), 0..60)) {
            let mut state = CaseState::Open;
            let mut merged = false;
            for step in steps.into_iter().map(|index| CaseStep::ALL[index]) {
                let allowed = state.allowed().any(|candidate| candidate == step);
                match state.after(step) {
                    Ok(next) => {
                        prop_assert!(allowed);
                        prop_assert!(CaseState::ALL.contains(&next));
                        state = next;
                    }
                    Err(illegal) => {
                        prop_assert!(!allowed);
                        prop_assert_eq!((illegal.state, illegal.step), (state, step));
                    }
                }
                merged |= state == CaseState::Merged;
                prop_assert!(!merged || state == CaseState::Merged, "merged is the end");
            }
        }
    }
}
