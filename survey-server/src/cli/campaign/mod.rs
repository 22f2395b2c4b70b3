//! `campaign`: many people from a CSV file, asked by one survey. The report comes first; nothing is sent unconfirmed.

mod words;

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use jiff::tz::TimeZone;

use super::data::confirm;
use super::import::{moment, pair, progress};
use super::{Failure, Session};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::campaign::check::{self, Draft, Watcher};
use crate::outreach::campaign::refused::File as RefusedFile;
use crate::outreach::campaign::{life, progress as counts};
use crate::outreach::plan::basis_of;
use crate::store::Db;
use crate::store::campaign_people::Line;
use crate::store::campaigns::{self, Campaign};
pub(super) use words::thousands;

/// So many campaigns are looked through and listed.
const MOST: i64 = 1000;

/// `campaign …`
#[derive(Debug, Subcommand)]
pub(super) enum CampaignCommand {
    /// Checks a file, says what it comes to, and keeps it as a draft.
    Create(CreateArgs),
    /// Lists the campaigns, newest first.
    List,
    /// Says how far a campaign is.
    Show {
        /// Its id or its name.
        campaign: String,
    },
    /// Begins to send a draft, once the count is confirmed.
    Start {
        /// Its id or its name.
        campaign: String,
        /// Confirms beforehand that so many people are written to; another count in the report is refused.
        #[arg(long, value_name = "COUNT")]
        to: Option<u64>,
        /// The same file went out before: it does so once more.
        #[arg(long)]
        again: bool,
        /// Confirms beforehand, whatever the count is.
        #[arg(long)]
        yes: bool,
    },
    /// Stops for now: what the mail server is being given at this moment is finished, nothing else goes out.
    Pause {
        /// Its id or its name.
        campaign: String,
    },
    /// Goes on where it was.
    Resume {
        /// Its id or its name.
        campaign: String,
    },
    /// Stops for good: what is planned is withdrawn. What went out stays, and its links work.
    Cancel {
        /// Its id or its name.
        campaign: String,
    },
}

/// What `campaign create` is given.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  survey-server campaign create customers.csv --survey default
  survey-server campaign create customers.csv --map Mail=email --pace 5000 --at '2026-11-23 09:00' --start
  survey-server campaign create customers.csv --dry-run

The first row names the columns. An e-mail address is needed; name, phone number, language, time zone and the business's
own id are found by their headings; every other column becomes a property that texts, rules and reports can use. Lines
that cannot be taken go to FILE.refused.csv with row, column and reason.
The exit status is 1 when nobody of the file would be asked.")]
pub(super) struct CreateArgs {
    /// The CSV file: UTF-8, the first row names the columns.
    file: PathBuf,
    /// The survey that asks; without it the workspace's default survey.
    #[arg(long, value_name = "KEY")]
    survey: Option<String>,
    /// A name for people; without it the file's name.
    #[arg(long, default_value = "")]
    name: String,
    /// What a column holds: a field, properties.NAME, or - for nothing. Can be given several times.
    #[arg(long, value_name = "COLUMN=FIELD", value_parser = pair)]
    map: Vec<(String, String)>,
    /// The grounds on which these people are asked: consent, soft_opt_in or legitimate_interest.
    #[arg(long)]
    basis: Option<String>,
    /// At most so many mails an hour; without it as fast as they go.
    #[arg(long, value_name = "MAILS")]
    pace: Option<i32>,
    /// Nothing goes out before this moment: 2026-11-23T09:00:00Z, or 2026-11-23 09:00 in the workspace's zone.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Says what the file comes to and keeps nothing.
    #[arg(long, conflicts_with = "start")]
    dry_run: bool,
    /// Begins to send, once the count is confirmed.
    #[arg(long)]
    start: bool,
    /// The same file went out before: it does so once more.
    #[arg(long)]
    again: bool,
    /// Confirms beforehand, whatever the count is.
    #[arg(long)]
    yes: bool,
}

const ACTOR: &str = "command";

pub(super) fn run(session: &Session, command: CampaignCommand) -> Result<ExitCode, Failure> {
    let db = session.database()?;
    let (cx, workspace) = db.read_now(|conn| session.context(conn))?;
    let zone = workspace.zone();
    match command {
        CampaignCommand::Create(args) => return create(session, &db, &cx, &zone, args),
        CampaignCommand::List => {
            let all = db.read_now(|conn| counts::list(conn, &cx, MOST))?;
            if all.is_empty() {
                println!("there are no campaigns; make one: survey-server campaign create FILE.csv");
            }
            for one in &all {
                println!("{}", words::line(one, &zone));
            }
        }
        CampaignCommand::Show { campaign } => {
            let campaign = find(&db, &cx, &campaign)?;
            let seen = db.read_now(|conn| counts::of(conn, &cx, campaign))?;
            let answers = db.read_now(|conn| counts::score(conn, &cx, &seen.campaign))?;
            let span = db.read_now(|conn| counts::span(conn, &cx, &seen.campaign))?;
            print!("{}", words::page(&seen, &answers, span, &zone));
        }
        CampaignCommand::Start { campaign, to, again, yes } => {
            let campaign = find(&db, &cx, &campaign)?;
            start(&db, &cx, &campaign, Confirmation { to, again, yes })?;
        }
        CampaignCommand::Pause { campaign } => {
            let campaign = find(&db, &cx, &campaign)?;
            db.write_now(|conn| life::pause(conn, &cx, campaign.id, ACTOR))?;
            println!("'{}' is paused; go on with: survey-server campaign resume {}", campaign.name, campaign.id);
        }
        CampaignCommand::Resume { campaign } => {
            let campaign = find(&db, &cx, &campaign)?;
            db.write_now(|conn| life::resume(conn, &cx, campaign.id, ACTOR))?;
            println!("'{}' goes on", campaign.name);
        }
        CampaignCommand::Cancel { campaign } => {
            let campaign = find(&db, &cx, &campaign)?;
            db.write_now(|conn| life::cancel(conn, &cx, campaign.id, ACTOR))?;
            println!("'{}' is cancelled; what is planned is being withdrawn", campaign.name);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The campaign of this id or name; the newest of those with the same name.
fn find(db: &Db, cx: &Cx, named: &str) -> Result<Campaign, Failure> {
    let all = db.read_now(|conn| campaigns::list(conn, cx.workspace, MOST))?;
    let of_this = |one: &Campaign| one.id.to_string() == named || one.name == named;
    all.into_iter()
        .find(of_this)
        .ok_or_else(|| Failure::Usage(format!("there is no campaign '{named}'; see: survey-server campaign list")))
}

fn create(session: &Session, db: &Db, cx: &Cx, zone: &TimeZone, args: CreateArgs) -> Result<ExitCode, Failure> {
    let wrong = |why: String| Failure::Usage(format!("{}: {why}", args.file.display()));
    let file = File::open(&args.file).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let size = file.metadata().map_or(0, |data| data.len());
    let starts_at = match &args.at {
        Some(at) => Some(moment::parse(at, zone).map_err(|says| Failure::Usage(format!("--at: {says}")))?),
        None => None,
    };
    let basis = match &args.basis {
        Some(word) => Some(basis_of(word).ok_or_else(|| {
            Failure::Usage(format!("--basis {word}: must be consent, soft_opt_in or legitimate_interest"))
        })?),
        None => None,
    };
    let draft = Draft {
        name: args.name.clone(),
        survey: args.survey.clone(),
        file_name: args.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        map: args.map.clone(),
        basis,
        pace: args.pace,
        starts_at,
        created_by: ACTOR.to_owned(),
    };
    let mut terminal =
        Terminal { path: args.file.with_extension("refused.csv"), file: None, bar: progress(size, &args.file) };
    let checked = check::check(db, &*session.clock(), cx, &draft, file, !args.dry_run, &mut terminal);
    let campaign = checked.map_err(|failure| match failure {
        check::Failure::Other(Error::Invalid(problems)) => Failure::Usage(Error::Invalid(problems).to_string()),
        check::Failure::Other(other) => other.into(),
        whole => wrong(whole.to_string()),
    })?;
    let refused = terminal.finish().map_err(|error| Failure::Work(error.to_string()))?;
    let span = db.read_now(|conn| counts::span(conn, cx, &campaign))?;
    print!("{}", words::report(&campaign, refused.as_deref(), span, zone));
    if args.dry_run {
        println!("Nothing was kept.");
    } else if args.start {
        start(db, cx, &campaign, Confirmation { to: None, again: args.again, yes: args.yes })?;
    } else {
        println!("Nothing is sent yet. Send it with: survey-server campaign start {}", campaign.id);
    }
    Ok(if campaign.report.0.would_ask == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What a person said of starting.
struct Confirmation {
    to: Option<u64>,
    again: bool,
    yes: bool,
}

fn start(db: &Db, cx: &Cx, campaign: &Campaign, said: Confirmation) -> Result<(), Failure> {
    let count = campaign.report.0.would_ask;
    let to = match said.to {
        Some(to) => to,
        None if said.yes || count == 0 => count,
        None => {
            let asked = confirm(&format!("Send to {} people?", thousands(count)));
            if !asked.map_err(|error| Failure::Work(error.to_string()))? {
                println!("Nothing is sent. Send it with: survey-server campaign start {}", campaign.id);
                return Ok(());
            }
            count
        }
    };
    let cx = Cx { now: crate::clock::Clock::now(&crate::clock::SystemClock), ..cx.clone() };
    db.write_now(|conn| life::start(conn, &cx, campaign.id, to, said.again, ACTOR)).map_err(|error| match error {
        Error::Conflict { code: "sent_before", message } => {
            Failure::Work(format!("{message}; add --again to send it once more"))
        }
        other => other.into(),
    })?;
    println!(
        "'{}' goes out to {} people; watch it with: survey-server campaign show {}",
        campaign.name,
        thousands(to),
        campaign.id
    );
    Ok(())
}

/// The terminal while a file is checked: a bar, and the file of lines that were not taken, made with the first of them.
struct Terminal {
    path: PathBuf,
    file: Option<RefusedFile<File>>,
    bar: indicatif::ProgressBar,
}

impl Terminal {
    fn finish(self) -> io::Result<Option<PathBuf>> {
        self.bar.finish_and_clear();
        match self.file {
            Some(file) => file.finish().map(|_| Some(self.path)),
            None => Ok(None),
        }
    }
}

impl Watcher for Terminal {
    fn not_taken(&mut self, heading: &[String], line: &Line) -> io::Result<()> {
        if self.file.is_none() {
            self.file = Some(RefusedFile::begin(File::create(&self.path)?, heading)?);
        }
        self.file.as_mut().map_or(Ok(()), |file| file.add(line))
    }

    fn read(&mut self, bytes: u64) {
        self.bar.set_position(bytes);
    }
}
