//! What every page of the reports begins with: the view of its address, as far as it can be shown.

use survey_core::trend::Bucket;

use super::controls::Controls;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::names::Names;
use crate::reporting::score::{self, Measure};
use crate::reporting::view::{self, Resolved, View};
use crate::store::surveys;
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, rollups};
use crate::web::admin::reader::Reader;

/// A view that was opened.
pub struct Opened {
    /// What can be shown of what the address says.
    pub view: View,
    /// What it means now; none while no survey has a question that is a score.
    pub resolved: Option<Resolved>,
    /// What the page shows above its numbers.
    pub controls: Controls,
    /// What dimensions and their values are called.
    pub names: Names,
}

/// What an address means, as far as it means anything.
pub struct Understood {
    /// What can be shown of what the address says.
    pub view: View,
    /// What it means now; none while no survey has a question that is a score.
    pub resolved: Option<Resolved>,
    /// What dimensions and their values are called.
    pub names: Names,
    /// What is wrong with the address, as sentences.
    pub notices: Vec<String>,
    pub(super) measures: Vec<Measure>,
}

/// Understands an address. What is wrong with it is said, and the rest is kept.
pub fn understand(conn: &mut Conn, cx: &Cx, reader: &Reader, query: &str) -> Result<Understood, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let (mut view, problems) = View::of_query(query);
    let mut notices = Vec::new();
    for problem in problems {
        notices.push(reader.text("report-wrong", &[("what", problem.path.into())])?);
    }
    let surveys = surveys::list(conn, cx.workspace)?;
    let measures = score::main_measures(conn, surveys)?;
    let is_scored = choose(conn, cx, reader, &workspace, &measures, &mut view, &mut notices)?;
    let mut resolved = if is_scored { Some(view::resolve(conn, cx, &view)?) } else { None };
    if let Some(resolved) = &mut resolved {
        bound_steps(reader, &view, resolved, &mut notices)?;
    }
    let names = Names::of(conn, cx, reader.voice(), resolved.as_ref())?;
    if let Some(resolved) = &resolved {
        notices.extend(strangers(conn, cx, reader, resolved, &names)?);
    }
    Ok(Understood { view, resolved, names, notices, measures })
}

/// Opens the view of an address for a page. What is wrong with it is said in the controls, and the rest is shown.
pub fn open(conn: &mut Conn, cx: &Cx, reader: &Reader, page: &'static str, query: &str) -> Result<Opened, Error> {
    let found = understand(conn, cx, reader, query)?;
    let controls = Controls::of(conn, cx, reader, page, &found)?;
    Ok(Opened { view: found.view, resolved: found.resolved, controls, names: found.names })
}

/// So many steps a trend has at most on a page.
const MOST_STEPS: i32 = 400;

/// Larger steps where there would be more than anybody can tell apart.
fn bound_steps(reader: &Reader, view: &View, resolved: &mut Resolved, notices: &mut Vec<String>) -> Result<(), Error> {
    let length = resolved.days.1 - resolved.days.0 + 1;
    let larger = [(Bucket::Day, 1), (Bucket::Week, 7), (Bucket::Month, 30), (Bucket::Quarter, 91)].into_iter();
    let fitting =
        larger.skip_while(|(bucket, _)| *bucket != resolved.bucket).find(|(_, days)| length / days <= MOST_STEPS);
    let bucket = fitting.map_or(Bucket::Quarter, |(bucket, _)| bucket);
    if bucket != resolved.bucket && view.bucket.is_some() {
        notices.push(reader.text("report-wrong", &[("what", "steps".into())])?);
    }
    resolved.bucket = bucket;
    Ok(())
}

/// Makes the view name a survey and a question that there are, and says what it named instead. False: no survey has a score.
fn choose(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    workspace: &Workspace,
    measures: &[Measure],
    view: &mut View,
    notices: &mut Vec<String>,
) -> Result<bool, Error> {
    let is_shown = |key: &str| measures.iter().any(|measure| measure.row.key == key);
    if let Some(key) = view.survey.take_if(|key| !is_shown(key)) {
        let found = surveys::find_by_key(conn, cx.workspace, &key)?;
        let (what, name) = found.map_or(("unknown", key), |row| ("scoreless", row.name));
        notices.push(reader.text("report-survey", &[("what", what.into()), ("survey", name.into())])?);
        view.question = None;
    }
    let default = &workspace.settings.0.default_survey;
    if view.survey.is_none() && !is_shown(default) {
        view.survey = measures.first().map(|measure| measure.row.key.clone());
    }
    let key = view.survey.as_deref().unwrap_or(default);
    let Some(main) = measures.iter().find(|measure| measure.row.key == key) else { return Ok(false) };
    let asked = score::measures(conn, &main.row)?;
    if let Some(question) = view.question.take_if(|question| asked.iter().all(|one| one.question != *question)) {
        let args = [("question", question.into()), ("survey", main.row.name.as_str().into())];
        notices.push(reader.text("report-question", &args)?);
    }
    Ok(true)
}

/// The segments that there are not, or not any more: nobody is in them, and the page says why.
fn strangers(
    conn: &mut Conn,
    cx: &Cx,
    reader: &Reader,
    resolved: &Resolved,
    names: &Names,
) -> Result<Vec<String>, Error> {
    let mut notices = Vec::new();
    for segment in &resolved.segments {
        let query = rollups::Query {
            survey_id: resolved.measure.row.id,
            question: &resolved.measure.question,
            segment: Some((&segment.dimension, &segment.value)),
            from: i32::MIN,
            until: i32::MAX,
            evidence: None,
        };
        let what = match names.dimension(&segment.dimension) {
            None => "dimension",
            Some(_) if rollups::by_day(conn, cx.workspace, &query)?.is_empty() => "value",
            Some(_) => continue,
        };
        let dimension = names.dimension(&segment.dimension).unwrap_or(&segment.dimension);
        let value = names.value(&segment.dimension, &segment.value);
        let args = [("what", what.into()), ("dimension", dimension.into()), ("value", value.into())];
        notices.push(reader.text("report-segment-unknown", &args)?);
    }
    Ok(notices)
}
