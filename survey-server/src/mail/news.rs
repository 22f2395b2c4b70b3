//! To the team: something happened to somebody whom they look after.

use serde::Serialize;

use super::Message;

/// One piece of news.
#[derive(Debug, Clone, Serialize)]
pub struct CaseNews {
    /// What happened: the word that `mail-news-heading` chooses by.
    pub what: String,
    /// The business, as the team knows it.
    pub company: String,
    /// The customer.
    pub who: Option<String>,
    /// Their words.
    pub words: Option<String>,
    /// The time it is about.
    pub at: Option<i64>,
    /// The case or the answer in the admin.
    pub url: String,
    /// The team's zone.
    pub zone: String,
}

impl Message for CaseNews {
    const NAME: &'static str = "news";

    fn samples(language: &str) -> Vec<Self> {
        let russian = language.starts_with("ru");
        let pick = |english: &str, russian_text: &str| if russian { russian_text } else { english }.to_owned();
        let news = |what: &str, words: Option<String>, at| Self {
            what: what.to_owned(),
            company: pick("North Bike Works", "Велодвор"),
            who: Some(pick("Ann Lee", "Анна Ли")),
            words,
            at,
            url: "https://surveys.north-bikes.example/admin/cases/0192f0c1".to_owned(),
            zone: "Asia/Almaty".to_owned(),
        };
        let noon = 1_795_158_000_000;
        vec![
            news("wrote", Some(pick("It broke again.", "Снова сломалось.")), None),
            news("line", Some(pick("Please call me yourself.", "Позвоните мне сами, пожалуйста.")), None),
            news("unsolved", None, Some(noon)),
            news("call", None, Some(noon)),
            news("renewed", None, Some(noon)),
            news("broken", None, Some(noon)),
            Self { who: None, ..news("undelivered", Some("<img src=x onerror=alert(1)>".to_owned()), None) },
        ]
    }
}
