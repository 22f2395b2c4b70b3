//! Chance that is the same every time, so that the demo tells the same story on every machine.

/// A small generator (SplitMix64): good enough for a story, and never used for a secret.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The same seed tells the same story.
    pub fn new(seed: u64) -> Self {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, but not including, 1.
    pub fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in so many of 1.
    pub fn happens(&mut self, share: f64) -> bool {
        self.fraction() < share
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.fraction() * (high - low + 1) as f64) as i64
    }

    /// One of these; the list must not be empty.
    pub fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = (self.fraction() * list.len() as f64) as usize;
        &list[at.min(list.len() - 1)]
    }

    /// Around `mean`, most of them within `spread` of it: a sum of twelve, which is near enough to a bell.
    pub fn around(&mut self, mean: f64, spread: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.fraction()).sum();
        mean + (sum - 6.0) * spread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same_story() {
        let draw = |seed| {
            let mut chance = Chance::new(seed);
            [chance.between(0, 1000), chance.between(0, 1000), chance.between(0, 1000)]
        };

        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn draws_stay_within_their_bounds_and_reach_both() {
        let mut chance = Chance::new(1);
        let draws: Vec<i64> = (0..500).map(|_| chance.between(2, 5)).collect();

        assert_eq!((draws.iter().min(), draws.iter().max()), (Some(&2), Some(&5)));
        let mean = (0..2000).map(|_| chance.around(8.0, 1.0)).sum::<f64>() / 2000.0;
        assert!((mean - 8.0).abs() < 0.2, "{mean}");
    }
}
