//! What was found, as sentences: for mails, rooms and pages.

use serde::Serialize;
use serde_json::Value as Json;

use super::scores;
use crate::clock::Cx;
use crate::error::Error;
use crate::render::Renderer;
use crate::store::view_alarms::{self, Direction, FlowAlarm};
use crate::store::workspaces::{self, Workspace, day_date};
use crate::store::{Conn, Time, views};

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// `fall`, `rise`, `answers`, `mails`, `answers_again`, `mails_again`.
    pub what: &'static str,
    /// The view's name.
    pub name: String,
    /// The score of the last days, with its interval, where it has one.
    pub value: i32,
    /// The ends of its interval.
    pub interval: Option<(i32, i32)>,
    /// What was usual.
    pub usual: i32,
    /// Of so many answers.
    pub answers: i64,
    /// In so many days.
    pub days: i32,
    /// First seen on this day, as `2026-11-20`.
    pub day: String,
    /// Since when nothing flows, in the workspace's zone: `2026-11-20 14:05`.
    pub since: String,
    /// Where it leads, without the site's address.
    pub path: String,
}

/// So many alarms of flows are looked at.
const FLOWS: i64 = 20;

/// What was found at a moment, as it is now: what is gone meanwhile is left out.
pub fn found(conn: &mut Conn, cx: &Cx, at: Time) -> Result<Vec<Notice>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut notices = Vec::new();
    for alarm in view_alarms::since(conn, cx.workspace, workspace.day(at) - 10)? {
        if alarm.told_at == at {
            notices.extend(of_view(conn, cx, &alarm)?);
        }
    }
    for alarm in view_alarms::flows(conn, cx.workspace, FLOWS)? {
        // Flowing again before anybody was told of it: there is nothing left to do.
        if alarm.ended_at == Some(at) {
            notices.push(of_flow(&workspace, &alarm, true));
        } else if alarm.told_at == at && alarm.ended_at.is_none() {
            notices.push(of_flow(&workspace, &alarm, false));
        }
    }
    Ok(notices)
}

/// What stands now, for pages: the alarms of the last two weeks, and the flows that are silent.
pub fn standing(conn: &mut Conn, cx: &Cx) -> Result<Vec<Notice>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut notices = Vec::new();
    for alarm in view_alarms::flows(conn, cx.workspace, FLOWS)? {
        if alarm.ended_at.is_none() {
            notices.push(of_flow(&workspace, &alarm, false));
        }
    }
    for alarm in view_alarms::since(conn, cx.workspace, workspace.day(cx.now) - 14)? {
        notices.extend(of_view(conn, cx, &alarm)?);
    }
    Ok(notices)
}

fn of_view(conn: &mut Conn, cx: &Cx, alarm: &view_alarms::ViewAlarm) -> Result<Option<Notice>, Error> {
    let Some(row) = views::find(conn, cx.workspace, alarm.view_id)? else { return Ok(None) };
    let Some((days, _, shown)) = scores::told(conn, cx, &row, alarm)? else { return Ok(None) };
    Ok(Some(Notice {
        what: match alarm.direction {
            Direction::Fall => "fall",
            Direction::Rise => "rise",
        },
        value: alarm.value,
        interval: shown.filter(|shown| shown.value == alarm.value).map(|shown| (shown.low, shown.high)),
        usual: alarm.usual,
        answers: alarm.answers,
        days,
        day: day_date(alarm.day).to_string(),
        since: String::new(),
        path: row.view()?.address("/admin"),
        name: row.name,
    }))
}

fn of_flow(workspace: &Workspace, alarm: &FlowAlarm, again: bool) -> Notice {
    use view_alarms::Flow::{Answers, Mails};
    let (what, path) = match (alarm.kind, again) {
        (Answers, false) => ("answers", "/admin/responses"),
        (Answers, true) => ("answers_again", "/admin/responses"),
        (Mails, false) => ("mails", "/admin/settings/sending"),
        (Mails, true) => ("mails_again", "/admin/settings/sending"),
    };
    Notice {
        what,
        name: String::new(),
        value: 0,
        interval: None,
        usual: 0,
        answers: 0,
        days: 0,
        day: String::new(),
        since: alarm.since.timestamp().to_zoned(workspace.zone()).strftime("%Y-%m-%d %H:%M").to_string(),
        path: path.to_owned(),
    }
}

impl Notice {
    /// The sentence in a language of the team.
    pub fn sentence(&self, renderer: &Renderer, language: &str) -> Result<String, Error> {
        let text = |key: &str, args: &[(&str, Json)]| renderer.text(key, language, args).map_err(Error::internal);
        if self.days == 0 {
            return text("watch-flow", &[("what", self.what.into()), ("since", self.since.as_str().into())]);
        }
        let interval = match self.interval {
            Some((low, high)) => {
                format!(" {}", text("watch-interval", &[("low", signed(low).into()), ("high", signed(high).into())])?)
            }
            None => String::new(),
        };
        let day: Option<jiff::civil::Date> = self.day.parse().ok();
        let day = match day {
            Some(day) => text("chart-day", &[("day", day.day().into()), ("month", day.month().into())])?,
            None => String::new(),
        };
        let args = [
            ("what", self.what.into()),
            ("name", self.name.as_str().into()),
            ("value", format!("{}{interval}", signed(self.value)).into()),
            ("usual", signed(self.usual).into()),
            ("answers", text("answers", &[("count", self.answers.into())])?.into()),
            ("days", self.days.into()),
            ("day", day.into()),
        ];
        text("watch-score", &args)
    }
}

fn signed(value: i32) -> String {
    match value {
        0 => "0".to_owned(),
        1.. => format!("+{value}"),
        _ => format!("\u{2212}{}", value.unsigned_abs()),
    }
}
