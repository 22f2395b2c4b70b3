//! An e-mail address that mail can be sent to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An address, checked: shown as it was given, compared by [`EmailAddress::key`].
///
/// Stricter than RFC 5321, because what is refused here would bounce or be a typing mistake: no quoted local part, no
/// domain that is an IP address, at most 254 characters, letters of other alphabets only in the domain (which is
/// turned into its ASCII form for sending and comparing).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress {
    given: String,
    at: usize,
    /// The domain in ASCII, lower case.
    domain: String,
}

/// Why a text is not an e-mail address: a sentence for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the e-mail {shown} {fault}")]
pub struct InvalidEmailAddress {
    shown: String,
    fault: String,
}

impl EmailAddress {
    /// Reads an address; spaces around it are dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidEmailAddress> {
        let given = text.trim();
        let refuse = |fault: &str| Err(InvalidEmailAddress { shown: shown(given), fault: fault.to_owned() });
        if given.is_empty() {
            return Err(InvalidEmailAddress {
                shown: "address".into(),
                fault: "is empty; it should look like ann@example.com".into(),
            });
        }
        if given.contains(char::is_control) {
            return refuse("contains a line break or another control character");
        }
        if given.contains(char::is_whitespace) {
            return refuse("contains a space");
        }
        let Some((local, domain)) = given.rsplit_once('@') else {
            return refuse("has no @; it should look like ann@example.com");
        };
        if local.contains('@') && !local.contains('"') {
            return refuse("has more than one @");
        }
        if local.is_empty() {
            return refuse("has nothing before the @");
        }
        if domain.is_empty() {
            return refuse("has no domain");
        }
        if let Err(fault) = check_local(local) {
            return refuse(&fault);
        }
        let ascii = match ascii_domain(domain) {
            Ok(ascii) => ascii,
            Err(fault) => return refuse(&fault),
        };
        if local.len() + 1 + ascii.len() > 254 {
            return refuse("is longer than 254 characters");
        }
        Ok(Self { given: given.to_owned(), at: local.len(), domain: ascii })
    }

    /// As it was given.
    pub fn as_str(&self) -> &str {
        &self.given
    }

    /// What two addresses of one mailbox have in common: lower case, the domain in ASCII.
    pub fn key(&self) -> String {
        format!("{}@{}", self.local().to_ascii_lowercase(), self.domain)
    }

    /// The form for the wire: the local part as given, the domain in ASCII.
    pub fn ascii(&self) -> String {
        format!("{}@{}", self.local(), self.domain)
    }

    /// The domain in ASCII, lower case: `xn--80ak6aa92e.com`.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    fn local(&self) -> &str {
        self.given.get(..self.at).unwrap_or_default()
    }
}

fn check_local(local: &str) -> Result<(), String> {
    if local.starts_with('"') {
        return Err("has quotes before the @, which most servers refuse".into());
    }
    if local.len() > 64 {
        return Err("has more than 64 characters before the @".into());
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err("has a dot at the wrong place before the @".into());
    }
    match local.chars().find(|&c| !c.is_ascii_alphanumeric() && !"!#$%&'*+-/=?^_`{|}~.".contains(c)) {
        Some(c) if !c.is_ascii() => {
            Err(format!("has the letter '{c}' before the @, where only a to z and digits are delivered"))
        }
        Some(c) => Err(format!("has the character '{c}' before the @")),
        None => Ok(()),
    }
}

fn ascii_domain(domain: &str) -> Result<String, String> {
    if domain.starts_with('[') {
        return Err(format!("has the IP address {domain} for a domain; write the name of the domain"));
    }
    let refused = format!("has the domain '{domain}', which is not a valid name");
    let Ok(ascii) = idna::domain_to_ascii_strict(domain) else { return Err(refused) };
    let Some((_, top)) = ascii.rsplit_once('.') else {
        return Err(format!("has the domain '{domain}' without a dot; is the end, such as .com, missing?"));
    };
    if top.is_empty() {
        return Err(format!("has the domain '{domain}', which ends with a dot"));
    }
    if top.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("has the IP address {domain} for a domain; write the name of the domain"));
    }
    Ok(ascii)
}

/// The text in quotes, without control characters and cut where it gets long.
fn shown(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).take(80).collect();
    format!("'{clean}'")
}

impl PartialEq for EmailAddress {
    /// Two addresses are equal when they name one mailbox.
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for EmailAddress {}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.given)
    }
}

impl FromStr for EmailAddress {
    type Err = InvalidEmailAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = InvalidEmailAddress;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.given
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_shown_as_given_and_compared_without_case() {
        let address = EmailAddress::parse("  Ann.Lee+shop@Example.COM ").unwrap();
        assert_eq!(address.as_str(), "Ann.Lee+shop@Example.COM");
        assert_eq!(address.key(), "ann.lee+shop@example.com");
        assert_eq!(address, EmailAddress::parse("ann.lee+shop@example.com").unwrap());
        assert_ne!(address, EmailAddress::parse("ann.lee@example.com").unwrap());
    }

    #[test]
    fn a_domain_in_another_alphabet_is_sent_and_compared_in_ascii() {
        let address = EmailAddress::parse("info@Почта.рф").unwrap();
        assert_eq!(address.as_str(), "info@Почта.рф");
        assert_eq!(address.ascii(), "info@xn--80a1acny.xn--p1ai");
        assert_eq!(address, EmailAddress::parse("INFO@xn--80a1acny.xn--p1ai").unwrap());
    }

    #[test]
    fn each_mistake_gets_its_own_sentence() {
        let long = format!("{}@example.com", "a".repeat(65));
        let longest = format!("a@{}.com", ["b".repeat(60).as_str(); 5].join("."));
        for (text, sentence) in [
            ("", "the e-mail address is empty"),
            ("ivan@", "the e-mail 'ivan@' has no domain"),
            ("ivan", "has no @"),
            ("@example.com", "has nothing before the @"),
            ("a@b@example.com", "has more than one @"),
            ("ivan petrov@example.com", "contains a space"),
            ("ivan\r\nBcc: eve@example.com", "control character"),
            ("ivan@exam\u{0}ple.com", "control character"),
            ("\"ivan\"@example.com", "has quotes"),
            ("\"a@b\"@example.com", "has quotes"),
            (".ivan@example.com", "dot at the wrong place"),
            ("iv..an@example.com", "dot at the wrong place"),
            ("иван@example.com", "has the letter 'и' before the @"),
            ("iv<an@example.com", "has the character '<'"),
            ("ivan@[127.0.0.1]", "IP address"),
            ("ivan@127.0.0.1", "IP address"),
            ("ivan@localhost", "without a dot"),
            ("ivan@example.com.", "which"),
            ("ivan@-example.com", "not a valid name"),
            ("ivan@exa_mple.com", "not a valid name"),
            ("ivan@example..com", "not a valid name"),
            (long.as_str(), "more than 64 characters"),
            (longest.as_str(), "not a valid name"),
        ] {
            let error = EmailAddress::parse(text).unwrap_err().to_string();
            assert!(error.contains(sentence), "{text:?}: {error}");
            assert!(!error.contains(['\r', '\n']), "{error:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_accepted_is_one_clean_line(text in "\\PC*|[a-z.@\"\\r\\n\\[\\]\u{0}-\u{20}]{0,40}") {
            if let Ok(address) = EmailAddress::parse(&text) {
                let wire = address.ascii();
                prop_assert!(wire.is_ascii() && !wire.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c)));
                let again = EmailAddress::parse(&wire).unwrap();
                prop_assert_eq!(again.key(), address.key());
            }
        }
    }
}
