//! The contact policy as a form: how often, at what hours, on which days, whom.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{PATH, Typed, page};
use crate::account::settings_document::{self as document, Part};
use crate::error::{Error, Problem};
use crate::store::workspaces::Settings;
use crate::web::admin::error::AdminResult;
use crate::web::admin::form::Form;
use crate::web::admin::member::Member;
use crate::web::admin::reader::Reader;
use crate::web::admin::settings::Field;

/// The fields that are typed.
const TYPED: [&str; 5] = ["cool_down_days", "too_late_days", "quiet_from", "quiet_until", "sample"];
/// Most days of a wait.
const MAX_DAYS: u32 = 3_660;
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The policy, as the page shows it.
#[derive(Debug, Default, Serialize)]
pub(super) struct PolicyForm {
    #[serde(flatten)]
    typed: BTreeMap<&'static str, Field>,
    weekdays: Vec<Weekday>,
    weekdays_problem: Option<String>,
    basis_required: bool,
    problems: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Weekday {
    key: &'static str,
    name: String,
    checked: bool,
}

impl PolicyForm {
    /// What is stored.
    pub(super) fn stored(settings: &Settings, reader: &Reader) -> Result<Self, Error> {
        let policy = serde_json::to_value(&settings.policy).map_err(Error::internal)?;
        let text = |pointer: &str| policy.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let values = [
            settings.policy.cool_down_days.to_string(),
            settings.policy.too_late_days.to_string(),
            text("/quiet_hours/from"),
            text("/quiet_hours/until"),
            percent(settings.policy.sample),
        ];
        let days = policy.get("weekdays").and_then(Value::as_array).cloned().unwrap_or_default();
        let field = |value: String| Field { value, problem: None };
        Ok(PolicyForm {
            typed: TYPED.into_iter().zip(values.map(field)).collect(),
            weekdays: weekdays(reader, |day| days.iter().any(|set| set.as_str() == Some(day)))?,
            basis_required: settings.policy.require_basis,
            ..PolicyForm::default()
        })
    }

    fn typed(form: &Form, reader: &Reader) -> Result<Self, Error> {
        let days = form.all("weekdays");
        Ok(PolicyForm {
            typed: TYPED.into_iter().map(|name| (name, Field { value: form.text(name), problem: None })).collect(),
            weekdays: weekdays(reader, |day| days.iter().any(|set| set == day))?,
            basis_required: form.text("basis_required") == "yes",
            ..PolicyForm::default()
        })
    }

    fn problem(&mut self, name: &str, problem: String) {
        match self.typed.get_mut(name) {
            Some(field) => field.problem = Some(problem),
            None if name == "weekdays" => self.weekdays_problem = Some(problem),
            None => self.problems.push(problem),
        }
    }

    fn is_sound(&self) -> bool {
        let fields = self.typed.values().all(|field| field.problem.is_none());
        fields && self.weekdays_problem.is_none() && self.problems.is_empty()
    }
}

fn weekdays(reader: &Reader, checked: impl Fn(&str) -> bool) -> Result<Vec<Weekday>, Error> {
    WEEKDAYS
        .into_iter()
        .map(|key| {
            let name = reader.text("asking-weekday", &[("day", Value::from(key))])?;
            Ok(Weekday { key, name, checked: checked(key) })
        })
        .collect()
}

/// A share as percent, as short as it can be said.
fn percent(share: f64) -> String {
    format!("{}", (share * 10_000.0).round() / 100.0)
}

/// POST /admin/settings/asking/policy
pub async fn save(member: Member, form: Form) -> AdminResult {
    let mut shown = PolicyForm::typed(&form, &member.reader)?;
    let policy = read(&mut shown, &form, &member.reader)?;
    if shown.is_sound() {
        let mut given = Map::new();
        given.insert("policy".to_owned(), Value::Object(policy));
        let (version, actor) = (form.text("version"), member.actor());
        let saved =
            member.write(move |conn, cx| document::change(conn, cx, Part::All, &given, Some(&version), &actor)).await;
        match saved {
            Ok(_) => return Ok(member.done(PATH, "saved")),
            Err(Error::Invalid(problems)) => {
                for Problem { path, message } in problems {
                    let name = path.strip_prefix("policy.").unwrap_or(&path);
                    shown.problem(if name == "quiet_hours" { "quiet_until" } else { name }, message);
                }
            }
            Err(Error::Conflict { code: "changed_meanwhile", .. }) => {
                shown.problems.push(member.reader.text("asking-changed-meanwhile", &[])?);
            }
            Err(error) => return Err(error.into()),
        }
    }
    page(&member, StatusCode::UNPROCESSABLE_ENTITY, Typed { policy: Some(shown), ..Typed::default() }).await
}

/// The policy that was typed; what is wrong is noted beside its field.
fn read(shown: &mut PolicyForm, form: &Form, reader: &Reader) -> Result<Map<String, Value>, Error> {
    let mut policy = Map::new();
    for name in ["cool_down_days", "too_late_days"] {
        match form.text(name).parse::<u32>().ok().filter(|days| *days <= MAX_DAYS) {
            Some(days) => {
                policy.insert(name.to_owned(), days.into());
            }
            None => {
                let bounds = [("least", Value::from(0)), ("most", Value::from(MAX_DAYS))];
                shown.problem(name, reader.text("problem-number", &bounds)?);
            }
        }
    }
    match form.text("sample").replace(',', ".").trim_end_matches('%').trim().parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => {
            policy.insert("sample".to_owned(), json!(percent / 100.0));
        }
        _ => {
            let bounds = [("least", Value::from(0)), ("most", Value::from(100))];
            shown.problem("sample", reader.text("problem-number", &bounds)?);
        }
    }
    let hour = |name: &str| form.text(name).chars().take(5).collect::<String>();
    let quiet = match (hour("quiet_from"), hour("quiet_until")) {
        (from, until) if from.is_empty() && until.is_empty() => Value::Null,
        (from, until) if from.is_empty() || until.is_empty() => {
            let name = if from.is_empty() { "quiet_from" } else { "quiet_until" };
            shown.problem(name, reader.text("problem-time", &[])?);
            Value::Null
        }
        (from, until) => json!({"from": from, "until": until}),
    };
    policy.insert("quiet_hours".to_owned(), quiet);
    policy.insert("weekdays".to_owned(), json!(form.all("weekdays")));
    policy.insert("require_basis".to_owned(), json!(form.text("basis_required") == "yes"));
    Ok(policy)
}
