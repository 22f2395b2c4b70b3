//! `rules`: what happens when somebody answers, when something happens, and when nothing does.

use actix_web::HttpResponse;
use serde_json::{Value, json};
use survey_core::recovery::Rules;

use super::shape;
use super::table::Table;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::recovery::backtest::{Run, USUAL_DAYS, Wanted};
use crate::recovery::rules;
use crate::store::Conn;
use crate::web::auth::{Analyst, Program};
use crate::web::body::{Body, Fields};
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_show, show);
    table.on(__path_save, save);
    table.on(__path_backtest, backtest);
}

fn shown((rules, version): &(Rules, i32), problems: &[Problem]) -> Value {
    let mut value = json!(rules);
    value["version"] = (*version).into();
    value["problems"] = json!(problems);
    value
}

/// The rules in force.
///
/// `problems` says what does not fit the surveys any more: a question that is gone since the rules were saved.
#[utoipa::path(
    get, path = "/v1/rules", tag = "rules", operation_id = "get_rules",
    responses((status = 200, body = shape::Rules)),
)]
pub async fn show(program: Program) -> ApiResult {
    let shown = program
        .read(|conn, cx| {
            let current = rules::current(conn, cx)?;
            let problems = rules::problems(conn, cx, &current.0)?;
            Ok(shown(&current, &problems))
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown))
}

/// Replaces the rules.
///
/// They are checked against the surveys: every problem is named at once. The same rules make no new version. `version`
/// and `problems` in the body are ignored, so that what was read can be put back.
#[utoipa::path(
    put, path = "/v1/rules", tag = "rules", operation_id = "save_rules",
    request_body = shape::Rules,
    responses((status = 200, body = shape::Rules), (status = 422, body = shape::Refused)),
)]
pub async fn save(program: Program, body: Body) -> ApiResult {
    let mut document = body.object()?;
    document.remove("version");
    document.remove("problems");
    let (document, actor) = (Value::Object(document), program.actor());
    let saved = program.write_racing(move |conn, cx| rules::save(conn, cx, &document, &actor)).await?;
    Ok(HttpResponse::Ok().json(shown(&saved, &[])))
}

/// What rules would have done to the past.
///
/// Runs the rules given (as `PUT /v1/rules` takes them; none: those in force) and those in force over the stored answers
/// and events of a span, with the moments at which promises passed and silence ripened, and answers with both and the
/// difference. Nothing is written, so that a key that may only read is enough. `predicted_breaches` rests on a model: so many people, so many minutes a case, the
/// workspace's opening hours, the most pressing case first.
#[utoipa::path(
    post, path = "/v1/rules/backtest", tag = "rules", operation_id = "backtest_rules",
    request_body = shape::BacktestWrite,
    responses((status = 200, body = shape::Backtested), (status = 422, body = shape::Refused)),
)]
pub async fn backtest(Analyst(program): Analyst, body: Body) -> ApiResult {
    let mut fields = body.fields()?;
    let given = fields.value("rules");
    let (from, until) = (fields.moment("from"), fields.moment("until"));
    let staffing = fields.object("staffing").map(Fields::new);
    let staffing = staffing.and_then(|staffing| read_staffing(&mut fields, staffing));
    fields.finish()?;
    let now = program.cx().now;
    let until = until.unwrap_or(now).min(now);
    let wanted = Wanted { from: from.unwrap_or_else(|| until.plus_days(-USUAL_DAYS)), until, staffing };
    let mut run = program.read(move |conn, cx| begin(conn, cx, given, wanted)).await?;
    loop {
        let (went_on, next) = program.read(move |conn, cx| Ok((run.go_on(conn, cx)?, run))).await?;
        run = next;
        if !went_on {
            break;
        }
    }
    Ok(HttpResponse::Ok().json(run.finish().document()))
}

fn begin(conn: &mut Conn, cx: &Cx, given: Option<Value>, wanted: Wanted) -> Result<Box<Run>, Error> {
    let (present, _) = rules::current(conn, cx)?;
    let changed = match given {
        Some(given) => rules::checked(conn, cx, &json!({ "rules": given }))?,
        None => present.clone(),
    };
    Run::begin(conn, cx, &present, &changed, wanted)
}

/// People and minutes a case.
fn read_staffing(fields: &mut Fields, mut staffing: Fields) -> Option<(u32, u32)> {
    let mut number = |name: &str, most: i64| {
        let given = staffing.integer(name);
        if given.is_none_or(|given| !(0..=most).contains(&given)) {
            staffing.problem(name, format!("must be a whole number from 0 to {most}"));
        }
        given.and_then(|given| u32::try_from(given).ok())
    };
    let read = number("people", 10_000).zip(number("handling_minutes", 7 * 24 * 60));
    fields.absorb("staffing", staffing);
    read
}
