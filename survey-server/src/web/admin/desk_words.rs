//! What kinds of case and root causes are called: as the business wrote it, or in the product's own words.

use super::reader::Reader;
use crate::error::Error;
use crate::store::desk::{Desk, KINDS, Kind};

/// The name of a kind; the key of one that is not known any more.
pub fn kind(reader: &Reader, desk: &Desk, key: &str) -> Result<String, Error> {
    match desk.kind(key) {
        Some(kind) => named(reader, "case-kind", key, &kind.name),
        None => Ok(key.to_owned()),
    }
}

/// The name of a root cause; the key of one that is not known any more.
pub fn cause(reader: &Reader, desk: &Desk, key: &str) -> Result<String, Error> {
    match desk.cause(key) {
        Some(cause) => named(reader, "case-cause", key, &cause.name),
        None => Ok(key.to_owned()),
    }
}

/// All kinds: key and name.
pub fn kinds(reader: &Reader, desk: &Desk) -> Result<Vec<(String, String)>, Error> {
    desk.kinds.iter().map(|one| Ok((one.key.clone(), kind(reader, desk, &one.key)?))).collect()
}

/// All root causes: key and name.
pub fn causes(reader: &Reader, desk: &Desk) -> Result<Vec<(String, String)>, Error> {
    desk.causes.iter().map(|one| Ok((one.key.clone(), cause(reader, desk, &one.key)?))).collect()
}

/// The checklist of a kind: its own, or the product's for the key.
pub fn steps(reader: &Reader, kind: &Kind) -> Result<Vec<String>, Error> {
    if let Some(steps) = &kind.steps {
        return Ok(steps.clone());
    }
    if !KINDS.contains(&kind.key.as_str()) {
        return Ok(Vec::new());
    }
    let text = reader.text(&format!("case-steps-{}", kind.key), &[])?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn named(reader: &Reader, text: &str, key: &str, name: &str) -> Result<String, Error> {
    if name.is_empty() { reader.text(text, &[("key", key.into())]) } else { Ok(name.to_owned()) }
}
