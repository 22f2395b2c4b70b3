//! API keys: made, shown once, verified.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::clock::Cx;
use crate::error::Error;
use crate::secret::{same, sha256};
use crate::store::api_keys::{ApiKey, Scope};
use crate::store::{Conn, Id, api_keys, audit};

/// What every key begins with, so that secret scanners know one.
const PREFIX: &str = "nps_live_";

/// Makes a key. The second value is the key itself, which is kept nowhere.
pub fn create(conn: &mut Conn, cx: &Cx, name: &str, scope: Scope, actor: &str) -> Result<(ApiKey, String), Error> {
    let handle = base32(cx.ids.secret::<5>()?);
    let secret = URL_SAFE_NO_PAD.encode(cx.ids.secret::<32>()?);
    let key = format!("{PREFIX}{handle}_{secret}");
    let row = ApiKey {
        workspace_id: cx.workspace,
        id: cx.id(),
        name: name.to_owned(),
        handle,
        key_hash: sha256(key.as_bytes()),
        scope,
        created_at: cx.now,
        used_at: None,
        revoked_at: None,
    };
    api_keys::insert(conn, &row)?;
    audit::note(conn, cx, actor, "api_key.create", &row.id.to_string())?;
    Ok((row, key))
}

/// Takes a key out of use; false when there is no such key in use.
pub fn revoke(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<bool, Error> {
    let revoked = api_keys::revoke(conn, cx.workspace, id, cx.now)?;
    if revoked {
        audit::note(conn, cx, actor, "api_key.revoke", &id.to_string())?;
    }
    Ok(revoked)
}

/// What a key begins with: by it people tell their keys apart.
pub fn begins(row: &ApiKey) -> String {
    format!("{PREFIX}{}", row.handle)
}

/// The key's row, if the key is one that works.
pub fn verify(conn: &mut Conn, key: &str) -> Result<ApiKey, Error> {
    let handle = key.strip_prefix(PREFIX).and_then(|rest| rest.split_once('_')).map(|(handle, _)| handle);
    let Some(handle) =
        handle.filter(|handle| handle.len() == 8 && handle.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    else {
        return Err(Error::Unauthorized);
    };
    let row = api_keys::find_by_handle(conn, handle)?.ok_or(Error::Unauthorized)?;
    if same(&row.key_hash, &sha256(key.as_bytes())) { Ok(row) } else { Err(Error::Unauthorized) }
}

fn base32(bytes: [u8; 5]) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let bits = bytes.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..8)
        .rev()
        .filter_map(|place| ALPHABET.get((bits >> (place * 5) & 31) as usize))
        .map(|letter| char::from(*letter))
        .collect()
}
