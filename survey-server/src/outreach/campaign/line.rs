//! One line of a campaign's file: a person who can be written to, or the reason why not.

use survey_core::Properties;

use crate::error::{Error, Problem};
use crate::outreach::person::{self, Identifiers, PersonInput};
use crate::store::campaign_people::Identity;
use crate::table::Row;
use crate::table::columns::{Cells, Columns};
use crate::table::refusal::sentence;

/// A line that names a person.
#[derive(Clone, Debug)]
pub struct Good {
    /// As a spreadsheet numbers it.
    pub line: u64,
    /// Who, as it is compared.
    pub identifiers: Identifiers,
    /// Who, as it is written.
    pub identity: Identity,
    /// What else the line says.
    pub properties: Properties,
    /// The cells, for the case that it is not taken after all.
    pub cells: Vec<String>,
}

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason, one of a few words: `cells`, `encoding`, or the field that is wrong.
    pub reason: String,
    /// The field that is wrong, if one is.
    pub field: Option<&'static str>,
    /// A sentence.
    pub problem: String,
}

/// The fields that a line can be refused for.
const FIELDS: [&str; 6] = ["email", "phone_number", "external_id", "name", "locale", "timezone"];

/// Reads a line.
pub fn read(row: &Row, columns: &Columns) -> Result<Good, Refusal> {
    if let Some(fault) = &row.fault {
        let reason = if fault.contains("not UTF-8") { "encoding" } else { "cells" };
        return Err(Refusal { reason: reason.to_owned(), field: None, problem: fault.clone() });
    }
    let cells = columns.of(&row.cells);
    let identity = identity(cells);
    if identity.email.is_none() {
        let problem = "email is empty; a person is asked by e-mail".to_owned();
        return Err(Refusal { reason: "email".to_owned(), field: Some("email"), problem });
    }
    let properties = cells.properties();
    let input = PersonInput { properties: properties.clone(), ..input(&identity) };
    let identifiers = person::identifiers(&input).map_err(|error| match error {
        Error::Invalid(problems) => refusal(&problems),
        other => Refusal { reason: "cells".to_owned(), field: None, problem: other.to_string() },
    })?;
    Ok(Good { line: row.number, identifiers, identity, properties, cells: row.cells.clone() })
}

/// What is wrong, named by its first fault.
pub fn refusal(problems: &[Problem]) -> Refusal {
    let path = problems.first().map(|problem| problem.path.as_str()).unwrap_or_default();
    let field = FIELDS.into_iter().find(|field| *field == path);
    let reason = field.unwrap_or(if path.starts_with("properties") { "properties" } else { "cells" });
    let problem = problems.iter().map(sentence).collect::<Vec<_>>().join("; ");
    Refusal { reason: reason.to_owned(), field, problem }
}

fn identity(cells: Cells<'_>) -> Identity {
    Identity {
        email: cells.text("email"),
        phone: cells.text("phone_number"),
        external_id: cells.text("external_id"),
        name: cells.text("name"),
        locale: cells.text("locale"),
        timezone: cells.text("timezone"),
    }
}

/// The identity as input of a person. What else a line says is about this asking and stays with it.
pub fn input(identity: &Identity) -> PersonInput {
    let Identity { email, phone, external_id, name, locale, timezone } = identity.clone();
    PersonInput { email, phone, external_id, name, locale, timezone, ..PersonInput::default() }
}
