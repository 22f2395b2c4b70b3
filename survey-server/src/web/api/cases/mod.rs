//! `cases`: the recovery inbox for programs.

mod change;
mod list;
mod messages;
mod open;
mod step;

use serde_json::{Value, json};

use super::answer::survey_words;
use super::table::Table;
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::by_hand::MAX_NOTE;
use crate::recovery::callback::case_json;
use crate::secret::Purpose;
use crate::store::Conn;
use crate::store::cases::{self, Case};
use crate::web::body::Fields;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(list::__path_list, list::list);
    table.on(list::__path_show, list::show);
    table.on(change::__path_change, change::change);
    table.on(messages::__path_list, messages::list);
    table.on(messages::__path_create, messages::create);
    table.on(open::__path_create, open::create);
    table.on(step::__path_claim, step::claim);
    table.on(step::__path_assign, step::assign);
    table.on(step::__path_note, step::note);
    table.on(step::__path_contact, step::contact);
    table.on(step::__path_resolve, step::resolve);
    table.on(step::__path_reopen, step::reopen);
    table.on(step::__path_merge, step::merge);
    table.on(step::__path_dismiss, step::dismiss);
    table.on(step::__path_release, step::release);
    table.on(step::__path_resume, step::resume);
    table.on(step::__path_wait, step::wait);
}

/// Cases as every answer shows them.
fn shown(conn: &mut Conn, cx: &Cx, found: &[Case]) -> Result<Vec<Value>, Error> {
    let words = survey_words(conn, cx.workspace, found.iter().filter_map(|case| case.survey_id))?;
    let one = |case: &Case| {
        let mut value = case_json(case);
        value["kind"] = json!(case.kind);
        value["cause"] = json!(case.cause);
        value["cost"] = json!(case.cost);
        value["tags"] = json!(case.tags);
        value["merged_into"] = json!(case.merged_into);
        value["survey"] = json!(case.survey_id.and_then(|id| words.get(&id)).map(|(key, _)| key));
        let token = cx.keys().link(Purpose::CaseStatus, cx.workspace, case.id, 0);
        value["links"] = json!({
            "case": cx.url(&format!("/admin/cases/{}", case.id)),
            "customer": cx.url(&format!("/c/{token}")),
        });
        value
    };
    Ok(found.iter().map(one).collect())
}

/// One case with its timeline.
fn whole(conn: &mut Conn, cx: &Cx, case: &Case) -> Result<Value, Error> {
    let mut value = shown(conn, cx, std::slice::from_ref(case))?.pop().unwrap_or_default();
    let entries = cases::entries(conn, cx.workspace, case.id)?;
    let line = |entry: &cases::Entry| {
        json!({
            "id": entry.id,
            "at": entry.at.rfc3339(),
            "kind": entry.kind,
            "actor": entry.actor,
            "detail": entry.detail,
        })
    };
    value["timeline"] = entries.iter().map(line).collect();
    Ok(value)
}

/// The words of a note.
fn note_of(fields: &mut Fields) -> Option<String> {
    let note = fields.text("note").map(|note| note.trim().to_owned()).filter(|note| !note.is_empty())?;
    if note.chars().count() > MAX_NOTE {
        fields.problem("note", format!("is longer than {MAX_NOTE} characters"));
    }
    Some(note)
}
