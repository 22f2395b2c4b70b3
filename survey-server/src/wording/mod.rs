//! What the business writes itself: small texts with names in double braces, for its mails and pages.
//!
//! A text is plain: what it says is shown as it stands, and what stands in a name is shown as it is, escaped by the mail
//! or page around it. Every text is vetted before it is saved and again before it is filled in (`vet`), and filling it
//! in can neither loop for long nor write much (`fill`).

mod fault;
mod fill;
mod scan;
pub mod slot;
#[cfg(test)]
mod tests;
mod vet;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::fault::{Fault, Reason};
pub use self::fill::{Names, paragraphs};
pub use self::slot::Slot;
pub use self::vet::{NAMES, Text};
use crate::brand::{Brand, Look};

/// The texts of one place (a survey or the workspace, in one language or in all): sources by slot. What is missing falls
/// back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<Slot, String>);

impl Texts {
    /// Vets every text; what is wrong is named by slot, line and column.
    pub fn vet(&self) -> Vec<(Slot, Fault)> {
        let wrong = |(slot, source): (&Slot, &String)| Text::of(*slot, source).err().map(|fault| (*slot, fault));
        self.0.iter().filter_map(wrong).collect()
    }
}

/// What a wording is made for: a campaign fills in one text a hundred thousand times.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The workspace.
    pub workspace: i32,
    /// The survey; 0 for none.
    pub survey: i32,
    /// The language's tag.
    pub language: &'static str,
    /// When anything in the workspace last changed, in milliseconds: an older wording is never found again.
    pub changed_at: i64,
}

/// All that a mail or a page of one survey in one language takes from the business: texts ready to be filled in, and
/// the brand.
#[derive(Debug, Default)]
pub struct Wording {
    texts: BTreeMap<Slot, Text>,
    /// Logo, sender, imprint.
    pub brand: Brand,
    /// The colours that follow from the brand.
    pub look: Look,
}

impl Wording {
    /// Puts levels together, the strongest first: each slot takes its text from the first level that has one. A text that
    /// does not pass (it was saved by an older version of the program) counts as missing.
    pub fn of(levels: &[Texts], brand: Brand) -> Self {
        let mut texts = BTreeMap::new();
        for (slot, source) in levels.iter().flat_map(|level| &level.0) {
            if texts.contains_key(slot) {
                continue;
            }
            match Text::of(*slot, source) {
                Ok(text) => {
                    texts.insert(*slot, text);
                }
                Err(fault) => tracing::warn!(slot = slot.name(), %fault, "a saved text is left out"),
            }
        }
        Wording { texts, look: Look::of(&brand), brand }
    }

    /// Whether anything of a page's own texts may name the person.
    pub fn has_page_texts(&self) -> bool {
        [Slot::PageIntro, Slot::Button, Slot::Thanks, Slot::LinkText].iter().any(|slot| self.texts.contains_key(slot))
    }

    /// The text of a slot with the names filled in; none where nothing was written, or nothing is left of it. What came
    /// with the person for this one mail is taken first, and never read as a template.
    pub fn fill(&self, slot: Slot, names: &Names) -> Option<String> {
        if let Some(said) = names.said(slot) {
            return Some(said.to_owned());
        }
        self.texts.get(&slot).and_then(|text| text.fill(names)).filter(|text| !text.is_empty())
    }
}
