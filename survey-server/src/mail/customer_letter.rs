//! To a customer whom the business looks after: a short letter that says who, what, and by when.

use serde::Serialize;

use super::{Logo, Message};
use crate::brand::Look;
use crate::render::Moment;

/// Why a customer is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerKind {
    /// They were heard: who gets in touch, and by when.
    Acknowledgement,
    /// The time that was promised is another one now, and why.
    Renewal,
    /// Somebody of the business writes to them.
    Reply,
    /// A problem that many have concerns them.
    KnownProblem,
    /// That problem is over.
    Over,
}

/// One such letter.
#[derive(Debug, Clone, Serialize)]
pub struct CustomerLetter {
    /// Why.
    pub kind: CustomerKind,
    /// Who writes, as customers know them.
    pub company: String,
    /// A picture to show instead of the name.
    pub logo: Option<Logo>,
    /// The subject that was decided before; without it, ours.
    pub subject: Option<String>,
    /// Who has it.
    pub owner: Option<String>,
    /// The promised time.
    pub by: Option<Moment>,
    /// How they are reached then: `phone`, `email`.
    pub channel: &'static str,
    /// Why the time changed: the word that `promise-reason` chooses by.
    pub reason: Option<&'static str>,
    /// Words that somebody wrote: paragraphs of lines.
    pub words: Vec<Vec<String>>,
    /// Who signs.
    pub signature: Option<String>,
    /// The page that shows how it goes.
    pub url: Option<String>,
    /// Whether an answer to this mail reaches the one who looks after them.
    pub replies: bool,
    /// The postal address of the business: lines.
    pub imprint: Vec<String>,
    /// The reader's zone.
    pub zone: String,
    /// The colours.
    pub look: Look,
}

impl Message for CustomerLetter {
    const NAME: &'static str = "customer";

    fn samples(language: &str) -> Vec<Self> {
        let russian = language.starts_with("ru");
        let pick = |english: &str, russian_text: &str| if russian { russian_text } else { english }.to_owned();
        let at = NOON + 210 * 60_000;
        let said = |english: &str, russian_text: &str| vec![vec![pick(english, russian_text)]];
        let acknowledgement = Self {
            kind: CustomerKind::Acknowledgement,
            company: pick("North Bike Works", "Велодвор"),
            logo: None,
            subject: None,
            owner: None,
            by: Some(Moment { day: "today", at }),
            channel: "phone",
            reason: None,
            words: Vec::new(),
            signature: None,
            url: Some(format!("{SITE}/c/{TOKEN}")),
            replies: true,
            imprint: vec![pick("North Bike Works, 12 Harbour Street, Leith", "«Велодвор», Алматы, ул. Гоголя, 12")],
            zone: "Asia/Almaty".into(),
            look: Look::default(),
        };
        let renewal = Self {
            kind: CustomerKind::Renewal,
            owner: Some(pick("Marta Weiss", "Марта Вайс")),
            by: Some(Moment { day: "tomorrow", at: at + 18 * 60 * 60_000 }),
            reason: Some("behind"),
            ..acknowledgement.clone()
        };
        let reply = Self {
            kind: CustomerKind::Reply,
            subject: Some(pick("Re: The brake", "Re: Тормоз")),
            by: None,
            channel: "email",
            words: said(
                "We have the part here. Bring the bike whenever it suits you, and we fit it while you wait.",
                "Деталь у нас. Привозите велосипед, когда вам удобно, и мы поставим её при вас.",
            ),
            signature: Some(pick("Marta Weiss", "Марта Вайс")),
            ..acknowledgement.clone()
        };
        let problem = Self {
            kind: CustomerKind::KnownProblem,
            by: Some(Moment { day: "later", at: at + 72 * 60 * 60_000 }),
            words: said(
                "The courier's depot in Leith has no power, and parcels of this week are late.",
                "На складе курьера в Алматы нет света, и посылки этой недели опаздывают.",
            ),
            url: None,
            replies: false,
            ..acknowledgement.clone()
        };
        let over = Self {
            kind: CustomerKind::Over,
            by: None,
            words: said("The parcels are on their way again.", "Посылки снова в пути."),
            ..problem.clone()
        };
        let odd = Self {
            company: "<b>Eve</b> & \"Co\"".into(),
            channel: "email",
            by: Some(Moment { day: "later", at: at + 72 * 60 * 60_000 }),
            words: vec![vec!["<script>alert(1)</script>".into(), "& so on".into()]],
            url: None,
            replies: false,
            imprint: Vec::new(),
            ..acknowledgement.clone()
        };
        vec![acknowledgement, renewal, reply, problem, over, odd]
    }
}

const SITE: &str = "https://surveys.north-bikes.example";
const TOKEN: &str = "AQEB8Jx0m2Vt7k9yQmZrX3dLwT5uN4sB6hGp";
/// 20 November 2026, 12:00 in Almaty.
const NOON: i64 = 1_795_158_000_000;
