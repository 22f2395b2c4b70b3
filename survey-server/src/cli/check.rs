//! `check`: what would stop the server from doing its work, each with how to mend it.

use std::path::Path;

use super::Failure;
use crate::clock::{Clock, Ids};
use crate::config::Config;
use crate::mail::{Mailer, Timeouts};
use crate::store::conn::DatabaseUrl;
use crate::store::migrate::{self, SchemaState};
use crate::store::{Db, Time, backup};

/// A clock that shows an earlier time is wrong: 2026-01-01, before this program was.
const BEFORE_US: Time = Time(1_767_225_600_000);
/// So far the clocks of two machines may lie apart.
const CLOCKS_APART_MS: i64 = 5_000;

/// How one thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It works.
    Ok,
    /// It works, and somebody should know something about it.
    Warning,
    /// It does not work.
    Problem,
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// How it stands.
    pub verdict: Verdict,
    /// What was found.
    pub says: String,
    /// What to do about it; empty when nothing is to be done.
    pub mend: String,
}

impl Finding {
    fn ok(what: &'static str, says: impl Into<String>) -> Self {
        Finding { what, verdict: Verdict::Ok, says: says.into(), mend: String::new() }
    }

    fn problem(what: &'static str, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Finding { what, verdict: Verdict::Problem, says: says.into(), mend: mend.into() }
    }

    fn warning(what: &'static str, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Finding { verdict: Verdict::Warning, ..Finding::problem(what, says, mend) }
    }

    /// As one or two lines.
    pub fn lines(&self) -> String {
        let word = match self.verdict {
            Verdict::Ok => "ok",
            Verdict::Warning => "warning",
            Verdict::Problem => "problem",
        };
        let mend = if self.mend.is_empty() { String::new() } else { format!("\n{:21} {}", "", self.mend) };
        format!("{word:8} {:12} {}{mend}", self.what, self.says)
    }
}

/// Looks at everything. Changes nothing but a file in the outbox folder that is deleted at once.
pub fn run(config: &Config, clock: &dyn Clock) -> Result<Vec<Finding>, Failure> {
    let (database, db) = database(config);
    let mut findings = vec![database, secret(config, db.is_some()), public_url(config), mail(config)?];
    findings.push(dkim(config));
    if config.smtp.is_some() {
        findings.extend([records(config), bounces(config)]);
    }
    findings.push(now(clock, db.as_ref()));
    Ok(findings)
}

fn database(config: &Config) -> (Finding, Option<Db>) {
    let name = config.database_url.redacted();
    if let DatabaseUrl::Sqlite(path) = &config.database_url
        && !Path::new(path).exists()
    {
        let folder = match Path::new(path).parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let finding = match write_test(folder) {
            Ok(()) => Finding::ok("database", format!("{name} is not there yet; serve makes it")),
            Err(error) => Finding::problem(
                "database",
                format!("{name} is not there, and {} cannot be written: {error}", folder.display()),
                "make the folder, give it to the user that runs the server, or set SURVEY_DATABASE_URL",
            ),
        };
        return (finding, None);
    }
    let db = match Db::open(&config.database_url, 1) {
        Ok(db) => db,
        Err(error) => {
            let mend = "see that the database runs and that SURVEY_DATABASE_URL names its host, user and password";
            return (Finding::problem("database", format!("{name}: {error}"), mend), None);
        }
    };
    let finding = match db.read_now(migrate::state) {
        Ok(SchemaState::Current) => Finding::ok("database", format!("{name}, schema up to date")),
        Ok(SchemaState::Behind(pending)) => match &config.database_url {
            DatabaseUrl::Sqlite(_) => Finding::ok("database", format!("{name}, serve applies {pending} migrations")),
            DatabaseUrl::Postgres(_) => Finding::problem(
                "database",
                format!("{name}: {pending} migrations are not applied"),
                "run: survey-server migrate",
            ),
        },
        Ok(SchemaState::Unknown(version)) => Finding::problem(
            "database",
            format!("{name} is newer than this program (migration {version})"),
            "update the program",
        ),
        Err(error) => Finding::problem("database", format!("{name}: {error}"), "see that it is a database of ours"),
    };
    (finding, Some(db))
}

fn secret(config: &Config, database_is_there: bool) -> Finding {
    match config.secret(&Ids::default(), false) {
        Ok(_) if config.secret_key.is_some() => Finding::ok("secret key", "from SURVEY_SECRET_KEY"),
        Ok(_) => match &config.database_url {
            DatabaseUrl::Sqlite(path) => key_file(&format!("{path}.key")),
            DatabaseUrl::Postgres(_) => Finding::ok("secret key", "is there"),
        },
        Err(_) if !database_is_there && matches!(config.database_url, DatabaseUrl::Sqlite(_)) => {
            Finding::ok("secret key", "is made together with the database")
        }
        Err(error) => Finding::problem(
            "secret key",
            error.problem,
            "restore the key file from the backup, or set SURVEY_SECRET_KEY; a new key makes sent links void",
        ),
    }
}

fn key_file(path: &str) -> Finding {
    #[cfg(unix)]
    {
        let mode = std::fs::metadata(path).map(|data| std::os::unix::fs::PermissionsExt::mode(&data.permissions()));
        if mode.is_ok_and(|mode| mode & 0o077 != 0) {
            return Finding::problem(
                "secret key",
                format!("{path} can be read by others"),
                format!("run: chmod 600 {path}"),
            );
        }
    }
    Finding::ok("secret key", path.to_owned())
}

fn public_url(config: &Config) -> Finding {
    let url = &config.public_url;
    let host = url::Url::parse(url).ok().and_then(|url| url.host().map(|host| host.to_owned()));
    let loopback = match host {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if loopback && config.smtp.is_some() {
        let mend = "set SURVEY_PUBLIC_URL to the address under which customers reach the server";
        return Finding::problem("public URL", format!("{url} is in every mail and works on this machine only"), mend);
    }
    if !loopback && url.starts_with("http://") {
        let mend = "put a proxy with TLS before the server and set SURVEY_PUBLIC_URL to https://…";
        return Finding::warning("public URL", format!("{url} is plain http: anybody on the way can read along"), mend);
    }
    Finding::ok("public URL", url.clone())
}

fn mail(config: &Config) -> Result<Finding, Failure> {
    let Some(smtp) = &config.smtp else {
        let folder = &config.outbox_dir;
        let place = if folder.exists() { folder.as_path() } else { folder.parent().unwrap_or(Path::new(".")) };
        let place = if place.as_os_str().is_empty() { Path::new(".") } else { place };
        return Ok(match write_test(place) {
            Ok(()) => Finding::warning(
                "mail",
                format!("no mail server: mails are written into {} and reach nobody", folder.display()),
                "set SURVEY_SMTP_URL and SURVEY_MAIL_FROM when customers are to get mail",
            ),
            Err(error) => Finding::problem(
                "mail",
                format!("{} cannot be written: {error}", folder.display()),
                "give the folder to the user that runs the server, or set SURVEY_OUTBOX_DIR",
            ),
        });
    };
    let mailer = Mailer::smtp(smtp.clone(), Timeouts::default()).map_err(|error| Failure::Work(error.to_string()))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Work(format!("no runtime: {error}")))?;
    let domain = config.mail_from.address.domain().to_owned();
    Ok(match runtime.block_on(mailer.check(&domain)) {
        Ok(()) => {
            Finding::ok("mail", format!("{} takes mail from {}", mailer.name(), config.mail_from.address.as_str()))
        }
        Err(trouble) => Finding::problem(
            "mail",
            format!("{}: {trouble}", mailer.name()),
            "see host, port, user and password in SURVEY_SMTP_URL, and that the firewall lets us out",
        ),
    })
}

/// The record to publish is said, not looked up: that needs no DNS, and works before anything is published.
fn dkim(config: &Config) -> Finding {
    match config.signer() {
        Ok(None) => Finding::ok("DKIM", "left to the mail server (SURVEY_DKIM_KEY is not set)"),
        Ok(Some(dkim)) => Finding {
            mend: dkim.zone_line(),
            ..Finding::ok("DKIM", "mails are signed; this record must be in the DNS:")
        },
        Err(error) => Finding::problem(
            "DKIM",
            error.problem,
            "make a key: openssl genrsa -out dkim.pem 2048, readable by the user that runs the server",
        ),
    }
}

/// What else receivers look at.
fn records(config: &Config) -> Finding {
    let from = config.mail_from.address.domain();
    let envelope = config.bounce_domain.as_deref().unwrap_or(from);
    Finding {
        mend: format!(
            "_dmarc.{from}. TXT \"v=DMARC1; p=none; rua=mailto:postmaster@{from}\" (none first, quarantine later)"
        ),
        ..Finding::ok("SPF, DMARC", format!("SPF of {envelope} must list the sending mail server; and for DMARC:"))
    }
}

fn bounces(config: &Config) -> Finding {
    let says = match (&config.bounce_domain, config.inbound_smtp_bind) {
        (None, _) => format!(
            "go to {}, where no program reads them; see SURVEY_BOUNCE_DOMAIN, or connect your mail provider",
            config.mail_from.address.as_str()
        ),
        (Some(domain), Some(bind)) => format!("come back to {domain}; serve takes them on {bind}"),
        (Some(domain), None) => format!("come back to {domain}; its mail must be piped into: survey-server bounce"),
    };
    if config.bounce_domain.is_none() && config.inbound_smtp_bind.is_some() {
        let mend = "set SURVEY_BOUNCE_DOMAIN: without it no mail has an address there";
        return Finding::problem("bounces", "the receiver has nothing to receive", mend);
    }
    Finding::ok("bounces", says)
}

fn now(clock: &dyn Clock, db: Option<&Db>) -> Finding {
    let now = clock.now();
    let mend = "set the machine's clock, best by NTP: deadlines, links and the trend rely on it";
    if now < BEFORE_US {
        return Finding::problem("clock", format!("shows {}, which is past", now.rfc3339()), mend);
    }
    let server = db.and_then(|db| db.read_now(backup::server_clock).ok().flatten());
    match server.map(|server| (server.0 - now.0).abs()) {
        Some(apart) if apart > CLOCKS_APART_MS => {
            Finding::problem("clock", format!("is {} s apart from the database's", apart / 1000), mend)
        }
        _ => Finding::ok("clock", now.rfc3339()),
    }
}

/// Whether a file can be written into a folder.
fn write_test(folder: &Path) -> std::io::Result<()> {
    let file = folder.join(format!(".survey-check-{}", std::process::id()));
    std::fs::write(&file, b"")?;
    std::fs::remove_file(&file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{ManualClock, SystemClock};
    use crate::config::Words;

    fn config(folder: &Path, more: &[(&str, &str)]) -> Config {
        let mut words = Words::read(None).unwrap();
        words.set("database_url", &format!("sqlite://{}", folder.join("survey.db").display()));
        words.set("outbox_dir", &folder.join("outbox").display().to_string());
        for (name, value) in more {
            words.set(name, value);
        }
        Config::from_words(&words).unwrap()
    }

    fn verdict(findings: &[Finding], what: &str) -> Verdict {
        findings.iter().find(|finding| finding.what == what).unwrap().verdict
    }

    #[test]
    fn a_fresh_place_is_fine_and_stays_empty() {
        let folder = tempfile::tempdir().unwrap();

        let findings = run(&config(folder.path(), &[]), &SystemClock).unwrap();

        assert!(findings.iter().all(|finding| finding.verdict != Verdict::Problem), "{findings:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_wrong_is_a_problem_with_a_remedy() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        // A port that nobody listens on: bound, and let go again.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let smtp = format!("smtp://127.0.0.1:{port}");
        let broken = config(&missing, &[("smtp_url", &smtp), ("mail_from", "a@example.com")]);

        let findings = run(&broken, &*ManualClock::at(Time(0))).unwrap();

        for what in ["database", "public URL", "mail", "clock"] {
            assert_eq!(verdict(&findings, what), Verdict::Problem, "{what}");
        }
        assert!(findings.iter().filter(|one| one.verdict == Verdict::Problem).all(|one| !one.mend.is_empty()));
    }

    #[test]
    fn a_database_whose_key_is_gone_or_open_to_others_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        let own = config(folder.path(), &[]);
        let db = Db::open(&own.database_url, 1).unwrap();
        db.read_now(migrate::migrate).unwrap();

        assert_eq!(verdict(&run(&own, &SystemClock).unwrap(), "secret key"), Verdict::Problem);

        own.secret(&Ids::default(), true).unwrap();
        assert_eq!(verdict(&run(&own, &SystemClock).unwrap(), "secret key"), Verdict::Ok);
        #[cfg(unix)]
        {
            let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
            std::fs::set_permissions(folder.path().join("survey.db.key"), open).unwrap();
            assert_eq!(verdict(&run(&own, &SystemClock).unwrap(), "secret key"), Verdict::Problem);
        }
    }

    #[test]
    fn the_records_to_publish_are_said_and_a_key_that_is_none_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("dkim.pem");
        std::fs::write(&key, include_str!("../../../tests/mail/rsa.pem")).unwrap();
        let settings = [
            ("dkim_key", key.to_str().unwrap()),
            ("dkim_selector", "s1"),
            ("mail_from", "Shop <survey@shop.example>"),
            ("smtp_url", "smtp://127.0.0.1:1"),
            ("bounce_domain", "Bounces.Shop.example"),
        ];
        let says = |findings: &[Finding]| findings.iter().map(Finding::lines).collect::<Vec<_>>().join("\n");

        let said = says(&run(&config(folder.path(), &settings), &SystemClock).unwrap());

        assert!(said.contains("s1._domainkey.shop.example. TXT \"v=DKIM1; k=rsa; p="), "{said}");
        assert!(said.contains("_dmarc.shop.example. TXT") && said.contains("SPF of bounces.shop.example"), "{said}");
        assert!(said.contains("come back to bounces.shop.example"), "{said}");

        std::fs::write(&key, "no key").unwrap();
        assert_eq!(verdict(&run(&config(folder.path(), &settings), &SystemClock).unwrap(), "DKIM"), Verdict::Problem);
    }

    #[test]
    fn plain_http_beyond_this_machine_is_warned_of() {
        let folder = tempfile::tempdir().unwrap();
        let plain = config(folder.path(), &[("public_url", "http://survey.example")]);
        let safe = config(folder.path(), &[("public_url", "https://survey.example")]);

        assert_eq!(verdict(&run(&plain, &SystemClock).unwrap(), "public URL"), Verdict::Warning);
        assert_eq!(verdict(&run(&safe, &SystemClock).unwrap(), "public URL"), Verdict::Ok);
    }
}
