//! What somebody wrote to us: the words of a mail without the mails before it.
//!
//! The quoted history is cut by its form alone: lines that begin with `>`, the line that announces them, and everything
//! below a separator or header block of the mail before. Attachments are named and dropped.

use mail_parser::{Message, MimeHeaders};
use sha2::{Digest, Sha256};

use super::report::{self, Unreadable};

/// The longest text that is kept, in bytes.
pub const LIMIT: usize = 20 * 1024;
/// The longest subject, in characters.
const MAX_SUBJECT: usize = 200;
/// So many attachments are named, each with so many characters.
const ATTACHMENTS: usize = 20;
const MAX_NAME: usize = 100;

/// A mail that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its id with the angle brackets; of a mail without one it is made from what it says.
    pub message_id: String,
    /// Its subject on one line.
    pub subject: String,
    /// What was written in it.
    pub text: String,
    /// The names of its attachments, which are not kept.
    pub attachments: Vec<String>,
    /// A program answered: somebody is away, a ticket was opened, a list sent it on.
    pub automatic: bool,
}

/// Reads a mail.
pub fn read(bytes: &[u8]) -> Result<Written, Unreadable> {
    let message = report::message(bytes)?;
    let text = message.body_text(0).unwrap_or_default();
    let names = message.attachments().take(ATTACHMENTS).map(|part| {
        let name: String = part.attachment_name().unwrap_or("attachment").chars().take(MAX_NAME).collect();
        one_line(&name)
    });
    let subject: String = message.subject().unwrap_or_default().chars().take(MAX_SUBJECT).collect();
    Ok(Written {
        message_id: match message.message_id() {
            Some(id) => format!("<{id}>"),
            None => format!("<{}@no-id>", crate::secret::hex(Sha256::digest(bytes).as_slice())),
        },
        subject: one_line(&subject),
        text: cut(&own_words(&text)),
        attachments: names.collect(),
        automatic: is_automatic(&message),
    })
}

/// RFC 3834, and what programs did before it.
fn is_automatic(message: &Message<'_>) -> bool {
    let header = |name: &str| message.header_raw(name).map(|value| value.trim().to_ascii_lowercase());
    header("Auto-Submitted").is_some_and(|value| !value.starts_with("no"))
        || header("Precedence").is_some_and(|value| ["bulk", "junk", "list", "auto_reply"].contains(&value.as_str()))
        || ["X-Autoreply", "X-Autorespond", "List-Id", "X-Auto-Response"].iter().any(|name| header(name).is_some())
}

/// The text without what was quoted in it.
fn own_words(text: &str) -> String {
    let all: Vec<&str> = text.lines().map(str::trim_end).collect();
    let below = all.iter().enumerate().position(|(at, _)| begins_history(&all, at)).unwrap_or(all.len());
    let lines = all.get(..below).unwrap_or_default();
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len());
    for line in lines {
        if !line.starts_with('>') {
            kept.push(line);
            continue;
        }
        // The line above a quotation says whose it is; mail programs break it in two when it is long.
        while kept.last().is_some_and(|last| last.is_empty()) {
            kept.pop();
        }
        if kept.last().is_some_and(|last| last.ends_with(':'))
            && let Some(end) = kept.pop()
            && !end.chars().any(|c| c.is_ascii_digit())
            && kept.last().is_some_and(|last| last.contains('@') || last.chars().any(|c| c.is_ascii_digit()))
        {
            kept.pop();
        }
    }
    kept.join("\n").trim().to_owned()
}

/// Whether everything from here on is the mail before, or a signature.
fn begins_history(lines: &[&str], at: usize) -> bool {
    let line = lines.get(at).copied().unwrap_or_default();
    let rest = lines.get(at + 1..).unwrap_or_default();
    let ruled = |mark: char| line.len() >= 10 && line.chars().all(|c| c == mark);
    let named = line.starts_with("-----") && line.ends_with("-----") && line.chars().any(char::is_alphabetic);
    let is_field =
        |line: &str| line.split_once(':').is_some_and(|(name, _)| (1..20).contains(&name.trim().chars().count()));
    // The header that some programs put above the mail before: a sender, and below it at least two more fields.
    let header = is_field(line) && line.contains('@') && rest.iter().take(3).filter(|line| is_field(line)).count() >= 2;
    // What announces a quotation that has no marks, as in a mail that was HTML alone.
    let announced = line.ends_with(':')
        && line.contains('<')
        && line.contains('@')
        && !rest.iter().any(|line| line.starts_with('>'));
    line == "--" || line == "-- " || ruled('_') || named || header || announced
}

fn cut(text: &str) -> String {
    if text.len() <= LIMIT {
        return text.to_owned();
    }
    let mut end = LIMIT - '…'.len_utf8();
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}…", text.get(..end).unwrap_or_default())
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &str, body: &str) -> Written {
        read(format!("From: ann@example.com\r\nMessage-ID: <1@mx>\r\n{head}\r\n\r\n{body}").as_bytes()).unwrap()
    }

    #[test]
    fn the_history_of_each_mail_program_is_cut_and_the_words_stay() {
        for (program, body) in [
            (
                "gmail",
                "It broke again.\r\n\r\nOn Fri, 20 Nov 2026 at 12:00, Shop <c+x@b.shop.example> wrote:\r\n\r\n> Hello\r\n> Ann\r\n",
            ),
            (
                "gmail, long",
                "It broke again.\r\n\r\nOn Fri, 20 Nov 2026 at 12:00, Shop <c+abcdefghijklmnopqrst@b.shop.example>\r\nwrote:\r\n\r\n> Hello\r\n",
            ),
            (
                "russian",
                "It broke again.\r\n\r\nпт, 20 нояб. 2026 г. в 12:00, Магазин <c+x@b.shop.example>:\r\n\r\n> Здравствуйте\r\n",
            ),
            (
                "outlook",
                "It broke again.\r\n\r\n________________________________\r\nFrom: Shop <c+x@b.shop.example>\r\nSent: Friday\r\nTo: Ann\r\nSubject: Re\r\n\r\nHello\r\n",
            ),
            ("outlook, plain", "It broke again.\r\n\r\n-----Original Message-----\r\nFrom: Shop\r\n\r\nHello\r\n"),
            (
                "header",
                "It broke again.\r\n\r\nОт: Магазин <c+x@b.shop.example>\r\nОтправлено: пятница\r\nКому: Анна\r\n\r\nЗдравствуйте\r\n",
            ),
            ("signature", "It broke again.\r\n-- \r\nAnn Lee\r\n"),
            (
                "apple, no marks",
                "It broke again.\r\n\r\nOn 20 Nov 2026, at 12:00, Shop <c+x@b.shop.example> wrote:\r\n\r\nHello\r\n",
            ),
        ] {
            assert_eq!(of("Subject: Re: bike", body).text, "It broke again.", "{program}");
        }
        let between = "> Which one?\r\nThe red one.\r\n> And when?\r\nOn Monday: early.\r\n";
        assert_eq!(of("Subject: x", between).text, "The red one.\nOn Monday: early.");
    }

    #[test]
    fn programs_that_answer_by_themselves_are_known() {
        for head in ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes", "List-Id: <a.b>"] {
            assert!(of(head, "I am away.").automatic, "{head}");
        }
        assert!(!of("Auto-Submitted: no", "Hello").automatic && !of("Subject: Hello", "Hello").automatic);
    }

    #[test]
    fn attachments_are_named_and_dropped_and_a_long_text_is_cut() {
        let body = "--x\r\nContent-Type: text/plain\r\n\r\nSee the picture.\r\n--x\r\nContent-Type: image/jpeg; name=\"bike.jpg\"\r\n\
            Content-Disposition: attachment; filename=\"bike.jpg\"\r\n\r\nAAAA\r\n--x--\r\n";
        let mail = of("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x", body);
        assert_eq!((mail.text.as_str(), mail.attachments), ("See the picture.", vec!["bike.jpg".to_owned()]));
        let long = of("Subject: x\r\nContent-Type: text/plain; charset=utf-8", &"ж".repeat(LIMIT)).text;
        assert!(long.len() <= LIMIT && long.ends_with('…'), "{}", long.len());
    }

    #[test]
    fn a_mail_without_an_id_has_one_of_what_it_says() {
        let one = read(b"From: a@b.example\r\nSubject: x\r\n\r\nHello").unwrap();
        assert_eq!(one, read(b"From: a@b.example\r\nSubject: x\r\n\r\nHello").unwrap());
        assert_ne!(one.message_id, read(b"From: a@b.example\r\nSubject: x\r\n\r\nHallo").unwrap().message_id);
    }
}
