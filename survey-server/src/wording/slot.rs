//! The places that the business can write into.

use serde::{Deserialize, Serialize};

/// A place for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// The subject of the mail.
    Subject,
    /// What mail programs show beside the subject.
    Preheader,
    /// Above the question of the mail.
    Intro,
    /// Below the numbers of the mail.
    Closing,
    /// Who signs the mail.
    Signature,
    /// Above the questions of the page.
    PageIntro,
    /// The word on the page's button.
    Button,
    /// The page after an answer.
    Thanks,
    /// The words of a link on that page.
    LinkText,
    /// Where it leads: an address, not a template.
    LinkUrl,
}

impl Slot {
    /// All of them, as an editor shows them.
    pub const ALL: [Self; 10] = [
        Self::Subject,
        Self::Preheader,
        Self::Intro,
        Self::Closing,
        Self::Signature,
        Self::PageIntro,
        Self::Button,
        Self::Thanks,
        Self::LinkText,
        Self::LinkUrl,
    ];

    /// Its name in documents and forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Preheader => "preheader",
            Self::Intro => "intro",
            Self::Closing => "closing",
            Self::Signature => "signature",
            Self::PageIntro => "page_intro",
            Self::Button => "button",
            Self::Thanks => "thanks",
            Self::LinkText => "link_text",
            Self::LinkUrl => "link_url",
        }
    }

    /// The slot of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.name() == name)
    }

    /// Whether it is one line.
    pub const fn one_line(self) -> bool {
        !matches!(self, Self::Intro | Self::Closing | Self::Signature | Self::PageIntro | Self::Thanks)
    }

    /// Most bytes of its source.
    pub const fn most_bytes(self) -> usize {
        match self {
            Self::Intro | Self::Closing | Self::PageIntro | Self::Thanks => 16 * 1024,
            Self::Signature => 4 * 1024,
            _ => 2 * 1024,
        }
    }

    /// Most characters of it filled in; the rest is cut.
    pub const fn most_shown(self) -> usize {
        match self {
            Self::Subject | Self::Preheader => 200,
            Self::Button | Self::LinkText => 60,
            Self::LinkUrl => 2000,
            Self::Signature => 1000,
            _ => 4000,
        }
    }

    /// The property by which a program of the dialect gives this text for one person.
    pub const fn property(self) -> Option<&'static str> {
        match self {
            Self::Subject => Some("delighted_email_subject"),
            Self::Intro => Some("delighted_intro_message"),
            Self::Thanks => Some("thank_you_message"),
            Self::LinkText => Some("thank_you_link_text"),
            Self::LinkUrl => Some("thank_you_link_url"),
            _ => None,
        }
    }
}

/// The property by which a program of the dialect names what the question is about, in place of the company.
pub const PRODUCT: &str = "question_product_name";

/// Whether a property only says how one mail reads: nothing for reports and alerts.
pub fn only_for_mail(property: &str) -> bool {
    property == PRODUCT || Slot::ALL.iter().any(|slot| slot.property() == Some(property))
}

/// An address that a page of ours may lead to, as it is written into the page.
pub fn safe_url(text: &str) -> Option<String> {
    let url = url::Url::parse(text.trim()).ok().filter(|_| text.len() <= Slot::LinkUrl.most_shown())?;
    match url.scheme() {
        "https" | "http" => url.host_str().is_some_and(|host| !host.is_empty()).then(|| url.to_string()),
        "mailto" => Some(url.to_string()),
        _ => None,
    }
}
