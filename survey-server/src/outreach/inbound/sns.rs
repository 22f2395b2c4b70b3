//! How Amazon SNS proves a message: an RSA signature over some of its fields, by a certificate that must be fetched.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, RsaParameters, UnparsedPublicKey,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde_json::Value;

/// What of a message is signed, by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Where the certificate is: an address at Amazon, nothing else gets this far.
    pub certificate: String,
    /// Where a subscription is confirmed, if the message asks for that; at Amazon too.
    pub confirm: Option<String>,
    signed: String,
    signature: Vec<u8>,
    sha1: bool,
}

impl Proof {
    /// What must be checked about a message; `None` if it names a certificate or an address elsewhere, or lacks a field.
    pub fn of(raw: &[u8]) -> Option<Self> {
        let field = |name: &str| whole(raw, name);
        let kind = field("Type")?;
        let names: &[&str] = match kind.as_str() {
            "Notification" => &["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
            "SubscriptionConfirmation" | "UnsubscribeConfirmation" => {
                &["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
            }
            _ => return None,
        };
        let mut signed: Vec<String> = Vec::new();
        for name in names {
            match field(name) {
                Some(value) => signed.push(format!("{name}\n{value}\n")),
                None if *name == "Subject" => {}
                None => return None,
            }
        }
        let sha1 = match field("SignatureVersion")?.as_str() {
            "1" => true,
            "2" => false,
            _ => return None,
        };
        let certificate = field("SigningCertURL").filter(|url| is_certificate(url))?;
        let confirm = match kind.as_str() {
            "SubscriptionConfirmation" => Some(field("SubscribeURL").filter(|url| path_at_amazon(url).is_some())?),
            _ => None,
        };
        let signature = STANDARD.decode(field("Signature")?).ok()?;
        Some(Proof { certificate, confirm, signed: signed.concat(), signature, sha1 })
    }

    /// Whether the signature was made with the key of this certificate, a PEM text. That the certificate is Amazon's is
    /// known from where it was fetched.
    pub fn holds(&self, pem: &[u8]) -> bool {
        let Ok(certificate) = CertificateDer::from_pem_slice(pem) else { return false };
        let Some(key) = public_key(&certificate) else { return false };
        let algorithm: &RsaParameters =
            if self.sha1 { &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY } else { &RSA_PKCS1_2048_8192_SHA256 };
        UnparsedPublicKey::new(algorithm, key).verify(self.signed.as_bytes(), &self.signature).is_ok()
    }
}

/// A field of the message, every character of it: a shortened text has another signature.
pub(super) fn whole(raw: &[u8], name: &str) -> Option<String> {
    match serde_json::from_slice::<Value>(raw).ok()?.get_mut(name)?.take() {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// The path of an https address of SNS.
fn path_at_amazon(url: &str) -> Option<&str> {
    let (host, path) = url.strip_prefix("https://sns.")?.split_once('/')?;
    let region = host.strip_suffix(".amazonaws.com").or_else(|| host.strip_suffix(".amazonaws.com.cn"))?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (!region.is_empty() && region.chars().all(plain)).then_some(path)
}

fn is_certificate(url: &str) -> bool {
    let name = path_at_amazon(url)
        .and_then(|path| path.strip_prefix("SimpleNotificationService-"))
        .and_then(|name| name.strip_suffix(".pem"));
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

/// The RSA public key (PKCS#1) of a certificate, by the order of the fields of X.509 version 3.
fn public_key(certificate: &[u8]) -> Option<&[u8]> {
    /// DER tags.
    const SEQUENCE: u8 = 0x30;
    const VERSION: u8 = 0xa0;
    const BITS: u8 = 0x03;
    let (tag, whole, _) = value(certificate)?;
    let (inner, mut rest, _) = value(whole)?;
    if (tag, inner, *rest.first()?) != (SEQUENCE, SEQUENCE, VERSION) {
        return None;
    }
    // Version, serial number, signature algorithm, issuer, validity, subject.
    for _ in 0..6 {
        (_, _, rest) = value(rest)?;
    }
    let (SEQUENCE, info, _) = value(rest)? else { return None };
    let (SEQUENCE, _, bits) = value(info)? else { return None };
    let (BITS, bits, _) = value(bits)? else { return None };
    bits.strip_prefix(&[0])
}

/// The first DER value: tag, content, what follows.
fn value(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81..=0x83 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (bytes.iter().fold(0, |length: usize, byte| length << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// A certificate made for these tests, by OpenSSL, and what OpenSSL signed with its key.
    const PEM: &[u8] = include_bytes!("../../../../tests/mail/sns.pem");
    const SHA1: &str = "RNC5d3xLBT23EKWz4hMXKAKWuToHtIS+xf9d/K/ujJf7ctMxUrio0yWJwwWsnrisu1e4n5e0ZDAvEDFO1MoND9yxtMEjdd4bAB4YCJYBEY80AZVtByL1q+vMFCaQFsZHZ3bSxVS9EFywGOlJXVi5ijzq+WndsEsw5+xi40TaYIr+oX09xAGHm4yXWbLxEIEPH2aAUqAVpCu5en0moVvnINxNBSVef0agtF1sY54P19wh1JnFG9e6duuZiR2qI/B/U4LVy8XJ+DXr7KThStdJMuNzbdp3k80Zk/vBUp7Yl19OhoKZ2+JheYWCn236uLFsUlmMcXFAR1wDgLzTuwXObg==";
    const SHA256: &str = "NPPfYRUQS0sq64lNmisYpc+TYJPzHFI+vbyJewMyjMagIfYOEAmV/auJ6m5zFJHpM0LO/yP/NeFXiulc3CFf+ApcXYGfyu0h2/xuTH+jvTXfV2u8mPOVrAXE54+Yjn2Sa2Sjoz4pOybFXaffZwrsabIQdhFd1BSWstnARaQEEvA1MZdMsrjSdzLeUPsqyJxn6tRjGehh8Atx4Lu05IzmciPI7k9CC0ELCno70NW139amkn8RoPkIPITbTFZAdIf47kr/hg/XqCPEKnO818zgDvvzXjeWSgWu0HkgOUErfY0Dkjbs7N1yoAoJwWcnhnS9FgdmcEnuU4QBqmhb/5QuQg==";

    fn message(version: &str, signature: &str) -> Value {
        json!({
            "Type": "Notification", "MessageId": "1", "TopicArn": "arn:aws:sns:eu-west-1:1:t", "Message": "hello",
            "Timestamp": "2026-11-20T10:00:00.000Z", "SignatureVersion": version, "Signature": signature,
            "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem"
        })
    }

    fn proof(message: &Value) -> Option<Proof> {
        Proof::of(message.to_string().as_bytes())
    }

    #[test]
    fn both_versions_of_the_signature_are_checked_over_the_listed_fields() {
        for (version, signature) in [("1", SHA1), ("2", SHA256)] {
            let genuine = message(version, signature);
            assert!(proof(&genuine).unwrap().holds(PEM), "{version}");
            for (field, value) in [("Message", "hallo"), ("MessageId", "2"), ("TopicArn", "arn:x"), ("Subject", "new")]
            {
                let mut forged = genuine.clone();
                forged[field] = json!(value);
                assert!(!proof(&forged).unwrap().holds(PEM), "{field}");
            }
        }
        assert!(!proof(&message("1", SHA256)).unwrap().holds(PEM));
        assert!(!proof(&message("2", SHA256)).unwrap().holds(b"no certificate"));
    }

    #[test]
    fn certificates_and_confirmations_elsewhere_are_not_even_fetched() {
        for url in [
            "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a.pem",
            "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0a.pem",
            "https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a.pem",
            "https://sns.evil.example#.amazonaws.com/SimpleNotificationService-0a.pem",
            "https://sns.eu@evil.amazonaws.com/SimpleNotificationService-0a.pem",
            "https://sns.eu-west-1.amazonaws.com/../SimpleNotificationService-0a.pem",
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a.pem?x=1",
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-.pem",
            "https://sns..amazonaws.com/SimpleNotificationService-0a.pem",
        ] {
            let mut message = message("2", SHA256);
            message["SigningCertURL"] = json!(url);
            assert_eq!(proof(&message), None, "{url}");
        }
        let mut confirmation = message("2", SHA256);
        confirmation["Type"] = json!("SubscriptionConfirmation");
        confirmation["Token"] = json!("t");
        confirmation["SubscribeURL"] = json!("https://evil.example/?Action=ConfirmSubscription");
        assert_eq!(proof(&confirmation), None);
        confirmation["SubscribeURL"] = json!("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription");
        assert!(proof(&confirmation).is_some_and(|proof| proof.confirm.is_some()));
    }

    proptest! {
        #[test]
        fn no_certificate_breaks_the_reader(der in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = public_key(&der);
        }

        #[test]
        fn a_cut_certificate_is_refused(length in 0_usize..700) {
            let whole = CertificateDer::from_pem_slice(PEM).unwrap();
            let cut = whole.get(..length).unwrap_or(&whole);
            prop_assert!(public_key(&whole).is_some());
            prop_assert!(cut.len() == whole.len() || public_key(cut).is_none());
        }
    }
}
