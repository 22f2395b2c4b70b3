//! The settings as one document, for programs and for the pages that edit a part of it: read, checked field by field,
//! saved only over the version that the editor has seen.

use serde_json::{Map, Value};
use survey_core::outreach::When;

use super::settings_check;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::reporting::comments::tagging;
use crate::response::recount;
use crate::secret::{hex, sha256};
use crate::store::workspaces::{self, Ask, Settings, Workspace};
use crate::store::{Conn, audit};

/// Which part of the settings a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Everything that a business decides.
    All,
    /// Which event asks by which survey, and which takes back.
    Plan,
}

/// What has addresses of its own and does not show here.
const ELSEWHERE: [&str; 3] = ["autopilot", "counting", "watch"];
/// Most entries of a plan.
const MAX_PLAN: usize = 100;

/// A part of the settings as a document.
pub fn shown(settings: &Settings, part: Part) -> Result<Map<String, Value>, Error> {
    let Value::Object(mut document) = serde_json::to_value(settings).map_err(Error::internal)? else {
        return Err(Error::internal("settings are an object"));
    };
    // Days begin where the workspace is: one zone, not two.
    if let Some(Value::Object(policy)) = document.get_mut("policy") {
        policy.remove("zone");
    }
    document.retain(|name, _| match part {
        Part::All => !ELSEWHERE.contains(&name.as_str()),
        Part::Plan => matches!(name.as_str(), "plan" | "cancels"),
    });
    Ok(document)
}

/// The version of a document: the same words are the same version.
pub fn version(document: &Map<String, Value>) -> String {
    let digest = hex(&sha256(Value::Object(document.clone()).to_string().as_bytes()));
    digest.chars().take(16).collect()
}

/// What is wrong with a document that takes many answers to find out. To be asked before [`change`], by a reader.
pub fn look(conn: &mut Conn, cx: &Cx, given: &Map<String, Value>) -> Result<(), Error> {
    let problems = settings_check::values(conn, cx, given)?;
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Changes what the document names and leaves the rest. `seen` is the version that the editor had before them: over
/// another one nothing is saved.
pub fn change(
    conn: &mut Conn,
    cx: &Cx,
    part: Part,
    given: &Map<String, Value>,
    seen: Option<&str>,
    actor: &str,
) -> Result<Workspace, Error> {
    let workspace = workspaces::lock(conn, cx.workspace)?;
    let before = shown(&workspace.settings.0, part)?;
    if seen.is_some_and(|seen| seen != version(&before)) {
        return Err(Error::conflict(
            "changed_meanwhile",
            "the settings were changed meanwhile; read them again and change what is there now",
        ));
    }
    let changed = read(&workspace.settings.0, &before, given)?;
    let mut problems = Vec::new();
    settings_check::check(conn, cx, &changed, given, &mut problems)?;
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let mut workspace = workspace;
    let known = std::mem::replace(&mut workspace.settings.0, changed);
    workspace.settings.0.policy.zone = workspace.zone();
    recount::save(conn, cx, &mut workspace, &known)?;
    if workspace.settings.0.tag_rules != known.tag_rules {
        tagging::changed(conn, cx)?;
    }
    let names: Vec<&str> = given.keys().map(String::as_str).collect();
    audit::note(conn, cx, actor, "workspace.change", &names.join(","))?;
    Ok(workspace)
}

/// The settings with what was given in the place of what was there; every field that cannot be read is a problem.
fn read(settings: &Settings, known: &Map<String, Value>, given: &Map<String, Value>) -> Result<Settings, Error> {
    let mut whole = serde_json::to_value(settings).map_err(Error::internal)?;
    let mut problems = Vec::new();
    for (name, value) in given {
        if !known.contains_key(name) {
            let names: Vec<&str> = known.keys().map(String::as_str).collect();
            problems.push(Problem::new(name, format!("is not known here; known are {}", names.join(", "))));
            continue;
        }
        let value = match (name.as_str(), value) {
            ("plan", Value::Array(entries)) => match plan(entries, &mut problems) {
                Some(plan) => plan,
                None => continue,
            },
            ("retention", Value::Object(days)) => {
                let mut retention = whole.get("retention").and_then(Value::as_object).cloned().unwrap_or_default();
                retention.extend(days.clone());
                Value::Object(retention)
            }
            ("policy", Value::Object(policy)) => over("policy", whole.get("policy"), policy, &mut problems),
            ("promises", Value::Object(given)) => over("promises", whole.get("promises"), given, &mut problems),
            ("alerts", Value::Object(alerts)) => over("alerts", whole.get("alerts"), alerts, &mut problems),
            ("desk", Value::Object(desk)) => over("desk", whole.get("desk"), desk, &mut problems),
            ("ask_again", Value::Object(wish)) => over("ask_again", whole.get("ask_again"), wish, &mut problems),
            ("punctuality", Value::Object(names)) => {
                over("punctuality", whole.get("punctuality"), names, &mut problems)
            }
            ("badge", Value::Object(badge)) => over("badge", whole.get("badge"), badge, &mut problems),
            ("evidence", Value::Object(rules)) => over("evidence", whole.get("evidence"), rules, &mut problems),
            (_, value) => value.clone(),
        };
        let mut candidate = whole.clone();
        candidate[name] = value.clone();
        match serde_json::from_value::<Settings>(candidate.clone()) {
            Ok(read) => {
                let again = serde_json::to_value(&read).map_err(Error::internal)?;
                unknown(&value, again.get(name).unwrap_or(&Value::Null), name, &mut problems);
                whole = candidate;
            }
            Err(error) => problems.push(Problem::new(name, error.to_string())),
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    serde_json::from_value(whole).map_err(Error::internal)
}

/// A field's document with some of its own fields given anew.
fn over(field: &str, before: Option<&Value>, given: &Map<String, Value>, problems: &mut Vec<Problem>) -> Value {
    let mut policy = before.and_then(Value::as_object).cloned().unwrap_or_default();
    for (name, value) in given {
        if (field, name.as_str()) == ("policy", "zone") {
            problems.push(Problem::new("policy.zone", "is not known here; the zone is the field `zone`"));
        } else if value.is_null() {
            policy.remove(name);
        } else {
            policy.insert(name.clone(), value.clone());
        }
    }
    Value::Object(policy)
}

/// The entries of a plan, each read for itself so that its problems have its path; delays in minutes.
fn plan(entries: &[Value], problems: &mut Vec<Problem>) -> Option<Value> {
    if entries.len() > MAX_PLAN {
        problems.push(Problem::new("plan", format!("has {} entries; at most {MAX_PLAN} are allowed", entries.len())));
        return None;
    }
    let before = problems.len();
    let mut plan = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let path = format!("plan[{at}]");
        let Value::Object(entry) = entry else {
            problems.push(Problem::new(path, "must be an object such as {\"event\": \"order.delivered\"}"));
            continue;
        };
        let mut entry = entry.clone();
        if let Some(when) = entry.get("when").filter(|when| !when.is_null())
            && let Err(wrong) = When::read(when)
        {
            let below = |inner: &str| if inner.is_empty() { String::new() } else { format!(".{inner}") };
            problems.extend(
                wrong.into_iter().map(|one| Problem::new(format!("{path}.when{}", below(&one.path)), one.message)),
            );
            continue;
        }
        if let Some(minutes) = delay(&mut entry, &path, problems) {
            entry.insert("delay_minutes".to_owned(), minutes.into());
        }
        match serde_json::from_value::<Ask>(Value::Object(entry.clone())) {
            Ok(_) => plan.push(Value::Object(entry)),
            Err(error) => problems.push(Problem::new(path, error.to_string())),
        }
    }
    (problems.len() == before).then_some(Value::Array(plan))
}

/// The delay that is given in hours or days; they add up.
fn delay(entry: &mut Map<String, Value>, path: &str, problems: &mut Vec<Problem>) -> Option<i64> {
    let mut minutes = None;
    for (name, unit) in [("delay_minutes", 1), ("delay_hours", 60), ("delay_days", 24 * 60)] {
        let Some(value) = entry.remove(name).filter(|value| !value.is_null()) else { continue };
        match value.as_i64() {
            Some(count) => minutes = Some(minutes.unwrap_or(0i64).saturating_add(count.saturating_mul(unit))),
            None => problems.push(Problem::new(format!("{path}.{name}"), "must be a whole number")),
        }
    }
    minutes
}

/// Names the fields that were given and are not in what was read from them.
fn unknown(given: &Value, read: &Value, path: &str, problems: &mut Vec<Problem>) {
    match (given, read) {
        (Value::Object(given), Value::Object(read)) => {
            for (name, value) in given.iter().filter(|(_, value)| !value.is_null()) {
                let path = format!("{path}.{name}");
                match read.get(name) {
                    Some(kept) => unknown(value, kept, &path, problems),
                    None => problems.push(Problem::new(path, "is not known here")),
                }
            }
        }
        (Value::Array(given), Value::Array(read)) => {
            for (at, (given, read)) in given.iter().zip(read).enumerate() {
                unknown(given, read, &format!("{path}[{at}]"), problems);
            }
        }
        _ => {}
    }
}
