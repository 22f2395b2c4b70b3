//! Several mails one after the other on one connection, in as few round trips as the server allows.
//!
//! With PIPELINING (RFC 2920) a mail costs one round trip: its body and the MAIL, RCPT and DATA of the next one leave in
//! one write. Their answers are still read one by one, and each mail has an outcome of its own.

use super::connection::Reply;
use super::outcome::{Outcome, Stage, Trouble};
use super::sender::{MAILS_PER_CONNECTION, Session, SmtpSender, leave};
use crate::mail::Parcel;

/// What became of a group of mails.
#[derive(Debug)]
pub struct GroupSent {
    /// The outcomes of the first mails, in their order.
    pub outcomes: Vec<Outcome>,
    /// Why the others were not tried: the server does not talk to us, whatever the mail.
    pub trouble: Option<Trouble>,
}

/// How a stretch of mails on one connection ended.
enum End {
    /// All are through, and the connection can be used again.
    Kept(Session),
    /// The connection is gone; the next mail needs another one.
    Gone,
    /// The server does not want us at all.
    Unwelcome(Trouble),
}

/// Why a mail could not be announced.
enum Refused {
    /// The connection goes on.
    This(Trouble),
    /// The connection cannot go on: it was lost, or is closing, or waits for a mail that will not come.
    Last(Trouble),
}

impl SmtpSender {
    /// Hands several mails to the server. Each may be on its way from now on: the caller has committed that.
    pub async fn send_group(&mut self, parcels: &[&Parcel]) -> GroupSent {
        let mut outcomes = Vec::with_capacity(parcels.len());
        while let Some((first, _)) = parcels.get(outcomes.len()..).and_then(<[_]>::split_first) {
            let session = match self.kept().await {
                Some(session) => session,
                None => match self.connect(first.from.domain()).await {
                    Ok(session) => session,
                    Err(trouble) => return GroupSent { outcomes, trouble: Some(trouble) },
                },
            };
            let rest = parcels.get(outcomes.len()..).unwrap_or_default();
            match stretch(session, rest, &mut outcomes).await {
                End::Kept(session) => self.keep(session).await,
                End::Gone => {}
                End::Unwelcome(trouble) => return GroupSent { outcomes, trouble: Some(trouble) },
            }
        }
        GroupSent { outcomes, trouble: None }
    }
}

/// Sends mails as long as the connection holds and has not had its share.
async fn stretch(mut session: Session, parcels: &[&Parcel], outcomes: &mut Vec<Outcome>) -> End {
    // Whether the next mail is announced already, together with the body before it.
    let mut announced = false;
    let mut reset = false;
    for (n, parcel) in parcels.iter().enumerate() {
        if session.sent >= MAILS_PER_CONNECTION {
            session.connection.quit().await;
            return End::Gone;
        }
        let said = match (announced, session.pipelining) {
            (true, _) => answers(&mut session, reset).await,
            (false, true) => match session.connection.say(Stage::MailFrom, &announcement(parcel, reset)).await {
                Ok(()) => answers(&mut session, reset).await,
                Err(trouble) => Err(Refused::Last(trouble)),
            },
            (false, false) => one_by_one(&mut session, parcel, reset).await,
        };
        announced = false;
        reset = false;
        match said {
            Ok(()) => {}
            Err(Refused::This(trouble) | Refused::Last(trouble)) if trouble.stage == Stage::MailFrom => {
                let closed = matches!(trouble.code, None | Some(421));
                let used = session.sent > 0;
                let trouble = leave(session, trouble).await;
                // A server that closes a connection it has taken mails on says nothing about the next mail.
                return if closed && used { End::Gone } else { End::Unwelcome(trouble) };
            }
            Err(Refused::This(trouble)) => {
                outcomes.push(trouble.outcome());
                reset = true;
                continue;
            }
            Err(Refused::Last(trouble)) => {
                outcomes.push(trouble.outcome());
                return End::Gone;
            }
        }
        session.sent += 1;
        let next = parcels.get(n + 1).filter(|_| session.pipelining && session.sent < MAILS_PER_CONNECTION);
        let ahead = next.map(|parcel| announcement(parcel, false)).unwrap_or_default();
        announced = next.is_some();
        match session.connection.body_and(&parcel.bytes, &ahead).await {
            Ok(reply) => outcomes.push(Outcome::Sent { reply: reply.text() }),
            Err(trouble) => {
                let goes_on = matches!(trouble.code, Some(400..=420 | 422..));
                outcomes.push(trouble.outcome());
                if !goes_on {
                    return End::Gone;
                }
            }
        }
    }
    // The next group must not meet what is left of a refused mail: to the server it would be one mail inside another.
    if reset && session.connection.command(Stage::MailFrom, "RSET", 250).await.is_err() {
        return End::Gone;
    }
    End::Kept(session)
}

/// MAIL, RCPT and DATA of a mail, after a RSET where one before it was refused half way.
fn announcement(parcel: &Parcel, reset: bool) -> Vec<u8> {
    let reset = if reset { "RSET\r\n" } else { "" };
    let (from, to) = (parcel.from.ascii(), parcel.to.ascii());
    format!("{reset}MAIL FROM:<{from}>\r\nRCPT TO:<{to}>\r\nDATA\r\n").into_bytes()
}

/// The answers to an announcement: as many as it has lines, whatever the first ones say.
async fn answers(session: &mut Session, reset: bool) -> Result<(), Refused> {
    let connection = &mut session.connection;
    if reset {
        connection.hear(Stage::MailFrom).await.map_err(Refused::Last)?;
    }
    let mail = connection.hear(Stage::MailFrom).await.map_err(Refused::Last)?;
    let stage = if mail.code == 250 { Stage::Recipient } else { Stage::MailFrom };
    let recipient = match connection.hear(stage).await {
        Ok(reply) => reply,
        // It closed after its refusal, which is what counts.
        Err(trouble) => return Err(Refused::Last(refusal(Stage::MailFrom, &mail, 250).unwrap_or(trouble))),
    };
    let refused = refusal(Stage::MailFrom, &mail, 250).or_else(|| refusal_of_recipient(&recipient));
    let data = match connection.hear(Stage::Data).await {
        Ok(reply) => reply,
        Err(trouble) => return Err(Refused::Last(refused.unwrap_or(trouble))),
    };
    match (refused, data.code) {
        // It waits for a mail to nobody: only hanging up takes that back.
        (Some(refused), 354) => Err(Refused::Last(refused)),
        (Some(refused), _) if refused.code == Some(421) => Err(Refused::Last(refused)),
        (Some(refused), _) => Err(Refused::This(refused)),
        (None, _) => match refusal(Stage::Data, &data, 354) {
            None => Ok(()),
            Some(refused) if refused.code == Some(421) => Err(Refused::Last(refused)),
            Some(refused) => Err(Refused::This(refused)),
        },
    }
}

async fn one_by_one(session: &mut Session, parcel: &Parcel, reset: bool) -> Result<(), Refused> {
    let connection = &mut session.connection;
    let heard = |trouble: Trouble| match trouble.code {
        None | Some(421) => Refused::Last(trouble),
        Some(_) => Refused::This(trouble),
    };
    if reset {
        connection.command(Stage::MailFrom, "RSET", 250).await.map_err(heard)?;
    }
    let from = format!("MAIL FROM:<{}>", parcel.from.ascii());
    connection.command(Stage::MailFrom, &from, 250).await.map_err(heard)?;
    let to = format!("RCPT TO:<{}>", parcel.to.ascii());
    match connection.command(Stage::Recipient, &to, 250).await {
        // 251: not here, but it will be forwarded.
        Ok(_) | Err(Trouble { code: Some(251), .. }) => {}
        Err(trouble) => return Err(heard(trouble)),
    }
    connection.command(Stage::Data, "DATA", 354).await.map(drop).map_err(heard)
}

fn refusal(stage: Stage, reply: &Reply, wanted: u16) -> Option<Trouble> {
    let trouble = || Trouble { stage, code: Some(reply.code), reply: reply.text(), settings: false };
    (reply.code != wanted).then(trouble)
}

fn refusal_of_recipient(reply: &Reply) -> Option<Trouble> {
    refusal(Stage::Recipient, reply, 250).filter(|trouble| trouble.code != Some(251))
}
