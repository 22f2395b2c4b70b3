//! What holds for scores whatever the counts.

use proptest::prelude::*;
use survey_core::{
    score::{
        Confidence, Histogram, Posterior, Proportion, Score, Tally, WeightedTally, compare, compare_shares,
        drivers::leave_out_impact,
        false_discovery,
        wait::{Survival, Wait},
    },
    trend::{Baseline, Consistency, Ewma, Ranking},
};

fn scores() -> impl Strategy<Value = Vec<Score>> {
    prop::collection::vec((0i64..=10).prop_filter_map("on the scale", |value| Score::new(value).ok()), 0..300)
}

/// Counts of all sizes, with zeros often.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 0..5u64, 0..1000u64, any::<u32>().prop_map(u64::from)]
}

fn tally() -> impl Strategy<Value = Tally> {
    (count(), count(), count()).prop_map(|(promoters, passives, detractors)| Tally { promoters, passives, detractors })
}

fn level() -> impl Strategy<Value = Confidence> {
    (0.5..0.9999f64).prop_filter_map("a level", |level| Confidence::new(level).ok())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_tally_does_not_depend_on_the_order(scores in scores(), turn in any::<prop::sample::Index>()) {
        let mut turned = scores.clone();
        if !turned.is_empty() {
            let places = turn.index(turned.len());
            turned.rotate_left(places);
        }
        turned.reverse();
        prop_assert_eq!(scores.iter().copied().collect::<Tally>(), turned.into_iter().collect::<Tally>());
    }

    #[test]
    fn merging_equals_counting_all_together(left in scores(), right in scores()) {
        let mut merged: Tally = left.iter().copied().collect();
        merged.merge(&right.iter().copied().collect());
        prop_assert_eq!(merged, left.into_iter().chain(right).collect::<Tally>());
    }

    #[test]
    fn bytes_and_values_count_like_scores(bytes in prop::collection::vec(any::<u8>(), 0..5000)) {
        let scores: Vec<_> = bytes.iter().flat_map(|&byte| Score::new(i64::from(byte))).collect();
        let tally: Tally = scores.iter().copied().collect();
        let checked = Tally::from_bytes(&bytes);
        prop_assert_eq!(checked.tally, tally);
        prop_assert_eq!(checked.invalid as usize, bytes.len() - scores.len());
        let mut histogram = Histogram::new(0..=10).unwrap();
        for score in scores {
            histogram.count(i64::from(score)).unwrap();
        }
        prop_assert_eq!(histogram.tally(), Some(tally));
    }

    #[test]
    fn a_score_lies_within_its_interval_and_both_within_the_scale(tally in tally(), level in level()) {
        let Some(nps) = tally.nps_at(level) else {
            prop_assert_eq!(tally.n(), 0);
            return Ok(());
        };
        prop_assert!((-1.0..=1.0).contains(&nps.value) && (-100..=100).contains(&nps.display));
        prop_assert!(nps.interval.contains(nps.value), "{:?}", nps);
        prop_assert!(-1.0 <= nps.interval.low && nps.interval.high <= 1.0 && nps.interval.width() > 0.0);
        prop_assert!((nps.value * 100.0 - f64::from(nps.display)).abs() <= 0.5 + 1e-9);
    }

    #[test]
    fn more_confidence_is_a_wider_interval(tally in tally()) {
        if let (Some(narrow), Some(wide)) = (tally.nps_at(Confidence::NINETY), tally.nps_at(Confidence::NINETY_NINE)) {
            prop_assert!(wide.interval.low <= narrow.interval.low && narrow.interval.high <= wide.interval.high);
        }
    }

    #[test]
    fn weights_of_any_size_give_an_interval_around_their_score(
        promoters in 0.0..1e6f64, passives in 0.0..1e6f64, detractors in 0.0..1e6f64, level in level(),
    ) {
        let Ok(weighted) = WeightedTally::new(promoters, passives, detractors) else { return Ok(()) };
        let interval = weighted.score_interval(level);
        prop_assert!(interval.contains(weighted.nps()));
        prop_assert!(-1.0 <= interval.low && interval.high <= 1.0);
    }

    #[test]
    fn a_comparison_holds_its_difference_and_agrees_with_its_p(a in tally(), b in tally()) {
        let Some(comparison) = compare(&a, &b) else {
            prop_assert!(a.n() == 0 || b.n() == 0);
            return Ok(());
        };
        prop_assert!(comparison.interval.contains(comparison.difference));
        prop_assert!((0.0..=1.0).contains(&comparison.p));
        // The interval leaves 0 out exactly where p is below 5 %, but for the last digits.
        if (comparison.p - 0.05).abs() > 1e-9 {
            prop_assert_eq!(comparison.is_significant(), comparison.p < 0.05, "{:?}", comparison);
        }
        let back = compare(&b, &a).unwrap();
        prop_assert_eq!(comparison.display, -back.display);
        prop_assert!((comparison.p - back.p).abs() < 1e-9);
    }

    #[test]
    fn shares_and_their_differences_stay_fractions(a in (count(), count()), b in (count(), count()), level in level()) {
        let proportion = |(part, rest): (u64, u64)| Proportion::new(part, part + rest).unwrap();
        let (a, b) = (proportion(a), proportion(b));
        if let Some(share) = a.share_at(level) {
            prop_assert!(share.interval.contains(share.value));
            prop_assert!(0.0 <= share.interval.low && share.interval.high <= 1.0);
        }
        if let Some(difference) = compare_shares(&a, &b, level) {
            prop_assert!(difference.interval.contains(difference.difference));
            prop_assert!(difference.interval.low.is_finite() && difference.interval.high.is_finite());
        }
    }

    #[test]
    fn a_mean_lies_on_its_scale(counts in prop::collection::vec(count(), 2..12), lowest in -5i64..5) {
        let histogram = Histogram::from_counts(lowest, counts).unwrap();
        let (low, high) = histogram.scale().into_inner();
        let Some(mean) = histogram.mean() else {
            prop_assert_eq!(histogram.n(), 0);
            return Ok(());
        };
        prop_assert!(low as f64 - 1e-9 <= mean.value && mean.value <= high as f64 + 1e-9);
        prop_assert_eq!(mean.interval.is_some(), histogram.n() > 1);
        if let Some(interval) = mean.interval {
            prop_assert!(low as f64 <= interval.low && interval.low <= interval.high && interval.high <= high as f64);
        }
    }

    #[test]
    fn false_discovery_never_lowers_a_p_and_keeps_the_order(p in prop::collection::vec(0.0..=1.0f64, 0..60)) {
        let q = false_discovery(&p).unwrap();
        prop_assert!(p.iter().zip(&q).all(|(p, q)| p <= &(q + 1e-15) && *q <= 1.0));
        for (i, j) in (0..p.len()).flat_map(|i| (0..p.len()).map(move |j| (i, j))) {
            prop_assert!(p[i] > p[j] || q[i] <= q[j]);
        }
    }

    #[test]
    fn leaving_out_gives_finite_numbers(tagged in tally(), others in tally()) {
        if let Some(impact) = leave_out_impact(&tagged, &others, Confidence::default()) {
            prop_assert!(impact.interval.contains(impact.impact) && impact.standard_error.is_finite());
        }
    }

    #[test]
    fn groups_and_charts_never_give_a_number_that_is_none(groups in prop::collection::vec(tally(), 0..20)) {
        if let Some(found) = Consistency::of(&groups) {
            prop_assert!(found.points().is_finite() && (0.0..=1.0).contains(&found.p) && (0.0..=1.0).contains(&found.q_p));
            prop_assert!((0.0..=1.0).contains(&found.i_squared) && (0.0..=1.0).contains(&found.intraclass));
        }
        if let Some(ranking) = Ranking::of(&groups) {
            let mut order = ranking.order();
            order.sort_unstable();
            prop_assert!(order.into_iter().eq(0..groups.len()));
            prop_assert!(ranking.groups.iter().all(|group| group.value.is_finite() && group.deviation.is_finite()));
        }
        let Some(usual) = Baseline::estimate(&groups) else {
            prop_assert!(groups.iter().all(|group| group.n() == 0));
            return Ok(());
        };
        let chart = Ewma::default().chart(&usual, &groups);
        prop_assert_eq!(chart.len(), groups.len());
        for (point, group) in chart.iter().zip(&groups) {
            prop_assert!(point.alarm.is_none() || group.n() > 0);
            if let Some(level) = point.level {
                prop_assert!(level.limits.contains(usual.mean) && (-1.0..=1.0).contains(&level.value));
                prop_assert!(level.standard_error.is_finite() && level.z.is_none_or(f64::is_finite));
            }
        }
    }

    #[test]
    fn the_share_still_open_only_falls(waits in prop::collection::vec((0.0..100.0f64, any::<bool>()), 0..60)) {
        let wait = |(time, done)| if done { Wait::done(time) } else { Wait::open(time) };
        let waits: Vec<_> = waits.into_iter().map(|pair| wait(pair).unwrap()).collect();
        let survival = Survival::of(&waits);
        let mut before = 1.0;
        for hour in 0..=100 {
            let at = survival.at(f64::from(hour), Confidence::default());
            prop_assert!(at.open <= before && at.interval.contains(at.open), "{:?}", at);
            before = at.open;
        }
        prop_assert!(survival.mean_until(100.0) <= 100.0 + 1e-9);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_belief_is_between_nothing_and_certainty(tally in tally(), score in -1.0..1.0f64) {
        let Some(weighted) = tally.weighted() else { return Ok(()) };
        let belief = Posterior::new(&weighted);
        let above = belief.probability_above(score);
        prop_assert!((0.0..=1.0).contains(&above));
        prop_assert!((above + belief.probability_below(score) - 1.0).abs() < 1e-12);
    }
}
