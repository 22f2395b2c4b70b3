//! Answers that have some words, for lists with other filters: by what the index knows, what it does not know yet, and by
//! the properties of the newest answers.

use serde_json::Value;

use super::pending::pending;
use super::{find, index};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::sheet::text;
use crate::reporting::words::{Query, tokens};
use crate::store::comments::Found;
use crate::store::responses::{self, Response};
use crate::store::{Conn, Id};

/// So many texts are named at once, and so many if all of them are of one day.
const MOST: usize = 1_000;
const MOST_OF_A_DAY: usize = 10_000;
/// Properties are looked at in so many of the newest answers.
pub const PROPERTIES_OF: i64 = 10_000;
const DAY_MS: i64 = 86_400_000;
/// Before this day nobody answered.
const FIRST_DAY: i32 = -40_000;

/// Answers that have the words.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// By their words, as the index has them: newest first, all of them back to the oldest.
    pub indexed: Vec<Id>,
    /// By their words, which the index does not know yet, and by their properties.
    pub others: Vec<Id>,
    /// There are more that the index has, of earlier days.
    pub more: bool,
    /// The index is far behind: new answers may be missing.
    pub behind: bool,
    /// There are older answers, whose properties were not looked at.
    pub properties_cut: bool,
}

/// Finds answers of all surveys, or of one, that were given on this day or before: their comments have all words that were
/// typed, in whatever form, or their properties what was typed.
pub fn sought(conn: &mut Conn, cx: &Cx, typed: &str, survey: Option<i32>, until: i32) -> Result<Sought, Error> {
    let mut sought = Sought::default();
    let query = Query::of(typed);
    if !query.is_empty() {
        let pending = pending(conn, cx)?;
        sought.behind = pending.more;
        for answer in &pending.answers {
            if has(conn, cx, answer, &query)? {
                sought.others.push(answer.id);
            }
        }
        let among = (survey, (FIRST_DAY, until.min(tomorrow(cx))));
        let mut found = find::some(conn, cx.workspace, among, &query, None, MOST)?;
        let mut full = found.len() == MOST;
        let of_one_day = |found: &[Found]| found.first().map(|one| one.day) == found.last().map(|one| one.day);
        while full && of_one_day(&found) && found.len() < MOST_OF_A_DAY {
            let next = find::some(conn, cx.workspace, among, &query, found.last().map(Found::place), MOST)?;
            full = next.len() == MOST;
            found.extend(next);
        }
        sought.more = full;
        // The last day may go on: it waits for its page.
        if full && !of_one_day(&found) {
            let last = found.last().map_or(FIRST_DAY, |last| last.day);
            found.retain(|one| one.day > last);
        }
        sought.indexed = found.iter().map(|one| one.response_id).filter(|id| !pending.has(*id)).collect();
    }
    let (by_properties, older) = responses::with_properties(conn, cx.workspace, typed, PROPERTIES_OF)?;
    sought.properties_cut = older;
    // The name of a property is in every answer.
    let wanted = typed.to_lowercase();
    let holds = |value: &Value| text(value).to_lowercase().contains(&wanted);
    let found = by_properties.into_iter().filter(|(_, properties)| properties.values().any(holds));
    sought.others.extend(found.map(|(id, _)| id));
    Ok(sought)
}

/// Whether one of an answer's texts has the words.
fn has(conn: &mut Conn, cx: &Cx, answer: &Response, query: &Query) -> Result<bool, Error> {
    let survey = cx.site.kept.survey(conn, cx.workspace, answer.survey_id, answer.survey_version)?;
    let terms = |text: &str| tokens(text, &answer.locale).into_iter().map(|token| token.term).collect();
    Ok(index::texts(&survey, answer).iter().any(|(_, text)| query.finds(&terms(text))))
}

/// A day that nobody has come to yet, in whatever zone.
fn tomorrow(cx: &Cx) -> i32 {
    i32::try_from(cx.now.0 / DAY_MS).unwrap_or(i32::MAX - 2) + 2
}
