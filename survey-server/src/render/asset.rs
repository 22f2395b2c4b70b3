//! Style sheets, scripts and pictures under `assets/`, embedded in the binary.
//!
//! Their addresses carry one hash over the whole folder, `/assets/<version>/app.css`: a browser may keep a file for
//! ever, and a style sheet or script that names its neighbour relatively gets the neighbour of the same version.

use std::borrow::Cow;
use std::sync::LazyLock;

use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = names().collect();
    names.sort_unstable();
    let mut hash = Sha256::new();
    for (name, file) in names.iter().filter_map(|name| Some((name, Assets::get(name)?))) {
        hash.update(name.as_bytes());
        hash.update(file.metadata.sha256_hash());
    }
    let start: u64 = hash.finalize().iter().take(6).fold(0, |number, byte| number << 8 | u64::from(*byte));
    format!("{start:012x}")
});

/// Every file but the hidden ones, which editors and version control leave behind.
fn names() -> impl Iterator<Item = Cow<'static, str>> {
    Assets::iter().filter(|name| !name.starts_with('.'))
}

/// One file.
pub struct Asset {
    /// Its content.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type, for the header `Content-Type`.
    pub media_type: String,
}

/// The version in every address: it changes when any file does.
pub fn version() -> &'static str {
    &VERSION
}

/// The address of a file, or `None` when there is none of that name.
pub fn path(name: &str) -> Option<String> {
    Assets::get(name).map(|_| format!("/assets/{}/{name}", version()))
}

/// The file of that name.
pub fn find(name: &str) -> Option<Asset> {
    let EmbeddedFile { data, metadata } = Assets::get(name)?;
    let media_type = metadata.mimetype();
    let text = media_type.starts_with("text/") || media_type.ends_with("javascript");
    let media_type = if text { format!("{media_type}; charset=utf-8") } else { media_type.to_owned() };
    Some(Asset { bytes: data, media_type })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_an_address_with_the_version_and_an_unknown_one_has_none() {
        for name in names() {
            assert_eq!(path(&name).unwrap(), format!("/assets/{}/{name}", version()));
            assert!(find(&name).is_some_and(|asset| !asset.bytes.is_empty()), "{name}");
        }
        assert_eq!(version().len(), 12);
        assert!(path("no-such-file.css").is_none());
        assert!(find("../Cargo.toml").is_none());
    }
}
