//! What became of a mail at one recipient, and what that means for the next one.

use super::fields::Fields;

/// What a mail server says of one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// The addresses that it names: the last one it tried, and the one that we wrote to.
    pub recipients: Vec<String>,
    /// What it means.
    pub verdict: Verdict,
    /// Status and words of the server, for people.
    pub detail: String,
}

/// What it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The address takes no mail and never will.
    Hard,
    /// It did not arrive, for a reason that may pass: a full mailbox, a server that did not answer for days.
    Soft,
    /// It did not arrive because of us: content, reputation, size.
    Ours,
    /// It is still being tried.
    Delayed,
    /// It arrived.
    Delivered,
}

/// More of the server's words is not kept.
const MAX_DETAIL: usize = 300;

impl Fate {
    pub(super) fn read(fields: &Fields) -> Option<Self> {
        let status = fields.get("status").unwrap_or_default();
        let words = fields.get("diagnostic-code").unwrap_or_default();
        let verdict = match fields.get("action")?.to_ascii_lowercase().as_str() {
            "failed" => failed(status, words),
            "delayed" => Verdict::Delayed,
            "delivered" | "relayed" | "expanded" => Verdict::Delivered,
            _ => return None,
        };
        let recipients = ["original-recipient", "final-recipient"].into_iter().filter_map(|name| {
            // `rfc822; ann@example.com`: the type first.
            let value = fields.get(name)?;
            Some(value.rsplit(';').next()?.trim().trim_matches(['<', '>']).to_owned())
        });
        let detail: String = format!("{status} {words}").trim().chars().filter(|c| !c.is_control()).collect();
        Some(Fate { recipients: recipients.collect(), verdict, detail: detail.chars().take(MAX_DETAIL).collect() })
    }
}

/// Whose fault it is, by the status (RFC 3463), or where that is the vague 5.0.0 by the code in the server's words.
pub fn failed(status: &str, words: &str) -> Verdict {
    let said = code(status).filter(|(_, subject, _)| *subject != 0);
    match said.or_else(|| words.split([' ', ';', ',', '-']).find_map(code)).or_else(|| code(status)) {
        Some((5, subject, detail)) => match (subject, detail) {
            // The address; but .7 and .8 speak of the sender's.
            (1, 7 | 8) => Verdict::Ours,
            (1, _) => Verdict::Hard,
            // Switched off. Full, and the like, may pass.
            (2, 1) => Verdict::Hard,
            (2, 3) => Verdict::Ours,
            // Nobody there takes mail for it, or there is no way to the domain.
            (4, 1 | 4) => Verdict::Hard,
            (3 | 5..=7, _) => Verdict::Ours,
            _ => Verdict::Soft,
        },
        _ => Verdict::Soft,
    }
}

/// `5.1.1` as numbers.
fn code(text: &str) -> Option<(u16, u16, u16)> {
    let text = text.split_whitespace().next()?.trim_start_matches('#');
    let mut parts = text.split('.').map(str::parse::<u16>);
    match (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?, parts.next()) {
        (class @ (2 | 4 | 5), subject @ 0..=999, detail @ 0..=999, None) => Some((class, subject, detail)),
        _ => None,
    }
}
