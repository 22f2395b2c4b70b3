//! Texts that a respondent reads, in one language or several.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{MAX_LANGUAGES, MAX_TEXT};

/// A text in the survey's own language, or one text per language.
///
/// In a definition it is a string, or a map from language tags to strings: `"How was it?"`,
/// `{"en": "How was it?", "ru": "Как всё прошло?"}`.
///
/// ```
/// use survey_core::survey::Text;
///
/// let text = Text::Plain("How was it?".into());
/// assert_eq!(text.get("ru", "en"), "How was it?");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Text {
    /// In the survey's own language only.
    Plain(#[schemars(length(min = 1, max = MAX_TEXT))] String),
    /// By language tag (`en`, `pt-BR`).
    Translated(#[schemars(length(min = 1, max = MAX_LANGUAGES))] BTreeMap<String, String>),
}

impl Text {
    /// The text for a reader of `language`, else for one of `fallback` (the survey's own language), else any.
    ///
    /// A tag falls back to shorter ones (`pt-BR` to `pt`), then to a sibling (`pt-PT`), before the fallback is asked.
    ///
    /// ```
    /// use survey_core::survey::Text;
    ///
    /// let text = Text::Translated([("en".into(), "Thanks".into()), ("pt".into(), "Obrigado".into())].into());
    /// assert_eq!(text.get("pt-BR", "en"), "Obrigado");
    /// assert_eq!(text.get("PT", "en"), "Obrigado");
    /// assert_eq!(text.get("kk", "en-GB"), "Thanks");
    /// assert_eq!(text.get("kk", "ru"), "Thanks");
    /// ```
    pub fn get(&self, language: &str, fallback: &str) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Translated(texts) => find(texts, language)
                .or_else(|| find(texts, fallback))
                .or_else(|| texts.values().next().map(String::as_str))
                .unwrap_or_default(),
        }
    }

    /// The languages it is written in; none for a text in the survey's own language only.
    ///
    /// ```
    /// use survey_core::survey::Text;
    ///
    /// let text = Text::Translated([("ru".into(), "Спасибо".into()), ("en".into(), "Thanks".into())].into());
    /// assert_eq!(text.languages().collect::<Vec<_>>(), ["en", "ru"]);
    /// ```
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        let texts = match self {
            Self::Plain(_) => None,
            Self::Translated(texts) => Some(texts),
        };
        texts.into_iter().flat_map(|texts| texts.keys().map(String::as_str))
    }
}

fn find<'a>(texts: &'a BTreeMap<String, String>, language: &str) -> Option<&'a str> {
    let exact =
        |tag: &str| texts.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag)).map(|(_, text)| text.as_str());
    let shorter = std::iter::successors(Some(language), |tag| tag.rsplit_once('-').map(|(shorter, _)| shorter));
    shorter.into_iter().find_map(exact).or_else(|| {
        texts
            .iter()
            .find(|(known, _)| primary(known).eq_ignore_ascii_case(primary(language)))
            .map(|(_, text)| text.as_str())
    })
}

fn primary(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(primary, _)| primary)
}

/// Whether it looks like a language tag: `en`, `pt-BR`, `zh-Hant-TW`.
pub(super) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tag.len() <= 35
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
