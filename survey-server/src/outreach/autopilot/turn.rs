//! When a member's turn is.
//!
//! Everybody has a place of their own in the cadence, by core's [`Spread`], which depends on nothing but their id. Who was
//! asked within the cadence, by whatever way, waits until it is over and then for their own weekday and minute, so that the
//! days stay even. A turn that was taken is followed by the same place one cadence later.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use survey_core::outreach::Spread;

use crate::store::autopilot_members::Member;
use crate::store::people::Person;
use crate::store::workspaces::{Autopilot, Workspace};
use crate::store::{Id, Time};

/// A mail that goes out so long before or after its turn still belongs to it.
const BELONGS_MS: i64 = 24 * 3_600_000;
/// So much earlier than a whole cadence the next turn may be: clocks are put forward and back.
const EARLIER_MS: i64 = 3 * 3_600_000;

/// What turns depend on, besides the member.
pub struct Rhythm<'a> {
    /// The setting.
    pub autopilot: &'a Autopilot,
    /// The zone of people whose own is not known.
    pub zone: &'a TimeZone,
}

impl<'a> Rhythm<'a> {
    /// Of a workspace.
    pub fn of(workspace: &'a Workspace) -> Self {
        let settings = &workspace.settings.0;
        Rhythm { autopilot: &settings.autopilot, zone: &settings.policy.zone }
    }

    fn spread(&self, every_weeks: u32) -> Spread {
        Spread {
            every_weeks,
            weekdays: self.autopilot.weekdays,
            from_hour: self.autopilot.from_hour,
            until_hour: self.autopilot.until_hour,
        }
    }

    fn cadence_ms(&self) -> i64 {
        i64::from(self.autopilot.every_days) * 24 * 3_600_000
    }

    /// A place after a moment; none only beyond the end of the calendar, which is then the answer.
    fn place(&self, every_weeks: u32, person: &Person, after: Time) -> Time {
        let own = person.timezone.as_deref().and_then(|zone| TimeZone::get(zone).ok());
        let zone = own.as_ref().unwrap_or(self.zone);
        let turn = self.spread(every_weeks).next_turn(&name(person.id), zone, after.timestamp());
        turn.map_or(Time(i64::MAX), Into::into)
    }

    /// The person's own weekday and minute, at a moment or in the week after it.
    pub fn from(&self, person: &Person, at: Time) -> Time {
        self.place(1, person, at.plus_ms(-1))
    }

    /// The turn after one that was taken.
    pub fn after(&self, person: &Person, turn: Time) -> Time {
        self.from(person, turn.plus_ms(self.cadence_ms() - EARLIER_MS))
    }

    /// Before this moment the person is not to be asked again, because they were asked.
    pub fn rests_until(&self, person: &Person, member: Option<&Member>) -> Option<Time> {
        let last = person.last_asked_at?;
        let own = member.and_then(|member| member.turn_at).filter(|turn| (last.0 - turn.0).abs() <= BELONGS_MS);
        Some(match own {
            Some(turn) => turn.plus_ms(self.cadence_ms() - EARLIER_MS),
            None => last.plus_ms(self.cadence_ms()),
        })
    }

    /// The turn of somebody who has none yet.
    pub fn first(&self, person: &Person, member: Option<&Member>, now: Time) -> Time {
        match self.rests_until(person, member).filter(|until| *until > now) {
            Some(until) => self.from(person, until),
            None => self.place(self.autopilot.every_days.div_ceil(7), person, now),
        }
    }
}

fn name(person: Id) -> String {
    person.to_string()
}

/// A whole number of weeks, as core counts cadences, in days.
pub fn days_of(seconds: i64) -> Option<u32> {
    let day = SignedDuration::from_hours(24).as_secs();
    (seconds > 0 && seconds % day == 0).then(|| u32::try_from(seconds / day).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::Weekday;
    use survey_core::Properties;
    use uuid::Uuid;

    use super::*;
    use crate::store::Json;

    /// 2026-11-20T10:00:00Z, a Friday.
    const NOW: Time = Time(1_795_168_800_000);

    fn person(n: u128, zone: Option<&str>, last_asked_at: Option<Time>) -> Person {
        Person {
            workspace_id: 1,
            id: Id(Uuid::from_u128(n)),
            email: None,
            email_key: None,
            phone: None,
            external_id: None,
            name: None,
            locale: None,
            timezone: zone.map(str::to_owned),
            properties: Json(Properties::new()),
            created_at: NOW,
            updated_at: NOW,
            last_asked_at,
        }
    }

    fn with_rhythm<T>(check: impl FnOnce(&Rhythm<'_>) -> T) -> T {
        let autopilot = Autopilot { active: true, ..Autopilot::default() };
        check(&Rhythm { autopilot: &autopilot, zone: &TimeZone::UTC })
    }

    #[test]
    fn new_members_are_spread_evenly_over_the_working_days_of_the_cadence() {
        let mut by_day = BTreeMap::<_, u32>::new();
        with_rhythm(|rhythm| {
            for n in 0..65_000 {
                let turn = rhythm.first(&person(n, None, None), None, NOW).timestamp().to_zoned(TimeZone::UTC);
                assert!(
                    !matches!(turn.weekday(), Weekday::Saturday | Weekday::Sunday) && (9..12).contains(&turn.hour())
                );
                *by_day.entry(turn.date()).or_default() += 1;
            }
        });
        let (least, most) = (by_day.values().min().unwrap(), by_day.values().max().unwrap());
        // 13 weeks of 5 days, 1,000 each: the spread of chance is about 32.
        assert!((65..=66).contains(&by_day.len()), "{}", by_day.len());
        assert!(*most < 1_150, "{most}");
        assert!(*least > 850 || by_day.len() == 66, "{least}");
    }

    #[test]
    fn a_turn_is_followed_by_the_same_place_one_cadence_later_over_the_changes_of_clocks_too() {
        with_rhythm(|rhythm| {
            for n in 0..300 {
                let berlin = person(n, Some("Europe/Berlin"), None);
                let zone = TimeZone::get("Europe/Berlin").unwrap();
                let mut turn = rhythm.first(&berlin, None, NOW);
                for _ in 0..8 {
                    let next = rhythm.after(&berlin, turn);
                    let (a, b) = (zone.to_datetime(turn.timestamp()), zone.to_datetime(next.timestamp()));
                    assert_eq!((b.date() - a.date()).get_days(), 91, "{n}");
                    assert_eq!(a.time(), b.time(), "{n}");
                    turn = next;
                }
            }
        });
    }

    #[test]
    fn who_was_asked_otherwise_waits_a_whole_cadence_and_at_most_a_week_more() {
        with_rhythm(|rhythm| {
            for n in 0..300 {
                let asked = NOW.plus_days(-(n as i64 % 80));
                let turn = rhythm.first(&person(n, None, Some(asked)), None, NOW);
                assert!(turn >= asked.plus_days(91) && turn < asked.plus_days(98), "{n}");
            }
            let long_ago = rhythm.first(&person(7, None, Some(NOW.plus_days(-400))), None, NOW);
            assert_eq!(long_ago, rhythm.first(&person(7, None, None), None, NOW));
        });
    }

    #[test]
    fn seconds_of_the_dialect_are_whole_days() {
        assert_eq!(days_of(7_862_400), Some(91));
        assert_eq!((days_of(90), days_of(-86_400), days_of(0)), (None, None, None));
    }
}
