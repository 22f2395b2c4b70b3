//! What a business decides about being told of falling scores and of silence.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Id;

/// Who is not told by mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Watch {
    /// Managers who do not want it by mail.
    pub not_by_mail: BTreeSet<Id>,
}
