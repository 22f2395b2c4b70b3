//! When a digest is due, and which days it is about: calendar weeks and months of the workspace's zone.

use jiff::civil::{Date, time};
use jiff::{ToSpan, Zoned};
use survey_core::trend::Bucket;

use crate::store::Time;
use crate::store::digests::Every;
use crate::store::workspaces::{Workspace, day_number};

/// The hour of the morning.
const HOUR: i8 = 8;

/// The calendar period of a rhythm.
pub fn bucket(every: Every) -> Bucket {
    match every {
        Every::Week => Bucket::Week,
        Every::Month => Bucket::Month,
    }
}

/// The next turn after a moment: Monday or the first at eight in the morning, or when the quiet hours end.
pub fn next_turn(workspace: &Workspace, every: Every, after: Time) -> Time {
    let (zone, bucket) = (workspace.zone(), bucket(every));
    let today = after.timestamp().to_zoned(zone.clone()).date();
    let mut start = bucket.start(today);
    // This period's morning may be over, or lie in a day without that hour: the second one is always later.
    for _ in 0..2 {
        let morning = start.to_datetime(time(HOUR, 0, 0, 0)).to_zoned(zone.clone()).map(|at: Zoned| at.timestamp());
        if let Ok(morning) = morning
            && Time::from(morning) > after
        {
            let at = Time::from(morning);
            let quiet = workspace.settings.0.alerts.quiet;
            return quiet.and_then(|quiet| quiet.ends_after(&zone, at)).unwrap_or(at);
        }
        start = bucket.next(start).unwrap_or(Date::MAX);
    }
    after.plus_days(7)
}

/// The first and the last day of the period before the one that a moment lies in.
pub fn days(workspace: &Workspace, every: Every, at: Time) -> (i32, i32) {
    let bucket = bucket(every);
    let this = bucket.start(at.timestamp().to_zoned(workspace.zone()).date());
    let before = bucket.start(this.checked_sub(1.day()).unwrap_or(this));
    (day_number(before), day_number(this) - 1)
}

/// The first day of the trend that a digest shows: thirteen weeks, or twelve months.
pub fn trend_from(every: Every, until: i32) -> i32 {
    let last = crate::store::workspaces::day_date(until);
    match every {
        Every::Week => until - 13 * 7 + 1,
        Every::Month => {
            let first = last.first_of_month();
            day_number(first.checked_sub(11.months()).unwrap_or(first))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Json;
    use crate::store::alerts::Quiet;
    use crate::store::workspaces::{Settings, day_date};

    fn workspace(zone: &str, quiet: Option<(&str, &str)>) -> Workspace {
        let mut settings = Settings { zone: zone.to_owned(), ..Settings::default() };
        settings.alerts.quiet =
            quiet.map(|(from, until)| Quiet { from: from.parse().unwrap(), until: until.parse().unwrap() });
        Workspace {
            id: 1,
            key: "w".into(),
            name: "W".into(),
            settings: Json(settings),
            created_at: Time(0),
            updated_at: Time(0),
        }
    }

    fn at(text: &str) -> Time {
        let at: jiff::Timestamp = text.parse().unwrap();
        at.into()
    }

    fn next(workspace: &Workspace, every: Every, after: &str) -> String {
        next_turn(workspace, every, at(after)).timestamp().to_string()
    }

    #[test]
    fn a_week_is_told_on_monday_at_eight_where_the_business_is() {
        let almaty = workspace("Asia/Almaty", None);
        assert_eq!(next(&almaty, Every::Week, "2026-11-22T10:00:00Z"), "2026-11-23T03:00:00Z");
        assert_eq!(next(&almaty, Every::Week, "2026-11-23T02:59:59Z"), "2026-11-23T03:00:00Z");
        assert_eq!(next(&almaty, Every::Week, "2026-11-23T03:00:00Z"), "2026-11-30T03:00:00Z");
        assert_eq!(next(&almaty, Every::Month, "2026-11-23T03:00:00Z"), "2026-12-01T03:00:00Z");
    }

    #[test]
    fn the_hour_stays_the_same_when_the_clocks_change() {
        let berlin = workspace("Europe/Berlin", None);
        assert_eq!(next(&berlin, Every::Week, "2026-10-20T00:00:00Z"), "2026-10-26T07:00:00Z");
        assert_eq!(next(&berlin, Every::Week, "2026-10-13T00:00:00Z"), "2026-10-19T06:00:00Z");
        // The week with the day of 25 hours has seven days all the same.
        let (from, until) = days(&berlin, Every::Week, at("2026-10-26T07:00:00Z"));
        assert_eq!(
            (day_date(from).to_string(), day_date(until).to_string()),
            ("2026-10-19".into(), "2026-10-25".into())
        );
    }

    #[test]
    fn quiet_hours_move_it_and_never_make_it_come_twice() {
        let quiet = workspace("UTC", Some(("20:00", "09:30")));
        assert_eq!(next(&quiet, Every::Week, "2026-11-22T10:00:00Z"), "2026-11-23T09:30:00Z");
        assert_eq!(next(&quiet, Every::Week, "2026-11-23T09:30:00Z"), "2026-11-30T09:30:00Z");
    }

    #[test]
    fn the_days_are_those_of_the_week_or_month_before() {
        let utc = workspace("UTC", None);
        let dates = |every, moment| {
            let (from, until) = days(&utc, every, at(moment));
            format!("{} {}", day_date(from), day_date(until))
        };
        assert_eq!(dates(Every::Week, "2026-11-23T08:00:00Z"), "2026-11-16 2026-11-22");
        assert_eq!(dates(Every::Week, "2026-11-29T08:00:00Z"), "2026-11-16 2026-11-22", "late, and still the same");
        assert_eq!(dates(Every::Month, "2027-03-01T08:00:00Z"), "2027-02-01 2027-02-28");
        assert_eq!(
            day_date(trend_from(Every::Month, day_number("2027-02-28".parse().unwrap()))).to_string(),
            "2026-03-01"
        );
    }
}
