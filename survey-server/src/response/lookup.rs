//! Links looked up many at once: what each asks, from a few statements for all that wait.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use super::anonymous;
use super::answer::Setting;
use super::asked::{Asked, survey_number};
use super::through::Visit;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::wording;
use crate::render::Language;
use crate::secret::{Claim, Purpose};
use crate::store::invitations::{self, Invitation, State};
use crate::store::kept::{self, Stamp};
use crate::store::responses::Response;
use crate::store::surveys::SurveyRow;
use crate::store::take::Command;
use crate::store::{Conn, Id, WorkspaceId, events, people, responses, surveys};

/// A link that somebody follows, by its verified claim.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// The moment and the workspace.
    pub cx: Cx,
    /// What the link is for: an invitation, or an open link.
    pub purpose: Purpose,
    /// What it says.
    pub claim: Claim,
    /// The version of the definition that a page was rendered from; none: the newest.
    pub version: Option<i32>,
    /// The language of a reader of whom nothing is known.
    pub accepted: Option<Language>,
    /// What the address says besides.
    pub visit: Visit,
}

impl Command for Lookup {
    type Output = Asked;

    const NAME: &'static str = "links";
    const WRITES: bool = false;

    fn apply(conn: &mut Conn, lookups: &[Self]) -> Result<Vec<Result<Asked, Error>>, Error> {
        let mut by_workspace: BTreeMap<WorkspaceId, Vec<usize>> = BTreeMap::new();
        for (place, lookup) in lookups.iter().enumerate() {
            by_workspace.entry(lookup.cx.workspace).or_default().push(place);
        }
        let mut found: Vec<Result<Asked, Error>> = lookups.iter().map(|_| Err(Error::NotFound("link"))).collect();
        for (workspace, places) in by_workspace {
            let of_one: Vec<&Lookup> = places.iter().map(|place| &lookups[*place]).collect();
            let Some(rows) = Rows::read(conn, workspace, &of_one)? else { continue };
            let asked = of_one.iter().map(|lookup| alone(rows.asked(conn, lookup))).collect::<Result<Vec<_>, _>>()?;
            for (place, asked) in places.into_iter().zip(with_people(conn, workspace, asked)?) {
                found[place] = asked.and_then(open);
            }
        }
        Ok(found)
    }
}

/// Whether a link still takes an answer.
fn open(asked: Asked) -> Result<Asked, Error> {
    if asked.row.closed_at.is_some() {
        return Err(closed());
    }
    if asked.setting.survey.anonymous() && asked.invitation.as_ref().is_some_and(|invitation| invitation.answered) {
        return Err(anonymous::already_answered());
    }
    Ok(asked)
}

/// The error of one who asks a survey that takes no answers any more.
pub fn closed() -> Error {
    Error::conflict("survey_closed", "this survey is closed")
}

/// An error that concerns one lookup stays with it; a database that is away concerns all.
fn alone<T>(result: Result<T, Error>) -> Result<Result<T, Error>, Error> {
    match result {
        Err(away @ Error::Unavailable { .. }) => Err(away),
        other => Ok(other),
    }
}

/// What the lookups of one workspace need.
struct Rows {
    stamp: Stamp,
    invitations: HashMap<Id, Invitation>,
    responses: HashMap<Id, Response>,
    /// The types of events.
    events: HashMap<Id, String>,
    surveys: HashMap<i32, SurveyRow>,
}

impl Rows {
    fn read(conn: &mut Conn, workspace: WorkspaceId, lookups: &[&Lookup]) -> Result<Option<Self>, Error> {
        let stamp = match kept::stamp(conn, workspace, false) {
            Err(Error::NotFound(_)) => return Ok(None),
            stamp => stamp?,
        };
        let ids = unique(lookups.iter().filter(|one| one.purpose != Purpose::OpenLink).map(|one| one.claim.id));
        let invitations = if ids.is_empty() { Vec::new() } else { invitations::list_by_ids(conn, workspace, &ids)? };
        let ids: Vec<Id> = invitations.iter().map(|invitation| invitation.id).collect();
        let responses = if ids.is_empty() { Vec::new() } else { responses::list_by_ids(conn, workspace, &ids)? };
        let event_ids = unique(invitations.iter().filter_map(|invitation| invitation.event_id));
        let events = if event_ids.is_empty() { Vec::new() } else { events::kinds(conn, workspace, &event_ids)? };
        let open = lookups.iter().filter(|one| one.purpose == Purpose::OpenLink);
        let open = open.filter_map(|one| survey_number(one.claim).ok());
        let numbers = unique(invitations.iter().map(|invitation| invitation.survey_id).chain(open));
        let surveys = if numbers.is_empty() { Vec::new() } else { surveys::list_by_ids(conn, workspace, &numbers)? };
        Ok(Some(Rows {
            stamp,
            invitations: by(invitations, |row| row.id),
            responses: by(responses, |row| row.id),
            events: events.into_iter().collect(),
            surveys: by(surveys, |row| row.id),
        }))
    }

    fn asked(&self, conn: &mut Conn, lookup: &Lookup) -> Result<Asked, Error> {
        let cx = &lookup.cx;
        let invitation = match lookup.purpose {
            Purpose::OpenLink => None,
            _ => Some(self.invitation(lookup).ok_or(Error::NotFound("link"))?),
        };
        let number = invitation.map_or_else(|| survey_number(lookup.claim), |invitation| Ok(invitation.survey_id))?;
        let row = self.surveys.get(&number).ok_or(Error::NotFound("link"))?;
        if invitation.is_none() && row.link_generation as u8 != lookup.claim.generation {
            return Err(Error::NotFound("link"));
        }
        let version = lookup.version.or(invitation.map(|invitation| invitation.survey_version)).unwrap_or(row.version);
        let event = invitation.and_then(|invitation| invitation.event_id).and_then(|id| self.events.get(&id)).cloned();
        let setting = self.setting(conn, cx, row, version, event)?;
        let mut asked = Asked {
            response: invitation.and_then(|invitation| self.responses.get(&invitation.id)).cloned(),
            invitation: invitation.cloned(),
            ..Asked::new(row.clone(), setting)
        };
        if asked.invitation.is_none() || lookup.visit.channel == "embed" {
            asked.through = lookup.visit.through(&asked.setting.workspace, &asked.setting.survey);
        }
        let language = asked.readers_language(lookup.accepted);
        asked.wording = wording::load(conn, cx, &asked.setting.workspace, asked.row.id, language)?;
        Ok(asked)
    }

    fn invitation(&self, lookup: &Lookup) -> Option<&Invitation> {
        self.invitations
            .get(&lookup.claim.id)
            .filter(|invitation| invitation.generation as u8 == lookup.claim.generation)
            .filter(|invitation| invitation.expires_at > lookup.cx.now && invitation.state != State::Withdrawn)
    }

    fn setting(
        &self,
        conn: &mut Conn,
        cx: &Cx,
        row: &SurveyRow,
        version: i32,
        event: Option<String>,
    ) -> Result<Setting, Error> {
        let kept = &cx.site.kept;
        Ok(Setting {
            workspace: kept.workspace(conn, cx.workspace, self.stamp.changed_at)?,
            survey_key: row.key.clone(),
            survey: kept.survey(conn, cx.workspace, row.id, version)?,
            rules: kept.rules(conn, cx.workspace, self.stamp.rules)?,
            rules_version: self.stamp.rules,
            event,
            acts: true,
            closes: true,
        })
    }
}

/// Who is asked, where the business's own texts may name them.
fn with_people(
    conn: &mut Conn,
    workspace: WorkspaceId,
    mut asked: Vec<Result<Asked, Error>>,
) -> Result<Vec<Result<Asked, Error>>, Error> {
    let named = |asked: &Asked| match &asked.invitation {
        Some(invitation) if asked.wording.has_page_texts() => Some(invitation.person_id),
        _ => None,
    };
    let ids = unique(asked.iter().flatten().filter_map(named));
    if ids.is_empty() {
        return Ok(asked);
    }
    let known = by(people::list_by_ids(conn, workspace, &ids)?, |person| person.id);
    for asked in asked.iter_mut().flatten() {
        asked.person = named(asked).and_then(|id| known.get(&id)).cloned();
    }
    Ok(asked)
}

fn by<K: Hash + Eq, T>(rows: Vec<T>, key: impl Fn(&T) -> K) -> HashMap<K, T> {
    rows.into_iter().map(|row| (key(&row), row)).collect()
}

/// Each once, in no order.
fn unique<T: Hash + Eq>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.collect::<HashSet<T>>().into_iter().collect()
}
