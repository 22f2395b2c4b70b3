//! One set of rules on its way through the past. What it waits for is woken in its time, with what was known then.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use survey_core::Properties;
use survey_core::recovery::{Backtest, Backtesting, Past, Rules, Situation};

use super::stream::{Answered, Happened};
use crate::recovery::previous;
use crate::recovery::wake::{self, Since};
use crate::store::events::Event;
use crate::store::workspaces::Workspace;
use crate::store::{Id, Time};

/// A set of rules, and the events it waits for.
#[derive(Debug)]
pub struct Replay {
    run: Backtesting,
    workspace: Workspace,
    from: Time,
    until: Time,
    situations: u64,
    waits: bool,
    looks_back: bool,
    /// The moments at which to look again, the first on top.
    wakes: BinaryHeap<Reverse<(Time, Id)>>,
    waiting: HashMap<Id, Waiting>,
    of_person: HashMap<Id, Vec<Id>>,
}

/// An event that is looked at again.
#[derive(Debug)]
struct Waiting {
    event: Event,
    properties: Properties,
    since: Since,
}

impl Replay {
    /// At the beginning of a span.
    pub fn new(run: Backtesting, workspace: Workspace, (from, until): (Time, Time)) -> Self {
        Self {
            waits: wake::waits(run.rules()),
            looks_back: previous::look_back(run.rules()),
            run,
            workspace,
            from,
            until,
            situations: 0,
            wakes: BinaryHeap::new(),
            waiting: HashMap::new(),
            of_person: HashMap::new(),
        }
    }

    /// Whether it matters what a person answered before.
    pub fn looks_back(&self) -> bool {
        self.looks_back
    }

    /// How much was looked at.
    pub fn situations(&self) -> u64 {
        self.situations
    }

    /// What happened next.
    pub fn take(&mut self, happened: &Happened) {
        match happened {
            Happened::Answer(answered) => {
                self.wake_until(answered.row.answered_at);
                self.answered(answered);
            }
            Happened::Event(event, properties) => {
                self.wake_until(event.occurred_at);
                self.reported(event, properties);
            }
        }
    }

    /// What the rules would have done.
    pub fn finish(mut self) -> Backtest {
        self.wake_until(self.until);
        self.run.finish()
    }

    fn rules(&self) -> &Rules {
        self.run.rules()
    }

    fn look(&mut self, person: Option<&str>, about: Option<&str>, situation: Situation<'_>) {
        if Time::from(situation.now) >= self.from {
            self.situations += 1;
            self.run.look(&Past { person, about, situation });
        }
    }

    fn answered(&mut self, answered: &Answered) {
        if let Some(person) = answered.row.person_id {
            for id in self.of_person.get(&person).into_iter().flatten() {
                if let Some(waiting) = self.waiting.get_mut(id) {
                    waiting.since.silent = false;
                }
            }
        }
        let row = &answered.row;
        let mut situation = Situation::of_answer(
            &answered.survey_key,
            &answered.survey,
            &row.answers.0,
            &row.properties.0,
            row.answered_at.timestamp(),
        );
        situation.channel = Some(&row.channel);
        situation.evidence = Some(crate::response::answer::evidence_of(row));
        situation.event = answered.event.as_deref();
        previous::set(&mut situation, &answered.survey, answered.previous_score);
        let person = row.person_id.map(|person| person.to_string());
        self.look(person.as_deref(), None, situation);
    }

    fn reported(&mut self, event: &Event, properties: &Properties) {
        let mut moved = self.of_person.remove(&event.person_id).unwrap_or_default();
        for id in &moved {
            let Some(mut waiting) = self.waiting.remove(id) else { continue };
            waiting.since.silent = false;
            waiting.since.settled |= wake::settles(&self.workspace, self.rules(), &waiting.event, event);
            self.waiting.insert(*id, waiting);
        }
        let (person, about) = (event.person_id.to_string(), event.id.to_string());
        let situation = Situation::of_event(&event.kind, properties, event.occurred_at.timestamp());
        self.look(Some(&person), Some(&about), situation);
        if self.waits {
            let since = Since { settled: wake::ends(&self.workspace, self.rules(), &event.kind), silent: true };
            let waiting = Waiting { event: event.clone(), properties: properties.clone(), since };
            if self.wait(waiting, event.occurred_at) {
                moved.push(event.id);
            }
        }
        moved.retain(|id| self.waiting.contains_key(id));
        if !moved.is_empty() {
            self.of_person.insert(event.person_id, moved);
        }
    }

    /// Waits for the next moment of an event after this one; false when there is none.
    fn wait(&mut self, waiting: Waiting, now: Time) -> bool {
        let situation = wake::situation(&waiting.event, &waiting.properties, waiting.since, now);
        let Some(at) = self.rules().wake_at(&situation) else { return false };
        let id = waiting.event.id;
        self.wakes.push(Reverse((at.into(), id)));
        self.waiting.insert(id, waiting);
        true
    }

    fn wake_until(&mut self, now: Time) {
        while let Some(Reverse((at, id))) = self.wakes.peek().copied().filter(|Reverse((at, _))| *at <= now) {
            self.wakes.pop();
            let Some(waiting) = self.waiting.remove(&id) else { continue };
            let (person, about) = (waiting.event.person_id.to_string(), id.to_string());
            let situation = wake::situation(&waiting.event, &waiting.properties, waiting.since, at);
            self.look(Some(&person), Some(&about), situation);
            self.wait(waiting, at);
        }
    }
}
