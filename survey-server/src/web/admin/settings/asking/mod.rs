//! When we ask: the plan, the contact policy, and a box to try both.

mod entry;
pub mod policy;
pub mod rehearsal;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};

use self::entry::{Entry, Offered};
use self::policy::PolicyForm;
use self::rehearsal::Tried;
use crate::account::settings_document::{self as document, Part};
use crate::error::{Error, Problem};
use crate::store::{channels, surveys, workspaces};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/asking";
/// Most entries that a form is read for.
const MAX_ENTRIES: usize = 101;

#[derive(Serialize)]
struct Content {
    plan_version: String,
    all_version: String,
    entries: Vec<Entry>,
    entry_count: usize,
    cancels: String,
    /// Problems that belong to no entry.
    plan_problems: Vec<String>,
    policy: PolicyForm,
    tried: Tried,
}

/// What was typed into one of the forms, in the place of what is stored.
#[derive(Default)]
struct Typed {
    plan: Option<(Vec<Value>, String, Vec<Problem>)>,
    policy: Option<PolicyForm>,
    tried: Option<Tried>,
}

/// GET /admin/settings/asking
pub async fn show(member: Member) -> AdminResult {
    page(&member, StatusCode::OK, Typed::default()).await
}

async fn page(member: &Member, status: StatusCode, typed: Typed) -> Result<HttpResponse, AdminError> {
    let reader = member.reader.clone();
    let content = member
        .read(move |conn, cx| {
            let settings = workspaces::load(conn, cx.workspace)?.settings.0;
            let offered =
                Offered { surveys: surveys::list(conn, cx.workspace)?, channels: channels::list(conn, cx.workspace)? };
            let plan = document::shown(&settings, Part::Plan)?;
            let stored = plan.get("plan").and_then(Value::as_array).cloned().unwrap_or_default();
            let (values, cancels, problems) = typed.plan.unwrap_or((stored, settings.cancels.join(", "), Vec::new()));
            let mut entries: Vec<Entry> =
                values.iter().enumerate().map(|(at, value)| Entry::of(at, value, &offered, &problems)).collect();
            entries.push(Entry::of(entries.len(), &Value::Object(Map::new()), &offered, &[]));
            let of_no_entry = |problem: &&Problem| !problem.path.starts_with("plan[");
            Ok(Content {
                plan_version: document::version(&plan),
                all_version: document::version(&document::shown(&settings, Part::All)?),
                entry_count: entries.len(),
                entries,
                cancels,
                plan_problems: problems.iter().filter(of_no_entry).map(ToString::to_string).collect(),
                policy: match typed.policy {
                    Some(policy) => policy,
                    None => PolicyForm::stored(&settings, &reader)?,
                },
                tried: typed.tried.unwrap_or_default(),
            })
        })
        .await?;
    member.page(Room::Settings, "settings_asking", status, &content).await
}

/// POST /admin/settings/asking: the plan.
pub async fn save_plan(member: Member, form: Form) -> AdminResult {
    let count = form.text("entries").parse::<usize>().unwrap_or(0).min(MAX_ENTRIES);
    let mut read: Vec<(i64, Value)> = (0..count).filter_map(|at| entry::read(&form, at)).collect();
    read.sort_by_key(|(place, _)| *place);
    let entries: Vec<Value> = read.into_iter().map(|(_, entry)| entry).collect();
    let cancels = form.text("cancels");
    let names: Vec<Value> =
        cancels.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Value::from).collect();
    let mut given = Map::new();
    given.insert("plan".to_owned(), Value::Array(entries.clone()));
    given.insert("cancels".to_owned(), Value::Array(names));
    let (version, actor) = (form.text("version"), member.actor());
    let saved =
        member.write(move |conn, cx| document::change(conn, cx, Part::Plan, &given, Some(&version), &actor)).await;
    match saved {
        Ok(_) => Ok(member.done(PATH, "saved")),
        Err(Error::Invalid(problems)) => {
            let typed = Typed { plan: Some((entries, cancels, problems)), ..Typed::default() };
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, typed).await
        }
        Err(Error::Conflict { code: "changed_meanwhile", .. }) => {
            let problem = Problem::new("", member.reader.text("asking-changed-meanwhile", &[])?);
            let typed = Typed { plan: Some((entries, cancels, vec![problem])), ..Typed::default() };
            page(&member, StatusCode::CONFLICT, typed).await
        }
        Err(error) => Err(error.into()),
    }
}
