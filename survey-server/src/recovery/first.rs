//! What the first posts of a batch set off: the rules are asked of each, and what they say is done together, by one
//! statement a table, in the answers' transaction.

use std::collections::{BTreeMap, HashMap};

use survey_core::recovery::{Action, NewCase, Planned};

use super::callback::{self, About, Outbox};
use super::case::{self, Opening};
use super::hold_out::{self, Trial};
use super::{follow_up, previous};
use crate::clock::Cx;
use crate::error::Error;
use crate::response::answer::{Answer, Setting, situation};
use crate::store::case_clocks::{self, Clock};
use crate::store::cases::{Case, Entry, RuleAction};
use crate::store::reasks::Reask;
use crate::store::responses::Response;
use crate::store::{Conn, Id, Time, WorkspaceId, cases, people, reasks};

/// The first post for an invitation, or the one form of an open link.
#[derive(Debug)]
pub struct First<'a> {
    /// The moment, new ids, the workspace.
    pub cx: &'a Cx,
    /// What stands around it.
    pub setting: &'a Setting,
    /// The response, as it was stored.
    pub row: Response,
    /// The case that it has opened.
    pub case: Option<Case>,
    /// Whether we know a telephone number of the person, where a case was opened.
    pub by_phone: bool,
}

impl<'a> First<'a> {
    /// One that nothing was set off by yet.
    pub fn of(answer: &'a Answer) -> Self {
        First::new(&answer.cx, &answer.setting, answer.row.clone())
    }

    /// The same from its parts.
    pub fn new(cx: &'a Cx, setting: &'a Setting, row: Response) -> Self {
        First { cx, setting, row, case: None, by_phone: false }
    }

    /// Of an anonymous answer only the day is known, and nobody can be called: the clock starts when it is told.
    fn tapped_at(&self) -> Time {
        if self.setting.survey.anonymous() { self.cx.now } else { self.row.answered_at }
    }
}

/// Runs the rules on responses that are new, opens cases, and tells the programs.
pub fn follow_up(conn: &mut Conn, outbox: &mut Outbox, firsts: &mut [First<'_>]) -> Result<(), Error> {
    let plans = plans(conn, firsts)?;
    let mut desk = Desk::open(conn, firsts, &plans)?;
    for (first, plan) in firsts.iter_mut().zip(plans) {
        let Some(plan) = plan else { continue };
        let told = first.row.clone();
        let mut about = About::response(&first.setting.survey_key, &told);
        about.do_not_contact =
            first.setting.survey.anonymous() || plan.fresh.iter().any(|planned| planned.do_not_contact);
        if let Some(wanted) = &plan.wanted {
            about.case = Some(desk.take_up(conn, outbox, first, wanted, plan.trial)?);
        }
        callback::enqueue(conn, first.cx, outbox, "response.created", &about)?;
        for planned in &plan.fresh {
            follow_up::carry_out(conn, first.cx, outbox, Some(&mut first.row), &about, &planned.action)?;
            if let (Action::Tag { tag }, Some(case)) = (&planned.action, &about.case) {
                desk.tag(first.cx, case.id, tag);
            }
        }
    }
    desk.close(conn)
}

/// What the rules say of one answer.
struct Plan {
    /// What was not done for it before.
    fresh: Vec<Planned>,
    /// The case that it wants.
    wanted: Option<NewCase>,
    /// It takes part in the comparison with a hold-out.
    trial: Option<Trial>,
}

/// Asks the rules of every answer that acts, and marks as done what they say.
fn plans(conn: &mut Conn, firsts: &[First<'_>]) -> Result<Vec<Option<Plan>>, Error> {
    let before = previous::of_all(conn, firsts)?;
    let planned: Vec<Option<Vec<Planned>>> = firsts
        .iter()
        .map(|first| {
            let whose = first.row.person_id.map(|person| (first.cx.workspace, first.row.survey_id, person));
            let score = whose.and_then(|whose| before.get(&whose).copied());
            let mut situation = situation(first.setting, &first.row);
            previous::set(&mut situation, &first.setting.survey, score);
            first.setting.acts.then(|| first.setting.rules.plan(&situation))
        })
        .collect();
    let actions: Vec<RuleAction> = firsts
        .iter()
        .zip(&planned)
        .flat_map(|(first, plan)| plan.iter().flatten().map(|one| follow_up::action(first.cx, &first.row, one)))
        .collect();
    let mut new = cases::mark_done(conn, &actions.iter().collect::<Vec<_>>())?.into_iter();
    let plan = |(first, planned): (&First<'_>, Option<Vec<Planned>>)| {
        planned.map(|planned| {
            let fresh: Vec<Planned> = planned.into_iter().filter(|_| new.next() == Some(true)).collect();
            let calendar = &first.setting.workspace.settings.0.calendar;
            let mut wanted = NewCase::of(&fresh, calendar, first.tapped_at().timestamp());
            if let Some(wanted) = &mut wanted {
                wanted.do_not_contact |= first.setting.survey.anonymous();
            }
            let settings = &first.setting.workspace.settings.0;
            let trial = wanted.as_mut().and_then(|wanted| hold_out::draw(first.cx, settings, &first.row, wanted));
            Plan { fresh, wanted, trial }
        })
    };
    Ok(firsts.iter().zip(planned).map(plan).collect())
}

/// The cases that a batch meets and opens, by workspace.
#[derive(Default)]
struct Desk {
    drawers: BTreeMap<WorkspaceId, Drawer>,
    opened: Vec<Case>,
    clocks: Vec<Clock>,
    entries: Vec<Entry>,
    /// Tags for cases that were met.
    tags: Vec<(Cx, Id, String)>,
    reasks: Vec<Reask>,
}

/// What one workspace has on these people.
#[derive(Default)]
struct Drawer {
    /// Cases of these very responses, from before they were deleted and given again.
    own: HashMap<Id, Case>,
    /// Open cases by person, oldest first.
    open: HashMap<Id, Vec<Case>>,
    /// Whether a telephone number is known.
    phones: HashMap<Id, bool>,
    next_number: i32,
}

impl Desk {
    /// Reads what those who want a case meet. People are kept from changing, in key order.
    fn open(conn: &mut Conn, firsts: &[First<'_>], plans: &[Option<Plan>]) -> Result<Self, Error> {
        let mut wanting: BTreeMap<WorkspaceId, Vec<&Response>> = BTreeMap::new();
        for (first, plan) in firsts.iter().zip(plans) {
            if plan.as_ref().is_some_and(|plan| plan.wanted.is_some()) {
                wanting.entry(first.cx.workspace).or_default().push(&first.row);
            }
        }
        let mut desk = Desk::default();
        for (workspace, rows) in wanting {
            let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
            let mut people: Vec<Id> = rows.iter().filter_map(|row| row.person_id).collect();
            people.sort_unstable();
            people.dedup();
            desk.drawers.insert(workspace, Drawer::of(conn, workspace, &ids, &people)?);
        }
        Ok(desk)
    }

    /// Opens the case that the rules want, or lets the answer join one that is open for this person and survey.
    fn take_up(
        &mut self,
        conn: &mut Conn,
        outbox: &mut Outbox,
        first: &mut First<'_>,
        wanted: &NewCase,
        trial: Option<Trial>,
    ) -> Result<Case, Error> {
        let cx = first.cx;
        let row = &first.row;
        let drawer = self.drawers.entry(cx.workspace).or_default();
        let open = row.person_id.and_then(|person| drawer.open.get(&person));
        let open = open.and_then(|open| open.iter().find(|case| case.survey_id == Some(row.survey_id)));
        // One case per response, and one per unhappy customer.
        if let Some(met) = drawer.own.get(&row.id).or(open).cloned() {
            self.entries.push(case::line(cx, met.id, "answered_again", "respondent", follow_up::said(row)));
            return Ok(met);
        }
        let (settings, origin) = (&first.setting.workspace.settings.0, follow_up::origin(row, first.tapped_at()));
        let Opening { case: opened, clock, entry, jobs } =
            case::opening(cx, settings, &origin, wanted, drawer.next_number);
        drawer.next_number += 1;
        let by_phone = row.person_id.and_then(|person| drawer.phones.get(&person).copied()).unwrap_or_default();
        if let Some(person) = row.person_id {
            drawer.open.entry(person).or_default().push(opened.clone());
        }
        self.clocks.push(clock);
        self.entries.push(entry);
        self.entries.push(case::line(cx, opened.id, "answered", "respondent", follow_up::said(row)));
        outbox.jobs.extend(jobs);
        if let Some((reask, job)) = trial.and_then(|trial| hold_out::plan(cx, &opened, row, trial)) {
            self.reasks.push(reask);
            outbox.jobs.push(job);
        }
        let about = About { case: Some(opened.clone()), ..About::response(&first.setting.survey_key, row) };
        callback::enqueue(conn, cx, outbox, "case.opened", &about)?;
        self.opened.push(opened.clone());
        (first.case, first.by_phone) = (Some(opened.clone()), by_phone);
        Ok(opened)
    }

    /// Tags a case, whether it is being opened or was there.
    fn tag(&mut self, cx: &Cx, id: Id, tag: &str) {
        match self.opened.iter_mut().find(|case| case.id == id) {
            Some(case) if case.tags.0.iter().any(|known| known == tag) => {}
            Some(case) => case.tags.0.push(tag.to_owned()),
            None => self.tags.push((cx.clone(), id, tag.to_owned())),
        }
    }

    /// Writes down what was opened and said.
    fn close(self, conn: &mut Conn) -> Result<(), Error> {
        cases::insert(conn, &self.opened.iter().collect::<Vec<_>>())?;
        case_clocks::insert(conn, &self.clocks.iter().collect::<Vec<_>>())?;
        reasks::insert(conn, &self.reasks.iter().collect::<Vec<_>>())?;
        cases::insert_entries(conn, &self.entries.iter().collect::<Vec<_>>())?;
        for (cx, id, tag) in &self.tags {
            follow_up::tag_case(conn, cx, *id, tag)?;
        }
        Ok(())
    }
}

impl Drawer {
    fn of(conn: &mut Conn, workspace: WorkspaceId, responses: &[Id], people: &[Id]) -> Result<Self, Error> {
        let mut drawer = Drawer::default();
        if !people.is_empty() {
            drawer.phones = people::lock_with_phone(conn, workspace, people)?.into_iter().collect();
            for case in cases::open_of_people(conn, workspace, people)? {
                if let Some(person) = case.person_id {
                    drawer.open.entry(person).or_default().push(case);
                }
            }
        }
        let own = cases::list_by_responses(conn, workspace, responses)?;
        drawer.own = own.into_iter().filter_map(|case| Some((case.response_id?, case))).collect();
        drawer.next_number = cases::next_number(conn, workspace)?;
        Ok(drawer)
    }
}
