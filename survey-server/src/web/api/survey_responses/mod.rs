//! `survey_responses`: recorded, listed, read, put back.

mod change;
mod list;
mod record;

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use survey_core::survey::Survey;

use super::answer::survey_words;
use super::table::Table;
use crate::clock::Cx;
use crate::dialect;
use crate::error::{Error, Problem};
use crate::store::people::Person;
use crate::store::responses::{Response, evidence};
use crate::store::{Conn, Id, people};
use crate::web::body::Fields;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(record::__path_create, record::create);
    table.on(list::__path_list, list::list);
    table.on(list::__path_show, list::show);
    table.on(change::__path_change, change::change);
}

/// Whether `expand[]` asks for the person.
fn expands_person(fields: &mut Fields) -> bool {
    let wanted = fields.texts("expand").unwrap_or_default();
    for other in wanted.iter().filter(|word| !matches!(word.as_str(), "person" | "notes")) {
        fields.problem("expand", format!("{other:?} cannot be expanded; person and notes can"));
    }
    wanted.iter().any(|word| word == "person")
}

/// Responses as the dialect shows them.
fn shown(conn: &mut Conn, cx: &Cx, rows: &[Response], expand: bool) -> Result<Vec<Value>, Error> {
    let words = survey_words(conn, cx.workspace, rows.iter().map(|row| row.survey_id))?;
    let mut persons: BTreeMap<Id, Person> = BTreeMap::new();
    if expand {
        let ids: Vec<Id> = rows.iter().filter_map(|row| row.person_id).collect();
        persons =
            people::list_by_ids(conn, cx.workspace, &ids)?.into_iter().map(|person| (person.id, person)).collect();
    }
    let one = |row: &Response| {
        let person = row.person_id.and_then(|id| persons.get(&id));
        let mut value = dialect::response(cx, row, person, expand);
        if let (Some(map), Some((key, kind))) = (value.as_object_mut(), words.get(&row.survey_id)) {
            map.insert("survey_type".into(), (*kind).into());
            map.insert("survey".into(), key.as_str().into());
            map.insert("evidence".into(), evidence::word(row.evidence).into());
        }
        value
    };
    Ok(rows.iter().map(one).collect())
}

/// `score`, `comment` and `answers` of a body as answers by question key.
#[derive(Clone, Debug, Default)]
struct Given {
    score: Option<i64>,
    comment: Option<String>,
    answers: Map<String, Value>,
}

impl Given {
    fn read(fields: &mut Fields) -> Self {
        Given {
            score: fields.integer("score"),
            comment: fields.text("comment"),
            answers: fields.object("answers").unwrap_or_default(),
        }
    }

    /// Under the keys of this survey: the score is the main question's, the comment the first text's.
    fn by_key(&self, survey: &Survey) -> Result<Map<String, Value>, Error> {
        let mut answers = self.answers.clone();
        if let Some(score) = self.score {
            let main =
                survey.main_question().ok_or_else(|| Error::invalid("score", "this survey asks for no score"))?;
            answers.insert(main.key.clone(), score.into());
        }
        if let Some(comment) = &self.comment {
            let text = survey.questions().iter().find(|question| question.kind.name() == "text");
            let text = text.ok_or_else(|| Error::invalid("comment", "this survey asks for no comment"))?;
            answers.insert(text.key.clone(), comment.as_str().into());
        }
        Ok(answers)
    }

    /// An error under question keys, told with the names that the body used.
    fn renamed(&self, survey: &Survey, error: Error) -> Error {
        let Error::Invalid(problems) = error else { return error };
        let main = survey.main_question().map(|main| main.key.as_str());
        let rename = |problem: Problem| {
            let path = problem.path.as_str();
            if self.answers.contains_key(path) {
                Problem::new(format!("answers.{path}"), problem.message)
            } else if Some(path) == main {
                Problem::new("score", problem.message)
            } else if self.comment.is_some() && survey.question(path).is_some_and(|asked| asked.kind.name() == "text") {
                Problem::new("comment", problem.message)
            } else {
                problem
            }
        };
        Error::Invalid(problems.into_iter().map(rename).collect())
    }
}
