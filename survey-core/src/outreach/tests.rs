//! Decisions across reasons, clocks and zones.

use std::collections::BTreeMap;

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::*;

const NOW: &str = "2026-11-20T12:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn request() -> Request<'static> {
    Request::about("ann", "order-1", at("2026-11-20T10:00:00Z"))
}

fn reason(decision: &Decision) -> Option<Reason> {
    match decision {
        Decision::Ask { .. } => None,
        Decision::Refuse { reason, .. } => Some(*reason),
    }
}

fn night() -> QuietHours {
    QuietHours::new(21 * 60, 9 * 60)
}

#[test]
fn somebody_new_is_asked_now() {
    let decision = decide(&Policy::default(), &Contact::default(), &request(), at(NOW));
    assert_eq!(decision, Decision::Ask { at: at(NOW) });
}

#[test]
fn without_a_cool_down_a_question_planned_for_later_does_not_stand_in_the_way() {
    let policy = Policy {
        cool_down_days: 0,
        cool_down_days_by_kind: BTreeMap::from([("delivery".to_owned(), 0)]),
        ..Policy::default()
    };
    let later = Some(at("2026-11-21T10:00:00Z"));
    let contact = Contact { last_asked_at: later, last_asked_by_kind: later, ..Contact::default() };
    let request = Request { kind: Some("delivery"), ..request() };
    assert_eq!(decide(&policy, &contact, &request, at(NOW)), Decision::Ask { at: at(NOW) });
}

#[test]
fn of_many_reasons_the_first_is_given() {
    let policy = Policy { require_basis: true, sample: 0.0, ..Policy::default() };
    let mut contact = Contact {
        unsubscribed: true,
        bounced: true,
        open_case: true,
        last_asked_at: Some(at("2026-11-19T00:00:00Z")),
        ..Contact::default()
    };
    let mut request =
        Request { cancelled: true, duplicate: true, occurred_at: at("2026-01-01T00:00:00Z"), ..request() };
    let mut policy = policy;
    for expected in Reason::ALL {
        assert_eq!(reason(&decide(&policy, &contact, &request, at(NOW))), Some(expected));
        match expected {
            Reason::Unsubscribed => contact.unsubscribed = false,
            Reason::Bounced => contact.bounced = false,
            Reason::NoBasis => contact.basis = Some(Basis::SoftOptIn),
            Reason::Cancelled => request.cancelled = false,
            Reason::TooLate => request.occurred_at = at("2026-11-20T10:00:00Z"),
            Reason::OpenCase => contact.open_case = false,
            Reason::CoolDown => contact.last_asked_at = None,
            Reason::SampledOut => policy.sample = 1.0,
            Reason::Duplicate => request.duplicate = false,
        }
    }
    assert_eq!(reason(&decide(&policy, &contact, &request, at(NOW))), None);
}

#[test]
fn the_cool_down_ends_to_the_second() {
    let asked = |text| Contact { last_asked_at: Some(at(text)), ..Contact::default() };
    let decide = |contact| decide(&Policy::default(), &contact, &request(), at(NOW));
    assert_eq!(reason(&decide(asked("2026-10-21T12:00:00Z"))), None);
    let Decision::Refuse { rule, next_eligible, .. } = decide(asked("2026-10-21T12:00:01Z")) else { panic!() };
    assert_eq!((rule.as_str(), next_eligible), ("cool_down_days = 30", Some(at("2026-11-20T12:00:01Z"))));
}

#[test]
fn a_kind_of_survey_has_its_own_cool_down_beside_the_persons() {
    let policy = Policy {
        cool_down_days: 7,
        cool_down_days_by_kind: BTreeMap::from([("relationship".to_owned(), 90)]),
        ..Policy::default()
    };
    let contact = Contact {
        last_asked_at: Some(at("2026-11-01T00:00:00Z")),
        last_asked_by_kind: Some(at("2026-10-01T00:00:00Z")),
        ..Contact::default()
    };
    let of_kind = |kind| decide(&policy, &contact, &Request { kind, ..request() }, at(NOW));
    assert_eq!(reason(&of_kind(Some("delivery"))), None);
    let Decision::Refuse { rule, next_eligible, .. } = of_kind(Some("relationship")) else { panic!() };
    assert_eq!(rule, "cool_down_days_by_kind.relationship = 90");
    assert_eq!(next_eligible, Some(at("2026-12-30T00:00:00Z")));
}

#[test]
fn a_cool_down_that_ends_before_the_planned_sending_does_not_matter() {
    let contact = Contact { last_asked_at: Some(at("2026-10-24T10:00:00Z")), ..Contact::default() };
    let delayed = Request { delay: SignedDuration::from_hours(72), ..request() };
    let decision = decide(&Policy::default(), &contact, &delayed, at(NOW));
    assert_eq!(decision, Decision::Ask { at: at("2026-11-23T10:00:00Z") });
}

#[test]
fn asking_again_after_a_case_has_neither_cool_down_nor_sample() {
    let policy = Policy { sample: 0.0, ..Policy::default() };
    let contact = Contact { last_asked_at: Some(at("2026-11-19T00:00:00Z")), ..Contact::default() };
    let again = Request { after_case: true, ..request() };
    assert_eq!(reason(&decide(&policy, &contact, &again, at(NOW))), None);
    let unsubscribed = Contact { unsubscribed: true, ..contact };
    assert_eq!(reason(&decide(&policy, &unsubscribed, &again, at(NOW))), Some(Reason::Unsubscribed));
    let twice = Request { duplicate: true, ..again };
    assert_eq!(reason(&decide(&policy, &Contact::default(), &twice, at(NOW))), Some(Reason::Duplicate));
}

#[test]
fn an_event_is_too_late_after_thirty_days_beyond_its_delay() {
    let at_age = |hours: i64, delay: i64| {
        let occurred_at = at(NOW) - SignedDuration::from_hours(hours);
        let request = Request { occurred_at, delay: SignedDuration::from_hours(delay), ..request() };
        reason(&decide(&Policy::default(), &Contact::default(), &request, at(NOW)))
    };
    assert_eq!(at_age(720, 0), None);
    assert_eq!(at_age(721, 0), Some(Reason::TooLate));
    assert_eq!(at_age(721, 24), None);
}

#[test]
fn quiet_hours_and_weekdays_move_the_time_in_the_persons_zone() {
    let working = Policy { quiet_hours: Some(night()), weekdays: Weekdays::WORKING, ..Policy::default() };
    for (zone, now, expected) in [
        // Friday noon in London is Friday noon.
        ("Europe/London", "2026-11-20T12:00:00Z", "2026-11-20T12:00:00Z"),
        // Friday 21:00 in London is quiet, then comes the week-end.
        ("Europe/London", "2026-11-20T21:00:00Z", "2026-11-23T09:00:00Z"),
        // Friday 20:59 is not.
        ("Europe/London", "2026-11-20T20:59:59Z", "2026-11-20T20:59:59Z"),
        // Saturday 00:30 in Tokyo is Friday in London.
        ("Asia/Tokyo", "2026-11-20T15:30:00Z", "2026-11-23T00:00:00Z"),
        // Friday night in Berlin before the clocks go forward: Monday 09:00 summer time.
        ("Europe/Berlin", "2026-03-27T21:00:00Z", "2026-03-30T07:00:00Z"),
        // and before they go back: Monday 09:00 winter time.
        ("Europe/Berlin", "2026-10-23T20:00:00Z", "2026-10-26T08:00:00Z"),
    ] {
        let zone = TimeZone::get(zone).unwrap();
        let contact = Contact { zone: Some(&zone), ..Contact::default() };
        let occurred_at = at(now) - SignedDuration::from_hours(1);
        let decision = decide(&working, &contact, &Request { occurred_at, ..request() }, at(now));
        assert_eq!(decision, Decision::Ask { at: at(expected) }, "{now}");
    }
}

#[test]
fn quiet_hours_that_end_in_a_repeated_hour_end_once() {
    let policy = Policy {
        quiet_hours: Some(QuietHours::new(0, 150)),
        zone: TimeZone::get("Europe/Berlin").unwrap(),
        ..Policy::default()
    };
    let send = |now| decide(&policy, &Contact::default(), &Request { occurred_at: at(now), ..request() }, at(now));
    assert_eq!(send("2026-10-24T23:00:00Z"), Decision::Ask { at: at("2026-10-25T00:30:00Z") });
    // 02:10 in the second pass: the quiet was over at the first 02:30.
    assert_eq!(send("2026-10-25T01:10:00Z"), Decision::Ask { at: at("2026-10-25T01:10:00Z") });
}

#[test]
fn who_asks_at_once_is_not_moved() {
    let policy = Policy { quiet_hours: Some(night()), ..Policy::default() };
    let now = at("2026-11-20T23:00:00Z");
    let at_once = Request { at_once: true, ..request() };
    assert_eq!(decide(&policy, &Contact::default(), &at_once, now), Decision::Ask { at: now });
}

#[test]
fn a_wrong_policy_is_told_and_still_decides() {
    let wrong = Policy {
        quiet_hours: Some(QuietHours::new(60, 60)),
        weekdays: Weekdays::new([]),
        sample: f64::NAN,
        cool_down_days: u32::MAX,
        cool_down_days_by_kind: BTreeMap::from([("nps".to_owned(), u32::MAX)]),
        ..Policy::default()
    };
    let paths: Vec<_> = wrong.check().into_iter().map(|problem| problem.path).collect();
    assert_eq!(paths, ["cool_down_days", "cool_down_days_by_kind.nps", "sample", "quiet_hours", "weekdays"]);
    let decision = decide(&wrong, &Contact::default(), &request(), at(NOW));
    assert_eq!(reason(&decision), Some(Reason::SampledOut));
}

#[test]
fn a_policy_survives_being_stored() {
    let policy = Policy { quiet_hours: Some(night()), weekdays: Weekdays::WORKING, sample: 0.5, ..Policy::default() };
    let json = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&json).unwrap(), policy);
    assert!(serde_json::from_str::<Policy>(r#"{"cooldown": 3}"#).is_err());
}

#[test]
fn every_reason_has_words_in_both_languages() {
    for reason in Reason::ALL {
        let refused = Decision::Refuse { reason, rule: "x".into(), next_eligible: None };
        assert!(explain(&refused, "en").starts_with("Not asked: "));
        assert!(explain(&refused, "ru-KZ").starts_with("Не спрашиваем: "));
        assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
    }
    assert_eq!(explain(&Decision::Ask { at: at(NOW) }, "ru"), "Спросим 20 ноября 2026 г., 12:00 UTC.");
}

#[test]
fn only_the_silent_are_reminded_and_only_so_often() {
    let silent = Invitation::sent(at("2026-11-20T10:00:00Z"));
    let twice = Reminders { at_most: 2, after_days: 3 };
    let decide = |invitation: Invitation| remind(&twice, &Policy::default(), &invitation, None, at(NOW));
    assert_eq!(decide(silent), Reminder::Send { at: at("2026-11-23T10:00:00Z") });
    assert_eq!(decide(Invitation { reminders: 2, ..silent }), Reminder::Enough);
    assert_eq!(decide(Invitation { answered: true, ..silent }), Reminder::Answered);
    assert_eq!(decide(Invitation { unreachable: true, ..silent }), Reminder::Unreachable);
    assert_eq!(decide(Invitation { open_case: true, ..silent }), Reminder::OpenCase);
    assert_eq!(decide(Invitation { over: true, ..silent }), Reminder::Over);
    let many = Reminders { at_most: 200, after_days: 0 };
    let third = Invitation { reminders: Reminders::MOST, ..silent };
    assert_eq!(remind(&many, &Policy::default(), &third, None, at(NOW)), Reminder::Enough);
}

#[test]
fn a_reminder_waits_for_the_morning() {
    let policy = Policy { quiet_hours: Some(night()), ..Policy::default() };
    let zone = TimeZone::get("Asia/Almaty").unwrap();
    let silent = Invitation::sent(at("2026-11-20T20:00:00Z"));
    let decision = remind(&Reminders::default(), &policy, &silent, Some(&zone), at(NOW));
    assert_eq!(decision, Reminder::Send { at: at("2026-11-24T04:00:00Z") });
}

#[test]
fn the_spread_is_even_over_working_days_and_reaches_everyone_once() {
    let spread = Spread { every_weeks: 2, ..Spread::default() };
    let start = at("2024-01-14T12:00:00Z");
    let mut days = BTreeMap::new();
    for person in 0..20_000 {
        let turn = spread.next_turn(&person.to_string(), &TimeZone::UTC, start).unwrap();
        let local = TimeZone::UTC.to_datetime(turn);
        assert!((9..12).contains(&local.hour()));
        assert!(!matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday));
        assert!(turn < start + SignedDuration::from_hours(14 * 24));
        *days.entry(local.date()).or_insert(0) += 1;
    }
    assert_eq!(days.len(), 10);
    assert!(days.values().all(|count| (1_850..2_150).contains(count)), "{days:?}");
}

#[test]
fn a_plan_that_makes_no_sense_gives_no_turn() {
    for wrong in [
        Spread { every_weeks: 0, ..Spread::default() },
        Spread { weekdays: Weekdays::new([]), ..Spread::default() },
        Spread { from_hour: 12, until_hour: 12, ..Spread::default() },
        Spread { until_hour: 25, ..Spread::default() },
    ] {
        assert_eq!(wrong.check().len(), 1);
        assert_eq!(wrong.next_turn("ann", &TimeZone::UTC, at(NOW)), None);
    }
    assert_eq!(Spread::default().next_turn("ann", &TimeZone::UTC, Timestamp::MAX), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_decision_is_the_same_every_time_and_never_asks_in_the_past(
        person in "[a-z]{0,8}", event in "[a-z0-9]{0,8}", age in 0_i64..80 * 86_400, asked in 0_i64..80 * 86_400,
        sample in 0.0_f64..1.0, flags in 0_u8..64, zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "Africa/Cairo"]),
        now in 1_600_000_000_i64..1_900_000_000,
    ) {
        let now = Timestamp::from_second(now).unwrap();
        let policy = Policy { sample, quiet_hours: Some(night()), weekdays: Weekdays::WORKING, ..Policy::default() };
        let zone = TimeZone::get(zone).unwrap();
        let contact = Contact {
            unsubscribed: flags & 1 != 0, bounced: flags & 2 != 0, open_case: flags & 4 != 0,
            last_asked_at: Some(now - SignedDuration::from_secs(asked)), zone: Some(&zone), ..Contact::default()
        };
        let request = Request {
            cancelled: flags & 8 != 0, duplicate: flags & 16 != 0, after_case: flags & 32 != 0,
            ..Request::about(&person, &event, now - SignedDuration::from_secs(age))
        };
        let decision = decide(&policy, &contact, &request, now);
        prop_assert_eq!(&decision, &decide(&policy, &contact, &request, now));
        match &decision {
            Decision::Ask { at } => {
                prop_assert!(*at >= now);
                let local = zone.to_datetime(*at);
                prop_assert!((9..21).contains(&local.hour()) && Weekdays::WORKING.contains(local.weekday()), "{}", local);
            }
            Decision::Refuse { next_eligible: Some(next), .. } => prop_assert!(*next > now),
            Decision::Refuse { .. } => {}
        }
        let json = serde_json::to_string(&decision).unwrap();
        prop_assert_eq!(serde_json::from_str::<Decision>(&json).unwrap(), decision);
    }

    #[test]
    fn a_larger_share_asks_everyone_of_a_smaller_one(person in ".{0,12}", event in ".{0,12}", a in 0.0_f64..1.0, b in 0.0_f64..1.0) {
        let (small, large) = (a.min(b), a.max(b));
        prop_assert!(!is_sampled(small, &person, &event) || is_sampled(large, &person, &event));
    }

    #[test]
    fn turns_follow_each_other_by_exactly_the_cadence_on_the_persons_clock(
        person in "[a-z]{1,8}", weeks in 1_u32..30, zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "Pacific/Apia"]),
        after in 1_400_000_000_i64..1_900_000_000,
    ) {
        let spread = Spread { every_weeks: weeks, ..Spread::default() };
        let zone = TimeZone::get(zone).unwrap();
        let first = spread.next_turn(&person, &zone, Timestamp::from_second(after).unwrap()).unwrap();
        let second = spread.next_turn(&person, &zone, first).unwrap();
        let (first, second) = (zone.to_datetime(first), zone.to_datetime(second));
        prop_assert_eq!(first.time(), second.time());
        prop_assert_eq!(first.date().until(second.date()).unwrap().get_days(), weeks as i32 * 7);
    }
}
