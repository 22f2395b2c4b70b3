//! What is written down about a case, what it cost the customer in effort, and the form that changes it.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;

use super::case::{self as shown, Refused};
use super::case_step;
use super::desk_words;
use super::error::AdminResult;
use super::form::Form;
use super::member::Member;
use super::reader::Reader;
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::effort;
use crate::recovery::facts::{self, Facts};
use crate::store::cases::{Case, Entry};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, case_filter};

/// The section of the page.
#[derive(Debug, Serialize)]
pub struct Shown {
    kind: String,
    kinds: Vec<Choice>,
    cause: Option<String>,
    causes: Vec<Choice>,
    /// As it is typed.
    cost: String,
    currency: String,
    tags: Vec<String>,
    /// As they are typed.
    tags_text: String,
    team: String,
    teams: Vec<String>,
    effort: Effort,
}

#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    text: String,
    selected: bool,
}

/// The effort ledger of the customer.
#[derive(Debug, Serialize)]
struct Effort {
    contacts: u32,
    unanswered: u32,
    repeats: u32,
    handovers: u32,
    reopenings: u32,
    waited_minutes: i64,
}

/// What is written down about a case.
pub fn shown(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    (workspace, case): (&Workspace, &Case),
    entries: &[Entry],
) -> Result<Shown, Error> {
    let desk = &workspace.settings.0.desk;
    let choices = |all: Vec<(String, String)>, chosen: &str| -> Vec<Choice> {
        all.into_iter().map(|(value, text)| Choice { selected: value == chosen, value, text }).collect()
    };
    let counted = effort::effort(case.tapped_at, entries, cx.now);
    Ok(Shown {
        kind: desk_words::kind(reader, desk, &case.kind)?,
        kinds: choices(desk_words::kinds(reader, desk)?, &case.kind),
        cause: case.cause.as_deref().map(|cause| desk_words::cause(reader, desk, cause)).transpose()?,
        causes: choices(desk_words::causes(reader, desk)?, case.cause.as_deref().unwrap_or_default()),
        cost: case.cost.map(written).unwrap_or_default(),
        currency: desk.currency.clone(),
        tags: case.tags.0.clone(),
        tags_text: case.tags.0.join(", "),
        team: case.team.clone().unwrap_or_default(),
        teams: case_filter::words(conn, cx.workspace)?.teams,
        effort: Effort {
            contacts: counted.contacts,
            unanswered: counted.unanswered,
            repeats: counted.repeats,
            handovers: counted.handovers,
            reopenings: counted.reopenings,
            waited_minutes: counted.waited_ms / 60_000,
        },
    })
}

/// Hundredths as they are typed: 1250 is 12.50, and whole amounts have no point.
fn written(cost: i64) -> String {
    if cost % 100 == 0 { (cost / 100).to_string() } else { format!("{}.{:02}", cost / 100, cost % 100) }
}

/// What was typed as hundredths: 12.5, 12,50 and 1 200 are amounts; empty is none.
fn amount(text: &str) -> Result<Option<i64>, Error> {
    let plain: String = text.chars().filter(|char| !char.is_whitespace()).collect::<String>().replace(',', ".");
    if plain.is_empty() {
        return Ok(None);
    }
    let wrong = || Error::invalid("cost", "must be an amount like 12.50");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 2 || !digits(whole) || !digits(part) {
        return Err(wrong());
    }
    let hundredths = format!("{whole}{part:0<2}");
    hundredths.parse().map(Some).map_err(|_too_much| wrong())
}

/// POST /admin/cases/{id}/facts
pub async fn send(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id: Id = id.parse().map_err(|_not_an_id| Error::NotFound("case"))?;
    let cost = match amount(&form.text("cost")) {
        Ok(cost) => cost,
        Err(error) => return refuse(&member, id, error).await,
    };
    let facts = Facts {
        kind: Some(form.text("kind")).filter(|kind| !kind.is_empty()),
        team: Some(form.text("team")),
        cause: Some(form.text("cause")),
        cost: Some(cost),
        tags: Some(form.text("tags").split(',').map(str::to_owned).collect()),
        tag: None,
    };
    let (version, actor) = (form.number("version"), member.actor());
    match member.write(move |conn, cx| facts::set(conn, cx, id, &facts, version, &actor)).await {
        Ok(_) => Ok(member.done(&format!("/admin/cases/{id}"), "case-saved")),
        Err(error) => refuse(&member, id, error).await,
    }
}

async fn refuse(member: &Member, id: Id, error: Error) -> AdminResult {
    let (status, conflict) = match &error {
        Error::Conflict { .. } => {
            let line = case_step::latest(member, id).await?;
            let words = [("line", line.into()), ("kept", "no".into())];
            (StatusCode::CONFLICT, member.reader.text("case-conflict", &words)?)
        }
        Error::Invalid(problems) => {
            let field = problems.first().map(|problem| problem.path.clone()).unwrap_or_default();
            (StatusCode::UNPROCESSABLE_ENTITY, member.reader.text("facts-invalid", &[("field", field.into())])?)
        }
        _ => return Err(error.into()),
    };
    shown::page(member, id, status, Refused { conflict: Some(conflict), open_step: "facts", ..Refused::default() })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_of_both_languages_write_them() {
        for (text, cost) in [("12.5", 1250), ("12,50", 1250), ("1 200", 120_000), ("0", 0), ("7", 700)] {
            assert_eq!(amount(text).unwrap(), Some(cost), "{text}");
        }
        assert_eq!(amount(" ").unwrap(), None);
        for text in ["-1", "1.234", "12e3", ".5", "1234567890123"] {
            assert!(amount(text).is_err(), "{text}");
        }
        assert_eq!((written(1250), written(120_000), written(5)), ("12.50".into(), "1200".into(), "0.05".into()));
    }
}
