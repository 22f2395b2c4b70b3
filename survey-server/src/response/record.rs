//! Answers that programs and imports record, and changes that programs make.

use serde_json::Value;
use survey_core::Properties;
use survey_core::response::{Answers, Completeness};

use super::anonymous;
use super::answer::{Answer, Setting, main_comment, main_score};
use super::asked::{is_history, setting};
use super::rollup;
use super::tags;
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::person;
use crate::recovery::callback::Outbox;
use crate::recovery::follow_up::{self, Change};
use crate::recovery::reask;
use crate::store::people::Person;
use crate::store::responses::{Post, Response, evidence};
use crate::store::rollups::Changes;
use crate::store::surveys::SurveyRow;
use crate::store::{Conn, Json, Time, responses, rollups, surveys, workspaces};

/// An answer as a program or a file gives it.
#[derive(Clone, Debug)]
pub struct RecordInput {
    /// The answers by question key.
    pub answers: serde_json::Map<String, Value>,
    /// What is known of the purchase or service.
    pub properties: Properties,
    /// When it was given.
    pub answered_at: Time,
    /// How: `api`, `import`.
    pub channel: String,
    /// The giver's own id of it: the same id is the same answer.
    pub external_id: Option<String>,
    /// It comes from a file: it never acts.
    pub imported: bool,
}

/// The answer of a person to a survey as a value to be taken.
pub fn answer(
    conn: &mut Conn,
    cx: &Cx,
    row: &SurveyRow,
    person: Option<&Person>,
    input: RecordInput,
) -> Result<Answer, Error> {
    let setting = setting(conn, cx.workspace, row, row.version, None)?;
    answer_in(cx, setting, row, person, input)
}

/// [`answer`] in a setting that was loaded before: for many answers to one survey.
pub fn answer_in(
    cx: &Cx,
    mut setting: Setting,
    row: &SurveyRow,
    person: Option<&Person>,
    input: RecordInput,
) -> Result<Answer, Error> {
    let answers = check(&setting.survey, &input.answers)?;
    if setting.survey.anonymous() && (person.is_some() || input.external_id.is_some()) {
        let what = "this survey is anonymous: its answers are taken without a person and without an id of yours";
        return Err(Error::invalid(if person.is_some() { "person" } else { "id" }, what));
    }
    if input.answered_at > cx.now.plus_secs(300) {
        return Err(Error::invalid("created_at", "lies in the future"));
    }
    if input.answered_at.0 < 0 {
        return Err(Error::invalid("created_at", "lies before 1970"));
    }
    let history = input.imported || is_history(input.answered_at, cx.now);
    setting.acts = !history;
    let properties = match person {
        Some(person) => person::merged(person, &input.properties),
        None => input.properties,
    };
    let row = Response {
        workspace_id: cx.workspace,
        id: cx.ids.next(input.answered_at),
        survey_id: row.id,
        survey_version: row.version,
        person_id: person.map(|person| person.id),
        invited: false,
        channel: input.channel,
        evidence: evidence::EXPLICIT,
        score: main_score(&setting.survey, &answers),
        comment: main_comment(&setting.survey, &answers),
        answers: Json(answers),
        properties: Json(properties),
        locale: person
            .and_then(|person| person.locale.clone())
            .unwrap_or_else(|| setting.workspace.settings.0.language.clone()),
        imported: history,
        answered_at: input.answered_at,
        updated_at: cx.now,
        day: setting.workspace.day(input.answered_at),
        version: 1,
        browser_hash: None,
        external_id: input.external_id,
        tags: Json(Vec::new()),
        notes: Json(Vec::new()),
        counted: setting.workspace.settings.0.counting.generation,
    };
    let row = if setting.survey.anonymous() { anonymous::cut_down(cx, &setting.workspace, row, None)? } else { row };
    Ok(Answer { cx: cx.clone(), setting, row, browser: None, cleared: Vec::new(), uses_up: None })
}

fn check(survey: &survey_core::survey::Survey, given: &serde_json::Map<String, Value>) -> Result<Answers, Error> {
    let answers =
        Answers::check(survey, given, Completeness::Partial).map_err(|invalid| Error::Invalid(invalid.problems))?;
    if main_score(survey, &answers).is_none()
        && let Some(main) = survey.main_question()
    {
        return Err(Error::invalid(main.key.clone(), "needs an answer"));
    }
    Ok(answers)
}

/// What a program may change of a response; absent fields stay.
#[derive(Clone, Debug, Default)]
pub struct ChangeInput {
    /// Answers by question key; an answer that is not named stays.
    pub answers: serde_json::Map<String, Value>,
    /// Replaces the properties.
    pub properties: Option<Properties>,
    /// Replaces the tags.
    pub tags: Option<Vec<String>>,
    /// Replaces the notes.
    pub notes: Option<Vec<Value>>,
}

/// Changes a response by API. A final change: counted anew, rules run, programs told.
pub fn change(
    conn: &mut Conn,
    cx: &Cx,
    current: &Response,
    input: ChangeInput,
    actor: &str,
) -> Result<Response, Error> {
    // Where the answer counts stays so until the roll-ups are changed.
    workspaces::changed_at(conn, cx.workspace, true)?;
    let row = surveys::load(conn, cx.workspace, current.survey_id)?;
    let mut setting = setting(conn, cx.workspace, &row, current.survey_version, None)?;
    setting.acts = !current.imported;
    let current = responses::lock(conn, cx.workspace, current.id)?.ok_or(Error::NotFound("survey response"))?;
    let mut given = serde_json::to_value(&current.answers).map_err(Error::internal)?;
    if let Some(given) = given.as_object_mut() {
        given.extend(input.answers);
    }
    let answers = check(&setting.survey, given.as_object().unwrap_or(&serde_json::Map::new()))?;
    let mut next = Response {
        score: main_score(&setting.survey, &answers),
        comment: main_comment(&setting.survey, &answers),
        answers: Json(answers),
        properties: input.properties.map_or_else(|| current.properties.clone(), Json),
        tags: input.tags.map_or_else(|| current.tags.clone(), Json),
        notes: input.notes.map_or_else(|| current.notes.clone(), Json),
        ..current.clone()
    };
    let same = next.answers == current.answers
        && next.properties == current.properties
        && next.tags == current.tags
        && next.notes == current.notes;
    if same {
        return Ok(current);
    }
    next.version += 1;
    next.updated_at = cx.now;
    rollup::place(&setting.workspace, &mut next);
    if next.answers != current.answers {
        note_change(conn, cx, &current, &next, actor)?;
    }
    responses::update(conn, &next)?;
    tags::remember(conn, cx, next.id, &current.tags.0, &next.tags.0)?;
    let mut counts = Changes::new();
    rollup::add(&mut counts, &setting.workspace, &setting.survey, &current, -1);
    rollup::add(&mut counts, &setting.workspace, &setting.survey, &next, 1);
    let mut outbox = Outbox::default();
    if setting.acts {
        // What contradicts itself sets nothing off, whatever a program notes beside it.
        let counts = current.evidence != evidence::CONTRADICTED;
        let change = if counts { Change::Amended { before: current.score } } else { Change::Contradicted };
        follow_up::run(conn, cx, &mut outbox, &setting, &mut next, change)?;
    }
    outbox.finish(conn)?;
    reask::answered(conn, &[(cx, &next)])?;
    rollups::apply(conn, &counts)?;
    Ok(next)
}

fn note_change(conn: &mut Conn, cx: &Cx, current: &Response, next: &Response, actor: &str) -> Result<(), Error> {
    let posts = responses::history(conn, cx.workspace, current.id)?;
    let post = |n: i32, at, response: &Response, actor: &str| Post {
        workspace_id: cx.workspace,
        response_id: current.id,
        n,
        at,
        actor: actor.to_owned(),
        answers: response.answers.clone(),
        applied: true,
    };
    let mut n = posts.last().map_or(0, |post| post.n);
    if n == 0 {
        n = 1;
        responses::insert_post(conn, &post(1, current.answered_at, current, "respondent"))?;
    }
    responses::insert_post(conn, &post(n + 1, cx.now, next, actor))
}
