//! What the editor's page shows.

use serde::Serialize;
use serde_json::Value;

use super::typed::{BRAND, Typed};
use super::{Saved, Scope};
use crate::brand::{Brand, Look, logo};
use crate::error::Error;
use crate::render::Language;
use crate::store::{Time, logos};
use crate::web::admin::member::Member;
use crate::wording::{NAMES, Slot, Texts};

/// So many versions are listed.
pub(super) const MOST_VERSIONS: i64 = 10;

#[derive(Serialize)]
pub(super) struct Content {
    title: String,
    survey: Option<Link>,
    path: String,
    languages: Vec<Tab>,
    language: &'static str,
    speaks: &'static str,
    version: Option<i32>,
    brand_version: Option<i32>,
    problem_count: usize,
    notice: Option<Notice>,
    mail: Vec<Field>,
    page: Vec<Field>,
    look: Vec<Field>,
    names_day: String,
    logo: Option<Picture>,
    own_logo: Option<String>,
    names: Vec<Name>,
    members: Vec<Choice>,
    versions: Vec<Line>,
    own_texts: bool,
}

#[derive(Serialize)]
struct Link {
    href: String,
    name: String,
}

#[derive(Serialize)]
struct Tab {
    href: String,
    name: String,
    selected: bool,
    written: bool,
}

#[derive(Serialize)]
struct Notice {
    tone: &'static str,
    text: String,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    value: String,
    problem: Option<String>,
    one_line: bool,
    colour: bool,
    /// What stands there as long as nothing is written.
    otherwise: Option<String>,
}

#[derive(Serialize)]
struct Picture {
    url: String,
    width: i32,
    height: i32,
}

/// Something that a click puts into a text.
#[derive(Serialize)]
struct Name {
    insert: String,
    what: String,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    selected: bool,
}

#[derive(Serialize)]
struct Line {
    version: i32,
    at: Time,
    by: Option<String>,
    current: bool,
}

impl Content {
    pub(super) async fn of(
        member: &Member,
        scope: &Scope,
        saved: &Saved,
        typed: Typed,
        notice: Option<(&'static str, String)>,
    ) -> Result<Self, Error> {
        let text = |key: &str| member.reader.text(key, &[]);
        let tab = |language: Option<Language>| -> Result<Tab, Error> {
            let scope = Scope { key: scope.key.clone(), language };
            Ok(Tab {
                href: scope.here(),
                name: match language {
                    Some(language) => language.name().to_owned(),
                    None => text("texts-every-language")?,
                },
                selected: scope.tag() == saved.place.locale,
                written: saved.written.iter().any(|tag| tag == scope.tag()),
            })
        };
        let mut languages = vec![tab(None)?];
        for language in Language::ALL {
            languages.push(tab(Some(language))?);
        }
        let brand = typed.brand.clone().over(saved.inherited_brand.clone());
        // What stands where a colour is left out.
        let below = Look::of(&saved.inherited_brand);
        let dark = Look::of(&Brand { accent_dark: saved.inherited_brand.accent_dark, ..brand.clone() }).dark;
        let fields = Fields { member, saved, typed: &typed, look: Look { dark, ..below } };
        Ok(Content {
            title: match scope.key {
                Some(_) => saved.row.name.clone(),
                None => text("settings-texts")?,
            },
            survey: scope
                .key
                .as_ref()
                .map(|key| Link { href: format!("/admin/surveys/{key}"), name: saved.row.name.clone() }),
            path: scope.path(),
            languages,
            language: scope.tag(),
            speaks: saved.language().tag(),
            version: typed.version,
            brand_version: typed.brand_version,
            problem_count: typed.problems.len(),
            notice: notice.map(|(tone, text)| Notice { tone, text }),
            mail: fields.texts(&Slot::ALL[..5])?,
            page: fields.texts(&Slot::ALL[5..])?,
            look: fields.brand(),
            names_day: typed.values.get("names_day").cloned().unwrap_or_default(),
            logo: picture(member, brand.logo.clone()).await?,
            own_logo: typed.brand.logo.clone(),
            names: names(member)?,
            members: saved
                .members
                .iter()
                .map(|email| Choice { value: email.clone(), selected: *email == member.who.user.email })
                .collect(),
            versions: saved
                .versions
                .iter()
                .map(|(row, by)| Line {
                    version: row.version,
                    at: row.created_at,
                    by: by.clone(),
                    current: row.version == saved.version,
                })
                .collect(),
            own_texts: saved.texts != Texts::default(),
        })
    }
}

/// What the list of names offers.
fn names(member: &Member) -> Result<Vec<Name>, Error> {
    let text = |key: &str| member.reader.text(key, &[]);
    let mut names = Vec::new();
    for name in NAMES {
        let key = [("name", Value::from(name.replace(['.', '_'], "-")))];
        names.push(Name { insert: format!("{{{{{name}}}}}"), what: member.reader.text("texts-name", &key)? });
    }
    let words = text("texts-name-default-words")?;
    names.extend([
        Name { insert: "{{properties.branch}}".to_owned(), what: text("texts-name-property")? },
        Name { insert: format!("{{{{person.first_name | {words}}}}}"), what: text("texts-name-default")? },
        Name { insert: "{{#if properties.order}}…{{else}}…{{/if}}".to_owned(), what: text("texts-name-if")? },
    ]);
    Ok(names)
}

async fn picture(member: &Member, id: Option<String>) -> Result<Option<Picture>, Error> {
    let Some(id) = id else { return Ok(None) };
    member
        .read(move |conn, cx| {
            let size = logos::size(conn, cx.workspace, &id)?;
            Ok(size.map(|(width, height)| {
                let (width, height) = logo::shown(width, height);
                Picture { url: logo::path(cx.workspace, &id), width, height }
            }))
        })
        .await
}

struct Fields<'a> {
    member: &'a Member,
    saved: &'a Saved,
    typed: &'a Typed,
    look: Look,
}

impl Fields<'_> {
    fn texts(&self, slots: &[Slot]) -> Result<Vec<Field>, Error> {
        slots
            .iter()
            .map(|slot| {
                Ok(Field {
                    name: slot.name(),
                    value: self.typed.values.get(slot.name()).cloned().unwrap_or_default(),
                    problem: self.typed.problems.get(slot.name()).cloned(),
                    one_line: slot.one_line(),
                    colour: false,
                    otherwise: match self.saved.inherited.0.get(slot) {
                        Some(text) => Some(text.clone()),
                        None => self.ours(*slot)?,
                    },
                })
            })
            .collect()
    }

    /// What we write where nobody wrote anything.
    fn ours(&self, slot: Slot) -> Result<Option<String>, Error> {
        let company = Value::from(self.saved.workspace.company());
        let key = match slot {
            Slot::Subject => "mail-invitation-subject",
            Slot::Preheader => "mail-invitation-preheader",
            Slot::Button => "survey-send",
            Slot::Thanks => "thanks-noted",
            _ => return Ok(None),
        };
        let renderer = &self.member.app.renderer;
        let text = renderer.text(key, self.saved.language().tag(), &[("company", company)]);
        text.map(Some).map_err(Error::internal)
    }

    fn brand(&self) -> Vec<Field> {
        let below = &self.saved.inherited_brand;
        BRAND
            .into_iter()
            .map(|name| Field {
                name,
                value: self.typed.values.get(name).cloned().unwrap_or_default(),
                problem: self.typed.problems.get(name).cloned(),
                one_line: name != "imprint",
                colour: BRAND[..3].contains(&name),
                otherwise: match name {
                    "accent" => Some(self.look.accent.clone()),
                    "accent_dark" => Some(self.look.dark.accent.clone()),
                    "background" => Some(self.look.page.clone()),
                    "sender_name" => {
                        let sender = self.member.app.config.mail_from.name.clone();
                        let company = || self.saved.workspace.company().to_owned();
                        Some(below.sender_name.clone().or(sender).unwrap_or_else(company))
                    }
                    "reply_to" => {
                        let general = self.saved.workspace.settings.0.reply_to.clone();
                        below.reply_to.clone().or(Some(general)).filter(|address| !address.is_empty())
                    }
                    _ => below.imprint.clone(),
                },
            })
            .collect()
    }
}
