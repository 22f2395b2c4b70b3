//! Which of answers, events and time make a rule run, found out once when it is read.

use super::clause::{Known, Subject, Trigger, When};
use crate::Path;
use crate::condition::Condition;

/// A set of triggers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Triggers(u8);

impl Triggers {
    pub(super) const ANSWER: Self = Self(1);
    const EVENT: Self = Self(2);
    const TIME: Self = Self(4);

    pub(super) const fn contain(self, trigger: Trigger) -> bool {
        let one = match trigger {
            Trigger::Answer => Self::ANSWER,
            Trigger::Event => Self::EVENT,
            Trigger::Time => Self::TIME,
        };
        self.0 & one.0 != 0
    }
}

/// The branches of a `when` with their triggers: the alternatives of an `any` at the top, or the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Branches(Vec<Triggers>);

impl Branches {
    pub(super) fn of(when: Option<&When>) -> Self {
        Self(branches(when).iter().map(triggers).collect())
    }

    /// The branches that run on this trigger.
    pub(super) fn running_on<'w>(&'w self, when: Option<&'w When>, trigger: Trigger) -> impl Iterator<Item = &'w When> {
        let branches = branches(when).iter();
        branches.zip(&self.0).filter(move |(_, triggers)| triggers.contain(trigger)).map(|(branch, _)| branch)
    }

    pub(super) fn run_on(&self, trigger: Trigger) -> bool {
        self.0.iter().any(|triggers| triggers.contain(trigger))
    }
}

fn branches(when: Option<&When>) -> &[When] {
    match when {
        None => &[],
        Some(Condition::Any(list)) => list,
        Some(whole) => std::slice::from_ref(whole),
    }
}

fn triggers(branch: &When) -> Triggers {
    let (mut answer, mut event, mut time) = (false, false, false);
    branch.visit(&Path::root(), &mut |clause, _| {
        answer |= clause.subject.is_about_the_answer();
        event |= clause.subject == Subject::Fact(Known::Event);
        time |= clause.subject.is_about_time();
    });
    match (answer, event, time) {
        (true, _, _) | (false, false, false) => Triggers::ANSWER,
        (false, true, false) => Triggers::EVENT,
        (false, false, true) => Triggers::TIME,
        (false, true, true) => Triggers(Triggers::EVENT.0 | Triggers::TIME.0),
    }
}
