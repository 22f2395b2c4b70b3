//! To a customer who complained: what was changed because of it.

use serde::Serialize;

use super::{Logo, Message};
use crate::brand::Look;

/// One such letter.
#[derive(Debug, Clone, Serialize)]
pub struct ImprovementLetter {
    /// Who writes, as customers know them.
    pub company: String,
    /// A picture to show instead of the name.
    pub logo: Option<Logo>,
    /// What was changed, in the words of the business: paragraphs of lines.
    pub words: Vec<Vec<String>>,
    /// When the customer told us.
    pub told_at: i64,
    /// The page with the button that unsubscribes.
    pub unsubscribe_url: String,
    /// The postal address of the business: lines.
    pub imprint: Vec<String>,
    /// The reader's zone.
    pub zone: String,
    /// The colours.
    pub look: Look,
}

impl Message for ImprovementLetter {
    const NAME: &'static str = "improvement";

    fn samples(language: &str) -> Vec<Self> {
        let russian = language.starts_with("ru");
        let pick = |english: &str, russian_text: &str| if russian { russian_text } else { english }.to_owned();
        let usual = Self {
            company: pick("North Bike Works", "Велодвор"),
            logo: None,
            words: vec![vec![pick(
                "A new courier delivers in Leith now, and calls half an hour before.",
                "В Алматы теперь возит другой курьер и звонит за полчаса.",
            )]],
            told_at: NOON,
            unsubscribe_url: "https://surveys.north-bikes.example/u/AQEB8Jx0m2Vt7k9yQmZrX3dLwT5uN4sB6hGp".to_owned(),
            imprint: vec![pick("North Bike Works, 12 Harbour Street, Leith", "«Велодвор», Алматы, ул. Гоголя, 12")],
            zone: "Asia/Almaty".into(),
            look: Look::default(),
        };
        let odd = Self {
            company: "<b>Eve</b> & \"Co\"".into(),
            words: vec![vec!["<script>alert(1)</script>".into(), "& so on".into()]],
            imprint: Vec::new(),
            ..usual.clone()
        };
        vec![usual, odd]
    }
}

/// 20 November 2026, 12:00 in Almaty.
const NOON: i64 = 1_795_158_000_000;
