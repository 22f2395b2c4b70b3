//! The translated texts: Fluent files under `locales/`, one folder a language, embedded in the binary.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use serde_json::{Number, Value};

use super::number::number;
use super::{Language, RenderError};

#[derive(RustEmbed)]
#[folder = "locales"]
struct Locales;

/// Every text of ours, by language and key.
pub(super) struct Texts {
    english: Bundle,
    russian: Bundle,
}

type Bundle = FluentBundle<FluentResource>;

impl Texts {
    /// Reads the embedded texts. A text that does not parse, or a key written twice, is an error that names its file.
    pub(super) fn embedded() -> Result<Self, RenderError> {
        Ok(Self { english: bundle(Language::English)?, russian: bundle(Language::Russian)? })
    }

    /// The text of `key` with its arguments, in `language` or else in English. An unknown key, a missing argument
    /// and an argument that is neither text, number nor truth value are errors.
    pub(super) fn text<'a>(
        &self,
        language: Language,
        key: &str,
        args: impl Iterator<Item = (&'a str, &'a Value)>,
    ) -> Result<String, RenderError> {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            let value = argument(value).ok_or_else(|| RenderError::Text {
                key: key.to_owned(),
                fault: format!("its argument {name} is {value}"),
            })?;
            values.set(name.to_owned(), value);
        }
        let (bundle, pattern) = [language, Language::English]
            .into_iter()
            .map(|language| self.bundle(language))
            .find_map(|bundle| Some((bundle, bundle.get_message(key)?.value()?)))
            .ok_or_else(|| RenderError::Text { key: key.to_owned(), fault: "no language has it".into() })?;
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut faults).into_owned();
        match faults.first() {
            None => Ok(text),
            Some(fault) => Err(RenderError::Text { key: key.to_owned(), fault: fault.to_string() }),
        }
    }

    fn bundle(&self, language: Language) -> &Bundle {
        match language {
            Language::English => &self.english,
            Language::Russian => &self.russian,
        }
    }

    #[cfg(test)]
    pub(super) fn has(&self, language: Language, key: &str) -> bool {
        self.bundle(language).has_message(key)
    }
}

/// The file names and sources of one language.
fn sources(language: Language) -> impl Iterator<Item = (String, String)> {
    Locales::iter().filter(move |name| name.split('/').next() == Some(language.tag())).filter_map(|name| {
        name.strip_suffix(".ftl")?;
        let file = Locales::get(&name)?;
        Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
    })
}

fn bundle(language: Language) -> Result<Bundle, RenderError> {
    let fault = |file: &str, fault: String| RenderError::Locale { file: file.to_owned(), fault };
    let tag = language.tag().parse().map_err(|error| fault(language.tag(), format!("{error:?}")))?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks that isolate directions show as boxes in some mail programs, and both languages run left to right.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::English => english,
        Language::Russian => russian,
    }));
    for (file, source) in sources(language) {
        let resource = FluentResource::try_new(source).map_err(|(_, errors)| fault(&file, format!("{errors:?}")))?;
        bundle.add_resource(resource).map_err(|errors| fault(&file, format!("{errors:?}")))?;
    }
    Ok(bundle)
}

fn argument(value: &Value) -> Option<FluentValue<'static>> {
    match value {
        Value::String(text) => Some(FluentValue::from(text.clone())),
        Value::Number(number) => Some(match number.as_i64() {
            Some(integer) => FluentValue::from(integer),
            None => FluentValue::from(number.as_f64()?),
        }),
        Value::Bool(truth) => Some(FluentValue::from(truth.to_string())),
        _ => None,
    }
}

fn english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    in_readers_form(Language::English, value)
}

fn russian<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    in_readers_form(Language::Russian, value)
}

/// A number inside a text looks like every other number: `1 234 ответа`.
fn in_readers_form(language: Language, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(value) = value else { return None };
    let value = value.value;
    #[expect(clippy::float_cmp, reason = "asks whether the number is exactly an integer")]
    let whole = value.trunc() == value && value.abs() < 9e15;
    let value = if whole { Number::from(value as i64) } else { Number::from_f64(value)? };
    Some(number(language, &value, None))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    /// The keys that the files of a language define, read from their sources.
    fn keys(language: Language) -> BTreeSet<String> {
        sources(language)
            .flat_map(|(_, source)| {
                source
                    .lines()
                    .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
                    .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn every_language_has_every_text() {
        let english = keys(Language::English);
        assert!(english.len() > 20);
        for language in Language::ALL {
            let own = keys(language);
            let missing: Vec<_> = english.symmetric_difference(&own).collect();
            assert!(missing.is_empty(), "{}: {missing:?} are not in every language", language.tag());
        }
    }

    #[test]
    fn every_text_that_is_defined_can_be_found() {
        let texts = Texts::embedded().unwrap();
        for language in Language::ALL {
            for key in keys(language) {
                assert!(texts.has(language, &key), "{} {key}", language.tag());
            }
        }
    }

    #[test]
    fn russian_plurals_and_numbers_are_right() {
        let texts = Texts::embedded().unwrap();
        for (n, text) in [
            (1, "1\u{a0}минута"),
            (3, "3\u{a0}минуты"),
            (11, "11\u{a0}минут"),
            (21, "21\u{a0}минута"),
            (1234, "1\u{a0}234\u{a0}минуты"),
        ] {
            assert_eq!(
                texts.text(Language::Russian, "duration-minutes", [("n", &json!(n))].into_iter()).unwrap(),
                text
            );
        }
    }

    #[test]
    fn an_unknown_key_a_missing_argument_and_null_are_errors() {
        let texts = Texts::embedded().unwrap();
        let of = |key: &str, args: &[(&str, &Value)]| {
            texts.text(Language::Russian, key, args.iter().copied()).unwrap_err().to_string()
        };
        assert!(of("no-such-text", &[]).contains("no-such-text"));
        assert!(of("duration-minutes", &[]).contains('n'));
        assert!(of("duration-minutes", &[("n", &Value::Null)]).contains("null"));
    }
}
