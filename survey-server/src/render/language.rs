//! The languages we speak, and which of them to use for a reader.

/// A language that every text of ours exists in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English: the language when we do not speak the reader's.
    English,
    /// Russian.
    Russian,
}

impl Language {
    /// All of them, the fallback first.
    pub const ALL: [Self; 2] = [Self::English, Self::Russian];

    /// The language for a BCP 47 tag, by its chain: `ru-KZ` → `ru` → English.
    pub fn of(tag: &str) -> Self {
        Self::spoken(tag).unwrap_or(Self::English)
    }

    /// The best language for an `Accept-Language` header, or `None` when it names none that we speak.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(f64, Self)> = None;
        for wish in header.split(',') {
            let mut parts = wish.split(';').map(str::trim);
            let Some(language) = parts.next().and_then(Self::spoken) else { continue };
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
            if weight > 0.0 && best.is_none_or(|(heaviest, _)| weight > heaviest) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    /// The tag for `lang="…"` and for the folder of its texts.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
        }
    }

    /// The direction of writing for `dir="…"`.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English | Self::Russian => "ltr",
        }
    }

    fn spoken(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_falls_back_along_its_chain() {
        for (tag, language) in [
            ("ru", Language::Russian),
            ("ru-KZ", Language::Russian),
            ("RU_ru", Language::Russian),
            ("en-GB", Language::English),
            ("pt-BR", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
    }

    #[test]
    fn the_heaviest_accepted_language_that_we_speak_wins() {
        for (header, language) in [
            ("ru-RU,ru;q=0.9,en;q=0.8", Some(Language::Russian)),
            ("de, en;q=0.7, ru;q=0.3", Some(Language::English)),
            ("en;q=0.2, ru;q=0.9", Some(Language::Russian)),
            ("ru;q=0, en", Some(Language::English)),
            ("de-DE", None),
            ("ru;q=high", None),
            ("", None),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }
}
