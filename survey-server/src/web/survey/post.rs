//! An answer arrives: checked, taken, and answered with the next page or with thanks.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;
use survey_core::response::{Answers, awaits_agreement, missing};

use super::browser::Browser;
use super::fields::{Body, Fields};
use super::form::action;
use super::refusal::{refused, refused_form};
use super::sheet::{Sheet, languages};
use super::step::{Next, Reading};
use super::thanks::{self, Reader};
use super::{embed, open_link, submission};
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::render::Language;
use crate::response::answer::{Outcome, Taken};
use crate::response::asked::{Asked, Posted};
use crate::secret::{Claim, Purpose};
use crate::store::{Id, responses};
use crate::web::error::wants_json;
use crate::web::page::accepted_language;

/// `POST /s/{token}`.
pub(super) async fn invited(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Body,
) -> HttpResponse {
    post(&request, &app, Purpose::Survey, &token, body).await
}

/// `POST /l/{token}`.
pub(super) async fn open(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Body,
) -> HttpResponse {
    post(&request, &app, Purpose::OpenLink, &token, body).await
}

/// `POST /e/{token}`: from a frame of another page.
pub(super) async fn framed(
    request: HttpRequest,
    app: web::Data<App>,
    token: web::Path<String>,
    body: Body,
) -> HttpResponse {
    post(&request, &app, embed::purpose(&app, &token), &token, body).await
}

async fn post(request: &HttpRequest, app: &App, purpose: Purpose, token: &str, body: Body) -> HttpResponse {
    let fields = match Fields::read(request, body) {
        Ok(fields) => fields,
        Err(error) => return refused(request, app, purpose, token, &error).await,
    };
    match answered(request, app, purpose, token, &fields).await {
        Ok(response) => response,
        Err(error) => refused_form(request, app, purpose, token, &error, Some(&fields)).await,
    }
}

/// A form on its way to an answer.
struct Form<'a> {
    request: &'a HttpRequest,
    app: &'a App,
    purpose: Purpose,
    token: &'a str,
    cx: Cx,
    fields: &'a Fields,
    asked: Asked,
    /// The version of the definition that the page was rendered from.
    version: i32,
    /// The id of this form of an open link.
    submitted: Option<Id>,
    browser: Browser,
    reading: Reading,
    /// Everything that this browser has answered.
    all: Answers,
}

async fn answered(
    request: &HttpRequest,
    app: &App,
    purpose: Purpose,
    token: &str,
    fields: &Fields,
) -> Result<HttpResponse, Error> {
    let (claim, cx) = open_link(app, purpose, token)?;
    let (asked, version, stale) = asked(request, app, purpose, claim, &cx, fields).await?;
    let (asked, submitted) = with_submission(request, app, &cx, purpose, asked, fields).await?;
    let browser = Browser::of(app, request, fields)?;
    let mut reading = Reading::of(&asked.setting.survey, fields);
    reading.strange |= stale;
    let own = asked.response.as_ref().filter(|response| {
        submitted.is_some() || (browser.known && response.browser_hash.as_ref() == Some(&browser.hash()))
    });
    let nothing = Answers::default();
    let all = reading.over(own.map_or(&nothing, |response| &response.answers.0));
    let form = Form { request, app, purpose, token, cx, fields, asked, version, submitted, browser, reading, all };
    let mut response = if wants_json(request) { form.for_program(stale).await? } else { form.for_person().await? };
    // In a frame the page knows itself by its own form, and nothing is kept in the browser.
    if form.asked.setting.survey.anonymous() || embed::is_frame(request) {
        return Ok(response);
    }
    response
        .add_cookie(&form.browser.cookie(app))
        .map_err(|error| Error::internal(format!("the browser's cookie cannot be set: {error}")))?;
    Ok(response)
}

/// The survey at the version of the page. A version that there is not is answered like the newest, and said to be stale.
async fn asked(
    request: &HttpRequest,
    app: &App,
    purpose: Purpose,
    claim: Claim,
    cx: &Cx,
    fields: &Fields,
) -> Result<(Asked, i32, bool), Error> {
    let named = fields.own("_version");
    let version: Option<i32> = named.and_then(|version| version.parse().ok());
    let accepted = accepted_language(request, &Language::ALL);
    let visit = embed::visit(request);
    app.answers.admit()?;
    let load = |version: Option<i32>| app.asked(cx, purpose, claim, version, accepted, visit.clone());
    let (asked, stale) = match load(version).await {
        Err(Error::NotFound("survey version")) => (load(None).await?, true),
        loaded => (loaded?, named.is_some() && version.is_none()),
    };
    let own = asked.invitation.as_ref().map_or(asked.row.version, |invitation| invitation.survey_version);
    Ok((asked, version.filter(|_| !stale).unwrap_or(own), stale))
}

/// With the answer that this form of an open link gave already.
async fn with_submission(
    request: &HttpRequest,
    app: &App,
    cx: &Cx,
    purpose: Purpose,
    mut asked: Asked,
    fields: &Fields,
) -> Result<(Asked, Option<Id>), Error> {
    let given = fields.own("_submission").filter(|_| purpose == Purpose::OpenLink);
    let submitted = given.and_then(|form| submission::read(app, &asked, form));
    let submitted =
        submitted.or_else(|| submission::of_program(request, &asked).filter(|_| purpose == Purpose::OpenLink));
    if let Some(id) = submitted {
        let (workspace, survey) = (cx.workspace, asked.row.id);
        let known = app.db.read(move |conn| responses::find(conn, workspace, id)).await?;
        asked.response = known.filter(|response| response.survey_id == survey && !response.invited);
    }
    Ok((asked, submitted))
}

impl Form<'_> {
    /// For a script: what became of the answer, or everything that is wrong with it and nothing stored.
    async fn for_program(&self, stale: bool) -> Result<HttpResponse, Error> {
        let survey = &self.asked.setting.survey;
        if stale {
            return Err(Error::conflict("survey_changed", "the survey has no such version; read the page again"));
        }
        if !self.reading.problems.is_empty() {
            return Err(Error::Invalid(self.reading.problems.clone()));
        }
        let tap = self.fields.own("_tap") == Some("1");
        if tap && survey.anonymous() {
            return Err(Error::conflict("anonymous", "this survey is anonymous and takes whole answers only"));
        }
        let lacking = missing(survey, &self.all, &self.asked.properties());
        if !tap && !lacking.is_empty() {
            return Err(Error::Invalid(lacking));
        }
        if self.reading.answers.is_empty() && self.all.is_empty() {
            return Err(Error::invalid("", "nothing is answered; send at least one answer"));
        }
        if awaits_agreement(survey, &self.all, &self.asked.properties()) {
            return Err(Error::conflict("agreement_missing", "nothing is stored before the agreement is given"));
        }
        let taken = self.take().await?;
        let version = self.is_own(&taken).then_some(taken.response.version);
        Ok(HttpResponse::Ok()
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .json(json!({"outcome": self.outcome(&taken).as_str(), "version": version})))
    }

    /// For a person: the next page, the same with what is wrong, or thanks.
    async fn for_person(&self) -> Result<HttpResponse, Error> {
        let survey = &self.asked.setting.survey;
        let next = self.reading.next(survey, self.fields, &self.all, &self.asked.properties());
        let taken = if self.is_kept(&next) { Some(self.take().await?) } else { None };
        match (next, taken) {
            (Next::Thanks, Some(taken)) => {
                let (own, taken) = (self.is_own(&taken), Taken { outcome: self.outcome(&taken), ..taken });
                let reader = Reader {
                    purpose: self.purpose,
                    action: action(self.request, &self.asked, self.purpose, self.token),
                    given: &self.reading.answers,
                    browser: &self.browser.value,
                    own,
                    submission: self.carried_submission(),
                };
                thanks::page(self.app, self.request, &self.asked, &taken, reader).await
            }
            (next, _) => {
                let status = status(&next);
                Ok(self.sheet().after(next).page(self.app, self.request, status))
            }
        }
    }

    /// Whether the response is this browser's own.
    fn is_own(&self, taken: &Taken) -> bool {
        taken.response.browser_hash.as_ref() == Some(&self.browser.hash()) || self.submitted.is_some()
    }

    /// What somebody learns of the fate of their answer. Whoever has the link and is not who answered first is told the
    /// same whether they said the same or something else: nobody finds the first answer by trying.
    fn outcome(&self, taken: &Taken) -> Outcome {
        match taken.outcome {
            Outcome::Same if !self.is_own(taken) => Outcome::Kept,
            outcome => outcome,
        }
    }

    /// Whether what was sent is stored at once: half an answer counts, and one fault costs no other answer. Not what came
    /// for another version of the survey, not before an agreement that the survey asks for, and no words without the score
    /// that was sent with them and is wrong.
    fn is_kept(&self, next: &Next) -> bool {
        let survey = &self.asked.setting.survey;
        let wrong_score = survey
            .main_question()
            .is_some_and(|main| self.reading.problems.iter().any(|problem| problem.path == main.key));
        // An anonymous answer cannot be found again to complete it: it is taken when it is whole.
        let whole = *next == Next::Thanks || !survey.anonymous();
        whole
            && !matches!(next, Next::Changed(_) | Next::Nothing(_))
            && !wrong_score
            && (!self.reading.answers.is_empty() || *next == Next::Thanks)
            && !awaits_agreement(survey, &self.all, &self.asked.properties())
    }

    async fn take(&self) -> Result<Taken, Error> {
        let survey = &self.asked.setting.survey;
        // A question that other answers hide was not asked.
        let shown = self.all.clone().without_hidden(survey, &self.asked.properties());
        let answers: Answers = self
            .reading
            .answers
            .iter()
            .filter(|(key, _)| shown.get(key).is_some())
            .map(|(key, answer)| (key.to_owned(), answer.clone()))
            .collect();
        // Whoever has the form of an open link is who filled it in, with or without cookies.
        let by_form = self.asked.response.as_ref().filter(|_| self.submitted.is_some());
        let browser = match by_form {
            Some(response) => response.browser_hash.clone(),
            None => self.browser.known.then(|| self.browser.hash()),
        };
        let posted = Posted {
            version: self.version,
            language: languages(&self.asked, self.request).0,
            browser,
            new_browser: self.browser.hash(),
            submission: self.submitted,
        };
        let mut answer = self.asked.answer(&self.cx, answers, posted)?;
        answer.cleared = self.reading.left_empty().map(str::to_owned).collect();
        self.app.take(answer).await
    }

    fn sheet(&self) -> Sheet<'_> {
        Sheet {
            fields: self.fields.answers().cloned().collect(),
            shown: self.reading.shown.clone(),
            submission: self.carried_submission(),
            browser: (!self.asked.setting.survey.anonymous()).then(|| self.browser.value.clone()),
            ..Sheet::of(&self.asked, action(self.request, &self.asked, self.purpose, self.token), self.version)
        }
    }

    fn carried_submission(&self) -> Option<String> {
        let framed = embed::is_frame(self.request);
        let given = self.fields.own("_submission").filter(|_| framed || self.submitted.is_some());
        match given {
            Some(given) => Some(given.to_owned()),
            None => (framed || self.purpose == Purpose::OpenLink).then(|| submission::new(self.app, &self.asked)),
        }
    }
}

/// The status of a page that is not the end.
pub(super) fn status(next: &Next) -> StatusCode {
    match next {
        Next::Wrong(..) | Next::Nothing(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Next::Changed(_) => StatusCode::CONFLICT,
        _ => StatusCode::OK,
    }
}
