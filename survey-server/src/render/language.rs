//! The languages we speak, and which of them to use for a reader.

/// A language that every text for customers, and every mail, exists in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English: the language when nothing better is known.
    English,
    /// Russian.
    Russian,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// Portuguese, in words that both sides of the ocean use.
    Portuguese,
    /// Turkish.
    Turkish,
    /// Kazakh.
    Kazakh,
    /// Ukrainian.
    Ukrainian,
    /// Arabic.
    Arabic,
}

impl Language {
    /// All of them, the fallback first.
    pub const ALL: [Self; 10] = [
        Self::English,
        Self::Russian,
        Self::German,
        Self::Spanish,
        Self::French,
        Self::Portuguese,
        Self::Turkish,
        Self::Kazakh,
        Self::Ukrainian,
        Self::Arabic,
    ];

    /// Those that the admin speaks too, the fallback first.
    pub const OF_ADMIN: [Self; 2] = [Self::English, Self::Russian];

    /// The language for a BCP 47 tag, by its chain: `ru-KZ` → `ru` → English.
    pub fn of(tag: &str) -> Self {
        Self::spoken(tag).unwrap_or(Self::English)
    }

    /// The first language of these tags that we speak: the person's, then the workspace's, then English.
    pub fn first_of<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::spoken).unwrap_or(Self::English)
    }

    /// The language for a tag, or `None` when we do not speak it.
    pub fn spoken(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// Itself where the admin speaks it, else English.
    #[must_use]
    pub fn in_admin(self) -> Self {
        if Self::OF_ADMIN.contains(&self) { self } else { Self::English }
    }

    /// The best of `among` for an `Accept-Language` header, or `None` when it names none of them.
    pub fn accepted(header: &str, among: &[Self]) -> Option<Self> {
        let mut best: Option<(f64, Self)> = None;
        for wish in header.split(',') {
            let mut parts = wish.split(';').map(str::trim);
            let language = parts.next().and_then(Self::spoken).filter(|language| among.contains(language));
            let Some(language) = language else { continue };
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
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::Portuguese => "pt",
            Self::Turkish => "tr",
            Self::Kazakh => "kk",
            Self::Ukrainian => "uk",
            Self::Arabic => "ar",
        }
    }

    /// Its name in itself, as one looks for it in a list.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Russian => "Русский",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
            Self::French => "Français",
            Self::Portuguese => "Português",
            Self::Turkish => "Türkçe",
            Self::Kazakh => "Қазақша",
            Self::Ukrainian => "Українська",
            Self::Arabic => "العربية",
        }
    }

    /// Whether it is written from right to left.
    pub const fn right_to_left(self) -> bool {
        matches!(self, Self::Arabic)
    }

    /// The direction of writing for `dir="…"`.
    pub const fn direction(self) -> &'static str {
        if self.right_to_left() { "rtl" } else { "ltr" }
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
            ("pt-BR", Language::Portuguese),
            ("kk-Cyrl-KZ", Language::Kazakh),
            ("ar-EG", Language::Arabic),
            ("zh", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
    }

    #[test]
    fn a_person_whose_language_we_do_not_speak_is_written_to_in_the_workspaces() {
        assert_eq!(Language::first_of(["zh", "de"]), Language::German);
        assert_eq!(Language::first_of(["pt-BR", "de"]), Language::Portuguese);
        assert_eq!(Language::first_of(["zh", "ja"]), Language::English);
        assert_eq!(Language::first_of([]), Language::English);
    }

    #[test]
    fn the_admin_speaks_two_of_them() {
        assert_eq!(Language::Russian.in_admin(), Language::Russian);
        assert_eq!(Language::Arabic.in_admin(), Language::English);
    }

    #[test]
    fn the_heaviest_accepted_language_that_we_speak_wins() {
        for (header, language) in [
            ("ru-RU,ru;q=0.9,en;q=0.8", Some(Language::Russian)),
            ("zh, en;q=0.7, ru;q=0.3", Some(Language::English)),
            ("en;q=0.2, ru;q=0.9", Some(Language::Russian)),
            ("ru;q=0, en", Some(Language::English)),
            ("de-DE", Some(Language::German)),
            ("ja", None),
            ("ru;q=high", None),
            ("", None),
        ] {
            assert_eq!(Language::accepted(header, &Language::ALL), language, "{header}");
        }
        assert_eq!(Language::accepted("de, ru;q=0.5", &Language::OF_ADMIN), Some(Language::Russian));
    }
}
