//! Mails about the reports: which views somebody has by mail, which ones are watched, and what was found lately.

use actix_web::http::StatusCode;
use serde::Serialize;

use super::id_of;
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::saved::{self, Change};
use crate::reporting::score;
use crate::reporting::view::View;
use crate::reporting::watch::{notice, scores};
use crate::reporting::{digest, watch};
use crate::store::digests::{self, EVERYTHING, Every};
use crate::store::{Conn, Id, Time, surveys, views, workspaces};
use crate::web::admin::error::AdminResult;
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::reader::Reader;

const PATH: &str = "/admin/settings/digests";

#[derive(Serialize)]
struct Content {
    rows: Vec<Row>,
    by_mail: bool,
    notices: Vec<Line>,
    zone: String,
}

/// A view, or all answers to a survey.
#[derive(Serialize)]
struct Row {
    id: Id,
    name: String,
    href: String,
    /// `week`, `month`; none: not.
    every: Option<&'static str>,
    next: Option<Time>,
    /// Whether it is watched.
    watched: bool,
    /// A saved view can be watched, or not any more.
    may_watch: bool,
    /// Why it cannot be watched (any more), as a sentence.
    why_not: Option<String>,
}

#[derive(Serialize)]
struct Line {
    text: String,
    href: String,
    ends: String,
}

/// GET /admin/settings/digests
pub async fn show(member: Member) -> AdminResult {
    let (user, reader) = (member.who.user.id, member.reader.clone());
    let (mut content, notices) = member
        .read(move |conn, cx| {
            let settings = workspaces::load(conn, cx.workspace)?.settings.0;
            let mine: Vec<_> =
                digests::list(conn, cx.workspace)?.into_iter().filter(|one| one.user_id == user).collect();
            let row = |id: Id, name: String, href: String| {
                let own = mine.iter().find(|one| one.view_id == id);
                Row {
                    id,
                    name,
                    href,
                    every: own.map(|one| one.every.word()),
                    next: own.map(|one| one.next_at),
                    watched: false,
                    may_watch: false,
                    why_not: None,
                }
            };
            let mut rows = Vec::new();
            for (id, name, view) in whole(conn, cx, &reader, &settings.default_survey)? {
                rows.push(row(id, name, view.address("/admin")));
            }
            for view in views::list(conn, cx.workspace)? {
                let href = view.view().map_or_else(|_| "/admin".to_owned(), |words| words.address("/admin"));
                let why_not = scores::why_not(conn, cx, &view)?;
                rows.push(Row {
                    watched: view.alarm,
                    may_watch: why_not.is_none() || view.alarm,
                    why_not: why_not
                        .map(|why| reader.text("digests-watch-not", &[("why", why.word().into())]))
                        .transpose()?,
                    ..row(view.id, view.name, href)
                });
            }
            let by_mail = !settings.watch.not_by_mail.contains(&user);
            let content = Content { rows, by_mail, notices: Vec::new(), zone: settings.zone };
            Ok((content, notice::standing(conn, cx)?))
        })
        .await?;
    for one in notices {
        let (renderer, language) = member.reader.voice();
        let (text, ends) = (one.sentence(renderer, language)?, one.ends(renderer, language)?);
        content.notices.push(Line { text, href: one.path, ends });
    }
    member.page(Room::Settings, "settings_digests", StatusCode::OK, &content).await
}

/// What can be had of whole surveys: everything, or where there are several, each that has a score. The default survey's is
/// the one that follows the setting.
fn whole(conn: &mut Conn, cx: &Cx, reader: &Reader, default: &str) -> Result<Vec<(Id, String, View)>, Error> {
    let mut measured = Vec::new();
    for row in surveys::list(conn, cx.workspace)? {
        if row.closed_at.is_none() && score::measure(conn, row.clone()).is_ok() {
            measured.push(row);
        }
    }
    if measured.iter().all(|row| row.key == default) {
        return Ok(vec![(EVERYTHING, reader.text("digest-all", &[])?, View::default())]);
    }
    // The default survey first.
    measured.sort_by_key(|row| row.key != default);
    let mut all = Vec::new();
    for row in measured {
        let name = reader.text("digest-survey", &[("survey", row.name.as_str().into())])?;
        all.push(if row.key == default {
            (EVERYTHING, name, View::default())
        } else {
            (digests::of_survey(row.id), name, View { survey: Some(row.key), ..View::default() })
        });
    }
    Ok(all)
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
    let saved = member
        .write(move |conn, cx| {
            saved::change(conn, cx, view, &change, &actor)?;
            let workspace = workspaces::load(conn, cx.workspace)?;
            watch::wake(conn, cx, &workspace)
        })
        .await;
    match saved {
        Ok(()) => Ok(member.done(PATH, "digest-saved")),
        // The page says why beside the view.
        Err(Error::Invalid(_)) => Ok(member.done(PATH, "not-watched")),
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/settings/digests/notices
pub async fn notices(member: Member, form: Form) -> AdminResult {
    let (user, wanted) = (member.who.user.id, form.text("mail") == "on");
    member.write(move |conn, cx| watch::by_mail(conn, cx, user, wanted)).await?;
    Ok(member.done(PATH, "digest-saved"))
}
