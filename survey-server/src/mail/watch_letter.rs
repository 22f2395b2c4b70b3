//! To a manager: a score left what is usual, or nothing comes any more.

use serde::Serialize;

use super::Message;

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct WatchLetter {
    /// The business.
    pub company: String,
    /// Each thing.
    pub lines: Vec<WatchLine>,
    /// Where such mails are switched off.
    pub settings_url: String,
}

/// One thing.
#[derive(Debug, Clone, Serialize)]
pub struct WatchLine {
    /// The sentence, in the reader's language.
    pub text: String,
    /// Where it is seen.
    pub url: String,
}

impl Message for WatchLetter {
    const NAME: &'static str = "watch";

    fn samples(language: &str) -> Vec<Self> {
        let russian = language.starts_with("ru");
        let pick = |english: &str, russian_text: &str| if russian { russian_text } else { english }.to_owned();
        let line =
            |text: String, path: &str| WatchLine { text, url: format!("https://surveys.north-bikes.example{path}") };
        let fell = pick(
            "The score of Leith fell: \u{2212}12 (\u{2212}20 to \u{2212}4) over the last 7 days against +30 as usual, 210 answers. First seen on 20\u{a0}Nov 2026.",
            "Оценка «Алмалы» упала: \u{2212}12 (от \u{2212}20 до \u{2212}4) за последние 7 дней, обычно +30, 210 ответов. Впервые замечено 20\u{a0}ноября 2026.",
        );
        let silent = pick(
            "No answers have come in since 20 Nov 2026, 14:05. <b>Usually</b> some do in this time.",
            "Ни одного ответа с 20\u{a0}ноября 2026, 14:05. <b>Обычно</b> за это время они приходят.",
        );
        let company = pick("North Bike Works", "Велодвор");
        let settings_url = "https://surveys.north-bikes.example/admin/settings/digests".to_owned();
        let one = Self {
            company: company.clone(),
            lines: vec![line(fell.clone(), "/admin?segment=branch%3ALeith")],
            settings_url: settings_url.clone(),
        };
        let two = Self {
            company,
            lines: vec![line(silent, "/admin/responses"), line(fell, "/admin?segment=branch%3ALeith")],
            settings_url,
        };
        vec![one, two]
    }
}
