//! What is written down about a case besides its steps: its kind, its team, its tags, why it happened and what it cost.

use serde_json::{Map, json};

use super::case;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::store::cases::{self, Case};
use crate::store::workspaces;
use crate::store::{Conn, Id};

/// Most tags of a case.
const MAX_TAGS: usize = 20;
/// Longest tag, in characters.
const MAX_TAG: usize = 40;
/// Longest name of a team, in characters.
const MAX_TEAM: usize = 100;

/// What is to be changed; none: it stays.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The kind's key.
    pub kind: Option<String>,
    /// Whose it is; an empty one: nobody's.
    pub team: Option<String>,
    /// The root cause's key; an empty one: not known.
    pub cause: Option<String>,
    /// What it cost, in hundredths of the currency; none inside: not known.
    pub cost: Option<Option<i64>>,
    /// All its tags.
    pub tags: Option<Vec<String>>,
    /// A tag more.
    pub tag: Option<String>,
}

/// Changes a case. Over another version than the one that was seen nothing is changed; without a change nothing is
/// written.
pub fn set(conn: &mut Conn, cx: &Cx, id: Id, facts: &Facts, version: Option<i32>, actor: &str) -> Result<Case, Error> {
    cases::lock(conn, cx.workspace, id)?;
    let case = cases::load(conn, cx.workspace, id)?;
    if version.is_some_and(|version| version != case.version) {
        return Err(case::changed(&case));
    }
    let next = changed(&case, facts);
    check(conn, cx, &case, &next)?;
    let mut detail = Map::new();
    let mut says = |name: &str, differs: bool, value: serde_json::Value| {
        if differs {
            detail.insert(name.to_owned(), value);
        }
    };
    says("kind", next.kind != case.kind, json!(next.kind));
    says("team", next.team != case.team, json!(next.team));
    says("cause", next.cause != case.cause, json!(next.cause));
    says("cost", next.cost != case.cost, json!(next.cost));
    says("tags", next.tags != case.tags, json!(next.tags));
    if detail.is_empty() {
        return Ok(case);
    }
    let next = Case { version: case.version + 1, updated_at: cx.now, ..next };
    case::keep(conn, &next, case.version)?;
    case::note(conn, cx, id, "facts", actor, detail.into())?;
    Ok(next)
}

fn changed(case: &Case, facts: &Facts) -> Case {
    let mut next = case.clone();
    let word = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    if let Some(kind) = &facts.kind {
        next.kind.clone_from(kind);
    }
    if let Some(team) = &facts.team {
        next.team = word(team);
    }
    if let Some(cause) = &facts.cause {
        next.cause = word(cause);
    }
    next.cost = facts.cost.unwrap_or(case.cost);
    if let Some(tags) = &facts.tags {
        next.tags.0 = Vec::new();
        tags.iter().filter_map(word).for_each(|tag| add(&mut next.tags.0, tag));
    }
    if let Some(tag) = facts.tag.as_ref().and_then(word) {
        add(&mut next.tags.0, tag);
    }
    next
}

fn add(tags: &mut Vec<String>, tag: String) {
    if !tags.contains(&tag) {
        tags.push(tag);
    }
}

/// What is new must be known; what was there before may be of older settings.
fn check(conn: &mut Conn, cx: &Cx, case: &Case, next: &Case) -> Result<(), Error> {
    let desk = workspaces::load(conn, cx.workspace)?.settings.0.desk;
    let mut problems = Vec::new();
    if next.kind != case.kind && desk.kind(&next.kind).is_none() {
        let known: Vec<&str> = desk.kinds.iter().map(|kind| kind.key.as_str()).collect();
        problems.push(Problem::new("kind", format!("is not known; there are {}", known.join(", "))));
    }
    if let Some(cause) = next.cause.as_deref().filter(|_| next.cause != case.cause)
        && desk.cause(cause).is_none()
    {
        let known: Vec<&str> = desk.causes.iter().map(|cause| cause.key.as_str()).collect();
        problems.push(Problem::new("cause", format!("is not known; there are {}", known.join(", "))));
    }
    if next.team.as_deref().is_some_and(|team| team.chars().count() > MAX_TEAM || team.chars().any(char::is_control)) {
        problems.push(Problem::new("team", format!("must be at most {MAX_TEAM} characters on one line")));
    }
    if next.cost.is_some_and(|cost| cost < 0) {
        problems.push(Problem::new("cost", "must not be negative"));
    }
    let unsound = |tag: &String| tag.chars().count() > MAX_TAG || tag.chars().any(char::is_control);
    if next.tags.0.len() > MAX_TAGS || next.tags.0.iter().any(unsound) {
        let sentence = format!("must be at most {MAX_TAGS} words of at most {MAX_TAG} characters");
        problems.push(Problem::new("tags", sentence));
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}
