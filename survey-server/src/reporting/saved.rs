//! Views kept under a name: a survey, a time, a segment, as an address says them, and always in the same words.

use url::form_urlencoded::{self, Serializer};

use super::view::{self, Resolved, View};
use super::watch::scores;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::store::views::{self, SavedView};
use crate::store::{Conn, Id, audit, workspaces};

/// Longest name, in characters.
pub const MAX_NAME: usize = 80;
/// The word of an address that names the dimension by which the page of segments cuts a view. Kept with a view that was saved
/// there; other pages leave it alone.
pub const BY: &str = "by";
/// Longest name of a dimension that is kept.
const MAX_BY: usize = 200;
/// Most views of a workspace.
pub const MOST: usize = 200;

/// What is to be changed of a view; the rest stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Its name.
    pub name: Option<String>,
    /// Its words, as an address's query.
    pub query: Option<String>,
    /// Whether changes beyond what is usual are told to the team.
    pub alarm: Option<bool>,
}

/// Keeps a view under a name that nobody uses yet. `by` is the user, where it was one.
pub fn create(conn: &mut Conn, cx: &Cx, change: &Change, by: Option<Id>, actor: &str) -> Result<SavedView, Error> {
    // Two that are saved at once must not get one name.
    workspaces::lock(conn, cx.workspace)?;
    let known = views::list(conn, cx.workspace)?;
    if known.len() >= MOST {
        return Err(Error::invalid("name", format!("there are {MOST} views already; delete one that nobody uses")));
    }
    let mut row = SavedView {
        workspace_id: cx.workspace,
        id: cx.id(),
        name: String::new(),
        query: String::new(),
        alarm: false,
        created_by: by,
        created_at: cx.now,
        updated_at: cx.now,
    };
    let change = Change { name: Some(change.name.clone().unwrap_or_default()), ..change.clone() };
    apply(&mut row, &change, &known)?;
    // What nobody could open is not kept.
    resolve(conn, cx, &row)?;
    can_be_watched(conn, cx, &row)?;
    views::insert(conn, &row)?;
    audit::note(conn, cx, actor, "view.create", &row.id.to_string())?;
    Ok(row)
}

/// Changes name, words or alarm of a view.
pub fn change(conn: &mut Conn, cx: &Cx, id: Id, change: &Change, actor: &str) -> Result<SavedView, Error> {
    workspaces::lock(conn, cx.workspace)?;
    let known = views::list(conn, cx.workspace)?;
    let mut row = known.iter().find(|row| row.id == id).cloned().ok_or(Error::NotFound("view"))?;
    apply(&mut row, change, &known)?;
    if change.query.is_some() {
        resolve(conn, cx, &row)?;
    }
    if change.query.is_some() || change.alarm.is_some() {
        can_be_watched(conn, cx, &row)?;
    }
    row.updated_at = cx.now;
    views::save(conn, &row)?;
    audit::note(conn, cx, actor, "view.change", &id.to_string())?;
    Ok(row)
}

/// An error where it is to be watched and cannot be.
fn can_be_watched(conn: &mut Conn, cx: &Cx, row: &SavedView) -> Result<(), Error> {
    if !row.alarm {
        return Ok(());
    }
    match scores::why_not(conn, cx, row)? {
        None => Ok(()),
        Some(why) => Err(Error::invalid("alarm", why.to_string())),
    }
}

/// Deletes a view, with its alarms and with who gets it by mail.
pub fn remove(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    load(conn, cx, id)?;
    views::delete(conn, cx.workspace, id)?;
    audit::note(conn, cx, actor, "view.delete", &id.to_string())
}

/// The view of an id; an error when there is none.
pub fn load(conn: &mut Conn, cx: &Cx, id: Id) -> Result<SavedView, Error> {
    views::find(conn, cx.workspace, id)?.ok_or(Error::NotFound("view"))
}

/// What a view that was kept means now. A survey or a question that is gone since is an error that says so.
pub fn resolve(conn: &mut Conn, cx: &Cx, row: &SavedView) -> Result<Resolved, Error> {
    view::resolve(conn, cx, &row.view()?)
}

impl SavedView {
    /// Its words, read.
    pub fn view(&self) -> Result<View, Error> {
        match View::of_query(&self.query) {
            (view, problems) if problems.is_empty() => Ok(view),
            (_, problems) => Err(Error::Invalid(problems).under("query")),
        }
    }
}

fn apply(row: &mut SavedView, change: &Change, known: &[SavedView]) -> Result<(), Error> {
    let mut problems = Vec::new();
    if let Some(name) = &change.name {
        name.trim().clone_into(&mut row.name);
        if let Some(problem) = wrong_name(row, known) {
            problems.push(Problem::new("name", problem));
        }
    }
    if let Some(query) = &change.query {
        let (view, wrong) = View::of_query(query.trim().trim_start_matches('?'));
        problems.extend(wrong.into_iter().map(|one| Problem::new("query", format!("{}: {}", one.path, one.message))));
        row.query = view.query();
        if let Some(by) = cut_by(query) {
            let joint = if row.query.is_empty() { "" } else { "&" };
            row.query = format!("{}{joint}{}", row.query, Serializer::new(String::new()).append_pair(BY, &by).finish());
        }
    }
    row.alarm = change.alarm.unwrap_or(row.alarm);
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// By what a page of segments cuts the view, if it was saved there.
fn cut_by(query: &str) -> Option<String> {
    let mut words = form_urlencoded::parse(query.trim().trim_start_matches('?').as_bytes());
    let by = words.find(|(name, _)| name == BY).map(|(_, word)| word.trim().to_owned());
    by.filter(|by| !by.is_empty() && by.chars().count() <= MAX_BY && !by.chars().any(char::is_control))
}

fn wrong_name(row: &SavedView, known: &[SavedView]) -> Option<String> {
    let long = row.name.chars().count();
    if long == 0 || long > MAX_NAME || row.name.chars().any(char::is_control) {
        return Some(format!("must be 1 to {MAX_NAME} characters in one line"));
    }
    let same = |other: &&SavedView| other.id != row.id && other.name.to_lowercase() == row.name.to_lowercase();
    known.iter().find(same).map(|other| format!("there is a view {:?} already", other.name))
}
