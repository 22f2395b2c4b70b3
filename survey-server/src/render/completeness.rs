//! Nothing that a customer reads, and no mail, lacks a word in any language.
//!
//! [`EVERYWHERE`] names the files whose texts exist in all languages; the texts of every other file are the admin's, and
//! exist in the admin's languages only.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

use super::texts::sources;
use super::{Language, Templates, Texts};

const EVERYWHERE: [&str; 4] = ["badge.ftl", "common.ftl", "mail.ftl", "page.ftl"];
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What a text consists of besides its words.
#[derive(Debug, Default)]
struct Shape {
    attributes: BTreeSet<String>,
    variables: BTreeSet<String>,
    /// The variants of each choice, by what chooses.
    choices: Vec<(String, BTreeSet<String>)>,
}

/// The texts of one language by key; of the files for all languages, or of all its files.
fn shapes(language: Language, everywhere: bool) -> BTreeMap<String, Shape> {
    let mut shapes = BTreeMap::new();
    for (path, source) in sources(language) {
        let (_, file) = path.split_once('/').unwrap();
        if everywhere && !EVERYWHERE.contains(&file) {
            continue;
        }
        let resource = fluent_syntax::parser::parse(source.as_str()).unwrap_or_else(|(_, e)| panic!("{path}: {e:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut shape = Shape::default();
            for attribute in &message.attributes {
                shape.attributes.insert(attribute.id.name.to_owned());
                look(&attribute.value, &mut shape);
            }
            look(message.value.as_ref().unwrap_or_else(|| panic!("{path}: {} is empty", message.id.name)), &mut shape);
            assert!(shapes.insert(message.id.name.to_owned(), shape).is_none(), "{path}: {} twice", message.id.name);
        }
    }
    shapes
}

fn look(pattern: &Pattern<&str>, shape: &mut Shape) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let (inline, variants) = match expression {
            Expression::Inline(inline) => (inline, None),
            Expression::Select { selector, variants } => (selector, Some(variants)),
        };
        let name = match inline {
            InlineExpression::VariableReference { id } => id.name.to_owned(),
            _ => String::new(),
        };
        if !name.is_empty() {
            shape.variables.insert(name.clone());
        }
        let Some(variants) = variants else { continue };
        let keys = variants.iter().map(|variant| match &variant.key {
            VariantKey::Identifier { name } => (*name).to_owned(),
            VariantKey::NumberLiteral { value } => (*value).to_owned(),
        });
        shape.choices.push((name, keys.collect()));
        for variant in variants {
            look(&variant.value, shape);
        }
    }
}

fn counts(keys: &BTreeSet<String>) -> bool {
    keys.len() > 1 && keys.iter().all(|key| CATEGORIES.contains(&key.as_str())) || keys.contains("one")
}

/// The choices by words, in a form that can be compared.
fn by_words(shape: &Shape) -> BTreeSet<&(String, BTreeSet<String>)> {
    shape.choices.iter().filter(|(_, keys)| !counts(keys)).collect()
}

/// The plural categories that whole numbers and decimals have in a language, as the rules we use give them.
fn categories(language: Language) -> BTreeSet<String> {
    let resource = FluentResource::try_new(
        "n = { $n ->\n    [zero] zero\n    [one] one\n    [two] two\n    [few] few\n    [many] many\n   *[other] other\n}"
            .to_owned(),
    )
    .unwrap();
    let mut bundle = FluentBundle::new(vec![language.tag().parse().unwrap()]);
    bundle.add_resource(resource).unwrap();
    let pattern = bundle.get_message("n").unwrap().value().unwrap();
    let whole = (0..=1000).map(f64::from);
    whole
        .chain([1.5, 2.5])
        .map(|n| {
            let mut args = FluentArgs::new();
            args.set("n", n);
            let category = bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned();
            category.trim_matches(['\u{2068}', '\u{2069}']).to_owned()
        })
        .collect()
}

#[test]
fn every_language_has_every_text_with_its_attributes_variables_and_choices() {
    let english = shapes(Language::English, true);
    assert!(english.len() > 100, "only {} texts were read", english.len());
    for language in Language::ALL {
        let own = shapes(language, true);
        let tag = language.tag();
        for (key, shape) in &english {
            let own = own.get(key).unwrap_or_else(|| panic!("{tag} has no text {key}"));
            assert_eq!(own.attributes, shape.attributes, "the attributes of {key} in {tag}");
            assert_eq!(own.variables, shape.variables, "the variables of {key} in {tag}");
            assert_eq!(by_words(own), by_words(shape), "the choices of {key} in {tag}");
        }
        for key in own.keys() {
            assert!(english.contains_key(key), "{tag} has the text {key}, which nobody asks for");
        }
    }
}

#[test]
fn every_text_of_the_admin_is_in_its_languages_and_in_no_other() {
    let english = shapes(Language::English, false);
    for language in Language::ALL {
        let own = shapes(language, false);
        if Language::OF_ADMIN.contains(&language) {
            let missing: Vec<_> = english.keys().filter(|key| !own.contains_key(*key)).collect();
            let unknown: Vec<_> = own.keys().filter(|key| !english.contains_key(*key)).collect();
            assert!(missing.is_empty() && unknown.is_empty(), "{}: {missing:?} {unknown:?}", language.tag());
        } else {
            assert_eq!(own.len(), shapes(language, true).len(), "{} translates a file of the admin", language.tag());
        }
    }
}

#[test]
fn a_text_that_counts_has_every_plural_of_its_language() {
    for language in Language::ALL {
        let needed = categories(language);
        for (key, shape) in shapes(language, true) {
            for (chooser, keys) in shape.choices.iter().filter(|(_, keys)| counts(keys)) {
                let missing: Vec<_> = needed.iter().filter(|category| !keys.contains(*category)).collect();
                assert!(missing.is_empty(), "{} {key}: ${chooser} lacks {missing:?}", language.tag());
            }
        }
    }
}

#[test]
fn the_plural_rules_are_those_of_unicode() {
    for (language, expected) in [
        (Language::English, "one other"),
        (Language::Russian, "few many one other"),
        (Language::German, "one other"),
        (Language::Spanish, "one other"),
        (Language::French, "one other"),
        (Language::Portuguese, "one other"),
        (Language::Turkish, "one other"),
        (Language::Kazakh, "one other"),
        (Language::Ukrainian, "few many one other"),
        (Language::Arabic, "few many one other two zero"),
    ] {
        let own: Vec<String> = categories(language).into_iter().collect();
        assert_eq!(own.join(" "), expected, "{}", language.tag());
    }
}

#[test]
fn no_text_raises_its_voice_or_is_left_in_english() {
    let english: BTreeMap<String, String> = words(Language::English);
    for language in Language::ALL {
        for (key, text) in words(language) {
            assert!(!text.contains('!') && !text.contains('¡'), "{} {key}: {text}", language.tag());
            let plain: String =
                text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
            let may_be_alike =
                plain.chars().filter(|c| c.is_alphabetic()).count() < 12 || language == Language::English;
            assert!(may_be_alike || english.get(&key) != Some(&text), "{} {key} is in English", language.tag());
        }
    }
}

/// The source of each text of the files for all languages.
fn words(language: Language) -> BTreeMap<String, String> {
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    for (path, source) in sources(language) {
        if !EVERYWHERE.iter().any(|file| path.ends_with(file)) {
            continue;
        }
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let text = match line.split_once(" = ") {
                Some((start, text)) if !line.starts_with(' ') => {
                    start.clone_into(&mut key);
                    text
                }
                _ => line,
            };
            words.entry(key.clone()).or_default().push_str(text);
        }
    }
    words
}

/// Every `t "key"` written in a template.
fn keys_in(source: &str) -> Vec<String> {
    ["{{t \"", "(t \"", "{{~t \""]
        .iter()
        .flat_map(|call| source.split(call).skip(1).filter_map(|rest| rest.split('"').next()))
        .map(str::to_owned)
        .collect()
}

/// Mails to those who set the installation up or manage the business: in the languages of the admin.
const MAILS_TO_OWNERS: [&str; 3] = ["mail/endpoint_disabled/", "mail/report/", "mail/watch/"];

#[test]
fn every_text_a_template_asks_for_exists_in_every_language_that_reads_it() {
    let texts = Texts::embedded().unwrap();
    for path in Templates::iter() {
        let source = String::from_utf8(Templates::get(&path).unwrap().data.into_owned()).unwrap();
        let part_of_survey = path.starts_with("partial/question") || path == "partial/public.hbs";
        let mail = path.starts_with("mail/") && !MAILS_TO_OWNERS.iter().any(|name| path.starts_with(name));
        let for_customers = mail || part_of_survey || source.contains("{{#> public");
        let languages: &[Language] = if for_customers { &Language::ALL } else { &Language::OF_ADMIN };
        for key in keys_in(&source) {
            for language in languages {
                assert!(texts.has(*language, &key), "{path}: {key} is missing in {}", language.tag());
            }
        }
    }
}
