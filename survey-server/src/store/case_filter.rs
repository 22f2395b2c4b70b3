//! Which cases a list shows, and in which order.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::cases::{Case, OPEN_STATES};
use super::conn::MultiBackend;
use super::people::like_pattern;
use super::schema::{cases, events, responses, team_members};
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// Which cases to list. What is empty or none does not narrow.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those in these states; none: all.
    pub states: Option<Vec<String>>,
    /// Only those of this member.
    pub assignee_id: Option<Id>,
    /// Only unclaimed ones.
    pub unclaimed: bool,
    /// Only those whose deadline was before.
    pub due_before: Option<Time>,
    /// Only of this person.
    pub person_id: Option<Id>,
    /// Newest first instead of by deadline.
    pub newest_first: bool,
    /// Continue after this place of the newest first.
    pub older_than: Option<(Time, Id)>,
    /// Only those whose next deadline, contact or solution, was before.
    pub overdue_at: Option<Time>,
    /// Only those that words find.
    pub about: Option<About>,
    /// Only of these teams.
    pub teams: Option<Vec<String>>,
    /// Only of these priorities.
    pub priorities: Vec<String>,
    /// Only of these kinds.
    pub kinds: Vec<String>,
    /// Only those that came of this root cause.
    pub cause: Option<String>,
    /// Only those with this tag.
    pub tag: Option<String>,
    /// Only those of answers to this survey.
    pub survey_id: Option<i32>,
    /// Only those whose answer or purchase has this property: its name and its value.
    pub property: Option<(String, String)>,
}

/// What words find: answers, people, a case's own number.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Answers that have them.
    pub answers: Vec<Id>,
    /// People who are called so.
    pub people: Vec<Id>,
    /// The number that they are.
    pub number: Option<i32>,
}

impl Filter {
    /// The cases that somebody works on or should.
    pub fn open() -> Self {
        Filter { states: Some(OPEN_STATES.map(str::to_owned).to_vec()), ..Filter::default() }
    }

    /// The open cases whose next deadline has passed, and that do not wait for the customer.
    pub fn overdue(now: Time) -> Self {
        let states = OPEN_STATES.iter().filter(|state| **state != "waiting").map(|state| (*state).to_owned()).collect();
        Filter { states: Some(states), overdue_at: Some(now), ..Filter::default() }
    }
}

/// One page of cases: by their next deadline, which is the first contact and after it the solution, or newest first.
pub fn list(
    conn: &mut Conn,
    workspace: WorkspaceId,
    filter: &Filter,
    offset: i64,
    limit: i64,
) -> Result<Vec<Case>, Error> {
    let query = filtered(workspace, filter);
    let query = if filter.newest_first {
        query.order((cases::opened_at.desc(), cases::id.desc()))
    } else {
        let next =
            diesel::dsl::case_when(cases::contacted_at.is_null(), cases::due_at).otherwise(cases::resolve_due_at);
        query.order((next.asc(), cases::id.asc()))
    };
    Ok(query.offset(offset).limit(limit).select(Case::as_select()).load(conn)?)
}

/// How many cases a filter finds.
pub fn count_where(conn: &mut Conn, workspace: WorkspaceId, filter: &Filter) -> Result<i64, Error> {
    Ok(filtered(workspace, filter).count().get_result(conn)?)
}

fn filtered(workspace: WorkspaceId, filter: &Filter) -> cases::BoxedQuery<'_, MultiBackend> {
    let mut query = cases::table.filter(cases::workspace_id.eq(workspace)).into_boxed();
    if let Some(states) = &filter.states {
        query = query.filter(cases::state.eq_any(states.clone()));
    }
    if let Some(assignee) = filter.assignee_id {
        query = query.filter(cases::assignee_id.eq(assignee));
    }
    if filter.unclaimed {
        query = query.filter(cases::assignee_id.is_null());
    }
    if let Some(before) = filter.due_before {
        query = query.filter(cases::due_at.lt(before)).filter(cases::contacted_at.is_null());
    }
    if let Some(person) = filter.person_id {
        query = query.filter(cases::person_id.eq(person));
    }
    if let Some((at, id)) = filter.older_than {
        query = query.filter(cases::opened_at.lt(at).or(cases::opened_at.eq(at).and(cases::id.lt(id))));
    }
    if let Some(at) = filter.overdue_at {
        let contact_late = cases::contacted_at.is_null().and(cases::due_at.lt(at));
        query = query.filter(contact_late.or(cases::contacted_at.is_not_null().and(cases::resolve_due_at.lt(at))));
    }
    if let Some(About { answers, people, number }) = &filter.about {
        let found = cases::response_id.eq_any(answers).or(cases::person_id.eq_any(people));
        // Numbers count from 1.
        query = query.filter(found.or(cases::number.eq(number.unwrap_or(0))));
    }
    described(query, workspace, filter)
}

/// Narrows by what a case is called, by whom it is taken care of and where it came from.
fn described<'a>(
    mut query: cases::BoxedQuery<'a, MultiBackend>,
    workspace: WorkspaceId,
    filter: &'a Filter,
) -> cases::BoxedQuery<'a, MultiBackend> {
    if let Some(teams) = &filter.teams {
        query = query.filter(cases::team.eq_any(teams));
    }
    if !filter.priorities.is_empty() {
        query = query.filter(cases::priority.eq_any(&filter.priorities));
    }
    if !filter.kinds.is_empty() {
        query = query.filter(cases::kind.eq_any(&filter.kinds));
    }
    if let Some(cause) = &filter.cause {
        query = query.filter(cases::cause.eq(cause));
    }
    if let Some(tag) = &filter.tag {
        query = query.filter(cases::tags.like(like_pattern(&quoted(tag))).escape('\\'));
    }
    if let Some(survey) = filter.survey_id {
        query = query.filter(cases::survey_id.eq(survey));
    }
    if let Some((name, value)) = &filter.property {
        let pattern = like_pattern(&format!("{}:{}", quoted(name), quoted(value)));
        // Of each case its own answer and purchase: there are few cases among many answers.
        let answer = responses::table
            .filter(responses::workspace_id.eq(workspace))
            .filter(responses::id.nullable().eq(cases::response_id))
            .filter(responses::properties.like(pattern.clone()).escape('\\'));
        let purchase = events::table
            .filter(events::workspace_id.eq(workspace))
            .filter(events::id.nullable().eq(cases::event_id))
            .filter(events::properties.like(pattern).escape('\\'));
        query = query.filter(diesel::dsl::exists(answer).or(diesel::dsl::exists(purchase)));
    }
    query
}

/// A word as it stands in a document of JSON.
fn quoted(word: &str) -> String {
    serde_json::Value::from(word).to_string()
}

/// The words that open and closed cases of a workspace are sorted by.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Teams.
    pub teams: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
}

/// The teams and tags that the newest cases of a workspace have, in the order of the alphabet.
pub fn words(conn: &mut Conn, workspace: WorkspaceId) -> Result<Words, Error> {
    // From the index alone, and then a range of it: by its order only, SQLite would rather sort all cases.
    let since: Option<Time> = cases::table
        .filter(cases::workspace_id.eq(workspace))
        .order(cases::opened_at.desc())
        .offset(MOST_CASES)
        .select(cases::opened_at)
        .first(conn)
        .optional()?;
    let newest: Vec<(Option<String>, super::Json<Vec<String>>)> = cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::opened_at.ge(since.unwrap_or(Time(0))))
        .select((cases::team, cases::tags))
        .load(conn)?;
    let (mut teams, mut tags) = (BTreeSet::new(), BTreeSet::new());
    for (team, list) in newest {
        teams.extend(team);
        tags.extend(list.0);
    }
    Ok(Words { teams: teams.into_iter().collect(), tags: tags.into_iter().collect() })
}

/// The teams that a member belongs to.
pub fn teams_of_member(conn: &mut Conn, workspace: WorkspaceId, user: Id) -> Result<Vec<String>, Error> {
    Ok(team_members::table
        .filter(team_members::workspace_id.eq(workspace))
        .filter(team_members::user_id.eq(user))
        .order(team_members::team)
        .select(team_members::team)
        .load(conn)?)
}

/// The words of so many cases can be chosen.
const MOST_CASES: i64 = 2_000;
