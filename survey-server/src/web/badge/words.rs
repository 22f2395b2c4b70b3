//! Figures in words, in ten languages.

use serde_json::Value;

use crate::error::Error;
use crate::render::{self, Language, Renderer};
use crate::reporting::badge::drawing::Lines;
use crate::reporting::badge::{FEWEST, Figures, Rating};

/// Texts in one language.
pub(super) struct Words<'a> {
    pub renderer: &'a Renderer,
    pub language: Language,
}

impl Words<'_> {
    pub fn text(&self, key: &str, args: &[(&str, Value)]) -> Result<String, Error> {
        self.renderer.text(key, self.language.tag(), args).map_err(Error::internal)
    }

    /// `+42 NPS`, `4.6 of 5`, or that there are too few answers.
    pub fn score(&self, figures: &Figures) -> Result<String, Error> {
        match figures.rating {
            None => self.text("badge-few", &[]),
            Some(Rating::Nps(value)) => self.text("badge-nps", &[("score", signed(value.value).into())]),
            Some(Rating::Mean { value, most }) => {
                self.text("badge-mean", &[("score", value.into()), ("most", most.into())])
            }
        }
    }

    pub fn answers(&self, n: u64) -> Result<String, Error> {
        self.text("badge-answers", &[("count", n.into())])
    }

    /// What the drawing says.
    pub fn lines(&self, figures: &Figures) -> Result<Lines, Error> {
        let heading = self.text("badge-heading", &[("company", figures.company.clone().into())])?;
        let (score, answers) = (self.score(figures)?, self.answers(figures.n)?);
        let reaction = match figures.reaction {
            None => String::new(),
            Some(found) => {
                let target = render::duration(self.language.tag(), found.target_minutes.into());
                let args =
                    [("target", Value::from(target)), ("share", found.percent.into()), ("count", found.cases.into())];
                self.text("badge-reaction", &args)?
            }
        };
        let interval = match figures.rating {
            Some(Rating::Nps(value)) => {
                let ends = [("low", signed(value.low).into()), ("high", signed(value.high).into())];
                self.text("badge-interval", &ends)?
            }
            Some(Rating::Mean { .. }) => String::new(),
            None => self.text("badge-few-what", &[("least", FEWEST.into())])?,
        };
        let sentences = [heading.as_str(), &score, &answers, &interval, &reaction];
        let title = sentences.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" · ");
        let (language, right_to_left) = (self.language.tag(), self.language.direction() == "rtl");
        Ok(Lines { title, heading, score, answers, reaction, right_to_left, language })
    }
}

fn signed(points: i32) -> String {
    match points {
        1.. => format!("+{points}"),
        0 => "0".to_owned(),
        _ => format!("\u{2212}{}", points.unsigned_abs()),
    }
}
