//! Signatures of other programs, checked in constant time.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

/// Whether a base64 text is the HMAC-SHA256 of a message.
pub fn hmac_base64(secret: &[u8], message: &[u8], signature: &str) -> bool {
    let Ok(signature) = STANDARD.decode(signature.trim()) else { return false };
    hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, secret), message, &signature).is_ok()
}

/// Whether hexadecimal digits are the HMAC-SHA256 of a message.
pub fn hmac_hex(secret: &[u8], message: &[u8], signature: &str) -> bool {
    let Some(signature) = unhex(signature.trim()) else { return false };
    hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, secret), message, &signature).is_ok()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| digit.try_into().ok())).collect();
    let pairs = digits?;
    pairs.len().is_multiple_of(2).then(|| {
        pairs.chunks(2).map(|pair| pair.iter().fold(0, |byte: u8, digit| byte.wrapping_shl(4) | digit)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_vectors_hold_and_nothing_else() {
        let body = br#"{"id":1}"#;
        assert!(hmac_base64(b"hush", body, "VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY="));
        for wrong in ["", "VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeZ=", "=", "Я", "VnKUjZsLuN5iZWjn5EntcA=="] {
            assert!(!hmac_base64(b"hush", body, wrong), "{wrong}");
        }
        let stripe = "4b5bcbbf2733d90e286dc14807dd9df28e4d5fee11442b447eac5a0c895dc6b0";
        let signed = b"1492774577.{\"id\":1}";
        assert!(hmac_hex(b"whsec_test_secret", signed, stripe));
        assert!(hmac_hex(b"whsec_test_secret", signed, &stripe.to_uppercase()));
        for wrong in ["", "4b", "zz", &stripe[1..], "4b5bcbbf2733d90e286dc14807dd9df28e4d5fee11442b447eac5a0c895dc6b1"]
        {
            assert!(!hmac_hex(b"whsec_test_secret", signed, wrong), "{wrong}");
        }
        let mailgun = "2df0e54f503d31abdc1519117a730ae38748e41e86f9ae25431dbd26059468af";
        let signed = b"1529006854a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0";
        assert!(hmac_hex(b"key-test", signed, mailgun));
    }
}
