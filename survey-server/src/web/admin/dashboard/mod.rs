//! The overview: first the sentence, then the number, then the trend; then what waits for somebody.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;

mod context;
mod steps;

pub use self::context::SurveyChoice;
use self::context::{Cases, Content, Headline, RangeLink, RangeShown};
use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::role::Action;
use super::row::{ResponseRow, Rows};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::facts::{self, Facts};
use crate::reporting::overview::{Overview, overview};
use crate::reporting::score::{self, Measure};
use crate::reporting::span::{Range, Span};
use crate::reporting::view::{self, View};
use crate::store::cases::{self, Filter};
use crate::store::responses::{self, Order};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Time, events, surveys};
use crate::web::body;

/// What is read for the page in one go.
struct Read {
    now: Time,
    choices: Vec<SurveyChoice>,
    shown: Option<(Measure, Overview)>,
    facts: Option<Facts>,
    cases: Cases,
    responses: Vec<ResponseRow>,
    any_event: bool,
    default_survey: String,
    workspace: Workspace,
}

/// GET /admin
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let mut query = body::query(&request);
    let range = Range::of(&query.text("range").unwrap_or_default()).unwrap_or_default();
    let wanted = query.text("survey").unwrap_or_default();
    let may_claim = member.reader.may(Action::WorkCases);
    let anonymous = member.reader.text("response-anonymous", &[])?;
    let read = member.read(move |conn, cx| read(conn, cx, &wanted, range, &anonymous, may_claim)).await?;
    let content = content(&member, read, range)?;
    member.page(Room::Overview, "dashboard", StatusCode::OK, &content).await
}

fn read(conn: &mut Conn, cx: &Cx, wanted: &str, range: Range, anonymous: &str, may_claim: bool) -> Result<Read, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut measures = Vec::new();
    for row in surveys::list(conn, cx.workspace)? {
        // Only a survey with a score has something to show here.
        if let Ok(measure) = score::measure(conn, row) {
            measures.push(measure);
        }
    }
    let default_survey = workspace.settings.0.default_survey.clone();
    let is = |key: &str| measures.iter().position(|measure| measure.row.key == key);
    let at = is(wanted).or_else(|| is(&default_survey)).unwrap_or(0);
    let choice = |(place, measure): (usize, &Measure)| SurveyChoice {
        key: measure.row.key.clone(),
        name: measure.row.name.clone(),
        selected: place == at,
    };
    let choices = measures.iter().enumerate().map(choice).collect();
    let mut shown = None;
    let mut facts = None;
    let mut latest = Vec::new();
    if let Some(measure) = measures.into_iter().nth(at) {
        let view = View { survey: Some(measure.row.key.clone()), span: Span::Range(range), ..View::default() };
        let view = view::resolve(conn, cx, &view)?;
        if let Some(overview) = overview(conn, cx, view)? {
            facts = Some(facts::facts(conn, cx, &workspace, &measure, overview.view.days)?);
            shown = Some((measure.clone(), overview));
        }
        let filter =
            responses::Filter { survey_id: Some(measure.row.id), order: Order::Newest, ..responses::Filter::default() };
        latest = responses::list(conn, cx.workspace, &filter, 0, 6)?;
    }
    let mut rows = Rows::new(&workspace, anonymous);
    let first = cases::list(conn, cx.workspace, &Filter::open(), 0, 6)?;
    let cases = Cases {
        open: cases::count(conn, cx.workspace, &cases::OPEN_STATES)?,
        rows: rows.cases(conn, cx, &first, may_claim)?,
    };
    Ok(Read {
        now: cx.now,
        choices,
        shown,
        facts,
        cases,
        responses: rows.responses(conn, cx, &latest)?,
        any_event: events::any(conn, cx.workspace)?,
        default_survey,
        workspace,
    })
}

fn content(member: &Member, read: Read, range: Range) -> Result<Content, Error> {
    let selected = read.choices.iter().find(|choice| choice.selected).map(|choice| choice.key.clone());
    let selected = selected.unwrap_or_default();
    let ranges = Range::ALL.into_iter().map(|one| RangeLink {
        name: one.word(),
        href: format!("/admin?survey={selected}&range={}", one.word()),
        current: one == range,
    });
    let (steps, next_step) = steps::steps(member, read.any_event, &read.default_survey);
    let mut content = Content {
        ranges: ranges.collect(),
        range: RangeShown { name: range.word(), moved: false, to: read.now },
        state: "empty",
        count: 0,
        headline: Headline { change: "unknown", points: 0 },
        score: None,
        composition: Vec::new(),
        chart: None,
        alarms: Vec::new(),
        weeks: Vec::new(),
        facts: None,
        cases: read.cases,
        responses: read.responses,
        steps,
        next_step: Some(next_step),
        surveys: read.choices,
    };
    if let Some((measure, overview)) = read.shown.filter(|(_, overview)| overview.counts.n() > 0) {
        context::fill(&mut content, &member.reader, &read.workspace, &measure, &overview)?;
        content.facts = read.facts.filter(|_| content.state == "full" || content.state == "low");
    }
    Ok(content)
}
