//! The survey page. Showing it records nothing but telemetry.

use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};
use survey_core::response::{Answers, Completeness, visible_questions};
use survey_core::score::{Category, Score};
use survey_core::survey::{Question, QuestionKind, Text};

use super::view::Viewer;
use super::{click, embed, intent, open_link, refused, submission};
use crate::app::App;
use crate::error::Problem;
use crate::render::Language;
use crate::response::asked::{self, Asked};
use crate::secret::Purpose;
use crate::web::page::{self, Audience, accepted_language};

/// `/s/{token}`: the survey of an invitation.
pub(super) async fn invited(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    show(&request, &app, Purpose::Survey, &token, None).await
}

/// `/s/{token}/{score}`: the same with a score chosen in the mail.
pub(super) async fn scored(
    request: HttpRequest,
    app: web::Data<App>,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let (token, score) = path.into_inner();
    show(&request, &app, Purpose::Survey, &token, score.parse().ok()).await
}

/// `/e/{token}`: the survey of an open or a personal link in a frame of another page.
pub(super) async fn framed(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    show(&request, &app, embed::purpose(&app, &token), &token, None).await
}

/// `/l/{token}`: an open link.
pub(super) async fn open(request: HttpRequest, app: web::Data<App>, token: web::Path<String>) -> HttpResponse {
    show(&request, &app, Purpose::OpenLink, &token, None).await
}

async fn show(request: &HttpRequest, app: &App, purpose: Purpose, token: &str, score: Option<i64>) -> HttpResponse {
    let found = match open_link(app, purpose, token) {
        Ok((claim, cx)) => {
            let accepted = accepted_language(request, &Language::ALL);
            let visit = embed::visit(request);
            app.db.read(move |conn| asked::by_link(conn, &cx, purpose, claim, None, accepted, &visit)).await
        }
        Err(error) => Err(error),
    };
    let asked = match found {
        Ok(asked) => asked,
        Err(error) => return refused(request, app, purpose, token, &error).await,
    };
    if let Some(invitation) = asked.invitation.as_ref().filter(|_| !asked.setting.survey.anonymous()) {
        click::note(app, request, invitation, score);
    }
    let answers = score.map(|score| preselected(&asked, score)).unwrap_or_default();
    let form = Form {
        asked: &asked,
        action: action(request, purpose, token) + &asked.through.query,
        version: shown_version(&asked),
        answers,
        problems: &[],
        submission: (purpose == Purpose::OpenLink || embed::is_frame(request)).then(|| submission::new(app, &asked)),
        second: None,
        preview: false,
    };
    let mut response = form.page(app, request, StatusCode::OK);
    if request.method() == Method::HEAD {
        response = page::without_body(response);
    }
    response
}

/// The address that the form of a link posts to.
pub(super) fn action(request: &HttpRequest, purpose: Purpose, token: &str) -> String {
    match purpose {
        _ if embed::is_frame(request) => embed::action(token),
        Purpose::OpenLink => format!("/l/{token}"),
        _ => format!("/s/{token}"),
    }
}

fn shown_version(asked: &Asked) -> i32 {
    asked.invitation.as_ref().map_or(asked.row.version, |invitation| invitation.survey_version)
}

/// The score of a link as an answer, if the scale has it.
pub(super) fn preselected(asked: &Asked, score: i64) -> Answers {
    let Some(main) = asked.setting.survey.main_question() else { return Answers::default() };
    let given = json!({&main.key: score});
    let given = given.as_object().cloned().unwrap_or_default();
    Answers::check(&asked.setting.survey, &given, Completeness::Partial).unwrap_or_default()
}

/// A survey page about to be shown.
pub(super) struct Form<'a> {
    pub(super) asked: &'a Asked,
    pub(super) action: String,
    pub(super) version: i32,
    pub(super) answers: Answers,
    pub(super) problems: &'a [Problem],
    /// Which form of an open link it is.
    pub(super) submission: Option<String>,
    /// Only these questions, which the answers brought up.
    pub(super) second: Option<Vec<String>>,
    /// It only shows how it looks.
    pub(super) preview: bool,
}

impl Form<'_> {
    pub(super) fn page(&self, app: &App, request: &HttpRequest, status: StatusCode) -> HttpResponse {
        let (language, page_language) = (self.language(request), self.page_language(request));
        let mut context = self.context(app, &language, page_language);
        context["frame"] = embed::frame(request, self.asked, json!({"type": "ready"}));
        page::page(app, Audience::Public, status, "survey", page_language.tag(), &context)
    }

    /// The language of the survey's own texts: the invitation's, which may be one that only the survey speaks; for an
    /// open link what the browser asks for.
    pub(super) fn language(&self, request: &HttpRequest) -> String {
        match self.asked.language() {
            Some(language) => language.to_owned(),
            None => self.page_language(request).tag().to_owned(),
        }
    }

    /// The language of our own words around them.
    pub(super) fn page_language(&self, request: &HttpRequest) -> Language {
        page::readers_language(request, self.asked.language(), &self.asked.setting.workspace.settings.0.language)
    }

    fn context(&self, app: &App, language: &str, page_language: Language) -> Value {
        let survey = &self.asked.setting.survey;
        let properties = self.asked.properties();
        let viewer = Viewer {
            survey,
            properties: &properties,
            language,
            page_language,
            renderer: &app.renderer,
            answers: &self.answers,
            problems: self.problems,
        };
        let main = survey.main_question();
        let score = main.and_then(|main| self.answers.number(&main.key)).filter(|_| self.second.is_none());
        let leads = score.is_some() && self.problems.is_empty();
        let mut shown: Vec<&Question> = visible_questions(survey, &self.answers, &properties);
        if let Some(second) = &self.second {
            shown.retain(|question| second.contains(&question.key));
        }
        let lead = main
            .filter(|_| leads)
            .map(|main| json!({"value": score.map(|score| score.to_string()), "question": viewer.question(main)}));
        shown.retain(|question| !(leads && main.is_some_and(|main| main.key == question.key)));
        let mut questions: Vec<_> = shown.iter().map(|question| viewer.question(question)).collect();
        if let Some(first) = questions.first_mut() {
            first.first = true;
            first.follows = score.filter(|_| leads).and_then(|score| follows(main, shown.first().copied(), score));
        }
        let problems: Vec<Value> = questions
            .iter()
            .filter_map(|question| Some(json!({"key": question.key, "message": question.error.as_ref()?})))
            .collect();
        let mut context = self.asked.dress();
        if self.second.is_some() {
            context.insert("intro".to_owned(), json!([]));
        }
        let page = json!({
            "company": self.asked.setting.workspace.company(),
            "preview": self.preview,
            "anonymous": survey.anonymous(),
            "zone": self.asked.setting.workspace.settings.0.zone,
            "footer": self.footer(app),
            "survey_name": main.map_or_else(|| survey.name().to_owned(), |main| viewer.words(&main.text)),
            "action": self.action,
            "version": self.version,
            "submission": self.submission,
            "page": self.second.as_ref().map(|_| json!({"number": 2, "count": 2})),
            "problem_count": problems.len(),
            "problems": problems,
            "lead": lead,
            "intent": score
                .filter(|_| leads && !self.preview)
                .and_then(|score| intent::offered(self.asked, &self.action, score, self.version)),
            "questions": questions,
            "last_page": true,
            "back": false,
        });
        context.extend(page.as_object().cloned().unwrap_or_default());
        Value::Object(context)
    }

    fn footer(&self, app: &App) -> Value {
        let unsubscribe = self.asked.invitation.as_ref().map(|invitation| {
            if self.preview {
                return self.action.clone();
            }
            let token = app.site.keys.link(Purpose::Unsubscribe, invitation.workspace_id, invitation.person_id, 0);
            format!("/u/{token}")
        });
        json!({"reason": null, "help_url": null, "unsubscribe_url": unsubscribe, "privacy_url": null})
    }
}

/// Whether the text question right after a tapped score may ask in the score's own words: only a free text that
/// follows an NPS score in a survey that left the template's wording as it was.
fn follows(main: Option<&Question>, first: Option<&Question>, score: i64) -> Option<&'static str> {
    let template = survey_core::survey::template("default")?;
    let own_words = template.question("comment")?;
    // A survey made before we spoke all of today's languages has fewer of them.
    let unchanged = |text: &Text| {
        text.languages().next().is_some()
            && text.languages().all(|language| text.get(language, "") == own_words.text.get(language, ""))
    };
    let first = first.filter(|question| unchanged(&question.text) && matches!(question.kind, QuestionKind::Text(_)))?;
    let nps = main.is_some_and(|main| matches!(main.kind, QuestionKind::Nps(_)));
    (nps && !first.key.is_empty()).then(|| Score::new(score).ok().map(Score::category).map(Category::name)).flatten()
}
