//! How the business looks to its customers: colours, logo, sender, imprint.

mod colour;
pub mod logo;
mod look;

use serde::{Deserialize, Serialize};

pub use self::colour::{Colour, TEXT, contrast};
pub use self::look::Look;

/// Most characters of the sender's name.
pub const MOST_SENDER: usize = 100;
/// Most characters of the imprint.
pub const MOST_IMPRINT: usize = 500;

/// What is set for a survey or a workspace. What is missing falls back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Brand {
    /// Buttons, links and the tint of the numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<Colour>,
    /// The same in dark mode; without it, made from `accent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent_dark: Option<Colour>,
    /// Behind everything, in light mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<Colour>,
    /// The id of the logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// The name that mails come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_name: Option<String>,
    /// Where answers to mails go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// The postal address and what else the law wants at the end of each mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imprint: Option<String>,
    /// Whether mails name the day of the purchase as the reason for asking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names_day: Option<bool>,
}

/// A colour that cannot be read, and the nearest one that can.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// The field of [`Brand`].
    pub field: &'static str,
    /// As it was given.
    pub given: Colour,
    /// Its contrast, as WCAG counts it.
    pub contrast: f64,
    /// What it is read on, or what is read on it.
    pub beside: Colour,
    /// The nearest that passes.
    pub nearest: Colour,
}

impl Brand {
    /// This brand, and where it says nothing the other one.
    #[must_use]
    pub fn over(self, base: Self) -> Self {
        Brand {
            accent_dark: self.accent_dark.or(if self.accent.is_some() { None } else { base.accent_dark }),
            accent: self.accent.or(base.accent),
            background: self.background.or(base.background),
            logo: self.logo.or(base.logo),
            sender_name: self.sender_name.or(base.sender_name),
            reply_to: self.reply_to.or(base.reply_to),
            imprint: self.imprint.or(base.imprint),
            names_day: self.names_day.or(base.names_day),
        }
    }

    /// Every colour that cannot be read.
    pub fn unreadable(&self) -> Vec<Unreadable> {
        let mut found = Vec::new();
        let mut check = |field, given: Option<Colour>, beside: Colour| {
            let Some(given) = given else { return };
            let contrast = contrast(given, beside);
            if contrast < TEXT {
                let nearest = given.readable_on(beside, TEXT);
                found.push(Unreadable { field, given, contrast, beside, nearest });
            }
        };
        check("background", self.background, look::FAINTEST);
        // Where the background itself does not pass, the accent is judged on the one that would.
        let background = self.background.unwrap_or(look::WHITE).readable_on(look::FAINTEST, TEXT);
        check("accent", self.accent, background);
        check("accent_dark", self.accent_dark, look::NIGHT);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_named_with_the_nearest_that_can() {
        let brand = Brand { accent: Some(colour("#ffd400")), accent_dark: Some(colour("#222266")), ..Brand::default() };
        let found = brand.unreadable();
        assert_eq!(found.iter().map(|one| one.field).collect::<Vec<_>>(), ["accent", "accent_dark"]);
        for one in found {
            assert!(one.contrast < TEXT && contrast(one.nearest, one.beside) >= TEXT, "{one:?}");
            assert!(contrast(one.nearest, one.beside) < TEXT + 0.3, "the nearest, not just any: {one:?}");
        }
        let grey = Brand { background: Some(colour("#777777")), ..Brand::default() };
        assert_eq!(grey.unreadable()[0].field, "background");
        let fine = Brand { accent: Some(colour("#0f766e")), background: Some(colour("#fffaf0")), ..Brand::default() };
        assert!(fine.unreadable().is_empty());
    }

    #[test]
    fn a_survey_falls_back_to_its_workspace_field_by_field() {
        let base = Brand {
            accent: Some(colour("#0f766e")),
            accent_dark: Some(colour("#5eead4")),
            imprint: Some("Leith".into()),
            ..Brand::default()
        };
        let own = Brand { sender_name: Some("Ann".into()), ..Brand::default() }.over(base.clone());
        assert_eq!((own.accent, own.accent_dark), (base.accent, base.accent_dark));
        assert_eq!((own.imprint.as_deref(), own.sender_name.as_deref()), (Some("Leith"), Some("Ann")));
        let red = Brand { accent: Some(colour("#b91c1c")), ..Brand::default() }.over(base);
        assert_eq!(red.accent_dark, None, "the other colour's dark side does not fit this one");
    }
}
