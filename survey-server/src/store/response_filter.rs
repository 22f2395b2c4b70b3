//! Which answers a list shows, and in which order.

use diesel::prelude::*;

use super::conn::MultiBackend;
use super::people::like_pattern;
use super::responses::{Response, evidence};
use super::schema::responses;
use super::{Conn, Id, Time, WorkspaceId};
use crate::error::Error;

/// How a list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By time of answering, oldest first.
    #[default]
    Oldest,
    /// By time of answering, newest first.
    Newest,
    /// By time of the last change, oldest first.
    OldestUpdate,
    /// By time of the last change, newest first.
    NewestUpdate,
}

/// Which responses to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this survey.
    pub survey_id: Option<i32>,
    /// Only of this person.
    pub person_id: Option<Id>,
    /// Answered at or after.
    pub since: Option<Time>,
    /// Answered at or before.
    pub until: Option<Time>,
    /// Changed at or after.
    pub updated_since: Option<Time>,
    /// Changed at or before.
    pub updated_until: Option<Time>,
    /// Main score within.
    pub scores: Option<(i32, i32)>,
    /// Words in the comment.
    pub text: Option<String>,
    /// Only of these ids.
    pub ids: Option<Vec<Id>>,
    /// Without contradicted ones.
    pub counted_only: bool,
    /// Only of this evidence.
    pub evidence: Option<i32>,
    /// Only these answers, and those of these people.
    pub these: Option<(Vec<Id>, Vec<Id>)>,
    /// Of each of these surveys only the scores within; no survey at all finds nothing.
    pub bands: Option<Vec<(i32, i32, i32)>>,
    /// In order of answering, only what comes before this place.
    pub older_than: Option<(Time, Id)>,
    /// In order of answering, only what comes after this place.
    pub newer_than: Option<(Time, Id)>,
    /// The order.
    pub order: Order,
}

/// One page of responses.
pub fn list(
    conn: &mut Conn,
    workspace: WorkspaceId,
    filter: &Filter,
    offset: i64,
    limit: i64,
) -> Result<Vec<Response>, Error> {
    let query = filtered(workspace, filter);
    let query = match filter.order {
        Order::Oldest => query.order((responses::answered_at.asc(), responses::id.asc())),
        Order::Newest => query.order((responses::answered_at.desc(), responses::id.desc())),
        Order::OldestUpdate => query.order((responses::updated_at.asc(), responses::id.asc())),
        Order::NewestUpdate => query.order((responses::updated_at.desc(), responses::id.desc())),
    };
    Ok(query.offset(offset).limit(limit).select(Response::as_select()).load(conn)?)
}

/// How many responses a filter finds.
pub fn count(conn: &mut Conn, workspace: WorkspaceId, filter: &Filter) -> Result<i64, Error> {
    Ok(filtered(workspace, filter).count().get_result(conn)?)
}

/// How many responses a filter finds, counted up to a number: more than that are not counted.
pub fn at_most(conn: &mut Conn, workspace: WorkspaceId, filter: &Filter, most: i64) -> Result<i64, Error> {
    let found: Vec<Id> = filtered(workspace, filter).select(responses::id).limit(most).load(conn)?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

fn filtered(workspace: WorkspaceId, filter: &Filter) -> responses::BoxedQuery<'_, MultiBackend> {
    let mut query = responses::table.into_boxed();
    // First, because `or_filter` takes everything before it as its other side.
    if let Some(bands) = &filter.bands {
        query = query.filter(responses::survey_id.eq(i32::MIN));
        for (survey, low, high) in bands {
            query = query.or_filter(responses::survey_id.eq(*survey).and(responses::score.between(*low, *high)));
        }
    }
    query = query.filter(responses::workspace_id.eq(workspace));
    if let Some(survey) = filter.survey_id {
        query = query.filter(responses::survey_id.eq(survey));
    }
    if let Some(person) = filter.person_id {
        query = query.filter(responses::person_id.eq(person));
    }
    if let Some(ids) = &filter.ids {
        query = query.filter(responses::id.eq_any(ids));
    }
    if let Some(since) = filter.since {
        query = query.filter(responses::answered_at.ge(since));
    }
    if let Some(until) = filter.until {
        query = query.filter(responses::answered_at.le(until));
    }
    if let Some(since) = filter.updated_since {
        query = query.filter(responses::updated_at.ge(since));
    }
    if let Some(until) = filter.updated_until {
        query = query.filter(responses::updated_at.le(until));
    }
    if let Some((low, high)) = filter.scores {
        query = query.filter(responses::score.between(low, high));
    }
    if let Some(text) = &filter.text {
        query = query.filter(responses::comment.like(like_pattern(text)).escape('\\'));
    }
    if let Some((ids, people)) = &filter.these {
        query = query.filter(responses::id.eq_any(ids).or(responses::person_id.eq_any(people)));
    }
    if let Some((at, id)) = filter.older_than {
        // The first is for the index: the second alone would be looked for from its end.
        query = query
            .filter(responses::answered_at.le(at))
            .filter(responses::answered_at.lt(at).or(responses::answered_at.eq(at).and(responses::id.lt(id))));
    }
    if let Some((at, id)) = filter.newer_than {
        query = query
            .filter(responses::answered_at.ge(at))
            .filter(responses::answered_at.gt(at).or(responses::answered_at.eq(at).and(responses::id.gt(id))));
    }
    if let Some(evidence) = filter.evidence {
        query = query.filter(responses::evidence.eq(evidence));
    }
    if filter.counted_only {
        query = query.filter(responses::evidence.ne(evidence::CONTRADICTED));
    }
    query
}
