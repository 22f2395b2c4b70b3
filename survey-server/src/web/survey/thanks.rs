//! Thanks that answer the person: after an unhappy answer they say what happens next and by when. Everybody is offered the
//! same places for a public review, whatever they answered.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde_json::{Value, json};
use survey_core::recovery::{Action, Situation};
use survey_core::response::{Answers, thanks, visible_questions};
use survey_core::score::{Category, Score};
use survey_core::survey::{QuestionKind, Survey, pipe};

use super::embed;
use super::help;
use super::sheet::languages;
use crate::app::App;
use crate::error::Error;
use crate::render::Moment;
use crate::render::slots::Slot;
use crate::response::answer::{Outcome, Taken};
use crate::response::asked::Asked;
use crate::secret::Purpose;
use crate::store::cases::Case;
use crate::store::promises::{State, What};
use crate::store::workspaces::ReviewLink;
use crate::store::{Time, cases, people, promises, users};
use crate::web::page::{self, Audience};
use crate::wording::paragraphs;

/// Marks in the rendered page: everybody has another form, browser and case there.
const ACTION: &str = "slot-of-the-form";
const BROWSER: &str = "slot-of-the-browser";
const SUBMISSION: &str = "slot-of-the-submission";
const STATUS: &str = "slot-of-the-case";
const HELP: &str = "slot-of-the-help";

/// The page: what everybody reads who gave the same answers in the same language, and what only this person reads.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Thanks {
    #[serde(flatten)]
    pub said: Words,
    #[serde(flatten)]
    pub own: Own,
}

/// What is the same for a survey, a language and answers.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Words {
    company: String,
    zone: String,
    logo: Value,
    brand_css: Value,
    preview: bool,
    category: Option<&'static str>,
    /// The survey's own words for these answers, the first line as the heading.
    heading: Option<String>,
    /// Paragraphs of lines.
    said: Vec<Value>,
    link: Value,
    reviews: Vec<ReviewLink>,
    footer: Option<Value>,
}

/// What differs with each answer.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Own {
    /// What became of the answer, where it is not what one expects: `kept` or `contradicted`.
    pub outcome: Option<&'static str>,
    pub promise: Option<Value>,
    pub comment: Option<Value>,
    pub change_url: Option<String>,
    /// What the page around a frame is told.
    pub frame: Value,
}

impl Words {
    /// The thanks for these answers.
    pub fn of(asked: &Asked, answers: &Answers, language: &str, preview: bool) -> Self {
        let survey = &asked.setting.survey;
        let properties = asked.properties();
        let mut dress = asked.dress();
        let mut take = |name: &str| dress.remove(name).unwrap_or_default();
        // The survey's words for this answer come before those that everybody reads.
        let words =
            thanks(survey, answers, &properties).map(|text| pipe(text.get(language, survey.language()), &properties));
        let mut own: Vec<Vec<String>> = words.as_deref().map(paragraphs).unwrap_or_default();
        let heading = own.first_mut().filter(|first| !first.is_empty()).map(|first| first.remove(0));
        own.retain(|lines| !lines.is_empty());
        let for_all = take("said").as_array().cloned().unwrap_or_default();
        let settings = &asked.setting.workspace.settings.0;
        Self {
            company: asked.setting.workspace.company().to_owned(),
            zone: settings.zone.clone(),
            logo: take("logo"),
            brand_css: take("brand_css"),
            preview,
            category: category(survey, answers).map(Category::name),
            heading,
            said: own.into_iter().map(Value::from).chain(for_all).collect(),
            link: take("link"),
            reviews: reviews(asked),
            footer: None,
        }
    }
}

/// Where everybody who answered this survey may tell others: by the settings, and by rules, which cannot look at the
/// answer.
fn reviews(asked: &Asked) -> Vec<ReviewLink> {
    let mut links = asked.setting.workspace.settings.0.review_links.clone();
    let (none, properties) = (Answers::default(), asked.properties());
    let moment = asked.setting.workspace.created_at.timestamp();
    let survey = &asked.setting.survey;
    let mut situation = Situation::of_answer(&asked.setting.survey_key, survey, &none, &properties, moment);
    situation.channel = Some(asked.invitation.as_ref().map_or(asked.through.channel, |one| &one.channel));
    situation.event = asked.setting.event.as_deref();
    for rule in asked.setting.rules.rules().iter().filter(|rule| rule.acts_in(&situation)) {
        for action in &rule.then {
            let Action::OfferReview { url } = action else { continue };
            if !links.iter().any(|link| link.url == *url) {
                links.push(ReviewLink { name: rule.name.clone(), url: url.clone() });
            }
        }
    }
    links
}

impl Thanks {
    /// As a page.
    pub fn page(&self, app: &App, language: &str) -> HttpResponse {
        page::page(app, Audience::Public, StatusCode::OK, "thanks", language, self)
    }
}

/// Whose answer is thanked for, and how they go on.
pub(super) struct Reader<'a> {
    pub purpose: Purpose,
    /// The address of the form.
    pub action: String,
    /// What was answered in this form; all that a reader may see who is not the one that answered first.
    pub given: &'a Answers,
    /// What the browser is known by.
    pub browser: &'a str,
    /// Whether the response is this browser's own.
    pub own: bool,
    /// Which form of an open link it is.
    pub submission: Option<String>,
}

/// The page after an answer was taken.
pub(super) async fn page(
    app: &App,
    request: &HttpRequest,
    asked: &Asked,
    taken: &Taken,
    reader: Reader<'_>,
) -> Result<HttpResponse, Error> {
    let (language, page_language) = languages(asked, request);
    let outcome = match taken.outcome {
        Outcome::Kept => Some("kept"),
        Outcome::Contradicted => Some("contradicted"),
        _ => None,
    };
    let own = reader.own && outcome.is_none();
    // Who has the link and is not who answered learns nothing of the first answer, not even that a case is open.
    let answers = if own { &taken.response.answers.0 } else { reader.given };
    let (promise, status_url) = if own { promise(app, asked, taken).await? } else { None }.unzip();
    let anonymous = asked.setting.survey.anonymous();
    let may_change = reader.purpose == Purpose::Survey && !anonymous && !embed::is_frame(request);
    // The page around a frame may know its visitor: of an anonymous answer it hears that there is one.
    let score = taken.response.score.filter(|_| own && !anonymous);
    let answered = json!({"type": "answered", "outcome": taken.outcome.as_str(), "score": score});
    // At any score: who is happy with the parcel may still need somebody.
    let footer = Some(json!({"help_url": HELP}));
    let help_url = help::address(app, asked);
    let thanks = Thanks {
        said: Words { footer, ..Words::of(asked, answers, &language, false) },
        own: Own {
            outcome,
            promise,
            comment: comment(asked, answers, taken.response.survey_version, &reader, &language).filter(|_| own),
            change_url: may_change.then(|| ACTION.to_owned()),
            frame: embed::frame(request, asked, answered),
        },
    };
    let slots = [
        Slot { mark: ACTION, value: &reader.action },
        Slot { mark: BROWSER, value: reader.browser },
        Slot { mark: SUBMISSION, value: reader.submission.as_deref().unwrap_or_default() },
        Slot { mark: HELP, value: &help_url },
        Slot { mark: STATUS, value: status_url.as_deref().unwrap_or_default() },
    ];
    Ok(page::page_with_slots(app, "thanks", page_language.tag(), &thanks, &slots))
}

/// Who gets in touch and by when, as the open case has it, and the address of the case's own page.
async fn promise(app: &App, asked: &Asked, taken: &Taken) -> Result<Option<(Value, String)>, Error> {
    let response = &taken.response;
    let Some(person) = response.person_id else { return Ok(None) };
    let (workspace, id) = (response.workspace_id, response.id);
    let found = match &taken.promise {
        // The batch knows what it has opened, and nobody has had the time to claim that.
        Some(promise) => promise.case.clone().map(|case| (case, None, promise.by_phone)),
        None => {
            app.db
                .read(move |conn| {
                    let Some(mut case) = cases::find_by_response(conn, workspace, id)?.filter(Case::is_open) else {
                        return Ok(None);
                    };
                    let promised = promises::list(conn, workspace, case.id)?;
                    let stands =
                        promised.iter().rev().find(|one| one.what == What::Contact && one.state == State::Open);
                    case.due_at = stands.map_or(case.due_at, |promise| promise.promised_at);
                    let owner = match case.assignee_id {
                        Some(user) => users::find(conn, user)?.map(|user| user.name),
                        None => None,
                    };
                    let phone = people::find(conn, workspace, person)?.is_some_and(|person| person.phone.is_some());
                    Ok(Some((case, owner, phone)))
                })
                .await?
        }
    };
    Ok(found.filter(|(case, ..)| !case.do_not_contact).map(|(case, owner, phone)| {
        let link = app.site.keys.link(Purpose::CaseStatus, workspace, case.id, 0);
        let promise = json!({
            "owner": owner,
            "by": by(case.due_at, app.clock.now(), &asked.zone()),
            "channel": if phone { "phone" } else { "email" },
            "status_url": STATUS,
        });
        (promise, format!("/c/{link}"))
    }))
}

/// What the main score counts as, where the main question is an NPS question.
fn category(survey: &Survey, answers: &Answers) -> Option<Category> {
    let main = survey.main_question().filter(|main| matches!(main.kind, QuestionKind::Nps(_)))?;
    Score::new(answers.number(&main.key)?).ok().map(Score::category)
}

/// The form for a comment that is still missing.
fn comment(asked: &Asked, answers: &Answers, version: i32, reader: &Reader<'_>, language: &str) -> Option<Value> {
    let survey = &asked.setting.survey;
    asked.invitation.as_ref().filter(|_| !survey.anonymous())?;
    let main = survey.main_question()?;
    let shown = visible_questions(survey, answers, &asked.properties());
    let question = shown.into_iter().find(|question| matches!(question.kind, QuestionKind::Text(_)))?;
    let QuestionKind::Text(free) = &question.kind else { return None };
    if answers.text(&question.key).is_some() {
        return None;
    }
    let text = question.text.get(language, survey.language());
    Some(json!({
        "action": ACTION,
        "version": version,
        "browser": BROWSER,
        "submission": reader.submission.as_ref().map(|_| SUBMISSION),
        "score_key": main.key,
        "score": answers.number(&main.key).map(|score| score.to_string()),
        "key": question.key,
        "text": pipe(text, &asked.properties()),
        "follows": null,
        "max_length": free.max_length(),
    }))
}

/// A moment as people say it: today or tomorrow at its time, or at its date and time.
pub(super) fn by(at: Time, now: Time, zone: &jiff::tz::TimeZone) -> Moment {
    Moment::of(at.timestamp(), now.timestamp(), zone)
}
