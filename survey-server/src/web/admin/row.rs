//! Answers and cases as lines of a list, the same on every page.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Serialize;
use survey_core::property;

use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::score::{self, Measure};
use crate::store::cases::{self, Case};
use crate::store::people::{self, Person};
use crate::store::responses::{self, Response, evidence};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, surveys, users};

/// One answer in a list.
#[derive(Debug, Serialize)]
pub struct ResponseRow {
    id: Id,
    href: String,
    score: Option<String>,
    category: &'static str,
    person: Option<String>,
    comment: Option<String>,
    at: Time,
    survey: String,
    about: Option<String>,
    evidence: &'static str,
    case: Option<CaseLink>,
}

/// The case of an answer.
#[derive(Debug, Serialize)]
pub struct CaseLink {
    /// Its page.
    pub href: String,
    /// `resolved` for every case that is over.
    pub state: String,
}

/// One case in a list.
#[derive(Debug, Serialize)]
pub struct CaseRow {
    id: Id,
    href: String,
    score: Option<String>,
    category: &'static str,
    person: String,
    summary: Option<String>,
    opened_at: Time,
    due: Option<Due>,
    owner: Option<String>,
    state: String,
    priority: String,
    pressing: bool,
    origin: String,
    about: Option<String>,
    may_claim: bool,
    number: i32,
    team: Option<String>,
    tags: Vec<String>,
    /// What ticks it: its id and its version; none where nothing is done with several at once.
    tick: Option<String>,
}

/// The next deadline of a case.
#[derive(Debug, Serialize)]
pub struct Due {
    at: Time,
    minutes: i64,
    late: bool,
    what: &'static str,
}

/// When a case's next step is due; nothing for one that is over.
pub fn due(case: &Case, now: Time) -> Option<Due> {
    if !case.is_open() {
        return None;
    }
    let (at, what) =
        if case.contacted_at.is_none() { (case.due_at, "contact") } else { (case.resolve_due_at, "resolve") };
    Some(Due { at, minutes: (at.0 - now.0).abs() / 60_000, late: at < now, what })
}

/// Whether somebody should look at it before the others.
pub fn is_pressing(case: &Case) -> bool {
    matches!(case.priority.as_str(), "high" | "urgent")
}

/// How a person is called on a page.
pub fn called(person: &Person) -> Option<&str> {
    [&person.name, &person.email, &person.phone, &person.external_id].into_iter().find_map(|word| word.as_deref())
}

/// The names of the members.
pub fn member_names(conn: &mut Conn, cx: &Cx) -> Result<HashMap<Id, String>, Error> {
    let members = users::members(conn, cx.workspace)?;
    let name = |user: users::User| (user.id, if user.name.is_empty() { user.email } else { user.name });
    Ok(members.into_iter().map(|(user, _)| name(user)).collect())
}

/// Makes lines out of rows: what they point at is read once for all of them.
pub struct Rows<'a> {
    workspace: &'a Workspace,
    /// What a customer without a name is called.
    anonymous: &'a str,
    surveys: HashMap<i32, (String, Option<Measure>)>,
    people: HashMap<Id, Person>,
    selectable: bool,
}

impl<'a> Rows<'a> {
    /// With nothing read yet.
    pub fn new(workspace: &'a Workspace, anonymous: &'a str) -> Self {
        Rows { workspace, anonymous, surveys: HashMap::new(), people: HashMap::new(), selectable: false }
    }

    /// Whether cases can be ticked, to do something with several at once.
    #[must_use]
    pub fn selectable(self, selectable: bool) -> Self {
        Rows { selectable, ..self }
    }

    /// Answers.
    pub fn responses(&mut self, conn: &mut Conn, cx: &Cx, rows: &[Response]) -> Result<Vec<ResponseRow>, Error> {
        self.read(conn, cx, rows)?;
        let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
        let cases = cases::list_by_responses(conn, cx.workspace, &ids)?;
        Ok(rows.iter().map(|row| self.response(row, &cases)).collect())
    }

    fn response(&self, row: &Response, cases: &[Case]) -> ResponseRow {
        let case = cases.iter().find(|case| case.response_id == Some(row.id)).map(case_link);
        ResponseRow {
            id: row.id,
            href: format!("/admin/responses/{}", row.id),
            score: row.score.map(|score| score.to_string()),
            category: self.category(row),
            person: row.person_id.and_then(|id| self.people.get(&id)).and_then(called).map(str::to_owned),
            comment: row.comment.clone(),
            at: row.answered_at,
            survey: self.surveys.get(&row.survey_id).map(|(name, _)| name.clone()).unwrap_or_default(),
            about: self.about(row),
            evidence: evidence::word(row.evidence),
            case,
        }
    }

    /// Cases.
    pub fn cases(&mut self, conn: &mut Conn, cx: &Cx, rows: &[Case], may_claim: bool) -> Result<Vec<CaseRow>, Error> {
        let ids: Vec<Id> = rows.iter().filter_map(|case| case.response_id).collect();
        let answers = responses::list_by_ids(conn, cx.workspace, &ids)?;
        self.read(conn, cx, &answers)?;
        let people: Vec<Id> = rows.iter().filter_map(|case| case.person_id).collect();
        self.read_people(conn, cx, people)?;
        let names = member_names(conn, cx)?;
        let silent: Vec<Id> = rows.iter().filter(|case| case.response_id.is_none()).map(|case| case.id).collect();
        let mut told = cases::first_notes(conn, cx.workspace, &silent)?;
        let answers: HashMap<Id, Response> = answers.into_iter().map(|answer| (answer.id, answer)).collect();
        Ok(rows
            .iter()
            .map(|case| {
                let answer = case.response_id.and_then(|id| answers.get(&id));
                let owner = case.assignee_id.and_then(|id| names.get(&id)).cloned();
                let mut row = self.case(case, answer, owner, cx.now, may_claim);
                row.summary = row.summary.or_else(|| told.remove(&case.id));
                row
            })
            .collect())
    }

    fn case(&self, case: &Case, answer: Option<&Response>, owner: Option<String>, now: Time, may: bool) -> CaseRow {
        let person = case.person_id.and_then(|id| self.people.get(&id)).and_then(called).unwrap_or(self.anonymous);
        CaseRow {
            id: case.id,
            href: format!("/admin/cases/{}", case.id),
            score: answer.and_then(|answer| answer.score).map(|score| score.to_string()),
            category: answer.map_or("none", |answer| self.category(answer)),
            person: person.to_owned(),
            summary: answer.and_then(|answer| answer.comment.clone()),
            opened_at: case.opened_at,
            due: due(case, now),
            owner,
            state: case.state.clone(),
            priority: case.priority.clone(),
            pressing: is_pressing(case),
            origin: case.origin.clone(),
            about: answer.and_then(|answer| self.about(answer)),
            may_claim: may && case.state == "open",
            number: case.number,
            team: case.team.clone(),
            tags: case.tags.0.clone(),
            tick: self.selectable.then(|| format!("{}:{}", case.id, case.version)),
        }
    }

    fn read(&mut self, conn: &mut Conn, cx: &Cx, rows: &[Response]) -> Result<(), Error> {
        for row in rows {
            if let Entry::Vacant(place) = self.surveys.entry(row.survey_id) {
                let survey = surveys::load(conn, cx.workspace, row.survey_id)?;
                let name = survey.name.clone();
                // A survey may have no scored question: its answers have no category then.
                let measure = score::measure(conn, survey).ok();
                place.insert((name, measure));
            }
        }
        self.read_people(conn, cx, rows.iter().filter_map(|row| row.person_id).collect())
    }

    fn read_people(&mut self, conn: &mut Conn, cx: &Cx, mut ids: Vec<Id>) -> Result<(), Error> {
        ids.retain(|id| !self.people.contains_key(id));
        let found = people::list_by_ids(conn, cx.workspace, &ids)?;
        self.people.extend(found.into_iter().map(|person| (person.id, person)));
        Ok(())
    }

    /// What an answer counts as.
    pub fn category(&self, row: &Response) -> &'static str {
        let measure = self.surveys.get(&row.survey_id).and_then(|(_, measure)| measure.as_ref());
        measure.zip(row.score).map_or("none", |(measure, score)| measure.category(score.into()))
    }

    /// What it was about, in a few words: the order, and the first of the properties that reports are cut by.
    fn about(&self, row: &Response) -> Option<String> {
        let dimensions = self.workspace.settings.0.dimensions.iter().map(String::as_str);
        let words: Vec<String> = ["order", "order_id", "order.number"]
            .into_iter()
            .chain(dimensions)
            .filter_map(|name| match property(&row.properties.0, name)? {
                serde_json::Value::String(text) if !text.is_empty() => Some(text.clone()),
                serde_json::Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
            .take(2)
            .collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// The link to a case.
pub fn case_link(case: &Case) -> CaseLink {
    let state = if case.is_open() { case.state.clone() } else { "resolved".to_owned() };
    CaseLink { href: format!("/admin/cases/{}", case.id), state }
}
