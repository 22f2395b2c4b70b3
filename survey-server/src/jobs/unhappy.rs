//! What the team is told of a case: loaded when it goes out, so that it says what is true then.

use crate::clock::Cx;
use crate::error::Error;
use crate::mail::Property;
use crate::store::cases::Case;
use crate::store::people::Person;
use crate::store::responses::Response;
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Id, cases, people, responses, surveys};
use crate::wording::slot::only_for_mail;

/// More properties than this are not shown.
const MAX_PROPERTIES: usize = 20;

/// A case with what belongs to it.
pub(super) struct Unhappy {
    pub(super) workspace: Workspace,
    pub(super) case: Case,
    pub(super) response: Option<Response>,
    pub(super) person: Option<Person>,
    /// The question that was answered, in the reader's language.
    pub(super) question: String,
    /// The highest number of its scale.
    pub(super) top: i64,
}

impl Unhappy {
    /// The case of this id for a reader of this language; none when it is gone.
    pub(super) fn load(conn: &mut Conn, cx: &Cx, case: Id, language: &str) -> Result<Option<Self>, Error> {
        let Some(case) = cases::find(conn, cx.workspace, case)? else { return Ok(None) };
        let workspace = workspaces::load(conn, cx.workspace)?;
        let person = people::named(conn, cx.workspace, case.person_id)?;
        let response = responses::named(conn, cx.workspace, case.response_id)?;
        let (mut question, mut top) = (String::new(), 10);
        if let Some(response) = &response {
            let survey = surveys::definition(conn, cx.workspace, response.survey_id, response.survey_version)?;
            if let Some(main) = survey.main_question() {
                let text = main.text.get(language, survey.language());
                question = survey_core::survey::pipe(text, &response.properties.0);
                top = main.kind.scale().map_or(10, |scale| *scale.end());
            }
        }
        Ok(Some(Unhappy { workspace, case, response, person, question, top }))
    }

    /// The deadline that is next: whether it is the solution's, and when it is.
    pub(super) fn due(&self) -> (bool, i64) {
        let case = &self.case;
        let solution = case.contacted_at.is_some() || case.do_not_contact;
        (solution, if solution { case.resolve_due_at.0 } else { case.due_at.0 })
    }

    /// Whole minutes from a moment to it; below zero when it has passed.
    pub(super) fn minutes_left(&self, now: i64) -> i64 {
        (self.due().1 - now).div_euclid(60_000)
    }

    /// The score, as text.
    pub(super) fn score(&self) -> Option<String> {
        self.response.as_ref().and_then(|row| row.score).map(|score| score.to_string())
    }

    /// The customer's words.
    pub(super) fn comment(&self) -> Option<&str> {
        self.response.as_ref().and_then(|row| row.comment.as_deref())
    }

    /// What is known of the order or service.
    pub(super) fn properties(&self) -> Vec<Property> {
        let Some(response) = &self.response else { return Vec::new() };
        let about_it = response.properties.0.iter().filter(|(name, _)| !only_for_mail(name));
        let shown = about_it.filter_map(|(name, value)| {
            let value = match value {
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Number(number) => number.to_string(),
                serde_json::Value::Bool(flag) => flag.to_string(),
                _ => return None,
            };
            Some(Property { name: name.clone(), value })
        });
        shown.take(MAX_PROPERTIES).collect()
    }
}
