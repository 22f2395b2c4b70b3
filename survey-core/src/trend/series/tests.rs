//! Trends against a slow way of counting, around daylight saving and at the ends of the calendar.
use super::*;
use crate::score::{Score, Tally};
use jiff::{ToSpan, civil::date};

/// Each answer asks its zone.
fn slowly(answers: &[(Timestamp, Score)], bucket: Bucket, zone: &TimeZone) -> Trend<Tally> {
    let rows = answers.iter().map(|&(time, score)| (day_of(time, zone), [score].into_iter().collect()));
    Trend::from_days(rows, bucket).unwrap()
}

#[test]
fn counting_by_boundaries_agrees_with_asking_the_zone_for_every_answer() {
    // São Paulo had days without midnight, Lord Howe moves by half an hour, Samoa skipped a whole day.
    for name in ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia"] {
        let zone = TimeZone::get(name).unwrap();
        let start: Timestamp = "2010-03-01T00:00:00.25Z".parse().unwrap();
        let mut answers: Vec<_> =
            (0..3000i64).map(|i| (start + (i * 7919 + i % 61).minutes(), Score::new(i % 11).unwrap())).collect();
        answers.rotate_left(1234);
        for bucket in [Bucket::Day, Bucket::Week, Bucket::Month, Bucket::Quarter] {
            let fast = Trend::from_answers(&answers, bucket, &zone, Tally::count).unwrap();
            assert_eq!(fast, slowly(&answers, bucket, &zone), "{name} {bucket:?}");
        }
    }
}

#[test]
fn an_answer_a_nanosecond_before_midnight_belongs_to_the_day_before() {
    let zone = TimeZone::get("Asia/Almaty").unwrap();
    let midnight: Timestamp = "2026-11-20T19:00:00Z".parse().unwrap();
    let before = midnight - 1.nanosecond();
    let ten = Score::HIGHEST;
    let trend: Trend<Tally> =
        Trend::from_answers(&[(midnight, ten), (before, ten)], Bucket::Day, &zone, Tally::count).unwrap();
    let days: Vec<_> = trend.points().iter().map(|point| (point.start, point.counts.n())).collect();
    assert_eq!(days, [(date(2026, 11, 20), 1), (date(2026, 11, 21), 1)]);
}

#[test]
fn the_whole_calendar_is_refused_in_days_and_drawn_nowhere_by_accident() {
    let rows = [(Date::MIN, 1u64), (Date::MAX, 1)];
    assert!(matches!(Trend::from_days(rows, Bucket::Day), Err(InvalidTrend::TooManyBuckets { .. })));
    let answers = [(Timestamp::MIN, ()), (Timestamp::MAX, ())];
    let trend = Trend::from_answers(&answers, Bucket::Month, &TimeZone::UTC, |n: &mut u64, ()| *n += 1);
    assert!(matches!(trend, Err(InvalidTrend::TooManyBuckets { .. })));
    assert_eq!(
        Trend::between(date(2026, 1, 2), date(2026, 1, 1), [(Date::MIN, 1u64)], Bucket::Day),
        Err(InvalidTrend::Backwards { first: date(2026, 1, 2), last: date(2026, 1, 1) })
    );
}

#[test]
fn the_last_days_of_the_calendar_count() {
    let answers = [(Timestamp::MAX, ()), (Timestamp::MAX - 400.hours(), ())];
    for name in ["UTC", "Pacific/Kiritimati", "America/Adak"] {
        let zone = TimeZone::get(name).unwrap();
        let trend = Trend::from_answers(&answers, Bucket::Day, &zone, |n: &mut u64, ()| *n += 1).unwrap();
        assert_eq!(trend.total(), 2);
    }
}

#[test]
fn windows_equal_sums_made_by_hand() {
    let counts: Vec<u64> = (0..50).map(|i| i * i % 17).collect();
    let rows = (0..).zip(&counts).map(|(day, &count)| (date(2026, 1, 1) + i64::from(day).days(), count));
    let daily = Trend::from_days(rows, Bucket::Day).unwrap();
    for length in [1, 2, 3, 7, 49, 50, 1000] {
        let windows: Vec<_> = daily.windows(length).counts().copied().collect();
        let by_hand: Vec<u64> =
            (0..counts.len()).map(|i| counts[(i + 1).saturating_sub(length)..=i].iter().sum()).collect();
        assert_eq!(windows, by_hand, "length {length}");
    }
}

#[test]
fn no_rows_make_no_points() {
    assert_eq!(Trend::<u64>::from_days([], Bucket::Week).unwrap().points(), []);
    assert_eq!(Trend::<u64>::rolling([], 7).unwrap().points(), []);
    assert!(Trend::<u64>::rolling([], 0).is_err());
}

#[test]
fn answers_before_1970_fall_on_their_own_side_of_midnight() {
    let midnight: Timestamp = "1965-06-01T00:00:00Z".parse().unwrap();
    let answers = [(midnight, ()), (midnight - 1.nanosecond(), ())];
    let trend = Trend::from_answers(&answers, Bucket::Day, &TimeZone::UTC, |n: &mut u64, ()| *n += 1).unwrap();
    assert_eq!(trend.counts().copied().collect::<Vec<_>>(), [1, 1]);
}
