//! Digests: the turn of one, and its mail, put together from what is true when it goes out.

use serde_json::Value;

use super::JobError;
use super::compose;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::{
    Correspondent, Letter, MailingList, Message, MovedLine, Parcel, Picture, ReportCase, ReportLetter, ReportPart,
    ReportScore, Todo,
};
use crate::render::{self, Renderer};
use crate::reporting::chart::{Bar, Mark};
use crate::reporting::digest::content::{self, Content};
use crate::reporting::digest::moved::{Moved, What};
use crate::reporting::digest::{self, Subject};
use crate::reporting::names::Names;
use crate::reporting::picture;
use crate::reporting::score::{Counts, Measure};
use crate::reporting::value::{self, Change};
use crate::secret::Purpose;
use crate::store::deliveries::Delivery;
use crate::store::digests::{self, Every};
use crate::store::users::User;
use crate::store::workspaces::{self, Workspace, day_date};
use crate::store::{Conn, Id, Time, WorkspaceId};
use survey_core::score::Base;
use survey_core::trend::Alarm;

use super::unhappy::Unhappy;

pub(super) async fn turn(app: &App, workspace: WorkspaceId, view: Id, user: Id, at: Time) -> Result<(), JobError> {
    // Counting answers is for a connection that reads: the one that writes is everybody's.
    let turn = app.read(workspace, move |conn, cx| digest::look(conn, cx, view, user, at)).await?;
    if let Some(turn) = turn {
        app.write(workspace, move |conn, cx| digest::take(conn, cx, &turn)).await?;
    }
    Ok(())
}

/// What a digest is put together from.
pub(super) struct Material {
    workspace: Workspace,
    user: User,
    subject: Subject,
    view: Id,
    every: Every,
    days: (i32, i32),
    content: Option<Content>,
    cases: Vec<Unhappy>,
    names: Names,
    subscribed: bool,
}

/// Loads it; none where the reader may not read it any more, the view is gone, or they have unsubscribed.
pub(super) fn material(
    conn: &mut Conn,
    cx: &Cx,
    renderer: &Renderer,
    delivery: &Delivery,
) -> Result<Option<Material>, Error> {
    let params = &delivery.params.0;
    let id = |name: &str| params[name].as_str().and_then(|id| id.parse::<Id>().ok());
    let day = |name: &str| params[name].as_i64().and_then(|day| i32::try_from(day).ok());
    let every = params["every"].as_str().and_then(Every::from_word);
    let (Some(user), Some(view), Some(every)) = (id("user"), id("view"), every) else { return Ok(None) };
    let (Some(from), Some(until)) = (day("from"), day("until")) else { return Ok(None) };
    let Some(user) = digest::reader(conn, cx, user)? else { return Ok(None) };
    // One that was asked for now needs no subscription.
    let subscribed = digests::find(conn, cx.workspace, view, user.id)?.is_some();
    if params["now"] != true && !subscribed {
        return Ok(None);
    }
    let Some(subject) = digest::subject(conn, cx, view)? else { return Ok(None) };
    let content = content::content(conn, cx, &subject, every, (from, until))?;
    let mut cases = Vec::new();
    for case in content.iter().flat_map(|content| &content.cases) {
        cases.extend(Unhappy::load(conn, cx, case.id, &user.locale)?);
    }
    let resolved = content.as_ref().map(|content| &content.resolved);
    let names = Names::of(conn, cx, (renderer, &user.locale), resolved)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    let days = (from, until);
    Ok(Some(Material { workspace, user, subject, view, every, days, content, cases, names, subscribed }))
}

/// The mail with its picture.
pub(super) fn parcel(app: &App, delivery: &Delivery, material: &Material) -> Result<Parcel, Error> {
    let cx = app.cx(delivery.workspace_id);
    let company = material.workspace.company();
    let words = Words { app, language: &material.user.locale };
    let token = cx.keys().link(Purpose::Digest, cx.workspace, digest::link_id(material.view, material.user.id), 0);
    let unsubscribe_url = cx.url(&format!("/d/{token}"));
    let domain = app.config.mail_from.address.domain();
    let picture_id = format!("trend.{}@{domain}", delivery.id);
    let (mail, picture) = letter(&cx, &words, material, &picture_id, unsubscribe_url.clone())?;
    let rendered = mail.render(&app.renderer, &material.user.locale).map_err(Error::internal)?;
    let letter = Letter {
        from: compose::sender(app, company),
        to: Correspondent {
            name: Some(material.user.name.clone()).filter(|name| !name.is_empty()),
            address: compose::address(delivery)?,
        },
        reply_to: None,
        mail: rendered,
        message_id: compose::id(app, delivery),
        date: app.clock.now().timestamp(),
        list: Some(MailingList {
            unsubscribe_url,
            unsubscribe_mail: None,
            name: words.text("digest-list", &[("company", company.into())])?,
            id: format!("reports.{}.{domain}", material.workspace.key),
        }),
        feedback_id: None,
    };
    let pictures: Vec<Picture> = picture.map(|png| Picture { id: picture_id, png }).into_iter().collect();
    letter.pack_with(&pictures).map_err(|error| Error::invalid("mail", error.to_string()))
}

/// What is said in the reader's language where no template is.
struct Words<'a> {
    app: &'a App,
    language: &'a str,
}

impl Words<'_> {
    fn text(&self, key: &str, args: &[(&str, Value)]) -> Result<String, Error> {
        self.app.renderer.text(key, self.language, args).map_err(Error::internal)
    }

    fn percent(&self, value: i32) -> Result<String, Error> {
        self.text("chart-percent", &[("n", value.into())])
    }

    fn value(&self, measure: &Measure, value: i32) -> Result<String, Error> {
        if measure.is_nps() { Ok(signed(value)) } else { self.percent(value) }
    }

    fn score(&self, measure: &Measure, shown: Option<value::Value>, n: u64) -> Result<Option<ReportScore>, Error> {
        let Some(shown) = shown else { return Ok(None) };
        let text = |value| self.value(measure, value);
        let is_low = Base::of(n) == Base::Low;
        Ok(Some(ReportScore { value: text(shown.value)?, low: text(shown.low)?, high: text(shown.high)?, is_low }))
    }
}

fn signed(value: i32) -> String {
    match value {
        0 => "0".to_owned(),
        1.. => format!("+{value}"),
        _ => format!("\u{2212}{}", value.unsigned_abs()),
    }
}

fn letter(
    cx: &Cx,
    words: &Words<'_>,
    material: &Material,
    picture_id: &str,
    unsubscribe_url: String,
) -> Result<(ReportLetter, Option<Vec<u8>>), Error> {
    let view = material.content.as_ref().map_or(&material.subject.view, |content| &content.view);
    let this_year = day_date(material.workspace.day(cx.now)).year();
    let mut mail = ReportLetter {
        company: material.workspace.company().to_owned(),
        view: material.subject.name.clone(),
        survey: None,
        every: material.every.word(),
        days: render::days(words.language, (day_date(material.days.0), day_date(material.days.1)), this_year),
        count: 0,
        score: None,
        parts: Vec::new(),
        change: "unknown",
        points: 0,
        before: None,
        count_before: 0,
        picture: None,
        moved: Vec::new(),
        compares: false,
        of_all: false,
        matured: 0,
        in_time: 0,
        median_minutes: None,
        cases: Vec::new(),
        open: 0,
        todo: Vec::new(),
        url: cx.url(&view.address("/admin")),
        cases_url: cx.url("/admin/cases"),
        settings_url: cx.url("/admin/settings/digests"),
        unsubscribe_url: material.subscribed.then_some(unsubscribe_url),
        zone: material.workspace.settings.0.zone.clone(),
    };
    let Some(content) = &material.content else { return Ok((mail, None)) };
    let measure = &content.resolved.measure;
    let named_after_it = digests::survey_of(material.view).is_some();
    mail.survey = (content.one_of_several && !named_after_it).then(|| measure.row.name.clone());
    mail.count = content.counts.n();
    mail.score = words.score(measure, content.shown, mail.count)?;
    (mail.change, mail.points) = match content.change {
        Change::Unknown => ("unknown", 0),
        Change::None => ("none", 0),
        Change::Up(points) => ("up", points),
        Change::Down(points) => ("down", points),
    };
    mail.count_before = content.before.n();
    mail.before = words.score(measure, content.shown_before, mail.count_before)?;
    if mail.score.is_none() {
        mail.parts = parts(measure, &content.counts)?;
    }
    for one in &content.moved {
        mail.moved.push(moved(cx, words, material, (content, one))?);
    }
    mail.compares = mail.score.is_some() || !mail.moved.is_empty();
    mail.of_all = content.of_all && (content.reaction.matured > 0 || content.open > 0);
    (mail.matured, mail.in_time) = (content.reaction.matured, content.reaction.in_time);
    mail.median_minutes = content.reaction.median_minutes.map(|median| median.round() as i64);
    mail.cases = material.cases.iter().map(|unhappy| case(cx, unhappy)).collect();
    mail.open = content.open;
    mail.todo = todo(content, &mail);
    let picture = draw(words, material.every, content)?;
    mail.picture = picture.as_ref().map(|_| picture_id.to_owned());
    Ok((mail, picture))
}

/// How many answers of each kind, for fewer of them than make a score.
fn parts(measure: &Measure, counts: &Counts) -> Result<Vec<ReportPart>, Error> {
    let found = value::composition(measure, counts)?;
    let names =
        if measure.is_nps() { ["promoter", "passive", "detractor"] } else { ["satisfied", "neutral", "dissatisfied"] };
    let counts = [found.happy, found.middle, found.unhappy];
    Ok(names.into_iter().zip(counts).map(|(part, count)| ReportPart { part, count }).collect())
}

fn moved(
    cx: &Cx,
    words: &Words<'_>,
    material: &Material,
    (content, one): (&Content, &Moved),
) -> Result<MovedLine, Error> {
    let named = |dimension: &str, value: &str| material.names.value(dimension, value).to_owned();
    let page = |dimension: &str, value: &str| cx.url(&content.view.within(dimension, value).address("/admin"));
    let (what, name, url) = match &one.what {
        What::Segment { dimension, value } => {
            let name = material.names.dimension(dimension).unwrap_or(dimension);
            ("segment", format!("{} ({name})", named(dimension, value)), page(dimension, value))
        }
        What::Named { dimension, value } => ("named", named(dimension, value), page(dimension, value)),
        What::Rate => ("rate", String::new(), cx.url(&content.view.address("/admin"))),
        What::InTime => ("in_time", String::new(), cx.url("/admin/recovery")),
    };
    let text = |value: i32| match one.what {
        What::Segment { .. } => words.value(&content.resolved.measure, value),
        What::Named { .. } | What::Rate | What::InTime => words.percent(value),
    };
    Ok(MovedLine { what, name, from: text(one.from)?, to: text(one.to)?, count: one.n, url })
}

fn case(cx: &Cx, unhappy: &Unhappy) -> ReportCase {
    let minutes = unhappy.minutes_left(cx.now.0);
    let who = unhappy.person.as_ref();
    ReportCase {
        score: unhappy.score(),
        top: unhappy.top,
        who: who.and_then(|person| [&person.name, &person.email, &person.phone].into_iter().find_map(Clone::clone)),
        late: minutes < 0,
        minutes: minutes.abs(),
        url: cx.url(&format!("/admin/cases/{}", unhappy.case.id)),
    }
}

/// First those who wait, then what became worse.
fn todo(content: &Content, mail: &ReportLetter) -> Vec<Todo> {
    let mut todo = Vec::new();
    let cases = |what, count| Todo { what, count, name: String::new(), url: mail.cases_url.clone() };
    if content.late > 0 {
        todo.push(cases("late", content.late));
    } else if content.open > 0 {
        todo.push(cases("open", content.open));
    }
    for (one, line) in content.moved.iter().zip(&mail.moved) {
        let worse = match one.what {
            What::Segment { .. } if one.to < one.from => "fell",
            What::Named { .. } if one.to > one.from => "named",
            What::Rate if one.to < one.from => "rate",
            _ => continue,
        };
        todo.push(Todo { what: worse, count: 0, name: line.name.clone(), url: line.url.clone() });
    }
    let unhappy = mail.parts.iter().any(|part| matches!(part.part, "detractor" | "dissatisfied") && part.count > 0);
    if todo.is_empty() && (mail.change == "down" || unhappy) {
        let url = format!("{}&category=detractor", mail.url.replacen("/admin?", "/admin/responses?", 1));
        todo.push(Todo { what: "unhappy", count: 0, name: String::new(), url });
    }
    if todo.is_empty() {
        todo.push(Todo { what: "nothing", count: 0, name: String::new(), url: mail.url.clone() });
    }
    todo
}

/// The trend as a picture; none while no step of it has a value.
fn draw(words: &Words<'_>, every: Every, content: &Content) -> Result<Option<Vec<u8>>, Error> {
    let measure = &content.resolved.measure;
    let mut bars = Vec::with_capacity(content.steps.len());
    for step in &content.steps {
        let start = step.start;
        let label = match every {
            Every::Week => words.text("chart-day", &[("day", start.day().into()), ("month", start.month().into())])?,
            Every::Month => start.strftime("%m.%Y").to_string(),
        };
        bars.push(Bar {
            label,
            reading: String::new(),
            count: step.counts.n(),
            value: value::shown(measure, &step.counts)?.map(|shown| (shown.value, shown.low, shown.high)),
            mark: step.alarm.map(|alarm| match alarm {
                Alarm::Fall => Mark::Fell,
                Alarm::Rise => Mark::Rose,
            }),
        });
    }
    // What was before the first answer is no trend.
    let first = bars.iter().position(|bar| bar.count > 0).unwrap_or(bars.len());
    let bars = bars.get(first..).unwrap_or_default();
    if bars.iter().filter(|bar| bar.value.is_some()).count() < 2 {
        return Ok(None);
    }
    let line = words.text("digest-picture-line", &[])?;
    let count = words.text("digest-picture-count", &[("every", every.word().into())])?;
    let tick = |value| words.value(measure, value).unwrap_or_else(|_| value.to_string());
    picture::png(&picture::svg(bars, &line, &count, tick)).map(Some)
}
