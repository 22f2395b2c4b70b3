//! The cases that words find.

use crate::clock::Cx;
use crate::error::Error;
use crate::store::case_filter::About;
use crate::store::cases::Filter;
use crate::store::{Conn, people, responses};

/// So many answers and people a search looks at.
const MOST_FOUND: i64 = 2000;

/// Narrows a filter to what is about these words: the answer's, the order's, the person's, or the case's own number.
pub fn narrowed(conn: &mut Conn, cx: &Cx, filter: Filter, words: &str) -> Result<Filter, Error> {
    if words.is_empty() {
        return Ok(filter);
    }
    let about = About {
        answers: responses::ids_with_words(conn, cx.workspace, words, MOST_FOUND)?,
        people: people::ids_with_text(conn, cx.workspace, words, MOST_FOUND)?,
        number: words.trim_start_matches(['#', '№']).parse().ok(),
    };
    Ok(Filter { about: Some(about), ..filter })
}
