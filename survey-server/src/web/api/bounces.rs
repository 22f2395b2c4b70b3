//! `bounces`: whose address does not take mail.

use actix_web::HttpRequest;

use super::table::Table;
use super::{shape, unsubscribes};
use crate::store::suppressions::Reason;
use crate::web::auth::Program;
use crate::web::error::ApiResult;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_list, list);
}

/// Lists whose mail came back for good, oldest first.
#[utoipa::path(
    get, path = "/v1/bounces", tag = "bounces", operation_id = "list_bounces",
    params(
        ("page" = Option<i64>, Query, description = "From 1"),
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("since" = Option<i64>, Query, description = "Bounced at or after, Unix seconds"),
        ("until" = Option<i64>, Query, description = "Bounced at or before, Unix seconds"),
    ),
    responses((status = 200, body = Vec<shape::Bounced>)),
)]
pub async fn list(program: Program, request: HttpRequest) -> ApiResult {
    unsubscribes::listed(&program, &request, vec![Reason::HardBounce], "bounced_at").await
}
