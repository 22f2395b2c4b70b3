//! Says something in a room: at least once, put together from what is true when it goes out.

use std::time::Duration;

use serde_json::{Value, json};

use super::JobError;
use super::unhappy::Unhappy;
use super::watch;
use crate::app::App;
use crate::callback::schedule::{is_given_up, next_attempt};
use crate::callback::{Attempt, Failure, Outcome, Plain};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::room::payload::{self, Said};
use crate::recovery::room::{self, Target};
use crate::reporting::watch::notice::Notice;
use crate::secret::Purpose;
use crate::store::deliveries::{self, Delivery};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::rooms::{self, Kind, Message, Progress, Room, State};
use crate::store::{Conn, Id, WorkspaceId, cases, jobs, workspaces};

/// What could not be said for a day is no news any more.
const HOURS: i64 = 24;
/// Lines of a digest; the inbox has them all.
const MAX_LINES: usize = 30;
/// So much of an answer is kept.
const MAX_REASON: usize = 200;
/// What is known of an order, in so many lines.
const MAX_PROPERTIES: usize = 5;

/// What there is to say, loaded at this moment.
struct Material {
    room: Room,
    message: Message,
    language: String,
    company: String,
    cases: Vec<Unhappy>,
    /// What was found, in a message about that.
    notices: Vec<Notice>,
    /// The messages that a digest stands for.
    gathered: Vec<Id>,
}

/// What an answer means.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Sent,
    /// The service does not want our messages: trying again changes nothing.
    Refused(String),
    Later(Option<Duration>, String),
}

pub(super) async fn run(app: &App, workspace: WorkspaceId, message: Id) -> Result<(), JobError> {
    let Some(material) = app.read(workspace, move |conn, cx| load(conn, cx, message)).await? else { return Ok(()) };
    let why_not = if material.room.state == State::Disabled && material.message.kind != Kind::Test {
        Some("the room is switched off")
    } else if material.message.kind != Kind::Test && material.cases.is_empty() && material.notices.is_empty() {
        Some("somebody took care of it before this went out")
    } else {
        None
    };
    if let Some(why) = why_not {
        return settle(app, material, Progress::Failed, Some(why.to_owned())).await;
    }
    let target = room::target(&app.site.keys, &material.room)?;
    if let Target::Email(address) = target {
        return mail(app, material, address).await;
    }
    let verdict = post(app, &material, &target).await?;
    conclude(app, material, verdict).await
}

fn load(conn: &mut Conn, cx: &Cx, id: Id) -> Result<Option<Material>, Error> {
    let Some(message) = rooms::find_message(conn, cx.workspace, id)? else { return Ok(None) };
    let room = rooms::find(conn, cx.workspace, message.room_id)?;
    let Some(room) = room.filter(|_| message.state == Progress::Pending) else { return Ok(None) };
    let workspace = workspaces::load(conn, cx.workspace)?;
    let company = workspace.company().to_owned();
    let language = workspace.settings.0.language;
    let waiting = if message.kind == Kind::Digest { rooms::gathered(conn, cx.workspace, room.id)? } else { Vec::new() };
    let gathered = waiting.iter().map(|one| one.id).collect();
    let mut cases = Vec::new();
    let mut seen = Vec::new();
    for one in waiting.iter().chain((message.kind != Kind::Digest).then_some(&message)) {
        let Some(case) = one.case_id.filter(|case| !seen.contains(case)) else { continue };
        seen.push(case);
        let found = Unhappy::load(conn, cx, case, &language)?;
        cases.extend(found.filter(|unhappy| is_news(unhappy, one.kind)));
    }
    let notices = if message.kind == Kind::Watch { watch::in_room(conn, cx, &message)? } else { Vec::new() };
    Ok(Some(Material { room, message, language, company, cases, notices, gathered }))
}

/// Whether a case still has to be told: nobody is called for what somebody has taken.
fn is_news(unhappy: &Unhappy, kind: Kind) -> bool {
    let asks = matches!(kind, Kind::Opened | Kind::Reminder | Kind::Reopened);
    unhappy.case.is_open() && !(asks && unhappy.case.assignee_id.is_some())
}

/// One call to the service.
async fn post(app: &App, material: &Material, target: &Target) -> Result<Verdict, JobError> {
    let service = material.room.service;
    let said = said(app, material)?;
    let Some(body) = payload::body(service, target, &said) else {
        return Ok(Verdict::Refused("the room's address does not fit its service; set it up again".to_owned()));
    };
    let url = match target {
        Target::Hook(url) | Target::Email(url) => url.clone(),
        Target::Telegram { token, .. } => format!("{}/bot{token}/sendMessage", app.config.telegram_url),
    };
    let body = serde_json::to_vec(&body).map_err(Error::internal)?;
    let headers = [("Content-Type".to_owned(), "application/json".to_owned())];
    let at = app.clock.now().timestamp();
    let attempt = app.callbacks.call(Plain { method: "POST", url: &url, headers: &headers, body: &body, at }).await;
    Ok(verdict(&attempt, target))
}

fn verdict(attempt: &Attempt, target: &Target) -> Verdict {
    let said = match (&attempt.outcome, attempt.status) {
        (Outcome::Failed { why }, None) => why.to_string(),
        (_, Some(status)) => format!("{status} {}", attempt.answer_excerpt.trim()),
        (_, None) => String::new(),
    };
    let said: String = target.redacted(&said).chars().take(MAX_REASON).collect();
    match (&attempt.outcome, attempt.status) {
        (Outcome::Delivered, _) => Verdict::Sent,
        (_, Some(429)) => Verdict::Later(attempt.retry_after.or_else(|| asked_wait(&attempt.answer_excerpt)), said),
        (_, Some(300..=399 | 400 | 401 | 403 | 404 | 410)) => Verdict::Refused(said),
        (Outcome::Failed { why: Failure::Url(_) | Failure::Name(_) | Failure::Unsendable(_) }, None) => {
            Verdict::Refused(said)
        }
        _ => Verdict::Later(attempt.retry_after, said),
    }
}

/// The wait that Telegram asks for, in its answer.
fn asked_wait(answer: &str) -> Option<Duration> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    answer["parameters"]["retry_after"].as_u64().map(Duration::from_secs)
}

async fn conclude(app: &App, mut material: Material, verdict: Verdict) -> Result<(), JobError> {
    material.message.attempts += 1;
    match verdict {
        Verdict::Sent => settle(app, material, Progress::Sent, None).await,
        Verdict::Refused(why) => {
            let (workspace, room, is_test) =
                (material.room.workspace_id, material.room.id, material.message.kind == Kind::Test);
            let reason = why.clone();
            settle(app, material, Progress::Failed, Some(why)).await?;
            // Whoever tries a room out sees what it says and goes on setting it up.
            if !is_test {
                app.write(workspace, move |conn, cx| room::disable(conn, cx, room, &reason)).await?;
            }
            Ok(())
        }
        Verdict::Later(asked, why) => later(app, material, asked, why).await,
    }
}

/// Not now: the message waits, longer each time, as long as it is news.
async fn later(app: &App, material: Material, asked: Option<Duration>, why: String) -> Result<(), JobError> {
    let now = app.clock.now();
    let attempts = material.message.attempts.unsigned_abs();
    let wait = next_attempt(attempts, asked, app.ids.fraction());
    let at = wait.map(|wait| now.plus_ms(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)));
    let given_up_at = material.message.created_at.plus_secs(HOURS * 3600);
    let at = at.filter(|at| *at < given_up_at);
    let (mut message, room) = (material.message, material.room);
    message.error = Some(why.clone());
    message.state = if at.is_some() { Progress::Pending } else { Progress::Failed };
    let reason = why.clone();
    app.write(room.workspace_id, move |conn, cx| {
        rooms::save_message(conn, &message)?;
        let failing = rooms::failed(conn, cx.workspace, room.id, now)?;
        let given_up = failing.is_some_and(|(failures, since)| {
            let failing_for = Duration::from_millis((now.0 - since.0).max(0).unsigned_abs());
            is_given_up(failing_for, failures.unsigned_abs())
        });
        if given_up { room::disable(conn, cx, room.id, &reason) } else { Ok(()) }
    })
    .await?;
    match at {
        Some(at) => Err(JobError::Retry { at: Some(at), why }),
        None => Ok(()),
    }
}

/// Writes how a message ended, and with it those that it stands for.
async fn settle(app: &App, material: Material, state: Progress, error: Option<String>) -> Result<(), JobError> {
    let sent_at = (state == Progress::Sent).then(|| app.clock.now());
    let Material { room, message, gathered, .. } = material;
    let message = Message { state, error, sent_at, ..message };
    Ok(app
        .write(room.workspace_id, move |conn, cx| {
            rooms::save_message(conn, &message)?;
            rooms::settle_gathered(conn, cx.workspace, &gathered, state, sent_at)?;
            if sent_at.is_some() { rooms::succeeded(conn, cx.workspace, room.id) } else { Ok(()) }
        })
        .await?)
}

/// A room that is an address: a mail of ours carries it, with its own attempts.
async fn mail(app: &App, material: Material, address: String) -> Result<(), JobError> {
    let message = material.message.clone();
    let cases: Vec<Id> = material.cases.iter().map(|unhappy| unhappy.case.id).collect();
    let language = material.language.clone();
    app.write(message.workspace_id, move |conn, cx| {
        let (about, kind, mut params) = match (message.kind, message.case_id) {
            (Kind::Watch, _) => {
                (message.room_id, deliveries::Kind::Watch, json!({"found": message.created_at, "language": language}))
            }
            (Kind::Test, _) | (_, None) if message.kind != Kind::Digest => {
                (message.room_id, deliveries::Kind::Test, json!({"language": language}))
            }
            (Kind::Digest, _) | (_, None) => (message.room_id, deliveries::Kind::Digest, json!({"cases": cases})),
            (why, Some(case)) => (case, deliveries::Kind::Alert, json!({"why": why})),
        };
        params["room_message"] = json!(message.id);
        if let Some(case) = message.case_id {
            // Another room's mail about it is numbered before or after this one.
            cases::lock(conn, cx.workspace, case)?;
        }
        let n = deliveries::last_number(conn, cx.workspace, about, kind)? + 1;
        let delivery = Delivery::queued(cx, (about, kind, n), &address, params);
        deliveries::insert(conn, &delivery)?;
        jobs::enqueue(conn, &[Job::new(cx, Class::Alert, Payload::Mail { delivery: delivery.id })])
    })
    .await?;
    settle(app, Material { message: Message { attempts: 1, ..material.message }, ..material }, Progress::Sent, None)
        .await
}

/// The words, in the workspace's language.
fn said(app: &App, material: &Material) -> Result<Said, Error> {
    let text =
        |key: &str, args: &[(&str, Value)]| app.renderer.text(key, &material.language, args).map_err(Error::internal);
    let cx = app.cx(material.room.workspace_id);
    let inbox = cx.url("/admin/cases");
    if material.message.kind == Kind::Test {
        let room = material.room.name.as_str();
        return Ok(Said { title: text("room-test", &[("room", room.into())])?, ..Said::default() });
    }
    let who = |unhappy: &Unhappy| match unhappy.person.as_ref() {
        Some(person) => [&person.name, &person.email, &person.phone].into_iter().find_map(Clone::clone),
        None => None,
    };
    let headline = |unhappy: &Unhappy| {
        let who = who(unhappy).map_or_else(|| text("mail-alert-someone", &[]), Ok)?;
        match unhappy.score() {
            Some(score) => {
                let args = [("score", score.into()), ("top", unhappy.top.into()), ("who", who.into())];
                text("mail-alert-subject", &args)
            }
            None => text("mail-alert-subject-case", &[("who", who.into())]),
        }
    };
    if material.message.kind == Kind::Watch {
        let title = text("watch-room", &[("company", material.company.as_str().into())])?;
        let lines = material.notices.iter().map(|one| one.sentence(&app.renderer, &material.language));
        let mut links = Vec::new();
        for one in &material.notices {
            links.push((text("watch-open", &[])?, cx.url(&one.path)));
        }
        return Ok(Said { title, lines: lines.collect::<Result<_, _>>()?, words: None, links });
    }
    if material.message.kind == Kind::Digest {
        let count = i64::try_from(material.cases.len()).unwrap_or(i64::MAX);
        let lines = material.cases.iter().take(MAX_LINES).map(headline).collect::<Result<_, _>>()?;
        let title = text("mail-digest-heading", &[("count", count.into())])?;
        return Ok(Said { title, lines, words: None, links: vec![(text("mail-digest-open", &[])?, inbox)] });
    }
    let Some(unhappy) = material.cases.first() else { return Err(Error::NotFound("case")) };
    let mut title = headline(unhappy)?;
    if material.message.kind != Kind::Opened {
        let why = material.message.kind.word();
        title = format!("{}: {title}", text("mail-alert-prefix", &[("why", why.into())])?);
    }
    let mut lines = vec![due(app, material, unhappy)?];
    if let Some(phone) = unhappy.person.as_ref().and_then(|person| person.phone.clone()) {
        lines.push(text("mail-alert-call", &[("phone", phone.into())])?);
    }
    let about = unhappy.properties().into_iter().take(MAX_PROPERTIES);
    lines.extend(about.map(|property| format!("{}: {}", property.name, property.value)));
    let mut links = Vec::new();
    if unhappy.case.assignee_id.is_none() {
        let token = cx.keys().link(Purpose::ClaimInRoom, cx.workspace, material.message.id, 0);
        links.push((text("mail-alert-claim", &[])?, cx.url(&format!("/claim/{token}"))));
    }
    links.push((text("mail-alert-open", &[])?, cx.url(&format!("/admin/cases/{}", unhappy.case.id))));
    Ok(Said { title, lines, words: unhappy.comment().map(str::to_owned), links })
}

/// By when what has to be done.
fn due(app: &App, material: &Material, unhappy: &Unhappy) -> Result<String, Error> {
    let (solution, at) = unhappy.due();
    let zone = unhappy.workspace.zone();
    let time = crate::store::Time(at).timestamp().to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string();
    let key = match (solution, unhappy.minutes_left(app.clock.now().0) < 0) {
        (false, false) => "room-due",
        (false, true) => "room-late",
        (true, false) => "room-due-solution",
        (true, true) => "room-late-solution",
    };
    app.renderer.text(key, &material.language, &[("time", time.into())]).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, answer: &str) -> Verdict {
        let outcome = if status == 200 { Outcome::Delivered } else { Outcome::Failed { why: Failure::Status(status) } };
        let target = Target::Telegram { token: "1:secret".to_owned(), chat: "1".to_owned() };
        let attempt = Attempt {
            outcome,
            status: Some(status),
            latency_ms: 1,
            answer_excerpt: answer.to_owned(),
            retry_after: None,
        };
        verdict(&attempt, &target)
    }

    #[test]
    fn what_will_never_be_taken_is_told_from_what_may_be_later() {
        assert_eq!(answered(200, "ok"), Verdict::Sent);
        for status in [400, 401, 403, 404, 410] {
            assert!(matches!(answered(status, "no_service"), Verdict::Refused(_)), "{status}");
        }
        for status in [408, 500, 502, 503] {
            assert!(matches!(answered(status, ""), Verdict::Later(None, _)), "{status}");
        }
        let busy = answered(429, r#"{"ok":false,"parameters":{"retry_after":35}}"#);
        assert!(matches!(busy, Verdict::Later(Some(wait), _) if wait.as_secs() == 35), "{busy:?}");
    }

    #[test]
    fn a_reason_never_holds_the_token() {
        assert_eq!(answered(404, "no bot1:secret"), Verdict::Refused("404 no bot•••".to_owned()));
    }
}
