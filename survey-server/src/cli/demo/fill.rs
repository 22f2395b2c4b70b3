//! Half a year, moment by moment: what happens next is taken from a queue in order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use serde_json::json;
use survey_core::outreach::Decision;

use super::chance::Chance;
use super::life::{self, Step};
use super::stage::{self, Customer};
use super::words::{AGENTS, BAD_COURIER, BRANCHES, COURIERS, PRODUCTS, TROUBLED};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::event::{self, Asking, EventInput};
use crate::outreach::person::PersonInput;
use crate::outreach::{send, suppress};
use crate::store::suppressions::Reason;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Db, Id, Time, cases, jobs, people};

/// How much is made up.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How many days up to now.
    pub days: i64,
    /// How many customers.
    pub people: usize,
    /// How many purchases and services a day, on average.
    pub events_a_day: i64,
    /// The same seed makes the same business.
    pub seed: u64,
}

impl Default for Size {
    fn default() -> Self {
        Size { days: 182, people: 2600, events_a_day: 30, seed: 20_261_122 }
    }
}

/// What was made up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "counts of what their names say")]
pub struct Filled {
    pub people: usize,
    pub events: usize,
    pub refused: usize,
    pub answers: usize,
    pub unsubscribed: usize,
    pub cases: usize,
    pub open_cases: usize,
}

/// What can happen at a moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happening {
    /// A customer (by place in the list) buys something or is served.
    Event(usize),
    /// The mail's link is answered.
    Answer(usize, Id, String, i64, bool),
    /// The mail's other link is used.
    Unsubscribe(Id),
    /// Somebody does something with a case, or its deadline comes.
    Case(usize, Id, Step),
}

/// What is still to happen. The number keeps what happens at the same moment in order.
pub struct Future {
    queue: BinaryHeap<Reverse<(Time, u64, Happening)>>,
    count: u64,
    now: Time,
}

impl Future {
    /// Lets something happen, unless that would be after the end of the story.
    pub fn add(&mut self, at: Time, happening: Happening) {
        if at <= self.now {
            self.count += 1;
            self.queue.push(Reverse((at, self.count, happening)));
        }
    }
}

/// All that the story needs as it goes on.
pub struct World {
    pub chance: Chance,
    pub customers: Vec<Customer>,
    pub team: Vec<Id>,
    pub workspace: Workspace,
    pub future: Future,
    pub filled: Filled,
    start: Time,
    end: Time,
}

/// So many happenings are one transaction.
const SLICE: usize = 100;
/// So many customers were let down lately, so that there is something to do in the inbox.
const LATELY: usize = 9;
/// What is younger is left to the worker, so that the outbox has something to show.
const FRESH_SECS: i64 = 1200;

/// Fills the workspace of `cx` with a business whose story ends now.
pub fn fill(db: &Db, cx: &Cx, size: Size) -> Result<Filled, Error> {
    let mut chance = Chance::new(size.seed);
    let start = cx.now.plus_days(-size.days);
    let cx_at = |at| Cx { now: at, ..cx.clone() };
    let (workspace, team) = db.write_now(|conn| stage::set(conn, &cx_at(start)))?;
    let customers = stage::customers(&mut chance, size.people + LATELY);
    let future = Future { queue: BinaryHeap::new(), count: 0, now: cx.now };
    let mut world = World {
        chance,
        customers,
        team,
        workspace,
        future,
        filled: Filled { people: size.people + LATELY, ..Filled::default() },
        start,
        end: cx.now,
    };
    world.open_the_doors(size);
    while !world.future.queue.is_empty() {
        db.write_now(|conn| {
            for _ in 0..SLICE {
                let Some(Reverse((at, _, happening))) = world.future.queue.pop() else { break };
                world.happen(conn, &cx_at(at), happening)?;
            }
            Ok(())
        })?;
    }
    let mut filled = world.filled;
    filled.open_cases = db.write_now(|conn| {
        jobs::discard(conn, cx.workspace, cx.now.plus_secs(-FRESH_SECS))?;
        Ok(cases::count(conn, cx.workspace, &cases::OPEN_STATES)? as usize)
    })?;
    Ok(filled)
}

impl World {
    /// Every purchase and service of the time, more of them before the weekend.
    fn open_the_doors(&mut self, size: Size) {
        for day in 0..size.days {
            let weekday = self.chance.between(-size.events_a_day / 4, size.events_a_day / 4);
            for _ in 0..size.events_a_day + weekday {
                let minute = self.chance.between(9 * 60, 21 * 60);
                let customer = self.chance.between(0, size.people as i64 - 1) as usize;
                let at = self.start.plus_days(day).plus_secs(minute * 60 + self.chance.between(0, 59));
                self.future.add(at, Happening::Event(customer));
            }
        }
        for n in 0..LATELY {
            let minutes = 25 + 190 * n as i64;
            self.future.add(self.end.plus_secs(-minutes * 60), Happening::Event(size.people + n));
        }
        // The last hour is never empty, whatever the time of day.
        for minutes in [5, 11, 19, 34, 52] {
            let customer = self.chance.between(0, size.people as i64 - 1) as usize;
            self.future.add(self.end.plus_secs(-minutes * 60), Happening::Event(customer));
        }
    }

    fn happen(&mut self, conn: &mut Conn, cx: &Cx, happening: Happening) -> Result<(), Error> {
        match happening {
            Happening::Event(customer) => self.event(conn, cx, customer),
            Happening::Answer(customer, invitation, survey, mood, stranded) => {
                life::answer(self, conn, cx, customer, invitation, &survey, mood, stranded)
            }
            Happening::Unsubscribe(person) => {
                self.filled.unsubscribed += 1;
                let person = people::load(conn, cx.workspace, person)?;
                suppress::suppress(conn, cx, &person, Reason::Unsubscribed, "by link")
            }
            Happening::Case(customer, case, step) => life::step(self, conn, cx, customer, case, &step),
        }
    }

    fn event(&mut self, conn: &mut Conn, cx: &Cx, customer: usize) -> Result<(), Error> {
        let who = self.customers[customer].clone();
        self.filled.events += 1;
        let number = 10_000 + self.filled.events;
        let (branch, better) = BRANCHES[who.branch];
        let kind = self.chance.between(0, 9);
        let (kind, survey) = match kind {
            0..=6 => ("order.delivered", "default"),
            7..=8 => ("service.completed", "visit"),
            _ => ("support.closed", "support"),
        };
        let troubled = branch == TROUBLED && kind == "order.delivered" && self.in_the_bad_time(cx.now);
        let stranded = troubled && self.chance.happens(0.75);
        let mut properties = json!({"order": {"number": format!("K-{number}")}, "branch": branch});
        properties["product"] = (*self.chance.one_of(&PRODUCTS)).into();
        if kind == "order.delivered" {
            properties["courier"] = if stranded { BAD_COURIER } else { self.chance.one_of(&COURIERS) }.into();
            properties["promised_at"] = cx.now.plus_secs(-3600 * hours_late(number, stranded)).rfc3339().into();
        } else {
            properties["agent"] = (*self.chance.one_of(&AGENTS)).into();
        }
        let input = EventInput {
            id: format!("K-{number}"),
            kind: kind.to_owned(),
            occurred_at: cx.now,
            person: PersonInput {
                email: Some(who.email),
                name: Some(who.name),
                locale: Some(who.language.to_owned()),
                ..PersonInput::default()
            },
            properties: properties.as_object().cloned().unwrap_or_default(),
            basis: None,
            cancels: None,
            channel: None,
        };
        let recorded = event::record(conn, cx, &self.workspace, &input, Asking::ByPlan)?;
        let Some(planned) = recorded.decision else { return Ok(()) };
        let (Decision::Ask { .. }, Some(invitation)) = (planned.decision, planned.invitation) else {
            self.filled.refused += 1;
            return Ok(());
        };
        if cx.now > self.end.plus_secs(-FRESH_SECS) {
            return Ok(());
        }
        let delivered = !self.chance.happens(0.008);
        send::settled(conn, cx, invitation, delivered)?;
        if !delivered {
            let person = people::load(conn, cx.workspace, recorded.event.person_id)?;
            return suppress::suppress(conn, cx, &person, Reason::HardBounce, "550 5.1.1 no such mailbox");
        }
        if self.chance.happens(0.012) {
            let at = cx.now.plus_secs(self.chance.between(60, 86_400));
            self.future.add(at, Happening::Unsubscribe(recorded.event.person_id));
        }
        if customer + LATELY >= self.customers.len() {
            let answered = cx.now.plus_secs(self.chance.between(120, 1000));
            let mood = self.chance.between(5, 37);
            self.future.add(answered, Happening::Answer(customer, invitation, survey.to_owned(), mood, false));
            return Ok(());
        }
        let mut feels = 8.4 + better + who.nature + if who.recovered { 1.2 } else { 0.0 };
        feels = self.chance.around(feels, 1.3) - if stranded { 3.6 } else { 0.0 };
        if self.chance.happens(0.06) {
            feels -= 5.0;
        }
        // People with something to say answer more often.
        let eager = if (4.0..8.5).contains(&feels) { 0.48 } else { 0.66 };
        if self.chance.happens(eager) {
            // Most within hours, some days later.
            let hours = self.chance.fraction().powi(3) * 70.0 + 0.03;
            let answered = cx.now.plus_secs((hours * 3600.0) as i64);
            // Tenths of points: the queue orders by whole numbers.
            let mood = (feels.clamp(0.0, 10.0) * 10.0) as i64;
            self.future.add(answered, Happening::Answer(customer, invitation, survey.to_owned(), mood, stranded));
        }
        Ok(())
    }

    /// From the fourth month back to the third one branch had a bad time, and then changed the courier.
    pub fn in_the_bad_time(&self, at: Time) -> bool {
        let days = (self.end.0 - at.0) / 86_400_000;
        (58..=96).contains(&days)
    }

    /// Whether it is in the last week of the story, when there is something new to write about.
    pub fn is_lately(&self, at: Time) -> bool {
        at > self.end.plus_days(-7)
    }

    /// Whether the case is so young that not everything about it is done yet.
    pub fn is_recent(&self, at: Time) -> bool {
        at > self.end.plus_secs(-40 * 3600)
    }
}

/// By how many hours an order came later than promised; most come earlier.
fn hours_late(number: usize, stranded: bool) -> i64 {
    let number = i64::try_from(number).unwrap_or_default();
    match number % 8 {
        _ if stranded => 18 + number % 71,
        0 => 2 + number % 11,
        early => -early,
    }
}
