//! `reports`: numbers with their count, their interval and the question they answer.

use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};
use survey_core::score::Base;
use survey_core::trend::Bucket;

use super::table::Table;
use super::{answer, shape};
use crate::error::Error;
use crate::reporting::reading::{self, Wanted};
use crate::reporting::score::{Counts, Measure};
use crate::reporting::trend;
use crate::web::auth::Program;
use crate::web::body::{Fields, query};
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_score, score);
    table.on(__path_trend, trend);
}

fn wanted(fields: &mut Fields) -> Wanted {
    Wanted {
        survey: fields.text("survey"),
        since: fields.moment("since"),
        until: fields.moment("until"),
        channels: fields.texts("channel").unwrap_or_default(),
    }
}

/// The score of a survey.
///
/// Without `since` and `until`: of the 30 days that end at the newest answer. Of fewer than 5 answers there are counts
/// and no score.
#[utoipa::path(
    get, path = "/v1/reports/score", tag = "reports", operation_id = "report_score",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("since" = Option<String>, Query, description = "Answered at or after, RFC 3339"),
        ("until" = Option<String>, Query, description = "Answered at or before, RFC 3339"),
        ("channel[]" = Option<Vec<String>>, Query, description = "Only through these channels: email, link, api, …"),
    ),
    responses((status = 200, body = shape::ScoreReport), (status = 422, body = shape::Refused)),
)]
pub async fn score(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let wanted = wanted(&mut fields);
    fields.finish()?;
    let channels = wanted.channels.clone();
    let reading = program.read(move |conn, cx| reading::read(conn, cx, &wanted)).await?;
    let mut report = number(&reading.measure, &reading.counts)?;
    report["query"] = json!({
        "survey": reading.measure.row.key,
        "question": reading.measure.question,
        "type": reading.measure.kind,
        "since": answer::at(reading.since),
        "until": answer::at(reading.until),
        "channels": channels,
    });
    Ok(HttpResponse::Ok().json(report))
}

/// The score of a survey by day, week, month or quarter.
///
/// Whole days in the workspace's zone. Without `since` and `until`: twelve buckets that end with the newest answer's.
#[utoipa::path(
    get, path = "/v1/reports/trend", tag = "reports", operation_id = "report_trend",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("bucket" = Option<String>, Query, description = "day, week (the default), month or quarter"),
        ("since" = Option<String>, Query, description = "The first day's moment, RFC 3339"),
        ("until" = Option<String>, Query, description = "The last day's moment, RFC 3339"),
    ),
    responses((status = 200, body = shape::TrendReport), (status = 422, body = shape::Refused)),
)]
pub async fn trend(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let wanted = wanted(&mut fields);
    if !wanted.channels.is_empty() {
        fields.problem("channel", "is not taken here; ask reports/score");
    }
    let bucket = fields.typed::<Bucket>("bucket").unwrap_or(Bucket::Week);
    fields.finish()?;
    let found = program.read(move |conn, cx| trend::wanted(conn, cx, &wanted, bucket)).await?;
    let mut points = Vec::new();
    for point in found.trend.points() {
        let mut value = number(&found.measure, &point.counts)?;
        value["start"] = point.start.to_string().into();
        value["end"] = point.end.to_string().into();
        points.push(value);
    }
    Ok(HttpResponse::Ok().json(json!({
        "points": points,
        "query": {
            "survey": found.measure.row.key,
            "question": found.measure.question,
            "type": found.measure.kind,
            "bucket": bucket,
            "since": found.first.to_string(),
            "until": found.last.to_string(),
        },
    })))
}

/// A number with all that it needs to be read rightly.
fn number(measure: &Measure, counts: &Counts) -> Result<Value, Error> {
    let histogram = measure.histogram(counts)?;
    let n = histogram.n();
    let (base, readable) = (Base::of(n), Base::of(n).shows_score());
    let by_value: Vec<Value> = histogram
        .scale()
        .zip(histogram.counts())
        .map(|(value, count)| json!({"value": value, "count": count}))
        .collect();
    let mut report = json!({"n": n, "base": base, "counts": by_value, "score": null, "interval": null});
    if measure.is_nps() {
        let tally = measure.tally(counts)?;
        report["unit"] = "nps".into();
        report["promoters"] = tally.promoters.into();
        report["passives"] = tally.passives.into();
        report["detractors"] = tally.detractors.into();
        if let Some(nps) = tally.nps().filter(|_| readable) {
            report["score"] = nps.display.into();
            report["interval"] = interval(nps.interval.display(), nps.confidence.level());
        }
    } else {
        report["unit"] = "satisfied_percent".into();
        report["mean"] = histogram.mean().filter(|_| readable).map_or(Value::Null, |mean| mean.value.into());
        if let Some(share) = histogram.satisfied().share().filter(|_| readable) {
            report["score"] = share.display.into();
            report["interval"] = interval(share.interval.display(), share.confidence.level());
        }
    }
    Ok(report)
}

fn interval((low, high): (i32, i32), confidence: f64) -> Value {
    json!({"low": low, "high": high, "confidence": confidence})
}
