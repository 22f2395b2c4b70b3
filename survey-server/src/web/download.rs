//! Exports as downloads: streamed piece by piece as the client takes them. Between two pieces nothing of the database is
//! held, so that a slow client costs a page of memory and nothing else.

use std::sync::atomic::Ordering;

use actix_web::http::{Method, header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream;

use crate::app::App;
use crate::error::Error;
use crate::reporting::behind::Only;
use crate::reporting::export::{Export, Format, Scope, What};
use crate::reporting::view::View;
use crate::store::WorkspaceId;

struct Going {
    app: App,
    workspace: WorkspaceId,
    export: Export,
}

/// What narrows an export beside its view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrowing {
    /// Nothing.
    None,
    /// The words of a list of answers: `category`, `score` and those of a group.
    List,
}

/// Answers with an export of what the view counts that stands in the address.
pub async fn download(
    app: App,
    workspace: WorkspaceId,
    request: &HttpRequest,
    what: What,
    format: Format,
    narrowing: Narrowing,
) -> Result<HttpResponse, Error> {
    let (view, problems) = View::of_query(request.query_string());
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let query = request.query_string().to_owned();
    let begin = app.read(workspace, move |conn, cx| {
        let mut scope = Scope::of(conn, cx, &view)?;
        if narrowing == Narrowing::List
            && let Some(view) = &scope.view
        {
            scope.only = Some(Only::of(conn, cx, view, &query)?);
        }
        Ok((scope.days(), Export::begin(conn, cx, what, format, scope)?))
    });
    let (days, export) = begin.await?;
    let days = days.map(|(from, until)| format!("-{from}-{until}")).unwrap_or_default();
    let name = format!("attachment; filename=\"{}{days}.{}\"", what.word(), format.word());
    let mut response = HttpResponse::Ok();
    response
        .content_type(format.media_type())
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    if *request.method() == Method::HEAD {
        return Ok(response.finish());
    }
    let going = Going { app, workspace, export };
    Ok(response.streaming(Box::pin(stream::try_unfold(going, next))))
}

/// The next piece that is not empty.
async fn next(mut going: Going) -> Result<Option<(Bytes, Going)>, Error> {
    while !going.app.stopping.load(Ordering::Relaxed) {
        let Going { app, workspace, mut export } = going;
        let (piece, export) = app
            .read(workspace, move |conn, cx| {
                let piece = export.go_on(conn, cx)?;
                Ok((piece, export))
            })
            .await?;
        going = Going { app, workspace, export };
        match piece {
            Some(piece) if piece.is_empty() => {}
            Some(piece) => return Ok(Some((Bytes::from(piece), going))),
            None => return Ok(None),
        }
    }
    // Cut off, so that nobody takes a part for the whole.
    Err(Error::unavailable("the server is being stopped"))
}
