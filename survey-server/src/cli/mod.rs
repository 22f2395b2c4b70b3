//! The commands, as people type them. Exit status 0 done, 1 failed, 2 wrong usage; errors are one line.

mod account;
pub mod backup;
mod bounce;
mod campaign;
pub mod check;
mod data;
pub mod demo;
pub mod export;
pub mod import;
pub mod load;
mod person;
pub mod rollup;
mod serve;
mod status;
mod survey;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::clock::{Clock, Cx, Ids, Site, SystemClock};
use crate::config::{Config, ConfigError, Words};
use crate::error::Error;
use crate::secret::Keys;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Db, migrate};

/// Sends surveys, takes answers, calls the business back when a customer is unhappy, shows what is real in the trend.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Without a command it serves. Settings come from survey.toml and SURVEY_… variables;\n\
    survey-server check says whether they are right."
)]
struct Cli {
    /// A TOML file with settings; survey.toml is read if it is there.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where the data lives: `sqlite://PATH` or `postgres://…`.
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// Whose data a command is about; without it the workspace `default`.
    #[arg(long, global = true, value_name = "KEY")]
    workspace: Option<String>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the HTTP server and a worker (also without a command).
    Serve,
    /// Runs a worker alone, for a second machine on the same PostgreSQL.
    Work,
    /// Applies what is pending of the database's migrations.
    Migrate,
    /// Makes or lists workspaces.
    #[command(subcommand)]
    Workspace(account::WorkspaceCommand),
    /// Makes API keys.
    #[command(subcommand)]
    ApiKey(account::ApiKeyCommand),
    /// Makes users.
    #[command(subcommand)]
    User(account::UserCommand),
    /// Saves or lists survey definitions.
    #[command(subcommand)]
    Survey(survey::SurveyCommand),
    /// Makes up half a year of a business in a fresh database, serves it, and prints the sign-in.
    Demo,
    /// Brings people, events or answers in from a CSV file.
    Import(import::Args),
    /// Writes answers, people or cases to standard output.
    Export(export::Args),
    /// Hands out or erases everything about a person.
    #[command(subcommand)]
    Person(person::PersonCommand),
    /// Asks many people from a CSV file: checked and reported first, then sent, paused, resumed.
    #[command(subcommand)]
    Campaign(campaign::CampaignCommand),
    /// Compares the counts that reports are read from with the answers, or puts them right.
    #[command(subcommand)]
    Rollup(rollup::RollupCommand),
    /// Fills a fresh database with answers that nobody gave, for load tests.
    #[command(hide = true)]
    Load(load::Args),
    /// Says what waits, what is under way and what is wrong.
    Status(status::StatusArgs),
    /// Says what is wrong with settings, database and mail, and how to mend it.
    Check,
    /// Takes a mail that came back, on standard input: for the pipe of a mail server.
    Bounce(bounce::Args),
    /// Copies the SQLite database and the secret key, also while the server serves.
    Backup(backup::BackupArgs),
    /// Puts such a copy in the place of the database.
    Restore(backup::RestoreArgs),
}

/// Why a command ends without having done its work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Wrong usage: exit status 2.
    #[error("{0}")]
    Usage(String),
    /// The work failed: exit status 1.
    #[error("{0}")]
    Work(String),
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Failure::Usage(error.to_string())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound("workspace") => {
                Failure::Usage("there is no such workspace; see: survey-server workspace list".to_owned())
            }
            other => Failure::Work(other.to_string()),
        }
    }
}

/// What every command has: checked settings, and the way to the database.
pub struct Session {
    /// The settings.
    pub config: Config,
    /// The workspace's key.
    pub workspace: String,
    /// The workspace that the command line names, if it names one.
    chosen: Option<String>,
    clock: Arc<dyn Clock>,
}

impl Session {
    /// Opens the database, whose schema must be ours. SQLite is migrated on the way, as `serve` does.
    pub fn database(&self) -> Result<Db, Failure> {
        let db = Db::open(&self.config.database_url, self.config.database_connections)?;
        serve::prepare(&db, &self.config, &self.clock)?;
        Ok(db)
    }

    /// The context of a use case in the command's workspace, and the workspace.
    pub fn context(&self, conn: &mut Conn) -> Result<(Cx, Workspace), Error> {
        let workspace = crate::account::workspace::named(conn, &self.workspace)?;
        Ok((self.cx(workspace.id)?, workspace))
    }

    /// The context of a use case in a workspace.
    pub fn cx(&self, workspace: i32) -> Result<Cx, Error> {
        context(&self.config, &self.clock, workspace)
    }

    /// The clock.
    pub fn clock(&self) -> Arc<dyn Clock> {
        self.clock.clone()
    }
}

/// The context of a use case of a command.
fn context(config: &Config, clock: &Arc<dyn Clock>, workspace: i32) -> Result<Cx, Error> {
    let ids = Ids::default();
    let secret = config.secret(&ids, true).map_err(Error::internal)?;
    let keys = Keys::new(&secret, &config.secret_key_previous);
    let site = Arc::new(Site::new(config.public_url.clone(), keys));
    Ok(Cx { now: clock.now(), ids, workspace, site })
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    // To a mail server any other failure means that the message is lost.
    let keeps_mail = matches!(cli.command, Some(Command::Bounce(_)));
    match dispatch(cli) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("survey-server: {failure}");
            match failure {
                _ if keeps_mail => ExitCode::from(bounce::TRY_AGAIN),
                Failure::Usage(_) => ExitCode::from(2),
                Failure::Work(_) => ExitCode::from(1),
            }
        }
    }
}

fn dispatch(cli: Cli) -> Result<ExitCode, Failure> {
    let mut words = Words::read(cli.config.as_deref())?;
    if let Some(url) = &cli.database_url {
        words.set("database_url", url);
    }
    let config = Config::from_words(&words)?;
    crate::telemetry::start(&config.log).map_err(Failure::Usage)?;
    let workspace = cli.workspace.clone().unwrap_or_else(|| crate::account::workspace::DEFAULT.to_owned());
    let session = Session { config, workspace, chosen: cli.workspace, clock: Arc::new(SystemClock) };
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::serve(session),
        Command::Work => serve::work(session),
        Command::Migrate => migrate_database(&session),
        Command::Workspace(command) => account::workspace(&session, command),
        Command::ApiKey(command) => account::api_key(&session, command),
        Command::User(command) => account::user(&session, command),
        Command::Survey(command) => survey::run(&session, command),
        Command::Demo => demo::run(session, cli.database_url.is_some()),
        Command::Import(args) => data::import(&session, &args),
        Command::Export(args) => data::export(&session, &args),
        Command::Person(command) => person::run(&session, command),
        Command::Campaign(command) => campaign::run(&session, command),
        Command::Rollup(command) => rollup::run(&session, &command),
        Command::Load(args) => load::run(&session, &args),
        Command::Status(args) => status::run(&session, &args),
        Command::Check => data::check(&session),
        Command::Bounce(args) => bounce::run(&session, &args),
        Command::Backup(args) => data::backup(&session, &args),
        Command::Restore(args) => data::restore(&session, &args),
    }
}

fn migrate_database(session: &Session) -> Result<ExitCode, Failure> {
    let db = Db::open(&session.config.database_url, 1)?;
    let applied = db.read_now(migrate::migrate)?;
    for name in &applied {
        println!("applied {name}");
    }
    if applied.is_empty() {
        println!("nothing to apply");
    }
    serve::furnish(&db, &session.config, &session.clock)?;
    Ok(ExitCode::SUCCESS)
}
