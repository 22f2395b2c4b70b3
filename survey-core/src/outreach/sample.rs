//! A stable number for a person and an event, so that sampling and spreading need neither chance nor memory.

/// 64 well-mixed bits that depend on the parts and their borders, the same on every machine and in every version.
///
/// FNV-1a (64 bits: offset basis `0xcbf29ce484222325`, prime `0x100000001b3`) over the UTF-8 bytes of each part followed by
/// one byte `0xff`, which occurs in no UTF-8; then the finaliser of `MurmurHash3` (`fmix64`), because the high bits of FNV
/// alone are uneven for short texts.
///
/// ```
/// use survey_core::outreach::stable_hash;
///
/// assert_eq!(stable_hash(&["ann", "order-1"]), 0x2f17_8ff3_440f_3744);
/// assert_ne!(stable_hash(&["ann", "order-1"]), stable_hash(&["annorder-1", ""]));
/// ```
pub fn stable_hash(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Whether a person and an event fall into the share (0 to 1) that is asked; always the same for the same pair, and whoever
/// is in a share is in every larger one.
///
/// ```
/// use survey_core::outreach::is_sampled;
///
/// let asked = (0..10_000).filter(|event| is_sampled(0.25, "ann", &event.to_string())).count();
/// assert!((2_400..2_600).contains(&asked));
/// assert!(is_sampled(1.0, "ann", "order-1") && !is_sampled(0.0, "ann", "order-1"));
/// ```
pub fn is_sampled(share: f64, person: &str, event: &str) -> bool {
    if share >= 1.0 {
        return true;
    }
    // 53 bits are what a f64 holds exactly, so the fraction is the same everywhere; a share that is no number asks nobody.
    let fraction = (stable_hash(&[person, event]) >> 11) as f64 / (1_u64 << 53) as f64;
    fraction < share
}
