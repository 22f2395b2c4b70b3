//! The translated texts: Fluent files under `locales/`, one folder a language, embedded in the binary.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use rust_embed::RustEmbed;
use serde_json::{Number, Value};

use super::direction::isolated;
use super::number::number;
use super::{Language, RenderError};

#[derive(RustEmbed)]
#[folder = "locales"]
struct Locales;

/// Every text of ours, by language and key.
pub(super) struct Texts {
    bundles: [Bundle; Language::ALL.len()],
}

type Bundle = FluentBundle<FluentResource>;

impl Texts {
    /// Reads the embedded texts. A text that does not parse, or a key written twice, is an error that names its file.
    pub(super) fn embedded() -> Result<Self, RenderError> {
        Ok(Self {
            bundles: [
                bundle::<0>()?,
                bundle::<1>()?,
                bundle::<2>()?,
                bundle::<3>()?,
                bundle::<4>()?,
                bundle::<5>()?,
                bundle::<6>()?,
                bundle::<7>()?,
                bundle::<8>()?,
                bundle::<9>()?,
            ],
        })
    }

    /// The text of `key` with its arguments, in `language` or else in English. An unknown key, a missing argument
    /// and an argument that is neither text, number nor truth value are errors.
    pub(super) fn text<'a>(
        &self,
        language: Language,
        key: &str,
        args: impl Iterator<Item = (&'a str, &'a Value)>,
    ) -> Result<String, RenderError> {
        let (bundle, pattern) = [language, Language::English]
            .into_iter()
            .map(|language| self.bundle(language))
            .find_map(|bundle| Some((bundle, bundle.get_message(key)?.value()?)))
            .ok_or_else(|| RenderError::Text { key: key.to_owned(), fault: "no language has it".into() })?;
        let mut values = FluentArgs::new();
        for (name, value) in args {
            let value = match value {
                Value::String(text) if !chooses(pattern, name) => isolated(language, text).into_owned().into(),
                value => argument(language, value).ok_or_else(|| RenderError::Text {
                    key: key.to_owned(),
                    fault: format!("its argument {name} is {value}"),
                })?,
            };
            values.set(name.to_owned(), value);
        }
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut faults).into_owned();
        match faults.first() {
            None => Ok(text),
            Some(fault) => Err(RenderError::Text { key: key.to_owned(), fault: fault.to_string() }),
        }
    }

    fn bundle(&self, language: Language) -> &Bundle {
        &self.bundles[language as usize]
    }

    #[cfg(test)]
    pub(super) fn has(&self, language: Language, key: &str) -> bool {
        self.bundle(language).has_message(key)
    }
}

/// Whether an argument decides between variants: such a word is compared and never shown.
fn chooses(pattern: &Pattern<&str>, name: &str) -> bool {
    pattern.elements.iter().any(|element| match element {
        PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
            matches!(selector, InlineExpression::VariableReference { id } if id.name == name)
                || variants.iter().any(|variant| chooses(&variant.value, name))
        }
        _ => false,
    })
}

/// The file names and sources of one language.
pub(super) fn sources(language: Language) -> impl Iterator<Item = (String, String)> {
    Locales::iter().filter(move |name| name.split('/').next() == Some(language.tag())).filter_map(|name| {
        name.strip_suffix(".ftl")?;
        let file = Locales::get(&name)?;
        Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
    })
}

/// The texts of the language at a place of [`Language::ALL`]; a formatter is a plain function, so it knows its language
/// by its type.
fn bundle<const LANGUAGE: usize>() -> Result<Bundle, RenderError> {
    let language = Language::ALL[LANGUAGE];
    let fault = |file: &str, fault: String| RenderError::Locale { file: file.to_owned(), fault };
    let tag = language.tag().parse().map_err(|error| fault(language.tag(), format!("{error:?}")))?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Ours isolate only where it is needed: see `direction`.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(written::<LANGUAGE, _>));
    for (file, source) in sources(language) {
        let resource = FluentResource::try_new(source).map_err(|(_, errors)| fault(&file, format!("{errors:?}")))?;
        bundle.add_resource(resource).map_err(|errors| fault(&file, format!("{errors:?}")))?;
    }
    Ok(bundle)
}

fn argument(language: Language, value: &Value) -> Option<FluentValue<'static>> {
    match value {
        Value::String(text) => Some(FluentValue::from(text.clone())),
        Value::Number(number) => Some(match number.as_i64() {
            Some(integer) if language == Language::Arabic => arabic_count(integer),
            Some(integer) => FluentValue::from(integer),
            None => FluentValue::from(number.as_f64()?),
        }),
        Value::Bool(truth) => Some(FluentValue::from(truth.to_string())),
        _ => None,
    }
}

/// A number that counts as Unicode says. The plural rules that Fluent brings take 103 for something else than 3 in
/// Arabic, where only the last two digits decide; so the number that counts is those two, and the number that is shown
/// travels in an option that nothing else reads.
fn arabic_count(integer: i64) -> FluentValue<'static> {
    let counts = integer % 100;
    if integer < 100 || counts < 3 {
        return FluentValue::from(integer);
    }
    let shown = usize::try_from(integer).ok();
    let options = FluentNumberOptions { maximum_significant_digits: shown, ..FluentNumberOptions::default() };
    FluentValue::Number(FluentNumber::new(counts as f64, options))
}

/// A number inside a text looks like every other number: `1 234 ответа`.
fn written<const LANGUAGE: usize, M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(value) = value else { return None };
    let value = value.options.maximum_significant_digits.map_or(value.value, |shown| shown as f64);
    #[expect(clippy::float_cmp, reason = "asks whether the number is exactly an integer")]
    let whole = value.trunc() == value && value.abs() < 9e15;
    let value = if whole { Number::from(value as i64) } else { Number::from_f64(value)? };
    Some(number(Language::ALL[LANGUAGE], &value, None))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
    fn arabic_has_six_ways_to_count() {
        let texts = Texts::embedded().unwrap();
        for (n, text) in [
            (1, "يوم واحد"),
            (2, "يومان"),
            (3, "3\u{a0}أيام"),
            (11, "11\u{a0}يومًا"),
            (100, "100\u{a0}يوم"),
            (101, "101\u{a0}يوم"),
            (103, "103\u{a0}أيام"),
            (1_011, "1,011\u{a0}يومًا"),
        ] {
            assert_eq!(texts.text(Language::Arabic, "duration-days", [("n", &json!(n))].into_iter()).unwrap(), text);
        }
    }

    #[test]
    fn a_latin_name_in_an_arabic_sentence_is_isolated_and_one_in_english_is_not() {
        let texts = Texts::embedded().unwrap();
        let subject = |language, company: &str| {
            texts.text(language, "mail-invitation-subject", [("company", &json!(company))].into_iter()).unwrap()
        };
        assert_eq!(subject(Language::Arabic, "Acme"), "سؤال واحد من \u{2068}Acme\u{2069}");
        assert_eq!(subject(Language::Arabic, "متجر"), "سؤال واحد من متجر");
        assert_eq!(subject(Language::English, "Acme"), "One question from Acme");
        assert_eq!(subject(Language::English, "متجر"), "One question from \u{2068}متجر\u{2069}");
    }

    #[test]
    fn a_word_that_chooses_a_variant_is_never_isolated() {
        let texts = Texts::embedded().unwrap();
        let heading = texts.text(Language::Arabic, "thanks-heading", [("category", &json!("passive"))].into_iter());
        assert_eq!(heading.unwrap(), "شكرًا لك. عرفنا الآن ما الذي علينا تحسينه.");
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
