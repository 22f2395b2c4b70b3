//! `bounce`: a mail server pipes a message that came back into us. The exit status is for mail servers (sysexits.h).

use std::io::Read;
use std::process::ExitCode;

use super::{Failure, Session};
use crate::error::Error;
use crate::mail::report;
use crate::outreach::intake;

/// The message cannot be read: it will not be better later.
const DATA_ERROR: u8 = 65;
/// Something of ours is away: the mail server keeps the message and tries again.
pub(super) const TRY_AGAIN: u8 = 75;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example, Postfix (master.cf):\n  \
    survey unix - n n - 4 pipe flags=R user=survey\n    \
    argv=/usr/local/bin/survey-server bounce --recipient ${recipient}\n\n\
    Exit status: 0 taken or ignored, 65 not a readable message, 75 try again later.")]
pub(super) struct Args {
    /// The envelope recipient, as the mail server passes it. Without it the message's own header is asked.
    #[arg(long, value_name = "ADDRESS")]
    recipient: Option<String>,
}

/// Takes the message on standard input.
pub(super) fn run(session: &Session, args: &Args) -> Result<ExitCode, Failure> {
    let mut input = std::io::stdin().lock();
    let mut message = Vec::new();
    let read = input.by_ref().take(report::LIMIT as u64 + 1).read_to_end(&mut message);
    // To its end, so that the mail server's pipe does not break.
    read.and_then(|_| std::io::copy(&mut input, &mut std::io::sink()))
        .map_err(|error| Failure::Work(format!("standard input cannot be read: {error}")))?;
    let db = session.database()?;
    let cx = session.cx(0)?;
    match db.write_now(|conn| intake::take(conn, &cx, args.recipient.as_deref(), &message)) {
        Ok(taken) => {
            println!("{}", taken.word());
            Ok(ExitCode::SUCCESS)
        }
        Err(Error::Malformed(why)) => {
            eprintln!("survey-server: {why}");
            Ok(ExitCode::from(DATA_ERROR))
        }
        Err(error) => Err(error.into()),
    }
}
