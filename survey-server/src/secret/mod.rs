//! What derives from the secret key: links, hashes of addresses, and secrets kept encrypted.
//!
//! Every use has its own key, `HMAC-SHA256(secret key, use)`, so that nothing made for one purpose stands in for
//! another. Older keys still verify and decrypt.

mod mailbox;

pub use self::mailbox::{Addressed, Mailbox};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::{aead, hmac};

use crate::clock::Ids;
use crate::error::Error;
use crate::store::{Id, WorkspaceId};

/// What a link lets its holder do. The purpose is part of the MAC: one cannot stand in for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Answer the invitation of this id.
    Survey,
    /// Unsubscribe the person of this id.
    Unsubscribe,
    /// Answer the survey of this number without an invitation.
    OpenLink,
    /// See how the case of this id goes, as its customer.
    CaseStatus,
    /// Ask for help as the one who got the invitation of this id.
    Help,
    /// Ask for help beside the survey of this number, as anybody.
    HelpOpen,
    /// Set the password of the user of this id.
    Password,
    /// Call us as the connection of this id; what is said must be signed besides.
    Hook,
    /// See how the survey of this number looks; records nothing.
    Preview,
    /// Take the case that the mail of this id was about, as the member whom it was sent to.
    Claim,
    /// See the case that the message of this id told a room of; who follows it says who they are.
    ClaimInRoom,
    /// End the digest that this id stands for.
    Digest,
    /// Be the tablet of this id: show its survey, hand in what people answer on it.
    Kiosk,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Purpose::Survey => "link/survey",
            Purpose::Unsubscribe => "link/unsubscribe",
            Purpose::OpenLink => "link/open",
            Purpose::CaseStatus => "link/case",
            Purpose::Help => "link/help",
            Purpose::HelpOpen => "link/help-open",
            Purpose::Password => "link/password",
            Purpose::Hook => "link/hook",
            Purpose::Preview => "link/preview",
            Purpose::Claim => "link/claim",
            Purpose::ClaimInRoom => "link/claim-in-room",
            Purpose::Digest => "link/digest",
            Purpose::Kiosk => "link/kiosk",
        }
    }
}

/// What a verified token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Whose row.
    pub workspace: WorkspaceId,
    /// The row.
    pub id: Id,
    /// Must equal the row's generation: raising that one revokes the link.
    pub generation: u8,
}

/// The keys of this installation.
#[derive(Clone)]
pub struct Keys {
    current: KeySet,
    previous: Vec<KeySet>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

#[derive(Clone)]
struct KeySet {
    /// Says which key made a token; not secret.
    id: u8,
    link: hmac::Key,
    address: hmac::Key,
    cookie: hmac::Key,
    mail: hmac::Key,
    seal: [u8; 32],
}

impl KeySet {
    fn derive(secret: &str) -> Self {
        let master = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let key = |use_: &str| hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&master, use_.as_bytes()).as_ref());
        let mut seal = [0; 32];
        seal.copy_from_slice(hmac::sign(&master, b"seal").as_ref());
        let id = hmac::sign(&master, b"id").as_ref().first().copied().unwrap_or_default();
        let (link, address, cookie, mail) = (key("link"), key("address"), key("cookie"), key("mail"));
        KeySet { id, link, address, cookie, mail, seal }
    }
}

const MAC_BYTES: usize = 12;
const HEAD_BYTES: usize = 1 + 1 + 3 + 16;

impl Keys {
    /// From the secret key and the older ones.
    pub fn new(secret: &str, previous: &[String]) -> Self {
        Keys { current: KeySet::derive(secret), previous: previous.iter().map(|old| KeySet::derive(old)).collect() }
    }

    /// The token of a link: base64url of key id, generation, workspace, row id and a 96-bit MAC over them and the
    /// purpose. 44 characters. Nothing about it is stored.
    pub fn link(&self, purpose: Purpose, workspace: WorkspaceId, id: Id, generation: i32) -> String {
        let mut token = Vec::with_capacity(HEAD_BYTES + MAC_BYTES);
        token.push(self.current.id);
        token.push(generation as u8);
        token.extend(workspace.to_be_bytes().iter().skip(1));
        token.extend(id.0.as_bytes());
        let mac = link_mac(&self.current, purpose, &token);
        token.extend(mac.as_ref().iter().take(MAC_BYTES));
        URL_SAFE_NO_PAD.encode(token)
    }

    /// Verifies a token in constant time. `None` for anything that this purpose did not make.
    pub fn open_link(&self, purpose: Purpose, token: &str) -> Option<Claim> {
        if token.len() != 44 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (head, mac) = bytes.split_at_checked(HEAD_BYTES)?;
        let [key_id, generation, w1, w2, w3, id @ ..] = head else { return None };
        let genuine = self.key_sets().filter(|set| set.id == *key_id).any(|set| {
            let expected = link_mac(set, purpose, head);
            let expected = expected.as_ref().get(..MAC_BYTES).unwrap_or_default();
            subtle::ConstantTimeEq::ct_eq(expected, mac).into()
        });
        genuine.then(|| Claim {
            workspace: i32::from_be_bytes([0, *w1, *w2, *w3]),
            id: Id(uuid::Uuid::from_slice(id).unwrap_or_default()),
            generation: *generation,
        })
    }

    /// The keyed hash of a normalised address: what a suppression is kept under after the person is erased.
    /// Under every key we know, the current one first.
    pub fn address_hashes(&self, workspace: WorkspaceId, address: &str) -> Vec<Vec<u8>> {
        self.key_sets()
            .map(|set| hmac::sign(&set.address, format!("{workspace}/{address}").as_bytes()).as_ref().to_vec())
            .collect()
    }

    /// The MAC of a text for a cookie or a form, base64url.
    pub fn cookie_mac(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.current.cookie, text.as_bytes()))
    }

    /// A number that nobody else can tell and that stays the same for the same row: draws lots.
    pub fn lot(&self, workspace: WorkspaceId, id: Id) -> u32 {
        let mac = hmac::sign(&self.current.link, format!("lot/{workspace}/{id}").as_bytes());
        mac.as_ref().iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
    }

    /// Encrypts a secret for the database (ChaCha20-Poly1305): key id, nonce, sealed bytes.
    pub fn seal(&self, ids: &Ids, plain: &[u8]) -> Result<Vec<u8>, Error> {
        let nonce: [u8; 12] = ids.secret()?;
        let mut sealed = plain.to_vec();
        sealing_key(&self.current)?
            .seal_in_place_append_tag(aead::Nonce::assume_unique_for_key(nonce), aead::Aad::empty(), &mut sealed)
            .map_err(|unspecified| Error::internal(format!("a secret cannot be encrypted: {unspecified}")))?;
        Ok([&[self.current.id][..], &nonce, &sealed].concat())
    }

    /// Decrypts what [`Keys::seal`] made.
    pub fn unseal(&self, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let lost = || Error::internal("a stored secret cannot be decrypted: was SURVEY_SECRET_KEY changed?");
        let (key_id, rest) = sealed.split_first().ok_or_else(lost)?;
        let (nonce, body) = rest.split_at_checked(12).ok_or_else(lost)?;
        for set in self.key_sets().filter(|set| set.id == *key_id) {
            let nonce = aead::Nonce::try_assume_unique_for_key(nonce).map_err(|_wrong_length| lost())?;
            let mut body = body.to_vec();
            if let Ok(plain) = sealing_key(set)?.open_in_place(nonce, aead::Aad::empty(), &mut body) {
                return Ok(plain.to_vec());
            }
        }
        Err(lost())
    }

    fn key_sets(&self) -> impl Iterator<Item = &KeySet> {
        std::iter::once(&self.current).chain(&self.previous)
    }
}

fn link_mac(set: &KeySet, purpose: Purpose, head: &[u8]) -> hmac::Tag {
    let mut mac = hmac::Context::with_key(&set.link);
    mac.update(purpose.word().as_bytes());
    mac.update(&[0]);
    mac.update(head);
    mac.sign()
}

fn sealing_key(set: &KeySet) -> Result<aead::LessSafeKey, Error> {
    let key = aead::UnboundKey::new(&aead::CHACHA20_POLY1305, &set.seal)
        .map_err(|unspecified| Error::internal(format!("no encryption key: {unspecified}")))?;
    Ok(aead::LessSafeKey::new(key))
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |place: u8| DIGITS.get(usize::from(place & 15)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

/// SHA-256, for tokens of 256 random bits that are stored as hash.
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    ring::digest::digest(&ring::digest::SHA256, bytes).as_ref().to_vec()
}

/// Equal, compared in constant time.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    subtle::ConstantTimeEq::ct_eq(a, b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::new("a secret key of thirty-two characters", &[])
    }

    #[test]
    fn a_link_says_what_it_was_made_for() {
        let id = Ids::default().next(crate::store::Time(1_700_000_000_000));

        let token = keys().link(Purpose::Survey, 7, id, 2);

        assert_eq!(token.len(), 44);
        assert_eq!(keys().open_link(Purpose::Survey, &token), Some(Claim { workspace: 7, id, generation: 2 }));
    }

    #[test]
    fn one_purpose_cannot_stand_in_for_another() {
        let token = keys().link(Purpose::Survey, 7, Id::default(), 0);

        assert_eq!(keys().open_link(Purpose::Unsubscribe, &token), None);
    }

    #[test]
    fn a_changed_character_anywhere_is_refused() {
        let token = keys().link(Purpose::Survey, 7, Id::default(), 0);

        for at in 0..token.len() {
            let mut forged: Vec<u8> = token.bytes().collect();
            forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(keys().open_link(Purpose::Survey, &String::from_utf8(forged).unwrap()), None, "at {at}");
        }
        assert_eq!(keys().open_link(Purpose::Survey, ""), None);
        assert_eq!(keys().open_link(Purpose::Survey, &"я".repeat(22)), None);
    }

    #[test]
    fn an_older_key_still_verifies_and_decrypts() {
        let ids = Ids::default();
        let token = keys().link(Purpose::Survey, 1, Id::default(), 0);
        let sealed = keys().seal(&ids, b"whsec").unwrap();

        let rotated =
            Keys::new("another secret key of many characters", &["a secret key of thirty-two characters".into()]);

        assert!(rotated.open_link(Purpose::Survey, &token).is_some());
        assert_eq!(rotated.unseal(&sealed).unwrap(), b"whsec");
        assert_ne!(rotated.link(Purpose::Survey, 1, Id::default(), 0), token);
        assert!(Keys::new("a third key that nobody ever configured", &[]).unseal(&sealed).is_err());
    }
}
