//! The answers behind a number that was counted by looking at them: a quadrant, how late it came, a reason, a segment within
//! others. Found by the same look, up to the same bound, so that a list has just the answers that the number counts.

use std::collections::HashSet;

use super::loyalty::punctual::{self, Wanted};
use super::loyalty::quadrants::{self, Quadrant};
use super::view::{Resolved, Segment};
use super::{drivers, scan, segments};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::responses::Response;
use crate::store::{Conn, Id};

/// Which of the answers of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// Of one quadrant.
    Quadrant(Quadrant),
    /// Of people who moved from the first quadrant to the second, the newest of each.
    Moved(Quadrant, Quadrant),
    /// By how late it came.
    Late(Wanted),
    /// That name a reason.
    Reason(Segment),
    /// That have a value, beside the segments of the view.
    Within(Segment),
}

impl Group {
    /// The words of addresses that name a group.
    pub const WORDS: [&str; 5] = ["quadrant", "was", "late", "reason", "within"];

    /// Reads a group of an address's words; an error is the word that says nothing.
    pub fn read<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Option<Self>, &'static str> {
        let mut found = [None; 5];
        for (name, word) in words {
            let at = Self::WORDS.iter().position(|known| *known == name);
            if let Some(place) = at.and_then(|at| found.get_mut(at)) {
                *place = Some(word.trim()).filter(|word| !word.is_empty());
            }
        }
        let [quadrant, was, late, reason, within] = found;
        let place = |word: Option<&str>, name| match word {
            Some(word) => Quadrant::from_word(word).map(Some).ok_or(name),
            None => Ok(None),
        };
        let segment = |word: &str, name| Segment::of(word).ok_or(name);
        Ok(match (place(quadrant, "quadrant")?, place(was, "was")?, late, reason, within) {
            (Some(quadrant), Some(was), ..) => Some(Self::Moved(was, quadrant)),
            (Some(quadrant), None, ..) => Some(Self::Quadrant(quadrant)),
            (_, _, Some(late), ..) => Some(Self::Late(Wanted::from_word(late).ok_or("late")?)),
            (_, _, _, Some(reason), _) => Some(Self::Reason(segment(reason, "reason")?)),
            (.., Some(within)) => Some(Self::Within(segment(within, "within")?)),
            (None, Some(_), ..) => return Err("was"),
            _ => None,
        })
    }

    /// Its words in addresses.
    pub fn words(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Quadrant(quadrant) => vec![("quadrant", quadrant.word().to_owned())],
            Self::Moved(from, to) => vec![("quadrant", to.word().to_owned()), ("was", from.word().to_owned())],
            Self::Late(wanted) => vec![("late", wanted.word().to_owned())],
            Self::Reason(segment) => vec![("reason", segment.word())],
            Self::Within(segment) => vec![("within", segment.word())],
        }
    }
}

/// The answers of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// Their ids, newest first.
    pub ids: Vec<Id>,
    /// Answers before this day were not looked at.
    pub cut_at: Option<i32>,
    /// So many were.
    pub most: usize,
}

/// Finds them; none where the survey does not ask what the group is of.
pub fn behind(conn: &mut Conn, cx: &Cx, view: &Resolved, group: &Group) -> Result<Option<Behind>, Error> {
    let (found, most) = match group {
        Group::Quadrant(quadrant) => (quadrants::members(conn, cx, view, *quadrant, None)?, scan::MOST),
        Group::Moved(from, to) => (quadrants::members(conn, cx, view, *to, Some(*from))?, scan::MOST),
        Group::Late(wanted) => (Some(punctual::members(conn, cx, view, *wanted)?), scan::MOST),
        Group::Reason(reason) => (Some(drivers::members(conn, cx, view, reason)?), drivers::MOST),
        Group::Within(segment) => (Some(segments::members(conn, cx, view, segment)?), scan::MOST),
    };
    Ok(found.map(|(ids, cut_at)| Behind { ids, cut_at, most }))
}

/// What a list of answers narrows a view to, beside its own words: a category, a value, a group.
#[derive(Clone, Debug)]
pub struct Only {
    question: String,
    band: Option<(i64, i64)>,
    ids: Option<HashSet<Id>>,
}

/// The words of the categories, the best first.
pub const CATEGORIES: [&str; 3] = ["promoter", "passive", "detractor"];

impl Only {
    /// Reads it of an address's query. What names nothing is an error that says so.
    pub fn of(conn: &mut Conn, cx: &Cx, view: &Resolved, query: &str) -> Result<Self, Error> {
        let words: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let word = |name: &str| words.iter().find(|(found, word)| found == name && !word.is_empty());
        let category = match word("category").map(|(_, word)| word.as_str()) {
            None | Some("all") => None,
            Some(word) => {
                let place = CATEGORIES.iter().position(|known| *known == word);
                let place =
                    place.ok_or_else(|| Error::invalid("category", "must be promoter, passive or detractor"))?;
                view.measure.bands().get(place).copied()
            }
        };
        let score = match word("score") {
            None => None,
            Some((_, word)) => Some(
                word.parse::<i64>().map_err(|_not_a_number| Error::invalid("score", "must be a value of the scale"))?,
            ),
        };
        let named = words.iter().filter_map(|(name, word)| {
            let name = Group::WORDS.into_iter().find(|known| known == name)?;
            Some((name, word.as_str()))
        });
        let ids = match Group::read(named) {
            Ok(None) => None,
            Ok(Some(group)) => {
                Some(behind(conn, cx, view, &group)?.unwrap_or_default().ids.into_iter().collect::<HashSet<Id>>())
            }
            Err(name) => return Err(Error::invalid(name, "names no group of answers")),
        };
        let band = match (category, score) {
            (None, None) if ids.is_none() => Some(view.measure.scale),
            (None, None) => None,
            (Some(band), None) => Some(band),
            (band, Some(score)) => {
                let (low, high) = band.unwrap_or((score, score));
                Some((low.max(score), high.min(score)))
            }
        };
        Ok(Only { question: view.measure.question.clone(), band, ids })
    }

    /// Whether an answer of the view is one of these.
    pub fn belongs(&self, answer: &Response) -> bool {
        let in_band = self.band.is_none_or(|(low, high)| {
            answer.answers.0.number(&self.question).is_some_and(|value| (low..=high).contains(&value))
        });
        in_band && self.ids.as_ref().is_none_or(|ids| ids.contains(&answer.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[(&'static str, &str)]) -> Result<Option<Group>, &'static str> {
        Group::read(words.iter().copied())
    }

    #[test]
    fn a_group_is_read_as_it_is_written_and_what_is_none_is_named() {
        let tag = || Segment { dimension: "tag".to_owned(), value: "late:again".to_owned() };
        let mut all = vec![Group::Late(Wanted::Late), Group::Late(Wanted::Unknown)];
        all.extend([Group::Reason(tag()), Group::Within(tag())]);
        all.extend(Quadrant::ALL.map(Group::Quadrant));
        all.extend(Quadrant::ALL.map(|from| Group::Moved(from, Quadrant::Both)));
        all.extend(punctual::Late::ALL.map(|late| Group::Late(Wanted::Group(late))));
        for group in all {
            let words = group.words();
            let words: Vec<(&'static str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
            assert_eq!(read(&words), Ok(Some(group)));
        }
        assert_eq!(read(&[("quadrant", " "), ("other", "x")]), Ok(None));
        for (name, word) in [("quadrant", "x"), ("was", "both"), ("late", "x"), ("reason", "x"), ("within", ":")] {
            assert_eq!(read(&[(name, word)]), Err(name));
        }
    }
}
