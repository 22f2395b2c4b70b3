//! "I need help": a customer asks for somebody with one tap, beside any score or none. It becomes a case like every other.

use serde_json::{Value, json};
use survey_core::recovery::{CaseStep, Priority};

use super::acknowledge;
use super::by_hand;
use super::case::{self, Origin};
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::outreach::person::{self, PersonInput};
use crate::response::asked::survey_number;
use crate::secret::Claim;
use crate::store::cases::{Case, Entry};
use crate::store::invitations::{self, Invitation};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::people::Person;
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, cases, jobs, people, responses, surveys, workspaces};

/// The kind of such a case: it has a checklist of its own.
pub const KIND: &str = "help";
/// The line of the timeline that says that the customer asked, and with what words.
pub const ASKED: &str = "asked_for_help";
/// Most characters of what the customer writes.
pub const MAX_WORDS: usize = 2_000;
/// The same said again within so long is the same tap, in milliseconds.
const SAME_TAP_MS: i64 = 10 * 60_000;

/// By which link somebody came.
#[derive(Clone, Copy, Debug)]
pub enum Link {
    /// The one of an invitation: we know who it is.
    Invitation(Claim),
    /// The one of a survey, from its open link, a receipt or a card: anybody.
    Survey(Claim),
}

/// Who asks, and about what.
#[derive(Clone, Debug)]
pub struct Asker {
    /// The business.
    pub workspace: Workspace,
    /// The survey beside which the link stood.
    pub survey: SurveyRow,
    /// Whether its answers are anonymous: asking for help never is.
    pub anonymous: bool,
    /// The invitation, where the link is personal.
    pub invitation: Option<Invitation>,
    /// The customer, where the link is personal.
    pub person: Option<Person>,
}

/// What the customer typed.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// What it is about.
    pub words: Option<String>,
    /// Where to call.
    pub phone: Option<String>,
    /// Where to write; asked of whom we do not know.
    pub email: Option<String>,
    /// What to call them by.
    pub name: Option<String>,
}

/// What a link leads to. A link of a survey that is closed still helps; one of a person who was erased is gone.
pub fn asker(conn: &mut Conn, cx: &Cx, link: Link) -> Result<Asker, Error> {
    let gone = || Error::NotFound("link");
    let workspace = workspaces::load(conn, cx.workspace)?;
    let (number, version, invitation, person) = match link {
        Link::Invitation(claim) => {
            let row = invitations::find(conn, cx.workspace, claim.id)?;
            let row = row.filter(|row| row.generation as u8 == claim.generation).ok_or_else(gone)?;
            let person = people::find(conn, cx.workspace, row.person_id)?.ok_or_else(gone)?;
            (row.survey_id, Some(row.survey_version), Some(row), Some(person))
        }
        Link::Survey(claim) => (survey_number(claim)?, None, None, None),
    };
    let survey = surveys::list_by_ids(conn, cx.workspace, &[number])?.pop().ok_or_else(gone)?;
    if let Link::Survey(claim) = link
        && survey.link_generation as u8 != claim.generation
    {
        return Err(gone());
    }
    let definition = surveys::definition(conn, cx.workspace, survey.id, version.unwrap_or(survey.version))?;
    Ok(Asker { workspace, anonymous: definition.anonymous(), survey, invitation, person })
}

/// Opens a case, or joins the one that the customer has open already. The same tap twice is one.
pub fn ask(conn: &mut Conn, cx: &Cx, link: Link, wish: &Wish) -> Result<Case, Error> {
    let asker = asker(conn, cx, link)?;
    check(&asker, wish)?;
    let person = match &asker.person {
        Some(person) => person.id,
        None => stranger(conn, cx, wish)?,
    };
    // Two taps at once take turns, so that the second sees the case of the first.
    people::lock(conn, cx.workspace, person)?;
    let detail = said(wish);
    let open = cases::open_of_person(conn, cx.workspace, person)?;
    if let Some(case) = open.into_iter().max_by_key(|case| case.opened_at) {
        return join(conn, cx, case, &detail);
    }
    let response = beside(conn, cx, &asker)?;
    let origin = Origin {
        word: "help",
        kind: KIND.to_owned(),
        event_id: asker.invitation.as_ref().and_then(|invitation| invitation.event_id),
        survey_id: Some(asker.survey.id),
        response_id: response,
        person_id: Some(person),
        tapped_at: cx.now,
    };
    let case = by_hand::begin(conn, cx, &origin, Priority::High, None)?;
    if asker.person.is_none() {
        // Whoever typed the address need not be who reads there: the page has said what happens, and no mail goes out.
        jobs::drop_by_key(conn, cx.workspace, &[acknowledge::key(case.id)])?;
    }
    case::note(conn, cx, case.id, ASKED, "respondent", detail)?;
    Ok(case)
}

/// The answer beside which help was asked for; of anonymous ones nothing is known.
fn beside(conn: &mut Conn, cx: &Cx, asker: &Asker) -> Result<Option<Id>, Error> {
    let Some(invitation) = asker.invitation.as_ref().filter(|_| !asker.anonymous) else { return Ok(None) };
    let answered = responses::find(conn, cx.workspace, invitation.id)?.map(|response| response.id);
    let Some(id) = answered else { return Ok(None) };
    // A case that is closed keeps its answer.
    Ok(cases::find_by_response(conn, cx.workspace, id)?.is_none().then_some(id))
}

fn join(conn: &mut Conn, cx: &Cx, case: Case, detail: &Value) -> Result<Case, Error> {
    let lines = cases::entries(conn, cx.workspace, case.id)?;
    let same = |line: &Entry| line.kind == ASKED && line.detail.0 == *detail && cx.now.0 - line.at.0 < SAME_TAP_MS;
    if lines.iter().any(same) {
        return Ok(case);
    }
    case::note(conn, cx, case.id, ASKED, "respondent", detail.clone())?;
    let case = if case.waiting_since.is_some() {
        case::step(conn, cx, &case, CaseStep::Resume, "respondent", json!({}))?
    } else {
        case
    };
    let again = Job::new(cx, Class::Alert, Payload::Alert { case: case.id }).once(format!("help/{}", case.id));
    jobs::enqueue(conn, &[again])?;
    Ok(case)
}

/// The person of this address or number, unchanged (whoever types them need not be that person), or a new one.
fn stranger(conn: &mut Conn, cx: &Cx, wish: &Wish) -> Result<Id, Error> {
    let input = PersonInput {
        email: wish.email.clone(),
        phone: wish.phone.as_deref().and_then(person::phone_key),
        name: wish.name.clone(),
        ..PersonInput::default()
    };
    let mut known = None;
    if let Some(email) = &input.email {
        known = person::find_by_email(conn, cx.workspace, email)?;
    }
    if let (None, Some(phone)) = (&known, &input.phone) {
        known = people::find_by_phone(conn, cx.workspace, phone)?;
    }
    match known {
        Some(person) => Ok(person.id),
        None => Ok(person::upsert(conn, cx, &input)?.id),
    }
}

fn check(asker: &Asker, wish: &Wish) -> Result<(), Error> {
    let mut problems = Vec::new();
    if wish.words.as_deref().is_some_and(|words| words.chars().count() > MAX_WORDS) {
        problems.push(Problem::new("words", format!("is longer than {MAX_WORDS} characters")));
    }
    if wish.phone.as_deref().is_some_and(|phone| person::phone_key(phone).is_none()) {
        problems.push(Problem::new("phone", "must be a phone number with its country code, as in +44 20 7946 0000"));
    }
    if wish.email.as_deref().is_some_and(|email| crate::mail::EmailAddress::parse(email).is_err()) {
        problems.push(Problem::new("email", "is not an e-mail address"));
    }
    if asker.person.is_none() && wish.phone.is_none() && wish.email.is_none() {
        problems.push(Problem::new("reach", "is missing: an e-mail address or a phone number"));
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// What was typed, for the timeline; nothing where nothing was.
fn said(wish: &Wish) -> Value {
    let mut said = json!({});
    for (name, value) in
        [("comment", &wish.words), ("phone", &wish.phone), ("email", &wish.email), ("name", &wish.name)]
    {
        if let Some(value) = value {
            said[name] = value.as_str().into();
        }
    }
    said
}
