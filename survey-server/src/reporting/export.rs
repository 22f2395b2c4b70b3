//! Everything of one kind, for a spreadsheet or another program: read page by page, written as it is read.

use std::collections::HashMap;
use std::io::Write;

use serde_json::{Value, json};

use super::sheet::{CsvSheet, GroupNames, Record};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::suppress;
use crate::store::cases::Case;
use crate::store::people::Person;
use crate::store::responses::{Order, Response, evidence};
use crate::store::{Conn, Id, Time, cases, people, responses, surveys, users};

/// So many rows are in memory at once.
const PAGE: i64 = 500;

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Answers.
    Responses,
    /// Customers.
    People,
    /// Cases.
    Cases,
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With a heading; safe to open in a spreadsheet.
    Csv,
    /// An array with one object a line.
    Json,
}

/// Which rows: answers by when they were given, people by when they were added, cases by when they were opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope {
    /// At or after.
    pub since: Option<Time>,
    /// At or before.
    pub until: Option<Time>,
    /// Only of this survey.
    pub survey: Option<i32>,
}

/// Writes all rows and returns how many there were.
pub fn write(
    conn: &mut Conn,
    cx: &Cx,
    what: What,
    format: Format,
    scope: Scope,
    out: &mut dyn Write,
) -> Result<u64, Error> {
    // Both passes of a CSV see the same rows: what comes meanwhile is left for the next export.
    let scope = Scope { until: Some(scope.until.unwrap_or(cx.now)), ..scope };
    let mut count = 0;
    match format {
        Format::Json => {
            out.write_all(b"[").map_err(Error::internal)?;
            each(conn, cx, what, scope, &mut |record| {
                let separator: &[u8] = if count == 0 { b"\n" } else { b",\n" };
                count += 1;
                out.write_all(separator).map_err(Error::internal)?;
                serde_json::to_writer(&mut *out, &record.into_json()).map_err(Error::internal)
            })?;
            out.write_all(b"\n]\n").map_err(Error::internal)?;
        }
        Format::Csv => {
            let mut names = GroupNames::default();
            each(conn, cx, what, scope, &mut |record| {
                names.note(&record);
                Ok(())
            })?;
            let mut sheet = CsvSheet::new(&mut *out, columns(what), names)?;
            each(conn, cx, what, scope, &mut |record| {
                count += 1;
                sheet.write(&record)
            })?;
            sheet.finish()?;
        }
    }
    out.flush().map_err(Error::internal)?;
    Ok(count)
}

fn columns(what: What) -> &'static [&'static str] {
    match what {
        What::Responses => &RESPONSE,
        What::People => &PERSON,
        What::Cases => &CASE,
    }
}

type Each<'a> = dyn FnMut(Record) -> Result<(), Error> + 'a;

fn each(conn: &mut Conn, cx: &Cx, what: What, scope: Scope, to: &mut Each<'_>) -> Result<(), Error> {
    match what {
        What::Responses => each_response(conn, cx, scope, to),
        What::People => each_person(conn, cx, scope, to),
        What::Cases => each_case(conn, cx, scope, to),
    }
}

const RESPONSE: [&str; 16] = [
    "id",
    "survey",
    "score",
    "comment",
    "answered_at",
    "updated_at",
    "channel",
    "language",
    "evidence",
    "invited",
    "person_id",
    "email",
    "phone_number",
    "external_id",
    "name",
    "tags",
];

fn each_response(conn: &mut Conn, cx: &Cx, scope: Scope, to: &mut Each<'_>) -> Result<(), Error> {
    let keys = survey_keys(conn, cx)?;
    let mut filter = responses::Filter {
        survey_id: scope.survey,
        since: scope.since,
        until: scope.until,
        order: Order::Oldest,
        ..responses::Filter::default()
    };
    loop {
        let page = responses::list(conn, cx.workspace, &filter, 0, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        filter.newer_than = Some((last.answered_at, last.id));
        let people = people_of(conn, cx, page.iter().filter_map(|row| row.person_id))?;
        for row in page {
            let person = row.person_id.and_then(|id| people.get(&id));
            to(response(row, person, &keys)?)?;
        }
    }
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
    Ok(Record { fixed: RESPONSE.into_iter().zip(values).collect(), groups })
}

const PERSON: [&str; 11] = [
    "id",
    "email",
    "phone_number",
    "external_id",
    "name",
    "locale",
    "timezone",
    "created_at",
    "last_asked_at",
    "unsubscribed",
    "bounced",
];

fn each_person(conn: &mut Conn, cx: &Cx, scope: Scope, to: &mut Each<'_>) -> Result<(), Error> {
    let mut filter = people::Filter { since: scope.since, until: scope.until, ..people::Filter::default() };
    loop {
        let page = people::list(conn, cx.workspace, &filter, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        filter.after = Some((last.created_at, last.id));
        for person in page {
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
            to(Record { fixed: PERSON.into_iter().zip(values).collect(), groups })?;
        }
    }
}

const CASE: [&str; 21] = [
    "number",
    "id",
    "state",
    "priority",
    "outcome",
    "survey",
    "score",
    "comment",
    "email",
    "phone_number",
    "name",
    "assignee",
    "team",
    "tapped_at",
    "opened_at",
    "due_at",
    "claimed_at",
    "contacted_at",
    "resolved_at",
    "overdue_at",
    "response_id",
];

fn each_case(conn: &mut Conn, cx: &Cx, scope: Scope, to: &mut Each<'_>) -> Result<(), Error> {
    let keys = survey_keys(conn, cx)?;
    let members: HashMap<Id, String> =
        users::members(conn, cx.workspace)?.into_iter().map(|(user, _)| (user.id, user.email)).collect();
    let mut filter = cases::Filter { newest_first: true, ..cases::Filter::default() };
    loop {
        let page = cases::list(conn, cx.workspace, &filter, 0, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        filter.older_than = Some((last.opened_at, last.id));
        let people = people_of(conn, cx, page.iter().filter_map(|case| case.person_id))?;
        for case in page {
            if scope.since.is_some_and(|since| case.opened_at < since) {
                return Ok(());
            }
            let late = scope.until.is_some_and(|until| case.opened_at > until);
            if late || scope.survey.is_some_and(|survey| case.survey_id != Some(survey)) {
                continue;
            }
            let answer = responses::named(conn, cx.workspace, case.response_id)?;
            let person = case.person_id.and_then(|id| people.get(&id));
            let assignee = case.assignee_id.and_then(|id| members.get(&id));
            to(one_case(&case, answer.as_ref(), person, assignee, &keys))?;
        }
    }
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
    Record { fixed: CASE.into_iter().zip(values).collect(), groups: Vec::new() }
}

fn survey_keys(conn: &mut Conn, cx: &Cx) -> Result<HashMap<i32, String>, Error> {
    Ok(surveys::list(conn, cx.workspace)?.into_iter().map(|row| (row.id, row.key)).collect())
}

fn people_of(conn: &mut Conn, cx: &Cx, ids: impl Iterator<Item = Id>) -> Result<HashMap<Id, Person>, Error> {
    let ids: Vec<Id> = ids.collect();
    Ok(people::list_by_ids(conn, cx.workspace, &ids)?.into_iter().map(|person| (person.id, person)).collect())
}
