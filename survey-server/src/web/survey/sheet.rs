//! One page of a survey about to be shown: its questions, what is carried along, and what comes before and after.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};
use survey_core::Properties;
use survey_core::response::{Answers, Live, Page, layout, live, pages, visible_questions};
use survey_core::score::{Category, Score};
use survey_core::survey::{Question, QuestionKind, Survey, Text};

use super::embed;
use super::help;
use super::intent;
use super::live_page::{LivePage, mentions};
use super::step::{Next, Reading};
use super::view::{HeadingView, QuestionView, Viewer};
use crate::app::App;
use crate::error::Problem;
use crate::render::Language;
use crate::response::asked::Asked;
use crate::secret::Purpose;
use crate::web::page::{self, Audience};
use crate::wording::paragraphs;

/// A survey page about to be shown.
pub(super) struct Sheet<'a> {
    pub(super) asked: &'a Asked,
    pub(super) action: String,
    pub(super) version: i32,
    /// What was typed so far, on this page and on the others; right or wrong.
    pub(super) fields: Vec<(String, String)>,
    /// Which page, by its number in the layout.
    pub(super) number: usize,
    /// Only these questions of it, which the answers brought up.
    pub(super) only: Option<Vec<String>>,
    /// The questions that were asked already.
    pub(super) shown: Vec<String>,
    pub(super) problems: Vec<Problem>,
    /// The key of a sentence above the questions.
    pub(super) notice: Option<&'static str>,
    /// The score came with the link: it is said, and its scale waits behind it.
    pub(super) lead: bool,
    /// Which form of an open link it is.
    pub(super) submission: Option<String>,
    /// By what the browser is known that keeps no cookies.
    pub(super) browser: Option<String>,
    /// It only shows how it looks.
    pub(super) preview: bool,
}

impl<'a> Sheet<'a> {
    /// The first page, with nothing answered.
    pub(super) fn of(asked: &'a Asked, action: String, version: i32) -> Self {
        Self {
            asked,
            action,
            version,
            fields: Vec::new(),
            number: 1,
            only: None,
            shown: Vec::new(),
            problems: Vec::new(),
            notice: None,
            lead: false,
            submission: None,
            browser: None,
            preview: false,
        }
    }

    /// The page that comes next.
    pub(super) fn after(mut self, next: Next) -> Self {
        match next {
            Next::Page(number) => self.number = number,
            Next::BroughtUp(number, keys) => (self.number, self.only) = (number, Some(keys)),
            Next::Wrong(number, problems) => (self.number, self.problems) = (number, problems),
            Next::Changed(number) => (self.number, self.notice) = (number, Some("survey-changed")),
            Next::Nothing(number) => (self.number, self.notice) = (number, Some("survey-nothing")),
            Next::Thanks => {}
        }
        self
    }

    pub(super) fn page(&self, app: &App, request: &HttpRequest, status: StatusCode) -> HttpResponse {
        let (language, page_language) = languages(self.asked, request);
        let mut context = self.context(app, &language, page_language);
        context["frame"] = embed::frame(request, self.asked, json!({"type": "ready"}));
        page::page(app, Audience::Public, status, "survey", page_language.tag(), &context)
    }

    fn context(&self, app: &App, language: &str, page_language: Language) -> Value {
        let survey = &*self.asked.setting.survey;
        let properties = self.asked.properties();
        let viewer = Viewer {
            survey,
            properties: &properties,
            language,
            page_language,
            renderer: &app.renderer,
            fields: &self.fields,
            problems: &self.problems,
        };
        let typed = super::fields::Fields { pairs: self.fields.clone(), unreadable: Vec::new() };
        let answers = Reading::of(survey, &typed).answers;
        let main = survey.main_question();
        let score = main.and_then(|main| answers.number(&main.key));
        let lead = main.filter(|_| self.lead && score.is_some() && self.problems.is_empty() && self.only.is_none());
        let here = self.here(survey, &answers, &properties);
        let listed = here.iter().filter(|(question, _)| lead.is_none_or(|main| main.key != question.key));
        let mut questions: Vec<QuestionView> =
            listed.map(|(question, shown)| QuestionView { hidden: !shown, ..viewer.question(question) }).collect();
        self.headings(&viewer, &mut questions);
        if let Some(first) = questions.iter_mut().find(|question| !question.hidden) {
            first.first = first.heading.is_none();
            first.follows = match (lead, score, survey.question(&first.key)) {
                (Some(main), Some(score), Some(question)) => follows(main, question, score),
                _ => None,
            };
        }
        let problems: Vec<Value> = questions
            .iter()
            .filter_map(|question| Some(json!({"key": question.key, "message": question.error.as_ref()?})))
            .collect();
        let all = pages(survey, &answers, &properties);
        let count = all.len().max(1);
        let place = all.iter().filter(|page| page.number <= self.number).count().max(1);
        let tap = self.tap(survey, main, &here, &properties);
        let live_page = LivePage::of(survey, &answers, &properties, &here);
        let name = main.map_or_else(|| survey.name().to_owned(), |main| viewer.words(&main.text));
        let progress =
            (count > 1).then(|| viewer.ours("survey-page", &[("number", json!(place)), ("count", json!(count))]));
        let title = viewer.ours("survey-title", &[("name", json!(name)), ("problems", json!(problems.len()))]);
        let mut context = self.asked.dress();
        let has_intro = context.get("intro").and_then(Value::as_array).is_some_and(|intro| !intro.is_empty());
        if self.number > 1 || self.only.is_some() || !self.problems.is_empty() {
            context.insert("intro".to_owned(), json!([]));
        } else if let Some(intro) = survey.intro().filter(|_| !has_intro) {
            context.insert("intro".to_owned(), json!(paragraphs(&viewer.words(intro))));
        }
        let page = json!({
            "company": self.asked.setting.workspace.company(),
            "preview": self.preview,
            "anonymous": survey.anonymous(),
            "zone": self.asked.setting.workspace.settings.0.zone,
            "footer": self.footer(app, language),
            "title": match &progress {
                Some(progress) => format!("{progress} · {title}"),
                None => title,
            },
            "survey_name": name,
            "action": self.action,
            "version": self.version,
            "submission": self.submission,
            "browser": self.browser,
            "page": self.number,
            "only": self.only.is_some(),
            "progress": progress.map(|words| json!({"words": words, "number": place, "count": count})),
            "carried": self.carried(survey, &here),
            "shown": self.asked_so_far(&here),
            "live": live_page.json(),
            "tap": tap,
            "intent": score
                .filter(|_| lead.is_some() && tap.is_some())
                .and_then(|score| intent::offered(self.asked, &self.action, score, self.version)),
            "notice": self.notice.map(|key| viewer.ours(key, &[])),
            "problem_count": problems.len(),
            "problems": problems,
            "lead": lead.map(|main| {
                json!({"value": score.map(|score| score.to_string()), "question": viewer.question(main)})
            }),
            "questions": questions,
            "last_page": self.is_last(survey, &all, &here, &properties),
            "back": self.only.is_some() || all.iter().any(|page| page.number < self.number),
        });
        context.extend(page.as_object().cloned().unwrap_or_default());
        Value::Object(context)
    }

    /// The questions of the page that are or may come to be shown, and which of them are.
    fn here<'s>(&self, survey: &'s Survey, answers: &Answers, properties: &Properties) -> Vec<(&'s Question, bool)> {
        let visible = visible_questions(survey, answers, properties);
        let is_shown = |question: &Question| visible.iter().any(|one| one.key == question.key);
        let wanted = |question: &Question, shown: bool| match &self.only {
            // What was on the page before is not asked again; what may still come up is.
            Some(only) => only.contains(&question.key) || (!shown && !self.shown.contains(&question.key)),
            None => true,
        };
        layout(survey)
            .into_iter()
            .nth(self.number - 1)
            .unwrap_or_default()
            .into_iter()
            .filter(|question| live(survey, question, properties) != Live::Never)
            .map(|question| (question, is_shown(question)))
            .filter(|(question, shown)| wanted(question, *shown))
            .collect()
    }

    /// Headings over the first question of each section on the page.
    fn headings(&self, viewer: &Viewer<'_>, questions: &mut [QuestionView]) {
        if self.only.is_some() {
            return;
        }
        let of = |key: &str| viewer.survey.question(key).and_then(|question| viewer.survey.section_of(question));
        let mut sections: BTreeMap<&str, (Vec<String>, bool)> = BTreeMap::new();
        for question in questions.iter() {
            if let Some(section) = of(&question.key) {
                let (over, hidden) = sections.entry(section.key.as_str()).or_insert((Vec::new(), true));
                over.push(question.key.clone());
                *hidden &= question.hidden;
            }
        }
        for question in questions {
            // Each section is taken out by its first question.
            if let Some(section) = of(&question.key)
                && let Some((over, hidden)) = sections.remove(section.key.as_str())
            {
                question.heading = Some(HeadingView {
                    over: over.join(" "),
                    title: viewer.words(&section.title),
                    text: section.text.as_ref().map(|text| viewer.words(text)),
                    hidden,
                });
            }
        }
    }

    /// The questions that were asked before and those of this page, so that what is left empty on purpose is told from what
    /// was never asked.
    fn asked_so_far<'k>(&'k self, here: &[(&'k Question, bool)]) -> Vec<&'k str> {
        let earlier = self.shown.iter().map(String::as_str).filter(|key| here.iter().all(|(one, _)| one.key != *key));
        earlier.chain(here.iter().filter(|(_, shown)| *shown).map(|(one, _)| one.key.as_str())).collect()
    }

    /// What was answered elsewhere and goes along with this page, so that nothing has to be looked up or remembered.
    fn carried(&self, survey: &Survey, here: &[(&Question, bool)]) -> Vec<Value> {
        let elsewhere = |name: &str| {
            let key = name.split('.').next().unwrap_or_default();
            survey.question(key).is_some() && here.iter().all(|(question, _)| question.key != key)
        };
        let carried = self.fields.iter().filter(|(name, _)| elsewhere(name));
        carried.map(|(name, value)| json!({"name": name, "value": value})).collect()
    }

    /// The question whose first tap is stored at once; none where nothing may be kept yet, or ever.
    fn tap(
        &self,
        survey: &Survey,
        main: Option<&Question>,
        here: &[(&Question, bool)],
        properties: &Properties,
    ) -> Option<String> {
        let consent = |question: &Question| {
            question.required
                && matches!(question.kind, QuestionKind::Consent(_))
                && live(survey, question, properties) != Live::Never
        };
        let main = main.filter(|main| here.iter().any(|(question, _)| question.key == main.key))?;
        (!self.preview && !survey.anonymous() && !survey.questions().iter().any(consent)).then(|| main.key.clone())
    }

    /// Whether nothing can follow: no later page is shown, and none depends on what is answered here.
    fn is_last(
        &self,
        survey: &Survey,
        pages: &[Page<'_>],
        here: &[(&Question, bool)],
        properties: &Properties,
    ) -> bool {
        let depends = |question: &&Question| match live(survey, question, properties) {
            Live::When(condition) => here.iter().any(|(one, _)| mentions(&condition, &one.key)),
            _ => false,
        };
        pages.iter().all(|page| page.number <= self.number)
            && !layout(survey).iter().skip(self.number).flatten().any(depends)
    }

    fn footer(&self, app: &App, language: &str) -> Value {
        let settings = &self.asked.setting.workspace.settings.0;
        let unsubscribe = self.asked.invitation.as_ref().map(|invitation| {
            if self.preview {
                return self.action.clone();
            }
            let token = app.site.keys.link(Purpose::Unsubscribe, invitation.workspace_id, invitation.person_id, 0);
            format!("/u/{token}")
        });
        let help = (!self.preview).then(|| help::address(app, self.asked));
        json!({"reason": null, "help_url": help, "unsubscribe_url": unsubscribe,
            "privacy_url": Some(&settings.privacy_url).filter(|url| !url.is_empty()),
            "privacy_text": settings.privacy_words(language)})
    }
}

/// The language of the survey's own texts, which may be one that only the survey speaks (the invitation's; for an open link
/// what the browser asks for), and the language of our own words around them.
pub(super) fn languages(asked: &Asked, request: &HttpRequest) -> (String, Language) {
    let own = &asked.setting.workspace.settings.0.language;
    let page_language = page::readers_language(request, asked.language(), own);
    (asked.language().unwrap_or(page_language.tag()).to_owned(), page_language)
}

/// Whether the text question right after a tapped score may ask in the score's own words: only a free text that
/// follows an NPS score in a survey that left the template's wording as it was.
fn follows(main: &Question, first: &Question, score: i64) -> Option<&'static str> {
    let template = survey_core::survey::template("default")?;
    let own_words = template.question("comment")?;
    // A survey made before we spoke all of today's languages has fewer of them.
    let unchanged = |text: &Text| {
        text.languages().next().is_some()
            && text.languages().all(|language| text.get(language, "") == own_words.text.get(language, ""))
    };
    let asks = unchanged(&first.text) && matches!(first.kind, QuestionKind::Text(_));
    let nps = matches!(main.kind, QuestionKind::Nps(_));
    (nps && asks).then(|| Score::new(score).ok().map(Score::category).map(Category::name)).flatten()
}
