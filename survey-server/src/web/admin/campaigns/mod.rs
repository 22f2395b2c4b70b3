//! Campaigns: many people from a file, asked by one survey.

pub mod act;
pub mod new;
pub mod one;

use actix_web::http::StatusCode;
use serde::Serialize;

use super::error::AdminResult;
use super::frame::Room;
use super::member::Member;
use super::role::Action;
use crate::error::Error;
use crate::outreach::campaign::progress::{self, Progress};
use crate::store::campaigns::State;
use crate::store::{Id, Time};

const PATH: &str = "/admin/campaigns";
/// So many campaigns are listed.
const MOST: i64 = 100;

#[derive(Serialize)]
struct Content {
    may_edit: bool,
    campaigns: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    href: String,
    name: String,
    survey: String,
    state: &'static str,
    /// In per cent.
    settled: u64,
    sent: u64,
    people: u64,
    created_at: Time,
}

/// GET /admin/campaigns
pub async fn show(member: Member) -> AdminResult {
    let all = member.read(|conn, cx| progress::list(conn, cx, MOST)).await?;
    let campaigns = all.into_iter().map(|seen| Line {
        href: href(seen.campaign.id),
        survey: seen.survey.name.clone(),
        state: state(&seen),
        settled: seen.percent(),
        sent: seen.sent,
        people: seen.campaign.report.0.good,
        created_at: seen.campaign.created_at,
        name: seen.campaign.name,
    });
    let content = Content { may_edit: member.reader.may(Action::EditSurveys), campaigns: campaigns.collect() };
    member.page(Room::Outreach, "campaigns", StatusCode::OK, &content).await
}

/// The word of a state, as texts know it.
fn state(seen: &Progress) -> &'static str {
    match seen.campaign.state {
        State::Draft if seen.campaign.checked_at.is_none() => "unread",
        State::Draft => "draft",
        State::Planning | State::Running => "running",
        State::Paused => "paused",
        State::Done => "done",
        State::Cancelled => "cancelled",
    }
}

fn href(id: Id) -> String {
    format!("{PATH}/{id}")
}

fn id_of(text: &str) -> Result<Id, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound("campaign"))
}
