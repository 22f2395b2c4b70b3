//! `reports/drivers`, `reports/terms` and `comments`: why people answer as they do.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

use super::table::Table;
use super::{answer, listing, shape};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::comments::find::{self, Hit};
use crate::reporting::comments::{index, terms};
use crate::reporting::drivers;
use crate::reporting::view::{self, Resolved, View};
use crate::reporting::words::Query;
use crate::store::Conn;
use crate::store::workspaces::day_date;
use crate::web::auth::Program;
use crate::web::body::query;
use crate::web::error::ApiResult;
use crate::web::link_header;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_report_drivers, report_drivers);
    table.on(__path_report_terms, report_terms);
    table.on(__path_list, list);
}

/// The view of a request; what is wrong with it is refused.
fn wanted(request: &HttpRequest) -> Result<View, Error> {
    let (view, problems) = View::of_query(request.query_string());
    if problems.is_empty() { Ok(view) } else { Err(Error::Invalid(problems)) }
}

fn resolved(conn: &mut Conn, cx: &Cx, view: &View) -> Result<Resolved, Error> {
    view::resolve(conn, cx, view)
}

fn said(resolved: &Resolved) -> Value {
    json!({
        "survey": resolved.measure.row.key,
        "question": resolved.measure.question,
        "from": day_date(resolved.days.0).to_string(),
        "until": day_date(resolved.days.1).to_string(),
        "segments": resolved.segments.iter().map(view::Segment::word).collect::<Vec<_>>(),
    })
}

fn day(day: Option<i32>) -> Option<String> {
    day.map(|day| day_date(day).to_string())
}

/// What goes with a high or a low score: reasons that were chosen and tags, each with the others held still.
///
/// Association, not proof. Weighed are reasons that at least ten answers name and at least ten do not, of the newest
/// 20,000 answers of the view; `real` is what remains once one false alarm in ten is allowed for. `counted` are reasons
/// that only some were asked for, or that too few name.
#[utoipa::path(
    get, path = "/v1/reports/drivers", tag = "reports", operation_id = "report_drivers",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("question" = Option<String>, Query, description = "A scored question's key; otherwise the main question"),
        ("range" = Option<String>, Query, description = "w4, w13 (the default), m12, all"),
        ("from" = Option<String>, Query, description = "Instead of range: the first day, 2026-11-01"),
        ("until" = Option<String>, Query, description = "The last day"),
        ("segment" = Option<String>, Query, description = "dimension:value, at most twice"),
        ("evidence" = Option<String>, Query, description = "Only explicit or only inferred answers"),
    ),
    responses((status = 200, body = shape::DriversReport), (status = 422, body = shape::Refused)),
)]
pub async fn report_drivers(program: Program, request: HttpRequest) -> ApiResult {
    let wanted = wanted(&request)?;
    let (resolved, found) = program
        .read(move |conn, cx| {
            let resolved = resolved(conn, cx, &wanted)?;
            let found = drivers::drivers(conn, cx, &resolved)?;
            Ok((resolved, found))
        })
        .await?;
    let list: Vec<Value> = found
        .drivers
        .iter()
        .map(|driver| {
            json!({
                "dimension": driver.reason.dimension,
                "value": driver.reason.value,
                "mentions": driver.mentions,
                "n": found.answers,
                "points": driver.points,
                "interval": {"low": driver.interval.0, "high": driver.interval.1, "confidence": 0.95},
                "q": driver.q,
                "real": driver.is_real(),
            })
        })
        .collect();
    let counted: Vec<Value> = found
        .counted
        .iter()
        .map(|(reason, mentions)| json!({"dimension": reason.dimension, "value": reason.value, "mentions": mentions}))
        .collect();
    Ok(HttpResponse::Ok().json(json!({
        "n": found.answers,
        "not_before": day(found.cut_at),
        "drivers": list,
        "counted": counted,
        "query": said(&resolved),
    })))
}

/// What people write about: frequent words and phrases by category, and what is new in the view's last week.
///
/// Of the newest 5,000 comments of the view, 100,000 words in all and the first hundred of each; for what is new, of the newest
/// 3,000 of the week and 3,000 of the weeks before. A word counts once a comment; it is shown as people write it most often. Read
/// anew once a minute.
#[utoipa::path(
    get, path = "/v1/reports/terms", tag = "reports", operation_id = "report_terms",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("range" = Option<String>, Query, description = "w4, w13 (the default), m12, all"),
        ("from" = Option<String>, Query, description = "Instead of range: the first day, 2026-11-01"),
        ("until" = Option<String>, Query, description = "The last day"),
        ("segment" = Option<String>, Query, description = "dimension:value, at most twice"),
        ("evidence" = Option<String>, Query, description = "Only explicit or only inferred answers"),
    ),
    responses((status = 200, body = shape::TermsReport), (status = 422, body = shape::Refused)),
)]
pub async fn report_terms(program: Program, request: HttpRequest) -> ApiResult {
    let wanted = wanted(&request)?;
    let (resolved, found) = program
        .read(move |conn, cx| {
            let resolved = resolved(conn, cx, &wanted)?;
            let found = terms::terms(conn, cx, &resolved)?;
            Ok((resolved, found))
        })
        .await?;
    let groups: Vec<Value> = found
        .groups
        .iter()
        .map(|group| {
            let terms: Vec<Value> =
                group.terms.iter().map(|term| json!({"words": term.words, "comments": term.texts})).collect();
            json!({"category": group.category, "comments": group.texts, "terms": terms})
        })
        .collect();
    let new: Vec<Value> = found
        .fresh
        .new
        .iter()
        .map(|new| json!({"words": new.words, "comments": new.texts, "before": new.before, "q": new.q}))
        .collect();
    Ok(HttpResponse::Ok().json(json!({
        "comments": found.texts,
        "not_before": day(found.cut_at),
        "categories": groups,
        "new_this_week": {
            "comments": found.fresh.texts,
            "before": found.fresh.before,
            "not_before": day(found.fresh.cut_at),
            "before_not_before": day(found.fresh.before_cut_at),
            "terms": new,
        },
        "query": said(&resolved),
    })))
}

/// Comments of a view, newest first; with `q` those that have all of its words, in whatever form. What is not indexed yet
/// stands on the first page; `incomplete` says that there is too much of it at the moment.
#[utoipa::path(
    get, path = "/v1/comments", tag = "reports", operation_id = "list_comments",
    params(
        ("q" = Option<String>, Query, description = "Words; each counts in every form, quotes and operators mean nothing"),
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise the default survey"),
        ("range" = Option<String>, Query, description = "w4, w13 (the default), m12, all"),
        ("from" = Option<String>, Query, description = "Instead of range: the first day, 2026-11-01"),
        ("until" = Option<String>, Query, description = "The last day"),
        ("segment" = Option<String>, Query, description = "dimension:value, at most twice"),
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("cursor" = Option<String>, Query, description = "From next"),
    ),
    responses((status = 200, body = shape::CommentList), (status = 422, body = shape::Refused)),
)]
pub async fn list(program: Program, request: HttpRequest) -> ApiResult {
    let wanted = wanted(&request)?;
    let mut fields = query(&request);
    let typed = fields.text("q").unwrap_or_default();
    let after = listing::after_number(&mut fields);
    let limit = fields.per_page().unsigned_abs() as usize;
    fields.finish()?;
    let words = Query::of(&typed);
    let nothing = words.is_empty() && !typed.trim().is_empty();
    let (resolved, page, cx) = program
        .read(move |conn, cx| {
            let resolved = resolved(conn, cx, &wanted)?;
            // What holds no word finds nothing, and not everything.
            let page =
                if nothing { find::Page::default() } else { find::find(conn, cx, &resolved, &words, after, limit)? };
            Ok((resolved, page, cx.clone()))
        })
        .await?;
    let next = page.next.map(|(day, number)| listing::place_of_number(day, number));
    let mut response = HttpResponse::Ok();
    if let Some(cursor) = &next {
        response.insert_header((header::LINK, link_header::next(&request, &cx, &[("cursor", cursor)])));
    }
    let rows: Vec<Value> = page.hits.iter().map(|hit| shown(&resolved, hit)).collect();
    Ok(response.json(json!({"data": rows, "next": next, "incomplete": page.behind, "query": said(&resolved)})))
}

fn shown(resolved: &Resolved, hit: &Hit) -> Value {
    let text: String = hit.pieces.iter().map(|piece| piece.text.as_str()).collect();
    let found: Vec<&str> = hit.pieces.iter().filter(|piece| piece.found).map(|piece| piece.text.as_str()).collect();
    let score = hit.answer.answers.0.number(&resolved.measure.question);
    json!({
        "id": hit.answer.id,
        "question": hit.question,
        "text": text,
        "found": found,
        "score": score,
        "category": score.map_or(index::category(-1), |score| resolved.measure.category(score)),
        "language": hit.answer.locale,
        "tags": hit.answer.tags,
        "answered_at": answer::at(Some(hit.answer.answered_at)),
    })
}
