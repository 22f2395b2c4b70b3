//! Answers to anonymous surveys: nothing that is kept leads from an answer to the person who gave it.
//!
//! What is posted is cut down before it is handed on: a random id, the day instead of the moment, no person, no browser,
//! of the properties only the dimensions of reports. In one transaction it goes into a table that knows no order, and the
//! invitation is marked as answered, without a time. Once an hour those that look alike (survey, way, language, branch)
//! become responses together, if enough of them wait, in the order of their random ids; what is left when the day is over
//! becomes responses without branch and language. Only then rules run and programs are told. So nothing that is shown
//! anywhere, in lists, reports or files, cuts out fewer answers than the smallest group.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use survey_core::Properties;
use survey_core::property;
use uuid::Builder;

use super::answer::{Answer, Outcome, Promise, Setting, Taken, main_comment, main_score};
use super::{asked, rollup};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::callback::Outbox;
use crate::recovery::first::{self, First};
use crate::reporting::comments::index;
use crate::secret::sha256;
use crate::store::anonymous_answers::{self, Waiting};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::responses::{Response, evidence};
use crate::store::rollups::Changes;
use crate::store::workspaces::{self, Settings, Workspace};
use crate::store::{Conn, Id, Json, Time, WorkspaceId, invitations, jobs, responses, rollups, surveys};

/// So many become responses in one transaction.
const SLICE: i64 = 100;
const HOUR_MS: i64 = 3_600_000;

/// What an answer may keep when its survey is anonymous.
pub fn cut_down(cx: &Cx, workspace: &Workspace, row: Response, form: Option<Id>) -> Result<Response, Error> {
    let day = workspace.day(row.answered_at);
    let begins = workspace.day_begins(day);
    Ok(Response {
        id: id(cx, form)?,
        person_id: None,
        invited: false,
        properties: Json(dimensions(&workspace.settings.0, &row.properties.0)),
        answered_at: begins,
        updated_at: begins,
        day,
        browser_hash: None,
        external_id: None,
        tags: Json(Vec::new()),
        notes: Json(Vec::new()),
        ..row
    })
}

/// A random id; the same form of an open link has the same one, so that posting it twice is one answer. Which form it was
/// cannot be told from it.
fn id(cx: &Cx, form: Option<Id>) -> Result<Id, Error> {
    let bytes = match form {
        None => cx.ids.secret::<16>()?,
        Some(form) => {
            let digest = sha256(cx.keys().cookie_mac(&format!("anonymous/{}/{form}", cx.workspace)).as_bytes());
            let mut bytes = [0; 16];
            bytes.iter_mut().zip(digest).for_each(|(byte, digit)| *byte = digit);
            bytes
        }
    };
    Ok(Id(Builder::from_random_bytes(bytes).into_uuid()))
}

/// The properties that reports are cut by; nothing of one order.
pub(super) fn dimensions(settings: &Settings, properties: &Properties) -> Properties {
    let mut kept = Properties::new();
    for name in &settings.dimensions {
        if let Some(value) = property(properties, name) {
            kept.insert(name.clone(), value.clone());
        }
    }
    kept
}

/// Takes these answers, each to its own result, in order: an invitation is used up by its first answer.
pub(super) fn take(
    conn: &mut Conn,
    changes: &mut Changes,
    answers: &[&Answer],
) -> Result<Vec<Result<Taken, Error>>, Error> {
    let mut used_up = use_up(conn, changes, answers)?;
    let mut results = Vec::with_capacity(answers.len());
    let mut rows = Vec::with_capacity(answers.len());
    for answer in answers {
        let free = answer.uses_up.is_none_or(|invitation| used_up.remove(&(answer.row.workspace_id, invitation)));
        if free {
            rows.push(waiting(answer));
            let response = answer.row.clone();
            let promise = Some(Promise { case: None, by_phone: false });
            results.push(Ok(Taken { promise, ..Taken::later(Outcome::Recorded, response) }));
        } else {
            results.push(Err(already_answered()));
        }
    }
    anonymous_answers::insert_new(conn, &rows)?;
    let mut woken = HashSet::new();
    for answer in answers {
        if woken.insert(answer.cx.workspace) {
            wake(conn, &answer.cx)?;
        }
    }
    Ok(results)
}

/// Marks the invitations as answered; returns those that were not before.
fn use_up(conn: &mut Conn, changes: &mut Changes, answers: &[&Answer]) -> Result<HashSet<(WorkspaceId, Id)>, Error> {
    let mut by_workspace: BTreeMap<WorkspaceId, Vec<Id>> = BTreeMap::new();
    for answer in answers {
        if let Some(invitation) = answer.uses_up {
            by_workspace.entry(answer.row.workspace_id).or_default().push(invitation);
        }
    }
    let mut used_up = HashSet::new();
    for (workspace, mut ids) in by_workspace {
        ids.sort_unstable();
        ids.dedup();
        let marked = invitations::mark_answered(conn, workspace, &ids)?;
        rollup::asked::used_up(changes, workspace, &marked);
        used_up.extend(marked.into_iter().map(|one| (workspace, one.id)));
    }
    Ok(used_up)
}

/// What a second answer hears; it tells nothing of the first one.
pub fn already_answered() -> Error {
    Error::conflict("already_answered", "this link was answered; an anonymous answer cannot be changed")
}

fn waiting(answer: &Answer) -> Waiting {
    let row = &answer.row;
    Waiting {
        workspace_id: row.workspace_id,
        id: row.id,
        survey_id: row.survey_id,
        survey_version: row.survey_version,
        day: row.day,
        channel: row.channel.clone(),
        locale: row.locale.clone(),
        answers: row.answers.clone(),
        properties: row.properties.clone(),
        acts: answer.setting.acts,
    }
}

/// Makes the hourly job that lets answers leave. Its row tells the hour and nothing more.
fn wake(conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
    let hour = Time(cx.now.0 - cx.now.0.rem_euclid(HOUR_MS));
    let job = Job::new(cx, Class::Upkeep, Payload::Anonymous).at(hour.plus_ms(HOUR_MS)).once("anonymous");
    jobs::enqueue(conn, &[Job { created_at: hour, ..job.with_id(id(cx, None)?) }])
}

/// The full hour after a moment.
pub fn next_hour(now: Time) -> Time {
    Time(now.0 - now.0.rem_euclid(HOUR_MS) + HOUR_MS)
}

/// Lets a slice of what waits become responses: of those that look alike, if enough wait; what is left when the day is
/// over goes without what it could be known by. Returns whether there may be more.
pub fn release(conn: &mut Conn, cx: &Cx) -> Result<bool, Error> {
    let workspace = workspaces::hold(conn, cx.workspace)?;
    let least = workspace.settings.0.anonymous_min_group;
    let groups = anonymous_answers::groups(conn, cx.workspace)?;
    if let Some(group) = groups.iter().find(|group| group.count >= least) {
        // Never so many that too few stay behind.
        let limit = if group.count < SLICE + least { group.count } else { SLICE };
        let rows = anonymous_answers::take_group(conn, cx.workspace, group, limit)?;
        keep(conn, cx, &workspace, rows)?;
        return Ok(true);
    }
    let today = workspace.day(cx.now);
    let surveys: BTreeSet<i32> = groups.iter().map(|group| group.survey_id).collect();
    for survey in surveys {
        let mut rows = anonymous_answers::take_before(conn, cx.workspace, survey, today, SLICE)?;
        if !rows.is_empty() {
            for row in &mut rows {
                row.properties = Json(Properties::new());
                row.locale.clear();
            }
            keep(conn, cx, &workspace, rows)?;
            return Ok(true);
        }
    }
    Ok(false)
}

fn keep(conn: &mut Conn, cx: &Cx, workspace: &Workspace, rows: Vec<Waiting>) -> Result<(), Error> {
    let mut settings: HashMap<i32, Setting> = HashMap::new();
    let mut taken = Vec::with_capacity(rows.len());
    for row in rows {
        let setting = match settings.entry(row.survey_version) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let survey = surveys::load(conn, cx.workspace, row.survey_id)?;
                new.insert(asked::setting(conn, cx.workspace, &survey, row.survey_version, None)?)
            }
        };
        taken.push((Setting { acts: row.acts, ..setting.clone() }, response(workspace, setting, row)));
    }
    let rows: Vec<&Response> = taken.iter().map(|(_, row)| row).collect();
    let new = responses::insert_new(conn, &rows)?;
    let new = taken.iter().zip(new).filter(|(_, new)| *new);
    let mut firsts: Vec<First<'_>> = new.map(|((setting, row), _)| First::new(cx, setting, row.clone())).collect();
    let (mut counts, mut outbox) = (Changes::new(), Outbox::default());
    for first in &firsts {
        rollup::add(&mut counts, workspace, &first.setting.survey, &first.row, 1);
    }
    first::follow_up(conn, &mut outbox, &mut firsts)?;
    outbox.finish(conn)?;
    // They bear the beginning of their day, where the index of words has been already.
    if let Some(begins) = firsts.iter().map(|first| first.row.updated_at).min() {
        index::since(conn, cx, begins)?;
    }
    rollup::growth::watch(conn, cx, workspace, &counts)?;
    rollups::apply(conn, &counts)
}

fn response(workspace: &Workspace, setting: &Setting, row: Waiting) -> Response {
    let begins = workspace.day_begins(row.day);
    Response {
        workspace_id: row.workspace_id,
        id: row.id,
        survey_id: row.survey_id,
        survey_version: row.survey_version,
        person_id: None,
        invited: false,
        channel: row.channel,
        evidence: evidence::EXPLICIT,
        score: main_score(&setting.survey, &row.answers.0),
        comment: main_comment(&setting.survey, &row.answers.0),
        answers: row.answers,
        properties: row.properties,
        // One that would stand out is the survey's own.
        locale: if row.locale.is_empty() { setting.survey.language().to_owned() } else { row.locale },
        imported: !row.acts,
        answered_at: begins,
        updated_at: begins,
        day: row.day,
        version: 1,
        browser_hash: None,
        external_id: None,
        tags: Json(Vec::new()),
        notes: Json(Vec::new()),
        counted: workspace.settings.0.counting.generation,
    }
}
