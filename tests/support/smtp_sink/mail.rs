//! A mail as the server received it.

use mail_parser::{Message, MessageParser};

/// One accepted (or cut off) mail.
#[derive(Debug, Clone)]
pub struct Mail {
    /// MAIL FROM, without the brackets; empty for the null sender.
    pub sender: String,
    /// Each RCPT TO, without the brackets.
    pub recipients: Vec<String>,
    /// The message, dots unstuffed, lines ending in CRLF.
    pub raw: Vec<u8>,
    /// Whether the connection was encrypted when it came.
    pub encrypted: bool,
    /// User name and password, when the client gave them.
    pub login: Option<(String, String)>,
}

impl Mail {
    /// The only recipient.
    pub fn recipient(&self) -> &str {
        assert_eq!(self.recipients.len(), 1, "one recipient a mail");
        &self.recipients[0]
    }

    /// The message taken apart.
    pub fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(&self.raw).expect("a message")
    }

    /// A header as it was written, unfolded. None: it is missing.
    pub fn header(&self, name: &str) -> Option<String> {
        let parsed = self.parsed();
        let raw = parsed.header_raw(name.to_owned())?;
        Some(raw.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned())
    }

    /// The subject, decoded.
    pub fn subject(&self) -> String {
        self.parsed().subject().expect("a subject").to_owned()
    }

    /// The text part, decoded.
    pub fn text(&self) -> String {
        self.parsed().body_text(0).expect("a text part").into_owned()
    }

    /// The HTML part, decoded.
    pub fn html(&self) -> String {
        self.parsed().body_html(0).expect("an HTML part").into_owned()
    }

    /// Every address in the text part, in order.
    pub fn links(&self) -> Vec<String> {
        let text = self.text();
        let addresses = text.split(|c: char| c.is_whitespace() || "<>()\"".contains(c));
        addresses
            .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
            .map(str::to_owned)
            .collect()
    }

    /// The link in the text part that answers with this score: `/s/TOKEN/SCORE`.
    pub fn score_link(&self, score: u8) -> String {
        let ending = format!("/{score}");
        let of_score = |link: &&String| link.contains("/s/") && link.ends_with(&ending);
        let links = self.links();
        links.iter().find(of_score).unwrap_or_else(|| panic!("no link for {score} among {links:?}")).clone()
    }
}
