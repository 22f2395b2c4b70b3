//! Numbers with their counts and intervals: a wait, a share, a score.

use serde::Serialize;
use survey_core::score::wait::{Survival, TimeInterval, Wait};
use survey_core::score::{Base, Confidence, Proportion, Tally};

/// A share with the interval in which the true one lies. Below five cases there is only the count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Share {
    /// So many.
    pub part: u64,
    /// Of so many.
    pub n: u64,
    /// The share, 0 to 1.
    pub share: Option<f64>,
    /// The lower end (Wilson, 95 per cent).
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

impl Share {
    /// Of a proportion.
    pub fn of(proportion: &Proportion) -> Self {
        let shown = proportion.share().filter(|_| proportion.base().shows_score());
        Share {
            part: proportion.part(),
            n: proportion.n(),
            share: shown.as_ref().map(|share| share.value),
            low: shown.as_ref().map(|share| share.interval.low),
            high: shown.as_ref().map(|share| share.interval.high),
        }
    }

    /// So many of so many.
    pub fn new(part: u64, n: u64) -> Self {
        Self::of(&Proportion::new(part.min(n), n).unwrap_or_default())
    }
}

/// How long cases took, those that are still open counted for what is known of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Times {
    /// Cases.
    pub n: u64,
    /// Of them done.
    pub done: u64,
    /// Minutes after which half were done; none: longer than anything seen, or fewer than five cases.
    pub median: Option<f64>,
    /// Where the true median lies; an end that was not reached is none.
    pub median_low: Option<f64>,
    /// The same, the upper end.
    pub median_high: Option<f64>,
    /// Minutes after which nine of ten were done.
    pub p90: Option<f64>,
    /// Where that lies.
    pub p90_low: Option<f64>,
    /// The same, the upper end.
    pub p90_high: Option<f64>,
    /// The longest wait seen, in minutes: where the median is none it is longer than this.
    pub longest: Option<f64>,
}

impl Times {
    /// Of waits in minutes.
    pub fn of(waits: &[Wait]) -> Self {
        let n = waits.len() as u64;
        let done = waits.iter().filter(|wait| wait.is_done()).count() as u64;
        if !Base::of(n).shows_score() {
            return Times { n, done, ..Times::default() };
        }
        let survival = Survival::of(waits);
        let interval = |p: f64| survival.percentile_interval(p, Confidence::default());
        let (TimeInterval { low: median_low, high: median_high }, p90) = (interval(0.5), interval(0.9));
        Times {
            n,
            done,
            median: survival.median(),
            median_low,
            median_high,
            p90: survival.percentile(0.9),
            p90_low: p90.low,
            p90_high: p90.high,
            longest: waits.iter().map(Wait::time).reduce(f64::max),
        }
    }
}

/// Answers as a net promoter score with its interval. Below five there are only the counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Answers {
    /// How many.
    pub n: u64,
    /// Of them 9 and 10.
    pub promoters: u64,
    /// 7 and 8.
    pub passives: u64,
    /// 0 to 6.
    pub detractors: u64,
    /// The score in points, rounded.
    pub score: Option<i32>,
    /// The lower end.
    pub low: Option<i32>,
    /// The upper end.
    pub high: Option<i32>,
}

impl Answers {
    /// Of counts.
    pub fn of(tally: &Tally) -> Self {
        let nps = tally.nps().filter(|_| tally.base().shows_score());
        let ends = nps.as_ref().map(|nps| nps.interval.display());
        Answers {
            n: tally.n(),
            promoters: tally.promoters,
            passives: tally.passives,
            detractors: tally.detractors,
            score: nps.map(|nps| nps.display),
            low: ends.map(|(low, _)| low),
            high: ends.map(|(_, high)| high),
        }
    }
}
