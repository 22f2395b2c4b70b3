//! The first owner of an installation.

use super::{user, workspace};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::users::{self, Role};
use crate::store::{Conn, Id, workspaces};

/// Who sets the installation up.
#[derive(Clone, Debug)]
pub struct FirstOwner {
    /// The company, as customers know it.
    pub company: String,
    /// The owner's name.
    pub name: String,
    /// The owner's address, checked.
    pub email: String,
    /// The language of the owner's pages, and of customers until somebody says otherwise.
    pub locale: String,
    /// The hash of the password.
    pub hash: String,
}

/// Makes the owner of the default workspace, unless somebody can sign in already.
pub fn create(conn: &mut Conn, cx: &Cx, owner: &FirstOwner) -> Result<Id, Error> {
    if users::any(conn)? {
        return Err(Error::NotFound("link"));
    }
    let mut workspace = match workspaces::find_by_key(conn, workspace::DEFAULT)? {
        Some(workspace) => workspace,
        None => workspaces::insert(conn, workspace::DEFAULT, &owner.company, cx.now)?,
    };
    workspace.name.clone_from(&owner.company);
    workspace.settings.0.company.clone_from(&owner.company);
    workspace.settings.0.language.clone_from(&owner.locale);
    workspaces::save(conn, &workspace, cx.now)?;
    workspace::furnish(conn, cx, workspace.id)?;
    let cx = Cx { workspace: workspace.id, ..cx.clone() };
    let user = user::invite(conn, &cx, &owner.email, &owner.name, Role::Owner, "setup")?;
    users::set_locale(conn, user.id, &owner.locale)?;
    user::set_password(conn, &cx, &user, Some(&owner.name), &owner.hash)?;
    Ok(user.id)
}
