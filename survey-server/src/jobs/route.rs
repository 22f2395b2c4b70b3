//! The breaker of the way out: it opens when the server does not take our mails, whoever they are for, and all mails wait
//! without losing an attempt; after growing waits one of them is tried.

use crate::app::App;
use crate::error::Error;
use crate::mail::{Outcome, Stage, Trouble};
use crate::store::breakers::{self, Breaker};
use crate::store::{Conn, Time};

/// Minutes from one try to the next, give or take a fifth.
const WAITS: [i64; 6] = [1, 2, 5, 15, 30, 60];
/// A process that tries a mail has so long; then another one may.
const PROBE_MS: i64 = 15 * 60_000;
/// A reason longer than this is cut before it is kept.
const MAX_REASON: usize = 500;

/// Whether mails go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// They go.
    Open,
    /// One goes, to see whether the others can; this process has the right to it.
    Probe,
    /// They wait, at least until then.
    Shut(Time),
}

/// Asks the breaker, and takes the right to try a mail where it is time for that. Inside a transaction that writes.
pub(super) fn gate(conn: &mut Conn, app: &App, now: Time) -> Result<Gate, Error> {
    let route = app.mailer.name();
    let Some(breaker) = breakers::find(conn, &route)? else { return Ok(Gate::Open) };
    app.mailer.health().pause();
    if breakers::begin_probe(conn, &route, now, now.plus_ms(PROBE_MS))? {
        return Ok(Gate::Probe);
    }
    Ok(Gate::Shut(breaker.next_try_at.max(now.plus_secs(30))))
}

/// What a mail's outcome says about the route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The server talks to us: mails can go.
    Works,
    /// It does not want us.
    Unwelcome(Trouble),
    /// Nothing for certain.
    Silent,
}

/// Reads it from an outcome.
pub(super) fn verdict(app: &App, outcome: &Outcome) -> Verdict {
    match outcome {
        Outcome::Fail { fault: crate::mail::Fault::Sender, stage, code, reply } => {
            let trouble = Trouble { stage: *stage, code: *code, reply: reply.clone(), settings: false };
            // From the recipient on it may be that one recipient's matter.
            let ours = *stage < Stage::Recipient || app.mailer.health().refused();
            if ours { Verdict::Unwelcome(trouble) } else { Verdict::Silent }
        }
        Outcome::Retry { stage, code, reply } if *stage < Stage::Recipient => {
            let (stage, code, reply) = (*stage, *code, reply.clone());
            Verdict::Unwelcome(Trouble { stage, code, reply, settings: false })
        }
        Outcome::Sent { .. } | Outcome::Fail { .. } | Outcome::Retry { code: Some(_), .. } => Verdict::Works,
        Outcome::Retry { .. } | Outcome::Unknown { .. } => Verdict::Silent,
    }
}

/// The server talks to us: a pause ends. True: one did.
pub(super) async fn works(app: &App) -> Result<bool, Error> {
    if !app.mailer.health().went() {
        return Ok(false);
    }
    let route = app.mailer.name();
    let closed = app.db.write(move |conn| breakers::close(conn, &route)).await?;
    if closed {
        tracing::info!("the mail server takes our mails again");
        app.wake.notify_one();
    }
    Ok(closed)
}

/// A mail said nothing about the route. If it was the one that was to be tried, the next one is.
pub(super) async fn silent(app: &App) -> Result<(), Error> {
    if !app.mailer.health().is_paused() {
        return Ok(());
    }
    let route = app.mailer.name();
    app.db.write(move |conn| breakers::end_probe(conn, &route)).await
}

/// The server does not want us: mails pause. Returns when the next one is tried.
pub(super) async fn unwelcome(app: &App, trouble: &Trouble) -> Result<Time, Error> {
    app.mailer.health().pause();
    let (route, now, jitter, trouble) = (app.mailer.name(), app.clock.now(), app.ids.fraction(), trouble.clone());
    app.db
        .write(move |conn| {
            let before = breakers::find(conn, &route)?;
            // Several connections fail at once: one of them is enough.
            if let Some(waiting) = before.as_ref().filter(|before| before.next_try_at > now) {
                return Ok(waiting.next_try_at);
            }
            let failures = before.map_or(0, |before| before.failures) + 1;
            let next_try_at = next_try(failures, now, jitter);
            tracing::error!(
                stage = trouble.stage.name(),
                code = trouble.code,
                "the mail server does not take our mails: sending pauses"
            );
            let breaker = Breaker {
                route,
                opened_at: now,
                stage: trouble.stage.name().to_owned(),
                code: trouble.code.map(i32::from),
                reason: trouble.reply.chars().take(MAX_REASON).collect(),
                failures,
                next_try_at,
                probe_until: None,
            };
            breakers::save(conn, &breaker)?;
            Ok(next_try_at)
        })
        .await
}

fn next_try(failures: i32, now: Time, jitter: f64) -> Time {
    let place = usize::try_from(failures.max(1) - 1).unwrap_or_default().min(WAITS.len() - 1);
    let minutes = WAITS.get(place).copied().unwrap_or(60);
    now.plus_ms((minutes as f64 * 60_000.0 * (0.8 + 0.4 * jitter)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waits_grow_to_an_hour_and_stay_there() {
        let minutes = |failures| next_try(failures, Time(0), 0.5).0 / 60_000;
        assert_eq!([1, 2, 3, 4, 5, 6, 7, 1000].map(minutes), [1, 2, 5, 15, 30, 60, 60, 60]);
        assert_eq!(next_try(1, Time(0), 0.0).0, 48_000);
    }
}
