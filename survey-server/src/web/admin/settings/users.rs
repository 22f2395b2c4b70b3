//! Who has access: invited by a link, given a role, removed. A workspace always keeps an owner.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::id_of;
use crate::account::user::{self, Membership};
use crate::error::Error;
use crate::mail::EmailAddress;
use crate::store::users::{self, Role, User};
use crate::store::{Id, Time};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/users";
const ROLES: [Role; 4] = [Role::Owner, Role::Manager, Role::Agent, Role::Viewer];

#[derive(Serialize)]
struct Content {
    invite_link: Option<InviteLink>,
    users: Vec<Line>,
    roles: Vec<RoleChoice>,
    invite: Invite,
}

/// The link that an invited person sets a password by, where no mail could carry it.
#[derive(Serialize)]
struct InviteLink {
    email: String,
    url: String,
}

#[derive(Serialize)]
struct Line {
    id: Id,
    name: Option<String>,
    email: String,
    role: &'static str,
    seen_at: Option<Time>,
    invited: bool,
    you: bool,
    may_change: bool,
    roles: Vec<RoleChoice>,
}

#[derive(Serialize)]
struct RoleChoice {
    role: &'static str,
    selected: bool,
}

#[derive(Serialize, Default)]
struct Invite {
    email: String,
    problem: Option<String>,
}

/// GET /admin/settings/users
pub async fn show(member: Member) -> AdminResult {
    page(&member, StatusCode::OK, None, Invite::default()).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    invite_link: Option<InviteLink>,
    invite: Invite,
) -> Result<HttpResponse, AdminError> {
    let members = member.read(|conn, cx| users::members(conn, cx.workspace)).await?;
    let me = member.who.user.id;
    let users = members.into_iter().map(|(user, role)| line(user, role, me)).collect();
    let content = Content { invite_link, users, roles: choices(Role::Agent), invite };
    member.page(Room::Settings, "settings_users", status, &content).await
}

fn line(user: User, role: Role, me: Id) -> Line {
    Line {
        id: user.id,
        name: Some(user.name).filter(|name| !name.is_empty()),
        email: user.email,
        role: role.word(),
        seen_at: user.signed_in_at,
        invited: user.password_hash.is_none(),
        you: user.id == me,
        may_change: user.id != me,
        roles: choices(role),
    }
}

fn choices(selected: Role) -> Vec<RoleChoice> {
    ROLES.into_iter().map(|role| RoleChoice { role: role.word(), selected: role == selected }).collect()
}

fn role_of(form: &Form) -> Role {
    Role::from_word(&form.text("role")).unwrap_or(Role::Viewer)
}

/// POST /admin/settings/users
pub async fn invite(member: Member, form: Form) -> AdminResult {
    let email = form.text("email");
    if EmailAddress::parse(&email).is_err() {
        let problem = if email.is_empty() {
            member.reader.text("problem-email-empty", &[])?
        } else {
            member.reader.text("problem-email", &[("given", email.as_str().into())])?
        };
        let invite = Invite { email, problem: Some(problem) };
        return page(&member, StatusCode::UNPROCESSABLE_ENTITY, None, invite).await;
    }
    let given = email.clone();
    // An invitation gives access; it is not the way to change a role.
    if member.read(move |conn, cx| user::member_with_email(conn, cx, &given)).await?.is_some() {
        let problem = member.reader.text("problem-member", &[("given", email.as_str().into())])?;
        let invite = Invite { email, problem: Some(problem) };
        return page(&member, StatusCode::UNPROCESSABLE_ENTITY, None, invite).await;
    }
    let (role, actor, by_mail) = (role_of(&form), member.actor(), member.app.config.smtp.is_some());
    let given = email.clone();
    let link = member
        .write(move |conn, cx| {
            let user = user::invite(conn, cx, &given, "", role, &actor)?;
            if user.password_hash.is_some() {
                return Ok(None);
            }
            if by_mail {
                user::mail_password_link(conn, cx, &user)?;
                return Ok(None);
            }
            user::password_link(conn, cx, user.id).map(|token| Some(cx.url(&format!("/admin/password/{token}"))))
        })
        .await?;
    match link {
        Some(url) => page(&member, StatusCode::OK, Some(InviteLink { email, url }), Invite::default()).await,
        None => Ok(member.done(PATH, "user-invited")),
    }
}

/// POST /admin/settings/users/{id}/role
pub async fn change(member: Member, id: web::Path<String>, form: Form) -> AdminResult {
    let (id, role, actor) = (other(&member, &id)?, role_of(&form), member.actor());
    let changed = member.write(move |conn, cx| user::set_role(conn, cx, id, role, &actor)).await;
    finish(&member, changed, "user-changed")
}

/// POST /admin/settings/users/{id}/remove
pub async fn remove(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let (id, actor) = (other(&member, &id)?, member.actor());
    let removed = member.write(move |conn, cx| user::remove(conn, cx, id, &actor)).await;
    finish(&member, removed, "user-removed")
}

/// Somebody else's id: one's own access is not changed here, so that nobody locks themselves out by mistake.
fn other(member: &Member, id: &str) -> Result<Id, Error> {
    let id = id_of(id, "member")?;
    if id == member.who.user.id {
        return Err(Error::Forbidden("another owner has to change your own access".into()));
    }
    Ok(id)
}

fn finish(member: &Member, done: Result<Membership, Error>, word: &'static str) -> AdminResult {
    match done? {
        Membership::Changed => Ok(member.done(PATH, word)),
        Membership::LastOwner => Ok(member.done(PATH, "not-last-owner")),
    }
}
