//! `reports/recovery`: how fast unhappy customers were cared for, and whether it changed anything.

use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

use super::shape;
use super::table::Table;
use crate::error::Error;
use crate::reporting::recovery::{self, Wanted};
use crate::store::workspaces::day_date;
use crate::web::auth::Program;
use crate::web::body::query;
use crate::web::error::ApiResult;

/// Registers it.
pub fn routes(table: &mut Table) {
    table.on(__path_report, report);
}

/// How fast unhappy customers were cared for, and what they say afterwards.
///
/// Of the cases that were opened in whole days in the workspace's zone, at most 366; without `since` and `until` the last 90.
/// Waits are in minutes from the customer's tap and count open cases for what is known of them; deadlines are judged only
/// where they have passed; below five cases there are counts and no figures.
#[utoipa::path(
    get, path = "/v1/reports/recovery", tag = "reports", operation_id = "report_recovery",
    params(
        ("survey" = Option<String>, Query, description = "A survey's key; otherwise all cases"),
        ("since" = Option<String>, Query, description = "The first day's moment, RFC 3339"),
        ("until" = Option<String>, Query, description = "The last day's moment, RFC 3339"),
        ("by" = Option<String>, Query, description = "team, priority, origin, cause, hour, or a property that reports are cut by, such as branch"),
    ),
    responses((status = 200, body = shape::RecoveryReport), (status = 422, body = shape::Refused)),
)]
pub async fn report(program: Program, request: HttpRequest) -> ApiResult {
    let mut fields = query(&request);
    let wanted = Wanted {
        survey: fields.text("survey"),
        since: fields.moment("since"),
        until: fields.moment("until"),
        by: fields.text("by"),
    };
    fields.finish()?;
    let report = program.read(move |conn, cx| recovery::report(conn, cx, &wanted)).await?;
    let mut document = serde_json::to_value(&report).map_err(Error::internal)?;
    document["query"] = json!({
        "survey": report.survey,
        "by": report.by,
        "since": day_date(report.days.0).to_string(),
        "until": day_date(report.days.1).to_string(),
    });
    document["definitions"] = definitions();
    Ok(HttpResponse::Ok().json(document))
}

fn definitions() -> Value {
    json!({
        "contact": "minutes from the customer's tap to the first contact, open cases counted for what is known of them (Kaplan and Meier); a case closed without contact still waits",
        "resolution": "minutes from the tap to the solution, whatever the outcome, in the same way",
        "contact_in_time": "first contact by its deadline, of the cases whose deadline has passed",
        "resolution_in_time": "solution by its deadline, of the cases whose deadline has passed",
        "satisfied": "7 and more of 10 (of another scale what counts as satisfied there), of those who answered when they were asked again",
        "at_least": "the same of all who were asked at least seven days ago, the silent taken as unhappy still",
        "effect": "satisfied of those contacted at once less satisfied of those who waited by lot, with Newcombe's interval; null without a hold-out, and then nothing here says that help was the reason",
        "groups": "recommendation: no_problem are answers without a case; the others are second answers by how the case went",
        "promises": "promised times that have passed: kept, renewed before they passed, renewed late, broken",
    })
}
