//! By what the list is narrowed, in the reader's words.

use serde_json::Value;

use super::find::Drill;
use crate::error::Error;
use crate::reporting::behind::Group;
use crate::reporting::view::View;
use crate::store::responses::evidence;
use crate::web::admin::reader::Reader;
use crate::web::admin::report::Names;
use crate::web::admin::{loyalty, reasons, segments};

/// The question where it is not the main one, the value and the evidence.
pub fn more(reader: &Reader, drill: &Drill, question: bool) -> Result<Vec<String>, Error> {
    let mut words = Vec::new();
    if question {
        let args = [("question", drill.view.measure.question.as_str().into())];
        words.push(reader.text("responses-question", &args)?);
    }
    if let Some(score) = drill.score {
        words.push(reader.text("responses-score", &[("score", Value::from(score))])?);
    }
    if let Some(kind) = drill.view.evidence {
        let word = evidence::word(kind);
        words.push(reader.text("evidence", &[("evidence", word.into())])?);
    }
    Ok(words)
}

/// The group.
pub fn group(reader: &Reader, names: &Names, group: &Group) -> Result<String, Error> {
    let quadrant = |word: &str| reader.text("loyalty-quadrant", &[("quadrant", word.into())]);
    match group {
        Group::Quadrant(one) => quadrant(one.word()),
        Group::Moved(from, to) => {
            let args = [("from", quadrant(from.word())?.into()), ("to", quadrant(to.word())?.into())];
            reader.text("responses-moved", &args)
        }
        Group::Late(wanted) => reader.text("loyalty-late", &[("late", wanted.word().into())]),
        Group::Reason(one) | Group::Within(one) => Ok(names.segment(one)),
    }
}

/// The report that counts these answers.
pub fn report(view: &View, group: Option<&Group>) -> String {
    match group {
        None => view.address("/admin"),
        Some(Group::Quadrant(_) | Group::Moved(..) | Group::Late(_)) => view.address(loyalty::PATH),
        Some(Group::Reason(_)) => view.address(reasons::PATH),
        Some(Group::Within(of)) => segments::cut_by(view, &of.dimension),
    }
}
