//! What stands around every page of the admin: navigation, the user's menu, a word about what was just done.

use serde::Serialize;

use super::member::Member;
use super::role::Action;
use crate::error::Error;
use crate::render::Language;
use crate::store::cases::{self, Filter};
use crate::store::{endpoints, workspaces};

/// The rooms of the admin, as the navigation names them.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    Overview,
    Responses,
    Cases,
    Recovery,
    People,
    Outreach,
    Surveys,
    Settings,
}

/// The context that `partial/layout` needs.
#[derive(Debug, Serialize)]
pub struct Frame {
    lang: &'static str,
    dir: &'static str,
    zone: String,
    workspace: Workspace,
    nav: Nav,
    user: User,
    csrf: String,
    here: String,
    flash: Option<Flash>,
    /// Endpoints that are switched off, for those who can change it.
    disabled_endpoints: i64,
}

#[derive(Debug, Serialize)]
struct Workspace {
    name: String,
}

#[derive(Debug, Serialize)]
struct Nav {
    current: Room,
    open_cases: i64,
    overdue_cases: i64,
    settings: bool,
    access: bool,
}

#[derive(Debug, Serialize)]
struct User {
    name: String,
    email: String,
    role: &'static str,
}

/// A word about what was done, or why not.
#[derive(Clone, Debug, Serialize)]
pub struct Flash {
    /// `done` or `problem`.
    pub tone: &'static str,
    /// The words.
    pub text: String,
}

#[derive(Serialize)]
pub(super) struct Framed<'a, T> {
    #[serde(flatten)]
    frame: &'a Frame,
    #[serde(flatten)]
    content: &'a T,
}

impl Frame {
    /// The frame for a member's page.
    pub async fn of(member: &Member, room: Room) -> Result<Self, Error> {
        let sets = member.reader.may(Action::ChangeSettings);
        let (workspace, open_cases, overdue_cases, disabled_endpoints) = member
            .read(move |conn, cx| {
                let workspace = workspaces::load(conn, cx.workspace)?;
                let open = cases::count(conn, cx.workspace, &cases::OPEN_STATES)?;
                let overdue = cases::count_where(conn, cx.workspace, &Filter::overdue(cx.now))?;
                let disabled = if sets { endpoints::count_disabled(conn, cx.workspace)? } else { 0 };
                Ok((workspace, open, overdue, disabled))
            })
            .await?;
        let language = Language::of(member.reader.language());
        let user = &member.who.user;
        Ok(Frame {
            lang: language.tag(),
            dir: language.direction(),
            zone: workspace.settings.0.zone.clone(),
            nav: Nav {
                current: room,
                open_cases,
                overdue_cases,
                settings: sets,
                access: member.reader.may(Action::GiveAccess),
            },
            workspace: Workspace { name: workspace.company().to_owned() },
            user: User {
                name: if user.name.is_empty() { user.email.clone() } else { user.name.clone() },
                email: user.email.clone(),
                role: member.reader.role().word(),
            },
            csrf: member.csrf.clone(),
            here: member.here.clone(),
            flash: flash(member),
            disabled_endpoints,
        })
    }

    pub(super) fn around<'a, T: Serialize>(&'a self, content: &'a T) -> Framed<'a, T> {
        Framed { frame: self, content }
    }
}

/// The word of the page before, if it is one of ours: the cookie is the browser's, the texts are not.
fn flash(member: &Member) -> Option<Flash> {
    let word = member.flash.as_deref()?;
    let plain = word.len() <= 40 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if !plain {
        return None;
    }
    let text = member.reader.text(&format!("flash-{word}"), &[]).ok()?;
    Some(Flash { tone: if word.starts_with("not-") { "problem" } else { "done" }, text })
}
