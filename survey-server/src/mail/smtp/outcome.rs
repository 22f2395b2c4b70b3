//! What became of a mail, and whose fault it was.

use std::fmt;

/// How far a conversation with the server had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Finding the server and opening the connection.
    Connect,
    /// Its first words, and what it offers.
    Hello,
    /// Making the connection private.
    Encrypt,
    /// Our user and password.
    SignIn,
    /// Our address.
    MailFrom,
    /// Their address.
    Recipient,
    /// Asking to hand over the mail itself.
    Data,
    /// The mail was on its way.
    Body,
}

impl Stage {
    /// The word for rows and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Hello => "hello",
            Self::Encrypt => "encrypt",
            Self::SignIn => "sign_in",
            Self::MailFrom => "mail_from",
            Self::Recipient => "recipient",
            Self::Data => "data",
            Self::Body => "body",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Who has to act when the server refuses for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The address does not exist: do not write to it again (a hard bounce).
    Recipient,
    /// We are not welcome (password, reputation, content): the address may be fine, the operator must act.
    Sender,
}

/// What became of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server answered 250 to the mail: it is theirs now.
    Sent {
        /// Their words, often with the id in their queue.
        reply: String,
    },
    /// It was not sent. Try again later.
    Retry {
        /// Where it stopped.
        stage: Stage,
        /// The server's code, or `None` when the connection failed.
        code: Option<u16>,
        /// The server's words, or what failed.
        reply: String,
    },
    /// It was not sent and will not be.
    Fail {
        /// Who has to act.
        fault: Fault,
        /// Where it stopped.
        stage: Stage,
        /// The server's code, or `None` when we refused ourselves.
        code: Option<u16>,
        /// The server's words, or why we refused.
        reply: String,
    },
    /// The mail was on its way and no clear answer came: it may or may not have arrived. Never sent again by itself.
    Unknown {
        /// What happened instead of an answer.
        reply: String,
    },
}

/// Why a stage did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{stage}: {reply}")]
pub struct Trouble {
    /// Where it stopped.
    pub stage: Stage,
    /// The server's code, if it gave one.
    pub code: Option<u16>,
    /// The server's words, or what failed.
    pub reply: String,
    /// We ourselves refused to go on, and would again: the settings must change.
    pub settings: bool,
}

impl Trouble {
    /// What it means for the mail.
    pub(super) fn outcome(self) -> Outcome {
        let Self { stage, code, reply, settings } = self;
        let fault = match code {
            // No answer to the mail, or a positive one that is not 250: we do not know what the server believes.
            None | Some(0..=399) if stage == Stage::Body => return Outcome::Unknown { reply },
            None => settings.then_some(Fault::Sender),
            Some(500..) => permanent(stage, code, &reply),
            Some(_) => None,
        };
        match fault {
            Some(fault) => Outcome::Fail { fault, stage, code, reply },
            None => Outcome::Retry { stage, code, reply },
        }
    }
}

/// Whose fault a 5xx is; `None` for a full mailbox, which may be emptied.
///
/// The enhanced status code (RFC 3463) decides. Without one, 550, 551 and 553 to a recipient say by RFC 5321 that the
/// mailbox is not there.
fn permanent(stage: Stage, code: Option<u16>, reply: &str) -> Option<Fault> {
    if !matches!(stage, Stage::Recipient | Stage::Body) {
        return Some(Fault::Sender);
    }
    match (enhanced(reply), code) {
        // 5.2.2: the mailbox is full.
        (Some((2, 2)), _) | (None, Some(552)) => None,
        // 5.1: the address (but .7 and .8 speak of our own); 5.2.1: switched off; 5.4: no way to that domain.
        (Some((1, 0..=6 | 9..) | (2, 1) | (4, _)), _) => Some(Fault::Recipient),
        (None, Some(550 | 551 | 553)) if stage == Stage::Recipient => Some(Fault::Recipient),
        _ => Some(Fault::Sender),
    }
}

/// Subject and detail of a code like `5.1.1` at the start of the reply.
fn enhanced(reply: &str) -> Option<(u16, u16)> {
    let mut parts = reply.split_whitespace().next()?.split('.');
    match (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()) {
        ("5", subject, detail, None) => Some((subject, detail)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(stage: Stage, code: u16, reply: &str) -> Outcome {
        Trouble { stage, code: Some(code), reply: reply.into(), settings: false }.outcome()
    }

    #[test]
    fn a_refused_recipient_is_a_bounce_only_when_the_address_is_the_reason() {
        for (code, reply) in [
            (550, "5.1.1 no such user"),
            (550, "5.1.10 null MX"),
            (553, "5.1.2 bad domain"),
            (551, "5.1.6 moved"),
            (550, "5.2.1 disabled"),
            (550, "5.4.1 Recipient address rejected: Access denied"),
            (550, "No such user here"),
            (551, "User not local"),
        ] {
            assert!(
                matches!(outcome(Stage::Recipient, code, reply), Outcome::Fail { fault: Fault::Recipient, .. }),
                "{reply}"
            );
        }
        for (code, reply) in [
            (550, "5.7.1 blocked by a list"),
            (554, "5.7.606 banned sender"),
            (550, "5.1.8 your domain does not exist"),
            (553, "5.1.7 bad sender address"),
            (550, "5.3.4 too big"),
            (503, "5.5.1 bad sequence"),
            (554, "transaction failed"),
            (500, "what?"),
        ] {
            assert!(
                matches!(outcome(Stage::Recipient, code, reply), Outcome::Fail { fault: Fault::Sender, .. }),
                "{reply}"
            );
        }
    }

    #[test]
    fn a_full_mailbox_and_every_4xx_are_tried_again() {
        for (stage, code, reply) in [
            (Stage::Recipient, 552, "5.2.2 mailbox full"),
            (Stage::Recipient, 552, "quota"),
            (Stage::Body, 552, "5.2.2 mailbox full"),
            (Stage::Recipient, 450, "4.2.0 greylisted"),
            (Stage::Body, 451, "4.3.0 later"),
            (Stage::Hello, 421, "busy"),
            (Stage::SignIn, 454, "4.7.0 temporary"),
            (Stage::MailFrom, 250, "out of step"),
        ] {
            assert!(matches!(outcome(stage, code, reply), Outcome::Retry { .. }), "{code} {reply}");
        }
    }

    #[test]
    fn a_refusal_before_the_recipient_or_of_the_content_is_ours() {
        for (stage, code, reply) in [
            (Stage::Hello, 554, "no service for you"),
            (Stage::SignIn, 535, "5.7.8 bad password"),
            (Stage::MailFrom, 550, "5.1.1 strange"),
            (Stage::MailFrom, 550, "not yours"),
            (Stage::Data, 554, "no valid recipients"),
            (Stage::Body, 550, "spam"),
            (Stage::Body, 550, "5.7.1 spam"),
        ] {
            assert!(
                matches!(outcome(stage, code, reply), Outcome::Fail { fault: Fault::Sender, .. }),
                "{code} {reply}"
            );
        }
        assert!(matches!(
            outcome(Stage::Body, 550, "5.1.1 no such user"),
            Outcome::Fail { fault: Fault::Recipient, .. }
        ));
    }

    #[test]
    fn only_a_lost_or_senseless_answer_to_the_body_is_unknown() {
        let lost = |stage| Trouble { stage, code: None, reply: "connection lost".into(), settings: false }.outcome();
        assert!(matches!(lost(Stage::Body), Outcome::Unknown { .. }));
        assert!(matches!(outcome(Stage::Body, 354, "go on"), Outcome::Unknown { .. }));
        assert!(matches!(outcome(Stage::Body, 251, "forwarded"), Outcome::Unknown { .. }));
        for stage in [
            Stage::Connect,
            Stage::Hello,
            Stage::Encrypt,
            Stage::SignIn,
            Stage::MailFrom,
            Stage::Recipient,
            Stage::Data,
        ] {
            assert!(matches!(lost(stage), Outcome::Retry { .. }), "{stage}");
        }
    }
}
