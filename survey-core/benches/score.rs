//! Counting and scoring, against what the machine can do.
//!
//! `cargo bench -p survey-core --bench score`. Compare lines within one run: `tally_bytes` with `sum_bytes`, and
//! `trend_of_ten_million` with `sum_of_ten_million`.
#![expect(clippy::disallowed_types, reason = "the attribute of divan keeps its settings in a LazyLock")]

use divan::{Bencher, black_box, counter::ItemsCount};
use jiff::{Timestamp, tz::TimeZone};
use survey_core::{
    score::{Score, Tally, compare},
    trend::{Bucket, Trend},
};

fn main() {
    divan::main();
}

/// Scores in no order a machine could learn.
fn answers(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % 11) as u8
    };
    (0..count).map(|_| next()).collect()
}

const SIZES: [usize; 3] = [10_000, 1_000_000, 100_000_000];

#[divan::bench(args = SIZES)]
fn sum_bytes(bencher: Bencher<'_, '_>, size: usize) {
    let scores = answers(size);
    bencher
        .counter(ItemsCount::new(size))
        .bench_local(|| black_box(&scores).iter().map(|&score| u64::from(score)).sum::<u64>());
}

#[divan::bench(args = SIZES)]
fn tally_bytes(bencher: Bencher<'_, '_>, size: usize) {
    let scores = answers(size);
    bencher.counter(ItemsCount::new(size)).bench_local(|| Tally::from_bytes(black_box(&scores)));
}

/// Two years of answers that arrive in no order at all, the worst case for a cache.
fn dated() -> Vec<(Timestamp, Score)> {
    let start = 1_700_000_000i64;
    let scores = answers(TEN_MILLION);
    let spread = |index: usize| (index as i64).wrapping_mul(2_654_435_761) & 0x3ff_ffff;
    let time = |index| Timestamp::from_second(start + spread(index)).unwrap_or(Timestamp::UNIX_EPOCH);
    let score = |value| Score::new(i64::from(value)).unwrap_or(Score::LOWEST);
    scores.into_iter().enumerate().map(|(index, value)| (time(index), score(value))).collect()
}

const TEN_MILLION: usize = 10_000_000;

#[divan::bench(sample_count = 5, sample_size = 1)]
fn sum_of_ten_million(bencher: Bencher<'_, '_>) {
    let answers = dated();
    bencher.counter(ItemsCount::new(TEN_MILLION)).bench_local(|| {
        let pairs = black_box(&answers).iter();
        pairs.fold(0i64, |sum, (time, score)| sum.wrapping_add(time.as_second()).wrapping_add(i64::from(*score)))
    });
}

#[divan::bench(sample_count = 5, sample_size = 1, args = [Bucket::Day, Bucket::Month])]
fn trend_of_ten_million(bencher: Bencher<'_, '_>, bucket: Bucket) {
    let answers = dated();
    let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    bencher
        .counter(ItemsCount::new(TEN_MILLION))
        .bench_local(|| Trend::<Tally>::from_answers(black_box(&answers), bucket, &zone, Tally::count));
}

const SOME: Tally = Tally { promoters: 50, passives: 30, detractors: 20 };
const OTHERS: Tally = Tally { promoters: 400, passives: 300, detractors: 300 };

#[divan::bench]
fn score_with_its_interval() -> Option<survey_core::score::Nps> {
    black_box(SOME).nps()
}

#[divan::bench]
fn comparison_of_two_scores() -> Option<survey_core::score::Comparison> {
    compare(&black_box(SOME), &black_box(OTHERS))
}
