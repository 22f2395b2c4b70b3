//! What is wrong with settings that could be read: names of nothing, numbers out of range.

use serde_json::{Map, Value};
use url::Url;

use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::mail::EmailAddress;
use crate::render::Language;
use crate::reporting::comments::rules;
use crate::response::dimension;
use crate::store::alerts::Alerts;
use crate::store::workspaces::{self, ReviewLink, Settings};
use crate::store::{Conn, surveys};

/// Longest wait between an event and its survey, in minutes: a year.
const MAX_DELAY: i64 = 366 * 24 * 60;
/// Most days that a link or an answer stays open.
const MAX_DAYS: i64 = 3_660;
/// Most types of event that take back, and most dimensions of reports.
const MAX_LIST: usize = 50;
/// Most places for public reviews.
pub const MAX_REVIEW_LINKS: usize = 5;
/// Longest name of such a place, in characters.
const MAX_LINK_NAME: usize = 60;
/// Longest address, in bytes.
const MAX_URL: usize = 2_000;
/// Longest name of a type or a property, in bytes.
const MAX_WORD: usize = 200;

/// Adds what is wrong with the fields that were given.
pub(super) fn check(
    conn: &mut Conn,
    cx: &Cx,
    settings: &Settings,
    given: &Map<String, Value>,
    problems: &mut Vec<Problem>,
) -> Result<(), Error> {
    for name in given.keys() {
        match name.as_str() {
            "company" if settings.company.chars().count() > MAX_WORD || has_control(&settings.company) => {
                problems.push(Problem::new(name, format!("must be at most {MAX_WORD} characters on one line")));
            }
            "zone" if jiff::tz::TimeZone::get(&settings.zone).is_err() => {
                problems.push(Problem::new(
                    name,
                    format!("{:?} is not a time zone; write one like Europe/Moscow", settings.zone),
                ));
            }
            "language" if !Language::ALL.iter().any(|language| language.tag() == settings.language) => {
                let tags: Vec<&str> = Language::ALL.iter().map(|language| language.tag()).collect();
                problems.push(Problem::new(name, format!("must be one of {}", tags.join(", "))));
            }
            "default_survey" if !exists(conn, cx, &settings.default_survey)? => {
                problems.push(no_survey(name, &settings.default_survey));
            }
            "policy" => problems.extend(settings.policy.check().into_iter().map(|one| under(name, one))),
            "plan" => plan(conn, cx, settings, problems)?,
            "reminders" => problems.extend(settings.reminders.check().into_iter().map(|one| under(name, one))),
            "reminders_by_survey" => {
                for (survey, reminders) in &settings.reminders_by_survey {
                    let path = format!("{name}.{survey}");
                    if !exists(conn, cx, survey)? {
                        problems.push(no_survey(&path, survey));
                    }
                    problems.extend(reminders.check().into_iter().map(|one| under(&path, one)));
                }
            }
            "cancels" => words("cancels", &settings.cancels, problems),
            "dimensions" => dimensions(settings, problems),
            "evidence" => problems.extend(settings.evidence.check().into_iter().map(|one| under(name, one))),
            "embed_origins" => origins(&settings.embed_origins, problems),
            "link_days" => days(name, settings.link_days, 1, problems),
            "retention" => {
                for (field, days, least, most) in settings.retention.bounds() {
                    if !(least..=most).contains(&days) {
                        let path = format!("{name}.{field}");
                        problems.push(Problem::new(path, format!("must be {least} to {most} days")));
                    }
                }
            }
            "privacy_url" if !settings.privacy_url.is_empty() && !is_https(&settings.privacy_url) => {
                problems.push(Problem::new(name, "must be an address that begins with https://, or empty"));
            }
            "privacy_text" => privacy_text(settings, problems),
            "anonymous_min_group" if !(2..=1000).contains(&settings.anonymous_min_group) => {
                problems.push(Problem::new(name, "must be 2 to 1000 answers"));
            }
            "edit_days" => days(name, settings.edit_days, 0, problems),
            "reply_to" if !settings.reply_to.is_empty() && EmailAddress::parse(&settings.reply_to).is_err() => {
                problems.push(Problem::new(name, "must be an e-mail address, or empty for the sender"));
            }
            "promises" => {
                for (field, given, least, most) in settings.promises.bounds() {
                    if !(least..=most).contains(&given) {
                        problems.push(Problem::new(format!("{name}.{field}"), format!("must be {least} to {most}")));
                    }
                }
            }
            "desk" => problems.extend(settings.desk.check().into_iter().map(|one| under(name, one))),
            "ask_again" => {
                for (field, sentence) in settings.ask_again.check() {
                    problems.push(Problem::new(format!("{name}.{field}"), sentence));
                }
                if let Some(survey) = &settings.ask_again.survey
                    && !exists(conn, cx, survey)?
                {
                    problems.push(no_survey("ask_again.survey", survey));
                }
            }
            "punctuality" => {
                for (field, sentence) in settings.punctuality.check() {
                    problems.push(Problem::new(format!("{name}.{field}"), sentence));
                }
            }
            "badge" => badge(conn, cx, settings, problems)?,
            "tag_rules" => problems.extend(rules::check(&settings.tag_rules)),
            "review_links" => review_links(&settings.review_links, problems),
            "alerts" => problems.extend(alerts(&settings.alerts).into_iter().map(|one| under(name, one))),
            _ => {}
        }
    }
    Ok(())
}

fn badge(conn: &mut Conn, cx: &Cx, settings: &Settings, problems: &mut Vec<Problem>) -> Result<(), Error> {
    if let Some(survey) = &settings.badge.survey
        && !exists(conn, cx, survey)?
    {
        problems.push(no_survey("badge.survey", survey));
    }
    let spoken = |tag: &String| Language::ALL.iter().any(|language| language.tag() == tag);
    if settings.badge.language.as_ref().is_some_and(|tag| !spoken(tag)) {
        let tags: Vec<&str> = Language::ALL.iter().map(|language| language.tag()).collect();
        problems.push(Problem::new("badge.language", format!("must be one of {}", tags.join(", "))));
    }
    Ok(())
}

/// Adds what is wrong with the places for public reviews, each with its path: `review_links[0].url`.
pub fn review_links(links: &[ReviewLink], problems: &mut Vec<Problem>) {
    if links.len() > MAX_REVIEW_LINKS {
        let message = format!("has {} entries; at most {MAX_REVIEW_LINKS} are allowed", links.len());
        problems.push(Problem::new("review_links", message));
    }
    for (at, link) in links.iter().enumerate() {
        let path = |field: &str| format!("review_links[{at}].{field}");
        if !(1..=MAX_LINK_NAME).contains(&link.name.trim().chars().count()) || has_control(&link.name) {
            problems.push(Problem::new(path("name"), format!("must be 1 to {MAX_LINK_NAME} characters on one line")));
        }
        let address = Url::parse(&link.url).ok().filter(|_| link.url.len() <= MAX_URL);
        if address.is_none_or(|url| url.scheme() != "https" || url.host().is_none() || !url.username().is_empty()) {
            let message = format!("must be an address that begins with https://, at most {MAX_URL} bytes long");
            problems.push(Problem::new(path("url"), message));
        }
    }
}

/// What is wrong with how the team is told.
pub fn alerts(alerts: &Alerts) -> Vec<Problem> {
    let chain = alerts.escalation.check().into_iter();
    let mut problems: Vec<Problem> = chain.map(|one| under("escalation", one)).collect();
    if !(1..=99).contains(&alerts.warn_percent) {
        problems.push(Problem::new("warn_percent", "must be 1 to 99 percent of the time"));
    }
    if !(1..=1000).contains(&alerts.digest_above) {
        problems.push(Problem::new("digest_above", "must be 1 to 1000 alerts a minute"));
    }
    problems
}

fn plan(conn: &mut Conn, cx: &Cx, settings: &Settings, problems: &mut Vec<Problem>) -> Result<(), Error> {
    for (at, ask) in settings.plan.iter().enumerate() {
        let path = |field: &str| format!("plan[{at}].{field}");
        word(&path("event"), &ask.event, problems);
        if !(0..=MAX_DELAY).contains(&ask.delay_minutes) {
            problems.push(Problem::new(path("delay_minutes"), format!("must be 0 to {MAX_DELAY} minutes, a year")));
        }
        if let Some(survey) = &ask.survey
            && !exists(conn, cx, survey)?
        {
            problems.push(no_survey(&path("survey"), survey));
        }
    }
    Ok(())
}

fn under(path: &str, problem: Problem) -> Problem {
    Problem::new(format!("{path}.{}", problem.path), problem.message)
}

fn exists(conn: &mut Conn, cx: &Cx, survey: &str) -> Result<bool, Error> {
    Ok(surveys::find_by_key(conn, cx.workspace, survey)?.is_some())
}

fn no_survey(path: &str, key: &str) -> Problem {
    Problem::new(path, format!("there is no survey with the key {key:?}"))
}

/// A property that reports are to be cut by has a name of its own.
fn dimensions(settings: &Settings, problems: &mut Vec<Problem>) {
    words("dimensions", &settings.dimensions, problems);
    for (at, name) in settings.dimensions.iter().enumerate().filter(|(_, name)| dimension::ours(name)) {
        problems.push(Problem::new(
            format!("dimensions[{at}]"),
            format!("{name:?} is what every report is cut by anyhow; the property needs another name"),
        ));
    }
}

/// A property that reports are to be cut by must have few values; what they are cut by already stays. Reads what many answers
/// say, and is no part of the transaction that saves.
pub(super) fn values(conn: &mut Conn, cx: &Cx, given: &Map<String, Value>) -> Result<Vec<Problem>, Error> {
    let Some(Value::Array(given)) = given.get("dimensions") else { return Ok(Vec::new()) };
    let given: Vec<&str> = given.iter().filter_map(Value::as_str).collect();
    let known = workspaces::load(conn, cx.workspace)?.settings.0.dimensions;
    let new: Vec<String> =
        given.iter().filter(|name| !known.iter().any(|one| one == *name)).map(|name| (*name).to_owned()).collect();
    if new.is_empty() || new.len() > MAX_LIST {
        return Ok(Vec::new());
    }
    let refused = dimension::refused(conn, cx, &new)?;
    let problem = |(at, refusal): (usize, dimension::Refusal)| {
        let place = new.get(at).and_then(|name| given.iter().position(|one| one == name));
        Problem::new(format!("dimensions[{}]", place.unwrap_or_default()), refusal.to_string())
    };
    Ok(refused.into_iter().map(problem).collect())
}

fn words(path: &str, list: &[String], problems: &mut Vec<Problem>) {
    if list.len() > MAX_LIST {
        problems.push(Problem::new(path, format!("has {} entries; at most {MAX_LIST} are allowed", list.len())));
    }
    for (at, one) in list.iter().enumerate() {
        word(&format!("{path}[{at}]"), one, problems);
    }
}

fn word(path: &str, word: &str, problems: &mut Vec<Problem>) {
    if word.trim().is_empty() || word.len() > MAX_WORD || has_control(word) {
        problems.push(Problem::new(path, format!("must be a name of 1 to {MAX_WORD} bytes on one line")));
    }
}

/// Exact origins, as browsers write them: a wildcard would let in what nobody has looked at.
fn origins(origins: &[String], problems: &mut Vec<Problem>) {
    if origins.len() > MAX_LIST {
        let sentence = format!("has {} entries; at most {MAX_LIST} are allowed", origins.len());
        problems.push(Problem::new("embed_origins", sentence));
    }
    for (at, origin) in origins.iter().enumerate() {
        let known =
            |url: Url| matches!(url.scheme(), "https" | "http") && url.origin().ascii_serialization() == *origin;
        if origin.contains('*') || !Url::parse(origin).is_ok_and(known) {
            let sentence = format!("{origin:?} is not an origin; write scheme and host like https://shop.example");
            problems.push(Problem::new(format!("embed_origins[{at}]"), sentence));
        }
    }
}

fn days(path: &str, days: i64, least: i64, problems: &mut Vec<Problem>) {
    if !(least..=MAX_DAYS).contains(&days) {
        problems.push(Problem::new(path, format!("must be {least} to {MAX_DAYS} days")));
    }
}

/// Longest words about privacy under a survey, in characters.
const MAX_PRIVACY: usize = 600;

fn privacy_text(settings: &Settings, problems: &mut Vec<Problem>) {
    for (language, text) in &settings.privacy_text {
        let path = format!("privacy_text.{language}");
        if !Language::ALL.iter().any(|known| known.tag() == language) {
            problems.push(Problem::new(path, "is not a language that pages speak"));
        } else if text.chars().count() > MAX_PRIVACY || has_control(text) {
            problems.push(Problem::new(path, format!("must be at most {MAX_PRIVACY} characters without line breaks")));
        }
    }
}

fn is_https(url: &str) -> bool {
    url.len() <= 2000 && Url::parse(url).is_ok_and(|url| url.scheme() == "https" && url.has_host())
}

fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}
