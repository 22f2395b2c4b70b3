//! What is believed about a score after the answers: "how probable is it that the true score is above 30?"

use super::{
    Confidence, Interval, WeightedTally,
    distribution::beta::{incomplete, kernel},
    quadrature::gauss_legendre,
};
use std::f64::consts::FRAC_PI_2;

/// The distribution of the true score, given the answers and Jeffreys' prior (½ answer of each category).
///
/// The three shares follow a Dirichlet distribution; the score is the difference of two of them. Use it for the probability
/// that a score is above a goal. For an interval to show, take the score interval: this one leaves the very edges out.
///
/// ```
/// use survey_core::score::{Posterior, Tally};
///
/// let answers = Tally { promoters: 50, passives: 30, detractors: 20 };
/// let believed = Posterior::new(&answers.weighted().expect("there are answers"));
/// assert!(believed.probability_above(0.15) > 0.96);
/// assert!((believed.mean() - 0.295_566_502_463_054).abs() < 1e-12);
/// ```
#[derive(Clone, Debug)]
pub struct Posterior {
    promoters: f64,
    passives: f64,
    detractors: f64,
    /// No answer outside this category, if there is one: +1 promoters, -1 detractors.
    edge: i8,
    /// Nodes and weights on 0..1.
    nodes: Vec<(f64, f64)>,
}

/// Enough that the quadrature is exact to 1e-13 for any counts.
const NODES: u32 = 200;

impl Posterior {
    /// The belief after these answers.
    ///
    /// ```
    /// use survey_core::score::{Posterior, Tally};
    ///
    /// let counts = Tally { promoters: 50, passives: 30, detractors: 20 }.weighted().expect("there are answers");
    /// let believed = Posterior::new(&counts);
    /// assert!(believed.mean() < 0.3, "pulled a little towards 0");
    /// ```
    pub fn new(answers: &WeightedTally) -> Self {
        let (promoters, detractors) = (answers.promoters(), answers.detractors());
        let others = |part: f64| answers.n() - part;
        let edge = if others(promoters) <= 0.0 { 1 } else { -i8::from(others(detractors) <= 0.0) };
        Self {
            promoters: promoters + 0.5,
            passives: answers.passives() + 0.5,
            detractors: detractors + 0.5,
            edge,
            nodes: gauss_legendre(NODES),
        }
    }

    /// The expected score, a fraction -1..=1.
    ///
    /// ```
    /// use survey_core::score::{Posterior, Tally};
    ///
    /// let counts = Tally { promoters: 50, passives: 30, detractors: 20 }.weighted().expect("there are answers");
    /// let believed = Posterior::new(&counts);
    /// assert!((believed.mean() - 30.0 / 101.5).abs() < 1e-12);
    /// ```
    pub fn mean(&self) -> f64 {
        (self.promoters - self.detractors) / self.total()
    }

    /// The standard deviation of the belief, a fraction.
    ///
    /// ```
    /// use survey_core::score::{Posterior, Tally};
    ///
    /// let counts = Tally { promoters: 50, passives: 30, detractors: 20 }.weighted().expect("there are answers");
    /// let believed = Posterior::new(&counts);
    /// assert!((believed.deviation() - 0.0773).abs() < 1e-4);
    /// ```
    pub fn deviation(&self) -> f64 {
        let (total, mean) = (self.total(), self.mean());
        (((self.promoters + self.detractors) / total - mean * mean) / (total + 1.0)).sqrt()
    }

    /// The probability, 0..=1, that the true score is above `score` (a fraction).
    ///
    /// ```
    /// use survey_core::score::{Posterior, Tally};
    ///
    /// let counts = Tally { promoters: 50, passives: 30, detractors: 20 }.weighted().expect("there are answers");
    /// let believed = Posterior::new(&counts);
    /// assert!(believed.probability_above(0.0) > 0.999);
    /// ```
    pub fn probability_above(&self, score: f64) -> f64 {
        1.0 - self.probability_below(score)
    }

    /// The probability, 0..=1, that the true score is at most `score` (a fraction).
    ///
    /// Given the share `s` of those who are not passive, promoters among them follow a beta distribution: integrated over
    /// `s`, with the variable changed so that the square roots at the ends disappear.
    ///
    /// ```
    /// use survey_core::score::{Posterior, Tally};
    ///
    /// let counts = Tally { promoters: 50, passives: 30, detractors: 20 }.weighted().expect("there are answers");
    /// let believed = Posterior::new(&counts);
    /// assert!((believed.probability_below(0.3) - 0.52).abs() < 0.01);
    /// ```
    pub fn probability_below(&self, score: f64) -> f64 {
        if score.is_nan() || score >= 1.0 {
            return 1.0;
        }
        if score <= -1.0 {
            return 0.0;
        }
        let opinionated = self.promoters + self.detractors;
        let least = score.abs();
        // With so few opinions the score cannot exceed `score`.
        let certain = if score > 0.0 { incomplete(opinionated, self.passives, least, 1.0 - least) } else { 0.0 };
        let (from, to) = self.window();
        let (start, end) = (angle(least.max(from)), angle(to));
        if end <= start {
            return certain;
        }
        let rest = self.nodes.iter().map(|&(v, weight)| {
            let step = (end - start) * v * v;
            let (sine, cosine) = (start + step).sin_cos();
            let (s, passive) = (sine * sine, cosine * cosine);
            // s - |score|: as a product where the window begins there, because it nearly cancels.
            let above = if least >= from { step.sin() * (2.0 * start + step).sin() } else { s - least };
            let (near, far) = (above / (2.0 * s), (s + least) / (2.0 * s));
            let (x, y) = if score >= 0.0 { (far, near) } else { (near, far) };
            let below = incomplete(self.promoters, self.detractors, x, y);
            let density = kernel(opinionated, self.passives, s, passive) * 2.0 / (sine * cosine);
            weight * below * density * 2.0 * (end - start) * v
        });
        (certain + rest.sum::<f64>()).clamp(0.0, 1.0)
    }

    /// The score that the true one stays below with probability `probability` (0..=1), a fraction.
    ///
    /// ```
    /// use survey_core::score::{Posterior, Tally};
    ///
    /// let counts = Tally { promoters: 50, passives: 30, detractors: 20 }.weighted().expect("there are answers");
    /// let believed = Posterior::new(&counts);
    /// assert!((believed.quantile(0.5) - 0.3).abs() < 0.01);
    /// ```
    pub fn quantile(&self, probability: f64) -> f64 {
        let (mut low, mut high) = (-1.0, 1.0);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                break;
            }
            if self.probability_below(middle) < probability {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * (low + high)
    }

    /// The middle part of the belief, fractions; closed at ±1 where every answer was a promoter or every one a detractor.
    ///
    /// ```
    /// use survey_core::score::{Confidence, Posterior, Tally};
    ///
    /// let counts = Tally { promoters: 50, passives: 30, detractors: 20 }.weighted().expect("there are answers");
    /// let believed = Posterior::new(&counts);
    /// assert_eq!(believed.credible_interval(Confidence::default()).display(), (14, 44));
    /// ```
    pub fn credible_interval(&self, confidence: Confidence) -> Interval {
        let upper = confidence.upper_tail_start();
        let low = if self.edge < 0 { -1.0 } else { self.quantile(1.0 - upper) };
        let high = if self.edge > 0 { 1.0 } else { self.quantile(upper) };
        Interval { low, high }
    }

    fn total(&self) -> f64 {
        self.promoters + self.passives + self.detractors
    }

    /// Where the share of the opinionated practically lies: outside there is less than 1e-17.
    fn window(&self) -> (f64, f64) {
        let (opinionated, total) = (self.promoters + self.detractors, self.total());
        let mean = opinionated / total;
        let deviation = (mean * (1.0 - mean) / (total + 1.0)).sqrt();
        let half = 9.0 * deviation + 45.0 / total;
        ((mean - half).max(0.0), (mean + half).min(1.0))
    }
}

/// The angle whose squared sine is `share`.
fn angle(share: f64) -> f64 {
    if share >= 1.0 { FRAC_PI_2 } else { share.sqrt().asin() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn belief(promoters: f64, passives: f64, detractors: f64) -> Posterior {
        Posterior::new(&WeightedTally::new(promoters, passives, detractors).unwrap())
    }

    #[test]
    fn the_belief_is_a_distribution_for_any_size() {
        for (p, q, d) in [(1.0, 0.0, 0.0), (50.0, 30.0, 20.0), (0.0, 1e6, 0.0), (5e6, 3e6, 2e6), (1e6, 0.0, 1e6)] {
            let belief = belief(p, q, d);
            let scores = (-20i32..=20).map(|step| f64::from(step) / 20.0);
            let below: Vec<_> = scores.map(|score| belief.probability_below(score)).collect();
            assert!(below.windows(2).all(|pair| pair[0] <= pair[1] + 1e-12), "{below:?}");
            let (mean, sd) = (belief.mean(), belief.deviation());
            assert!((belief.probability_below(mean) - 0.5).abs() < 0.2);
            assert!(belief.probability_below(mean - 12.0 * sd) < 1e-4);
        }
    }

    #[test]
    fn a_million_answers_give_the_normal_quantiles() {
        let belief = belief(5e6, 3e6, 2e6);
        let interval = belief.credible_interval(Confidence::default());
        let half = Confidence::default().z() * belief.deviation();
        assert!((interval.low - (belief.mean() - half)).abs() < 1e-6);
        assert!((interval.high - (belief.mean() + half)).abs() < 1e-6);
    }

    #[test]
    fn a_side_without_a_contrary_answer_is_closed() {
        let high = belief(10.0, 0.0, 0.0).credible_interval(Confidence::default()).high;
        let low = belief(0.0, 0.0, 10.0).credible_interval(Confidence::default()).low;
        assert!((high - 1.0).abs() < 1e-15 && (low + 1.0).abs() < 1e-15);
    }
}
