//! Views under a name: the list on every page of the reports, and the forms that save and delete them.

use actix_web::web;
use serde::Serialize;
use url::form_urlencoded::Serializer;

use super::error::{AdminResult, local};
use super::form::Form;
use super::member::Member;
use super::reader::Reader;
use super::role::Action;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::saved::{self, Change};
use crate::reporting::view::View;
use crate::reporting::watch::notice;
use crate::store::{Conn, Id, digests, views};

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
    /// Where its forms post to; none for who may not change it.
    change: Option<String>,
    /// So many people get it by mail.
    mails: usize,
    /// Changes of it are told to the team.
    watched: &'static str,
    /// Its score left what is usual: `fall` or `rise`.
    found: Option<&'static str>,
}

impl Views {
    /// The saved views as links to a page, such as `/admin/segments`, which shows `view` now.
    pub fn read(conn: &mut Conn, cx: &Cx, reader: &Reader, view: &View, page: &str) -> Result<Self, Error> {
        let (query, may_change) = (view.query(), reader.may(Action::EditSurveys));
        let mails = digests::list(conn, cx.workspace)?;
        let found = notice::views(conn, cx)?;
        let mut rows = Vec::new();
        for row in views::list(conn, cx.workspace)? {
            rows.push(Row {
                current: View::of_query(&row.query).0.query() == query,
                href: if row.query.is_empty() { page.to_owned() } else { format!("{page}?{}", row.query) },
                found: found.get(&row.id).copied(),
                change: may_change.then(|| format!("/admin/views/{}", row.id)),
                mails: mails.iter().filter(|mail| mail.view_id == row.id).count(),
                watched: if row.alarm { "yes" } else { "no" },
                name: row.name,
            });
        }
        let current = rows.iter().find(|row| row.current).map(|row| row.name.clone());
        Ok(Views { rows, query, current, may_save: reader.may(Action::WorkCases) })
    }

    /// The same on a page that is cut by a dimension: what is saved here keeps it, and what was saved without one keeps to it.
    #[must_use]
    pub fn cut_by(mut self, by: &str) -> Self {
        let by: String = Serializer::new(String::new()).append_pair(saved::BY, by).finish();
        let with = |query: &str, joint: char| if query.is_empty() { by.clone() } else { format!("{query}{joint}{by}") };
        self.query = with(&self.query, '&');
        let is_cut = |href: &str| href.split(['?', '&']).any(|word| word.starts_with("by="));
        for row in self.rows.iter_mut().filter(|row| !is_cut(&row.href)) {
            let joint = if row.href.contains('?') { '&' } else { '?' };
            row.href = with(&row.href, joint);
        }
        self
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

/// POST /admin/views/{id}: another name.
pub async fn rename(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let id: Id = id.parse().map_err(|_not_an_id| Error::NotFound("view"))?;
    let (actor, back) = (member.actor(), form.raw("back").to_owned());
    let change = Change { name: Some(form.text("name")), ..Change::default() };
    match member.write(move |conn, cx| saved::change(conn, cx, id, &change, &actor)).await {
        Ok(_) => Ok(member.done(local(&back), "view-renamed")),
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
