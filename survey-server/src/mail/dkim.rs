//! DKIM (RFC 6376, RFC 8463): our own signature on our own mails, for those whose relay does not sign.
//!
//! Canonicalisation is relaxed/relaxed. The signature has no time in it, so that the same mail gives the same bytes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;

/// The headers that are signed where a mail has them. From is named once more than there is: a second one that is
/// added on the way breaks the signature.
const SIGNED: [&str; 12] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Feedback-ID",
    "Reply-To",
    "In-Reply-To",
    "References",
];

/// Characters of base64 in a line of the signature, and in a text of the record (at most 255 there).
const LINE: usize = 72;
const RECORD_TEXT: usize = 250;

/// Why mails cannot be signed.
#[derive(Debug, thiserror::Error)]
pub enum DkimError {
    /// The file is not a private key in PEM.
    #[error("holds no private key in PEM form: {0}")]
    Pem(String),
    /// A key that we do not sign with.
    #[error("must hold an RSA key of 2048 to 4096 bits or an Ed25519 key ({0})")]
    Key(String),
    /// The signing itself failed.
    #[error("the mail cannot be signed: {0}")]
    Sign(String),
}

enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Box<Ed25519KeyPair>),
}

/// Signs mails of one domain.
pub struct Dkim {
    key: Key,
    selector: String,
    domain: String,
}

impl std::fmt::Debug for Dkim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dkim({}._domainkey.{})", self.selector, self.domain)
    }
}

impl Dkim {
    /// From the text of a PEM file: RSA (PKCS#1 or PKCS#8) or Ed25519 (PKCS#8). `domain` is that of the sender.
    pub fn from_pem(pem: &[u8], selector: &str, domain: &str) -> Result<Self, DkimError> {
        let der = PrivateKeyDer::from_pem_slice(pem).map_err(|error| DkimError::Pem(error.to_string()))?;
        let refused = |rejected: ring::error::KeyRejected| DkimError::Key(rejected.to_string());
        let key = match &der {
            PrivateKeyDer::Pkcs1(der) => {
                Key::Rsa(Box::new(RsaKeyPair::from_der(der.secret_pkcs1_der()).map_err(refused)?))
            }
            PrivateKeyDer::Pkcs8(der) => {
                let der = der.secret_pkcs8_der();
                // Without the check of the public half: OpenSSL writes none into its files.
                match Ed25519KeyPair::from_pkcs8_maybe_unchecked(der) {
                    Ok(key) => Key::Ed25519(Box::new(key)),
                    Err(_) => Key::Rsa(Box::new(RsaKeyPair::from_pkcs8(der).map_err(refused)?)),
                }
            }
            _ => return Err(DkimError::Key("it is of another kind".to_owned())),
        };
        Ok(Dkim { key, selector: selector.to_owned(), domain: domain.to_owned() })
    }

    /// The mail with its signature before it.
    pub fn sign(&self, mail: &[u8]) -> Result<Vec<u8>, DkimError> {
        let (head, body) = parts(mail);
        let headers = fields(head);
        let mut names: Vec<&str> = Vec::with_capacity(SIGNED.len() + 1);
        let mut signed = Vec::new();
        for name in SIGNED {
            for field in headers.iter().rev().filter(|(known, _)| known.eq_ignore_ascii_case(name)) {
                names.push(name);
                signed.extend(relaxed_header(field.0, field.1).into_bytes());
            }
        }
        names.push("From");
        let algorithm = match self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let unsigned = format!(
            " v=1; a={algorithm}; c=relaxed/relaxed; d={};\r\n\ts={}; h={};\r\n\tbh={};\r\n\tb=",
            self.domain,
            self.selector,
            names.join(":\r\n\t"),
            STANDARD.encode(digest(&SHA256, &relaxed_body(body))),
        );
        // The signature's own header ends what is signed, its value empty and without a line end.
        let own = relaxed_header("DKIM-Signature", &unsigned);
        signed.extend(own.trim_end_matches("\r\n").bytes());
        let signature = STANDARD.encode(self.signature(&signed)?);
        let folded: Vec<_> = signature.as_bytes().chunks(LINE).map(String::from_utf8_lossy).collect();
        let header = format!("DKIM-Signature:{unsigned}{}\r\n", folded.join("\r\n\t"));
        Ok([header.as_bytes(), mail].concat())
    }

    fn signature(&self, signed: &[u8]) -> Result<Vec<u8>, DkimError> {
        match &self.key {
            Key::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed, &mut signature)
                    .map_err(|unspecified| DkimError::Sign(unspecified.to_string()))?;
                Ok(signature)
            }
            // RFC 8463 signs the hash, not the text.
            Key::Ed25519(key) => Ok(key.sign(digest(&SHA256, signed).as_ref()).as_ref().to_vec()),
        }
    }

    /// Name and value of the TXT record to publish, the value in one piece.
    pub fn record(&self) -> (String, String) {
        let (kind, public) = match &self.key {
            Key::Rsa(key) => ("rsa", public_key_info(key.public().as_ref())),
            Key::Ed25519(key) => ("ed25519", key.public_key().as_ref().to_vec()),
        };
        let name = format!("{}._domainkey.{}", self.selector, self.domain);
        (name, format!("v=DKIM1; k={kind}; p={}", STANDARD.encode(public)))
    }

    /// The record as a line of a zone file: a text there has at most 255 characters, a record any number of texts.
    pub fn zone_line(&self) -> String {
        let (name, value) = self.record();
        let texts: Vec<_> =
            value.as_bytes().chunks(RECORD_TEXT).map(|text| format!("\"{}\"", String::from_utf8_lossy(text))).collect();
        format!("{name}. TXT {}", texts.join(" "))
    }
}

/// Header and body, without the empty line between them.
fn parts(mail: &[u8]) -> (&[u8], &[u8]) {
    let end = mail.windows(4).position(|four| four == b"\r\n\r\n");
    end.and_then(|end| Some((mail.get(..end + 2)?, mail.get(end + 4..)?))).unwrap_or((mail, b""))
}

/// Names and values of the header, values with their folds.
fn fields(head: &[u8]) -> Vec<(&str, &str)> {
    let text = std::str::from_utf8(head).unwrap_or_default();
    let mut fields = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.find("\r\n").map_or(rest.len(), |end| end + 2);
        while rest.get(end..).is_some_and(|next| next.starts_with([' ', '\t'])) {
            end += rest.get(end..).and_then(|next| next.find("\r\n")).map_or(rest.len() - end, |line| line + 2);
        }
        let (field, next) = rest.split_at(end);
        fields.extend(field.split_once(':'));
        rest = next;
    }
    fields
}

/// RFC 6376, 3.4.2: the name in lower case, folds undone, spaces one, none around.
fn relaxed_header(name: &str, value: &str) -> String {
    let words: Vec<&str> = value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect();
    format!("{}:{}\r\n", name.trim_end().to_ascii_lowercase(), words.join(" "))
}

/// RFC 6376, 3.4.4: spaces one, none at the end of a line, no empty lines at the end.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut relaxed = Vec::with_capacity(body.len() + 2);
    let mut empty_lines = 0;
    for line in body.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.iter().all(|byte| matches!(byte, b' ' | b'\t')) {
            empty_lines += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut empty_lines) {
            relaxed.extend(b"\r\n");
        }
        let mut space = false;
        for byte in line {
            if matches!(byte, b' ' | b'\t') {
                space = true;
                continue;
            }
            if std::mem::take(&mut space) {
                relaxed.push(b' ');
            }
            relaxed.push(*byte);
        }
        relaxed.extend(b"\r\n");
    }
    relaxed
}

/// The PKCS#1 public key as SubjectPublicKeyInfo, the form that DNS records have.
fn public_key_info(pkcs1: &[u8]) -> Vec<u8> {
    /// rsaEncryption, without parameters.
    const ALGORITHM: [u8; 15] =
        [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = der(0x03, &[&[0], pkcs1].concat());
    der(0x30, &[&ALGORITHM, bits.as_slice()].concat())
}

/// One DER value of a tag, shorter than 64 KiB.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(content.len()).unwrap_or(u16::MAX).to_be_bytes();
    let length: &[u8] = match (high, low) {
        (0, 0..=0x7f) => &[low],
        (0, _) => &[0x81, low],
        _ => &[0x82, high, low],
    };
    [&[tag], length, content].concat()
}

#[cfg(test)]
mod tests {
    use ring::signature::{ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    use super::*;

    /// The keys of RFC 8463, appendix A, and one made for these tests.
    const ED25519_KEY: &str = "-----BEGIN PRIVATE KEY-----\n\
        MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";

    const MAIL: &str = "From: Shop <survey@shop.example>\r\nTo: ann@example.com\r\n\
        Subject: one\r\n two   three \r\nMIME-Version: 1.0\r\n\
        List-Unsubscribe: <https://s.example/u/x>,\r\n <mailto:unsub@b.example>\r\nX-Other: y\r\n\
        Content-Type: text/plain\r\n\r\nHello  Ann \r\n\r\nbye\t!\r\n\r\n\r\n";

    fn rsa_pem() -> String {
        include_str!("../../../tests/mail/rsa.pem").to_owned()
    }

    #[test]
    fn relaxed_is_what_the_standard_shows() {
        // RFC 6376, 3.4.5.
        let mail = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (head, body) = parts(mail);
        let headers: String = fields(head).iter().map(|(name, value)| relaxed_header(name, value)).collect();

        assert_eq!(headers, "a:X\r\nb:Y Z\r\n");
        assert_eq!(relaxed_body(body), b" C\r\nD E\r\n");
        assert_eq!(relaxed_body(b""), b"");
        assert_eq!(relaxed_body(b"\r\n\r\n"), b"");
        assert_eq!(relaxed_body(b"no end"), b"no end\r\n");
    }

    #[test]
    fn the_record_of_a_known_key_is_the_known_record() {
        let dkim = Dkim::from_pem(ED25519_KEY.as_bytes(), "brisbane", "football.example.com").unwrap();

        let (name, value) = dkim.record();

        assert_eq!(name, "brisbane._domainkey.football.example.com");
        assert_eq!(value, "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }

    #[test]
    fn each_kind_of_key_signs_what_its_public_half_verifies() {
        for pem in [ED25519_KEY.to_owned(), rsa_pem()] {
            let dkim = Dkim::from_pem(pem.as_bytes(), "s1", "shop.example").unwrap();

            let signed = dkim.sign(MAIL.as_bytes()).unwrap();

            assert!(signed.ends_with(MAIL.as_bytes()));
            assert_eq!(signed, dkim.sign(MAIL.as_bytes()).unwrap(), "the same mail gives the same bytes");
            let text = String::from_utf8(signed).unwrap();
            assert!(text.lines().all(|line| line.len() <= 78), "{text}");
            let header = text.strip_suffix(MAIL).unwrap();
            let (unsigned, signature) = header.rsplit_once("\tb=").unwrap();
            let signature: String = signature.split_whitespace().collect();
            let signature = STANDARD.decode(signature).unwrap();
            let own = relaxed_header("DKIM-Signature", unsigned.strip_prefix("DKIM-Signature:").unwrap());
            let content = format!(
                "from:Shop <survey@shop.example>\r\nto:ann@example.com\r\nsubject:one two three\r\nmime-version:1.0\r\n\
                 list-unsubscribe:<https://s.example/u/x>, <mailto:unsub@b.example>\r\n{} b=",
                own.trim_end()
            );
            match &dkim.key {
                Key::Rsa(key) => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public().as_ref())
                    .verify(content.as_bytes(), &signature)
                    .unwrap(),
                Key::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key.public_key().as_ref())
                    .verify(digest(&SHA256, content.as_bytes()).as_ref(), &signature)
                    .unwrap(),
            }
            assert!(!header.contains("X-Other") && !header.contains("Content-Type") && !header.contains("Reply-To"));
        }
    }

    #[test]
    fn a_record_longer_than_a_text_of_dns_is_split() {
        let line = Dkim::from_pem(rsa_pem().as_bytes(), "s1", "shop.example").unwrap().zone_line();

        assert!(
            line.starts_with("s1._domainkey.shop.example. TXT \"v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A")
        );
        assert!(line.split('"').all(|text| text.len() <= 255), "{line}");
        assert_eq!(line.matches('"').count(), 4);
    }

    #[test]
    fn what_is_no_key_of_ours_is_named() {
        let weak = "-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n";
        for (pem, words) in [("", "no private key"), ("hello", "no private key"), (weak, "2048")] {
            let error = Dkim::from_pem(pem.as_bytes(), "s", "d.example").unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
