//! By how much groups truly differ, as a number and as a word.

use serde::Serialize;
use survey_core::score::Tally;
use survey_core::trend::{Bucket, Consistency, Evenness};

use crate::store::workspaces::{day_date, day_number};

/// So many parts of a time are shown, the newest.
pub const MOST_PARTS: usize = 12;
/// A time of up to so many days is looked at week by week.
const MOST_WEEKLY: i32 = 35;
/// And of up to so many month by month; a longer one by quarters.
const MOST_MONTHLY: i32 = 190;

/// What may be said of the differences between groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Too few answers, or groups that overlap: nothing can be said.
    Unknown,
    /// Fewer than five groups: they speak for themselves.
    Few,
    /// Nothing but chance tells the groups apart.
    None,
    /// There may be a difference, and it may be chance.
    Unclear,
    /// The groups differ by less than 5 points.
    Consistent,
    /// By 5 to 10 points.
    Mixed,
    /// By more than 10 points.
    Uneven,
}

/// By how much groups truly differ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// In a word.
    pub verdict: Verdict,
    /// Groups with answers.
    pub groups: u64,
    /// The standard deviation between the true scores of the groups, in points; none where nothing can be said.
    pub points: Option<f64>,
    /// The chance of so much visible difference where there is none.
    pub p: Option<f64>,
    /// The share of the visible differences that is real, 0 to 1.
    pub real_share: Option<f64>,
}

impl Spread {
    /// Where nothing can be said.
    pub fn unknown() -> Self {
        Spread { verdict: Verdict::Unknown, groups: 0, points: None, p: None, real_share: None }
    }

    /// Of groups.
    pub fn of(groups: &[Tally]) -> Self {
        let filled = groups.iter().filter(|group| group.n() > 0).count() as u64;
        let Some(found) = Consistency::of(groups) else { return Spread { groups: filled, ..Self::unknown() } };
        let Some(evenness) = found.evenness() else {
            return Spread { verdict: Verdict::Few, groups: filled, ..Self::unknown() };
        };
        let verdict = match evenness {
            _ if found.tau_squared <= 0.0 => Verdict::None,
            _ if found.p >= 0.05 => Verdict::Unclear,
            Evenness::Consistent => Verdict::Consistent,
            Evenness::Mixed => Verdict::Mixed,
            Evenness::Uneven => Verdict::Uneven,
        };
        let (points, p, real_share) = (Some(found.points()), Some(found.p), Some(found.i_squared));
        Spread { verdict, groups: filled, points, p, real_share }
    }
}

/// How far the groups differed in a part of the time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// First and last day.
    pub days: (i32, i32),
    /// How far.
    pub spread: Spread,
}

/// The parts of a span of days, oldest first: weeks, months or quarters of the calendar. What is more than are shown lies
/// in the first.
pub fn parts((from, until): (i32, i32)) -> Vec<(i32, i32)> {
    let bucket = match until - from + 1 {
        ..=MOST_WEEKLY => Bucket::Week,
        length if length <= MOST_MONTHLY => Bucket::Month,
        _ => Bucket::Quarter,
    };
    let (mut parts, mut end) = (Vec::new(), until);
    while end >= from && parts.len() < MOST_PARTS {
        let start = day_number(bucket.start(day_date(end))).max(from);
        parts.push((start, end));
        end = start - 1;
    }
    if end >= from {
        parts.push((from, end));
    }
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_cover_the_time_without_gaps_and_are_few() {
        for length in [1, 7, 28, 35, 36, 91, 190, 191, 364, 1200, 9000] {
            let days = (20_000, 20_000 + length - 1);
            let parts = parts(days);
            assert!(parts.len() <= MOST_PARTS + 1, "{length}");
            assert_eq!((parts[0].0, parts[parts.len() - 1].1), days);
            assert!(parts.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{length} {parts:?}");
        }
    }

    #[test]
    fn equal_groups_differ_by_chance_only_and_few_speak_for_themselves() {
        let group = |promoters, detractors| Tally { promoters, passives: 20, detractors };
        let same = [group(50, 30), group(51, 29), group(49, 31), group(50, 30), group(50, 30)];
        assert_eq!(Spread::of(&same).verdict, Verdict::None);
        assert_eq!(Spread::of(&same[..4]).verdict, Verdict::Few);
        assert_eq!(Spread::of(&same[..1]).verdict, Verdict::Unknown);
        let apart = [group(80, 0), group(70, 10), group(40, 40), group(10, 70), group(50, 30)];
        let found = Spread::of(&apart);
        assert_eq!(found.verdict, Verdict::Uneven);
        assert!(found.points.unwrap() > 30.0, "{found:?}");
    }
}
