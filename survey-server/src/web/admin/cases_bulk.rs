//! What is done with several cases at once: each by its own version, and a report of what was done and what was not.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use survey_core::recovery::{CaseStep, Outcome};

use super::case_step;
use super::error::{AdminResult, local};
use super::form::Form;
use super::frame::Room;
use super::member::Member;
use super::row;
use crate::error::Error;
use crate::recovery::case::{self, Act};
use crate::recovery::facts::{self, Facts};
use crate::recovery::merge::{self, Join};
use crate::store::cases::Case;
use crate::store::{Id, cases};
use crate::web::page::see_other;

/// Most cases at once: as many as a page of the inbox has.
const MOST: usize = 50;

/// What is to be done with each.
#[derive(Clone, Debug)]
enum Deed {
    Claim,
    Assign(Id),
    Tag(String),
    Resolve(Outcome),
    Merge,
}

/// A case that was ticked, as it was on the screen.
#[derive(Clone, Copy, Debug)]
struct Ticked {
    id: Id,
    version: i32,
}

#[derive(Serialize)]
struct Report {
    back: String,
    deed: &'static str,
    done: usize,
    missed_count: usize,
    problem: Option<String>,
    missed: Vec<Missed>,
}

/// A case with which it was not done, and why.
#[derive(Serialize)]
struct Missed {
    number: i32,
    href: String,
    why: String,
}

/// POST /admin/cases/bulk
pub async fn send(member: Member, form: Form) -> AdminResult {
    let back = local(&form.text("back")).to_owned();
    let ticked: Vec<Ticked> = form.all("case").iter().filter_map(|text| ticked(text)).take(MOST).collect();
    if ticked.is_empty() {
        return Ok(member.done(&back, "not-cases-ticked"));
    }
    let (word, deed) = match deed(&member, &form).await? {
        Ok(found) => found,
        Err(problem) => {
            let report =
                Report { back, deed: "claim", done: 0, missed_count: 0, problem: Some(problem), missed: Vec::new() };
            return member.page(Room::Cases, "cases_bulk", StatusCode::UNPROCESSABLE_ENTITY, &report).await;
        }
    };
    let (done, missed) = match deed {
        Deed::Merge => merge_all(&member, &ticked).await?,
        deed => each(&member, &ticked, &deed, note(&form).as_ref()).await?,
    };
    if missed.is_empty() && done > 0 {
        return Ok(member.done(&back, "cases-done"));
    }
    let report = Report { back, deed: word, done, missed_count: missed.len(), problem: None, missed };
    member.page(Room::Cases, "cases_bulk", StatusCode::OK, &report).await
}

/// GET /admin/cases/bulk: somebody loads the report again, or comes back to it.
pub async fn show(_member: Member) -> AdminResult {
    Ok(see_other("/admin/cases"))
}

fn ticked(text: &str) -> Option<Ticked> {
    let (id, version) = text.split_once(':')?;
    Some(Ticked { id: id.parse().ok()?, version: version.parse().ok()? })
}

fn note(form: &Form) -> Option<String> {
    Some(form.text("note").chars().take(case_step::MAX_NOTE).collect::<String>()).filter(|note| !note.is_empty())
}

/// What the button says; a sentence when something is missing for it.
async fn deed(member: &Member, form: &Form) -> Result<Result<(&'static str, Deed), String>, Error> {
    let missing = |field: &str| member.reader.text("bulk-missing", &[("field", field.into())]);
    Ok(match form.text("do").as_str() {
        "claim" => Ok(("claim", Deed::Claim)),
        "merge" => Ok(("merge", Deed::Merge)),
        "tag" => match form.text("tag") {
            tag if tag.is_empty() => Err(missing("tag")?),
            tag => Ok(("tag", Deed::Tag(tag))),
        },
        "resolve" => match serde_json::from_value(Value::from(form.text("outcome"))) {
            Ok(outcome) => Ok(("resolve", Deed::Resolve(outcome))),
            Err(_none_chosen) => Err(missing("outcome")?),
        },
        _ => {
            let user: Option<Id> = form.text("user").parse().ok();
            let known = member.read(row::member_names).await?;
            match user.filter(|user| known.contains_key(user)) {
                Some(user) => Ok(("assign", Deed::Assign(user))),
                None => Err(missing("user")?),
            }
        }
    })
}

/// Each in a transaction of its own: one that was changed meanwhile keeps none of the others.
async fn each(
    member: &Member,
    ticked: &[Ticked],
    deed: &Deed,
    note: Option<&String>,
) -> Result<(usize, Vec<Missed>), Error> {
    let (mut done, mut missed) = (0, Vec::new());
    for one in ticked.iter().copied() {
        let (deed, note, actor, me) = (deed.clone(), note.cloned(), member.actor(), member.who.user.id);
        let step = move |step: CaseStep, assignee: Option<Id>, outcome: Option<Outcome>| Act {
            step,
            assignee,
            actor,
            outcome,
            note,
            version: Some(one.version),
        };
        let finished = member
            .write(move |conn, cx| match deed {
                Deed::Claim => case::act(conn, cx, one.id, &step(CaseStep::Claim, Some(me), None)),
                Deed::Assign(user) => case::act(conn, cx, one.id, &step(CaseStep::Assign, Some(user), None)),
                Deed::Resolve(outcome) => case::act(conn, cx, one.id, &step(CaseStep::Resolve, None, Some(outcome))),
                Deed::Tag(tag) => {
                    let facts = Facts { tag: Some(tag), ..Facts::default() };
                    facts::set(conn, cx, one.id, &facts, Some(one.version), &me.to_string())
                }
                Deed::Merge => cases::load(conn, cx.workspace, one.id),
            })
            .await;
        match finished {
            Ok(_) => done += 1,
            Err(error) => missed.push(miss(member, one.id, error).await?),
        }
    }
    Ok((done, missed))
}

/// Of every customer the oldest of the ticked cases goes on, and the others are joined to it.
async fn merge_all(member: &Member, ticked: &[Ticked]) -> Result<(usize, Vec<Missed>), Error> {
    let ids: Vec<Ticked> = ticked.to_vec();
    let found: Vec<(Case, i32)> = member
        .read(move |conn, cx| {
            let one = |one: &Ticked| Ok((cases::load(conn, cx.workspace, one.id)?, one.version));
            ids.iter().map(one).collect()
        })
        .await?;
    let mut by_person: BTreeMap<Option<Id>, Vec<(Case, i32)>> = BTreeMap::new();
    for (case, version) in found {
        by_person.entry(case.person_id).or_default().push((case, version));
    }
    let (mut done, mut missed) = (0, Vec::new());
    for (person, mut group) in by_person {
        group.sort_by_key(|(case, _)| (case.opened_at, case.id));
        let mut group = group.into_iter();
        let Some((first, _)) = group.next() else { continue };
        if person.is_none() || group.len() == 0 {
            let alone = std::iter::once(first).chain(group.map(|(case, _)| case));
            for case in alone {
                missed.push(missed_case(&case, member.reader.text("bulk-alone", &[])?));
            }
            continue;
        }
        for (case, version) in group {
            let actor = member.actor();
            let join = Join { into: first.id, version: Some(version), actor, note: None, other_person: false };
            match member.write(move |conn, cx| merge::merge(conn, cx, case.id, &join)).await {
                Ok(_) => done += 1,
                Err(error) => missed.push(miss(member, case.id, error).await?),
            }
        }
    }
    Ok((done, missed))
}

/// Why it was not done with a case; errors that are not about the case end everything.
async fn miss(member: &Member, id: Id, error: Error) -> Result<Missed, Error> {
    let why = match error {
        Error::Conflict { .. } => case_step::latest(member, id).await?,
        Error::Invalid(problems) => problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; "),
        error => return Err(error),
    };
    let case = member.read(move |conn, cx| cases::load(conn, cx.workspace, id)).await?;
    Ok(missed_case(&case, why))
}

fn missed_case(case: &Case, why: String) -> Missed {
    Missed { number: case.number, href: format!("/admin/cases/{}", case.id), why }
}
