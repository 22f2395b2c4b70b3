//! What is known of many people at once: what core decides by, gathered with a handful of statements a slice.

use std::collections::{HashMap, HashSet};

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use survey_core::outreach::{Basis, Contact, Decision, Request, decide};

use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::outreach::person::{self, Identifiers};
use crate::outreach::suppress::Standing;
use crate::store::people::Person;
use crate::store::suppressions::Reason;
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, cases, invitations, people, suppressions};

/// What is known of one of them.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The person, if the identifiers name one.
    pub person: Option<Person>,
    /// The identifiers name two.
    pub clash: Option<Problem>,
    /// What stands against asking.
    pub standing: Standing,
    /// They have an open case.
    pub open_case: bool,
    /// When they were last asked, or are to be, by each survey.
    pub asked: Vec<(i32, Time)>,
}

/// Gathers what is known, in the order of the identifiers.
pub fn gather(conn: &mut Conn, cx: &Cx, all: &[Identifiers]) -> Result<Vec<Known>, Error> {
    let mut known = resolve(conn, cx, all)?;
    let ids: Vec<Id> = known.iter().filter_map(|one| one.person.as_ref()).map(|person| person.id).collect();
    standings(conn, cx, all, &mut known, &ids)?;
    if ids.is_empty() {
        return Ok(known);
    }
    let open: HashSet<Id> = cases::people_with_open(conn, cx.workspace, &ids)?.into_iter().flatten().collect();
    let mut asked: HashMap<Id, Vec<(i32, Time)>> = HashMap::new();
    for (id, survey, at) in invitations::last_asked_of(conn, cx.workspace, &ids)? {
        asked.entry(id).or_default().push((survey, at));
    }
    for one in &mut known {
        let Some(person) = &one.person else { continue };
        one.open_case = open.contains(&person.id);
        one.asked = asked.remove(&person.id).unwrap_or_default();
    }
    Ok(known)
}

/// Finds the person of each.
fn resolve(conn: &mut Conn, cx: &Cx, all: &[Identifiers]) -> Result<Vec<Known>, Error> {
    let words = |of: fn(&Identifiers) -> Option<&String>| -> Vec<&str> {
        all.iter().filter_map(of).map(String::as_str).collect()
    };
    let (emails, phones, external_ids) =
        (words(|one| one.email_key.as_ref()), words(|one| one.phone.as_ref()), words(|one| one.external_id.as_ref()));
    let found = people::find_all(conn, cx.workspace, &emails, &phones, &external_ids)?;
    let index = |of: fn(&Person) -> Option<&String>| -> HashMap<&str, &Person> {
        found.iter().filter_map(|person| Some((of(person)?.as_str(), person))).collect()
    };
    let by_email = index(|person| person.email_key.as_ref());
    let by_phone = index(|person| person.phone.as_ref());
    let by_external_id = index(|person| person.external_id.as_ref());
    let person_of = |one: &Identifiers| {
        let candidates = [
            ("email", one.email_key.as_deref().and_then(|key| by_email.get(key))),
            ("phone_number", one.phone.as_deref().and_then(|phone| by_phone.get(phone))),
            ("external_id", one.external_id.as_deref().and_then(|id| by_external_id.get(id))),
        ];
        let mut first: Option<(&str, &Person)> = None;
        for (field, person) in candidates.into_iter().filter_map(|(field, person)| Some((field, *person?))) {
            match first {
                None => first = Some((field, person)),
                Some((named, other)) if other.id != person.id => {
                    let clash = person::two_people(named, other.id, field, person.id);
                    return Known { clash: problem(clash), ..Known::default() };
                }
                Some(_) => {}
            }
        }
        Known { person: first.map(|(_, person)| person.clone()), ..Known::default() }
    };
    Ok(all.iter().map(person_of).collect())
}

fn problem(error: Error) -> Option<Problem> {
    match error {
        Error::Invalid(problems) => problems.into_iter().next(),
        _ => None,
    }
}

/// What stands against each: by any of their addresses, and by what they said under an older one.
fn standings(conn: &mut Conn, cx: &Cx, all: &[Identifiers], known: &mut [Known], ids: &[Id]) -> Result<(), Error> {
    let hashes_of = |one: &Identifiers, person: Option<&Person>| -> Vec<Vec<u8>> {
        let phone = one.phone.as_deref().or_else(|| person?.phone.as_deref());
        let addresses = one.email_key.as_deref().into_iter().chain(phone);
        addresses.flat_map(|address| cx.keys().address_hashes(cx.workspace, address)).collect()
    };
    let hashes: Vec<Vec<Vec<u8>>> =
        all.iter().zip(known.iter()).map(|(one, known)| hashes_of(one, known.person.as_ref())).collect();
    let looked_up: Vec<Vec<u8>> = hashes.iter().flatten().cloned().collect();
    let holding = suppressions::holding(conn, cx.workspace, ids, &looked_up, cx.now)?;
    if holding.is_empty() {
        return Ok(());
    }
    for (one, hashes) in known.iter_mut().zip(&hashes) {
        let id = one.person.as_ref().map(|person| person.id);
        let of_this = holding.iter().filter(|(hash, said_by, reason)| {
            hashes.contains(hash) || (id.is_some() && *said_by == id && !reason.is_of_the_address())
        });
        for (_, _, reason) in of_this {
            match reason {
                Reason::HardBounce | Reason::SoftBounce => one.standing.bounced = true,
                Reason::Unsubscribed | Reason::Complaint => one.standing.unsubscribed = true,
            }
        }
    }
    Ok(())
}

/// What is asked of core for each person of a campaign.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Whose policy.
    pub workspace: &'a Workspace,
    /// By which survey.
    pub survey: &'a SurveyRow,
    /// The grounds.
    pub basis: Option<Basis>,
    /// Not before this moment.
    pub at: Time,
    /// Now.
    pub now: Time,
}

impl Question<'_> {
    /// Whether and when this person is asked. `zone` is the one that the file gives, if it does.
    pub fn about(&self, known: &Known, id: Id, zone: Option<&str>) -> Decision {
        let person = known.person.as_ref();
        let zone = zone.or_else(|| person?.timezone.as_deref()).and_then(|name| TimeZone::get(name).ok());
        let recorded = person.and_then(|person| person.last_asked_at);
        let latest = |times: &mut dyn Iterator<Item = Time>| times.max().map(Time::timestamp);
        let by_this = known.asked.iter().filter(|(survey, _)| *survey == self.survey.id);
        let contact = Contact {
            unsubscribed: known.standing.unsubscribed,
            bounced: known.standing.bounced,
            basis: self.basis,
            open_case: known.open_case,
            last_asked_at: latest(&mut known.asked.iter().map(|(_, at)| *at).chain(recorded)),
            last_asked_by_kind: latest(&mut by_this.map(|(_, at)| *at)),
            zone: zone.as_ref(),
        };
        self.ask(&contact, &person.map_or(id, |person| person.id).to_string())
    }

    /// When somebody of whom nothing is known would be asked: after the quiet hours of the workspace, if they last.
    pub fn anybody(&self) -> Time {
        match self.ask(&Contact { basis: Some(Basis::Consent), ..Contact::default() }, "") {
            Decision::Ask { at } => at.into(),
            // Left out of a sample: the hours are not known by it.
            Decision::Refuse { .. } => self.at,
        }
    }

    fn ask(&self, contact: &Contact<'_>, person: &str) -> Decision {
        let request = Request {
            kind: Some(&self.survey.key),
            delay: SignedDuration::from_millis((self.at.0 - self.now.0).max(0)),
            ..Request::about(person, person, self.now.timestamp())
        };
        decide(&self.workspace.settings.0.policy, contact, &request, self.now.timestamp())
    }
}
