//! What a link asks: everything a survey page and an answer need.

use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use survey_core::Properties;
use survey_core::response::Answers;
use survey_core::survey::Survey;

use super::anonymous;
use super::answer::{Answer, Setting, main_comment, main_score};
use super::lookup::Lookup;
use super::through::{Through, Visit};
use crate::brand::{Look, logo};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::{person, wording};
use crate::render::Language;
use crate::secret::{Claim, Purpose};
use crate::store::invitations::Invitation;
use crate::store::people::Person;
use crate::store::responses::{Response, evidence};
use crate::store::surveys::SurveyRow;
use crate::store::take::Command;
use crate::store::{Conn, Id, Json, Time, WorkspaceId, people, rules, surveys, workspaces};
use crate::wording::{Names, Slot, Wording, paragraphs};

/// A survey asked by a link.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The survey's row.
    pub row: SurveyRow,
    /// What stands around an answer.
    pub setting: Setting,
    /// The invitation; none for an open link.
    pub invitation: Option<Invitation>,
    /// The answer that was given by this link already.
    pub response: Option<Response>,
    /// The business's own texts and brand, in the reader's language.
    pub wording: Arc<Wording>,
    /// Who is asked, where the texts of the page may name them.
    pub person: Option<Person>,
    /// How somebody came who was not invited.
    pub through: Through,
}

/// What one link to answer asks, by its verified claim. A page is rendered from `version`, or from the newest; `accepted`
/// is the language of a reader of whom nothing is known, `visit` what the address says besides.
pub fn by_link(
    conn: &mut Conn,
    cx: &Cx,
    purpose: Purpose,
    claim: Claim,
    version: Option<i32>,
    accepted: Option<Language>,
    visit: &Visit,
) -> Result<Asked, Error> {
    let lookup = Lookup { cx: cx.clone(), purpose, claim, version, accepted, visit: visit.clone() };
    Lookup::apply(conn, &[lookup])?.pop().unwrap_or(Err(Error::NotFound("link")))
}

/// The same in the business's own words.
pub(super) fn dressed(conn: &mut Conn, cx: &Cx, mut asked: Asked, accepted: Option<Language>) -> Result<Asked, Error> {
    let language = asked.readers_language(accepted);
    asked.wording = wording::load(conn, cx, &asked.setting.workspace, asked.row.id, language)?;
    if let Some(invitation) = asked.invitation.as_ref().filter(|_| asked.wording.has_page_texts()) {
        asked.person = people::find(conn, cx.workspace, invitation.person_id)?;
    }
    Ok(asked)
}

/// What stands around an answer to a survey, at one version of its definition.
pub fn setting(
    conn: &mut Conn,
    workspace: WorkspaceId,
    row: &SurveyRow,
    version: i32,
    event: Option<String>,
) -> Result<Setting, Error> {
    let rules_version = rules::newest_version(conn, workspace)?;
    let rules = match rules_version {
        Some(version) => rules::load(conn, workspace, version)?,
        None => survey_core::recovery::Rules::default(),
    };
    Ok(Setting {
        workspace: Arc::new(workspaces::load(conn, workspace)?),
        survey_key: row.key.clone(),
        survey: Arc::new(surveys::definition(conn, workspace, row.id, version)?),
        rules: Arc::new(rules),
        rules_version,
        event,
        acts: true,
        closes: false,
    })
}

/// The id of a survey in the token of its open link.
pub fn open_link_id(survey: i32) -> Id {
    Id(uuid::Uuid::from_u128(survey.unsigned_abs().into()))
}

/// The survey that the token of an open link or a preview names.
pub fn survey_number(claim: Claim) -> Result<i32, Error> {
    i32::try_from(claim.id.0.as_u128()).map_err(|_too_large| Error::NotFound("link"))
}

impl Asked {
    /// Asked of nobody in particular, in no words of the business yet.
    pub fn new(row: SurveyRow, setting: Setting) -> Self {
        let (wording, through) = (Arc::default(), Through::default());
        Asked { row, setting, invitation: None, response: None, wording, person: None, through }
    }

    /// The language of our own words: what is known of the reader, else what the browser accepts, else the business's.
    pub(super) fn readers_language(&self, accepted: Option<Language>) -> Language {
        let own = self.setting.workspace.settings.0.language.as_str();
        match self.language() {
            Some(known) => Language::first_of([known, own]),
            None => accepted.unwrap_or_else(|| Language::of(own)),
        }
    }

    /// What the business's own texts and brand give the page, as its template names it.
    pub fn dress(&self) -> serde_json::Map<String, Value> {
        let person = self.person.as_ref();
        let names = Names::of(
            self.setting.workspace.company(),
            self.setting.survey.name(),
            person.and_then(|person| person.name.as_deref()),
            person.and_then(|person| person.email.as_deref()),
            self.invitation.as_ref().map_or(&self.through.properties, |invitation| &invitation.properties.0),
        );
        let text = |slot| self.wording.fill(slot, &names);
        let lines = |slot| text(slot).map(|text| paragraphs(&text)).unwrap_or_default();
        let link = text(Slot::LinkUrl).map(|url| {
            let text = text(Slot::LinkText).unwrap_or_else(|| url.clone());
            json!({"url": url, "text": text})
        });
        let brand = &self.wording.brand;
        let dress = json!({
            "logo": brand.logo.as_ref().map(|id| logo::path(self.row.workspace_id, id)),
            "brand_css": Look::style_sheet(brand),
            "intro": lines(Slot::PageIntro),
            "button": text(Slot::Button),
            "said": lines(Slot::Thanks),
            "link": link,
        });
        dress.as_object().cloned().unwrap_or_default()
    }

    /// The properties for texts, conditions and reports.
    pub fn properties(&self) -> Properties {
        let properties = self.invitation.as_ref().map_or(&self.through.properties, |one| &one.properties.0);
        person::with_company(properties, &self.setting.workspace)
    }

    /// The language that the respondent is known to read, or asked for.
    pub fn language(&self) -> Option<&str> {
        self.invitation.as_ref().map(|one| one.locale.as_str()).or(self.through.language.as_deref())
    }

    /// The answers as a value to be taken. `browser` is the hash of the cookie that came, `new_browser` of the one
    /// that is handed out.
    pub fn answer(&self, cx: &Cx, answers: Answers, post: Posted) -> Result<Answer, Error> {
        let survey: &Survey = &self.setting.survey;
        let invitation = self.invitation.as_ref();
        let row = Response {
            workspace_id: cx.workspace,
            id: invitation.map_or_else(|| post.submission.unwrap_or_else(|| cx.id()), |invitation| invitation.id),
            survey_id: self.row.id,
            survey_version: post.version,
            person_id: invitation.map(|invitation| invitation.person_id),
            invited: invitation.is_some(),
            channel: invitation
                .map_or_else(|| self.through.channel.to_owned(), |invitation| invitation.channel.clone()),
            evidence: evidence::EXPLICIT,
            score: main_score(survey, &answers),
            comment: main_comment(survey, &answers),
            answers: Json(answers),
            properties: invitation
                .map_or_else(|| Json(self.through.properties.clone()), |invitation| invitation.properties.clone()),
            locale: post.language,
            imported: false,
            answered_at: cx.now,
            updated_at: cx.now,
            day: self.setting.workspace.day(cx.now),
            version: 1,
            browser_hash: Some(post.new_browser),
            external_id: None,
            tags: Json(Vec::new()),
            notes: Json(Vec::new()),
            counted: self.setting.workspace.settings.0.counting.generation,
        };
        let (setting, browser) = (self.setting.clone(), post.browser);
        if survey.anonymous() {
            let row = anonymous::cut_down(cx, &setting.workspace, row, post.submission)?;
            let uses_up = invitation.map(|invitation| invitation.id);
            return Ok(Answer { cx: cx.clone(), setting, row, browser: None, cleared: Vec::new(), uses_up });
        }
        Ok(Answer { cx: cx.clone(), setting, row, browser, cleared: Vec::new(), uses_up: None })
    }

    /// The zone for times that the respondent reads.
    pub fn zone(&self) -> TimeZone {
        self.setting.workspace.zone()
    }
}

/// What came with a posted answer besides the answers.
#[derive(Clone, Debug)]
pub struct Posted {
    /// The version of the definition that the page was rendered from.
    pub version: i32,
    /// The language of the page.
    pub language: String,
    /// The hash of the cookie that came.
    pub browser: Option<Vec<u8>>,
    /// The hash of the cookie that is handed out.
    pub new_browser: Vec<u8>,
    /// The id of the form of an open link: posting the same form twice is one answer.
    pub submission: Option<Id>,
}

/// How old an answer may be for rules to run: history never acts.
pub fn is_history(answered_at: Time, now: Time) -> bool {
    answered_at < now.plus_secs(-24 * 3600)
}
