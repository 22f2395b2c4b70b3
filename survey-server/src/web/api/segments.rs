//! `reports/segments`, `reports/compare` and `reports/loyalty`: a view by branch, two segments side by side, and what one
//! question alone does not show.

use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

use super::reports::number;
use super::shape;
use super::table::Table;
use crate::error::{Error, Problem};
use crate::reporting::compare::{self, Side};
use crate::reporting::difference::Difference;
use crate::reporting::loyalty::punctual::{self, Late, Punctual};
use crate::reporting::loyalty::quadrants::{self, Quadrant, Quadrants};
use crate::reporting::score::{Counts, Measure};
use crate::reporting::segments::{self, FALSE_ALARMS, Part, Row, Segments};
use crate::reporting::view::{self, Resolved, View};
use crate::store::workspaces::day_date;
use crate::web::auth::Program;
use crate::web::body::query;
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_by_value, by_value);
    table.on(__path_compared, compared);
    table.on(__path_loyalty, loyalty);
}

/// The view of an address; what is wrong with it is refused.
fn wanted(request: &HttpRequest) -> Result<View, Error> {
    match View::of_query(request.query_string()) {
        (view, problems) if problems.is_empty() => Ok(view),
        (_, problems) => Err(Error::Invalid(problems)),
    }
}

/// The words of a view as it was understood.
fn words(view: &Resolved) -> Value {
    let (from, until) = view.dates();
    let segments: Vec<String> = view.segments.iter().map(view::Segment::word).collect();
    json!({
        "survey": view.measure.row.key,
        "question": view.measure.question,
        "type": view.measure.kind,
        "from": from.to_string(),
        "until": until.to_string(),
        "compared_from": view.before.map(|days| day_date(days.0).to_string()),
        "compared_until": view.before.map(|days| day_date(days.1).to_string()),
        "segments": segments,
        "zone": view.workspace.settings.0.zone,
    })
}

fn days((from, until): (i32, i32)) -> (String, String) {
    (day_date(from).to_string(), day_date(until).to_string())
}

fn cut(cut_at: Option<i32>) -> Option<String> {
    cut_at.map(|day| day_date(day).to_string())
}

fn difference(found: Option<&Difference>) -> Value {
    found.map_or(Value::Null, |found| {
        json!({"points": found.points, "low": found.low, "high": found.high, "p": found.p, "is_real": found.is_real})
    })
}

/// A view by the values of a dimension: branches, couriers, products.
///
/// Of each value the score with its interval, the change with the chance of it (`p`) and with the share of false alarms among
/// all changes as clear as this one (`q`); `is_flagged` up to 0.1. `fair` and `place` order the values so that few answers do
/// not make one the best or the worst. Takes the words of a view: `survey`, `question`, `range` or `from` and `until`,
/// `against`, `segment`, `evidence`. At most 1000 values, those with the most answers.
#[utoipa::path(
    get, path = "/v1/reports/segments", tag = "reports", operation_id = "report_segments",
    params(
        ("by" = String, Query, description = "The dimension: one of the settings' dimensions, channel, language, tag or answer.KEY"),
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("question" = Option<String>, Query, description = "A scored question's key; otherwise the main question"),
        ("range" = Option<String>, Query, description = "w4, w13 (the default), m12 or all"),
        ("from" = Option<String>, Query, description = "The first day, instead of a range"),
        ("until" = Option<String>, Query, description = "The last day"),
        ("against" = Option<String>, Query, description = "before (the default), year or none"),
        ("segment[]" = Option<Vec<String>>, Query, description = "Only within dimension:value, at most twice: counted from the answers, up to 50 000"),
        ("evidence" = Option<String>, Query, description = "explicit or inferred"),
    ),
    responses((status = 200, body = shape::SegmentsReport), (status = 422, body = shape::Refused)),
)]
pub async fn by_value(program: Program, request: HttpRequest) -> ApiResult {
    let view = wanted(&request)?;
    let by = query(&request).text("by").unwrap_or_default();
    if by.is_empty() {
        return Err(Error::invalid("by", "is missing: the dimension, such as branch or channel").into());
    }
    let report = program
        .read(move |conn, cx| {
            let view = view::resolve(conn, cx, &view)?;
            let found = segments::segments(conn, cx, view, &by)?;
            segments_report(&found)
        })
        .await?;
    Ok(HttpResponse::Ok().json(report))
}

fn segments_report(found: &Segments) -> Result<Value, Error> {
    let measure = &found.view.measure;
    let rows = found.rows.iter().map(|row| line(measure, row)).collect::<Result<Vec<_>, _>>()?;
    let over_time = found.over_time.iter().map(|part: &Part| {
        let (from, until) = days(part.days);
        json!({"from": from, "until": until, "spread": part.spread})
    });
    Ok(json!({
        "by": found.by,
        "rows": rows,
        "total": number(measure, &found.total)?,
        "more": found.more,
        "spread": found.spread,
        "over_time": over_time.collect::<Vec<_>>(),
        "not_before": cut(found.cut_at),
        "recounting": found.recounting,
        "definitions": {
            "change": "this time minus the time that it is compared with; p is the chance of so large a change where there is none",
            "q": format!("the share of false alarms among all changes at least as clear as this one; flagged up to {FALSE_ALARMS}"),
            "fair": "the score in points, pulled towards the mean of all values, the more the fewer the answers; none where nothing but chance tells the values apart",
            "place": "the place by the fair value among the values with 30 answers or more; 1 is the best",
            "spread": "the standard deviation between the true scores of the values in points, chance taken out; from five values on",
        },
        "query": words(&found.view),
    }))
}

fn line(measure: &Measure, row: &Row) -> Result<Value, Error> {
    let mut line = number(measure, &row.counts)?;
    line["value"] = row.value.as_str().into();
    line["share"] = row.share.into();
    line["before"] = match &row.before {
        Some(before) => number(measure, before)?,
        None => Value::Null,
    };
    line["change"] = difference(row.change.as_ref());
    line["q"] = row.q.into();
    line["is_flagged"] = row.is_flagged().into();
    line["fair"] = row.fair.into();
    line["place"] = row.place.into();
    Ok(line)
}

/// Two segments, or two saved views, side by side.
///
/// `a` and `b` are `dimension:value` within the view that the other words name, or `view:` and the id of a saved view, which
/// brings its own survey and time. The difference is `a` minus `b`.
#[utoipa::path(
    get, path = "/v1/reports/compare", tag = "reports", operation_id = "report_compare",
    params(
        ("a" = String, Query, description = "dimension:value, or view: and the id of a saved view"),
        ("b" = String, Query, description = "The other one"),
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("question" = Option<String>, Query, description = "A scored question's key; otherwise the main question"),
        ("range" = Option<String>, Query, description = "w4, w13 (the default), m12 or all"),
        ("from" = Option<String>, Query, description = "The first day, instead of a range"),
        ("until" = Option<String>, Query, description = "The last day"),
        ("bucket" = Option<String>, Query, description = "day, week, month or quarter"),
    ),
    responses((status = 200, body = shape::CompareReport), (status = 422, body = shape::Refused)),
)]
pub async fn compared(program: Program, request: HttpRequest) -> ApiResult {
    let view = wanted(&request)?;
    let mut fields = query(&request);
    let (a, b) = (fields.text("a").unwrap_or_default(), fields.text("b").unwrap_or_default());
    let missing = [("a", &a), ("b", &b)].into_iter().filter(|(_, word)| word.trim().is_empty());
    let missing: Vec<Problem> =
        missing.map(|(path, _)| Problem::new(path, "is missing: dimension:value, such as branch:Kazan")).collect();
    if !missing.is_empty() {
        return Err(Error::Invalid(missing).into());
    }
    let found = program.read(move |conn, cx| compare::compare(conn, cx, &view, &a, &b)).await?;
    Ok(HttpResponse::Ok().json(json!({
        "a": side(&found.a)?,
        "b": side(&found.b)?,
        "difference": difference(found.difference.as_ref()),
        "may_overlap": found.may_overlap,
        "definitions": {
            "difference": "a minus b: points of a net promoter score, or percentage points of satisfied answers; is_real where the interval leaves 0 out",
            "may_overlap": "an answer may be on both sides; the interval assumes that none is",
        },
    })))
}

fn side(side: &Side) -> Result<Value, Error> {
    let measure = &side.view.measure;
    let mut points = Vec::with_capacity(side.steps.len());
    for (start, end, counts) in &side.steps {
        let mut value = number(measure, counts)?;
        value["start"] = start.to_string().into();
        value["end"] = end.to_string().into();
        points.push(value);
    }
    let mut value = number(measure, &side.counts)?;
    value["of"] = side.word.as_str().into();
    value["name"] = side.name.as_deref().into();
    value["points"] = points.into();
    value["not_before"] = cut(side.cut_at).into();
    value["query"] = words(&side.view);
    Ok(value)
}

/// Satisfied or loyal, and promised against delivered.
///
/// `quadrants` where the survey asks both for satisfaction (csat, ces, stars, smileys) and for loyalty (nps): answers to both
/// by where they lie, and people who moved since the time before. `punctual` where answers or their events say what was
/// promised and what came (`punctuality` in the settings). Both look at the answers themselves, at most 50 000.
#[utoipa::path(
    get, path = "/v1/reports/loyalty", tag = "reports", operation_id = "report_loyalty",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("question" = Option<String>, Query, description = "A scored question's key; otherwise the main question"),
        ("range" = Option<String>, Query, description = "w4, w13 (the default), m12 or all"),
        ("from" = Option<String>, Query, description = "The first day, instead of a range"),
        ("until" = Option<String>, Query, description = "The last day"),
        ("against" = Option<String>, Query, description = "before (the default), year or none"),
        ("segment[]" = Option<Vec<String>>, Query, description = "Only within dimension:value, at most twice"),
    ),
    responses((status = 200, body = shape::LoyaltyReport), (status = 422, body = shape::Refused)),
)]
pub async fn loyalty(program: Program, request: HttpRequest) -> ApiResult {
    let view = wanted(&request)?;
    let report = program
        .read(move |conn, cx| {
            let view = view::resolve(conn, cx, &view)?;
            let quadrants = quadrants::quadrants(conn, cx, &view)?;
            let punctual = punctual::punctual(conn, cx, &view)?;
            Ok(json!({
                "quadrants": quadrants.as_ref().map_or(Value::Null, quadrants_report),
                "punctual": punctual_report(&view.measure, &punctual)?,
                "query": words(&view),
            }))
        })
        .await?;
    Ok(HttpResponse::Ok().json(report))
}

fn quadrants_report(found: &Quadrants) -> Value {
    let shares: serde_json::Map<String, Value> = Quadrant::ALL
        .into_iter()
        .zip(&found.shares)
        .map(|(one, share)| (one.word().to_owned(), json!(share)))
        .collect();
    let mut moves = Vec::new();
    for (from, row) in Quadrant::ALL.into_iter().zip(&found.moves) {
        for (to, people) in Quadrant::ALL.into_iter().zip(row).filter(|(_, people)| **people > 0) {
            moves.push(json!({"from": from, "to": to, "people": people}));
        }
    }
    let (better, worse, same) = found.directions();
    json!({
        "satisfaction": {"question": found.satisfaction.question, "type": found.satisfaction.kind, "from": found.satisfied_from},
        "loyalty": {"question": found.loyalty.question, "type": found.loyalty.kind, "from": found.loyal_from},
        "n": found.n,
        "shares": shares,
        "moves": moves,
        "moved_of": found.moved_of,
        "better": better,
        "worse": worse,
        "same": same,
        "looked_at": found.looked_at,
        "not_before": cut(found.cut_at),
    })
}

fn punctual_report(measure: &Measure, found: &Punctual) -> Result<Value, Error> {
    let group = |counts: &Counts| number(measure, counts);
    let mut groups = Vec::new();
    for (late, (counts, _)) in Late::ALL.into_iter().zip(&found.groups) {
        let mut value = group(counts)?;
        value["late"] = late.word().into();
        groups.push(value);
    }
    Ok(json!({
        "groups": groups,
        "late": group(&found.late.0)?,
        "difference": difference(found.difference.as_ref()),
        "n": found.n,
        "unknown": found.unknown,
        "looked_at": found.looked_at,
        "not_before": cut(found.cut_at),
    }))
}
