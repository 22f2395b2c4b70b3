//! Which server takes our mail, and how we reach it: `SURVEY_SMTP_URL`.

use std::fmt;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// A mail server, read from an address like `smtp://user:password@mail.example:587`.
///
/// `smtp://` uses STARTTLS where the server offers it, and `smtps://` TLS from the first byte. Options:
/// `?tls=required` insists on STARTTLS, `?tls=never` does without (for a relay on the same machine whose certificate
/// nobody can check), `?ca=FILE` believes one more certificate authority (PEM). A password is only ever sent over TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpConfig {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) tls: Tls,
    pub(super) login: Option<Login>,
    pub(super) ca: Option<PathBuf>,
}

/// When the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tls {
    /// From the first byte.
    Implicit,
    /// By STARTTLS, or not at all.
    Required,
    /// By STARTTLS where it is offered.
    Offered,
    /// Never.
    Never,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Login {
    pub(super) user: String,
    pub(super) password: String,
}

/// Why an address names no mail server. The address itself is not repeated, as it may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the SMTP address {0}")]
pub struct InvalidSmtpUrl(String);

impl SmtpConfig {
    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self, InvalidSmtpUrl> {
        let refuse = |fault: &str| Err(InvalidSmtpUrl(fault.to_owned()));
        let url = Url::parse(text.trim())
            .map_err(|error| InvalidSmtpUrl(format!("is no address ({error}); write smtp://user:password@host:587")))?;
        let implicit = match url.scheme() {
            "smtp" => false,
            "smtps" => true,
            other => return refuse(&format!("starts with {other}://; it must start with smtp:// or smtps://")),
        };
        let Some(host) = url.host().filter(|host| *host != Host::Domain("")) else {
            return refuse("has no host; write smtp://host:587");
        };
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return refuse(
                "has something after the port; a '/', '#' or '?' in the password is written %2F, %23 or %3F",
            );
        }
        let mut config = Self {
            host: match host {
                Host::Domain(name) => name.to_ascii_lowercase(),
                Host::Ipv4(ip) => ip.to_string(),
                Host::Ipv6(ip) => ip.to_string(),
            },
            port: 0,
            tls: if implicit { Tls::Implicit } else { Tls::Offered },
            login: login(&url)?,
            ca: None,
        };
        config.port = url.port().unwrap_or(match (implicit, &config.login) {
            (true, _) => 465,
            (false, Some(_)) => 587,
            (false, None) => 25,
        });
        for (name, value) in url.query_pairs() {
            match (name.as_ref(), value.as_ref()) {
                ("tls", "required") if !implicit => config.tls = Tls::Required,
                ("tls", "required") => {}
                ("tls", "never") if !implicit => config.tls = Tls::Never,
                ("tls", _) => return refuse(&format!("has tls={value}; it must be required, or never with smtp://")),
                ("ca", file) if !file.is_empty() => config.ca = Some(PathBuf::from(file)),
                _ => return refuse(&format!("has the option {name}={value}; known are tls and ca")),
            }
        }
        if config.tls == Tls::Never && config.login.is_some() {
            return refuse("has a password and tls=never; a password is only sent over TLS");
        }
        Ok(config)
    }

    /// How the connection is encrypted, as a word: `implicit`, `starttls` or `none`.
    pub fn encryption(&self) -> &'static str {
        match self.tls {
            Tls::Implicit => "implicit",
            Tls::Required | Tls::Offered => "starttls",
            Tls::Never => "none",
        }
    }

    /// Host and port, for people.
    pub fn server(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }
}

fn login(url: &Url) -> Result<Option<Login>, InvalidSmtpUrl> {
    let decode = |part: &str| {
        percent_decode_str(part)
            .decode_utf8()
            .map(String::from)
            .map_err(|error| InvalidSmtpUrl(format!("has a user or password that is not UTF-8: {error}")))
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) => Err(InvalidSmtpUrl("has a password without a user".into())),
        (_, None) => Err(InvalidSmtpUrl("has a user without a password".into())),
        (user, Some(password)) => Ok(Some(Login { user: decode(user)?, password: decode(password)? })),
    }
}

impl fmt::Debug for Login {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Login({}, …)", self.user)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_host_port_encryption_and_login() {
        for (text, server, tls, user) in [
            ("smtp://mail.example", "mail.example:25", Tls::Offered, None),
            ("smtp://localhost:1025", "localhost:1025", Tls::Offered, None),
            ("smtp://ann%40x.example:p%2Fq@mail.example", "mail.example:587", Tls::Offered, Some("ann@x.example")),
            ("smtps://u:p@Mail.Example", "mail.example:465", Tls::Implicit, Some("u")),
            ("smtp://mail.example:2525?tls=required", "mail.example:2525", Tls::Required, None),
            ("smtp://127.0.0.1?tls=never", "127.0.0.1:25", Tls::Never, None),
            ("smtps://[::1]:4650/?ca=/etc/ca.pem", "[::1]:4650", Tls::Implicit, None),
        ] {
            let config = SmtpConfig::parse(text).unwrap();
            assert_eq!((config.server().as_str(), config.tls), (server, tls), "{text}");
            assert_eq!(config.login.as_ref().map(|login| login.user.as_str()), user, "{text}");
        }
        let config = SmtpConfig::parse("smtp://u:p%2Fq%3A@h").unwrap();
        assert_eq!(config.login.unwrap().password, "p/q:");
    }

    #[test]
    fn a_wrong_address_is_refused_with_a_sentence_that_hides_the_password() {
        for (text, sentence) in [
            ("mail.example:25", "must start with smtp://"),
            ("", "is no address"),
            ("http://u:secret@mail.example", "starts with http://"),
            ("smtp://", "has no host"),
            ("smtp://u:sec/ret@mail.example", "no address"),
            ("smtp://u:secret@mail.example/inbox", "after the port"),
            ("smtp://u@mail.example", "without a password"),
            ("smtp://:secret@mail.example", "without a user"),
            ("smtp://u:secret@mail.example?tls=never", "only sent over TLS"),
            ("smtp://mail.example?tls=maybe", "tls=maybe"),
            ("smtps://mail.example?tls=never", "tls=never"),
            ("smtp://mail.example?starttls=yes", "known are tls and ca"),
            ("smtp://u:%ff@mail.example", "UTF-8"),
        ] {
            let error = SmtpConfig::parse(text).unwrap_err().to_string();
            assert!(error.contains(sentence), "{text}: {error}");
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn the_password_is_never_printed() {
        assert!(!format!("{:?}", SmtpConfig::parse("smtps://u:secret@mail.example").unwrap()).contains("secret"));
    }
}
