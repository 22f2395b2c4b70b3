//! Cases: their kinds with a checklist each, root causes, and the currency of costs.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, json};

use crate::account::settings_document::{self, Part};
use crate::error::{Error, Problem};
use crate::store::desk::{Cause, Desk, Kind};
use crate::store::workspaces;
use crate::web::admin::desk_words;
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/cases";
/// So many empty lines wait for new kinds and causes.
const SPARE: [usize; 2] = [1, 3];

#[derive(Serialize)]
struct Content {
    problem_count: usize,
    problems: Vec<String>,
    kinds: Vec<Line>,
    causes: Vec<Line>,
    currency: String,
}

/// A kind or a cause as it is typed.
#[derive(Serialize)]
struct Line {
    place: usize,
    key: String,
    name: String,
    steps: String,
}

/// GET /admin/settings/cases
pub async fn show(member: Member) -> AdminResult {
    let desk = member.read(|conn, cx| Ok(workspaces::load(conn, cx.workspace)?.settings.0.desk)).await?;
    page(&member, StatusCode::OK, &desk, &[]).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    desk: &Desk,
    problems: &[Problem],
) -> Result<HttpResponse, AdminError> {
    let reader = &member.reader;
    let mut kinds = Vec::new();
    for (place, kind) in desk.kinds.iter().enumerate() {
        let name = desk_words::kind(reader, desk, &kind.key)?;
        let steps = desk_words::steps(reader, kind)?.join("\n");
        kinds.push(Line { place, key: kind.key.clone(), name, steps });
    }
    let mut causes = Vec::new();
    for (place, cause) in desk.causes.iter().enumerate() {
        let name = desk_words::cause(reader, desk, &cause.key)?;
        causes.push(Line { place, key: cause.key.clone(), name, steps: String::new() });
    }
    for (list, spare) in [&mut kinds, &mut causes].into_iter().zip(SPARE) {
        let empty = |place| Line { place, key: String::new(), name: String::new(), steps: String::new() };
        let next = list.len();
        list.extend((next..next + spare).map(empty));
    }
    let content = Content {
        problem_count: problems.len(),
        problems: problems.iter().map(|problem| problem.message.clone()).collect(),
        kinds,
        causes,
        currency: desk.currency.clone(),
    };
    member.page(Room::Settings, "settings_cases", status, &content).await
}

/// POST /admin/settings/cases
pub async fn send(member: Member, form: Form) -> AdminResult {
    let before = member.read(|conn, cx| Ok(workspaces::load(conn, cx.workspace)?.settings.0.desk)).await?;
    let desk = typed(&member, &form, &before)?;
    let mut given = Map::new();
    given.insert("desk".to_owned(), json!(desk));
    let actor = member.actor();
    let saved = member
        .write(move |conn, cx| settings_document::change(conn, cx, Part::All, &given, None, &actor).map(drop))
        .await;
    match saved {
        Ok(()) => Ok(member.done(PATH, "saved")),
        Err(Error::Invalid(problems)) => page(&member, StatusCode::UNPROCESSABLE_ENTITY, &desk, &problems).await,
        Err(error) => Err(error.into()),
    }
}

/// What was typed. A line without a name is taken away; what stands in the product's own words stays in them, so that
/// everybody goes on reading it in their own language.
fn typed(member: &Member, form: &Form, before: &Desk) -> Result<Desk, Error> {
    let reader = &member.reader;
    let mut desk = Desk { kinds: Vec::new(), causes: Vec::new(), currency: form.text("currency").to_uppercase() };
    for (key, name, steps) in lines(form, "kind") {
        let steps: Vec<String> =
            steps.lines().map(str::trim).filter(|step| !step.is_empty()).map(str::to_owned).collect();
        let known = before.kind(&key);
        let own_name = known.is_some_and(|kind| kind.name.is_empty());
        let own_steps = known.is_some_and(|kind| kind.steps.is_none());
        let name = if own_name && desk_words::kind(reader, before, &key)? == name { String::new() } else { name };
        let same = match known {
            Some(kind) if own_steps => desk_words::steps(reader, kind)? == steps,
            _ => false,
        };
        let key = if known.is_some() { key } else { new_key(member) };
        desk.kinds.push(Kind { key, name, steps: (!same).then_some(steps) });
    }
    for (key, name, _) in lines(form, "cause") {
        let known = before.cause(&key);
        let own_name = known.is_some_and(|cause| cause.name.is_empty());
        let name = if own_name && desk_words::cause(reader, before, &key)? == name { String::new() } else { name };
        let key = if known.is_some() { key } else { new_key(member) };
        desk.causes.push(Cause { key, name });
    }
    Ok(desk)
}

/// The lines of one list that have a name: key, name, steps.
fn lines(form: &Form, list: &str) -> Vec<(String, String, String)> {
    let places = form.all(&format!("{list}_place"));
    places
        .iter()
        .map(|place| {
            let field = |name: &str| form.text(&format!("{list}_{name}_{place}"));
            (field("key"), field("name"), form.raw(&format!("{list}_steps_{place}")).to_owned())
        })
        .filter(|(_, name, _)| !name.is_empty())
        .collect()
}

/// A key that no other line has: names change and come in every script.
fn new_key(member: &Member) -> String {
    let id = member.app.cx(0).id().to_string();
    format!("own_{}", id.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase())
}
