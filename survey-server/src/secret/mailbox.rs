//! Mail addresses of ours that prove themselves: what arrives at one is about the row whose id it carries.
//!
//! `b+<32>.<16>`: base32 in lower case, because mail servers may change the case, of key id, workspace and row id, and
//! of an 80-bit MAC over them and the purpose. 51 to 55 characters of the 64 that a local part may have.

use ring::hmac;

use super::{Keys, same};
use crate::store::{Id, WorkspaceId};

/// What a mail to such an address means. The purpose is part of the MAC: one cannot stand in for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailbox {
    /// The envelope sender of the delivery of this id: bounces of this one mail go there.
    Bounce,
    /// Unsubscribes the person of this id.
    Unsubscribe,
    /// Says something about the case of this id, as its customer.
    CaseThread,
    /// Says something about the answer of this id, as the one who gave it.
    ResponseThread,
}

/// What a verified address says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addressed {
    /// What it is for.
    pub mailbox: Mailbox,
    /// Whose row.
    pub workspace: WorkspaceId,
    /// The row.
    pub id: Id,
}

impl Mailbox {
    const ALL: [Mailbox; 4] = [Mailbox::Bounce, Mailbox::Unsubscribe, Mailbox::CaseThread, Mailbox::ResponseThread];

    fn prefix(self) -> &'static str {
        match self {
            Mailbox::Bounce => "b+",
            Mailbox::Unsubscribe => "unsub+",
            Mailbox::CaseThread => "c+",
            Mailbox::ResponseThread => "r+",
        }
    }
}

const HEAD_BYTES: usize = 1 + 3 + 16;
const MAC_BYTES: usize = 10;

impl Keys {
    /// The local part of such an address.
    pub fn mailbox(&self, mailbox: Mailbox, workspace: WorkspaceId, id: Id) -> String {
        let mut head = Vec::with_capacity(HEAD_BYTES);
        head.push(self.current.id);
        head.extend(workspace.to_be_bytes().iter().skip(1));
        head.extend(id.0.as_bytes());
        let mac = mac(&self.current.mail, mailbox, &head);
        format!("{}{}.{}", mailbox.prefix(), base32(&head), base32(mac.as_ref().get(..MAC_BYTES).unwrap_or_default()))
    }

    /// Verifies an address, with or without its domain, in constant time. `None` for anything that we did not make.
    pub fn open_mailbox(&self, address: &str) -> Option<Addressed> {
        let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
        if local.len() > 64 || !local.is_ascii() {
            return None;
        }
        let local = local.to_ascii_lowercase();
        let (mailbox, token) = Mailbox::ALL.iter().find_map(|one| Some((*one, local.strip_prefix(one.prefix())?)))?;
        let (head, given) = token.split_once('.')?;
        let (head, given) = (from_base32(head)?, from_base32(given)?);
        if given.len() != MAC_BYTES {
            return None;
        }
        let [key_id, w1, w2, w3, id @ ..] = head.as_slice() else { return None };
        let id = Id(uuid::Uuid::from_slice(id).ok()?);
        let genuine = self.key_sets().filter(|set| set.id == *key_id).any(|set| {
            let expected = mac(&set.mail, mailbox, &head);
            same(expected.as_ref().get(..MAC_BYTES).unwrap_or_default(), &given)
        });
        genuine.then(|| Addressed { mailbox, workspace: i32::from_be_bytes([0, *w1, *w2, *w3]), id })
    }
}

fn mac(key: &hmac::Key, mailbox: Mailbox, head: &[u8]) -> hmac::Tag {
    let mut mac = hmac::Context::with_key(key);
    mac.update(mailbox.prefix().as_bytes());
    mac.update(head);
    mac.sign()
}

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Base32 (RFC 4648) in lower case, for whole groups of five bytes.
fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() / 5 * 8);
    for group in bytes.chunks_exact(5) {
        let number = group.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        for place in (0..8).rev() {
            let letter = ALPHABET.get((number >> (5 * place) & 31) as usize).copied().unwrap_or_default();
            text.push(char::from(letter));
        }
    }
    text
}

/// Reads what [`base32`] wrote; `None` for any other length or letter.
fn from_base32(text: &str) -> Option<Vec<u8>> {
    let groups = text.as_bytes().chunks_exact(8);
    if !groups.remainder().is_empty() {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 8 * 5);
    for group in groups {
        let mut number = 0_u64;
        for letter in group {
            let value = ALPHABET.iter().position(|known| known == letter)?;
            number = number << 5 | value as u64;
        }
        bytes.extend(number.to_be_bytes().iter().skip(3));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::Ids;
    use crate::store::Time;

    fn keys() -> Keys {
        Keys::new("a secret key of thirty-two characters", &[])
    }

    #[test]
    fn an_address_says_what_it_was_made_for_in_any_case_and_fits_a_local_part() {
        let id = Ids::default().next(Time(1_700_000_000_000));

        for mailbox in Mailbox::ALL {
            let local = keys().mailbox(mailbox, 0x0001_0203, id);

            assert!(local.len() <= 64 && local == local.to_ascii_lowercase(), "{local}");
            let said = Some(Addressed { mailbox, workspace: 0x0001_0203, id });
            assert_eq!(keys().open_mailbox(&local), said);
            assert_eq!(keys().open_mailbox(&format!("{}@B.ACME.EXAMPLE", local.to_uppercase())), said);
        }
    }

    #[test]
    fn neither_another_purpose_nor_a_changed_letter_is_believed() {
        let bounce = keys().mailbox(Mailbox::Bounce, 7, Id::default());

        assert_eq!(keys().open_mailbox(&bounce.replacen("b+", "unsub+", 1)), None);
        for at in 2..bounce.len() {
            let mut forged: Vec<u8> = bounce.bytes().collect();
            forged[at] = if forged[at] == b'a' { b'b' } else { b'a' };
            assert_eq!(keys().open_mailbox(&String::from_utf8(forged).unwrap()), None, "at {at}");
        }
        assert_eq!(Keys::new("another secret key of many characters", &[]).open_mailbox(&bounce), None);
    }

    #[test]
    fn an_older_key_still_verifies() {
        let bounce = keys().mailbox(Mailbox::Bounce, 7, Id::default());
        let rotated =
            Keys::new("another secret key of many characters", &["a secret key of thirty-two characters".into()]);

        assert!(rotated.open_mailbox(&bounce).is_some());
    }

    #[test]
    fn base32_is_that_of_the_standard() {
        assert_eq!(base32(b"fooba"), "mzxw6ytb");
        assert_eq!(from_base32("mzxw6ytb").as_deref(), Some(&b"fooba"[..]));
        assert_eq!(from_base32("mzxw6yt"), None);
        assert_eq!(from_base32("mzxw6yt1"), None);
    }

    proptest! {
        #[test]
        fn nothing_that_others_write_is_believed(text in "(b\\+|unsub\\+|c\\+|r\\+|)[a-z2-7]{0,34}\\.?[a-z2-7]{0,18}(@\\PC{0,9})?") {
            prop_assert_eq!(keys().open_mailbox(&text), None);
        }

        #[test]
        fn no_text_at_all_breaks_it(text in "\\PC{0,80}") {
            prop_assert_eq!(keys().open_mailbox(&text), None);
        }
    }
}
