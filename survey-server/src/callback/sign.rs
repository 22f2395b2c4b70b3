//! Signatures of outgoing callbacks: Standard Webhooks (`webhook-signature`) and the dialect of Delighted.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::fmt::Write as _;

/// What a secret looks like outside: this, then padded base64.
const PREFIX: &str = "whsec_";

/// The block of SHA-256 in bytes: HMAC pads shorter keys to it with zeros and hashes longer ones (RFC 2104).
const BLOCK: usize = 64;

/// The key that signs the callbacks of one endpoint: 24 to 64 bytes, never shared between endpoints.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

/// Why a text is no [`Secret`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSecret {
    /// The prefix is missing.
    #[error("a callback secret begins with whsec_")]
    Prefix,
    /// What follows the prefix is not padded standard base64.
    #[error("after whsec_ a callback secret is padded base64 (letters, digits, + and /)")]
    Base64,
    /// The decoded key has another length, in bytes.
    #[error("a callback secret is base64 of 24 to 64 random bytes, this one is of {0}")]
    Length(usize),
}

impl Secret {
    /// A new secret from 32 bytes of the random source, which the caller owns.
    pub fn generate(random: [u8; 32]) -> Self {
        Self(random.to_vec())
    }

    /// Reads `whsec_` and padded base64 of 24 to 64 bytes; space around it is forgiven.
    pub fn parse(text: &str) -> Result<Self, InvalidSecret> {
        let encoded = text.trim().strip_prefix(PREFIX).ok_or(InvalidSecret::Prefix)?;
        let Ok(key) = STANDARD.decode(encoded) else { return Err(InvalidSecret::Base64) };
        if !(24..=64).contains(&key.len()) {
            return Err(InvalidSecret::Length(key.len()));
        }
        Ok(Self(key))
    }

    /// The text that [`Secret::parse`] reads. Shown once, then only stored encrypted; so it is no `Display`.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// The value of `webhook-signature`: one `v1,<base64>` per secret, parted by spaces.
///
/// During a rotation the new and the old secret both sign, so that receivers may change over at leisure.
/// `timestamp_secs` is the Unix time of the attempt and goes out as `webhook-timestamp`, `id` as `webhook-id`.
pub fn sign(secrets: &[&Secret], id: &str, timestamp_secs: i64, body: &[u8]) -> String {
    let signatures: Vec<String> = secrets
        .iter()
        .map(|secret| format!("v1,{}", STANDARD.encode(mac(secret, id, timestamp_secs, body).finalize().into_bytes())))
        .collect();
    signatures.join(" ")
}

/// True when one of the header's `v1` signatures was made with one of the secrets. Compares in constant time.
///
/// The age of the timestamp is for the caller to judge.
pub fn verify(secrets: &[&Secret], id: &str, timestamp_secs: i64, body: &[u8], header: &str) -> bool {
    let mut genuine = false;
    for signature in header.split(' ').filter_map(|part| part.strip_prefix("v1,")) {
        let Ok(signature) = STANDARD.decode(signature) else { continue };
        for secret in secrets {
            genuine |= mac(secret, id, timestamp_secs, body).verify_slice(&signature).is_ok();
        }
    }
    genuine
}

/// The value of `X-Delighted-Webhook-Signature`: `sha256=` and the hex HMAC-SHA256 of the body under the API key.
pub fn sign_delighted(api_key: &str, body: &[u8]) -> String {
    let mut mac = hmac_sha256(api_key.as_bytes());
    mac.update(body);
    let mut header = String::from("sha256=");
    for byte in mac.finalize().into_bytes() {
        // Writing into a String cannot fail.
        let _ = write!(header, "{byte:02x}");
    }
    header
}

fn mac(secret: &Secret, id: &str, timestamp_secs: i64, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = hmac_sha256(&secret.0);
    mac.update(format!("{id}.{timestamp_secs}.").as_bytes());
    mac.update(body);
    mac
}

/// HMAC for a key of any length, without the `Result` of the crate's own constructor, which never fails here.
fn hmac_sha256(key: &[u8]) -> Hmac<Sha256> {
    let mut block = [0; BLOCK];
    if key.len() > BLOCK {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    Hmac::new(&block.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: (&str, &str, i64, &str, &str) = (
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
        1_649_367_553,
        r#"{"email":"test@example.com","username":"test_user"}"#,
        "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
    );
    const SVIX: (&str, &str, i64, &str, &str) = (
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1_614_265_330,
        r#"{"test": 2432232314}"#,
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    );

    fn secret(fill: u8) -> Secret {
        Secret::generate([fill; 32])
    }

    #[test]
    fn published_vectors_are_signed_as_published() {
        for (text, id, timestamp, body, expected) in [SPEC, SVIX] {
            let secret = Secret::parse(text).unwrap();
            assert_eq!(sign(&[&secret], id, timestamp, body.as_bytes()), expected);
            assert!(verify(&[&secret], id, timestamp, body.as_bytes(), expected));
        }
    }

    #[test]
    fn the_reference_crate_signs_alike() {
        for length in 24..=64_u8 {
            let secret = Secret((0..length).map(|n| n.wrapping_mul(37)).collect());
            let oracle = standardwebhooks::Webhook::new(&secret.reveal()).unwrap();
            let body = "тело, body, \u{1f600}".repeat(usize::from(length));
            assert_eq!(
                sign(&[&secret], "msg_1", 1_700_000_000, body.as_bytes()),
                oracle.sign("msg_1", 1_700_000_000, body.as_bytes()).unwrap()
            );
        }
    }

    #[test]
    fn a_rotation_carries_both_signatures_and_either_secret_verifies() {
        let (new, old, other) = (secret(1), secret(2), secret(3));
        let header = sign(&[&new, &old], "msg_1", 5, b"{}");
        assert_eq!(header.split(' ').count(), 2);
        assert!(verify(&[&new], "msg_1", 5, b"{}", &header));
        assert!(verify(&[&old], "msg_1", 5, b"{}", &header));
        assert!(verify(&[&other, &old], "msg_1", 5, b"{}", &header));
        assert!(!verify(&[&other], "msg_1", 5, b"{}", &header));
    }

    #[test]
    fn a_change_in_id_time_body_or_signature_is_noticed() {
        let secret = secret(1);
        let header = sign(&[&secret], "msg_1", 5, b"{}");
        assert!(!verify(&[&secret], "msg_2", 5, b"{}", &header));
        assert!(!verify(&[&secret], "msg_1", 6, b"{}", &header));
        assert!(!verify(&[&secret], "msg_1", 5, b"{} ", &header));
        assert!(!verify(&[&secret], "msg_1", 5, b"{}", ""));
        assert!(!verify(&[&secret], "msg_1", 5, b"{}", "v1,"));
        assert!(!verify(&[&secret], "msg_1", 5, b"{}", &header.replace("v1,", "v2,")));
        assert!(!verify(&[&secret], "msg_1", 5, b"{}", &header[..header.len() - 4]));
        assert!(verify(&[&secret], "msg_1", 5, b"{}", &format!("v1a,AAAA v1,!! {header}")));
    }

    #[test]
    fn a_secret_comes_back_as_it_went_out() {
        for length in 24..=64_u8 {
            let secret = Secret((0..length).collect());
            assert_eq!(Secret::parse(&secret.reveal()), Ok(secret));
        }
        assert_eq!(secret(0).reveal(), "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    }

    #[test]
    fn a_text_that_is_no_secret_is_refused_with_the_reason() {
        assert_eq!(Secret::parse("C2FVsBQIhrscChlQIMV+b5sSYspob7oD"), Err(InvalidSecret::Prefix));
        assert_eq!(Secret::parse("whsec_C2FVsBQIhrscChlQIMV-b5sSYspob7oD"), Err(InvalidSecret::Base64));
        assert_eq!(Secret::parse("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), Err(InvalidSecret::Base64));
        assert_eq!(Secret::parse("whsec_"), Err(InvalidSecret::Length(0)));
        assert_eq!(Secret::parse(&Secret(vec![1; 23]).reveal()), Err(InvalidSecret::Length(23)));
        assert_eq!(Secret::parse(&Secret(vec![1; 65]).reveal()), Err(InvalidSecret::Length(65)));
    }

    #[test]
    fn a_secret_does_not_show_in_debug_output() {
        assert_eq!(format!("{:?}", secret(7)), "Secret(hidden)");
    }

    #[test]
    fn the_delighted_dialect_signs_the_bare_body_in_hex() {
        // RFC 4231: test cases 2 (short key) and 6 (a key longer than one block).
        let long_key = hmac_sha256(&[0xaa; 131])
            .chain_update(b"Test Using Larger Than Block-Size Key - Hash Key First")
            .finalize()
            .into_bytes();
        assert_eq!(
            sign_delighted("Jefe", b"what do ya want for nothing?"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(long_key[..8], [0x60, 0xe4, 0x31, 0x59, 0x1e, 0xe0, 0xb6, 0x7f]);
    }
}
