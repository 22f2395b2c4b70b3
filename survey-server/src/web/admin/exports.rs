//! What a page shows, as a file: the same view, row by row. Who took it is written down.

use actix_web::{HttpRequest, HttpResponse, web};

use super::error::AdminResult;
use super::member::Member;
use crate::error::Error;
use crate::reporting::export::{Format, What};
use crate::reporting::view::View;
use crate::store::audit;
use crate::web::download::{Narrowing, download};

/// GET /admin/export/responses.{format}: with names and addresses of customers.
pub async fn responses(member: Member, request: HttpRequest, format: web::Path<String>) -> AdminResult {
    Ok(file(&member, &request, What::Responses, &format, Narrowing::None).await?)
}

/// GET /admin/export/list.{format}: the answers of a list, narrowed as its page is.
pub async fn list(member: Member, request: HttpRequest, format: web::Path<String>) -> AdminResult {
    Ok(file(&member, &request, What::Responses, &format, Narrowing::List).await?)
}

/// GET /admin/export/rollups.{format}: counts, nothing of persons.
pub async fn rollups(member: Member, request: HttpRequest, format: web::Path<String>) -> AdminResult {
    Ok(file(&member, &request, What::Rollups, &format, Narrowing::None).await?)
}

async fn file(
    member: &Member,
    request: &HttpRequest,
    what: What,
    format: &str,
    narrowing: Narrowing,
) -> Result<HttpResponse, Error> {
    let format = Format::ALL.into_iter().find(|one| one.word() == format).ok_or(Error::NotFound("page"))?;
    let response =
        download(member.app.clone(), member.who.session.workspace_id, request, what, format, narrowing).await?;
    let (actor, action) = (member.actor(), format!("{}.export", what.word()));
    let (view, _) = View::of_query(request.query_string());
    let query = view.query();
    member.write(move |conn, cx| audit::note(conn, cx, &actor, &action, &query)).await?;
    Ok(response)
}
