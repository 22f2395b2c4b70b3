//! Workspaces, users, sessions, API keys: who may do what.

pub mod api_key;
pub mod first_owner;
pub mod password;
pub mod session;
pub mod settings;
mod settings_check;
pub mod settings_document;
pub mod test_mail;
pub mod user;
pub mod workspace;
