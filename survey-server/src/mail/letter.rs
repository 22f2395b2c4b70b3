//! A rendered mail becomes the bytes that go over the wire.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::Address;
use lettre::address::Envelope;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, MultiPartKind, SinglePart};
use sha2::{Digest, Sha256};

use super::EmailAddress;
use crate::render::RenderedMail;

/// Everything that a mail says about itself, besides its words.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Who writes.
    pub from: Correspondent,
    /// The one recipient.
    pub to: Correspondent,
    /// Where answers go, when not to `from`.
    pub reply_to: Option<EmailAddress>,
    /// Subject, text and HTML.
    pub mail: RenderedMail,
    /// From [`message_id`]: the same again whenever this mail is built again.
    pub message_id: String,
    /// When it was written.
    pub date: Timestamp,
    /// How to get off the list, for mails that nobody asked for one by one.
    pub list: Option<MailingList>,
    /// `survey:workspace:kind:sender`, for the complaint reports of large mail providers.
    pub feedback_id: Option<String>,
}

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    /// The name to show.
    pub name: Option<String>,
    /// The address.
    pub address: EmailAddress,
}

/// The headers of RFC 2369, 2919 and 8058.
#[derive(Debug, Clone)]
pub struct MailingList {
    /// `https` address that unsubscribes on a POST without any question, at most 200 characters.
    pub unsubscribe_url: String,
    /// An address that unsubscribes whoever it was made for, for mail programs that know only this way.
    pub unsubscribe_mail: Option<String>,
    /// The name to show.
    pub name: String,
    /// The list's own name in the form of a domain: `surveys.acme.example`.
    pub id: String,
}

/// A picture inside a mail: its HTML shows it as `cid:` and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Letters, digits, dots and one `@`.
    pub id: String,
    /// The bytes of a PNG.
    pub png: Vec<u8>,
}

/// A finished mail with what the envelope needs. It is sent again unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Where bounces go.
    pub from: EmailAddress,
    /// Where it goes.
    pub to: EmailAddress,
    /// Its id, with the angle brackets.
    pub message_id: String,
    /// Header and body, lines ending in CR LF.
    pub bytes: Vec<u8>,
}

/// Why a letter cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// A text would break out of its header line.
    #[error("the {field} contains a line break or another control character, which a mail header cannot carry")]
    ControlCharacter {
        /// Which.
        field: &'static str,
    },
    /// A field is not what its header needs.
    #[error("the {field} must be {wanted}, not '{given}'")]
    Field {
        /// Which.
        field: &'static str,
        /// The form it should have.
        wanted: &'static str,
        /// What it is.
        given: String,
    },
    /// The mail library refused.
    #[error("the mail cannot be built: {0}")]
    Build(String),
}

/// The id of the `n`th mail of a `kind` about something with an id of its own: the same mail has the same id for ever,
/// so that a mail program shows it once even if it arrived twice.
pub fn message_id(id: &str, kind: &str, n: u32, domain: &str) -> String {
    format!("<{id}.{kind}.{n}@{domain}>")
}

/// Where a letter stands among others.
#[derive(Debug, Clone, Default)]
pub struct Thread {
    /// The ids of the letters before it, oldest first, those of the other side too: mail programs show them together.
    /// What is no id is left out.
    pub earlier: Vec<String>,
    /// A person wrote it, and no program.
    pub by_hand: bool,
}

/// The longest id of a letter of others that is repeated.
const MAX_ID: usize = 250;

impl Thread {
    fn ids(&self) -> impl Iterator<Item = &str> {
        let is_id = |id: &&str| {
            id.len() <= MAX_ID && id.starts_with('<') && id.ends_with('>') && id.chars().all(|c| c.is_ascii_graphic())
        };
        self.earlier.iter().map(String::as_str).filter(is_id)
    }
}

impl Letter {
    /// Builds it. The same letter gives the same bytes.
    pub fn pack(&self) -> Result<Parcel, LetterError> {
        self.pack_in(&Thread::default())
    }

    /// The same as an answer to earlier letters.
    pub fn pack_in(&self, thread: &Thread) -> Result<Parcel, LetterError> {
        self.pack_whole(thread, &[])
    }

    /// The same with pictures, which stand beside the HTML part.
    pub fn pack_with(&self, pictures: &[Picture]) -> Result<Parcel, LetterError> {
        self.pack_whole(&Thread::default(), pictures)
    }

    fn pack_whole(&self, thread: &Thread, pictures: &[Picture]) -> Result<Parcel, LetterError> {
        self.check()?;
        let to = mailbox(&self.to)?;
        let envelope = Envelope::new(Some(wire(&self.from.address)?), vec![to.email.clone()])
            .map_err(|error| LetterError::Build(error.to_string()))?;
        let mut message = Message::builder()
            .envelope(envelope)
            .from(mailbox(&self.from)?)
            .to(to)
            .subject(self.mail.subject.clone())
            .date(SystemTime::from(self.date))
            .message_id(Some(self.message_id.clone()))
            .header(AutoResponseSuppress("OOF, AutoReply".into()));
        if !thread.by_hand {
            message = message.header(AutoSubmitted("auto-generated".into()));
        }
        if let Some(last) = thread.ids().last() {
            let all: Vec<&str> = thread.ids().collect();
            message = message.in_reply_to(last.to_owned()).references(all.join(" "));
        }
        if let Some(address) = &self.reply_to {
            message = message.reply_to(Mailbox::new(None, wire(address)?));
        }
        if let Some(list) = &self.list {
            // Written as it is: an encoded or folded address is no address, and some mail programs then hide the button.
            let mail = list.unsubscribe_mail.as_deref();
            let mail = mail.map(|address| format!(",\r\n <mailto:{address}?subject=unsubscribe>")).unwrap_or_default();
            let url = format!("<{}>{mail}", list.unsubscribe_url);
            let header = HeaderName::new_from_ascii_str("List-Unsubscribe");
            message = message
                .header(ListId(format!("{} <{}>", list.name, list.id)))
                .raw_header(HeaderValue::dangerous_new_pre_encoded(header, url.clone(), url))
                .header(ListUnsubscribePost("List-Unsubscribe=One-Click".into()));
        }
        if let Some(id) = &self.feedback_id {
            message = message.header(FeedbackId(id.clone()));
        }
        let message =
            message.multipart(self.alternatives(pictures)?).map_err(|error| LetterError::Build(error.to_string()))?;
        Ok(Parcel {
            from: self.from.address.clone(),
            to: self.to.address.clone(),
            message_id: self.message_id.clone(),
            bytes: message.formatted(),
        })
    }

    /// Text first: mail programs show the last part that they understand.
    fn alternatives(&self, pictures: &[Picture]) -> Result<MultiPart, LetterError> {
        // A lone carriage return, as it may come out of a customer's comment, is no line end in a mail.
        let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
        let part = |kind, text: &str| SinglePart::builder().content_type(kind).body(lines(text));
        let whole = MultiPart::builder()
            .kind(MultiPartKind::Alternative)
            .boundary(boundary(&self.message_id))
            .singlepart(part(ContentType::TEXT_PLAIN, &self.mail.text));
        let html = part(ContentType::TEXT_HTML, &self.mail.html);
        if pictures.is_empty() {
            return Ok(whole.singlepart(html));
        }
        let mut related = MultiPart::builder()
            .kind(MultiPartKind::Related)
            .boundary(boundary(&format!("{}/related", self.message_id)))
            .singlepart(html);
        let kind = ContentType::parse("image/png").map_err(|error| LetterError::Build(error.to_string()))?;
        for picture in pictures {
            let inline = Attachment::new_inline(picture.id.clone()).body(picture.png.clone(), kind.clone());
            related = related.singlepart(inline);
        }
        Ok(whole.multipart(related))
    }

    /// The mail library panics on some of these, and encodes others into nonsense.
    fn check(&self) -> Result<(), LetterError> {
        let list = self.list.as_ref();
        let fields = [
            ("name of the sender", self.from.name.as_deref()),
            ("name of the recipient", self.to.name.as_deref()),
            ("subject", Some(self.mail.subject.as_str())),
            ("message id", Some(self.message_id.as_str())),
            ("feedback id", self.feedback_id.as_deref()),
            ("name of the list", list.map(|list| list.name.as_str())),
            ("list id", list.map(|list| list.id.as_str())),
            ("unsubscribe link", list.map(|list| list.unsubscribe_url.as_str())),
            ("unsubscribe address", list.and_then(|list| list.unsubscribe_mail.as_deref())),
        ];
        for (field, value) in fields {
            if value.is_some_and(|value| value.contains(char::is_control)) {
                return Err(LetterError::ControlCharacter { field });
            }
        }
        let refuse = |field, wanted, given: &str| Err(LetterError::Field { field, wanted, given: given.to_owned() });
        let id = self.message_id.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or_default();
        if id.len() > 200
            || id.matches('@').count() != 1
            || !id.chars().all(|c| c.is_ascii_alphanumeric() || "-._@".contains(c))
        {
            return refuse("message id", "<letters-digits.and-dots@domain>", &self.message_id);
        }
        if self.date < Timestamp::UNIX_EPOCH {
            return refuse("date", "after 1970", &self.date.to_string());
        }
        if let Some(list) = list {
            let url = &list.unsubscribe_url;
            if !(url.starts_with("https://") || url.starts_with("http://"))
                || url.len() > 200
                || !url.chars().all(|c| c.is_ascii_graphic() && !"<>\"".contains(c))
            {
                return refuse("unsubscribe link", "an http address of at most 200 plain characters", url);
            }
            if let Some(address) = &list.unsubscribe_mail
                && !address.chars().all(|c| c.is_ascii_alphanumeric() || "+-._@".contains(c))
            {
                return refuse("unsubscribe address", "an address of ours", address);
            }
            if !list.id.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c)) {
                return refuse("list id", "a name in the form of a domain", &list.id);
            }
        }
        Ok(())
    }
}

/// Made from the id, so that the same letter gives the same bytes; no line of the parts can begin with it, as `=_`
/// occurs in neither base64 nor quoted-printable.
fn boundary(message_id: &str) -> String {
    let hash = Sha256::digest(message_id.as_bytes());
    let start = hash.iter().take(12).fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    format!("=_{start:024x}")
}

fn mailbox(correspondent: &Correspondent) -> Result<Mailbox, LetterError> {
    let name = correspondent.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    Ok(Mailbox::new(name.map(str::to_owned), wire(&correspondent.address)?))
}

pub(super) fn wire(address: &EmailAddress) -> Result<Address, LetterError> {
    address.ascii().parse().map_err(|error| LetterError::Build(format!("{address}: {error}")))
}

macro_rules! text_headers {
    ($($type:ident = $name:literal),*) => { $(
        #[derive(Clone)]
        struct $type(String);

        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), self.0.clone())
            }
        }
    )* };
}

text_headers!(
    AutoSubmitted = "Auto-Submitted",
    AutoResponseSuppress = "X-Auto-Response-Suppress",
    ListId = "List-ID",
    ListUnsubscribePost = "List-Unsubscribe-Post",
    FeedbackId = "Feedback-ID"
);

#[cfg(test)]
mod tests {
    use mail_parser::{HeaderValue as Parsed, MessageParser, MimeHeaders};
    use proptest::prelude::*;

    use super::*;

    type Edit = fn(&mut Letter);

    fn correspondent(name: &str, address: &str) -> Correspondent {
        Correspondent { name: Some(name.into()), address: address.parse().unwrap() }
    }

    fn letter() -> Letter {
        Letter {
            from: correspondent("Велодвор", "feedback@acme.example"),
            to: correspondent("Анна Ли", "ann@Почта.рф"),
            reply_to: Some("help@acme.example".parse().unwrap()),
            mail: RenderedMail {
                subject: "Велодвор: один вопрос, на который можно ответить одним нажатием на число".into(),
                text: "Как прошло?\n.\n..две точки\n0: https://s.acme.example/s/abc/0\n".into(),
                html: format!("<p>Как прошло?</p>\n{}\n", "<b>x</b>".repeat(400)),
            },
            message_id: message_id("0192f0c1-7b7e-7000-8000-000000000001", "invite", 1, "acme.example"),
            date: Timestamp::from_second(1_795_158_000).unwrap(),
            list: Some(MailingList {
                unsubscribe_url: format!("https://s.acme.example/u/{}", "a".repeat(44)),
                unsubscribe_mail: Some("unsub+token@b.acme.example".into()),
                name: "Опросы".into(),
                id: "surveys.acme.example".into(),
            }),
            feedback_id: Some("default:1:invite:acme".into()),
        }
    }

    #[test]
    fn a_picture_stands_beside_the_html_and_is_found_by_its_id() {
        let picture = Picture { id: "trend@acme.example".into(), png: vec![0x89, b'P', b'N', b'G', 13, 10, 0, 255] };
        let letter = Letter {
            mail: RenderedMail { html: "<img src=\"cid:trend@acme.example\">".into(), ..letter().mail },
            ..letter()
        };
        let parcel = letter.pack_with(std::slice::from_ref(&picture)).unwrap();
        assert_eq!(letter.pack_with(std::slice::from_ref(&picture)).unwrap(), parcel, "the same bytes again");
        let message = MessageParser::default().parse(&parcel.bytes).unwrap();
        assert_eq!(message.body_text(0).unwrap().replace("\r\n", "\n"), letter.mail.text);
        assert_eq!(message.body_html(0).unwrap(), letter.mail.html);
        let part = message.attachments().next().unwrap();
        assert_eq!((part.content_id(), part.contents()), (Some("trend@acme.example"), picture.png.as_slice()));
    }

    #[test]
    fn a_letter_reads_back_as_it_was_written() {
        let parcel = letter().pack().unwrap();
        let message = MessageParser::default().parse(&parcel.bytes).unwrap();
        assert_eq!(message.subject(), Some(letter().mail.subject.as_str()));
        assert_eq!(message.from().unwrap().first().unwrap().name(), Some("Велодвор"));
        assert_eq!(message.to().unwrap().first().unwrap().address(), Some("ann@xn--80a1acny.xn--p1ai"));
        assert_eq!(message.reply_to().unwrap().first().unwrap().address(), Some("help@acme.example"));
        assert_eq!(message.date().unwrap().to_timestamp(), 1_795_158_000);
        assert_eq!(message.body_text(0).unwrap().replace("\r\n", "\n"), letter().mail.text);
        assert_eq!(message.body_html(0).unwrap().replace("\r\n", "\n"), letter().mail.html);
        let types: Vec<_> =
            message.parts.iter().filter_map(|part| part.headers.iter().find(|h| h.name() == "Content-Type")).collect();
        assert!(matches!(&types[1].value, Parsed::ContentType(kind) if kind.subtype() == Some("plain")));
        assert!(matches!(&types[2].value, Parsed::ContentType(kind) if kind.subtype() == Some("html")));
    }

    #[test]
    fn the_headers_for_mail_programs_are_there_and_never_encoded() {
        let text = String::from_utf8(letter().pack().unwrap().bytes).unwrap();
        for line in [
            "Message-ID: <0192f0c1-7b7e-7000-8000-000000000001.invite.1@acme.example>\r\n".to_owned(),
            format!(
                "List-Unsubscribe: <https://s.acme.example/u/{}>,\r\n <mailto:unsub+token@b.acme.example?subject=unsubscribe>\r\n",
                "a".repeat(44)
            ),
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".into(),
            "Feedback-ID: default:1:invite:acme\r\n".into(),
            "Auto-Submitted: auto-generated\r\n".into(),
            "X-Auto-Response-Suppress: OOF, AutoReply\r\n".into(),
            "Date: Fri, 20 Nov 2026 07:00:00 +0000\r\n".into(),
            "MIME-Version: 1.0\r\n".into(),
        ] {
            assert_eq!(text.matches(&line).count(), 1, "{line} in\n{text}");
        }
        assert!(text.contains("List-ID: =?utf-8?b?") && text.contains("<surveys.acme.example>\r\n"), "{text}");
        assert!(text.lines().all(|line| line.len() < 1000));
    }

    #[test]
    fn the_same_letter_gives_the_same_bytes() {
        assert_eq!(letter().pack().unwrap(), letter().pack().unwrap());
        let other = Letter { message_id: message_id("x", "invite", 2, "acme.example"), ..letter() };
        assert_ne!(letter().pack().unwrap().bytes, other.pack().unwrap().bytes);
    }

    #[test]
    fn a_letter_without_a_list_offers_no_unsubscribing() {
        let plain = Letter { list: None, feedback_id: None, reply_to: None, ..letter() };
        let text = String::from_utf8(plain.pack().unwrap().bytes).unwrap();
        assert!(!text.contains("List-") && !text.contains("Feedback-ID") && !text.contains("Reply-To"));
    }

    #[test]
    fn control_characters_in_a_header_are_an_error_not_a_panic() {
        let edits: [Edit; 7] = [
            |letter| letter.from.name = Some("Acme\r\nBcc: eve@example.com".into()),
            |letter| letter.to.name = Some("Ann\u{0}".into()),
            |letter| letter.mail.subject = "Hello\nBcc: eve@example.com".into(),
            |letter| letter.message_id = "<a\r\nb@acme.example>".into(),
            |letter| letter.feedback_id = Some("a\tb".into()),
            |letter| letter.list.as_mut().unwrap().name = "a\u{7f}".into(),
            |letter| letter.list.as_mut().unwrap().unsubscribe_url = "https://x.example/\r\nX: y".into(),
        ];
        for edit in edits {
            let mut broken = letter();
            edit(&mut broken);
            assert!(matches!(broken.pack(), Err(LetterError::ControlCharacter { .. })));
        }
    }

    #[test]
    fn fields_in_a_wrong_form_are_named() {
        let edits: [(&str, Edit); 5] = [
            ("message id", |letter| letter.message_id = "no-brackets@acme.example".into()),
            ("message id", |letter| letter.message_id = "<two@at@signs>".into()),
            ("unsubscribe link", |letter| letter.list.as_mut().unwrap().unsubscribe_url = "javascript:alert(1)".into()),
            ("list id", |letter| letter.list.as_mut().unwrap().id = "not a domain".into()),
            ("date", |letter| letter.date = Timestamp::from_second(-1).unwrap()),
        ];
        for (field, edit) in edits {
            let mut broken = letter();
            edit(&mut broken);
            assert!(broken.pack().unwrap_err().to_string().contains(field), "{field}");
        }
    }

    #[test]
    fn a_lone_carriage_return_in_a_text_becomes_a_line_end() {
        let mut written = letter();
        written.mail.text = "one\rtwo\r\nthree".to_owned();

        let bytes = written.pack().unwrap().bytes;

        let message = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(message.body_text(0).unwrap().lines().take(3).collect::<Vec<_>>(), ["one", "two", "three"]);
        assert!(!bytes.windows(2).any(|pair| pair[0] == b'\r' && pair[1] != b'\n'));
    }

    proptest! {
        #[test]
        fn any_name_subject_and_text_is_carried_or_refused(name in "\\PC{0,60}", subject in "\\PC{0,120}", text in "[\\PC\\r\\n]{0,300}") {
            let mut any = letter();
            any.from.name = Some(name);
            any.mail.subject.clone_from(&subject);
            any.mail.text = text;
            let bytes = any.pack().unwrap().bytes;
            prop_assert!(bytes.is_ascii());
            let message = MessageParser::default().parse(&bytes).unwrap();
            prop_assert_eq!(message.headers().iter().filter(|header| header.name() == "Subject").count(), 1);
            prop_assert!(message.header("Bcc").is_none());
            let bare = bytes.windows(2).any(|pair| (pair[1] == b'\n') != (pair[0] == b'\r'));
            prop_assert!(!bare, "a line ends in something else than CR LF");
        }
    }
}
