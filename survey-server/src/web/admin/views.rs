//! Views under a name: the list on every page of the reports, and the forms that save and delete them.

use actix_web::web;
use serde::Serialize;

use super::error::{AdminResult, local};
use super::form::Form;
use super::member::Member;
use super::reader::Reader;
use super::role::Action;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::saved::{self, Change};
use crate::reporting::view::View;
use crate::store::{Conn, Id, views};

/// What `partial/report_views` needs, as `views` in the page's context.
#[derive(Debug, Serialize)]
pub struct Views {
    rows: Vec<Row>,
    /// The words of the view that is shown.
    query: String,
    /// The name of the saved view that is shown.
    current: Option<String>,
    may_save: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    href: String,
    current: bool,
    /// Where the button that deletes it posts to; none for who may not.
    remove: Option<String>,
}

impl Views {
    /// The saved views as links to a page, such as `/admin/segments`, which shows `view` now.
    pub fn read(conn: &mut Conn, cx: &Cx, reader: &Reader, view: &View, page: &str) -> Result<Self, Error> {
        let (query, may_remove) = (view.query(), reader.may(Action::EditSurveys));
        let rows: Vec<Row> = views::list(conn, cx.workspace)?
            .into_iter()
            .map(|row| Row {
                href: if row.query.is_empty() { page.to_owned() } else { format!("{page}?{}", row.query) },
                current: row.query == query,
                remove: may_remove.then(|| format!("/admin/views/{}/remove", row.id)),
                name: row.name,
            })
            .collect();
        let current = rows.iter().find(|row| row.current).map(|row| row.name.clone());
        Ok(Views { rows, query, current, may_save: reader.may(Action::WorkCases) })
    }
}

/// POST /admin/views
pub async fn send(member: Member, form: Form) -> AdminResult {
    let by: Option<Id> = member.actor().parse().ok();
    let (actor, back) = (member.actor(), form.raw("back").to_owned());
    let change = Change { name: Some(form.text("name")), query: Some(form.text("query")), alarm: None };
    match member.write(move |conn, cx| saved::create(conn, cx, &change, by, &actor)).await {
        Ok(_) => Ok(member.done(local(&back), "view-saved")),
        Err(Error::Invalid(_)) => Ok(member.done(local(&back), "not-view-saved")),
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/views/{id}/remove
pub async fn remove(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id: Id = id.parse().map_err(|_not_an_id| Error::NotFound("view"))?;
    let (actor, back) = (member.actor(), form.raw("back").to_owned());
    member.write(move |conn, cx| saved::remove(conn, cx, id, &actor)).await?;
    Ok(member.done(local(&back), "view-removed"))
}
