//! Templates: handlebars with escaping, translated texts, typed contexts.
//!
//! Templates live under `templates/`: `page/<name>.hbs` and `partial/<name>.hbs` for the browser, and for each mail
//! `mail/<name>/{subject.txt,body.txt,body.html}.hbs`, with parts shared by mails in `mail/partial/<name>.{html,txt}.hbs`
//! (called as `{{> mail/<name>}}`). They are strict: a name that the context lacks is an error, never an empty place.
//! Every context also has `lang` and `dir`, unless it brings its own, and `start` and `end`, the sides where a line of the
//! language begins and ends (`left` or `right`), because mail programs know no other words for them; that of a
//! mail has `look`, the colours.

mod date;
mod direction;
mod helper;
mod language;
mod moment;
mod month;
mod number;
mod texts;

pub mod asset;
#[cfg(test)]
mod completeness;
pub mod qr;
pub mod slots;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use handlebars::Handlebars;
use rust_embed::RustEmbed;
use serde::Serialize;
use serde_json::Value;

pub use self::language::Language;
pub use self::moment::Moment;
use self::slots::{Slot, Slots};
use self::texts::Texts;
use crate::brand::Look;

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// Why nothing was rendered. The place in the template or the text is named.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A template does not parse.
    #[error("the template {name} does not parse: {source}")]
    Template {
        /// Its path under `templates/`.
        name: String,
        /// Where and why.
        source: Box<handlebars::TemplateError>,
    },
    /// A template and its context do not fit.
    #[error("cannot render {name}: {source}")]
    Render {
        /// The template.
        name: String,
        /// Where and why.
        source: Box<handlebars::RenderError>,
    },
    /// A context cannot be written as JSON, or is not an object.
    #[error("the context of {name} must be an object: {fault}")]
    Context {
        /// The template.
        name: String,
        /// What it is instead.
        fault: String,
    },
    /// A file of texts does not parse.
    #[error("the texts in {file} do not parse: {fault}")]
    Locale {
        /// Its path under `locales/`.
        file: String,
        /// Where and why.
        fault: String,
    },
    /// A text is missing, or lacks an argument.
    #[error("the text {key}: {fault}")]
    Text {
        /// Its key.
        key: String,
        /// What is wrong with it.
        fault: String,
    },
}

/// A mail, ready to become a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedMail {
    /// One line, without control characters.
    pub subject: String,
    /// The part for readers without HTML.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// `2 h 5 min` in the language of a tag.
pub fn duration(language: &str, minutes: i64) -> String {
    date::duration(Language::of(language), minutes)
}

/// `20 Nov 2026` in the language of a tag.
pub fn day(language: &str, day: jiff::civil::Date) -> String {
    date::date(Language::of(language), day, false)
}

/// `20 Nov 2026, 14:05` in the language of a tag.
pub fn datetime(language: &str, moment: &jiff::Zoned) -> String {
    date::datetime(Language::of(language), moment, false)
}

/// `3 Aug – 9 Aug`, in Russian `3–9 августа`, in the language of a tag; with the year where it is not this one.
pub fn days(language: &str, (from, until): (jiff::civil::Date, jiff::civil::Date), this_year: i16) -> String {
    date::days(Language::of(language), (from, until), this_year)
}

/// All templates in all languages, compiled once. Share it behind an `Arc`.
pub struct Renderer {
    texts: Arc<Texts>,
    registries: [Registries; Language::ALL.len()],
    slots: Slots,
}

struct Registries {
    html: Handlebars<'static>,
    text: Handlebars<'static>,
}

impl Renderer {
    /// Compiles the embedded templates. An error here is a mistake in our own files, which the tests find.
    pub fn new() -> Result<Self, RenderError> {
        let texts = Arc::new(Texts::embedded()?);
        let mut html = Handlebars::new();
        let mut text = Handlebars::new();
        html.set_strict_mode(true);
        text.set_strict_mode(true);
        text.register_escape_fn(handlebars::no_escape);
        for path in Templates::iter() {
            let Some(file) = Templates::get(&path) else { continue };
            let source = String::from_utf8_lossy(&file.data);
            let (registry, name) = match place(&path) {
                Some((Kind::Html, name)) => (&mut html, name),
                Some((Kind::Text, name)) => (&mut text, name),
                None => continue,
            };
            registry
                .register_template_string(&name, source)
                .map_err(|source| RenderError::Template { name: path.into_owned(), source: Box::new(source) })?;
        }
        // The helpers know their language, so a template cannot be rendered in two by mistake.
        let registries = Language::ALL.map(|language| {
            let mut own = Registries { html: html.clone(), text: text.clone() };
            helper::register(&mut own.html, language, &texts);
            helper::register(&mut own.text, language, &texts);
            own
        });
        Ok(Self { texts, registries, slots: Slots::default() })
    }

    /// A page: `templates/page/<name>.hbs` in the best language for the tag.
    pub fn page(&self, name: &str, language: &str, context: &impl Serialize) -> Result<String, RenderError> {
        let language = Language::of(language);
        let name = format!("page/{name}");
        let context = self::context(&name, language, context)?;
        self.render(Kind::Html, language, &name, &context)
    }

    /// The same for a page that many get alike but for a few places: rendered once for equal contexts, which hold the marks
    /// of the slots.
    pub fn page_with_slots(
        &self,
        name: &str,
        language: &str,
        context: &impl Serialize,
        slots: &[Slot<'_>],
    ) -> Result<String, RenderError> {
        let key = serde_json::to_string(&(name, language, context))
            .map_err(|error| RenderError::Context { name: name.to_owned(), fault: error.to_string() })?;
        self.slots.page(key, slots, || self.page(name, language, context))
    }

    /// A mail: the three templates under `templates/mail/<name>/` in the best language for the tag.
    pub fn mail(&self, name: &str, language: &str, context: &impl Serialize) -> Result<RenderedMail, RenderError> {
        let language = Language::of(language);
        let name = format!("mail/{name}");
        let mut context = self::context(&name, language, context)?;
        if context.get("look").is_none() {
            context["look"] = serde_json::to_value(Look::default())
                .map_err(|error| RenderError::Context { name: name.clone(), fault: error.to_string() })?;
        }
        let subject = self.render(Kind::Text, language, &format!("{name}/subject"), &context)?;
        Ok(RenderedMail {
            subject: one_line(&subject),
            text: self.render(Kind::Text, language, &format!("{name}/body"), &context)?,
            html: self.render(Kind::Html, language, &format!("{name}/body"), &context)?,
        })
    }

    /// One text, for the places that have no template (a chat message, a file name, an API message).
    pub fn text(&self, key: &str, language: &str, args: &[(&str, Value)]) -> Result<String, RenderError> {
        self.texts.text(Language::of(language), key, args.iter().map(|(name, value)| (*name, value)))
    }

    fn render(&self, kind: Kind, language: Language, name: &str, context: &Value) -> Result<String, RenderError> {
        let registries = self.speaking(language);
        let registry = match kind {
            Kind::Html => &registries.html,
            Kind::Text => &registries.text,
        };
        registry
            .render(name, context)
            .map_err(|source| RenderError::Render { name: name.to_owned(), source: Box::new(source) })
    }

    fn speaking(&self, language: Language) -> &Registries {
        &self.registries[language as usize]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Html,
    Text,
}

/// The registry and the name of the template at a path under `templates/`.
fn place(path: &str) -> Option<(Kind, String)> {
    let stem = path.strip_suffix(".hbs")?;
    if let Some(name) = stem.strip_prefix("partial/") {
        return Some((Kind::Html, name.to_owned()));
    }
    if stem.starts_with("page/") {
        return Some((Kind::Html, stem.to_owned()));
    }
    let (name, kind) = match (stem.strip_suffix(".html"), stem.strip_suffix(".txt")) {
        (Some(name), _) => (name, Kind::Html),
        (_, Some(name)) => (name, Kind::Text),
        _ => return None,
    };
    Some((kind, name.strip_prefix("mail/partial/").map_or_else(|| name.to_owned(), |part| format!("mail/{part}"))))
}

fn context(name: &str, language: Language, context: &impl Serialize) -> Result<Value, RenderError> {
    let fault = |fault: String| RenderError::Context { name: name.to_owned(), fault };
    match serde_json::to_value(context) {
        Ok(Value::Object(mut fields)) => {
            fields.entry("lang").or_insert_with(|| language.tag().into());
            fields.entry("dir").or_insert_with(|| language.direction().into());
            let (start, end) = if language.right_to_left() { ("right", "left") } else { ("left", "right") };
            // What a page in a frame says to the page around it; most pages stand for themselves.
            fields.entry("frame").or_insert(Value::Null);
            fields.insert("start".to_owned(), start.into());
            fields.insert("end".to_owned(), end.into());
            Ok(Value::Object(fields))
        }
        Ok(other) => Err(fault(other.to_string())),
        Err(error) => Err(fault(error.to_string())),
    }
}

/// A subject is one header line: line breaks and other control characters become single spaces.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c == ' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
