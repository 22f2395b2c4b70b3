//! All the colours of mails and pages that follow from a brand.

use serde::Serialize;

use super::Brand;
use super::colour::{Colour, TEXT};

pub(super) const WHITE: Colour = Colour([0xff; 3]);
/// Dark mode's own background.
pub(super) const NIGHT: Colour = Colour([0x19, 0x19, 0x1d]);
/// The faintest text that stands on a background: where it can be read, all can.
pub(super) const FAINTEST: Colour = Colour([0x67, 0x67, 0x74]);
const INK: Colour = Colour([0x18, 0x18, 0x1d]);
/// Our own accent.
const INDIGO: Colour = Colour([0x43, 0x38, 0xca]);
const INDIGO_DARK: Colour = Colour([0xa5, 0xb4, 0xfc]);

/// Colours as templates write them. Every pair that is text and its background has at least 4.5:1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Look {
    /// Behind everything.
    pub page: String,
    /// Links and buttons.
    pub accent: String,
    /// A button under the pointer.
    pub accent_hover: String,
    /// Text on a button.
    pub on_accent: String,
    /// A number's background.
    pub cell: String,
    /// A number.
    pub cell_ink: String,
    /// The same in dark mode.
    pub dark: Dark,
}

/// The colours of dark mode; its background is always ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dark {
    /// Links and buttons.
    pub accent: String,
    /// A button under the pointer.
    pub accent_hover: String,
    /// Text on a button.
    pub on_accent: String,
    /// A number's background.
    pub cell: String,
    /// A number.
    pub cell_ink: String,
}

impl Default for Look {
    fn default() -> Self {
        let colour = |text: &str| text.to_owned();
        Look {
            page: colour("#ffffff"),
            accent: INDIGO.to_string(),
            accent_hover: colour("#3730a3"),
            on_accent: colour("#ffffff"),
            cell: colour("#ebebfb"),
            cell_ink: colour("#312e81"),
            dark: Dark {
                accent: INDIGO_DARK.to_string(),
                accent_hover: colour("#c7d0fe"),
                on_accent: colour("#16161a"),
                cell: colour("#2a2a55"),
                cell_ink: colour("#e4e4ff"),
            },
        }
    }
}

impl Look {
    /// The colours of a brand. What could not be read is moved to what can, should an unchecked brand come.
    pub fn of(brand: &Brand) -> Self {
        if brand.accent.is_none() && brand.accent_dark.is_none() && brand.background.is_none() {
            return Look::default();
        }
        let page = brand.background.unwrap_or(WHITE).readable_on(FAINTEST, TEXT);
        let accent = brand.accent.unwrap_or(INDIGO).readable_on(page, TEXT);
        let cell = page.mixed(accent, 11);
        let own_dark = if brand.accent.is_none() { INDIGO_DARK } else { accent.readable_on(NIGHT, 6.5) };
        let dark = brand.accent_dark.unwrap_or(own_dark).readable_on(NIGHT, TEXT);
        let dark_cell = NIGHT.mixed(dark, 22);
        Look {
            page: page.to_string(),
            accent: accent.to_string(),
            accent_hover: accent.mixed(Colour([0; 3]), 18).to_string(),
            on_accent: on(accent).to_string(),
            cell: cell.to_string(),
            cell_ink: accent.mixed(INK, 45).readable_on(cell, 7.0).to_string(),
            dark: Dark {
                accent: dark.to_string(),
                accent_hover: dark.mixed(WHITE, 35).to_string(),
                on_accent: on(dark).to_string(),
                cell: dark_cell.to_string(),
                cell_ink: dark.mixed(WHITE, 70).readable_on(dark_cell, 7.0).to_string(),
            },
        }
    }

    /// The address of the style sheet that dresses a page in these colours; none for our own.
    pub fn style_sheet(brand: &Brand) -> Option<String> {
        let colours = [brand.accent, brand.background, brand.accent_dark];
        if colours.iter().all(Option::is_none) {
            return None;
        }
        let word = |colour: &Option<Colour>| match colour {
            Some(colour) => colour.to_string().trim_start_matches('#').to_owned(),
            None => "0".to_owned(),
        };
        Some(format!("/brand/{}.css", colours.iter().map(word).collect::<Vec<_>>().join("-")))
    }

    /// The style sheet at such an address: whatever colours are asked for, it can be read.
    pub fn css(name: &str) -> Option<String> {
        let words: Vec<&str> = name.strip_suffix(".css")?.split('-').collect();
        let [accent, background, accent_dark] = words.as_slice() else { return None };
        let colour = |word: &str| match word {
            "0" => Some(None),
            word if word.len() == 6 => word.parse().ok().map(Some),
            _ => None,
        };
        let brand = Brand {
            accent: colour(accent)?,
            background: colour(background)?,
            accent_dark: colour(accent_dark)?,
            ..Brand::default()
        };
        let Look { page, accent, accent_hover, on_accent, cell, dark, .. } = Look::of(&brand);
        let Dark { accent: dark_accent, accent_hover: dark_hover, on_accent: on_dark, cell: dark_cell, .. } = dark;
        Some(format!(
            ":root {{ --surface: {page}; --accent: {accent}; --accent-hover: {accent_hover}; --on-accent: {on_accent}; \
             --accent-soft: {cell}; }}\n@media (prefers-color-scheme: dark) {{ :root {{ --surface: {NIGHT}; \
             --accent: {dark_accent}; --accent-hover: {dark_hover}; --on-accent: {on_dark}; --accent-soft: {dark_cell}; }} }}\n"
        ))
    }
}

/// Text on a button: white where it can be read, else nearly black.
fn on(accent: Colour) -> Colour {
    if super::contrast(WHITE, accent) >= TEXT { WHITE } else { INK.readable_on(accent, TEXT) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::contrast;

    #[test]
    fn every_look_can_be_read_in_light_and_dark() {
        let colours = ["#000000", "#ffffff", "#ffd400", "#0f766e", "#e11d48", "#7f7f7f", "#00ffff", "#1e3a8a"];
        let read = |text: &str| text.parse::<Colour>().unwrap();
        for accent in colours {
            for background in colours {
                let brand =
                    Brand { accent: Some(read(accent)), background: Some(read(background)), ..Brand::default() };
                let look = Look::of(&brand);
                for (text, beside) in [
                    (&look.accent, &look.page),
                    (&look.on_accent, &look.accent),
                    (&look.cell_ink, &look.cell),
                    (&FAINTEST.to_string(), &look.page),
                    (&look.dark.accent, &NIGHT.to_string()),
                    (&look.dark.on_accent, &look.dark.accent),
                    (&look.dark.cell_ink, &look.dark.cell),
                ] {
                    let contrast = contrast(read(text), read(beside));
                    assert!(contrast >= TEXT, "{accent} {background}: {text} on {beside} is {contrast}");
                }
            }
        }
    }

    #[test]
    fn a_style_sheet_is_found_by_its_address_and_by_no_other() {
        let brand = Brand { accent: Some("#0f766e".parse().unwrap()), ..Brand::default() };
        let address = Look::style_sheet(&brand).unwrap();
        assert_eq!(address, "/brand/0f766e-0-0.css");
        let css = Look::css(address.strip_prefix("/brand/").unwrap()).unwrap();
        assert!(css.contains("--accent: #0f766e;"), "{css}");
        assert_eq!(Look::style_sheet(&Brand::default()), None);
        for wrong in ["0f766e-0.css", "0f766e-0-0", "red-0-0.css", "0f766e-0-}a{.css", "0-0-0-0.css"] {
            assert!(Look::css(wrong).is_none(), "{wrong}");
        }
    }
}
