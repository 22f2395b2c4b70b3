//! What each of our mails says: a typed context per folder under `templates/mail/`.
//!
//! Times are Unix milliseconds and shown in `zone` (an IANA name). Addresses of pages must be built by us: escaping
//! keeps a text from ending an attribute, but does not make a foreign address safe to open.

use serde::Serialize;

use crate::brand::Look;
use crate::render::{RenderError, RenderedMail, Renderer};

/// A context that knows its templates.
pub trait Message: Serialize + Sized {
    /// The folder under `templates/mail/`.
    const NAME: &'static str;

    /// Examples for tests and previews, in the language of the tag: the usual case first, then the odd ones.
    fn samples(language: &str) -> Vec<Self>;

    /// Subject, text and HTML in the best language for the tag.
    fn render(&self, renderer: &Renderer, language: &str) -> Result<RenderedMail, RenderError> {
        renderer.mail(Self::NAME, language, self)
    }
}

/// The question to a customer, with one link a number.
#[derive(Debug, Clone, Serialize)]
pub struct Invitation {
    /// Who asks, as customers know them.
    pub company: String,
    /// A picture to show instead of the name.
    pub logo: Option<Logo>,
    /// The subject that the business wrote; without it, ours.
    pub subject: Option<String>,
    /// What mail programs show beside the subject; without it, ours.
    pub preheader: Option<String>,
    /// It asks again after a case: why, before anything else.
    pub again: Option<Again>,
    /// Above the question: paragraphs of lines.
    pub intro: Vec<Vec<String>>,
    /// The main question, with the customer's properties already put in.
    pub question: String,
    /// The numbers of the scale, from the lowest.
    pub links: Vec<ScoreLink>,
    /// The highest number of the scale.
    pub top: i64,
    /// What the lowest number means, for under the left end: "0 – not at all likely".
    pub low_label: Option<String>,
    /// What the highest number means, for under the right end.
    pub high_label: Option<String>,
    /// Below the numbers: paragraphs of lines.
    pub closing: Vec<Vec<String>>,
    /// Who signs: paragraphs of lines.
    pub signature: Vec<Vec<String>>,
    /// When they bought or were served, if that is known: the reason for asking.
    pub customer_since: Option<i64>,
    /// The page with the button that calls for help, whatever the score.
    pub help_url: String,
    /// The page with the button that unsubscribes.
    pub unsubscribe_url: String,
    /// The postal address of the business, where the law wants it in each mail: lines.
    pub imprint: Vec<String>,
    /// The reader's zone.
    pub zone: String,
    /// The colours.
    pub look: Look,
}

/// Why somebody is asked again.
#[derive(Debug, Clone, Serialize)]
pub struct Again {
    /// What can be said of their case: `solved`, `told`, `noticed`.
    pub how: &'static str,
    /// When they told us, or we noticed.
    pub since: i64,
}

/// The picture of a business, and the size in which it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct Logo {
    /// Its absolute address.
    pub url: String,
    /// In pixels of the screen.
    pub width: i32,
    /// In pixels of the screen.
    pub height: i32,
}

/// One number of the scale.
#[derive(Debug, Clone, Serialize)]
pub struct ScoreLink {
    /// The number.
    pub score: i64,
    /// The page with this number chosen.
    pub url: String,
}

impl Message for Invitation {
    const NAME: &'static str = "invitation";

    fn samples(language: &str) -> Vec<Self> {
        let russian = language.starts_with("ru");
        let pick = |english: &str, russian_text: &str| if russian { russian_text } else { english }.to_owned();
        let links = |scores: std::ops::RangeInclusive<i64>| {
            scores.map(|score| ScoreLink { score, url: format!("{SITE}/s/{TOKEN}/{score}") }).collect()
        };
        let nps = Self {
            company: pick("North Bike Works", "Велодвор"),
            logo: None,
            subject: None,
            preheader: None,
            again: None,
            intro: Vec::new(),
            question: pick(
                "How likely are you to recommend North Bike Works to a friend?",
                "Насколько вероятно, что вы посоветуете «Велодвор» другу?",
            ),
            links: links(0..=10),
            top: 10,
            low_label: Some(pick("0 – not at all likely", "0 – ни за что")),
            high_label: Some(pick("10 – extremely likely", "10 – обязательно")),
            closing: Vec::new(),
            signature: Vec::new(),
            customer_since: Some(NOON),
            help_url: format!("{SITE}/h/{TOKEN}"),
            unsubscribe_url: format!("{SITE}/u/{TOKEN}"),
            imprint: vec![pick("North Bike Works, 12 Harbour Street, Leith", "«Велодвор», Алматы, ул. Гоголя, 12")],
            zone: ZONE.into(),
            look: Look::default(),
        };
        let csat = Self {
            subject: Some(pick("How was the repair?", "Как прошёл ремонт?")),
            question: pick("How satisfied are you with the repair of your bike?", "Вы довольны ремонтом велосипеда?"),
            links: links(1..=5),
            top: 5,
            low_label: Some(pick("1 – not at all", "1 – совсем нет")),
            high_label: Some(pick("5 – completely", "5 – полностью")),
            ..nps.clone()
        };
        let bare = Self {
            company: "<b>Eve</b> & \"Co\"".into(),
            logo: Some(Logo { url: format!("{SITE}/logo.png"), width: 120, height: 40 }),
            question: "Is <script>alert(1)</script> > 5 & \"fine\"?".into(),
            low_label: None,
            high_label: None,
            customer_since: None,
            imprint: Vec::new(),
            ..nps.clone()
        };
        let lines = |english: &str, russian_text: &str| vec![vec![pick(english, russian_text)]];
        let own = Self {
            subject: Some(pick("Ann, how is the bike?", "Анна, как вам велосипед?")),
            preheader: Some(pick("One tap, and we know.", "Одно нажатие, и мы узнаем.")),
            intro: lines(
                "Hello Ann, your bike left our workshop on Friday.",
                "Анна, в пятницу вы забрали велосипед из мастерской.",
            ),
            closing: lines(
                "If something is wrong, we call you back within the hour.",
                "Если что-то не так, мы перезвоним в течение часа.",
            ),
            signature: vec![vec![pick("Marta Weiss", "Марта Вайс"), pick("Workshop", "Мастерская")]],
            ..nps.clone()
        };
        let again = Self { again: Some(Again { how: "solved", since: NOON }), ..nps.clone() };
        vec![nps, csat, bare, own, again]
    }
}

/// To the team: somebody is unhappy, and how to reach them.
#[derive(Debug, Clone, Serialize)]
pub struct DetractorAlert {
    /// The business, as the team knows it.
    pub company: String,
    /// Why it is told: `opened`, `reminder`, `overdue`, `reopened`, `warning`.
    pub why: &'static str,
    /// The question that was answered.
    pub question: String,
    /// What they answered, as text; none for a case that was opened without an answer.
    pub score: Option<String>,
    /// The highest number of the scale.
    pub top: i64,
    /// The customer's words.
    pub comment: Option<String>,
    /// Who they are.
    pub person: Customer,
    /// What is known about the order or service.
    pub properties: Vec<Property>,
    /// The case in the admin, or the answer when there is no case.
    pub url: String,
    /// The page with the button that takes the case; none when somebody has it.
    pub claim_url: Option<String>,
    /// Whether the deadline is the solution's instead of first contact's.
    pub solution: bool,
    /// By when somebody must have been in touch, or the problem be solved.
    pub due_at: Option<i64>,
    /// Whole minutes from now to `due_at`, below zero when it has passed; present when `due_at` is.
    pub minutes_left: Option<i64>,
    /// When the answer was given.
    pub answered_at: i64,
    /// The team's zone.
    pub zone: String,
}

/// How to reach a customer.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Customer {
    /// Their name.
    pub name: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Their phone number, in the international form.
    pub phone: Option<String>,
}

/// One property of an order or service.
#[derive(Debug, Clone, Serialize)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// Its value, as text.
    pub value: String,
}

impl Message for DetractorAlert {
    const NAME: &'static str = "detractor_alert";

    fn samples(language: &str) -> Vec<Self> {
        let russian = language.starts_with("ru");
        let pick = |english: &str, russian_text: &str| if russian { russian_text } else { english }.to_owned();
        let property = |name: String, value: String| Property { name, value };
        let usual = Self {
            company: pick("North Bike Works", "Велодвор"),
            why: "opened",
            question: pick(
                "How likely are you to recommend North Bike Works to a friend?",
                "Насколько вероятно, что вы посоветуете «Велодвор» другу?",
            ),
            score: Some("3".to_owned()),
            top: 10,
            comment: Some(pick(
                "The bike was promised for Friday and I got it on Tuesday.\nNobody called.",
                "Велосипед обещали в пятницу, отдали во вторник.\nНикто не позвонил.",
            )),
            person: Customer {
                name: Some(pick("Ann Lee", "Анна Ли")),
                email: Some("ann.lee@example.com".into()),
                phone: Some("+77010000000".into()),
            },
            properties: vec![
                property(pick("order", "заказ"), "1001".into()),
                property(pick("branch", "филиал"), pick("Leith", "Алмалы")),
                property(pick("promised for", "обещано к"), pick("14 November", "14 ноября")),
            ],
            url: format!("{SITE}/cases/0192f0c1"),
            claim_url: Some(format!("{SITE}/claim/{TOKEN}")),
            solution: false,
            due_at: Some(NOON + 60 * 60_000),
            minutes_left: Some(58),
            answered_at: NOON,
            zone: ZONE.into(),
        };
        let late =
            Self { why: "overdue", minutes_left: Some(-135), comment: None, properties: Vec::new(), ..usual.clone() };
        let owned = Self { why: "warning", claim_url: None, solution: true, minutes_left: Some(15), ..usual.clone() };
        let nameless = Self {
            comment: Some("<img src=x onerror=alert(1)> & so on".into()),
            person: Customer::default(),
            due_at: None,
            minutes_left: None,
            ..usual.clone()
        };
        vec![usual, late, nameless, owned]
    }
}

/// Several cases at once, after a storm or the quiet hours.
#[derive(Debug, Clone, Serialize)]
pub struct CaseDigest {
    /// The business.
    pub company: String,
    /// How many there are.
    pub count: i64,
    /// The first of them.
    pub lines: Vec<DigestLine>,
    /// The inbox.
    pub url: String,
    /// The team's zone.
    pub zone: String,
}

/// One case of several.
#[derive(Debug, Clone, Serialize)]
pub struct DigestLine {
    /// What was answered, as text.
    pub score: Option<String>,
    /// The highest number of the scale.
    pub top: i64,
    /// How the customer is called.
    pub who: Option<String>,
    /// The customer's words.
    pub comment: Option<String>,
    /// The next deadline.
    pub due_at: i64,
    /// Whether it has passed.
    pub late: bool,
    /// The case in the admin.
    pub url: String,
}

impl Message for CaseDigest {
    const NAME: &'static str = "case_digest";

    fn samples(language: &str) -> Vec<Self> {
        let russian = language.starts_with("ru");
        let pick = |english: &str, russian_text: &str| if russian { russian_text } else { english }.to_owned();
        let line = |who: Option<String>, comment: Option<String>, late: bool| DigestLine {
            score: Some("2".to_owned()),
            top: 10,
            who,
            comment,
            due_at: NOON,
            late,
            url: format!("{SITE}/cases/0192f0c1"),
        };
        let ann = line(Some(pick("Ann Lee", "Анна Ли")), Some(pick("Nobody called.", "Никто не позвонил.")), true);
        let eve = DigestLine { score: None, ..line(None, Some("<script>alert(1)</script>".to_owned()), false) };
        vec![Self {
            company: pick("North Bike Works", "Велодвор"),
            count: 2,
            lines: vec![ann, eve],
            url: format!("{SITE}/cases"),
            zone: ZONE.into(),
        }]
    }
}

/// A room is told nothing any more.
#[derive(Debug, Clone, Serialize)]
pub struct RoomDisabled {
    /// The business.
    pub company: String,
    /// The room.
    pub room: String,
    /// What its service said.
    pub reason: String,
    /// The page where rooms are set up.
    pub url: String,
}

impl Message for RoomDisabled {
    const NAME: &'static str = "room_disabled";

    fn samples(language: &str) -> Vec<Self> {
        let russian = language.starts_with("ru");
        vec![Self {
            company: if russian { "Велодвор" } else { "North Bike Works" }.to_owned(),
            room: "#unhappy <b>Eve".to_owned(),
            reason: "no_service".to_owned(),
            url: format!("{SITE}/admin/settings/chat"),
        }]
    }
}

/// Why somebody gets a link to a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordPurpose {
    /// A new account.
    Set,
    /// A forgotten password.
    Reset,
}

/// A one-time link to choose a password.
#[derive(Debug, Clone, Serialize)]
pub struct PasswordLink {
    /// The business or the product.
    pub company: String,
    /// Why.
    pub purpose: PasswordPurpose,
    /// The account.
    pub email: String,
    /// The link.
    pub url: String,
    /// How long it works.
    pub valid_minutes: i64,
}

impl Message for PasswordLink {
    const NAME: &'static str = "password_link";

    fn samples(language: &str) -> Vec<Self> {
        let company = if language.starts_with("ru") { "Велодвор" } else { "North Bike Works" };
        let link = |purpose, valid_minutes| Self {
            company: company.into(),
            purpose,
            email: "ann.lee@example.com".into(),
            url: format!("{SITE}/password/{TOKEN}"),
            valid_minutes,
        };
        vec![link(PasswordPurpose::Reset, 60), link(PasswordPurpose::Set, 3 * 24 * 60)]
    }
}

/// Shows that sending works.
#[derive(Debug, Clone, Serialize)]
pub struct TestMail {
    /// The business.
    pub company: String,
    /// The address it was sent from.
    pub sender: String,
    /// The server it was handed to, or the folder it was written to.
    pub route: String,
    /// When.
    pub sent_at: i64,
    /// The reader's zone.
    pub zone: String,
}

impl Message for TestMail {
    const NAME: &'static str = "test_mail";

    fn samples(language: &str) -> Vec<Self> {
        let company = if language.starts_with("ru") { "Велодвор" } else { "North Bike Works" };
        vec![Self {
            company: company.into(),
            sender: "feedback@north-bikes.example".into(),
            route: "smtp.north-bikes.example".into(),
            sent_at: NOON,
            zone: ZONE.into(),
        }]
    }
}

/// Tells an owner that an endpoint was switched off.
#[derive(Debug, Clone, Serialize)]
pub struct EndpointDisabled {
    /// The business.
    pub company: String,
    /// Where the callbacks went.
    pub endpoint: String,
    /// Since when it did nothing but fail; in milliseconds.
    pub since: i64,
    /// Whether it said itself that it is gone.
    pub gone: bool,
    /// How many messages were not taken.
    pub lost: i64,
    /// The page of the endpoint.
    pub url: String,
    /// The reader's zone.
    pub zone: String,
}

impl Message for EndpointDisabled {
    const NAME: &'static str = "endpoint_disabled";

    fn samples(language: &str) -> Vec<Self> {
        let company = if language.starts_with("ru") { "Велодвор" } else { "North Bike Works" };
        [false, true]
            .map(|gone| Self {
                company: company.into(),
                endpoint: "https://shop.north-bikes.example/hooks/surveys".into(),
                since: NOON,
                gone,
                lost: 12,
                url: format!("{SITE}/admin/settings/webhooks"),
                zone: ZONE.into(),
            })
            .into()
    }
}

const SITE: &str = "https://surveys.north-bikes.example";
const TOKEN: &str = "AQEB8Jx0m2Vt7k9yQmZrX3dLwT5uN4sB6hGp";
const ZONE: &str = "Asia/Almaty";
/// 20 November 2026, 12:00 in Almaty.
const NOON: i64 = 1_795_158_000_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::{CaseNews, CustomerLetter};
    use crate::render::Language;

    fn each<M: Message>(check: impl Fn(&M, &RenderedMail, &str)) {
        let renderer = Renderer::new().unwrap();
        for language in Language::ALL.map(Language::tag) {
            for sample in M::samples(language) {
                let mail = sample.render(&renderer, language).unwrap();
                check(&sample, &mail, language);
            }
        }
    }

    fn is_sound<M: Message>(_: &M, mail: &RenderedMail, language: &str) {
        let name = M::NAME;
        assert!(!mail.subject.is_empty() && !mail.subject.contains(['\r', '\n']), "{name}: {:?}", mail.subject);
        assert!(mail.subject.chars().count() <= 78, "{name}: {} is long for a subject", mail.subject);
        assert!(mail.html.len() < 90_000, "{name}: {} bytes", mail.html.len());
        assert!(
            mail.html.contains(&format!("<html lang=\"{language}\" dir=\"{}\"", Language::of(language).direction())),
            "{name}"
        );
        for part in [&mail.subject, &mail.text, &mail.html] {
            assert!(!part.contains("{{") && !part.contains("undefined"), "{name}: {part}");
            assert!(!part.contains('!') || part == &mail.html, "{name} raises its voice: {part}");
        }
        for injected in ["<script", "<img src=x", "<b>Eve"] {
            assert!(!mail.html.contains(injected), "{name} let {injected} through");
        }
    }

    #[test]
    fn every_mail_renders_from_every_sample_in_every_language() {
        each::<Invitation>(is_sound);
        each::<DetractorAlert>(is_sound);
        each::<CaseDigest>(is_sound);
        each::<RoomDisabled>(is_sound);
        each::<PasswordLink>(is_sound);
        each::<TestMail>(is_sound);
        each::<CustomerLetter>(is_sound);
        each::<CaseNews>(is_sound);
    }

    #[test]
    fn an_invitation_has_one_labelled_link_a_number_and_the_way_out_in_both_parts() {
        each::<Invitation>(|invitation, mail, language| {
            let renderer = Renderer::new().unwrap();
            for link in &invitation.links {
                let args = [("score", link.score.into()), ("top", invitation.top.into())];
                let label = renderer.text("mail-out-of", language, &args).unwrap();
                let label = format!("href=\"{}\" aria-label=\"{label}\"", link.url);
                assert_eq!(mail.html.matches(&label).count(), 1, "{label}");
                assert!(mail.text.contains(&format!("{}: {}\n", link.score, link.url)), "{}", mail.text);
            }
            assert_eq!(mail.html.matches("<a ").count(), invitation.links.len() + 2);
            assert!(mail.html.contains(&invitation.help_url) && mail.text.contains(&invitation.help_url));
            assert!(mail.html.contains(&invitation.unsubscribe_url) && mail.text.contains(&invitation.unsubscribe_url));
            assert!(mail.text.contains(&invitation.question));
        });
    }

    #[test]
    fn an_invitation_says_since_when_one_is_a_customer() {
        let renderer = Renderer::new().unwrap();
        let invitation = &Invitation::samples("ru")[0];
        let mail = invitation.render(&renderer, "ru-KZ").unwrap();
        assert_eq!(mail.subject, "Велодвор: один вопрос");
        assert!(mail.text.contains("20\u{a0}ноября 2026"), "{}", mail.text);
        let mail = invitation.render(&renderer, "zh").unwrap();
        assert!(mail.text.contains("20\u{a0}November 2026"), "{}", mail.text);
    }

    #[test]
    fn an_alert_carries_words_phone_time_left_and_case() {
        let renderer = Renderer::new().unwrap();
        let samples = DetractorAlert::samples("en");
        let mail = samples[0].render(&renderer, "en").unwrap();
        assert_eq!(mail.subject, "3 out of 10 from Ann Lee");
        for part in [&mail.text, &mail.html] {
            for text in
                ["promised for Friday", "+77010000000", "13:00", "58\u{a0}min", "/cases/0192f0c1", "1001", "Leith"]
            {
                assert!(part.contains(text), "{text} is missing in {part}");
            }
        }
        let mail = samples[1].render(&renderer, "en").unwrap();
        assert!(mail.text.contains("Late by 2\u{a0}h 15\u{a0}min"), "{}", mail.text);
        let mail = samples[2].render(&renderer, "en").unwrap();
        assert_eq!(mail.subject, "3 out of 10 from an unnamed customer");
    }

    #[test]
    fn a_password_link_says_how_long_it_works() {
        let renderer = Renderer::new().unwrap();
        let samples = PasswordLink::samples("ru");
        let reset = samples[0].render(&renderer, "ru").unwrap();
        assert!(reset.text.contains("Срок действия: 1\u{a0}час."), "{}", reset.text);
        let set = samples[1].render(&renderer, "ru").unwrap();
        assert!(set.text.contains("Срок действия: 3\u{a0}дня."), "{}", set.text);
        assert!(set.html.contains(&samples[1].url));
    }
}
