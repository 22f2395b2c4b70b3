//! What is known about many due invitations, read set by set: nothing is asked of the database once per mail.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use survey_core::survey::Survey;

use super::again::{self, Again};
use super::campaign::{self, Gate};
use super::plan::Known;
use super::send::{Definitions, Task};
use super::suppress::{self, Standing};
use super::{cancel, channel};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::channels::{self, Channel};
use crate::store::deliveries::{self, Delivery};
use crate::store::events::{self, Event};
use crate::store::invitations::{self, Invitation};
use crate::store::people::{self, Person};
use crate::store::surveys::{self, SurveyRow};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, Time, cases, responses};

/// All that a decision about any of them needs.
pub(super) struct Facts<'a> {
    pub(super) workspace: Arc<Workspace>,
    invitations: HashMap<Id, Invitation>,
    deliveries: HashMap<Id, Vec<Delivery>>,
    people: HashMap<Id, Person>,
    surveys: HashMap<i32, SurveyRow>,
    events: HashMap<Id, Event>,
    answered: HashSet<Id>,
    standing: HashMap<Id, Standing>,
    /// By person: invitation, survey, when.
    asked: HashMap<Id, Vec<(Id, i32, Time)>>,
    complaining: HashSet<Id>,
    /// Events that were taken back.
    cancelled: HashSet<Id>,
    gates: HashMap<Id, Gate>,
    /// Empty where all go by mail.
    channels: Vec<Channel>,
    /// Those that ask again after a case.
    again: HashMap<Id, Again>,
    /// Of these the ones whose person has another open case: the own one does not count.
    also_complaining: HashSet<Id>,
    definitions: &'a mut Definitions,
}

impl<'a> Facts<'a> {
    /// Reads them, for the tasks of one workspace.
    pub(super) fn gather(
        conn: &mut Conn,
        cx: &Cx,
        tasks: &[Task],
        definitions: &'a mut Definitions,
    ) -> Result<Self, Error> {
        let of = cx.workspace;
        let ids: Vec<Id> = tasks.iter().map(|task| task.invitation).collect();
        let invitations = invitations::list_by_ids(conn, of, &ids)?;
        let distinct = |ids: &mut dyn Iterator<Item = Id>| ids.collect::<HashSet<_>>().into_iter().collect::<Vec<_>>();
        let person_ids = distinct(&mut invitations.iter().map(|row| row.person_id));
        let event_ids = distinct(&mut invitations.iter().filter_map(|row| row.event_id));
        let people = people::list_by_ids(conn, of, &person_ids)?;
        let mut deliveries: HashMap<Id, Vec<Delivery>> = HashMap::new();
        for delivery in deliveries::list_about(conn, of, &ids)? {
            deliveries.entry(delivery.about_id).or_default().push(delivery);
        }
        let mut surveys = HashMap::new();
        for survey in invitations.iter().map(|row| row.survey_id).collect::<HashSet<_>>() {
            surveys.insert(survey, surveys::load(conn, of, survey)?);
        }
        let mut asked: HashMap<Id, Vec<(Id, i32, Time)>> = HashMap::new();
        for (person, invitation, survey, at) in invitations::sent_to(conn, of, &person_ids)? {
            asked.entry(person).or_default().push((invitation, survey, at));
        }
        let mut gates = HashMap::new();
        for campaign in distinct(&mut invitations.iter().filter_map(|row| row.campaign_id)) {
            gates.insert(campaign, campaign::gate(conn, of, campaign)?);
        }
        // Whatever an event or a campaign led to asks for the first time.
        let lone: Vec<&Invitation> =
            invitations.iter().filter(|row| row.event_id.is_none() && row.campaign_id.is_none()).collect();
        let again = again::of(conn, cx, &lone.iter().map(|row| row.id).collect::<Vec<_>>())?;
        let mut also_complaining = HashSet::new();
        for row in lone {
            let Some(again) = again.get(&row.id) else { continue };
            let open = cases::open_of_person(conn, of, row.person_id)?;
            if open.iter().any(|case| case.id != again.case) {
                also_complaining.insert(row.id);
            }
        }
        let all_by_mail = invitations.iter().all(|row| row.channel == channel::EMAIL);
        let channels = if all_by_mail { Vec::new() } else { channels::list(conn, of)? };
        let workspace = workspaces::load(conn, of)?;
        let events = events::list_by_ids(conn, of, &event_ids)?;
        Ok(Facts {
            cancelled: cancel::cancelled_of(conn, &workspace, &events)?,
            workspace: Arc::new(workspace),
            gates,
            again,
            also_complaining,
            channels,
            deliveries,
            surveys,
            asked,
            events: events.into_iter().map(|row| (row.id, row)).collect(),
            answered: responses::existing(conn, of, &ids)?.into_iter().collect(),
            standing: suppress::standing_of(conn, cx, &people)?,
            complaining: cases::people_with_open(conn, of, &person_ids)?.into_iter().flatten().collect(),
            invitations: invitations.into_iter().map(|row| (row.id, row)).collect(),
            people: people.into_iter().map(|row| (row.id, row)).collect(),
            definitions,
        })
    }

    pub(super) fn invitation(&self, id: Id) -> Option<Invitation> {
        self.invitations.get(&id).cloned()
    }

    pub(super) fn delivery(&self, task: Task) -> Option<Delivery> {
        let about = self.deliveries.get(&task.invitation)?;
        about.iter().find(|delivery| delivery.kind == task.kind && delivery.n == task.n).cloned()
    }

    pub(super) fn person(&self, invitation: &Invitation) -> Option<Person> {
        self.people.get(&invitation.person_id).cloned()
    }

    /// Where the invitation goes: an address or a number; none when the person has none (any more).
    pub(super) fn recipient(&self, invitation: &Invitation, person: &Person) -> Option<String> {
        if invitation.channel == channel::EMAIL {
            return person.email.clone();
        }
        let channel = self.channels.iter().find(|channel| channel.active && channel.key == invitation.channel)?;
        channel::recipient(&channel.request.0, person)
    }

    pub(super) fn survey(&self, invitation: &Invitation) -> Option<SurveyRow> {
        self.surveys.get(&invitation.survey_id).cloned()
    }

    pub(super) fn event(&self, invitation: &Invitation) -> Option<Event> {
        self.events.get(&invitation.event_id?).cloned()
    }

    /// Why it asks again, if it does.
    pub(super) fn again(&self, invitation: &Invitation) -> Option<&Again> {
        self.again.get(&invitation.id)
    }

    pub(super) fn answered(&self, invitation: &Invitation) -> bool {
        self.answered.contains(&invitation.id)
    }

    /// What its campaign says, if it belongs to one.
    pub(super) fn gate(&self, invitation: &Invitation) -> Gate {
        invitation.campaign_id.and_then(|id| self.gates.get(&id).copied()).unwrap_or(Gate::Open(None))
    }

    /// What bears on asking this person; the invitation does not stand in its own way.
    pub(super) fn known(&self, invitation: &Invitation, person: &Person) -> Known {
        let asked = self.asked.get(&person.id).into_iter().flatten();
        Known {
            suppressed: self.standing.get(&person.id).copied().unwrap_or_default(),
            asked: asked.filter(|(id, ..)| *id != invitation.id).map(|(_, survey, at)| (*survey, *at)).collect(),
            open_case: match self.again(invitation) {
                Some(_) => self.also_complaining.contains(&invitation.id),
                None => self.complaining.contains(&person.id),
            },
            duplicate: false,
            cancelled: invitation.event_id.is_some_and(|event| self.cancelled.contains(&event)),
        }
    }

    /// The questions, as they were when the invitation was planned.
    pub(super) fn definition(&mut self, conn: &mut Conn, invitation: &Invitation) -> Result<Arc<Survey>, Error> {
        let key = (invitation.workspace_id, invitation.survey_id, invitation.survey_version);
        if let Some(known) = self.definitions.get(&key) {
            return Ok(known.clone());
        }
        let read = Arc::new(surveys::definition(conn, key.0, key.1, key.2)?);
        self.definitions.insert(key, read.clone());
        Ok(read)
    }
}
