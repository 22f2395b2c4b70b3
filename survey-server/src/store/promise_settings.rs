//! What a business decides about its promises to customers.

use serde::{Deserialize, Serialize};

/// How customers are told, and how promises are looked after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Promises {
    /// Whether everybody whose case opens is told at once who gets in touch, and by when; without it only where a rule
    /// says so.
    pub acknowledge: bool,
    /// Minutes before a promise passes at which somebody looks whether it will be kept; for long promises a tenth of
    /// their time.
    pub look_before_minutes: i64,
    /// So often a time may be moved; then the promise is broken, and the managers are told.
    pub renewals: i64,
    /// Whether customers may choose a time for the call.
    pub choose_time: bool,
}

impl Default for Promises {
    fn default() -> Self {
        Promises { acknowledge: true, look_before_minutes: 10, renewals: 3, choose_time: true }
    }
}

impl Promises {
    /// Every number with the least and the most that it can be.
    pub fn bounds(&self) -> [(&'static str, i64, i64, i64); 2] {
        [("look_before_minutes", self.look_before_minutes, 1, 240), ("renewals", self.renewals, 0, 10)]
    }
}
