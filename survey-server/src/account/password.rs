//! Passwords: argon2id, long enough, not the ones everybody tries first.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, PasswordHash};

use crate::error::Error;

/// Fewer characters are refused.
pub const MIN_LENGTH: usize = 12;
/// More are refused: hashing takes time.
pub const MAX_LENGTH: usize = 200;

/// What people type first when they must have twelve characters.
const COMMON: &[&str] = &[
    "password1234",
    "passwordpassword",
    "123456789012",
    "1234567890123",
    "12345678901234",
    "qwertyuiop12",
    "qwertyuiopas",
    "qwerty123456",
    "letmeinletmein",
    "iloveyou1234",
    "adminadminadmin",
    "administrator",
    "administrator1",
    "welcome12345",
    "changeme1234",
    "111111111111",
    "000000000000",
    "abcdefghijkl",
    "abc123abc123",
    "parolparolparol",
    "password12345",
    "password123456",
    "йцукенгшщзхъ",
    "passw0rd1234",
];

/// The hash of a password that nobody has.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("the password of nobody").unwrap_or_default());

/// Checks a new password; `near` are words it must not consist of (the e-mail address, the company).
pub fn check(password: &str, near: &[&str]) -> Result<(), Error> {
    let length = password.chars().count();
    let lower = password.to_lowercase();
    let problem = if length < MIN_LENGTH {
        format!("has {length} characters; at least {MIN_LENGTH} are needed")
    } else if length > MAX_LENGTH {
        format!("has {length} characters; at most {MAX_LENGTH} are allowed")
    } else if COMMON.contains(&lower.as_str()) || lower.chars().all(|letter| lower.starts_with(letter)) {
        "is one of those that everybody tries first; choose another".to_owned()
    } else if near.iter().any(|word| !word.is_empty() && word.to_lowercase() == lower) {
        "is your e-mail address; choose another".to_owned()
    } else {
        return Ok(());
    };
    Err(Error::invalid("password", problem))
}

/// Hashes a password (argon2id, 19 MiB, two passes). Takes a tenth of a second: call it off the async threads.
pub fn hash(password: &str) -> Result<String, Error> {
    Ok(Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| Error::internal(format!("hashing a password: {error}")))?
        .to_string())
}

/// Whether the password is the one that was hashed. Without a hash it takes as long and says no, so that the time
/// does not tell whether a user exists.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(&NOBODY)) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_verifies_against_its_hash_only() {
        let hashed = hash("a long enough secret").unwrap();

        assert!(verify("a long enough secret", Some(&hashed)));
        assert!(!verify("another long secret", Some(&hashed)));
        assert!(!verify("a long enough secret", None));
    }

    #[test]
    fn short_common_and_own_address_are_refused() {
        assert!(check("elevenchars", &[]).is_err());
        assert!(check("Password1234", &[]).is_err());
        assert!(check("aaaaaaaaaaaaaa", &[]).is_err());
        assert!(check("ann@example.com", &["ann@example.com"]).is_err());
        assert!(check("correct horse battery", &["ann@example.com"]).is_ok());
    }
}
