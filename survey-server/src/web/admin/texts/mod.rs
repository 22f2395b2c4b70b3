//! Texts and look of a survey's mails and pages, or of all of a workspace's: the editor, its preview, its test mail.

mod content;
pub mod logo;
pub mod preview;
mod typed;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};

use self::content::Content;
use self::typed::Typed;
use super::error::{AdminError, AdminResult};
use super::form::Form;
use super::frame::Room;
use super::member::Member;
use crate::brand::Brand;
use crate::error::Error;
use crate::mail::EmailAddress;
use crate::outreach::sample::{self, Draft};
use crate::outreach::wording;
use crate::render::Language;
use crate::response::survey;
use crate::store::surveys::SurveyRow;
use crate::store::templates::Place;
use crate::store::{brands, templates, users, workspaces};
use crate::web::body::query;
use crate::web::page::CSP;
use crate::wording::Texts;

/// What is edited: one survey's texts or the workspace's, in one language or in all.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// The survey; none for the whole workspace.
    pub key: Option<String>,
    /// None: for every language.
    pub language: Option<Language>,
}

impl Scope {
    fn of(request: &HttpRequest, language: &str) -> Self {
        let key = request.match_info().get("key").map(str::to_owned);
        let language = Language::ALL.into_iter().find(|known| known.tag() == language);
        Scope { key, language }
    }

    fn from_query(request: &HttpRequest) -> Self {
        Self::of(request, &query(request).text("language").unwrap_or_default())
    }

    fn from_form(request: &HttpRequest, form: &Form) -> Self {
        Self::of(request, &form.text("language"))
    }

    /// The address of the editor.
    pub fn path(&self) -> String {
        match &self.key {
            Some(key) => format!("/admin/surveys/{key}/texts"),
            None => "/admin/settings/texts".to_owned(),
        }
    }

    /// The address of the editor in its language.
    pub fn here(&self) -> String {
        format!("{}?language={}", self.path(), self.tag())
    }

    pub fn tag(&self) -> &'static str {
        self.language.map_or("", Language::tag)
    }
}

/// What is saved, with what is needed to show it.
#[derive(Clone)]
pub(super) struct Saved {
    pub workspace: workspaces::Workspace,
    /// The survey that is edited, or the workspace's default survey.
    pub row: SurveyRow,
    pub place: Place,
    pub texts: Texts,
    pub version: i32,
    pub brand: Brand,
    pub brand_version: i32,
    /// What stands where nothing is written.
    pub inherited: Texts,
    pub inherited_brand: Brand,
    pub versions: Vec<(templates::Version, Option<String>)>,
    /// The languages that something is written in.
    pub written: Vec<String>,
    pub members: Vec<String>,
}

impl Saved {
    /// The language of the preview.
    pub fn language(&self) -> Language {
        Language::of(if self.place.locale.is_empty() {
            &self.workspace.settings.0.language
        } else {
            &self.place.locale
        })
    }

    /// The draft that a preview or a test shows.
    pub fn draft(&self, typed: &Typed) -> Draft {
        Draft {
            survey: self.row.id,
            language: self.language().tag().to_owned(),
            place: (self.place.survey, self.place.locale.clone()),
            texts: typed.texts.clone(),
            brand: typed.brand.clone(),
        }
    }
}

pub(super) async fn saved(member: &Member, scope: &Scope) -> Result<Saved, Error> {
    let scope = scope.clone();
    member
        .read(move |conn, cx| {
            let workspace = workspaces::load(conn, cx.workspace)?;
            let row = match &scope.key {
                Some(key) => survey::load(conn, cx, key)?,
                None => survey::chosen(conn, &workspace, None)?,
            };
            let own = if scope.key.is_some() { row.id } else { 0 };
            let place = Place { survey: own, locale: scope.tag().to_owned() };
            let (texts, version) = templates::newest(conn, cx.workspace, &place)?;
            let (brand, brand_version) = brands::newest(conn, cx.workspace, own)?;
            let mut inherited = Texts::default();
            for survey in if own == 0 { vec![0] } else { vec![own, 0] } {
                for locale in [scope.tag(), ""] {
                    let below = Place { survey, locale: locale.to_owned() };
                    if below != place {
                        for (slot, text) in templates::newest(conn, cx.workspace, &below)?.0.0 {
                            inherited.0.entry(slot).or_insert(text);
                        }
                    }
                }
            }
            let inherited_brand = if own == 0 { Brand::default() } else { brands::newest(conn, cx.workspace, 0)?.0 };
            let mut versions = Vec::new();
            for version in templates::versions(conn, cx.workspace, &place, content::MOST_VERSIONS)? {
                let by = match version.created_by.parse() {
                    Ok(id) => {
                        users::find(conn, id)?.map(|user| if user.name.is_empty() { user.email } else { user.name })
                    }
                    Err(_program) => None,
                };
                versions.push((version, by));
            }
            let mut written = Vec::new();
            for locale in std::iter::once("").chain(Language::ALL.into_iter().map(Language::tag)) {
                let place = Place { survey: own, locale: locale.to_owned() };
                if !templates::newest(conn, cx.workspace, &place)?.0.0.is_empty() {
                    written.push(locale.to_owned());
                }
            }
            let members = users::members(conn, cx.workspace)?.into_iter().map(|(user, _)| user.email).collect();
            Ok(Saved {
                workspace,
                row,
                place,
                texts,
                version,
                brand,
                brand_version,
                inherited,
                inherited_brand,
                versions,
                written,
                members,
            })
        })
        .await
}

/// GET …/texts
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let scope = Scope::from_query(&request);
    let saved = saved(&member, &scope).await?;
    let typed = Typed::of(&saved);
    page(&member, &scope, &saved, typed, StatusCode::OK, None).await
}

async fn page(
    member: &Member,
    scope: &Scope,
    saved: &Saved,
    typed: Typed,
    status: StatusCode,
    notice: Option<(&'static str, String)>,
) -> Result<HttpResponse, AdminError> {
    let content = Content::of(member, scope, saved, typed, notice).await?;
    let room = if scope.key.is_some() { Room::Surveys } else { Room::Settings };
    let mut response = member.page(room, "texts", status, &content).await?;
    let policy = header::HeaderValue::try_from(format!("{CSP}; frame-src 'self'")).map_err(Error::internal)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// POST …/texts: saves texts and look.
pub async fn send(member: Member, request: HttpRequest, form: Form) -> AdminResult {
    let scope = Scope::from_form(&request, &form);
    let saved = saved(&member, &scope).await?;
    let typed = Typed::read(&member, &form)?;
    if !typed.problems.is_empty() {
        return page(&member, &scope, &saved, typed, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    }
    let (place, texts, brand, actor) = (saved.place.clone(), typed.texts.clone(), typed.brand.clone(), member.actor());
    let (seen, brand_seen) = (typed.version, typed.brand_version);
    let done = member
        .write(move |conn, cx| {
            wording::save_texts(conn, cx, &place, &texts, seen, &actor)?;
            wording::save_brand(conn, cx, place.survey, &brand, brand_seen, &actor)
        })
        .await;
    match done {
        Ok(_) => Ok(member.done(&scope.here(), "texts-saved")),
        Err(Error::Conflict { .. }) => {
            let conflict = member.reader.text("problem-texts-changed", &[])?;
            // What was typed stays, and saving again means it.
            let typed = Typed { version: Some(saved.version), brand_version: Some(saved.brand_version), ..typed };
            page(&member, &scope, &saved, typed, StatusCode::CONFLICT, Some(("problem", conflict))).await
        }
        Err(Error::Invalid(problems)) => {
            let typed = Typed { problems: typed::by_field(problems), ..typed };
            page(&member, &scope, &saved, typed, StatusCode::UNPROCESSABLE_ENTITY, None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// POST …/texts/restore: an older version becomes the newest; version 0 is what we write ourselves.
pub async fn restore(member: Member, request: HttpRequest, form: Form) -> AdminResult {
    let scope = Scope::from_form(&request, &form);
    let place = saved(&member, &scope).await?.place;
    let (version, actor) = (form.number("restore").unwrap_or_default(), member.actor());
    member
        .write(move |conn, cx| {
            let texts = match version {
                0 => Texts::default(),
                version => templates::load(conn, cx.workspace, &place, version)?,
            };
            wording::save_texts(conn, cx, &place, &texts, None, &actor)
        })
        .await?;
    Ok(member.done(&scope.here(), "texts-restored"))
}

/// POST …/texts/test: what was typed, as a mail to a member.
pub async fn test(member: Member, request: HttpRequest, form: Form) -> AdminResult {
    let scope = Scope::from_form(&request, &form);
    let saved = saved(&member, &scope).await?;
    let typed = Typed::read(&member, &form)?;
    if !typed.problems.is_empty() {
        return page(&member, &scope, &saved, typed, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    }
    let to = form.text("to");
    let known = saved.members.contains(&to);
    let address = EmailAddress::parse(&to).ok().filter(|_| known).ok_or(Error::NotFound("member"))?;
    let (user, draft) = (member.who.user.id, saved.draft(&typed));
    let recipient = address.as_str().to_owned();
    member.write(move |conn, cx| sample::send(conn, cx, user, &recipient, &draft)).await?;
    let sent = member.reader.text("texts-test-sent", &[("to", address.as_str().into())])?;
    page(&member, &scope, &saved, typed, StatusCode::OK, Some(("done", sent))).await
}
