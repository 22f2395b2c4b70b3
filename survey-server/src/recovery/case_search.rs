//! The cases that words find.

use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::comments::sought::sought;
use crate::store::case_filter::About;
use crate::store::cases::Filter;
use crate::store::{Conn, people};

/// So many people a search looks at.
const MOST_FOUND: i64 = 2000;

/// Narrows a filter to what is about these words: the answer's, the order's, the person's, or the case's own number.
pub fn narrowed(conn: &mut Conn, cx: &Cx, filter: Filter, words: &str) -> Result<Filter, Error> {
    if words.is_empty() {
        return Ok(filter);
    }
    let found = sought(conn, cx, words, None, i32::MAX)?;
    let about = About {
        answers: found.indexed.into_iter().chain(found.others).collect(),
        people: people::ids_with_text(conn, cx.workspace, words, MOST_FOUND)?,
        number: words.trim_start_matches(['#', '№']).parse().ok(),
    };
    Ok(Filter { about: Some(about), ..filter })
}
