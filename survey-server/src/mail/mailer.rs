//! The way out for all mails of this process: a mail server, or the outbox.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::smtp::{GroupSent, Outcome, SmtpConfig, SmtpSender, Stage, Timeouts, TlsError, Trouble};
use super::{Health, Outbox, Parcel};

/// Sends mails, several at once if asked to: each on a connection of its own, kept for the next one.
pub struct Mailer {
    route: Route,
    health: Health,
}

enum Route {
    Smtp {
        /// Never connected itself: the others are made like it.
        model: Box<SmtpSender>,
        server: String,
        idle: Mutex<Vec<SmtpSender>>,
    },
    Outbox(Outbox),
}

impl Mailer {
    /// Sends through a mail server. Nothing is connected yet.
    pub fn smtp(config: SmtpConfig, timeouts: Timeouts) -> Result<Self, TlsError> {
        let server = config.server();
        let model = Box::new(SmtpSender::new(config, timeouts)?);
        Ok(Self { route: Route::Smtp { model, server, idle: Mutex::default() }, health: Health::default() })
    }

    /// Writes mails into a folder.
    pub fn outbox(outbox: Outbox) -> Self {
        Self { route: Route::Outbox(outbox), health: Health::default() }
    }

    /// The folder, when mails are written instead of sent.
    pub fn as_outbox(&self) -> Option<&Outbox> {
        match &self.route {
            Route::Outbox(outbox) => Some(outbox),
            Route::Smtp { .. } => None,
        }
    }

    /// How the server treats us.
    pub fn health(&self) -> &Health {
        &self.health
    }

    /// Host and port, or the folder: for people.
    pub fn name(&self) -> String {
        match &self.route {
            Route::Smtp { server, .. } => server.clone(),
            Route::Outbox(outbox) => outbox.folder().display().to_string(),
        }
    }

    /// A line of one's own, not connected yet.
    pub fn line(&self) -> Line {
        match &self.route {
            Route::Smtp { model, .. } => Line::Smtp(Box::new(model.sibling())),
            Route::Outbox(outbox) => Line::Outbox(outbox.clone()),
        }
    }

    /// Sends one mail; see [`SmtpSender::send`] for `before_body`. Written to the outbox, the mail cannot be unknown: the
    /// same file is simply written again.
    pub async fn send<E, F>(&self, parcel: &Parcel, before_body: impl FnOnce() -> F) -> Result<Outcome, E>
    where
        F: Future<Output = Result<(), E>>,
    {
        match &self.route {
            Route::Smtp { model, idle, .. } => {
                let free = lock(idle).pop();
                let mut sender = free.unwrap_or_else(|| model.sibling());
                let outcome = sender.send(parcel, before_body).await;
                if sender.is_connected() {
                    lock(idle).push(sender);
                }
                outcome
            }
            Route::Outbox(outbox) => {
                before_body().await?;
                Ok(match outbox.write(parcel).await {
                    Ok(path) => Outcome::Sent { reply: path.display().to_string() },
                    Err(error) => Outcome::Retry { stage: Stage::Connect, code: None, reply: error.to_string() },
                })
            }
        }
    }

    /// Whether mails would go out: connects and signs in, or writes nothing. `domain` is our own, as in our addresses.
    pub async fn check(&self, domain: &str) -> Result<(), Trouble> {
        match &self.route {
            Route::Smtp { model, .. } => model.check(domain).await,
            Route::Outbox(_) => Ok(()),
        }
    }

    /// Closes the connections that no mail needed for a while, or all of them when shutting down.
    pub async fn close(&self, all: bool) {
        if let Route::Smtp { idle, .. } = &self.route {
            let unneeded = |sender: &mut SmtpSender| all || !sender.is_connected();
            let closing: Vec<_> = lock(idle).extract_if(.., unneeded).collect();
            for mut sender in closing {
                sender.close().await;
            }
        }
    }
}

/// A way out of one's own for many mails, one group after the other: a connection that nobody else uses.
pub enum Line {
    /// To a mail server.
    Smtp(Box<SmtpSender>),
    /// Into the folder.
    Outbox(Outbox),
}

impl Line {
    /// Sends a group; see [`SmtpSender::send_group`].
    pub async fn send(&mut self, parcels: &[&Parcel]) -> GroupSent {
        match self {
            Line::Smtp(sender) => sender.send_group(parcels).await,
            Line::Outbox(outbox) => {
                let mut outcomes = Vec::with_capacity(parcels.len());
                for parcel in parcels {
                    match outbox.write(parcel).await {
                        Ok(path) => outcomes.push(Outcome::Sent { reply: path.display().to_string() }),
                        Err(error) => {
                            let reply = error.to_string();
                            let trouble = Trouble { stage: Stage::Connect, code: None, reply, settings: false };
                            return GroupSent { outcomes, trouble: Some(trouble) };
                        }
                    }
                }
                GroupSent { outcomes, trouble: None }
            }
        }
    }

    /// Closes the connection, if one is open.
    pub async fn close(&mut self) {
        if let Line::Smtp(sender) = self {
            sender.close().await;
        }
    }
}

fn lock(idle: &Mutex<Vec<SmtpSender>>) -> MutexGuard<'_, Vec<SmtpSender>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}
