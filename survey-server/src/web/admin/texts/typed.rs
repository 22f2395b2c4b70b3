//! What was typed into the editor, and what is wrong with it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Saved;
use crate::brand::{self, Brand, Colour};
use crate::error::{Error, Problem};
use crate::mail::EmailAddress;
use crate::web::admin::form::Form;
use crate::web::admin::member::Member;
use crate::wording::{Fault, Slot, Text, Texts};

/// The fields of the brand that are typed.
pub(super) const BRAND: [&str; 6] = ["accent", "accent_dark", "background", "sender_name", "reply_to", "imprint"];

/// A form of the editor.
pub(in crate::web::admin) struct Typed {
    /// Each field as it was typed.
    pub values: BTreeMap<&'static str, String>,
    pub texts: Texts,
    pub brand: Brand,
    pub version: Option<i32>,
    pub brand_version: Option<i32>,
    /// By field.
    pub problems: BTreeMap<String, String>,
}

/// Problems of a use case by field.
pub(super) fn by_field(problems: Vec<Problem>) -> BTreeMap<String, String> {
    problems.into_iter().map(|problem| (problem.path, problem.message)).collect()
}

impl Typed {
    /// What is saved.
    pub fn of(saved: &Saved) -> Self {
        let brand = &saved.brand;
        let colour = |colour: Option<Colour>| colour.map(|colour| colour.to_string()).unwrap_or_default();
        let word = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut values: BTreeMap<&'static str, String> =
            saved.texts.0.iter().map(|(slot, text)| (slot.name(), text.clone())).collect();
        values.extend([
            ("accent", colour(brand.accent)),
            ("accent_dark", colour(brand.accent_dark)),
            ("background", colour(brand.background)),
            ("sender_name", word(&brand.sender_name)),
            ("reply_to", word(&brand.reply_to)),
            ("imprint", word(&brand.imprint)),
            ("names_day", brand.names_day.map(|yes| if yes { "yes" } else { "no" }).unwrap_or_default().to_owned()),
        ]);
        Typed {
            values,
            texts: saved.texts.clone(),
            brand: saved.brand.clone(),
            version: Some(saved.version),
            brand_version: Some(saved.brand_version),
            problems: BTreeMap::new(),
        }
    }

    /// Reads a form and checks everything in it.
    pub fn read(member: &Member, form: &Form) -> Result<Self, Error> {
        let mut typed = Typed {
            values: BTreeMap::new(),
            texts: Texts::default(),
            brand: Brand::default(),
            version: form.number("version"),
            brand_version: form.number("brand_version"),
            problems: BTreeMap::new(),
        };
        for slot in Slot::ALL {
            let text = form.raw(slot.name()).replace("\r\n", "\n").trim().to_owned();
            if !text.is_empty() {
                if let Err(fault) = Text::of(slot, &text) {
                    typed.problems.insert(slot.name().to_owned(), sentence(member, &fault)?);
                }
                typed.texts.0.insert(slot, text.clone());
            }
            typed.values.insert(slot.name(), text);
        }
        typed.read_brand(member, form)?;
        Ok(typed)
    }

    fn read_brand(&mut self, member: &Member, form: &Form) -> Result<(), Error> {
        let mut colours = [None; 3];
        for (place, name) in BRAND[..3].iter().enumerate() {
            let text = form.text(name);
            match text.parse::<Colour>() {
                _ if text.is_empty() => {}
                Ok(colour) => colours[place] = Some(colour),
                Err(_sentence) => {
                    let given = [("given", Value::from(text.as_str()))];
                    self.problems.insert((*name).to_owned(), member.reader.text("problem-colour", &given)?);
                }
            }
            self.values.insert(name, text);
        }
        let word =
            |name: &str| Some(form.raw(name).replace("\r\n", "\n").trim().to_owned()).filter(|text| !text.is_empty());
        let names_day = form.text("names_day");
        self.brand = Brand {
            accent: colours[0],
            accent_dark: colours[1],
            background: colours[2],
            logo: word("logo").filter(|_| form.text("no_logo").is_empty()),
            sender_name: word("sender_name"),
            reply_to: word("reply_to"),
            imprint: word("imprint"),
            names_day: match names_day.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
        };
        self.values.insert("names_day", names_day);
        for name in &BRAND[3..] {
            self.values.insert(name, word(name).unwrap_or_default());
        }
        for wrong in self.brand.unreadable() {
            let args = [
                ("given", Value::from(wrong.given.to_string())),
                ("beside", Value::from(wrong.beside.to_string())),
                ("nearest", Value::from(wrong.nearest.to_string())),
                ("contrast", Value::from((wrong.contrast * 10.0).floor() / 10.0)),
            ];
            self.problems.insert(wrong.field.to_owned(), member.reader.text("problem-contrast", &args)?);
        }
        for (name, most) in [("sender_name", brand::MOST_SENDER), ("imprint", brand::MOST_IMPRINT)] {
            let text = word(name).unwrap_or_default();
            let control = text.chars().any(|c| c.is_control() && !(name == "imprint" && c == '\n'));
            if control || text.chars().count() > most {
                let args = [("most", Value::from(most))];
                self.problems.insert(name.to_owned(), member.reader.text("problem-brand-text", &args)?);
            }
        }
        if let Some(address) = word("reply_to").filter(|address| EmailAddress::parse(address).is_err()) {
            let given = [("given", Value::from(address))];
            self.problems.insert("reply_to".to_owned(), member.reader.text("problem-email", &given)?);
        }
        Ok(())
    }
}

/// What is wrong with a text, in the reader's language.
fn sentence(member: &Member, fault: &Fault) -> Result<String, Error> {
    let why = member.reader.text(
        "text-fault",
        &[("reason", Value::from(fault.reason.word())), ("given", Value::from(fault.given.as_str()))],
    )?;
    let place = [("line", Value::from(fault.line)), ("column", Value::from(fault.column)), ("why", Value::from(why))];
    member.reader.text("text-fault-at", &place)
}
