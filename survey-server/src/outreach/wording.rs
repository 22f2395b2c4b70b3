//! The business's own texts and brand: put together for a mail or page, saved as versions after they were vetted.

use std::sync::Arc;

use crate::brand::{self, Brand};
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::mail::EmailAddress;
use crate::render::Language;
use crate::store::invitations::Invitation;
use crate::store::templates::{self, Place};
use crate::store::workspaces::Workspace;
use crate::store::{Conn, audit, brands, logos, workspaces};
use crate::wording::{Key, Texts, Wording};

/// The wording of a survey in a language. Each text falls back: the survey in this language, the survey in every
/// language, the workspace in this language, the workspace in every language, and then ours.
pub fn load(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    survey: i32,
    language: Language,
) -> Result<Arc<Wording>, Error> {
    let language = language.tag();
    let key = Key { workspace: workspace.id, survey, language, changed_at: workspace.updated_at.0 };
    cx.site.wordings.get(key, |_| true, || of_levels(conn, cx, survey, language, None, None))
}

/// The wording of an invitation's mails, in its own language if we speak it.
pub fn of_invitation(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    invitation: &Invitation,
) -> Result<Arc<Wording>, Error> {
    let tags = [&invitation.locale, &workspace.settings.0.language].map(String::as_str);
    load(conn, cx, workspace, invitation.survey_id, Language::first_of(tags))
}

/// The wording as it would be with a draft in place of what is saved.
pub fn draft(
    conn: &mut Conn,
    cx: &Cx,
    survey: i32,
    language: &'static str,
    texts: Option<(Place, Texts)>,
    brand: Option<Brand>,
) -> Result<Wording, Error> {
    of_levels(conn, cx, survey, language, texts, brand)
}

fn of_levels(
    conn: &mut Conn,
    cx: &Cx,
    survey: i32,
    language: &'static str,
    draft: Option<(Place, Texts)>,
    own_brand: Option<Brand>,
) -> Result<Wording, Error> {
    let mut levels = Vec::with_capacity(4);
    let surveys = if survey == 0 { vec![0] } else { vec![survey, 0] };
    for survey in &surveys {
        for locale in [language, ""] {
            let place = Place { survey: *survey, locale: locale.to_owned() };
            match &draft {
                Some((of, texts)) if *of == place => levels.push(texts.clone()),
                _ => levels.push(templates::newest(conn, cx.workspace, &place)?.0),
            }
        }
    }
    let own = match own_brand {
        Some(brand) => brand,
        None => brands::newest(conn, cx.workspace, survey)?.0,
    };
    let base = if survey == 0 { Brand::default() } else { brands::newest(conn, cx.workspace, 0)?.0 };
    Ok(Wording::of(&levels, own.over(base)))
}

/// Saves the texts of a place as its next version and gives that number. `seen` is the version that the writer began
/// with, where the writer says so.
pub fn save_texts(
    conn: &mut Conn,
    cx: &Cx,
    place: &Place,
    texts: &Texts,
    seen: Option<i32>,
    actor: &str,
) -> Result<i32, Error> {
    let problems: Vec<Problem> =
        texts.vet().into_iter().map(|(slot, fault)| Problem::new(slot.name(), fault.to_string())).collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    // Two who save at once take turns here.
    workspaces::touch(conn, cx.workspace, cx.now)?;
    let (before, version) = templates::newest(conn, cx.workspace, place)?;
    newer(seen, version, "texts_changed")?;
    if before == *texts {
        return Ok(version);
    }
    templates::insert(conn, cx.workspace, place, version + 1, texts, actor, cx.now)?;
    audit::note(conn, cx, actor, "texts.change", &format!("{}/{}", place.survey, place.locale))?;
    Ok(version + 1)
}

/// Saves the brand of a survey (0: of the workspace) as its next version and gives that number.
pub fn save_brand(
    conn: &mut Conn,
    cx: &Cx,
    survey: i32,
    brand: &Brand,
    seen: Option<i32>,
    actor: &str,
) -> Result<i32, Error> {
    let problems = brand_problems(conn, cx, brand)?;
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    workspaces::touch(conn, cx.workspace, cx.now)?;
    let (before, version) = brands::newest(conn, cx.workspace, survey)?;
    newer(seen, version, "brand_changed")?;
    if before == *brand {
        return Ok(version);
    }
    brands::insert(conn, cx.workspace, survey, version + 1, brand, actor, cx.now)?;
    audit::note(conn, cx, actor, "brand.change", &survey.to_string())?;
    Ok(version + 1)
}

fn newer(seen: Option<i32>, version: i32, code: &'static str) -> Result<(), Error> {
    if seen.is_some_and(|seen| seen != version) {
        return Err(Error::conflict(code, format!("somebody saved version {version} in the meantime")));
    }
    Ok(())
}

/// What is wrong with a brand, field by field.
pub fn brand_problems(conn: &mut Conn, cx: &Cx, brand: &Brand) -> Result<Vec<Problem>, Error> {
    let mut problems: Vec<Problem> = brand
        .unreadable()
        .into_iter()
        .map(|colour| {
            let (given, beside, nearest) = (colour.given, colour.beside, colour.nearest);
            let message = format!(
                "{given} beside {beside} has a contrast of {:.1}, and text needs 4.5; the nearest that passes is {nearest}",
                (colour.contrast * 10.0).floor() / 10.0
            );
            Problem::new(colour.field, message)
        })
        .collect();
    let mut long = |field: &str, text: Option<&String>, most: usize, lines: bool| {
        let Some(text) = text else { return };
        if text.chars().count() > most {
            problems.push(Problem::new(field, format!("is longer than {most} characters")));
        } else if text.chars().any(|c| c.is_control() && !(lines && c == '\n')) {
            problems.push(Problem::new(field, "holds a line break or another control character; remove it"));
        }
    };
    long("sender_name", brand.sender_name.as_ref(), brand::MOST_SENDER, false);
    long("imprint", brand.imprint.as_ref(), brand::MOST_IMPRINT, true);
    if let Some(Err(invalid)) = brand.reply_to.as_deref().map(EmailAddress::parse) {
        problems.push(Problem::new("reply_to", invalid.to_string()));
    }
    if let Some(logo) = &brand.logo
        && logos::size(conn, cx.workspace, logo)?.is_none()
    {
        problems.push(Problem::new("logo", "there is no such logo; upload it first"));
    }
    Ok(problems)
}
