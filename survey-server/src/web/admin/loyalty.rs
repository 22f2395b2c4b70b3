//! Satisfied or loyal, and promised against delivered.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::compare::chance;
use super::error::{AdminError, AdminResult};
use super::form::Form;
use super::frame::Room;
use super::member::Member;
use super::reader::Reader;
use super::report::{self, Controls, Opened, Whisker};
use super::role::Action;
use super::segments::{cut, interval};
use super::words::{self, signed};
use crate::account::settings_document::{self, Part};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::behind::Group;
use crate::reporting::loyalty::punctual::{self, Late, Punctual, Wanted};
use crate::reporting::loyalty::quadrants::{self, Quadrant, Quadrants};
use crate::reporting::recovery::Share;
use crate::reporting::score::Counts;
use crate::reporting::view::{Resolved, View};
use crate::reporting::{scan, value};
use crate::store::punctuality::Punctuality;
use crate::store::{Conn, workspaces};

/// The page's address.
pub const PATH: &str = "/admin/loyalty";

#[derive(Serialize)]
struct Content {
    controls: Controls,
    has_score: bool,
    quadrants: Option<QuadrantsShown>,
    punctual: Option<PunctualShown>,
    /// The names in the settings, for those who may change them.
    names: Option<Names>,
    wrong: Option<String>,
}

#[derive(Serialize)]
struct Names {
    promised: String,
    actual: String,
    events: String,
}

#[derive(Serialize)]
struct QuadrantsShown {
    headline: String,
    boundaries: String,
    rows: Vec<QuadrantLine>,
    n: u64,
    moved: Option<String>,
    moves: Vec<MoveLine>,
    looked_at: String,
    cut: Option<String>,
}

#[derive(Serialize)]
struct QuadrantLine {
    word: &'static str,
    /// Its answers.
    href: String,
    share: Share,
    /// The share as whole per cents.
    whole: Option<(i32, i32, i32)>,
    whisker: Option<Whisker>,
}

/// Where those are now who were in one quadrant.
#[derive(Serialize)]
struct MoveLine {
    word: &'static str,
    /// The answers of each, and how many they are.
    to: Vec<(String, u64)>,
}

#[derive(Serialize)]
struct PunctualShown {
    headline: String,
    detail: Option<String>,
    rows: Vec<LateLine>,
    unknown: Option<String>,
    unknown_href: String,
    looked_at: String,
    cut: Option<String>,
    unit: &'static str,
}

#[derive(Serialize)]
struct LateLine {
    name: String,
    href: String,
    count: u64,
    share: Option<f64>,
    score: Option<String>,
    interval: Option<String>,
    is_low: bool,
    shown: Option<value::Value>,
    whisker: Option<Whisker>,
}

/// GET /admin/loyalty
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    page(&member, StatusCode::OK, request.query_string().to_owned(), None).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    query: String,
    refused: Option<(Names, String)>,
) -> Result<HttpResponse, AdminError> {
    let reader = member.reader.clone();
    let mut content = member.read(move |conn, cx| content(conn, cx, &reader, &query)).await?;
    if let Some((names, problem)) = refused {
        content.names = Some(names);
        content.wrong = Some(problem);
    }
    member.page(Room::Overview, "loyalty", status, &content).await
}

/// POST /admin/loyalty: where promised and actual times stand.
pub async fn send(member: Member, form: Form) -> AdminResult {
    let (promised, actual, typed) = (form.text("promised"), form.text("actual"), form.text("events"));
    let events: Vec<String> = typed.split([',', ' ']).filter(|kind| !kind.is_empty()).map(str::to_owned).collect();
    let given = json!({"promised": promised, "actual": actual, "events": events});
    let given: Map<String, Value> = [("punctuality".to_owned(), given)].into_iter().collect();
    let actor = member.actor();
    let saved = member
        .write(move |conn, cx| settings_document::change(conn, cx, Part::All, &given, None, &actor).map(drop))
        .await;
    match saved {
        Ok(()) => Ok(member.done(PATH, "saved")),
        Err(Error::Invalid(_)) => {
            let problem = member.reader.text("loyalty-names-problem", &[])?;
            let names = Names { promised, actual, events: typed };
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, String::new(), Some((names, problem))).await
        }
        Err(error) => Err(error.into()),
    }
}

fn content(conn: &mut Conn, cx: &Cx, reader: &Reader, query: &str) -> Result<Content, Error> {
    let Opened { view: words, resolved, controls, .. } = report::open(conn, cx, reader, PATH, query)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let Punctuality { promised, actual, events } = workspace.settings.0.punctuality.clone();
    let names = Names { promised, actual, events: events.join(", ") };
    let mut content = Content {
        controls: controls.without_steps(),
        has_score: resolved.is_some(),
        quadrants: None,
        punctual: None,
        names: reader.may(Action::ChangeSettings).then_some(names),
        wrong: None,
    };
    if let Some(view) = resolved {
        if let Some(found) = quadrants::quadrants(conn, cx, &view)? {
            content.quadrants = Some(quadrants_shown(reader, &words, view.days, &found)?);
        }
        let found = punctual::punctual(conn, cx, &view)?;
        if found.n > found.unknown {
            content.punctual = Some(punctual_shown(reader, &words, &view, &found)?);
        }
    }
    Ok(content)
}

fn looked_at(reader: &Reader, count: usize) -> Result<String, Error> {
    reader.text("loyalty-looked-at", &[("count", count.into())])
}

fn quadrants_shown(reader: &Reader, view: &View, days: (i32, i32), found: &Quadrants) -> Result<QuadrantsShown, Error> {
    let answers = |group: Group| report::members(view, days, &group);
    let [_, satisfied, ..] = found.shares;
    let args = [
        ("state", Value::from(if satisfied.share.is_some() { "shown" } else { "few" })),
        ("share", satisfied.share.map_or(0.0, |share| (100.0 * share).round()).into()),
        ("part", satisfied.part.into()),
        ("count", found.n.into()),
    ];
    let headline = reader.text("loyalty-headline", &args)?;
    let args = [("satisfied", Value::from(found.satisfied_from)), ("loyal", Value::from(found.loyal_from))];
    let boundaries = reader.text("loyalty-boundaries", &args)?;
    let whole = |share: f64| (100.0 * share).round() as i32;
    let percent = |share: &Share| Some((whole(share.share?), whole(share.low?), whole(share.high?)));
    let scale = Whisker::scale(found.shares.iter().filter_map(percent));
    let rows = Quadrant::ALL.into_iter().zip(found.shares).map(|(one, share)| QuadrantLine {
        word: one.word(),
        href: answers(Group::Quadrant(one)),
        whole: percent(&share),
        whisker: percent(&share).map(|one| Whisker::on(scale, one)),
        share,
    });
    let moves = Quadrant::ALL.into_iter().zip(found.moves).map(|(one, to)| MoveLine {
        word: one.word(),
        to: Quadrant::ALL.map(|now| answers(Group::Moved(one, now))).into_iter().zip(to).collect(),
    });
    let (better, worse, same) = found.directions();
    let args = [
        ("count", Value::from(found.moved_of)),
        ("better", better.into()),
        ("worse", worse.into()),
        ("same", same.into()),
    ];
    Ok(QuadrantsShown {
        headline,
        boundaries,
        rows: rows.collect(),
        n: found.n,
        moved: (found.moved_of > 0).then(|| reader.text("loyalty-moved", &args)).transpose()?,
        moves: if found.moved_of > 0 { moves.collect() } else { Vec::new() },
        looked_at: looked_at(reader, found.looked_at)?,
        cut: found.cut_at.map(|day| cut(reader, day, scan::MOST)).transpose()?,
    })
}

fn punctual_shown(reader: &Reader, words: &View, view: &Resolved, found: &Punctual) -> Result<PunctualShown, Error> {
    let measure = &view.measure;
    let word = match &found.difference {
        None => "few",
        Some(difference) if !difference.is_real => "none",
        Some(difference) if difference.points < 0 => "below",
        Some(_) => "above",
    };
    let points = found.difference.map_or(0, |difference| difference.points.abs());
    let headline = reader.text("loyalty-late-headline", &[("difference", word.into()), ("points", points.into())])?;
    let detail = match &found.difference {
        Some(difference) => {
            let args = [
                ("points", Value::from(signed(difference.points))),
                ("low", signed(difference.low).into()),
                ("high", signed(difference.high).into()),
                ("chance", chance(reader, difference.p)?.into()),
            ];
            Some(reader.text("compare-detail", &args)?)
        }
        None => None,
    };
    let known = (found.n - found.unknown).max(1) as f64;
    let interval_of = |shown: value::Value| (shown.value, shown.low, shown.high);
    let all = found.groups.iter().chain([&found.late]).filter_map(|(_, shown)| shown.map(interval_of));
    let scale = Whisker::scale(all);
    let answers = |of: Wanted| report::members(words, view.days, &Group::Late(of));
    let line = |of: Wanted, (counts, shown): &(Counts, Option<value::Value>)| -> Result<LateLine, Error> {
        Ok(LateLine {
            name: reader.text("loyalty-late", &[("late", of.word().into())])?,
            href: answers(of),
            count: counts.n(),
            share: shown.map(|_| counts.n() as f64 / known),
            score: shown.map(|shown| words::value(reader, measure, shown.value)).transpose()?,
            interval: shown.map(|shown| interval(reader, measure, &shown)).transpose()?,
            is_low: (5..30).contains(&counts.n()),
            shown: *shown,
            whisker: shown.map(|shown| Whisker::on(scale, interval_of(shown))),
        })
    };
    let mut rows = Vec::new();
    for (late, group) in Late::ALL.into_iter().zip(&found.groups) {
        rows.push(line(Wanted::Group(late), group)?);
    }
    rows.push(line(Wanted::Late, &found.late)?);
    let unknown = (found.unknown > 0).then(|| reader.text("loyalty-unknown", &[("count", found.unknown.into())]));
    Ok(PunctualShown {
        headline,
        detail,
        rows,
        unknown: unknown.transpose()?,
        unknown_href: answers(Wanted::Unknown),
        looked_at: looked_at(reader, found.looked_at)?,
        cut: found.cut_at.map(|day| cut(reader, day, scan::MOST)).transpose()?,
        unit: if measure.is_nps() { "points" } else { "percent" },
    })
}
