//! `reports`: numbers with their count, their interval and the question they answer.

use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};
use survey_core::score::Base;
use survey_core::trend::Bucket;

use super::table::Table;
use super::{answer, shape, viewed};
use crate::error::Error;
use crate::reporting::outreach::{self as ledger, Count, Report};
use crate::reporting::reading::{self, Wanted};
use crate::reporting::score::{Counts, Measure};
use crate::reporting::trend;
use crate::store::decisions::Stage;
use crate::store::responses::evidence;
use crate::store::workspaces::day_date;
use crate::web::auth::Program;
use crate::web::body::{Fields, query};
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_score, score);
    table.on(__path_trend, trend);
    table.on(__path_outreach, outreach);
}

fn wanted(fields: &mut Fields) -> Wanted {
    Wanted {
        survey: fields.text("survey"),
        since: fields.moment("since"),
        until: fields.moment("until"),
        channels: fields.texts("channel").unwrap_or_default(),
        evidence: counting(fields),
    }
}

/// The evidence that a number is asked for of: what counts is explicit or inferred.
pub fn counting(fields: &mut Fields) -> Option<i32> {
    let text = fields.text("evidence")?;
    let found = evidence::from_word(&text).filter(|found| *found != evidence::CONTRADICTED);
    if found.is_none() {
        fields.problem("evidence", format!("must be explicit or inferred, not {text:?}"));
    }
    found
}

/// The score of a survey.
///
/// With the words of a view (`range` or `from` and `until` as days, `question`, `segment`, `against`) it is the number that
/// the overview shows for that view, with `before`, what it is compared with, and `change`, how far they lie apart.
/// Otherwise, without `since` and `until`: of the 30 days that end at the newest answer. Of fewer than 5 answers there are
/// counts and no score.
#[utoipa::path(
    get, path = "/v1/reports/score", tag = "reports", operation_id = "report_score",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("question" = Option<String>, Query, description = "A view's word: the key of a scored question; otherwise the main one"),
        ("range" = Option<String>, Query, description = "A view's word: w4, w13, m12 or all"),
        ("from" = Option<String>, Query, description = "A view's word: the first day, 2026-11-01; until is then the last day"),
        ("against" = Option<String>, Query, description = "A view's word: before (otherwise), year or none"),
        ("segment" = Option<Vec<String>>, Query, description = "A view's word: dimension:value, such as branch:Kazan; at most twice"),
        ("since" = Option<String>, Query, description = "Answered at or after, RFC 3339"),
        ("until" = Option<String>, Query, description = "Answered at or before, RFC 3339; with from the last day"),
        ("channel[]" = Option<Vec<String>>, Query, description = "Only through these channels: email, link, api, …"),
        ("evidence" = Option<String>, Query, description = "Only explicit answers (a form was sent) or only inferred ones"),
    ),
    responses((status = 200, body = shape::ScoreReport), (status = 422, body = shape::Refused)),
)]
pub async fn score(program: Program, request: HttpRequest) -> ApiResult {
    if let Some(view) = viewed::asked(&request)? {
        return Ok(HttpResponse::Ok().json(viewed::read(&program, view).await?.score()?));
    }
    let mut fields = query(&request);
    let wanted = wanted(&mut fields);
    fields.finish()?;
    let channels = wanted.channels.clone();
    let reading = program.read(move |conn, cx| reading::read(conn, cx, &wanted)).await?;
    let mut report = number(&reading.measure, &reading.counts)?;
    // Only a view is compared with something.
    (report["before"], report["change"], report["cut_before"]) = (Value::Null, Value::Null, Value::Null);
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
/// Whole days in the workspace's zone. With the words of a view it is the trend that the overview shows, with its alarms.
/// Otherwise, without `since` and `until`: twelve buckets that end with the newest answer's.
#[utoipa::path(
    get, path = "/v1/reports/trend", tag = "reports", operation_id = "report_trend",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("question" = Option<String>, Query, description = "A view's word: the key of a scored question; otherwise the main one"),
        ("range" = Option<String>, Query, description = "A view's word: w4, w13, m12 or all"),
        ("from" = Option<String>, Query, description = "A view's word: the first day, 2026-11-01; until is then the last day"),
        ("against" = Option<String>, Query, description = "A view's word: before (otherwise), year or none"),
        ("segment" = Option<Vec<String>>, Query, description = "A view's word: dimension:value, such as branch:Kazan; at most twice"),
        ("bucket" = Option<String>, Query, description = "day, week (the default), month or quarter"),
        ("evidence" = Option<String>, Query, description = "Only explicit answers (a form was sent) or only inferred ones"),
        ("since" = Option<String>, Query, description = "The first day's moment, RFC 3339"),
        ("until" = Option<String>, Query, description = "The last day's moment, RFC 3339"),
    ),
    responses((status = 200, body = shape::TrendReport), (status = 422, body = shape::Refused)),
)]
pub async fn trend(program: Program, request: HttpRequest) -> ApiResult {
    if let Some(view) = viewed::asked(&request)? {
        return Ok(HttpResponse::Ok().json(viewed::read(&program, view).await?.trend()?));
    }
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
        value["alarm"] = Value::Null;
        points.push(value);
    }
    Ok(HttpResponse::Ok().json(json!({
        "points": points,
        "before": null,
        "change": null,
        "cut_before": null,
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

/// Who was asked and who was not, by reason, survey and day.
///
/// Whole days in the workspace's zone, at most 366; without `since` and `until` the last 30. The decisions behind each
/// number are in `/v1/decisions`.
#[utoipa::path(
    get, path = "/v1/reports/outreach", tag = "reports", operation_id = "report_outreach",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise all surveys"),
        ("since" = Option<String>, Query, description = "The first day's moment, RFC 3339"),
        ("until" = Option<String>, Query, description = "The last day's moment, RFC 3339"),
    ),
    responses((status = 200, body = shape::OutreachReport), (status = 422, body = shape::Refused)),
)]
pub async fn outreach(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let wanted =
        ledger::Wanted { survey: fields.text("survey"), since: fields.moment("since"), until: fields.moment("until") };
    fields.finish()?;
    let report = program.read(move |conn, cx| ledger::report(conn, cx, &wanted)).await?;
    let surveys: Vec<Value> = report
        .surveys
        .iter()
        .filter(|(id, ..)| report.sum(|count| count.survey_id == *id) > 0)
        .map(|(id, key, _)| json!({"survey": key, "stages": stages(&report, |count| count.survey_id == *id)}))
        .collect();
    let days: Vec<Value> = (report.first..=report.last)
        .map(|day| json!({"day": day_date(day).to_string(), "stages": stages(&report, |count| count.day == day)}))
        .collect();
    Ok(HttpResponse::Ok().json(json!({
        "stages": stages(&report, |_| true),
        "surveys": surveys,
        "days": days,
        "definitions": {
            "arrival": "decisions made when an event or a request arrived",
            "due": "decisions made again when the mail of a planned invitation was due",
            "reminder": "decisions made when a reminder was due",
            "asked": "the decision was to ask: an invitation was planned, its mail or a reminder was handed to sending",
            "refused": "the decision was not to ask, for the reason given; a person may be refused several times",
        },
        "query": {
            "survey": report.survey,
            "since": day_date(report.first).to_string(),
            "until": day_date(report.last).to_string(),
            "zone": report.workspace.settings.0.zone,
        },
    })))
}

/// Asked, refused and refused by reason, at each stage.
fn stages(report: &Report, holds: impl Fn(&Count) -> bool) -> Value {
    let mut stages = serde_json::Map::new();
    for stage in Stage::ALL {
        let of_stage = |count: &Count| count.stage == stage && holds(count);
        let mut reasons = serde_json::Map::new();
        for count in report.counts.iter().filter(|count| of_stage(count)) {
            if let Some(reason) = &count.reason {
                let before = reasons.get(reason).and_then(Value::as_i64).unwrap_or(0);
                reasons.insert(reason.clone(), (before + count.count).into());
            }
        }
        let asked = report.sum(|count| of_stage(count) && count.reason.is_none());
        let refused = report.sum(|count| of_stage(count) && count.reason.is_some());
        stages.insert(stage.word().to_owned(), json!({"asked": asked, "refused": refused, "reasons": reasons}));
    }
    Value::Object(stages)
}

/// A number with all that it needs to be read rightly.
pub(super) fn number(measure: &Measure, counts: &Counts) -> Result<Value, Error> {
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
