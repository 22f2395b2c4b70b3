//! Where a survey asks for satisfaction and for loyalty: who is both, one of them, or neither, and who moved.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::recovery::Share;
use crate::reporting::scan;
use crate::reporting::score::{self, Measure};
use crate::reporting::view::Resolved;
use crate::store::responses::Response;
use crate::store::{Conn, Id};

/// The kinds of question that ask for satisfaction.
const SATISFACTION: [&str; 4] = ["csat", "ces", "stars", "smileys"];

/// Where an answer to both questions lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// Satisfied, and a promoter.
    Both,
    /// Satisfied, and no promoter: leaves for the next offer.
    Satisfied,
    /// Not satisfied, and a promoter all the same.
    Loyal,
    /// Neither.
    Neither,
}

impl Quadrant {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::Both, Self::Satisfied, Self::Loyal, Self::Neither];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Satisfied => "satisfied",
            Self::Loyal => "loyal",
            Self::Neither => "neither",
        }
    }

    /// Reads [`word`](Self::word).
    pub fn from_word(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == text)
    }

    fn of(satisfied: bool, loyal: bool) -> Self {
        match (satisfied, loyal) {
            (true, true) => Self::Both,
            (true, false) => Self::Satisfied,
            (false, true) => Self::Loyal,
            (false, false) => Self::Neither,
        }
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|one| *one == self).unwrap_or_default()
    }
}

/// The four quadrants of a view.
#[derive(Clone, Debug)]
pub struct Quadrants {
    /// The question about satisfaction.
    pub satisfaction: Measure,
    /// The question about recommending.
    pub loyalty: Measure,
    /// From this answer on somebody is satisfied.
    pub satisfied_from: i64,
    /// From this answer on somebody is loyal.
    pub loyal_from: i64,
    /// How many answers to both questions lie in each, in the order of [`Quadrant::ALL`].
    pub shares: [Share; 4],
    /// Answers to both questions.
    pub n: u64,
    /// People who answered both in the time of the view and in the time before, by where they were (first) and where they
    /// are now (second).
    pub moves: [[u64; 4]; 4],
    /// How many those are.
    pub moved_of: u64,
    /// Answers that were looked at.
    pub looked_at: usize,
    /// Answers before this day were not looked at.
    pub cut_at: Option<i32>,
}

impl Quadrants {
    /// People whose place became better or worse: `(better, worse, same)`. Between satisfied without loyalty and loyalty
    /// without satisfaction there is no better.
    pub fn directions(&self) -> (u64, u64, u64) {
        let rank = |quadrant: Quadrant| match quadrant {
            Quadrant::Both => 2,
            Quadrant::Satisfied | Quadrant::Loyal => 1,
            Quadrant::Neither => 0,
        };
        let (mut better, mut worse, mut same) = (0, 0, 0);
        for (from, row) in Quadrant::ALL.into_iter().zip(&self.moves) {
            for (to, count) in Quadrant::ALL.into_iter().zip(row) {
                match rank(to).cmp(&rank(from)) {
                    std::cmp::Ordering::Greater => better += count,
                    std::cmp::Ordering::Less => worse += count,
                    std::cmp::Ordering::Equal => same += count,
                }
            }
        }
        (better, worse, same)
    }
}

/// The two questions of a view's survey; none where it does not ask both. Of several about satisfaction it is the one that
/// the view names, else the first.
pub fn questions(conn: &mut Conn, view: &Resolved) -> Result<Option<(Measure, Measure)>, Error> {
    let all = score::measures(conn, &view.measure.row)?;
    let asks = |one: &&Measure| SATISFACTION.contains(&one.kind);
    let chosen = all.iter().find(|one| asks(one) && one.question == view.measure.question);
    let satisfaction = chosen.or_else(|| all.iter().find(asks));
    Ok(satisfaction.cloned().zip(all.iter().find(|one| one.is_nps()).cloned()))
}

/// When an answer to both questions was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Now,
    Before,
    Between,
}

/// What was looked at.
struct Looked {
    satisfaction: Measure,
    loyalty: Measure,
    answers: usize,
    cut_at: Option<i32>,
}

/// Shows each answer to both questions to `each`, newest first; none where the survey does not ask both.
fn look(
    conn: &mut Conn,
    cx: &Cx,
    view: &Resolved,
    mut each: impl FnMut(&Response, Quadrant, When),
) -> Result<Option<Looked>, Error> {
    let Some((satisfaction, loyalty)) = questions(conn, view)? else { return Ok(None) };
    let before = view.before.filter(|before| before.1 < view.days.0);
    let since = before.map_or(view.days.0, |before| before.0);
    let happy = |measure: &Measure, answer: i64| measure.category(answer) == "promoter";
    let mut looked_at = 0;
    let cut_at = scan::newest(conn, cx, view, (since, view.days.1), scan::MOST, |response| {
        looked_at += 1;
        let answers = &response.answers.0;
        let both = answers.number(&satisfaction.question).zip(answers.number(&loyalty.question));
        if let Some((stars, score)) = both {
            let quadrant = Quadrant::of(happy(&satisfaction, stars), happy(&loyalty, score));
            let is_before = before.is_some_and(|(from, until)| (from..=until).contains(&response.day));
            let when = if response.day >= view.days.0 {
                When::Now
            } else if is_before {
                When::Before
            } else {
                When::Between
            };
            each(response, quadrant, when);
        }
        Ok(())
    })?;
    Ok(Some(Looked { satisfaction, loyalty, answers: looked_at, cut_at }))
}

/// Reads the quadrants; none where the survey does not ask both questions.
pub fn quadrants(conn: &mut Conn, cx: &Cx, view: &Resolved) -> Result<Option<Quadrants>, Error> {
    let mut counts = [0_u64; 4];
    // The newest answer of each person in either time.
    let (mut now, mut then): (HashMap<Id, Quadrant>, HashMap<Id, Quadrant>) = (HashMap::new(), HashMap::new());
    let looked = look(conn, cx, view, |response, quadrant, when| {
        if when == When::Now
            && let Some(count) = counts.get_mut(quadrant.place())
        {
            *count += 1;
        }
        if let Some(person) = response.person_id.filter(|_| when != When::Between) {
            let place = if when == When::Now { &mut now } else { &mut then };
            place.entry(person).or_insert(quadrant);
        }
    })?;
    let Some(Looked { satisfaction, loyalty, answers, cut_at }) = looked else { return Ok(None) };
    let n: u64 = counts.iter().sum();
    let mut moves = [[0; 4]; 4];
    for (person, to) in &now {
        let from = then.get(person).and_then(|from| moves.get_mut(from.place()));
        if let Some(count) = from.and_then(|row| row.get_mut(to.place())) {
            *count += 1;
        }
    }
    Ok(Some(Quadrants {
        satisfied_from: satisfaction.bands()[0].0,
        loyal_from: loyalty.bands()[0].0,
        satisfaction,
        loyalty,
        shares: counts.map(|count| Share::new(count, n)),
        n,
        moved_of: moves.iter().flatten().sum(),
        moves,
        looked_at: answers,
        cut_at,
    }))
}

/// The answers in a quadrant, newest first; with `was` the newest answer of each person who was there in the time before.
/// None where the survey does not ask both questions.
pub fn members(
    conn: &mut Conn,
    cx: &Cx,
    view: &Resolved,
    quadrant: Quadrant,
    was: Option<Quadrant>,
) -> Result<Option<scan::Found>, Error> {
    let mut found: Vec<(Id, Option<Id>)> = Vec::new();
    let (mut seen, mut then): (HashSet<Id>, HashMap<Id, Quadrant>) = (HashSet::new(), HashMap::new());
    let looked = look(conn, cx, view, |response, place, when| match (when, response.person_id) {
        (When::Now, person) => {
            let is_newest = person.is_some_and(|person| seen.insert(person));
            if place == quadrant && (was.is_none() || is_newest) {
                found.push((response.id, person));
            }
        }
        (When::Before, Some(person)) => {
            then.entry(person).or_insert(place);
        }
        _ => {}
    })?;
    let moved = |person: Option<Id>| was.is_none() || person.and_then(|person| then.get(&person).copied()) == was;
    let ids = found.into_iter().filter(|(_, person)| moved(*person)).map(|(id, _)| id);
    Ok(looked.map(|looked| (ids.collect(), looked.cut_at)))
}
