//! When a member's turn is.
//!
//! Everybody has a week of their own in the cadence and a weekday and minute of their own in the week, by core's
//! [`Spread`]; they depend on nothing but the person's id. Who was asked within the cadence, by whatever way, waits until it
//! is over and then for their own weekday and minute, so that the days stay even. A turn that was taken is followed by the
//! same weekday and minute one cadence later.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use survey_core::outreach::Spread;

use crate::store::Time;
use crate::store::autopilot_members::Member;
use crate::store::people::Person;
use crate::store::workspaces::{Autopilot, Workspace};

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

    /// The zone in which a person's days begin.
    fn zone_of(&self, person: &Person) -> TimeZone {
        let own = person.timezone.as_deref().and_then(|zone| TimeZone::get(zone).ok());
        own.unwrap_or_else(|| self.zone.clone())
    }

    /// The person's own weekday and minute, at a moment or in the week after it.
    pub fn from(&self, person: &Person, at: Time) -> Time {
        // Not the name that chooses the week: core's hash of one name would tie the weekday to the week.
        let name = format!("{} weekday", person.id);
        let turn = self.spread(1).next_turn(&name, &self.zone_of(person), at.plus_ms(-1).timestamp());
        // None only beyond the end of the calendar.
        turn.map_or(Time(i64::MAX), Into::into)
    }

    /// Where the week begins in which the person's place in the cadence lies. Counted from the next Monday on, so that no
    /// week is a part of one.
    fn week(&self, person: &Person, now: Time) -> Option<Time> {
        let zone = self.zone_of(person);
        let monday = |day: Date, weeks: i64| {
            let back = i64::from(day.weekday().to_monday_zero_offset());
            day.checked_add((7 * weeks - back).days()).ok()?.to_zoned(zone.clone()).ok()
        };
        let next = monday(zone.to_datetime(now.timestamp()).date(), 1)?.timestamp();
        let weeks = self.autopilot.every_days.div_ceil(7);
        let place = self.spread(weeks).next_turn(&person.id.to_string(), &zone, next)?;
        Some(monday(zone.to_datetime(place).date(), 0)?.timestamp().into())
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
            None => self.from(person, self.week(person, now).unwrap_or(now)),
        }
    }
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
    use crate::store::{Id, Json};

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
        assert_eq!(by_day.len(), 65);
        assert!(*least > 870 && *most < 1_130, "{least} to {most}");
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
