//! Who reads a page: in which language, and allowed to do what. Goes into the closures that read the database.

use std::sync::Arc;

use serde_json::Value;

use super::role::{Action, allowed};
use crate::account::session::SignedIn;
use crate::error::Error;
use crate::render::{Language, Renderer};
use crate::store::users::Role;

/// A member as a reader. Cheap to clone.
#[derive(Clone)]
pub struct Reader {
    renderer: Arc<Renderer>,
    language: Language,
    role: Role,
}

impl Reader {
    /// The reader that somebody signed in is.
    pub fn new(renderer: Arc<Renderer>, who: &SignedIn) -> Self {
        Reader { renderer, language: Language::of(&who.user.locale).in_admin(), role: who.role }
    }

    /// The tag of the language.
    pub fn language(&self) -> &'static str {
        self.language.tag()
    }

    /// The role in the session's workspace.
    pub fn role(&self) -> Role {
        self.role
    }

    /// Whether the role includes an action.
    pub fn may(&self, action: Action) -> bool {
        allowed(self.role, action)
    }

    /// What says texts, and in which language: for what is said outside of pages too.
    pub fn voice(&self) -> (&Renderer, &'static str) {
        (&self.renderer, self.language.tag())
    }

    /// A text in the reader's language.
    pub fn text(&self, key: &str, args: &[(&str, Value)]) -> Result<String, Error> {
        self.renderer.text(key, self.language.tag(), args).map_err(Error::internal)
    }
}
