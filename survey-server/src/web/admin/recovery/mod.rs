//! The room "Recovery": how fast unhappy customers were cared for, and whether it changed anything.

pub mod asking;
pub mod improvements;
mod words;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use self::words::{BandLine, CauseLine, PartLine};
use super::dashboard::SurveyChoice;
use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::paging::address;
use super::reader::Reader;
use super::role::Action;
use crate::error::Error;
use crate::reporting::recovery::{self, Report, Wanted};
use crate::store::surveys;
use crate::store::workspaces::{self, Workspace};
use crate::web::body;

/// The page's address.
pub const PATH: &str = "/admin/recovery";
/// The ranges to choose from: their words in addresses and their days.
const RANGES: [(&str, i64); 3] = [("d30", 30), ("d90", 90), ("d365", 365)];

#[derive(Serialize)]
struct Content {
    surveys: Vec<SurveyChoice>,
    ranges: Vec<Link>,
    range: &'static str,
    by: String,
    cuts: Vec<Link>,
    csv: String,
    headline: String,
    /// Enough bands have a score to draw them.
    is_drawn: bool,
    bands: Vec<BandLine>,
    parts: Vec<PartLine>,
    causes: Vec<CauseLine>,
    open: u64,
    overdue: u64,
    is_held_out: bool,
    may_set: bool,
    report: Report,
}

#[derive(Serialize)]
struct Link {
    name: String,
    href: String,
    current: bool,
}

/// What an address asks for.
struct Asked {
    range: &'static str,
    wanted: Wanted,
}

fn asked(member: &Member, request: &HttpRequest) -> Asked {
    let mut query = body::query(request);
    let word = query.text("range").unwrap_or_default();
    let (range, days) = RANGES.into_iter().find(|(name, _)| *name == word).unwrap_or(RANGES[1]);
    let now = member.app.clock.now();
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let wanted = Wanted {
        survey: given(query.text("survey")),
        since: Some(now.plus_days(1 - days)),
        until: Some(now),
        by: given(query.text("by")).or(Some("team".to_owned())),
    };
    Asked { range, wanted }
}

/// GET /admin/recovery
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let Asked { range, wanted } = asked(&member, &request);
    let chosen = wanted.survey.clone().unwrap_or_default();
    let (report, workspace, list) = member
        .read(move |conn, cx| {
            let report = recovery::report(conn, cx, &wanted)?;
            Ok((report, workspaces::load(conn, cx.workspace)?, surveys::list(conn, cx.workspace)?))
        })
        .await?;
    let reader = &member.reader;
    let all = SurveyChoice {
        key: String::new(),
        name: reader.text("outreach-all-surveys", &[])?,
        selected: chosen.is_empty(),
    };
    let choice = |row: surveys::SurveyRow| SurveyChoice { selected: row.key == chosen, key: row.key, name: row.name };
    let choices = std::iter::once(all).chain(list.into_iter().map(choice)).collect();
    let content = content(reader, choices, &chosen, &workspace, report, range)?;
    member.page(Room::Recovery, "recovery", StatusCode::OK, &content).await
}

/// GET /admin/recovery.csv
pub async fn csv(member: Member, request: HttpRequest) -> AdminResult {
    let Asked { wanted, .. } = asked(&member, &request);
    let bytes = member.read(move |conn, cx| recovery::csv(&recovery::report(conn, cx, &wanted)?)).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"recovery.csv\""))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(bytes))
}

fn content(
    reader: &Reader,
    surveys: Vec<SurveyChoice>,
    chosen: &str,
    workspace: &Workspace,
    report: Report,
    range: &'static str,
) -> Result<Content, Error> {
    let by = report.by.clone().unwrap_or_default();
    let href = |range: &str, by: &str| address(PATH, &[("survey", chosen), ("range", range), ("by", by)]);
    let mut cuts = Vec::new();
    for cut in recovery::cuts(workspace) {
        let name = words::cut(reader, &cut)?;
        cuts.push(Link { name, href: href(range, &cut), current: cut == by });
    }
    let ranges = RANGES
        .into_iter()
        .map(|(name, _)| Link { name: name.to_owned(), href: href(name, &by), current: name == range })
        .collect();
    Ok(Content {
        surveys,
        ranges,
        range,
        cuts,
        csv: address("/admin/recovery.csv", &[("survey", chosen), ("range", range), ("by", &by)]),
        headline: words::headline(reader, &report)?,
        is_drawn: report.bands.iter().filter(|band| band.score.score.is_some()).count() > 1,
        bands: words::bands(reader, &report.bands)?,
        parts: words::parts(reader, workspace, &by, &report.parts)?,
        causes: words::causes(workspace, &report.causes),
        open: report.backlog.iter().map(|age| age.open).sum(),
        overdue: report.backlog.iter().map(|age| age.overdue).sum(),
        is_held_out: report.effect.is_some(),
        may_set: reader.may(Action::ChangeSettings),
        by,
        report,
    })
}
