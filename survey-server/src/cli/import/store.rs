//! One row into the database, through the same use cases as the API.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use survey_core::outreach::Decision;
use survey_core::response::{Answers, Completeness};
use survey_core::survey::QuestionKind;

use super::Kind;
use super::moment;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::event::{self, Asking, EventInput};
use crate::outreach::person::{self, PersonInput};
use crate::outreach::{plan, suppress};
use crate::response::answer::{Answer, Setting};
use crate::response::record::{self, RecordInput};
use crate::secret::sha256;
use crate::store::people::Person;
use crate::store::suppressions::Reason;
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Time, people, responses};
use crate::table::columns::Cells;

/// What became of a row.
#[derive(Debug)]
pub enum Stored {
    /// It is new; for an event, whether the person is asked and why not.
    New(Option<Decision>),
    /// It is new, an answer that is stored with the others of its slice.
    Answer(Box<Answer>),
    /// It is there already, as it stands in the file.
    Known,
}

/// Where the rows go.
pub struct Target {
    /// What the rows are.
    pub kind: Kind,
    /// Whose.
    pub workspace: Workspace,
    /// The survey that was answered, with its setting.
    pub survey: Option<(SurveyRow, Setting)>,
    /// Whether events ask.
    pub asking: Asking,
    /// How often each anonymous answer without an id stood in the file so far.
    pub seen: HashMap<u64, u32>,
    /// Those of the slice under way, so that they can be taken back when it is tried again.
    pub seen_now: Vec<u64>,
}

impl Target {
    /// Stores one row. An error leaves nothing of it when the caller undoes the savepoint.
    pub fn store(&mut self, conn: &mut Conn, cx: &Cx, row: Cells<'_>) -> Result<Stored, Error> {
        match self.kind {
            Kind::People => self.person(conn, cx, row),
            Kind::Events => self.event(conn, cx, row),
            Kind::Responses => self.response(conn, cx, row),
        }
    }

    /// Forgets what was seen in a slice that is tried again.
    pub fn take_back(&mut self) {
        for short in self.seen_now.drain(..) {
            if let Some(nth) = self.seen.get_mut(&short) {
                *nth -= 1;
            }
        }
    }

    fn person(&self, conn: &mut Conn, cx: &Cx, row: Cells<'_>) -> Result<Stored, Error> {
        let input = PersonInput {
            properties: row.properties(),
            last_asked_at: self.time(row, "last_asked_at")?,
            ..identity(row)
        };
        let person = person::upsert(conn, cx, &input)?;
        let mut news = person.updated_at == cx.now;
        for (field, reason) in [("unsubscribed_at", Reason::Unsubscribed), ("bounced_at", Reason::HardBounce)] {
            if let Some(since) = self.since(cx, row, field)? {
                news |= suppress::remember(conn, cx, &person, reason, since, "imported")?;
            }
        }
        Ok(if news { Stored::New(None) } else { Stored::Known })
    }

    fn event(&self, conn: &mut Conn, cx: &Cx, row: Cells<'_>) -> Result<Stored, Error> {
        let basis = match row.field("basis") {
            Some(word) => Some(plan::basis_of(word).ok_or_else(|| {
                Error::invalid("basis", "must be one of consent, soft_opt_in and legitimate_interest, or empty")
            })?),
            None => None,
        };
        let occurred_at = self.time(row, "occurred_at")?.ok_or_else(|| Error::invalid("occurred_at", "is missing"))?;
        let input = EventInput {
            id: row.text("id").unwrap_or_default(),
            kind: row.text("type").unwrap_or_default(),
            occurred_at,
            person: identity(row),
            properties: row.properties(),
            basis,
            cancels: None,
            channel: None,
        };
        let recorded = event::record(conn, cx, &self.workspace, &input, self.asking)?;
        if recorded.duplicate {
            return Ok(Stored::Known);
        }
        Ok(Stored::New(recorded.decision.map(|planned| planned.decision)))
    }

    fn response(&mut self, conn: &mut Conn, cx: &Cx, row: Cells<'_>) -> Result<Stored, Error> {
        let answered_at = self.time(row, "answered_at")?.ok_or_else(|| Error::invalid("answered_at", "is missing"))?;
        let identity = identity(row);
        let anonymous = identity.email.is_none() && identity.phone.is_none() && identity.external_id.is_none();
        let id = match row.text("id") {
            Some(id) => id,
            None => self.fingerprint(&identity, answered_at, row, anonymous)?,
        };
        if responses::find_by_external_id(conn, cx.workspace, &id)?.is_some() {
            return Ok(Stored::Known);
        }
        let Some((survey, setting)) = &self.survey else { return Err(Error::NotFound("survey")) };
        let answers = answers(setting, row)?;
        let person = if anonymous { None } else { Some(person_of(conn, cx, &identity)?) };
        let input = RecordInput {
            answers,
            properties: row.properties(),
            answered_at,
            channel: "import".to_owned(),
            external_id: Some(id),
            imported: true,
        };
        let mut answer = record::answer_in(cx, setting.clone(), survey, person.as_ref(), input)?;
        let tags = row.field("tags").unwrap_or_default();
        answer.row.tags.0 =
            tags.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
        Ok(Stored::Answer(Box::new(answer)))
    }

    /// What makes a row without an id the same row when the file is imported again. Two anonymous rows with the same
    /// content are two answers, so these are counted; two of one person at one moment are one.
    fn fingerprint(
        &mut self,
        person: &PersonInput,
        at: Time,
        row: Cells<'_>,
        anonymous: bool,
    ) -> Result<String, Error> {
        let survey = self.survey.as_ref().map(|(survey, _)| survey.key.as_str());
        let answers: Vec<_> = row.answers().collect();
        let who = [&person.email, &person.phone, &person.external_id];
        let said = serde_json::to_vec(&(survey, who, at, answers, row.properties())).map_err(Error::internal)?;
        let hash = sha256(&said);
        let name = URL_SAFE_NO_PAD.encode(&hash);
        if anonymous {
            // Half of the hash is enough to count by: if two rows ever shared it, one would only get a higher number.
            let short = hash.iter().take(8).fold(0_u64, |short, byte| short << 8 | u64::from(*byte));
            self.seen_now.push(short);
            let nth = self.seen.entry(short).and_modify(|nth| *nth += 1).or_insert(1);
            return Ok(format!("row-{name}-{nth}"));
        }
        Ok(format!("row-{name}"))
    }

    fn time(&self, row: Cells<'_>, field: &str) -> Result<Option<Time>, Error> {
        let Some(text) = row.field(field) else { return Ok(None) };
        moment::parse(text, &self.workspace.zone()).map(Some).map_err(|says| Error::invalid(field, says))
    }

    /// A time, or yes for now and no for never.
    fn since(&self, cx: &Cx, row: Cells<'_>, field: &str) -> Result<Option<Time>, Error> {
        match row.field(field).map(str::to_lowercase).as_deref() {
            None | Some("no" | "false" | "0") => Ok(None),
            Some("yes" | "true" | "1") => Ok(Some(cx.now)),
            Some(_) => self.time(row, field),
        }
    }
}

fn identity(row: Cells<'_>) -> PersonInput {
    PersonInput {
        email: row.text("email"),
        phone: row.text("phone_number"),
        external_id: row.text("external_id"),
        name: row.text("name"),
        locale: row.text("locale"),
        timezone: row.text("timezone"),
        ..PersonInput::default()
    }
}

fn person_of(conn: &mut Conn, cx: &Cx, identity: &PersonInput) -> Result<Person, Error> {
    let person = person::upsert(conn, cx, identity)?;
    people::load(conn, cx.workspace, person.id)
}

/// The answers of a row, read as a form would be.
fn answers(setting: &Setting, row: Cells<'_>) -> Result<serde_json::Map<String, serde_json::Value>, Error> {
    let survey = &setting.survey;
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for (key, text) in row.answers() {
        match survey.question(key).map(|question| &question.kind) {
            Some(QuestionKind::Choice(choice)) if choice.many => {
                fields.extend(text.split(';').map(str::trim).filter(|one| !one.is_empty()).map(|one| (key, one)));
            }
            _ => fields.push((key, text)),
        }
    }
    let answers = Answers::check_form(survey, fields.into_iter(), Completeness::Partial)
        .map_err(|invalid| Error::Invalid(invalid.problems))?;
    match serde_json::to_value(&answers).map_err(Error::internal)? {
        serde_json::Value::Object(map) => Ok(map),
        _ => Ok(serde_json::Map::new()),
    }
}
