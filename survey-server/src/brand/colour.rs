//! Colours as `#rrggbb`, and whether one can be read on another (WCAG 2.2, 1.4.3).

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The contrast that text of any size needs.
pub const TEXT: f64 = 4.5;

/// A colour of the screen: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("must be a colour such as #0f766e, not {text:?}");
        let digits = text.trim().trim_start_matches('#');
        let long: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return Err(wrong()),
        };
        if !long.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let number = u32::from_str_radix(&long, 16).map_err(|_not_hexadecimal| wrong())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Colour([red, green, blue]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl Colour {
    /// The colour with so many parts of a hundred of another in it.
    #[must_use]
    pub fn mixed(self, other: Self, parts: u32) -> Self {
        let mix = |own: u8, other: u8| {
            let sum = u32::from(own) * (100 - parts.min(100)) + u32::from(other) * parts.min(100);
            ((sum + 50) / 100) as u8
        };
        let ([r, g, b], [or, og, ob]) = (self.0, other.0);
        Colour([mix(r, or), mix(g, og), mix(b, ob)])
    }

    /// The nearest colour of this hue, darker or lighter, that has the contrast on `beside`; itself, if it has it.
    #[must_use]
    pub fn readable_on(self, beside: Self, wanted: f64) -> Self {
        let towards = |end: Colour| {
            (0..=100).map(move |parts| (parts, self.mixed(end, parts))).find(|(_, it)| contrast(*it, beside) >= wanted)
        };
        let (black, white) = (Colour([0; 3]), Colour([255; 3]));
        match (towards(black), towards(white)) {
            (Some((dark, darker)), Some((light, lighter))) => {
                if dark <= light {
                    darker
                } else {
                    lighter
                }
            }
            (Some((_, one)), None) | (None, Some((_, one))) => one,
            (None, None) => {
                if contrast(black, beside) > contrast(white, beside) {
                    black
                } else {
                    white
                }
            }
        }
    }

    fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let share = f64::from(byte) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0;
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}

/// The contrast of two colours, from 1 to 21.
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_what_the_standard_says() {
        let of = |one: &str, other: &str| contrast(one.parse().unwrap(), other.parse().unwrap());
        assert!((of("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((of("#777777", "#ffffff") - 4.478).abs() < 1e-3);
        assert!((of("#4338ca", "#fff") - 7.9).abs() < 0.1);
    }

    #[test]
    fn a_colour_is_read_in_long_and_short_form_and_nothing_else_is() {
        assert_eq!("#0F766e".parse::<Colour>().unwrap().to_string(), "#0f766e");
        assert_eq!("fa0".parse::<Colour>().unwrap().to_string(), "#ffaa00");
        for wrong in ["", "#12", "red", "#0f766e;}", "#+12345", "#ёёё"] {
            assert!(wrong.parse::<Colour>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_colour_can_be_made_readable() {
        for red in (0..=255).step_by(51) {
            for blue in (0..=255).step_by(51) {
                let beside = Colour([red, 128, blue]);
                let nearest = Colour([blue, 100, red]).readable_on(beside, TEXT);
                assert!(contrast(nearest, beside) >= TEXT, "{nearest} on {beside}");
            }
        }
    }
}
