//! Mails about the reports: which views somebody has by mail, which ones are watched, and what was found lately.

use actix_web::http::StatusCode;
use serde::Serialize;

use super::id_of;
use crate::reporting::saved::{self, Change};
use crate::reporting::watch::notice;
use crate::reporting::{digest, watch};
use crate::store::digests::{self, EVERYTHING, Every};
use crate::store::{Id, Time, views, workspaces};
use crate::web::admin::error::AdminResult;
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/digests";

#[derive(Serialize)]
struct Content {
    rows: Vec<Row>,
    by_mail: bool,
    notices: Vec<Line>,
    zone: String,
}

/// A view, or everything.
#[derive(Serialize)]
struct Row {
    id: Id,
    /// None: everything.
    name: Option<String>,
    href: String,
    week: bool,
    month: bool,
    next: Option<Time>,
    /// Whether it is watched; none: it cannot be.
    watched: Option<bool>,
}

#[derive(Serialize)]
struct Line {
    text: String,
    href: String,
}

/// GET /admin/settings/digests
pub async fn show(member: Member) -> AdminResult {
    let user = member.who.user.id;
    let (mut content, notices) = member
        .read(move |conn, cx| {
            let mine: Vec<_> =
                digests::list(conn, cx.workspace)?.into_iter().filter(|one| one.user_id == user).collect();
            let row = |id: Id, name: Option<String>, href: String, watched| {
                let own = mine.iter().find(|one| one.view_id == id);
                Row {
                    id,
                    name,
                    href,
                    week: own.is_some_and(|one| one.every == Every::Week),
                    month: own.is_some_and(|one| one.every == Every::Month),
                    next: own.map(|one| one.next_at),
                    watched,
                }
            };
            let mut rows = vec![row(EVERYTHING, None, "/admin".to_owned(), None)];
            for view in views::list(conn, cx.workspace)? {
                let href = view.view().map_or_else(|_| "/admin".to_owned(), |words| words.address("/admin"));
                rows.push(row(view.id, Some(view.name), href, Some(view.alarm)));
            }
            let settings = workspaces::load(conn, cx.workspace)?.settings.0;
            let by_mail = !settings.watch.not_by_mail.contains(&user);
            let content = Content { rows, by_mail, notices: Vec::new(), zone: settings.zone };
            Ok((content, notice::standing(conn, cx)?))
        })
        .await?;
    for one in notices {
        let text = one.sentence(&member.app.renderer, member.reader.language())?;
        content.notices.push(Line { text, href: one.path });
    }
    member.page(Room::Settings, "settings_digests", StatusCode::OK, &content).await
}

/// POST /admin/settings/digests
pub async fn save(member: Member, form: Form) -> AdminResult {
    let (view, user) = (id_of(&form.text("view"), "view")?, member.who.user.id);
    let every = Every::from_word(&form.text("every"));
    member.write(move |conn, cx| digest::subscribe(conn, cx, view, user, every)).await?;
    Ok(member.done(PATH, "digest-saved"))
}

/// POST /admin/settings/digests/now
pub async fn now(member: Member, form: Form) -> AdminResult {
    let (view, user) = (id_of(&form.text("view"), "view")?, member.who.user.id);
    member
        .write(move |conn, cx| {
            let every = digests::find(conn, cx.workspace, view, user)?.map_or(Every::Week, |own| own.every);
            digest::send_now(conn, cx, view, user, every)
        })
        .await?;
    Ok(member.done(PATH, "digest-sent"))
}

/// POST /admin/settings/digests/watch
pub async fn watch(member: Member, form: Form) -> AdminResult {
    let (view, actor) = (id_of(&form.text("view"), "view")?, member.actor());
    let change = Change { alarm: Some(form.text("watch") == "on"), ..Change::default() };
    member
        .write(move |conn, cx| {
            saved::change(conn, cx, view, &change, &actor)?;
            let workspace = workspaces::load(conn, cx.workspace)?;
            watch::wake(conn, cx, &workspace)
        })
        .await?;
    Ok(member.done(PATH, "digest-saved"))
}

/// POST /admin/settings/digests/notices
pub async fn notices(member: Member, form: Form) -> AdminResult {
    let (user, wanted) = (member.who.user.id, form.text("mail") == "on");
    member.write(move |conn, cx| watch::by_mail(conn, cx, user, wanted)).await?;
    Ok(member.done(PATH, "digest-saved"))
}
