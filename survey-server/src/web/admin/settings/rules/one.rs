//! One rule as a form: conditions and actions row by row. Every step is a button of the form, so that it works without
//! script; what the changed set would have done is shown before it is saved.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::{Map, Value, json};
use survey_core::recovery::Rules;

use super::action::{self, KINDS};
use super::condition::{self, Offered};
use super::trial::{self, Trial};
use super::{PATH, change_set};
use crate::error::{Error, Problem};
use crate::recovery::pledge;
use crate::recovery::rules;
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

#[derive(Serialize)]
struct Content {
    version: i32,
    /// The id under which it is saved; empty: it is new.
    rule: String,
    name: String,
    on: bool,
    when: condition::Shown,
    then: Vec<action::Shown>,
    kinds: [&'static str; 6],
    sentence: Option<String>,
    problems: Vec<String>,
    unheld: Vec<super::Warning>,
    trial: Option<Trial>,
    people: String,
    minutes: String,
}

/// A rule on its way: as a document, with what is to be said of it.
#[derive(Default)]
struct Draft {
    version: i32,
    id: String,
    document: Value,
    more: bool,
    problems: Vec<Problem>,
    trial: Option<Trial>,
    staffing: (String, String),
}

/// GET /admin/settings/rules/one/{id}; `new` is a rule that is not there yet.
pub async fn show(member: Member, id: web::Path<String>) -> AdminResult {
    let (set, version) = member.read(rules::current).await?;
    let id = id.into_inner();
    let document = match set.rules().iter().find(|rule| rule.id == id) {
        Some(rule) => json!(rule),
        None if id == "new" => json!({
            "when": {"fact": "score", "at_most": 6},
            "then": [{"do": "open_case", "priority": "normal"}, {"do": "notify", "to": "team"}],
        }),
        None => return Err(Error::NotFound("rule").into()),
    };
    let id = document["id"].as_str().unwrap_or_default().to_owned();
    page(&member, StatusCode::OK, Draft { version, id, document, ..Draft::default() }).await
}

/// POST /admin/settings/rules/one: a step of the form.
pub async fn send(member: Member, form: Form) -> AdminResult {
    let step = form.text("step");
    let place = |word: &str| step.strip_prefix(word).and_then(|place| place.parse::<usize>().ok());
    let offered = offered(&member).await?;
    let (set, _) = member.read(rules::current).await?;
    let id = form.text("rule");
    let mut document = read(&form, &offered, place("remove-condition-"), place("remove-action-"));
    if step == "add-action"
        && let (Some(action), Some(list)) = (action::new(&form.text("kind")), document["then"].as_array_mut())
    {
        list.push(action);
    }
    let new_id = if id.is_empty() { free_id(&set, &form.text("title")) } else { id.clone() };
    document["id"] = new_id.as_str().into();
    let mut draft = Draft {
        version: form.number("version").unwrap_or_default(),
        id,
        more: step == "add-condition",
        staffing: (form.text("people"), form.text("minutes")),
        document: document.clone(),
        ..Draft::default()
    };
    let changed = trial::with(&json!(set), &new_id, document);
    match step.as_str() {
        "try" => match member.read(move |conn, cx| rules::checked(conn, cx, &changed)).await {
            Ok(rules) => draft.trial = Some(trial::run(&member, &form, rules).await?),
            Err(Error::Invalid(problems)) => draft.problems = problems,
            Err(error) => return Err(error.into()),
        },
        "save" => match change_set(&member, &form, move |set| *set = changed).await {
            Ok(()) => return Ok(member.done(PATH, "rules-saved")),
            Err(Error::Invalid(problems)) => draft.problems = problems,
            Err(error) => return Err(error.into()),
        },
        _ => {}
    }
    let status = if draft.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page(&member, status, draft).await
}

/// The rule that a form holds.
fn read(form: &Form, offered: &Offered, condition: Option<usize>, action: Option<usize>) -> Value {
    let mut rule = Map::new();
    let name = form.text("title");
    if !name.is_empty() {
        rule.insert("name".to_owned(), name.into());
    }
    if form.text("on") != "yes" {
        rule.insert("enabled".to_owned(), false.into());
    }
    if let Some(when) = condition::read(form, offered, condition) {
        rule.insert("when".to_owned(), when);
    }
    rule.insert("then".to_owned(), action::read(form, action).into());
    Value::Object(rule)
}

/// An id that no rule has, from the name where that is made of Latin letters.
fn free_id(set: &Rules, name: &str) -> String {
    let words = name.to_lowercase();
    let words: Vec<&str> =
        words.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let stem: String = words.join("-").chars().take(40).collect();
    let stem = if stem.is_empty() { "rule".to_owned() } else { stem };
    let taken = |id: &str| id == "new" || set.rules().iter().any(|rule| rule.id == id);
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(stem)
}

/// The questions of all surveys.
async fn offered(member: &Member) -> Result<Offered, Error> {
    let surveys = member.read(rules::surveys_now).await?;
    let mut questions: Vec<(String, bool)> = Vec::new();
    for question in surveys.iter().flat_map(|(_, survey)| survey.questions()) {
        if !questions.iter().any(|(key, _)| *key == question.key) {
            questions.push((question.key.clone(), question.kind.scale().is_some()));
        }
    }
    Ok(Offered { questions })
}

async fn page(member: &Member, status: StatusCode, draft: Draft) -> Result<HttpResponse, AdminError> {
    let offered = offered(member).await?;
    let alone = Rules::from_value(&json!({"rules": [draft.document]})).ok();
    let sentence =
        alone.as_ref().and_then(|rules| rules.rules().first()).map(|rule| rule.sentence(member.reader.language()));
    let unheld = match alone {
        Some(rules) => member.read(move |conn, cx| pledge::unheld(conn, cx, &rules)).await?,
        None => Vec::new(),
    };
    let mut problems = Vec::new();
    for problem in &draft.problems {
        problems.push(said(member, problem)?);
    }
    let content = Content {
        version: draft.version,
        rule: draft.id,
        name: draft.document["name"].as_str().unwrap_or_default().to_owned(),
        on: draft.document["enabled"] != false,
        when: condition::Shown::of(draft.document.get("when"), &offered, draft.more),
        then: action::Shown::all(draft.document.get("then")),
        kinds: KINDS,
        sentence,
        problems,
        unheld: unheld.into_iter().map(super::warning).collect(),
        trial: draft.trial,
        people: draft.staffing.0,
        minutes: draft.staffing.1,
    };
    member.page(Room::Settings, "settings_rule", status, &content).await
}

/// A problem with the row that it is in.
fn said(member: &Member, problem: &Problem) -> Result<String, Error> {
    let inside = problem.path.split_once("].").map_or("", |(_, inside)| inside);
    let (word, row) = match inside.split_once('[') {
        Some((list, rest)) => {
            let number =
                rest.split(']').next().and_then(|number| number.parse::<usize>().ok()).map(|number| number + 1);
            (if list.starts_with("then") { "action" } else { "condition" }, number)
        }
        None if inside.starts_with("when") => ("condition", Some(1)),
        None => return Ok(problem.to_string()),
    };
    let Some(row) = row else { return Ok(problem.to_string()) };
    let args = [("word", word.into()), ("number", row.into()), ("problem", problem.message.as_str().into())];
    member.reader.text("rules-problem", &args)
}
