//! `metrics`: the score of a survey as the dialect shows it.

use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};
use survey_core::score::Proportion;

use super::table::Table;
use super::{reports, shape};
use crate::error::Error;
use crate::reporting::reading::{self, Reading, Wanted};
use crate::web::auth::Program;
use crate::web::body::{Fields, query};
use crate::web::error::ApiResult;

/// Registers it.
pub fn routes(table: &mut Table) {
    table.on(__path_show, show);
}

/// The groups that can be asked for, and the channels in each; `core` is every channel.
const GROUPS: [(&str, &[&str]); 6] = [
    ("core", &[]),
    ("email", &["email"]),
    ("sms", &["sms"]),
    ("web", &["web"]),
    ("link", &["link"]),
    ("kiosk", &["kiosk"]),
];

/// The score of a survey.
///
/// Without `since` and `until`: of the 30 days that end at the newest answer. Percentages are whole numbers. A survey
/// whose main question is not NPS has the satisfied share and the mean instead; different questions are never pooled.
#[utoipa::path(
    get, path = "/v1/metrics", tag = "metrics", operation_id = "get_metrics",
    params(
        ("since" = Option<i64>, Query, description = "Answered at or after, Unix seconds"),
        ("until" = Option<i64>, Query, description = "Answered at or before, Unix seconds"),
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("evidence" = Option<String>, Query, description = "Only explicit answers (a form was sent) or only inferred ones"),
        ("groups[]" = Option<Vec<String>>, Query, description = "core, email, sms, web, link, kiosk; core is all"),
    ),
    responses((status = 200, body = shape::Metrics), (status = 422, body = shape::Refused)),
)]
pub async fn show(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let wanted = Wanted {
        survey: fields.text("survey"),
        since: fields.seconds("since"),
        until: fields.seconds("until"),
        channels: channels(&mut fields),
        evidence: reports::counting(&mut fields),
    };
    fields.finish()?;
    let reading = program.read(move |conn, cx| reading::read(conn, cx, &wanted)).await?;
    Ok(HttpResponse::Ok().json(if reading.measure.is_nps() { nps(&reading)? } else { satisfied(&reading)? }))
}

fn channels(fields: &mut Fields) -> Vec<String> {
    let mut channels = Vec::new();
    for wanted in fields.texts("groups").unwrap_or_default() {
        match GROUPS.iter().find(|(group, _)| *group == wanted) {
            Some((_, [])) => return Vec::new(),
            Some((_, more)) => channels.extend(more.iter().map(|channel| (*channel).to_owned())),
            None => fields.problem("groups", format!("{wanted:?} is not one of core, email, sms, web, link, kiosk")),
        }
    }
    channels.sort_unstable();
    channels.dedup();
    channels
}

fn nps(reading: &Reading) -> Result<Value, Error> {
    let tally = reading.measure.tally(&reading.counts)?;
    let n = tally.n();
    Ok(json!({
        "nps": tally.nps().map(|nps| nps.display),
        "promoter_count": tally.promoters,
        "promoter_percent": percent(tally.promoters, n)?,
        "passive_count": tally.passives,
        "passive_percent": percent(tally.passives, n)?,
        "detractor_count": tally.detractors,
        "detractor_percent": percent(tally.detractors, n)?,
        "response_count": n,
    }))
}

fn satisfied(reading: &Reading) -> Result<Value, Error> {
    let histogram = reading.measure.histogram(&reading.counts)?;
    let (happy, unhappy) = (histogram.satisfied(), histogram.dissatisfied());
    let between = histogram.n().saturating_sub(happy.part()).saturating_sub(unhappy.part());
    Ok(json!({
        "survey_type": reading.measure.kind,
        "satisfied_count": happy.part(),
        "satisfied_percent": percent(happy.part(), histogram.n())?,
        "neutral_count": between,
        "neutral_percent": percent(between, histogram.n())?,
        "dissatisfied_count": unhappy.part(),
        "dissatisfied_percent": percent(unhappy.part(), histogram.n())?,
        "mean": histogram.mean().map(|mean| (mean.value * 100.0).round() / 100.0),
        "response_count": histogram.n(),
    }))
}

/// Whole per cent; null of nothing.
fn percent(part: u64, n: u64) -> Result<Value, Error> {
    let share = Proportion::new(part, n).map_err(Error::internal)?.share();
    Ok(share.map_or(Value::Null, |share| share.display.into()))
}
