//! Customers' words for everybody: who allowed it, which words, taken back at once.
//!
//! The consent is part of the answer, so it is looked at each time words are shown: whatever changes an answer (an amendment,
//! a program, contradiction, retention, erasure) takes them away without knowing of testimonials.

use std::collections::{BTreeMap, HashMap};

use survey_core::response::{excerpt, publishable};
use survey_core::survey::{Publish, QuestionKind, Survey};

use crate::clock::Cx;
use crate::error::Error;
use crate::store::people::Person;
use crate::store::responses::{self, Filter, Order, Response, evidence};
use crate::store::testimonials::{self, State, Testimonial};
use crate::store::{Conn, Id, audit, people, surveys};

/// So many are shown at once.
pub const PAGE: usize = 20;
/// So many decisions one page reads at most: those whose consent is gone are not shown.
const MOST_SHOWN: i64 = 100;
/// So many answers one look for candidates reads at most.
const MOST_LOOKED: usize = 4_000;
/// So many are read at once.
const READ: i64 = 500;
/// Longest words that are published, in characters.
pub const MAX_WORDS: usize = 1_000;

/// An answer whose words may be published.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The answer.
    pub response: Response,
    /// With the first name, or without.
    pub allowed: Publish,
    /// The name that may stand beside it; empty: none.
    pub author: String,
    /// What was decided on it, if anything was.
    pub decided: Option<Testimonial>,
}

/// Answers with consent, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// They.
    pub found: Vec<Candidate>,
    /// Where the next look goes on; none: there are no more.
    pub next: Option<Id>,
}

/// Definitions by survey and version, each read once.
#[derive(Default)]
struct Versions(BTreeMap<(i32, i32), Survey>);

impl Versions {
    fn allowed(&mut self, conn: &mut Conn, response: &Response) -> Result<Option<Publish>, Error> {
        let key = (response.survey_id, response.survey_version);
        if let std::collections::btree_map::Entry::Vacant(place) = self.0.entry(key) {
            place.insert(surveys::definition(conn, response.workspace_id, key.0, key.1)?);
        }
        let counts = response.evidence != evidence::CONTRADICTED;
        Ok(self.0.get(&key).filter(|_| counts).and_then(|survey| publishable(survey, &response.answers.0)))
    }
}

/// Whether any survey asks its customers for the consent.
pub fn is_asked_for(conn: &mut Conn, cx: &Cx) -> Result<bool, Error> {
    for row in surveys::list(conn, cx.workspace)? {
        let survey = surveys::definition(conn, cx.workspace, row.id, row.version)?;
        let asks = |kind: &QuestionKind| matches!(kind, QuestionKind::Consent(consent) if consent.publish.is_some());
        if survey.questions().iter().any(|question| asks(&question.kind)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Looks for candidates among the newest answers, or among those before one of them.
pub fn candidates(conn: &mut Conn, cx: &Cx, before: Option<Id>) -> Result<Candidates, Error> {
    let before = responses::named(conn, cx.workspace, before)?.map(|row| (row.answered_at, row.id));
    let mut filter = Filter { counted_only: true, order: Order::Newest, older_than: before, ..Filter::default() };
    let (mut versions, mut found, mut looked) = (Versions::default(), Vec::new(), 0);
    let mut next = None;
    'looking: loop {
        let page = responses::list(conn, cx.workspace, &filter, 0, READ)?;
        let Some(last) = page.last() else { break };
        filter.older_than = Some((last.answered_at, last.id));
        for response in page {
            if found.len() >= PAGE || looked >= MOST_LOOKED {
                break 'looking;
            }
            looked += 1;
            next = Some(response.id);
            if response.comment.as_deref().is_some_and(|comment| !comment.trim().is_empty())
                && let Some(allowed) = versions.allowed(conn, &response)?
            {
                found.push((response, allowed));
            }
        }
    }
    let more = found.len() >= PAGE || looked >= MOST_LOOKED;
    Ok(Candidates { found: complete(conn, cx, found)?, next: next.filter(|_| more) })
}

fn complete(conn: &mut Conn, cx: &Cx, found: Vec<(Response, Publish)>) -> Result<Vec<Candidate>, Error> {
    let ids: Vec<Id> = found.iter().map(|(response, _)| response.id).collect();
    let mut decided: HashMap<Id, Testimonial> =
        testimonials::of_responses(conn, cx.workspace, &ids)?.into_iter().map(|one| (one.response_id, one)).collect();
    let people: Vec<Id> = found.iter().filter_map(|(response, _)| response.person_id).collect();
    let people: HashMap<Id, Person> =
        people::list_by_ids(conn, cx.workspace, &people)?.into_iter().map(|person| (person.id, person)).collect();
    let one = |(response, allowed): (Response, Publish)| Candidate {
        author: author(allowed, response.person_id.and_then(|id| people.get(&id))),
        decided: decided.remove(&response.id),
        response,
        allowed,
    };
    Ok(found.into_iter().map(one).collect())
}

/// The name that may stand beside the words.
fn author(allowed: Publish, person: Option<&Person>) -> String {
    let name = person.and_then(|person| person.name.as_deref()).unwrap_or_default();
    let first = name.split_whitespace().next().unwrap_or_default();
    // An address in the place of a name is no first name.
    let shown = allowed == Publish::FirstName && !first.contains('@');
    if shown { first.chars().take(40).collect() } else { String::new() }
}

/// Publishes the words of an answer, or the part of them that was chosen.
pub fn publish(conn: &mut Conn, cx: &Cx, response: Id, chosen: &str, who: Id) -> Result<Testimonial, Error> {
    // Held until this is written: who erases it now waits, and takes these words along.
    let response = responses::lock(conn, cx.workspace, response)?.ok_or(Error::NotFound("answer"))?;
    let Some(allowed) = Versions::default().allowed(conn, &response)? else {
        return Err(Error::conflict("no_consent", "the customer does not agree that these words are published"));
    };
    let comment = response.comment.as_deref().unwrap_or_default();
    let words = excerpt(comment, chosen).filter(|words| words.chars().count() <= MAX_WORDS).ok_or_else(|| {
        let message = "must be the customer's own whole words, in their order, with … where something is left out, \
            at most 1,000 characters";
        Error::invalid("words", message)
    })?;
    let person = match response.person_id {
        Some(id) => people::find(conn, cx.workspace, id)?,
        None => None,
    };
    let before = testimonials::find(conn, cx.workspace, response.id)?;
    let row = Testimonial {
        workspace_id: cx.workspace,
        response_id: response.id,
        state: State::Published,
        author: author(allowed, person.as_ref()),
        words,
        decided_by: Some(who),
        created_at: before.map_or(cx.now, |before| before.created_at),
        updated_at: cx.now,
    };
    testimonials::save(conn, &row)?;
    audit::note(conn, cx, &who.to_string(), "testimonial.publish", &response.id.to_string())?;
    Ok(row)
}

/// Hides one again.
pub fn hide(conn: &mut Conn, cx: &Cx, response: Id, who: Id) -> Result<(), Error> {
    let row = testimonials::find(conn, cx.workspace, response)?.ok_or(Error::NotFound("testimonial"))?;
    let row = Testimonial { state: State::Hidden, decided_by: Some(who), updated_at: cx.now, ..row };
    testimonials::save(conn, &row)?;
    audit::note(conn, cx, &who.to_string(), "testimonial.hide", &response.to_string())
}

/// What everybody may read.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The newest first.
    pub testimonials: Vec<Testimonial>,
    /// Where the next page begins; none: that was all.
    pub next: Option<Id>,
}

/// One page of what is published, after one of them; each is looked at again: the consent may be gone, and so may the words.
pub fn shown(conn: &mut Conn, cx: &Cx, after: Option<Id>) -> Result<Shown, Error> {
    let mut place = match after {
        Some(id) => testimonials::find(conn, cx.workspace, id)?.map(|one| (one.created_at, one.response_id)),
        None => None,
    };
    if after.is_some() && place.is_none() {
        return Err(Error::invalid("after", "is no testimonial that was published"));
    }
    let (mut shown, mut versions) = (Shown::default(), Versions::default());
    let rows = testimonials::published(conn, cx.workspace, place, MOST_SHOWN)?;
    let read = rows.len() as i64;
    for row in rows {
        if shown.testimonials.len() == PAGE {
            shown.next = place.map(|(_, id)| id);
            return Ok(shown);
        }
        place = Some((row.created_at, row.response_id));
        let Some(response) = responses::find(conn, cx.workspace, row.response_id)? else { continue };
        let allowed = versions.allowed(conn, &response)?;
        let still = excerpt(response.comment.as_deref().unwrap_or_default(), &row.words);
        if let Some(allowed) = allowed.filter(|_| still.as_ref() == Some(&row.words)) {
            let author = if allowed == Publish::FirstName { row.author.clone() } else { String::new() };
            shown.testimonials.push(Testimonial { author, ..row });
        }
    }
    shown.next = place.map(|(_, id)| id).filter(|_| read == MOST_SHOWN);
    Ok(shown)
}
