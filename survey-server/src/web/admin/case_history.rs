//! Everything a customer said and bought, newest first, beside a case of theirs.

use serde::Serialize;

use super::reader::Reader;
use super::row::Rows;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::{self, Case, Filter};
use crate::store::{Conn, Id, Time, events, responses};
use survey_core::property;

/// So many answers, purchases and cases are shown.
const MOST: i64 = 30;

/// One thing that happened.
#[derive(Debug, Serialize)]
pub struct Moment {
    /// `answer`, `event`, `case`.
    what: &'static str,
    at: Time,
    href: Option<String>,
    score: Option<String>,
    category: &'static str,
    text: Option<String>,
    /// The answer, the purchase or the case that this case is about.
    this: bool,
}

/// What is known of the customer of a case besides the case itself.
pub fn shown(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    rows: &mut Rows<'_>,
    case: &Case,
) -> Result<Vec<Moment>, Error> {
    let Some(person) = case.person_id else { return Ok(Vec::new()) };
    let said = responses::list_by_person(conn, cx.workspace, person, MOST)?;
    rows.responses(conn, cx, &said)?;
    let mut moments: Vec<Moment> = said
        .iter()
        .map(|row| Moment {
            what: "answer",
            at: row.answered_at,
            href: Some(format!("/admin/responses/{}", row.id)),
            score: row.score.map(|score| score.to_string()),
            category: rows.category(row),
            text: row.comment.clone(),
            this: case.response_id == Some(row.id),
        })
        .collect();
    for event in events::list_by_person(conn, cx.workspace, person, MOST)? {
        moments.push(Moment {
            what: "event",
            at: event.occurred_at,
            href: None,
            score: None,
            category: "none",
            text: Some(about(&event)),
            this: case.event_id == Some(event.id),
        });
    }
    moments.extend(other_cases(conn, cx, reader, person, case.id)?);
    moments.sort_by_key(|moment| std::cmp::Reverse(moment.at));
    Ok(moments)
}

/// What a purchase is called: its type, its number, and what it was.
fn about(event: &events::Event) -> String {
    let order = ["order", "order_id", "order.number", "product"]
        .into_iter()
        .filter_map(|name| property(&event.properties.0, name)?.as_str().map(str::to_owned));
    let mut words = vec![event.kind.clone()];
    words.extend(order);
    if words.len() == 1 {
        words.push(event.external_id.clone());
    }
    words.join(" · ")
}

fn other_cases(conn: &mut Conn, cx: &Cx, reader: &Reader, person: Id, this: Id) -> Result<Vec<Moment>, Error> {
    let filter = Filter { person_id: Some(person), newest_first: true, ..Filter::default() };
    let mut found = cases::list(conn, cx.workspace, &filter, 0, MOST)?;
    // A case that was joined to another one is in that one's timeline.
    found.retain(|case| case.id != this && case.merged_into.is_none());
    found
        .into_iter()
        .map(|case| {
            let state = reader.text("case-state", &[("state", case.state.as_str().into())])?;
            Ok(Moment {
                what: "case",
                at: case.opened_at,
                href: Some(format!("/admin/cases/{}", case.id)),
                score: None,
                category: "none",
                text: Some(format!("№ {} · {state}", case.number)),
                this: false,
            })
        })
        .collect()
}
