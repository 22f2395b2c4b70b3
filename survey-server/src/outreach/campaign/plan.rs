//! Planning: slice after slice of a campaign's people is decided on, and a window of mails is kept ahead.
//!
//! A slice is one transaction: the ledger, the invitations, their jobs and the cursor move together, so that whatever ends
//! the process, the next slice begins where the last one ended, and nobody is planned twice.

use std::collections::BTreeMap;

use survey_core::outreach::Decision;

use super::facts::{self, Known, Question};
use super::line::{self, Refusal};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::channel::Way;
use crate::outreach::plan::{Wish, basis_of, invitation_of, lane, ledger_entry};
use crate::outreach::{person, withdraw};
use crate::store::campaign_people::{self, Line, State as Fate};
use crate::store::campaigns::{self, Campaign, State};
use crate::store::decisions::{self, Decided, Outcome, Stage};
use crate::store::invitations::{self, Invitation};
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::people::Person;
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, deliveries, people, surveys, workspaces};

/// People of one slice: few enough for 50 ms.
const SLICE: i64 = 250;
/// So many mails wait at most: enough to keep the sender busy, few enough to stop at once.
const WINDOW: i64 = 2000;
/// Shortest and longest wait while the window is full, and while the last mails go out.
const WAIT_MS: (i64, i64, i64) = (250, 5_000, 15_000);

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next slice, at once.
    More,
    /// Nothing before this moment.
    Wait(Time),
    /// Nothing, until a person says so.
    Nothing,
}

/// Does one slice.
pub fn step(conn: &mut Conn, cx: &Cx, id: Id) -> Result<Step, Error> {
    let Some(found) = campaigns::find(conn, cx.workspace, id)? else { return Ok(Step::Nothing) };
    if matches!(found.state, State::Draft | State::Paused | State::Done) {
        return Ok(Step::Nothing);
    }
    let campaign = campaigns::lock(conn, cx.workspace, id)?;
    match campaign.state {
        State::Planning => plan(conn, cx, campaign),
        State::Running => finish(conn, cx, campaign),
        State::Cancelled if campaign.finished_at.is_none() => take_back(conn, cx, campaign),
        State::Draft | State::Paused | State::Done | State::Cancelled => Ok(Step::Nothing),
    }
}

fn plan(conn: &mut Conn, cx: &Cx, mut campaign: Campaign) -> Result<Step, Error> {
    if let Some(at) = campaign.starts_at.filter(|at| *at > cx.now) {
        return Ok(Step::Wait(at));
    }
    let window = campaign.pace.map_or(WINDOW, |pace| (i64::from(pace) / 4).clamp(20, WINDOW));
    let waiting = invitations::count_planned_of_campaign(conn, cx.workspace, campaign.id)?;
    // A small gap is not worth a slice.
    if window - waiting < SLICE.min(window / 2) {
        return Ok(Step::Wait(wait(cx, &campaign, WAIT_MS.1)));
    }
    let limit = SLICE.min(window - waiting);
    let lines = campaign_people::ready_after(conn, cx.workspace, campaign.id, campaign.cursor, limit)?;
    let Some(last) = lines.last() else {
        campaign.state = State::Running;
        campaign.planned_at = Some(cx.now);
        campaign.updated_at = cx.now;
        campaigns::save(conn, &campaign)?;
        return Ok(Step::More);
    };
    campaign.cursor = last.line;
    campaign.updated_at = cx.now;
    Slice::new(conn, cx, &mut campaign)?.plan(conn, lines)?;
    campaigns::save(conn, &campaign)?;
    Ok(Step::More)
}

/// Everybody is planned: it is done when nobody waits any more.
fn finish(conn: &mut Conn, cx: &Cx, mut campaign: Campaign) -> Result<Step, Error> {
    if invitations::count_planned_of_campaign(conn, cx.workspace, campaign.id)? > 0 {
        return Ok(Step::Wait(wait(cx, &campaign, WAIT_MS.2)));
    }
    campaign.state = State::Done;
    campaign.finished_at = Some(cx.now);
    campaign.updated_at = cx.now;
    campaigns::save(conn, &campaign)?;
    Ok(Step::Nothing)
}

/// The longer nothing moved, the longer it is waited.
fn wait(cx: &Cx, campaign: &Campaign, longest: i64) -> Time {
    cx.now.plus_ms(((cx.now.0 - campaign.updated_at.0) / 4).clamp(WAIT_MS.0, longest))
}

/// Withdraws what is planned. What the mail server is being given at this moment is left to end as it ends.
fn take_back(conn: &mut Conn, cx: &Cx, mut campaign: Campaign) -> Result<Step, Error> {
    let planned = invitations::planned_of_campaign(conn, cx.workspace, campaign.id, SLICE)?;
    let ids: Vec<Id> = planned.iter().map(|invitation| invitation.id).collect();
    jobs::drop_all(conn, cx.workspace, &ids)?;
    let in_hand = jobs::those_there(conn, cx.workspace, &ids)?;
    let withdrawn: Vec<&Invitation> = planned.iter().filter(|one| !in_hand.contains(&one.id)).collect();
    if withdrawn.is_empty() {
        if !planned.is_empty() {
            return Ok(Step::Wait(wait(cx, &campaign, WAIT_MS.1)));
        }
        let rest = campaign_people::ready_after(conn, cx.workspace, campaign.id, campaign.cursor, SLICE * 4)?;
        let lines: Vec<i64> = rest.iter().map(|line| line.line).collect();
        campaign_people::settle(conn, cx.workspace, campaign.id, &lines, Fate::NotAsked, Some("cancelled"))?;
        campaign.cursor = lines.last().copied().unwrap_or(campaign.cursor);
        campaign.finished_at = lines.is_empty().then_some(cx.now);
        campaigns::save(conn, &campaign)?;
        return Ok(if lines.is_empty() { Step::Nothing } else { Step::More });
    }
    let people: Vec<Id> = withdrawn.iter().map(|one| one.person_id).collect();
    let people: BTreeMap<Id, Person> =
        people::list_by_ids(conn, cx.workspace, &people)?.into_iter().map(|person| (person.id, person)).collect();
    let mut ledger = Vec::with_capacity(withdrawn.len());
    for invitation in &withdrawn {
        if let Some(person) = people.get(&invitation.person_id) {
            withdraw::one(conn, cx, invitation, person)?;
        }
        ledger.push(cancelled(cx, invitation));
    }
    decisions::insert_all(conn, &ledger)?;
    let ids: Vec<Id> = withdrawn.iter().map(|one| one.id).collect();
    deliveries::withdraw_about(conn, cx.workspace, &ids, cx.now)?;
    campaign.updated_at = cx.now;
    campaigns::save(conn, &campaign)?;
    Ok(Step::More)
}

/// What the ledger says of a person whose invitation went with its campaign.
pub fn cancelled(cx: &Cx, invitation: &Invitation) -> Decided {
    Decided {
        workspace_id: cx.workspace,
        id: cx.id(),
        person_id: invitation.person_id,
        survey_id: invitation.survey_id,
        event_id: None,
        invitation_id: Some(invitation.id),
        at: cx.now,
        stage: Stage::Due,
        outcome: Outcome::Refused,
        reason: Some("cancelled".to_owned()),
        rule: Some("campaign.cancelled".to_owned()),
        send_at: None,
        next_eligible_at: None,
    }
}

/// What one slice comes to, written at its end with a few statements.
#[derive(Default)]
struct Written {
    new_people: Vec<Person>,
    invitations: Vec<Invitation>,
    jobs: Vec<Job>,
    ledger: Vec<Decided>,
    asked: BTreeMap<Time, Vec<Id>>,
    planned: Vec<i64>,
    not_asked: BTreeMap<String, Vec<i64>>,
}

struct Slice<'a> {
    cx: &'a Cx,
    campaign: &'a mut Campaign,
    workspace: Workspace,
    survey: SurveyRow,
    written: Written,
}

impl<'a> Slice<'a> {
    fn new(conn: &mut Conn, cx: &'a Cx, campaign: &'a mut Campaign) -> Result<Self, Error> {
        let workspace = workspaces::load(conn, cx.workspace)?;
        let survey = surveys::load(conn, cx.workspace, campaign.survey_id)?;
        Ok(Slice { cx, campaign, workspace, survey, written: Written::default() })
    }

    fn plan(mut self, conn: &mut Conn, lines: Vec<Line>) -> Result<(), Error> {
        if self.survey.closed_at.is_some() {
            for line in lines {
                self.not_asked(&line, "survey_closed");
            }
            return self.write(conn);
        }
        let mut all = Vec::with_capacity(lines.len());
        for line in &lines {
            all.push(person::identifiers(&line::input(&line.identity.0)).unwrap_or_default());
        }
        let known = facts::gather(conn, self.cx, &all)?;
        let ids: Vec<Id> = known.iter().filter_map(|one| one.person.as_ref()).map(|person| person.id).collect();
        people::lock_all(conn, self.cx.workspace, &ids)?;
        let taken = self.taken_ids(conn, &lines, &known)?;
        for (line, known) in lines.into_iter().zip(known) {
            self.one(conn, line, known, &taken)?;
        }
        self.write(conn)
    }

    /// Ids that were chosen for new people and are somebody else's by now: a person whose address was changed since.
    fn taken_ids(&self, conn: &mut Conn, lines: &[Line], known: &[Known]) -> Result<Vec<Id>, Error> {
        let new = lines.iter().zip(known).filter(|(_, known)| known.person.is_none());
        let ids: Vec<Id> = new.filter_map(|(line, _)| line.person_id).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(people::list_by_ids(conn, self.cx.workspace, &ids)?.into_iter().map(|person| person.id).collect())
    }

    fn one(&mut self, conn: &mut Conn, line: Line, mut known: Known, taken: &[Id]) -> Result<(), Error> {
        if let Some(clash) = &known.clash {
            return self.refuse(conn, &line, line::refusal(std::slice::from_ref(clash)), "two_people");
        }
        let input = line::input(&line.identity.0);
        let is_new = known.person.is_none();
        let person = match known.person.take() {
            Some(person) => match person::change(conn, self.cx, person, &input) {
                Ok(person) => person,
                Err(Error::Invalid(problems)) => {
                    return self.refuse(conn, &line, line::refusal(&problems), "two_people");
                }
                Err(other) => return Err(other),
            },
            None => {
                let id = line.person_id.filter(|id| !taken.contains(id)).unwrap_or_else(|| self.cx.id());
                person::new(self.cx, id, &input)?
            }
        };
        if line.person_id != Some(person.id) && !self.hand_over(conn, &line, person.id)? {
            return Ok(());
        }
        known.person = Some(person);
        let Some(person) = known.person.as_ref() else { return Ok(()) };
        let person = person.clone();
        if is_new {
            self.written.new_people.push(person.clone());
        }
        self.decide(&line, &known, &person);
        Ok(())
    }

    /// The line is another person's than when it was read; false when they stand in another line too.
    fn hand_over(&mut self, conn: &mut Conn, line: &Line, person: Id) -> Result<bool, Error> {
        let there = campaign_people::lines_of(conn, self.cx.workspace, self.campaign.id, &[person])?;
        if there.is_empty() {
            campaign_people::set_person(conn, self.cx.workspace, self.campaign.id, line.line, Some(person))?;
            return Ok(true);
        }
        self.not_asked(line, "duplicate");
        Ok(false)
    }

    fn decide(&mut self, line: &Line, known: &Known, person: &Person) {
        let basis = self.campaign.basis.as_deref().and_then(basis_of);
        let now = self.cx.now;
        let mut question = Question { workspace: &self.workspace, survey: &self.survey, basis, at: now, now };
        if self.campaign.pace.is_some() {
            question.at = self.campaign.next_slot.unwrap_or(now).max(now);
            question.at = question.anybody();
        }
        let decision = question.about(known, person.id, None);
        let wish = Wish {
            survey: &self.survey,
            event: None,
            properties: person::merged(person, &line.properties.0),
            occurred_at: now,
            delay_secs: 0,
            at_once: false,
            basis,
            class: Class::Campaign,
            channel: Some(Way::Email.word().to_owned()),
            after_case: None,
        };
        let mut invitation = None;
        if let Decision::Ask { at } = &decision {
            let row = Invitation {
                id: line.invitation_id.unwrap_or_else(|| self.cx.id()),
                campaign_id: Some(self.campaign.id),
                answered: false,
                ..invitation_of(self.cx, &self.workspace, person, &wish, &Way::Email, (*at).into())
            };
            let job = Job::new(self.cx, Class::Campaign, Payload::Invite { invitation: row.id });
            // Under the invitation's own id, by which pausing and cancelling find it.
            self.written.jobs.push(job.with_id(row.id).at(row.send_at).in_lane(lane(person)));
            let asked = row.send_at.max(person.last_asked_at.unwrap_or_default());
            self.written.asked.entry(asked).or_default().push(person.id);
            if let Some(pace) = self.campaign.pace {
                self.campaign.next_slot = Some(question.at.plus_ms(3_600_000 / i64::from(pace.max(1))));
            }
            invitation = Some(row.id);
            self.written.invitations.push(row);
            self.written.planned.push(line.line);
            self.campaign.counts.0.planned += 1;
        }
        let entry = ledger_entry(self.cx, person.id, &wish, Stage::Arrival, &decision, invitation);
        self.written.ledger.push(entry);
        if let Decision::Refuse { reason, .. } = decision {
            self.not_asked(line, reason.name());
        }
    }

    fn not_asked(&mut self, line: &Line, reason: &str) {
        *self.campaign.counts.0.not_asked.entry(reason.to_owned()).or_default() += 1;
        self.written.not_asked.entry(reason.to_owned()).or_default().push(line.line);
    }

    /// A line that was fine when it was read and is not any more: its identifiers belong to two people by now.
    fn refuse(&mut self, conn: &mut Conn, line: &Line, refusal: Refusal, reason: &str) -> Result<(), Error> {
        *self.campaign.counts.0.not_asked.entry(reason.to_owned()).or_default() += 1;
        let Line { workspace_id, campaign_id, .. } = *line;
        campaign_people::refuse(conn, workspace_id, campaign_id, line.line, reason, &refusal.problem)
    }

    fn write(self, conn: &mut Conn) -> Result<(), Error> {
        let Written { new_people, invitations: rows, jobs: queue, ledger, asked, planned, not_asked } = self.written;
        let (workspace, campaign) = (self.cx.workspace, self.campaign.id);
        people::insert_all(conn, &new_people)?;
        invitations::insert_all(conn, &rows)?;
        decisions::insert_all(conn, &ledger)?;
        for (at, ids) in asked {
            people::asked_all(conn, workspace, &ids, at)?;
        }
        campaign_people::settle(conn, workspace, campaign, &planned, Fate::Planned, None)?;
        for (reason, lines) in not_asked {
            campaign_people::settle(conn, workspace, campaign, &lines, Fate::NotAsked, Some(&reason))?;
        }
        jobs::enqueue(conn, &queue)
    }
}
