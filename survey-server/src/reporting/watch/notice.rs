//! What was found, as sentences: for mails, rooms and pages.

use std::collections::HashMap;

use jiff::Zoned;
use jiff::civil::Date;
use serde_json::Value as Json;

use super::super::span::Span;
use super::super::view::View;
use super::scores;
use crate::clock::Cx;
use crate::error::Error;
use crate::render::{self, Renderer};
use crate::store::view_alarms::{self, Direction, FlowAlarm};
use crate::store::workspaces::{self, Workspace, day_date};
use crate::store::{Conn, Id, Time, views as saved_views};

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// `fall`, `rise`, `answers`, `mails`, `answers_again`, `mails_again`.
    pub what: &'static str,
    /// The view's name.
    pub name: String,
    /// The view's id.
    pub view: Option<Id>,
    /// The survey that it is about; none: whatever comes in or goes out.
    pub survey: Option<i32>,
    /// The score of the last days, with its interval, where it has one.
    pub value: i32,
    /// The ends of its interval.
    pub interval: Option<(i32, i32)>,
    /// What was usual.
    pub usual: i32,
    /// Both are shares, in per cent.
    pub is_share: bool,
    /// Of so many answers.
    pub answers: i64,
    /// In so many days.
    pub days: i32,
    /// First seen on this day.
    pub day: Option<Date>,
    /// Pages show it until this day; none: until it flows again.
    pub until: Option<Date>,
    /// Since when nothing flows, in the workspace's zone.
    pub since: Option<Zoned>,
    /// Where it leads, without the site's address: to the very days that are told, so that the page says the same number.
    pub path: String,
}

/// Pages show an alarm of a view for so many days.
pub const STANDS_DAYS: i32 = 14;
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
    for alarm in view_alarms::since(conn, cx.workspace, workspace.day(cx.now) - STANDS_DAYS)? {
        notices.extend(of_view(conn, cx, &alarm)?);
    }
    Ok(notices)
}

/// The views whose alarms stand now, each with its newest one: `fall` or `rise`.
pub fn views(conn: &mut Conn, cx: &Cx) -> Result<HashMap<Id, &'static str>, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    let mut found = HashMap::new();
    for alarm in view_alarms::since(conn, cx.workspace, workspace.day(cx.now) - STANDS_DAYS)? {
        found.entry(alarm.view_id).or_insert(word(alarm.direction));
    }
    Ok(found)
}

fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::Fall => "fall",
        Direction::Rise => "rise",
    }
}

fn of_view(conn: &mut Conn, cx: &Cx, alarm: &view_alarms::ViewAlarm) -> Result<Option<Notice>, Error> {
    let Some(row) = saved_views::find(conn, cx.workspace, alarm.view_id)? else { return Ok(None) };
    let Some(told) = scores::told(conn, cx, &row, alarm)? else { return Ok(None) };
    let days = Span::Days(day_date(alarm.day - told.days + 1), day_date(alarm.day));
    Ok(Some(Notice {
        what: word(alarm.direction),
        view: Some(row.id),
        survey: Some(told.survey),
        value: alarm.value,
        interval: told.shown.filter(|shown| shown.value == alarm.value).map(|shown| (shown.low, shown.high)),
        usual: alarm.usual,
        is_share: told.is_share,
        answers: alarm.answers,
        days: told.days,
        day: Some(day_date(alarm.day)),
        until: Some(day_date(alarm.day + STANDS_DAYS)),
        since: None,
        path: View { bucket: None, ..row.view()?.over(days) }.address("/admin"),
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
        view: None,
        survey: None,
        value: 0,
        interval: None,
        usual: 0,
        is_share: false,
        answers: 0,
        days: 0,
        day: None,
        until: None,
        since: Some(alarm.since.timestamp().to_zoned(workspace.zone())),
        path: path.to_owned(),
    }
}

impl Notice {
    /// The sentence in a language of the team.
    pub fn sentence(&self, renderer: &Renderer, language: &str) -> Result<String, Error> {
        let text = |key: &str, args: &[(&str, Json)]| renderer.text(key, language, args).map_err(Error::internal);
        if let Some(since) = &self.since {
            let since = render::datetime(language, since);
            return text("watch-flow", &[("what", self.what.into()), ("since", since.into())]);
        }
        let number = |value: i32| {
            if self.is_share { text("chart-percent", &[("n", value.into())]) } else { Ok(signed(value)) }
        };
        let interval = match self.interval {
            Some((low, high)) => {
                format!(" {}", text("watch-interval", &[("low", number(low)?.into()), ("high", number(high)?.into())])?)
            }
            None => String::new(),
        };
        let args = [
            ("what", self.what.into()),
            ("name", self.name.as_str().into()),
            ("value", format!("{}{interval}", number(self.value)?).into()),
            ("usual", number(self.usual)?.into()),
            ("answers", text("answers", &[("count", self.answers.into())])?.into()),
            ("days", self.days.into()),
            ("day", self.day.map(|day| render::day(language, day)).unwrap_or_default().into()),
        ];
        text("watch-score", &args)
    }

    /// How long pages say it.
    pub fn ends(&self, renderer: &Renderer, language: &str) -> Result<String, Error> {
        let day = self.until.map(|day| render::day(language, day)).unwrap_or_default();
        let args = [("what", self.what.into()), ("day", day.into())];
        renderer.text("watch-ends", language, &args).map_err(Error::internal)
    }
}

fn signed(value: i32) -> String {
    match value {
        0 => "0".to_owned(),
        1.. => format!("+{value}"),
        _ => format!("\u{2212}{}", value.unsigned_abs()),
    }
}
