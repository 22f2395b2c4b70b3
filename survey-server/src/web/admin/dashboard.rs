//! The overview: first the sentence, then the number, then the trend; then what waits for somebody.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::role::Action;
use super::row::{CaseRow, ResponseRow, Rows};
use super::trend::{self, Alarm, WeekLine};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::facts::{self, Facts};
use crate::reporting::overview::{Overview, Range, overview};
use crate::reporting::score::{self, Measure};
use crate::reporting::value::{self, Change};
use crate::store::cases::{self, Filter};
use crate::store::responses::{self, Order};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Time, events, surveys};
use crate::web::body;

#[derive(Serialize)]
struct Content {
    surveys: Vec<SurveyChoice>,
    ranges: Vec<RangeLink>,
    range: RangeShown,
    state: &'static str,
    count: u64,
    headline: Headline,
    score: Option<Score>,
    composition: Vec<Part>,
    chart: Option<String>,
    alarms: Vec<Alarm>,
    weeks: Vec<WeekLine>,
    facts: Option<Facts>,
    cases: Cases,
    responses: Vec<ResponseRow>,
    steps: Vec<Step>,
    next_step: Option<NextStep>,
}

/// A survey in a list to choose from.
#[derive(Debug, Serialize)]
pub struct SurveyChoice {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The one that is shown.
    pub selected: bool,
}

#[derive(Serialize)]
struct RangeLink {
    name: &'static str,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct RangeShown {
    name: &'static str,
    moved: bool,
    to: Time,
}

#[derive(Serialize)]
struct Headline {
    change: &'static str,
    points: i32,
}

#[derive(Serialize)]
struct Score {
    kind: &'static str,
    value: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct Part {
    #[serde(rename = "part")]
    name: &'static str,
    tone: &'static str,
    count: u64,
    share: Option<f64>,
    x: f64,
    width: f64,
    href: String,
}

#[derive(Serialize)]
struct Cases {
    open: i64,
    rows: Vec<CaseRow>,
}

#[derive(Serialize)]
struct Step {
    name: &'static str,
    done: bool,
}

#[derive(Serialize)]
struct NextStep {
    name: &'static str,
    href: String,
}

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
    let range = Range::of(&query.text("range").unwrap_or_default());
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
        if let Some(overview) = overview(conn, cx, &workspace, &measure, range)? {
            facts = Some(facts::facts(conn, cx, &workspace, &measure, overview.days)?);
            shown = Some((measure.clone(), overview));
        }
        let filter =
            responses::Filter { survey_id: Some(measure.row.id), order: Order::Newest, ..responses::Filter::default() };
        latest = responses::list(conn, cx.workspace, &filter, 0, 6)?;
    }
    let mut rows = Rows::new(&workspace, anonymous);
    let pressing = super::cases::by_deadline(conn, cx, &Filter::open())?;
    let first: Vec<_> = pressing.iter().take(6).cloned().collect();
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
    let (steps, next_step) = steps(member, read.any_event, &read.default_survey);
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
        fill(&mut content, member, &read.workspace, &measure, &overview)?;
        content.facts = read.facts.filter(|_| content.state == "full" || content.state == "low");
    }
    Ok(content)
}

/// What there is to say of the answers.
fn fill(
    content: &mut Content,
    member: &Member,
    workspace: &Workspace,
    measure: &Measure,
    overview: &Overview,
) -> Result<(), Error> {
    content.count = overview.counts.n();
    content.range.moved = overview.moved;
    content.range.to = overview.newest_at;
    content.state = match content.count {
        ..5 => "few",
        5..30 => "low",
        _ => "full",
    };
    let (change, points) = match value::change(measure, &overview.counts, &overview.before)? {
        Change::Unknown => ("unknown", 0),
        Change::None => ("none", 0),
        Change::Up(points) => ("up", points),
        Change::Down(points) => ("down", points),
    };
    content.headline = Headline { change, points };
    // A net promoter score is shown in points, everything else as a share.
    let unit = if measure.is_nps() { 1.0 } else { 100.0 };
    content.score = value::shown(measure, &overview.counts)?.map(|value| Score {
        kind: measure.kind,
        value: f64::from(value.value) / unit,
        low: f64::from(value.low) / unit,
        high: f64::from(value.high) / unit,
    });
    content.composition = composition(measure, overview, content.score.is_some())?;
    if content.state == "full" {
        content.chart = Some(trend::chart(&member.reader, measure, overview)?);
        content.weeks = trend::table(&member.reader, workspace, measure, overview)?;
        content.alarms = trend::alarms(&member.reader, workspace, measure, overview)?;
    }
    Ok(())
}

fn composition(measure: &Measure, overview: &Overview, with_share: bool) -> Result<Vec<Part>, Error> {
    let parts = value::composition(measure, &overview.counts)?;
    let names =
        if measure.is_nps() { ["promoter", "passive", "detractor"] } else { ["satisfied", "neutral", "dissatisfied"] };
    let tones = ["promoter", "passive", "detractor"];
    let all = overview.counts.n().max(1) as f64;
    let mut x = 0.0;
    let counts = [parts.happy, parts.middle, parts.unhappy];
    Ok(names
        .into_iter()
        .zip(tones)
        .zip(counts)
        .map(|((name, tone), count)| {
            let share = count as f64 / all;
            let width = (share * 10_000.0).round() / 100.0;
            let left = (x * 100.0_f64).round() / 100.0;
            x += width;
            Part {
                name,
                tone,
                count,
                share: with_share.then_some(share),
                x: left,
                width,
                href: format!("/admin/responses?category={tone}&survey={}", measure.row.key),
            }
        })
        .collect())
}

/// What is left to do before the first answer, and the next of it.
fn steps(member: &Member, any_event: bool, default_survey: &str) -> (Vec<Step>, NextStep) {
    let sending = member.app.config.smtp.is_some();
    let steps = [("sending", sending), ("survey", any_event), ("event", any_event), ("answer", false)];
    let steps = steps.into_iter().map(|(name, done)| Step { name, done }).collect();
    let (name, href) = if !sending && member.reader.may(Action::ChangeSettings) {
        ("sending", "/admin/settings/sending".to_owned())
    } else if !any_event && member.reader.may(Action::GiveAccess) && sending {
        ("event", "/admin/settings/keys".to_owned())
    } else {
        ("survey", format!("/admin/surveys/{default_survey}"))
    };
    (steps, NextStep { name, href })
}
