//! The calendar across clock changes, holidays and zones; expectations were worked out by hand.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::{Calendar, Clock, Within};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn calendar(json: &str) -> Calendar {
    Calendar::parse(json).unwrap()
}

fn weekdays(zone: &str, hours: &str) -> Calendar {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday"].map(|day| format!(r#""{day}": ["{hours}"]"#));
    calendar(&format!(r#"{{"zone": "{zone}", "hours": {{{}}}, "holidays": ["2026-04-03", "12-25"]}}"#, days.join(",")))
}

fn every_day(zone: &str, hours: &str) -> Calendar {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .map(|day| format!(r#""{day}": ["{hours}"]"#));
    calendar(&format!(r#"{{"zone": "{zone}", "hours": {{{}}}}}"#, days.join(",")))
}

#[test]
fn business_minutes_by_hand() {
    let berlin = weekdays("Europe/Berlin", "09:00-17:00");
    let almaty = weekdays("Asia/Almaty", "10:00-19:00");
    let new_york = weekdays("America/New_York", "09:00-17:00");
    for (calendar, from, minutes, expected) in [
        // Thursday before Good Friday: the holiday and the week-end are skipped, and summer time has begun.
        (&berlin, "2026-04-02T14:30:00Z", 60, "2026-04-06T07:30:00Z"),
        // Friday 16:00 winter time, Monday 10:00 summer time.
        (&berlin, "2026-03-27T15:00:00Z", 120, "2026-03-30T08:00:00Z"),
        // Friday 16:00 summer time, Monday 10:00 winter time.
        (&berlin, "2026-10-23T14:00:00Z", 120, "2026-10-26T09:00:00Z"),
        // A tap at night is counted from the morning.
        (&almaty, "2026-11-19T20:00:00Z", 60, "2026-11-20T06:00:00Z"),
        // Christmas of any year.
        (&almaty, "2031-12-24T13:59:00Z", 2, "2031-12-26T05:01:00Z"),
        // To the last minute of the day, not to the first of the next.
        (&new_york, "2026-11-02T14:00:00Z", 480, "2026-11-02T22:00:00Z"),
        (&new_york, "2026-11-02T14:00:00Z", 481, "2026-11-03T14:01:00Z"),
        (&new_york, "2026-11-02T22:00:00Z", 0, "2026-11-03T14:00:00Z"),
    ] {
        assert_eq!(calendar.add(at(from), Within::business(minutes)), at(expected), "{from} + {minutes}");
    }
}

/// Zones with half hours and quarters of an hour, holidays that shift a deadline, nights, and both changes of the clocks,
/// each counted on paper.
#[test]
fn deadlines_across_zones_nights_and_holidays_by_hand() {
    let kolkata = weekdays("Asia/Kolkata", "09:30-18:00");
    let kathmandu = every_day("Asia/Kathmandu", "10:00-12:00");
    let adelaide = every_day("Australia/Adelaide", "09:00-17:00");
    let lord_howe = every_day("Australia/Lord_Howe", "00:00-24:00");
    let moscow = weekdays("Europe/Moscow", "09:00-18:00");
    let new_york = every_day("America/New_York", "00:00-06:00");
    let lisbon_nights = calendar(
        r#"{"zone": "Europe/Lisbon", "hours": {
            "saturday": ["22:00-24:00"], "sunday": ["00:00-06:00", "22:00-24:00"], "monday": ["00:00-06:00"]
        }, "holidays": ["2026-03-30"]}"#,
    );
    for (calendar, from, minutes, expected) in [
        // UTC+5:30: Friday 17:30 is 12:00 UTC; half an hour is left, Monday 09:30 + 30 min is 04:30 UTC.
        (&kolkata, "2026-11-20T12:00:00Z", 60, "2026-11-23T04:30:00Z"),
        // UTC+5:45: 10:00 is 04:15 UTC, two hours a day.
        (&kathmandu, "2026-11-20T00:00:00Z", 120, "2026-11-20T06:15:00Z"),
        (&kathmandu, "2026-11-20T00:00:00Z", 121, "2026-11-21T04:16:00Z"),
        // UTC+9:30 until Sunday 4 October 2026, 02:00, then UTC+10:30: Saturday 16:00 is 06:30 UTC, Sunday 10:00 is 23:30 UTC.
        (&adelaide, "2026-10-03T06:30:00Z", 120, "2026-10-03T23:30:00Z"),
        // Clocks that move by half an hour: around the clock, business minutes are minutes.
        (&lord_howe, "2026-10-03T12:00:00Z", 600, "2026-10-03T22:00:00Z"),
        // Good Friday by its date, Thursday 17:00 (UTC+3): an hour is left, Monday 10:00.
        (&moscow, "2026-04-02T14:00:00Z", 120, "2026-04-06T07:00:00Z"),
        // 25 December 2026 is a Friday: Thursday 17:30, half an hour is left, Monday 09:30.
        (&moscow, "2026-12-24T14:30:00Z", 60, "2026-12-28T06:30:00Z"),
        // Spring forward, 8 March 2026: of 00:00-06:00 only five hours exist. 05:00 UTC is midnight, 06:00 EDT is 10:00 UTC.
        (&new_york, "2026-03-08T05:00:00Z", 300, "2026-03-08T10:00:00Z"),
        (&new_york, "2026-03-08T05:00:00Z", 301, "2026-03-09T04:01:00Z"),
        // Fall back, 1 November 2026: 00:00-06:00 has seven hours. 04:00 UTC is midnight, 06:00 EST is 11:00 UTC.
        (&new_york, "2026-11-01T04:00:00Z", 420, "2026-11-01T11:00:00Z"),
        (&new_york, "2026-11-01T04:00:00Z", 421, "2026-11-02T05:01:00Z"),
        // A night shift over the spring change of 29 March 2026: Saturday 22:00 UTC, two hours to midnight; 01:00 becomes
        // 02:00, so Sunday has five hours until 06:00 summer time, 05:00 UTC.
        (&lisbon_nights, "2026-03-28T22:00:00Z", 420, "2026-03-29T05:00:00Z"),
        // Sunday 22:00 to midnight (21:00-23:00 UTC); Monday is a holiday, so Saturday 22:00 (21:00 UTC) goes on.
        (&lisbon_nights, "2026-03-29T21:00:00Z", 121, "2026-04-04T21:01:00Z"),
    ] {
        assert_eq!(calendar.add(at(from), Within::business(minutes)), at(expected), "{from} + {minutes}");
        let elapsed = calendar.elapsed(at(from), at(expected), Clock::Business);
        assert_eq!(elapsed, SignedDuration::from_mins(i64::from(minutes)), "{from} to {expected}");
    }
}

#[test]
fn a_skipped_hour_is_no_business_hour() {
    let night = every_day("Europe/Berlin", "01:00-04:00");
    assert_eq!(night.add(at("2026-03-29T00:00:00Z"), Within::business(120)), at("2026-03-29T02:00:00Z"));
    let inside_the_gap = every_day("Europe/Berlin", "02:00-03:30");
    assert_eq!(inside_the_gap.add(at("2026-03-29T00:30:00Z"), Within::business(30)), at("2026-03-29T01:30:00Z"));
}

#[test]
fn a_repeated_hour_counts_twice_when_open_throughout() {
    let night = every_day("Europe/Berlin", "01:00-04:00");
    let (from, to) = (at("2026-10-24T23:00:00Z"), at("2026-10-25T03:00:00Z"));
    assert_eq!(night.elapsed(from, to, Clock::Business), SignedDuration::from_hours(4));
    assert_eq!(night.add(from, Within::business(240)), to);
}

#[test]
fn a_day_without_midnight_opens_when_it_begins() {
    let cairo = every_day("Africa/Cairo", "00:00-24:00");
    let from = at("2026-04-23T21:30:00Z");
    assert_eq!(cairo.add(from, Within::business(60)), at("2026-04-23T22:30:00Z"));
}

#[test]
fn around_the_clock_business_is_wall_time_even_when_clocks_change() {
    let always = every_day("Europe/Berlin", "00:00-24:00");
    for from in ["2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z"] {
        assert_eq!(always.add(at(from), Within::business(2880)), at(from) + SignedDuration::from_hours(48));
    }
}

#[test]
fn a_day_that_an_island_skipped_was_never_open() {
    let apia = every_day("Pacific/Apia", "09:00-17:00");
    // Samoa had no 30 December 2011.
    assert_eq!(apia.add(at("2011-12-30T02:00:00Z"), Within::business(120)), at("2011-12-30T20:00:00Z"));
}

#[test]
fn problems_are_all_told_with_their_paths() {
    let invalid = Calendar::parse(
        r#"{"zone": "Mars/Olympus", "open": true, "holidays": ["2026-13-01", 5, "02-29"],
            "hours": {"monday": ["09:00-12:00", "11:00-13:00"], "tuesday": ["18:00-02:00", "9-17", "08:00-00:00"], "funday": []}}"#,
    )
    .unwrap_err();
    let mut paths: Vec<_> = invalid.problems.iter().map(|problem| problem.path.as_str()).collect();
    paths.sort_unstable();
    let mut expected = [
        "open",
        "zone",
        "hours.funday",
        "hours.monday",
        "hours.tuesday[0]",
        "hours.tuesday[1]",
        "hours.tuesday[2]",
        "holidays[0]",
        "holidays[1]",
    ];
    expected.sort_unstable();
    assert_eq!(paths, expected);
}

#[test]
fn a_calendar_that_is_never_open_is_refused() {
    for hours in [r"{}", r#"{"monday": []}"#, r#"{"monday": ["09:00-09:30"]}"#] {
        let invalid = Calendar::parse(&format!(r#"{{"zone": "UTC", "hours": {hours}}}"#)).unwrap_err();
        assert_eq!(invalid.problems[0].path, "hours", "{hours}");
    }
    let yearly: Vec<String> =
        (1..=28).flat_map(|day| (1..=12).map(move |month| format!("\"{month:02}-{day:02}\""))).collect();
    let json =
        format!(r#"{{"zone": "UTC", "hours": {{"monday": ["09:00-17:00"]}}, "holidays": [{}]}}"#, yearly.join(","));
    assert_eq!(Calendar::parse(&json).unwrap_err().problems[0].path, "holidays");
}

#[test]
fn the_shortest_week_reaches_the_longest_deadline() {
    let shop = calendar(r#"{"zone": "UTC", "hours": {"monday": ["09:00-10:00"]}}"#);
    let due = shop.add(at("2026-11-22T00:00:00Z"), Within::business(Within::MAX_MINUTES));
    assert_eq!(due, at("2195-03-23T10:00:00Z"));
}

#[test]
fn the_ends_of_time_give_an_end_and_no_panic() {
    let shop = weekdays("Europe/Berlin", "09:00-17:00");
    for from in [Timestamp::MIN, Timestamp::MAX] {
        let due = shop.add(from, Within::business(60));
        assert!(due >= from);
        assert_eq!(shop.elapsed(due, from, Clock::Business), SignedDuration::ZERO);
    }
    assert_eq!(shop.add(Timestamp::MAX, Within::wall(1)), Timestamp::MAX);
}

#[test]
fn a_calendar_is_written_the_way_it_was_read() {
    let json = serde_json::json!({
        "zone": "Asia/Almaty",
        "hours": {"monday": ["09:00-13:00", "14:00-18:00"], "sunday": ["00:00-24:00"]},
        "holidays": ["2026-03-22", "01-01"],
    });
    let calendar = Calendar::from_value(&json).unwrap();
    assert_eq!(serde_json::to_value(&calendar).unwrap(), json);
}

fn zones() -> impl Strategy<Value = Calendar> {
    let zone = prop::sample::select(vec![
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Cairo",
        "Pacific/Apia",
        "Asia/Almaty",
        "America/Sao_Paulo",
        "Africa/Casablanca",
    ]);
    let hours = prop::sample::select(vec!["00:00-24:00", "01:15-02:45", "09:00-17:00", "23:00-24:00", "00:00-02:30"]);
    (zone, hours).prop_map(|(zone, hours)| every_day(zone, hours))
}

/// Instants in the years 2007 to 2027, in which all the zones above changed their clocks.
fn instants() -> impl Strategy<Value = Timestamp> {
    (1_167_609_600_i64..1_830_000_000).prop_map(|second| Timestamp::from_second(second).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn later_and_longer_never_means_an_earlier_deadline(
        calendar in zones(), from in instants(), later in 0_i64..200_000, minutes in 0_u32..6_000, more in 0_u32..600,
    ) {
        let later = from + SignedDuration::from_secs(later);
        let due = calendar.add(from, Within::business(minutes));
        prop_assert!(due >= from);
        prop_assert!(due <= calendar.add(later, Within::business(minutes)));
        prop_assert!(due <= calendar.add(from, Within::business(minutes + more)));
    }

    #[test]
    fn what_was_added_has_elapsed(calendar in zones(), from in instants(), minutes in 0_u32..6_000) {
        let due = calendar.add(from, Within::business(minutes));
        prop_assert_eq!(calendar.elapsed(from, due, Clock::Business), SignedDuration::from_mins(i64::from(minutes)));
    }

    #[test]
    fn two_steps_are_one(calendar in zones(), from in instants(), first in 0_u32..3_000, second in 1_u32..3_000) {
        let in_two = calendar.add(calendar.add(from, Within::business(first)), Within::business(second));
        prop_assert_eq!(in_two, calendar.add(from, Within::business(first + second)));
    }

    #[test]
    fn any_text_is_refused_or_read_without_a_panic(text in ".{0,80}") {
        let _ = Calendar::parse(&text);
        let _ = Calendar::parse(&format!(r#"{{"zone": "UTC", "hours": {{"monday": ["{text}"]}}, "holidays": ["{text}"]}}"#));
    }
}
