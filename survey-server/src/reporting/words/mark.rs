//! Where the words of a search stand in a text, for people's eyes.

use super::{Query, tokens};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Piece {
    /// The characters, as they were written; nothing in them is escaped.
    pub text: String,
    /// It is one of the words that were looked for.
    pub found: bool,
}

/// A text cut into what was looked for and what was not.
pub fn pieces(text: &str, locale: &str, query: &Query) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |part: Option<&str>, found| {
        if let Some(text) = part.filter(|text| !text.is_empty()) {
            pieces.push(Piece { text: text.to_owned(), found });
        }
    };
    let mut done = 0;
    for token in tokens(text, locale).into_iter().filter(|token| query.means(&token.term)) {
        push(text.get(done..token.place.start), false);
        push(text.get(token.place.clone()), true);
        done = token.place.end;
    }
    push(text.get(done..), false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_for_is_marked_in_its_own_spelling() {
        let marked: Vec<_> = pieces("<b>Курьеры</b> и Ёлки", "ru", &Query::of("курьер ёлка"))
            .into_iter()
            .map(|piece| (piece.text, piece.found))
            .collect();
        let expected = [("<b>", false), ("Курьеры", true), ("</b> и ", false), ("Ёлки", true)];
        assert_eq!(marked, expected.map(|(text, found)| (text.to_owned(), found)));
        assert_eq!(pieces("", "en", &Query::of("x")), Vec::new());
    }
}
