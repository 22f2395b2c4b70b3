//! Settings: commented defaults compiled in, a TOML file over them, the environment over both.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;

use crate::callback::OutboundPolicy;
use crate::clock::Ids;
use crate::mail::{Correspondent, Dkim, EmailAddress, SmtpConfig};
use crate::store::conn::DatabaseUrl;

/// The commented defaults, which are also the documentation.
pub const DEFAULTS: &str = include_str!("../config.default.toml");

/// What is wrong with the settings: the setting's name and a sentence.
#[derive(Debug, thiserror::Error)]
#[error("{setting}: {problem}")]
pub struct ConfigError {
    /// The setting, as in the environment.
    pub setting: String,
    /// What is wrong and what would be right.
    pub problem: String,
}

/// The settings of this process, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the data lives.
    pub database_url: DatabaseUrl,
    /// Where the HTTP server listens.
    pub bind: SocketAddr,
    /// The base of links, without a slash at the end.
    pub public_url: String,
    /// The relay, if there is one.
    pub smtp: Option<SmtpConfig>,
    /// The sender.
    pub mail_from: Correspondent,
    /// Where mails go without SMTP.
    pub outbox_dir: PathBuf,
    /// The key that signs mails, if we sign.
    pub dkim: Option<DkimFile>,
    /// The domain that bounces come back to, in ASCII; none: to the sender.
    pub bounce_domain: Option<String>,
    /// Where the receiver of bounces listens, if there is one.
    pub inbound_smtp_bind: Option<SocketAddr>,
    /// The secret key; none: a file beside the SQLite database.
    pub secret_key: Option<String>,
    /// Older keys.
    pub secret_key_previous: Vec<String>,
    /// Where callbacks may go.
    pub outbound: OutboundPolicy,
    /// Where bots of Telegram are called, without a slash at the end.
    pub telegram_url: String,
    /// Whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether requests are limited.
    pub rate_limit: bool,
    /// What is logged.
    pub log: String,
    /// HTTP worker threads; 0: one per core.
    pub http_workers: usize,
    /// Connections to the database.
    pub database_connections: u32,
    /// Answers written down together at most.
    pub answer_batch: usize,
    /// How many jobs run at once.
    pub job_workers: usize,
    /// Connections to the mail server for mails to customers.
    pub mail_connections: usize,
    /// Mails on their way to one recipient domain at once.
    pub mail_domain_in_flight: usize,
    /// Mails to one recipient domain a minute; 0: as many as go.
    pub mail_domain_per_minute: u32,
}

/// Where the key that signs mails is, and under which name its public half is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DkimFile {
    /// A PEM file.
    pub path: PathBuf,
    /// The name in DNS, before `._domainkey.`
    pub selector: String,
}

/// Settings as words, before they are checked.
#[derive(Clone, Debug)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// The defaults, with a file and the environment over them. Without a path, `survey.toml` is read if it is there.
    pub fn read(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut words = Words(BTreeMap::new());
        words.lay_over(DEFAULTS, "the defaults")?;
        let default = Path::new("survey.toml");
        let chosen = file.or_else(|| default.exists().then_some(default));
        if let Some(path) = chosen {
            let text = std::fs::read_to_string(path)
                .map_err(|error| problem("--config", format!("{} cannot be read: {error}", path.display())))?;
            words.lay_over(&text, &path.display().to_string())?;
        }
        let names: Vec<String> = words.0.keys().cloned().collect();
        for name in names {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
            let value = std::env::var(env_name(&name));
            if let Some(value) = value.ok().filter(|value| !value.is_empty()) {
                words.0.insert(name, value);
            }
        }
        Ok(words)
    }

    /// Sets one setting: a command's option goes over everything.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }

    fn lay_over(&mut self, text: &str, source: &str) -> Result<(), ConfigError> {
        let table: toml::Table =
            text.parse().map_err(|error| problem(source, format!("is not TOML: {error}").trim().to_owned()))?;
        let known: Option<Vec<String>> = (!self.0.is_empty()).then(|| self.0.keys().cloned().collect());
        for (name, value) in table {
            if let Some(known) = &known
                && !known.contains(&name)
            {
                return Err(problem(source, format!("{name} is not a setting; there are {}", known.join(", "))));
            }
            let value = match value {
                toml::Value::String(text) => text,
                other => other.to_string(),
            };
            if !value.is_empty() || known.is_none() {
                self.0.insert(name, value);
            }
        }
        Ok(())
    }

    fn get(&self, name: &str) -> &str {
        self.0.get(name).map(|value| value.trim()).unwrap_or_default()
    }

    fn list(&self, name: &str) -> Vec<String> {
        self.get(name).split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Result<T, ConfigError> {
        self.get(name)
            .parse()
            .map_err(|_not_a_number| problem(env_name(name), format!("{:?} is not a whole number", self.get(name))))
    }
}

fn env_name(name: &str) -> String {
    format!("SURVEY_{}", name.to_uppercase())
}

fn problem(setting: impl Into<String>, problem: impl Into<String>) -> ConfigError {
    ConfigError { setting: setting.into(), problem: problem.into() }
}

impl Config {
    /// Checks all settings.
    pub fn from_words(words: &Words) -> Result<Self, ConfigError> {
        let wrong = |name: &str| {
            let name = env_name(name);
            move |text: String| problem(name, text)
        };
        let bind = checked_bind(words.get("bind"), "127.0.0.1:8080").map_err(wrong("bind"))?;
        let inbound_smtp_bind = match words.get("inbound_smtp_bind") {
            "" => None,
            bind => Some(checked_bind(bind, "0.0.0.0:25").map_err(wrong("inbound_smtp_bind"))?),
        };
        let public_url = match words.get("public_url") {
            "" => format!("http://{bind}"),
            url => checked_url(url).map_err(wrong("public_url"))?,
        };
        let smtp = match words.get("smtp_url") {
            "" => None,
            url => Some(SmtpConfig::parse(url).map_err(|error| problem("SURVEY_SMTP_URL", error.to_string()))?),
        };
        let networks = |name: &str| {
            OutboundPolicy::parse_networks(words.get(name)).map_err(|error| problem(env_name(name), error.to_string()))
        };
        Ok(Config {
            database_url: DatabaseUrl::parse(words.get("database_url")).map_err(wrong("database_url"))?,
            mail_from: sender(words.get("mail_from"), smtp.is_some()).map_err(wrong("mail_from"))?,
            secret_key: checked_key(words.get("secret_key")).map_err(wrong("secret_key"))?,
            secret_key_previous: words.list("secret_key_previous"),
            outbound: OutboundPolicy::new(networks("outbound_allow_cidrs")?, vec![bind]),
            telegram_url: checked_url(words.get("telegram_url")).map_err(wrong("telegram_url"))?,
            trusted_proxies: networks("trusted_proxies")?,
            rate_limit: words.get("rate_limit") != "off",
            log: words.get("log").to_owned(),
            outbox_dir: PathBuf::from(words.get("outbox_dir")),
            dkim: dkim(words)?,
            bounce_domain: checked_domain(words.get("bounce_domain")).map_err(wrong("bounce_domain"))?,
            inbound_smtp_bind,
            http_workers: words.number("http_workers")?,
            database_connections: words.number("database_connections")?,
            answer_batch: words.number::<usize>("answer_batch")?.clamp(1, crate::store::take::BATCH),
            job_workers: words.number::<usize>("job_workers")?.max(1),
            mail_connections: words.number::<usize>("mail_connections")?.clamp(1, 64),
            mail_domain_in_flight: words.number::<usize>("mail_domain_in_flight")?.max(1),
            mail_domain_per_minute: words.number("mail_domain_per_minute")?,
            bind,
            public_url,
            smtp,
        })
    }

    /// The secret key. With SQLite and none configured: the file beside the database, made when `make` allows it.
    pub fn secret(&self, ids: &Ids, make: bool) -> Result<String, ConfigError> {
        if let Some(key) = &self.secret_key {
            return Ok(key.clone());
        }
        let DatabaseUrl::Sqlite(path) = &self.database_url else {
            return Err(problem(
                "SURVEY_SECRET_KEY",
                "is needed with PostgreSQL: any text of 32 characters or more, the same for every process",
            ));
        };
        let file = PathBuf::from(format!("{path}.key"));
        match std::fs::read_to_string(&file) {
            Ok(key) => return Ok(key.trim().to_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && make => {}
            Err(error) => {
                return Err(problem("SURVEY_SECRET_KEY", format!("{} cannot be read: {error}", file.display())));
            }
        }
        let random = ids.secret::<32>().map_err(|error| problem("SURVEY_SECRET_KEY", error.to_string()))?;
        let key = crate::secret::hex(&random);
        write_private(&file, &key)
            .map_err(|error| problem("SURVEY_SECRET_KEY", format!("{} cannot be written: {error}", file.display())))?;
        Ok(key)
    }

    /// What signs mails, if we sign: the key is read from its file.
    pub fn signer(&self) -> Result<Option<Dkim>, ConfigError> {
        let Some(DkimFile { path, selector }) = &self.dkim else { return Ok(None) };
        let wrong = |text: String| problem("SURVEY_DKIM_KEY", format!("{} {text}", path.display()));
        let pem = std::fs::read(path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
        let dkim = Dkim::from_pem(&pem, selector, self.mail_from.address.domain());
        dkim.map(Some).map_err(|error| wrong(error.to_string()))
    }

    /// Whether cookies may travel over plain http: only where the public address is http.
    pub fn secure_cookies(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Writes a file that only its owner reads, and does not replace one that another process has just made.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn checked_url(url: &str) -> Result<String, String> {
    let parsed = url::Url::parse(url).map_err(|error| format!("{url:?} is not an address: {error}"))?;
    if !matches!(parsed.scheme(), "http" | "https") || parsed.host().is_none() {
        return Err(format!("{url:?} must begin with https:// or http:// and name a host"));
    }
    if parsed.query().is_some() || parsed.fragment().is_some() {
        return Err(format!("{url:?} must not have a query or a fragment"));
    }
    Ok(url.trim_end_matches('/').to_owned())
}

fn checked_bind(bind: &str, example: &str) -> Result<SocketAddr, String> {
    bind.parse().map_err(|_not_an_address| format!("{bind:?} is not an address and port such as {example}"))
}

fn checked_domain(domain: &str) -> Result<Option<String>, String> {
    if domain.is_empty() {
        return Ok(None);
    }
    match EmailAddress::parse(&format!("b@{domain}")) {
        Ok(address) => Ok(Some(address.domain().to_owned())),
        Err(_) => Err(format!("{domain:?} is not a domain such as bounces.acme.example")),
    }
}

fn dkim(words: &Words) -> Result<Option<DkimFile>, ConfigError> {
    let (path, selector) = (words.get("dkim_key"), words.get("dkim_selector"));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    match (path, selector) {
        ("", "") => Ok(None),
        (_, "") => Err(problem("SURVEY_DKIM_SELECTOR", "is needed with SURVEY_DKIM_KEY: a name such as survey2026")),
        ("", _) => Err(problem("SURVEY_DKIM_KEY", "is needed with SURVEY_DKIM_SELECTOR: the path of a PEM file")),
        (_, selector) if selector.len() > 63 || !selector.chars().all(plain) => {
            Err(problem("SURVEY_DKIM_SELECTOR", format!("{selector:?} is not a name such as survey2026")))
        }
        (path, selector) => Ok(Some(DkimFile { path: PathBuf::from(path), selector: selector.to_owned() })),
    }
}

fn checked_key(key: &str) -> Result<Option<String>, String> {
    match key.chars().count() {
        0 => Ok(None),
        32.. => Ok(Some(key.to_owned())),
        short => Err(format!("has {short} characters; at least 32 are needed")),
    }
}

/// `Name <address>` or an address alone.
fn sender(text: &str, needed: bool) -> Result<Correspondent, String> {
    if text.is_empty() && needed {
        return Err("is needed with SMTP: \"Acme Feedback <feedback@acme.example>\"".to_owned());
    }
    let text = if text.is_empty() { "Survey <survey@localhost.invalid>" } else { text };
    let (name, address) = match text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"').to_owned(), address),
        None => (String::new(), text),
    };
    let address = EmailAddress::parse(address).map_err(|invalid| invalid.to_string())?;
    Ok(Correspondent { name: (!name.is_empty()).then_some(name), address })
}
