//! Where the rows of an export come from: page by page, in an order in which each page begins where the last one ended.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Scope, What};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::suppress;
use crate::reporting::scan;
use crate::reporting::score::{day_end, day_start};
use crate::reporting::sheet::Record;
use crate::store::cases::Case;
use crate::store::people::Person;
use crate::store::responses::{Order, Response, evidence};
use crate::store::{Conn, Id, Time, cases, people, responses, surveys, users};

use super::dictionary::{CASE, PERSON, RESPONSE, fixed};
use super::rollups::Rollups;

/// So many rows are in memory at once.
const PAGE: i64 = 500;

/// The rows of one export, as far as they have been read.
#[derive(Clone, Debug)]
pub(super) enum Rows {
    /// Answers.
    Responses { filter: Box<responses::Filter>, keys: HashMap<i32, String> },
    /// Customers.
    People(people::Filter),
    /// Cases.
    Cases { filter: Box<cases::Filter>, keys: HashMap<i32, String>, members: HashMap<Id, String> },
    /// Counts by day.
    Rollups(Rollups),
}

impl Rows {
    /// All rows, from the first one.
    pub(super) fn begin(conn: &mut Conn, cx: &Cx, what: What, scope: &Scope) -> Result<Self, Error> {
        Ok(match what {
            What::Responses => Self::Responses { filter: Box::new(answers(scope)), keys: survey_keys(conn, cx)? },
            What::People => {
                Self::People(people::Filter { since: scope.since, until: scope.until, ..people::Filter::default() })
            }
            What::Cases => Self::Cases {
                filter: Box::new(cases::Filter { newest_first: true, ..cases::Filter::default() }),
                keys: survey_keys(conn, cx)?,
                members: users::members(conn, cx.workspace)?
                    .into_iter()
                    .map(|(user, _)| (user.id, user.email))
                    .collect(),
            },
            What::Rollups => Self::Rollups(Rollups::begin(conn, cx, scope)?),
        })
    }

    /// The next page; it may be empty although more follow. None: that was all.
    pub(super) fn page(&mut self, conn: &mut Conn, cx: &Cx, scope: &Scope) -> Result<Option<Vec<Record>>, Error> {
        match self {
            Self::Responses { filter, keys } => {
                let page = responses::list(conn, cx.workspace, filter, 0, PAGE)?;
                let Some(last) = page.last() else { return Ok(None) };
                filter.newer_than = Some((last.answered_at, last.id));
                let in_view = |row: &Response| scope.view.as_ref().is_none_or(|view| scan::belongs(view, row));
                let only = |row: &Response| scope.only.as_ref().is_none_or(|only| only.belongs(row));
                let answers = |row: &Response| {
                    scope.question.as_ref().is_none_or(|question| row.answers.0.number(question).is_some())
                };
                let belongs = |row: &Response| in_view(row) && only(row) && answers(row);
                let page: Vec<Response> = page.into_iter().filter(belongs).collect();
                let people = people_of(conn, cx, page.iter().filter_map(|row| row.person_id))?;
                let one = |row: Response| {
                    let person = row.person_id.and_then(|id| people.get(&id));
                    response(row, person, keys)
                };
                page.into_iter().map(one).collect::<Result<_, _>>().map(Some)
            }
            Self::People(filter) => {
                let page = people::list(conn, cx.workspace, filter, PAGE)?;
                let Some(last) = page.last() else { return Ok(None) };
                filter.after = Some((last.created_at, last.id));
                page.into_iter().map(|person| one_person(conn, cx, person)).collect::<Result<_, _>>().map(Some)
            }
            Self::Cases { filter, keys, members } => {
                let page = cases::list(conn, cx.workspace, filter, 0, PAGE)?;
                let Some(last) = page.last().filter(|_| page.iter().any(|case| !too_old(case, scope))) else {
                    return Ok(None);
                };
                filter.older_than = Some((last.opened_at, last.id));
                let people = people_of(conn, cx, page.iter().filter_map(|case| case.person_id))?;
                let mut records = Vec::new();
                for case in page {
                    let late = scope.until.is_some_and(|until| case.opened_at > until);
                    let other = scope.survey.is_some_and(|survey| case.survey_id != Some(survey));
                    if late || other || too_old(&case, scope) {
                        continue;
                    }
                    let answer = responses::named(conn, cx.workspace, case.response_id)?;
                    let person = case.person_id.and_then(|id| people.get(&id));
                    let assignee = case.assignee_id.and_then(|id| members.get(&id));
                    records.push(one_case(&case, answer.as_ref(), person, assignee, keys));
                }
                Ok(Some(records))
            }
            Self::Rollups(rollups) => rollups.page(conn, cx, scope),
        }
    }
}

fn too_old(case: &Case, scope: &Scope) -> bool {
    scope.since.is_some_and(|since| case.opened_at < since)
}

/// The answers of a scope, oldest first. Those of a view are those that it counts.
pub(super) fn answers(scope: &Scope) -> responses::Filter {
    let mut filter = responses::Filter {
        survey_id: scope.survey,
        since: scope.since,
        until: scope.until,
        order: Order::Oldest,
        ..responses::Filter::default()
    };
    if let Some(view) = &scope.view {
        let until = day_end(&view.workspace, view.days.1);
        filter.survey_id = Some(view.measure.row.id);
        filter.since = Some(day_start(&view.workspace, view.days.0));
        filter.until = Some(scope.until.map_or(until, |at| at.min(until)));
        filter.evidence = view.evidence;
        filter.counted_only = true;
    }
    filter
}

fn response(row: Response, person: Option<&Person>, keys: &HashMap<i32, String>) -> Result<Record, Error> {
    let answers = match serde_json::to_value(&row.answers).map_err(Error::internal)? {
        Value::Object(answers) => answers,
        _ => serde_json::Map::new(),
    };
    let values = [
        json!(row.id),
        json!(keys.get(&row.survey_id)),
        json!(row.score),
        json!(row.comment),
        json!(row.answered_at.rfc3339()),
        json!(row.updated_at.rfc3339()),
        json!(row.channel),
        json!(row.locale),
        json!(evidence::word(row.evidence)),
        json!(row.invited),
        json!(row.person_id),
        json!(person.map(|person| &person.email)),
        json!(person.map(|person| &person.phone)),
        json!(person.map(|person| &person.external_id)),
        json!(person.map(|person| &person.name)),
        json!(row.tags),
    ];
    let groups = vec![("answers", answers), ("properties", row.properties.0)];
    Ok(Record { fixed: fixed(&RESPONSE, values), groups })
}

fn one_person(conn: &mut Conn, cx: &Cx, person: Person) -> Result<Record, Error> {
    let standing = suppress::standing(conn, cx, &person)?;
    let values = [
        json!(person.id),
        json!(person.email),
        json!(person.phone),
        json!(person.external_id),
        json!(person.name),
        json!(person.locale),
        json!(person.timezone),
        json!(person.created_at.rfc3339()),
        json!(person.last_asked_at.map(Time::rfc3339)),
        json!(standing.unsubscribed),
        json!(standing.bounced),
    ];
    let groups = vec![("properties", person.properties.0)];
    Ok(Record { fixed: fixed(&PERSON, values), groups })
}

fn one_case(
    case: &Case,
    answer: Option<&Response>,
    person: Option<&Person>,
    assignee: Option<&String>,
    keys: &HashMap<i32, String>,
) -> Record {
    let values = [
        json!(case.number),
        json!(case.id),
        json!(case.state),
        json!(case.priority),
        json!(case.outcome),
        json!(case.survey_id.and_then(|id| keys.get(&id))),
        json!(answer.and_then(|answer| answer.score)),
        json!(answer.and_then(|answer| answer.comment.as_ref())),
        json!(person.map(|person| &person.email)),
        json!(person.map(|person| &person.phone)),
        json!(person.map(|person| &person.name)),
        json!(assignee),
        json!(case.team),
        json!(case.tapped_at.rfc3339()),
        json!(case.opened_at.rfc3339()),
        json!(case.due_at.rfc3339()),
        json!(case.claimed_at.map(Time::rfc3339)),
        json!(case.contacted_at.map(Time::rfc3339)),
        json!(case.resolved_at.map(Time::rfc3339)),
        json!(case.overdue_at.map(Time::rfc3339)),
        json!(case.response_id),
    ];
    Record { fixed: fixed(&CASE, values), groups: Vec::new() }
}

pub(super) fn survey_keys(conn: &mut Conn, cx: &Cx) -> Result<HashMap<i32, String>, Error> {
    Ok(surveys::list(conn, cx.workspace)?.into_iter().map(|row| (row.id, row.key)).collect())
}

fn people_of(conn: &mut Conn, cx: &Cx, ids: impl Iterator<Item = Id>) -> Result<HashMap<Id, Person>, Error> {
    let ids: Vec<Id> = ids.collect();
    Ok(people::list_by_ids(conn, cx.workspace, &ids)?.into_iter().map(|person| (person.id, person)).collect())
}
