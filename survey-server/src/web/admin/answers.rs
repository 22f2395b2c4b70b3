//! The answers of a response beside its score and comment, and what is known of the order, as lines.

use serde::Serialize;
use serde_json::Value;
use survey_core::Properties;
use survey_core::response::{Answer, Chosen};
use survey_core::survey::{Question, QuestionKind, Survey, pipe};

use super::reader::Reader;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::responses::Response;
use crate::store::{Conn, surveys};

/// A question and its answer in the reader's words.
#[derive(Debug, Serialize)]
pub struct AnswerLine {
    question: String,
    answer: String,
}

/// A property and its value.
#[derive(Debug, Serialize)]
pub struct PropertyLine {
    name: String,
    value: String,
}

/// Every answer but the main score and the comment, which the page shows by themselves.
pub fn lines(conn: &mut Conn, cx: &Cx, reader: &Reader, row: &Response) -> Result<Vec<AnswerLine>, Error> {
    let survey = surveys::definition(conn, cx.workspace, row.survey_id, row.survey_version)?;
    let main = survey.main_question().map(|question| question.key.as_str());
    let mut comment = row.comment.as_deref();
    let mut lines = Vec::new();
    for question in survey.questions() {
        let Some(answer) = row.answers.0.get(&question.key) else { continue };
        let is_comment = matches!(answer, Answer::Text(text) if Some(text.as_str()) == comment);
        if is_comment {
            comment = None;
        }
        if is_comment || main == Some(question.key.as_str()) {
            continue;
        }
        let text = question.text.get(reader.language(), survey.language());
        lines.push(AnswerLine {
            question: pipe(text, &row.properties.0),
            answer: words(reader, &survey, question, answer)?,
        });
    }
    Ok(lines)
}

fn words(reader: &Reader, survey: &Survey, question: &Question, answer: &Answer) -> Result<String, Error> {
    let option = |key: &str| {
        let found = question.options().iter().find(|option| option.key == key);
        found.map_or_else(|| key.to_owned(), |option| option.text.get(reader.language(), survey.language()).to_owned())
    };
    Ok(match answer {
        Answer::Number(number) => number.to_string(),
        Answer::Flag(true) => reader.text("answer-yes", &[])?,
        Answer::Flag(false) => reader.text("answer-no", &[])?,
        Answer::Text(text) if matches!(question.kind, QuestionKind::Choice(_)) => option(text),
        Answer::Text(text) => text.clone(),
        Answer::Other { other } => other.clone(),
        Answer::Many(many) => many
            .iter()
            .map(|chosen| match chosen {
                Chosen::Option(key) => option(key),
                Chosen::Other { other } => other.clone(),
            })
            .collect::<Vec<_>>()
            .join(", "),
    })
}

/// The properties, nested ones by their path.
pub fn properties(properties: &Properties) -> Vec<PropertyLine> {
    let mut lines = Vec::new();
    for (name, value) in properties {
        add(&mut lines, name.clone(), value);
    }
    lines
}

fn add(lines: &mut Vec<PropertyLine>, name: String, value: &Value) {
    match value {
        Value::Null => {}
        Value::Object(inner) => {
            for (key, value) in inner {
                add(lines, format!("{name}.{key}"), value);
            }
        }
        Value::String(text) => lines.push(PropertyLine { name, value: text.clone() }),
        other => lines.push(PropertyLine { name, value: other.to_string() }),
    }
}
