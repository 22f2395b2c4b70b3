//! What every page of the reports begins with: the view of its address, as far as it can be shown.

use super::controls::Controls;
use super::names::Names;
use crate::clock::Cx;
use crate::error::Error;
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

/// Opens the view of an address for a page. What is wrong with it is said in the controls, and the rest is shown.
pub fn open(conn: &mut Conn, cx: &Cx, reader: &Reader, page: &'static str, query: &str) -> Result<Opened, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let (mut view, problems) = View::of_query(query);
    let mut notices = Vec::new();
    for problem in problems {
        notices.push(reader.text("report-wrong", &[("what", problem.path.into())])?);
    }
    let measures = scored(conn, cx)?;
    let is_scored = choose(conn, cx, reader, &workspace, &measures, &mut view, &mut notices)?;
    let resolved = if is_scored { Some(view::resolve(conn, cx, &view)?) } else { None };
    let names = Names::of(conn, cx, reader, resolved.as_ref())?;
    if let Some(resolved) = &resolved {
        notices.extend(strangers(conn, cx, reader, resolved, &names)?);
    }
    let controls = Controls::of(conn, cx, reader, page, &view, resolved.as_ref(), &measures, &names, notices)?;
    Ok(Opened { view, resolved, controls, names })
}

/// The main questions of the surveys that have a score.
fn scored(conn: &mut Conn, cx: &Cx) -> Result<Vec<Measure>, Error> {
    let mut measures = Vec::new();
    for row in surveys::list(conn, cx.workspace)? {
        // A survey without a score has nothing to show in a report.
        if let Ok(measure) = score::measure(conn, row) {
            measures.push(measure);
        }
    }
    Ok(measures)
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
