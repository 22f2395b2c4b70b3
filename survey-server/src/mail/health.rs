//! How the mail server treats us, as this process saw it last.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// So many mails in a row must be refused as ours, where mails went through before, until that is no matter of one
/// recipient any more.
const IN_A_ROW: u32 = 3;

/// Memory of one process; what all processes heed is in the database.
#[derive(Debug, Default)]
pub struct Health {
    paused: AtomicBool,
    works: AtomicBool,
    refused: AtomicU32,
}

impl Health {
    /// The server took a mail, or answered about its recipient alone. True: sending was paused, and need not be.
    pub fn went(&self) -> bool {
        self.works.store(true, Ordering::Relaxed);
        self.refused.store(0, Ordering::Relaxed);
        self.paused.swap(false, Ordering::Relaxed)
    }

    /// A mail was refused as ours when its recipient or its words were known. True: that is reason to pause.
    pub fn refused(&self) -> bool {
        let refused = self.refused.fetch_add(1, Ordering::Relaxed) + 1;
        !self.works.load(Ordering::Relaxed) || refused >= IN_A_ROW
    }

    /// Whether mails went through since the last pause.
    pub fn works(&self) -> bool {
        self.works.load(Ordering::Relaxed)
    }

    /// Whether sending pauses, as far as this process knows.
    pub fn is_paused(&self) -> bool {
        self.paused.load(Ordering::Relaxed)
    }

    /// Sending over this route pauses.
    pub fn pause(&self) {
        self.paused.store(true, Ordering::Relaxed);
        self.works.store(false, Ordering::Relaxed);
        self.refused.store(0, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_refusal_is_reason_enough_where_no_mail_went_before_and_three_in_a_row_are_elsewhere() {
        let health = Health::default();
        assert!(health.refused());
        health.went();
        assert_eq!([health.refused(), health.refused(), health.refused()], [false, false, true]);
        health.went();
        assert!(!health.refused(), "a mail that went through starts the count again");
    }

    #[test]
    fn the_first_mail_that_goes_through_ends_a_pause_once() {
        let health = Health::default();
        health.pause();
        assert!(!health.works());
        assert_eq!([health.went(), health.went()], [true, false]);
    }
}
