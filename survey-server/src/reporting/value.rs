//! What may be said of counts: a value with its interval, from five answers on, and whether it changed.

use serde::Serialize;
use survey_core::score::{Base, Tally};

use super::difference::difference;
use super::score::{Counts, Measure};
use crate::error::Error;

/// A value as it is shown: whole points of a net promoter score, or per cent of satisfied answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The value.
    pub value: i32,
    /// The lower end of its interval.
    pub low: i32,
    /// The upper end.
    pub high: i32,
}

/// Compared with the range before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Too few answers on either side to say.
    Unknown,
    /// No more than chance explains.
    None,
    /// Up by so many points.
    Up(i32),
    /// Down by so many points.
    Down(i32),
}

/// The three parts of the answers: happy, in between, unhappy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Composition {
    /// Promoters, or the satisfied.
    pub happy: u64,
    /// Passives, or neither.
    pub middle: u64,
    /// Detractors, or the dissatisfied.
    pub unhappy: u64,
}

/// The value of counts; none below five answers.
pub fn shown(measure: &Measure, counts: &Counts) -> Result<Option<Value>, Error> {
    if !Base::of(counts.n()).shows_score() {
        return Ok(None);
    }
    let (value, (low, high)) = if measure.is_nps() {
        let Some(nps) = measure.tally(counts)?.nps() else { return Ok(None) };
        (nps.display, nps.interval.display())
    } else {
        let Some(share) = measure.histogram(counts)?.satisfied().share() else { return Ok(None) };
        (share.display, share.interval.display())
    };
    Ok(Some(Value { value, low, high }))
}

/// Whether counts differ from those before.
pub fn change(measure: &Measure, now: &Counts, before: &Counts) -> Result<Change, Error> {
    Ok(match difference(measure, now, before)? {
        None => Change::Unknown,
        Some(found) if !found.is_real || found.points == 0 => Change::None,
        Some(found) if found.points > 0 => Change::Up(found.points),
        Some(found) => Change::Down(-found.points),
    })
}

/// The parts of counts.
pub fn composition(measure: &Measure, counts: &Counts) -> Result<Composition, Error> {
    if measure.is_nps() {
        let Tally { promoters, passives, detractors } = measure.tally(counts)?;
        return Ok(Composition { happy: promoters, middle: passives, unhappy: detractors });
    }
    let histogram = measure.histogram(counts)?;
    let (happy, unhappy) = (histogram.satisfied().part(), histogram.dissatisfied().part());
    Ok(Composition { happy, middle: histogram.n().saturating_sub(happy + unhappy), unhappy })
}

impl Measure {
    /// The scores that count as happy, in between and unhappy: `(lowest, highest)` of each; empty ones are reversed.
    pub fn bands(&self) -> [(i64, i64); 3] {
        let (low, high) = self.scale;
        if self.is_nps() {
            return [(9, 10), (7, 8), (0, 6)];
        }
        let boxes = match high - low + 1 {
            ..=3 => 1,
            7 => 3,
            _ => 2,
        };
        [(high - boxes + 1, high), (low + boxes, high - boxes), (low, low + boxes - 1)]
    }

    /// The word for a score's colour and place: `promoter`, `passive`, `detractor`.
    pub fn category(&self, score: i64) -> &'static str {
        let bands = self.bands();
        let within = |(low, high): (i64, i64)| (low..=high).contains(&score);
        ["promoter", "passive", "detractor"]
            .into_iter()
            .zip(bands)
            .find(|(_, band)| within(*band))
            .map_or("none", |(word, _)| word)
    }
}
