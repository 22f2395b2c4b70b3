//! Everything a running process has, built once from the settings and handed to web and jobs.

pub mod process;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use tokio::sync::Notify;

use crate::callback::{CallbackClient, Certificates, SlowReceivers};
use crate::clock::{Clock, Cx, Ids, Site};
use crate::config::Config;
use crate::error::Error;
use crate::mail::{Dkim, Mailer, Outbox, Timeouts};
use crate::outreach::erase::{self, Keep};
use crate::recovery::live::Live;
use crate::render::Language;
use crate::render::Renderer;
use crate::response::answer::{Answer, Taken};
use crate::response::asked::Asked;
use crate::response::evidence::touches::Touches;
use crate::response::lookup::Lookup;
use crate::response::through::Visit;
use crate::secret::{Claim, Keys, Purpose};
use crate::store::take::Taker;
use crate::store::{Conn, Db, Id, WorkspaceId};

/// Whoever waits longer to learn what a link asks is told to come again. Answers wait as long as the database does, which
/// has its own limits: who is refused must not have been taken.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running process. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The settings.
    pub config: Arc<Config>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Ids,
    /// Our address and our keys.
    pub site: Arc<Site>,
    /// The database.
    pub db: Db,
    /// The door for answers.
    pub answers: Taker<Answer>,
    /// The door for what touches links.
    pub touches: Touches,
    /// The door for those who follow links.
    pub links: Taker<Lookup>,
    /// Templates and texts.
    pub renderer: Arc<Renderer>,
    /// Mail out.
    pub mailer: Arc<Mailer>,
    /// What signs mails, if we sign.
    pub dkim: Option<Arc<Dkim>>,
    /// HTTP out.
    pub callbacks: CallbackClient,
    /// Which of those whom it calls are slow.
    pub slow: Arc<SlowReceivers>,
    /// Certificates fetched by it.
    pub certificates: Certificates,
    /// What changes in the cases, for open pages.
    pub live: Live,
    /// Wakes the worker.
    pub wake: Arc<Notify>,
    /// Set when the process is to end.
    pub stopping: Arc<AtomicBool>,
}

impl App {
    /// Builds the process on an open database. The second value ends when the answer writer has written everything.
    pub fn new(config: Config, clock: Arc<dyn Clock>, db: Db) -> Result<(Self, std::thread::JoinHandle<()>), Error> {
        let ids = Ids::default();
        let secret = config.secret(&ids, true).map_err(Error::internal)?;
        let keys = Keys::new(&secret, &config.secret_key_previous);
        let site = Arc::new(Site::new(config.public_url.clone(), keys));
        let wake = Arc::new(Notify::new());
        let woken = wake.clone();
        let (answers, writer) = Taker::<Answer>::start(db.clone(), config.answer_batch, move |taken| {
            // What is due later the worker meets by itself.
            if taken.iter().flatten().any(|taken| taken.due_soon) {
                woken.notify_one();
            }
        });
        let (links, _reader) = Taker::start(db.clone(), config.answer_batch, |_| {});
        let mailer = match &config.smtp {
            Some(smtp) => Mailer::smtp(smtp.clone(), Timeouts::default()).map_err(Error::internal)?,
            None => Mailer::outbox(Outbox::new(&config.outbox_dir)),
        };
        let app = App {
            callbacks: CallbackClient::new(config.outbound.clone()).map_err(Error::internal)?,
            slow: Arc::new(SlowReceivers::default()),
            certificates: Certificates::default(),
            renderer: Arc::new(Renderer::new().map_err(Error::internal)?),
            mailer: Arc::new(mailer),
            dkim: config.signer().map_err(Error::internal)?.map(Arc::new),
            config: Arc::new(config),
            clock,
            ids,
            site,
            touches: Touches::start(db.clone()),
            db,
            answers,
            links,
            live: Live::default(),
            wake,
            stopping: Arc::new(AtomicBool::new(false)),
        };
        Ok((app, writer))
    }

    /// The context of a use case that begins now.
    pub fn cx(&self, workspace: WorkspaceId) -> Cx {
        Cx { now: self.clock.now(), ids: self.ids.clone(), workspace, site: self.site.clone() }
    }

    /// Runs a use case that writes, in one transaction, and wakes the worker for the jobs it left.
    pub async fn write<T, F>(&self, workspace: WorkspaceId, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Cx) -> Result<T, Error> + Send + 'static,
    {
        let cx = self.cx(workspace);
        let done = self.db.write(move |conn| work(conn, &cx)).await?;
        self.wake.notify_one();
        Ok(done)
    }

    /// Runs a use case that only reads.
    pub async fn read<T, F>(&self, workspace: WorkspaceId, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn, &Cx) -> Result<T, Error> + Send + 'static,
    {
        let cx = self.cx(workspace);
        self.db.read(move |conn| work(conn, &cx)).await
    }

    /// Erases a person, in slices: what is left when the process ends in the middle is erased by a job a minute later.
    pub async fn erase(&self, workspace: WorkspaceId, person: Id, keep: Keep, actor: String) -> Result<(), Error> {
        let begin = move |conn: &mut Conn, cx: &Cx| erase::begin(conn, cx, person, keep, &actor, cx.now.plus_secs(60));
        self.write(workspace, begin).await?;
        self.finish_erasing(workspace, person, keep).await
    }

    /// Erases what is left of a person.
    pub async fn finish_erasing(&self, workspace: WorkspaceId, person: Id, keep: Keep) -> Result<(), Error> {
        let (db, cx, outbox) = (self.db.clone(), self.cx(workspace), Outbox::new(&self.config.outbox_dir));
        let erasing = tokio::task::spawn_blocking(move || erase::run(&db, &cx, &outbox, person, keep));
        erasing.await.map_err(|panic| Error::internal(format!("erasing: {panic}")))?
    }

    /// What a link asks, by its verified claim; the rest as in [`Lookup`].
    pub async fn asked(
        &self,
        cx: &Cx,
        purpose: Purpose,
        claim: Claim,
        version: Option<i32>,
        accepted: Option<Language>,
        visit: Visit,
    ) -> Result<Asked, Error> {
        let lookup = self.links.take(Lookup { cx: cx.clone(), purpose, claim, version, accepted, visit });
        let late = |_elapsed| Err(Error::unavailable("the database did not come to a link in time"));
        tokio::time::timeout(PATIENCE, lookup).await.unwrap_or_else(late)
    }

    /// Takes an answer: acknowledged when it is safe on disk.
    pub async fn take(&self, answer: Answer) -> Result<Taken, Error> {
        self.answers.take(answer).await
    }
}
