//! Tags by rules: put on answers whose comments have the words, taken off again when no rule holds any more, and never put
//! back where a person took them off.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::Compiled;
use crate::clock::Cx;
use crate::error::Error;
use crate::response::rollup::Definitions;
use crate::response::tags;
use crate::store::comments::{self, Comment};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::rollups::Changes;
use crate::store::tag_marks::{self, Kind, TagMark};
use crate::store::tag_rules::TagRule;
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, jobs, responses, rollups, surveys};

/// So many comments are looked at in one transaction.
const SLICE: i64 = 200;

/// Lets changed rules look at the comments that there are: a job of their own for every change.
pub fn changed(conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
    let job = Job::new(cx, Class::Upkeep, Payload::TagRules).once(format!("tag-rules/{}", cx.id()));
    jobs::enqueue(conn, &[job])
}

/// Lets the rules, as they are now, look at the next comments; none: there are no more.
pub fn slice(conn: &mut Conn, cx: &Cx, after: i64) -> Result<Option<i64>, Error> {
    // First, as in the batch of answers.
    let workspace = workspaces::hold(conn, cx.workspace)?;
    let page = comments::page(conn, cx.workspace, after, SLICE)?;
    let last = page.last().map(|(number, _)| *number);
    let ids: BTreeSet<Id> = page.iter().map(|(_, row)| row.response_id).collect();
    apply(conn, cx, &workspace, &ids.into_iter().collect::<Vec<_>>())?;
    Ok(last.filter(|_| i64::try_from(page.len()) == Ok(SLICE)))
}

/// Gives these answers the tags that the rules say, in a workspace that is held.
pub fn apply(conn: &mut Conn, cx: &Cx, workspace: &Workspace, ids: &[Id]) -> Result<(), Error> {
    let rules = Compiled::of(&workspace.settings.0.tag_rules);
    let mut wanted: BTreeMap<Id, BTreeSet<String>> = ids.iter().map(|id| (*id, BTreeSet::new())).collect();
    for (id, (terms, category)) in by_answer(comments::of_answers(conn, cx.workspace, ids)?) {
        wanted.insert(id, rules.tags(&terms, category));
    }
    // In order of their ids, as everywhere; and what somebody takes off right now is seen below.
    responses::lock_all(conn, cx.workspace, ids)?;
    let mut marks: BTreeMap<Id, BTreeMap<String, Kind>> = BTreeMap::new();
    for mark in tag_marks::of_answers(conn, cx.workspace, ids)? {
        marks.entry(mark.response_id).or_default().insert(mark.tag, mark.mark);
    }
    let none = BTreeMap::new();
    let (mut changes, mut definitions) = (Changes::new(), Definitions::default());
    for (id, wanted) in wanted {
        let marks = marks.get(&id).unwrap_or(&none);
        let put: BTreeSet<&String> = wanted.iter().filter(|tag| !marks.contains_key(*tag)).collect();
        let off: BTreeSet<&String> = marks
            .iter()
            .filter(|(tag, kind)| **kind == Kind::Rule && !wanted.contains(*tag))
            .map(|(tag, _)| tag)
            .collect();
        if put.is_empty() && off.is_empty() {
            continue;
        }
        let Some(answer) = responses::lock(conn, cx.workspace, id)? else { continue };
        let mut tags: Vec<String> = answer.tags.0.iter().filter(|tag| !off.contains(tag)).cloned().collect();
        for tag in put.into_iter().filter(|tag| !answer.tags.0.contains(tag)) {
            if tags.len() < tags::MOST {
                tags.push(tag.clone());
                let mark = TagMark { workspace_id: cx.workspace, response_id: id, tag: tag.clone(), mark: Kind::Rule };
                tag_marks::set(conn, &mark)?;
            }
        }
        for tag in off {
            tag_marks::forget(conn, cx.workspace, id, tag)?;
        }
        if tags != answer.tags.0 {
            tags::set(conn, cx, workspace, (&mut changes, &mut definitions), &answer, tags)?;
        }
    }
    // Last and in key order, as in the batch of answers.
    rollups::apply(conn, &changes)?;
    rollups::drop_empty(conn, &changes)
}

/// The terms of all texts of each answer, and what it counts as.
fn by_answer(rows: Vec<Comment>) -> BTreeMap<Id, (BTreeSet<String>, i32)> {
    let mut answers: BTreeMap<Id, (BTreeSet<String>, i32)> = BTreeMap::new();
    for row in rows {
        let (terms, category) = answers.entry(row.response_id).or_default();
        terms.extend(row.terms.split(' ').map(str::to_owned));
        *category = row.category;
    }
    answers
}

/// How many of the newest comments a rule would tag: `(tagged, looked at)`.
pub fn preview(conn: &mut Conn, cx: &Cx, rule: &TagRule, most: i64) -> Result<(usize, usize), Error> {
    let rules = Compiled::of(std::slice::from_ref(rule));
    // By survey, as the index has them: nothing older than is needed is looked at.
    let mut newest = Vec::new();
    for survey in surveys::list(conn, cx.workspace)? {
        let among = comments::Among { survey: Some(survey.id), days: (i32::MIN, i32::MAX), after: None };
        newest.extend(comments::newest(conn, cx.workspace, &among, most)?);
    }
    newest.sort_by_key(|found| std::cmp::Reverse(found.place()));
    newest.truncate(usize::try_from(most).unwrap_or_default());
    let tagged = newest.iter().filter(|found| {
        let terms = found.terms.split(' ').map(str::to_owned).collect();
        !rules.tags(&terms, found.category).is_empty()
    });
    Ok((tagged.count(), newest.len()))
}
