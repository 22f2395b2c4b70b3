//! Customers' words for everybody: who allowed it, which words, taken back at once.
//!
//! The consent is part of the answer, so it is looked at each time words are shown: whatever changes an answer (an amendment,
//! a program, contradiction, retention, erasure) takes them away without knowing of testimonials. The job that follows the
//! answers for the index of comments lets go of the kept words too; that they were taken back, and when, stays.

use std::collections::{BTreeMap, HashMap, HashSet};

use survey_core::response::{excerpt, publishable};
use survey_core::survey::{Publish, QuestionKind, Survey};

use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::comments::pending::pending;
use crate::store::comments::{self, Among, Place};
use crate::store::people::Person;
use crate::store::responses::{self, Response, evidence};
use crate::store::testimonials::{self, State, Testimonial};
use crate::store::{Conn, Id, Time, audit, people, surveys};

/// So many are shown at once.
pub const PAGE: usize = 20;
/// So many decisions one page reads at most: those whose consent is gone are not shown.
const MOST_SHOWN: i64 = 100;
/// So many answers one look for candidates reads at most.
const MOST_LOOKED: usize = 1_000;
/// So many are read at once.
const READ: i64 = 100;
/// So many versions of a survey are asked whether they asked for the consent.
const VERSIONS: i32 = 20;
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
    pub next: Option<Place>,
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

    /// An answer with words that may be published.
    fn candidate(&mut self, conn: &mut Conn, response: Response) -> Result<Option<(Response, Publish)>, Error> {
        let speaks = response.comment.as_deref().is_some_and(|comment| !comment.trim().is_empty());
        let allowed = if speaks { self.allowed(conn, &response)? } else { None };
        Ok(allowed.map(|allowed| (response, allowed)))
    }

    /// What of a testimonial still stands: the consent, and the words in what the customer says now.
    fn stands(&mut self, conn: &mut Conn, response: &Response, row: &Testimonial) -> Result<Option<Publish>, Error> {
        let allowed = self.allowed(conn, response)?;
        let still = excerpt(response.comment.as_deref().unwrap_or_default(), &row.words);
        Ok(allowed.filter(|_| still.as_ref() == Some(&row.words)))
    }
}

/// The surveys that ask their customers for the consent, or did.
pub fn asking(conn: &mut Conn, cx: &Cx) -> Result<Vec<i32>, Error> {
    let mut asking = Vec::new();
    let asks = |kind: &QuestionKind| matches!(kind, QuestionKind::Consent(consent) if consent.publish.is_some());
    for row in surveys::list(conn, cx.workspace)? {
        for version in (1..=row.version).rev().take(usize::try_from(VERSIONS).unwrap_or(1)) {
            let survey = cx.site.kept.survey(conn, cx.workspace, row.id, version)?;
            if survey.questions().iter().any(|question| asks(&question.kind)) {
                asking.push(row.id);
                break;
            }
        }
    }
    Ok(asking)
}

/// Before all comments.
const TOP: Place = (i32::MAX, i64::MAX);

/// Looks for candidates among the newest comments to surveys that ask for the consent, or among those after a place. Read by
/// the index of comments; what is not in it yet comes first.
pub fn candidates(conn: &mut Conn, cx: &Cx, asking: &[i32], after: Option<Place>) -> Result<Candidates, Error> {
    let (mut versions, mut found, mut looked) = (Versions::default(), Vec::new(), 0);
    let (mut seen, mut place) = (HashSet::new(), after);
    if after.is_none() && !asking.is_empty() {
        for response in pending(conn, cx)?.answers {
            seen.insert(response.id);
            found.extend(versions.candidate(conn, response)?);
        }
        found.sort_by_key(|(response, _)| std::cmp::Reverse((response.answered_at, response.id)));
    }
    loop {
        let mut page = Vec::new();
        for survey in asking {
            let among = Among { survey: Some(*survey), days: (i32::MIN, i32::MAX), after: place };
            page.extend(comments::newest(conn, cx.workspace, &among, READ)?);
        }
        page.sort_by_key(|one| std::cmp::Reverse(one.place()));
        page.truncate(usize::try_from(READ).unwrap_or_default());
        if page.is_empty() {
            return Ok(Candidates { found: complete(conn, cx, found)?, next: None });
        }
        let ids: Vec<Id> = page.iter().map(|one| one.response_id).collect();
        let mut rows: HashMap<Id, Response> =
            responses::list_by_ids(conn, cx.workspace, &ids)?.into_iter().map(|row| (row.id, row)).collect();
        for one in page {
            if found.len() >= PAGE || looked >= MOST_LOOKED {
                return Ok(Candidates { found: complete(conn, cx, found)?, next: place.or(Some(TOP)) });
            }
            (place, looked) = (Some(one.place()), looked + 1);
            if seen.insert(one.response_id)
                && let Some(response) = rows.remove(&one.response_id)
            {
                found.extend(versions.candidate(conn, response)?);
            }
        }
    }
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

/// Testimonials of these answers that stand no more: the consent was taken back, or the words are no longer the customer's.
pub fn withdrawn(conn: &mut Conn, cx: &Cx, answers: &[Response]) -> Result<Vec<Id>, Error> {
    let ids: Vec<Id> = answers.iter().map(|row| row.id).collect();
    let (mut versions, mut withdrawn) = (Versions::default(), Vec::new());
    for row in testimonials::of_responses(conn, cx.workspace, &ids)? {
        let Some(response) = answers.iter().find(|answer| answer.id == row.response_id) else { continue };
        if row.state != State::Withdrawn && versions.stands(conn, response, &row)?.is_none() {
            withdrawn.push(row.response_id);
        }
    }
    Ok(withdrawn)
}

/// Lets go of the words of testimonials that stand no more: that they were taken back, and when, stays.
pub fn let_go(conn: &mut Conn, cx: &Cx, ids: &[Id]) -> Result<(), Error> {
    let mut versions = Versions::default();
    // Held until this is written: who changes or publishes one now waits.
    for response in responses::lock_all(conn, cx.workspace, ids)? {
        let Some(row) = testimonials::find(conn, cx.workspace, response.id)? else { continue };
        if row.state != State::Withdrawn && versions.stands(conn, &response, &row)?.is_none() {
            let gone = Testimonial {
                state: State::Withdrawn,
                words: String::new(),
                author: String::new(),
                updated_at: cx.now,
                ..row
            };
            testimonials::save(conn, &gone)?;
        }
    }
    Ok(())
}

/// What a testimonial is called in public: nothing leads from it to the answer.
fn public_id(cx: &Cx, response: Id) -> String {
    cx.keys().cookie_mac(&format!("testimonial/{}/{response}", cx.workspace)).chars().take(16).collect()
}

/// A testimonial as everybody may read it.
#[derive(Clone, Debug)]
pub struct Public {
    /// What it is called.
    pub id: String,
    /// The name beside it; empty: none.
    pub author: String,
    /// The customer's own words.
    pub words: String,
    /// When they were published.
    pub at: Time,
}

/// What everybody may read.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The newest first.
    pub testimonials: Vec<Public>,
    /// Where the next page begins, as [`shown`] takes it; none: that was all.
    pub next: Option<String>,
}

/// One page of what is published, after a place; each is looked at again: the consent may be gone, and so may the words.
pub fn shown(conn: &mut Conn, cx: &Cx, after: Option<&str>) -> Result<Shown, Error> {
    let mut place = match after {
        Some(cursor) => Some(opened(conn, cx, cursor)?),
        None => None,
    };
    let cursor = |(at, id): (Time, Id)| format!("{:x}-{}", at.0, public_id(cx, id));
    let (mut shown, mut versions) = (Shown::default(), Versions::default());
    let rows = testimonials::published(conn, cx.workspace, place, MOST_SHOWN)?;
    let read = rows.len() as i64;
    for row in rows {
        if shown.testimonials.len() == PAGE {
            shown.next = place.map(cursor);
            return Ok(shown);
        }
        place = Some((row.created_at, row.response_id));
        let Some(response) = responses::find(conn, cx.workspace, row.response_id)? else { continue };
        if let Some(allowed) = versions.stands(conn, &response, &row)? {
            let author = if allowed == Publish::FirstName { row.author } else { String::new() };
            let id = public_id(cx, row.response_id);
            shown.testimonials.push(Public { id, author, words: row.words, at: row.created_at });
        }
    }
    shown.next = place.map(cursor).filter(|_| read == MOST_SHOWN);
    Ok(shown)
}

/// The place that a cursor means. Of one whose testimonial is gone, the moment alone is left.
fn opened(conn: &mut Conn, cx: &Cx, cursor: &str) -> Result<(Time, Id), Error> {
    let wrong = || Error::invalid("after", "must be taken from `next`");
    let (at, id) = cursor.split_once('-').ok_or_else(wrong)?;
    let at = Time(i64::from_str_radix(at, 16).map_err(|_no_number| wrong())?);
    let known = testimonials::made_at(conn, cx.workspace, at)?;
    Ok((at, known.into_iter().find(|known| public_id(cx, *known) == id).unwrap_or_default()))
}
