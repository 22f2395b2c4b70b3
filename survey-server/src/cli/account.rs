//! Workspaces, keys and users by command.

use std::process::ExitCode;

use clap::Subcommand;

use super::{Failure, Session};
use crate::account::{api_key, user, workspace};
use crate::store::api_keys::Scope;
use crate::store::users::Role;
use crate::store::workspaces;

/// `workspace …`
#[derive(Debug, Subcommand)]
pub(super) enum WorkspaceCommand {
    /// Makes a workspace with the default survey and rules.
    Create {
        /// Its key: lower-case letters, digits, dashes.
        key: String,
        /// Its name for people.
        #[arg(long)]
        name: Option<String>,
    },
    /// Lists the workspaces.
    List,
}

/// `api-key …`
#[derive(Debug, Subcommand)]
pub(super) enum ApiKeyCommand {
    /// Makes a key and prints it, alone, on standard output: it is shown this once.
    Create {
        /// What it is for.
        #[arg(long, default_value = "command line")]
        name: String,
        /// It may only read.
        #[arg(long)]
        read_only: bool,
    },
}

/// `user …`
#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Makes a user and prints a one-time link to set the password.
    Create {
        /// The e-mail address that signs in.
        #[arg(long)]
        email: String,
        /// owner, manager, agent or viewer.
        #[arg(long, default_value = "owner")]
        role: String,
        /// The name that colleagues and customers see.
        #[arg(long, default_value = "")]
        name: String,
    },
}

pub(super) fn workspace(session: &Session, command: WorkspaceCommand) -> Result<ExitCode, Failure> {
    let db = session.database()?;
    match command {
        WorkspaceCommand::Create { key, name } => {
            let cx = session.cx(0)?;
            let name = name.unwrap_or_else(|| key.clone());
            let made = db.write_now(|conn| workspace::create(conn, &cx, &key, &name))?;
            println!("made workspace {} ({})", made.key, made.id);
        }
        WorkspaceCommand::List => {
            for one in db.read_now(workspaces::list)? {
                println!("{}\t{}", one.key, one.name);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn api_key(session: &Session, command: ApiKeyCommand) -> Result<ExitCode, Failure> {
    let ApiKeyCommand::Create { name, read_only } = command;
    let scope = if read_only { Scope::Read } else { Scope::Full };
    let db = session.database()?;
    let (_, key) = db.write_now(|conn| {
        let (cx, _) = session.context(conn)?;
        api_key::create(conn, &cx, &name, scope, "command")
    })?;
    println!("{key}");
    Ok(ExitCode::SUCCESS)
}

pub(super) fn user(session: &Session, command: UserCommand) -> Result<ExitCode, Failure> {
    let UserCommand::Create { email, role, name } = command;
    let role = Role::from_word(&role)
        .ok_or_else(|| Failure::Usage(format!("{role:?} is not a role; choose owner, manager, agent or viewer")))?;
    let db = session.database()?;
    let link = db.write_now(|conn| {
        let (cx, _) = session.context(conn)?;
        let made = user::invite(conn, &cx, &email, &name, role, "command")?;
        let token = user::password_link(conn, &cx, made.id)?;
        Ok(cx.url(&format!("/admin/password/{token}")))
    })?;
    println!("{link}");
    Ok(ExitCode::SUCCESS)
}
