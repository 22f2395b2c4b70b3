//! What was found unusual, on the overview of the survey that it is about.

use serde::Serialize;

use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::view::Resolved;
use crate::reporting::watch::notice;
use crate::store::Conn;
use crate::web::admin::reader::Reader;
use crate::web::admin::role::Action;

/// A sentence, where it leads, and how long it is said.
#[derive(Debug, Serialize)]
pub struct Line {
    text: String,
    href: String,
    ends: String,
}

/// Watched views of the survey that is shown whose score left what is usual; and for who can do something about it, that
/// nothing comes in or goes out.
pub fn found(conn: &mut Conn, cx: &Cx, reader: &Reader, shown: Option<&Resolved>) -> Result<Vec<Line>, Error> {
    let (survey, may_act) = (shown.map(|view| view.measure.row.id), reader.may(Action::ChangeSettings));
    let (renderer, language) = reader.voice();
    let mut lines = Vec::new();
    for one in notice::standing(conn, cx)? {
        if one.survey.map_or(may_act, |about| Some(about) == survey) {
            let (text, ends) = (one.sentence(renderer, language)?, one.ends(renderer, language)?);
            lines.push(Line { text, href: one.path, ends });
        }
    }
    Ok(lines)
}
