//! One campaign: its report, how far it is, and the lines that were not taken.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::Value;

use super::{href, id_of, state};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::campaign::progress::{self, Progress};
use crate::outreach::campaign::refused;
use crate::reporting::score::Measure;
use crate::store::campaigns::{self, State, Tally};
use crate::store::{Conn, Id, Time};
use crate::web::admin::error::AdminResult;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::reader::Reader;
use crate::web::admin::role::Action;
use crate::web::admin::words;
use crate::web::page::{Audience, page};

#[derive(Serialize)]
struct Content {
    href: String,
    name: String,
    survey: Survey,
    file_name: String,
    created_at: Time,
    starts_at: Option<Time>,
    pace: Option<i32>,
    report: Report,
    confirm: Option<Confirm>,
    may: May,
    progress: Option<Counts>,
    state: &'static str,
}

#[derive(Serialize)]
struct Survey {
    name: String,
    href: String,
}

#[derive(Serialize)]
struct Report {
    rows: u64,
    would_ask: u64,
    known: u64,
    duplicates: u64,
    not_asked: Vec<Count>,
    refused: Vec<Count>,
    first: Vec<String>,
    more: u64,
    file: Option<String>,
}

#[derive(Serialize)]
struct Count {
    reason: String,
    count: u64,
}

/// What a person confirms.
#[derive(Serialize)]
struct Confirm {
    count: u64,
    first: Time,
    last: Option<Time>,
    /// The campaign that sent the same file before.
    before: Option<String>,
}

/// What the reader may do with it now.
#[derive(Serialize)]
struct May {
    pause: bool,
    resume: bool,
    cancel: bool,
    remove: bool,
}

/// What became of the people so far.
#[derive(Serialize)]
struct Counts {
    live: bool,
    percent: u64,
    people: u64,
    planned: u64,
    sent: u64,
    waiting: u64,
    failed: u64,
    unknown: u64,
    answered: u64,
    score: Option<Score>,
    not_asked: Vec<Count>,
    not_asked_people: u64,
}

#[derive(Serialize)]
struct Score {
    value: String,
    interval: String,
}

fn tally(tally: &Tally) -> Vec<Count> {
    let mut counts: Vec<Count> =
        tally.iter().map(|(reason, count)| Count { reason: reason.clone(), count: *count }).collect();
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts
}

/// GET /admin/campaigns/{id}
pub async fn show(member: Member, id: web::Path<String>) -> AdminResult {
    let id = id_of(&id)?;
    let (reader, may_edit) = (member.reader.clone(), member.reader.may(Action::EditSurveys));
    let content = member.read(move |conn, cx| content(conn, cx, id, &reader, may_edit)).await?;
    member.page(Room::Outreach, "campaign", StatusCode::OK, &content).await
}

fn content(conn: &mut Conn, cx: &Cx, id: Id, reader: &Reader, may_edit: bool) -> Result<Content, Error> {
    let campaign = campaigns::load(conn, cx.workspace, id)?;
    let seen = progress::of(conn, cx, campaign)?;
    let campaign = &seen.campaign;
    let report = &campaign.report.0;
    let confirm = if campaign.state == State::Draft && campaign.checked_at.is_some() && report.would_ask > 0 && may_edit
    {
        let (first, last) = progress::span(conn, cx, campaign)?;
        let before = campaigns::find_same_file(conn, campaign)?.map(|before| before.name);
        Some(Confirm { count: report.would_ask, first, last: campaign.pace.map(|_| last), before })
    } else {
        None
    };
    let not_taken = report.refused_lines() + report.duplicates;
    let under_way = campaign.state.is_under_way();
    Ok(Content {
        href: href(campaign.id),
        name: campaign.name.clone(),
        survey: Survey { name: seen.survey.name.clone(), href: format!("/admin/surveys/{}", seen.survey.key) },
        file_name: campaign.file_name.clone(),
        created_at: campaign.created_at,
        starts_at: campaign.starts_at,
        pace: campaign.pace,
        report: Report {
            rows: report.rows,
            would_ask: report.would_ask,
            known: report.known,
            duplicates: report.duplicates,
            not_asked: tally(&report.not_asked),
            refused: tally(&report.refused),
            more: not_taken.saturating_sub(report.first.len() as u64),
            first: report.first.clone(),
            file: (not_taken > 0 && may_edit).then(|| format!("{}/refused.csv", href(campaign.id))),
        },
        confirm,
        may: May {
            pause: may_edit && under_way,
            resume: may_edit && campaign.state == State::Paused,
            cancel: may_edit && (under_way || campaign.state == State::Paused),
            remove: may_edit && campaign.state == State::Draft,
        },
        state: state(&seen),
        progress: match campaign.started_at {
            Some(_) => Some(counts(conn, cx, &seen, reader)?),
            None => None,
        },
    })
}

fn counts(conn: &mut Conn, cx: &Cx, seen: &Progress, reader: &Reader) -> Result<Counts, Error> {
    let (answered, shown) = progress::score(conn, cx, &seen.campaign)?;
    let score = match shown {
        Some((measure, value)) => {
            let number = |measure: &Measure, value| words::value(reader, measure, value);
            let (low, high) = (number(&measure, value.low)?, number(&measure, value.high)?);
            let interval = reader.text("interval", &[("low", Value::from(low)), ("high", Value::from(high))])?;
            Some(Score { value: number(&measure, value.value)?, interval })
        }
        None => None,
    };
    let not_asked = seen.not_asked();
    Ok(Counts {
        live: seen.campaign.state.is_under_way() || seen.waiting > 0,
        percent: seen.percent(),
        people: seen.campaign.report.0.good,
        planned: seen.campaign.counts.0.planned,
        sent: seen.sent,
        waiting: seen.waiting,
        failed: seen.failed,
        unknown: seen.unknown,
        answered,
        score,
        not_asked_people: not_asked.values().sum(),
        not_asked: tally(&not_asked),
    })
}

#[derive(Serialize)]
struct Fragment {
    progress: Counts,
}

/// GET /admin/campaigns/{id}/progress: the counts alone, for the page that refreshes itself.
pub async fn fragment(member: Member, id: web::Path<String>) -> AdminResult {
    let id = id_of(&id)?;
    let reader = member.reader.clone();
    let counts = member.read(move |conn, cx| {
        let campaign = campaigns::load(conn, cx.workspace, id)?;
        let seen = progress::of(conn, cx, campaign)?;
        counts(conn, cx, &seen, &reader)
    });
    let fragment = Fragment { progress: counts.await? };
    let language = member.reader.language();
    Ok(page(&member.app, Audience::Admin, StatusCode::OK, "campaign_counts", language, &fragment))
}

/// GET /admin/campaigns/{id}/refused.csv
pub async fn csv(member: Member, id: web::Path<String>) -> AdminResult {
    let id = id_of(&id)?;
    let bytes = member.read(move |conn, cx| refused::csv(conn, cx.workspace, id)).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"refused.csv\""))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(bytes))
}
