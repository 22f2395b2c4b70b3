//! What the terminal says of a campaign.

use std::fmt::Write as _;
use std::path::Path;

use jiff::tz::TimeZone;

use crate::outreach::campaign::progress::Progress;
use crate::reporting::score::Measure;
use crate::reporting::value::Value;
use crate::store::Time;
use crate::store::campaigns::{Campaign, State, Tally};

/// What a file comes to.
pub fn report(campaign: &Campaign, refused: Option<&Path>, span: (Time, Time), zone: &TimeZone) -> String {
    let report = &campaign.report.0;
    let mut text = format!("{} lines in {}\n", thousands(report.rows), campaign.file_name);
    let _ = writeln!(text, "{:>9}  would be asked", thousands(report.would_ask));
    for (reason, count) in &report.not_asked {
        let _ = writeln!(text, "{:>9}  would not be asked: {}", thousands(*count), reason_of(reason));
    }
    for (reason, count) in &report.refused {
        let _ = writeln!(text, "{:>9}  refused: {}", thousands(*count), refusal(reason));
    }
    if report.duplicates > 0 {
        let _ = writeln!(text, "{:>9}  stand twice and are asked once", thousands(report.duplicates));
    }
    let _ = writeln!(text, "{:>9}  of the people are known already", thousands(report.known));
    for sentence in &report.first {
        let _ = writeln!(text, "  {sentence}");
    }
    let further = (report.refused_lines() + report.duplicates).saturating_sub(report.first.len() as u64);
    if further > 0 {
        let _ = writeln!(text, "  and {} more", thousands(further));
    }
    if let Some(file) = refused {
        let _ = writeln!(text, "The lines that were not taken are in {}", file.display());
    }
    if report.would_ask > 0 {
        let (first, last) = (time(span.0, zone), time(span.1, zone));
        let _ = match campaign.pace {
            Some(_) => writeln!(text, "The first mail would go at {first}, the last at {last}"),
            None => {
                writeln!(text, "The first mail would go at {first}, the others as fast as the mail server takes them")
            }
        };
    }
    text
}

/// One line of the list.
pub fn line(seen: &Progress, zone: &TimeZone) -> String {
    let Campaign { id, name, created_at, .. } = &seen.campaign;
    format!(
        "{id}  {:9} {:>3} %  {}  {name}: {}",
        state(seen.campaign.state),
        seen.percent(),
        time(*created_at, zone),
        brief(seen)
    )
}

/// Where its people are, in a few words.
pub fn brief(seen: &Progress) -> String {
    let report = &seen.campaign.report.0;
    match seen.campaign.state {
        State::Draft if seen.campaign.checked_at.is_none() => "the file was not read to its end".to_owned(),
        State::Draft => format!("{} people would be asked", thousands(report.would_ask)),
        _ => {
            let not_asked: u64 = seen.not_asked().values().sum();
            format!(
                "{} of {} sent, {} waiting, {} not asked, {} failed, {} unknown",
                thousands(seen.sent),
                thousands(report.good),
                thousands(seen.waiting),
                thousands(not_asked),
                thousands(seen.failed),
                thousands(seen.unknown)
            )
        }
    }
}

/// Everything about one campaign.
pub fn page(
    seen: &Progress,
    (answered, score): &(u64, Option<(Measure, Value)>),
    span: (Time, Time),
    zone: &TimeZone,
) -> String {
    let campaign = &seen.campaign;
    let mut text = String::new();
    let mut fact = |name: &str, value: String| {
        let _ = writeln!(text, "{name:12} {value}");
    };
    fact("id", campaign.id.to_string());
    fact("name", campaign.name.clone());
    fact("survey", seen.survey.key.clone());
    fact("file", campaign.file_name.clone());
    fact("state", format!("{}, {} %", state(campaign.state), seen.percent()));
    if let Some(pace) = campaign.pace {
        fact("pace", format!("at most {} mails an hour", thousands(pace.unsigned_abs().into())));
    }
    for (name, at) in [
        ("begins", campaign.starts_at),
        ("started", campaign.started_at),
        ("paused", campaign.paused_at),
        ("all planned", campaign.planned_at),
        ("ended", campaign.finished_at),
    ] {
        if let Some(at) = at {
            fact(name, time(at, zone));
        }
    }
    if campaign.started_at.is_none() {
        text.push('\n');
        text.push_str(&report(campaign, None, span, zone));
        return text;
    }
    fact("people", thousands(campaign.report.0.good));
    fact("sent", thousands(seen.sent));
    fact("waiting", thousands(seen.waiting));
    fact("failed", thousands(seen.failed));
    fact("unknown", thousands(seen.unknown));
    fact("not asked", reasons(&seen.not_asked()));
    fact("answered", thousands(*answered));
    if let Some((_, Value { value, low, high })) = score {
        fact("score so far", format!("{value} ({low} to {high})"));
    }
    text
}

fn reasons(tally: &Tally) -> String {
    if tally.is_empty() {
        return "0".to_owned();
    }
    let parts: Vec<String> =
        tally.iter().map(|(reason, count)| format!("{} {}", thousands(*count), reason_of(reason))).collect();
    parts.join(", ")
}

/// The word of a state.
pub fn state(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Planning | State::Running => "under way",
        State::Paused => "paused",
        State::Done => "done",
        State::Cancelled => "cancelled",
    }
}

/// The words of a reason for which a person is not asked.
fn reason_of(reason: &str) -> String {
    let says = match reason {
        "unsubscribed" => "unsubscribed",
        "bounced" => "their address does not take mail",
        "no_basis" => "no basis is recorded; give one with --basis",
        "open_case" => "have an open case",
        "cool_down" => "were asked not long ago",
        "sampled_out" => "not in the sample",
        "two_people" => "their identifiers belong to two people",
        "cancelled" => "the campaign was cancelled",
        "survey_closed" => "the survey was closed",
        "duplicate" => "stand twice",
        other => return other.replace('_', " "),
    };
    says.to_owned()
}

/// The words of a reason for which a line is refused.
fn refusal(reason: &str) -> &str {
    match reason {
        "cells" => "the row is broken",
        "encoding" => "the text is not UTF-8",
        "email" => "no e-mail address, or a wrong one",
        "phone_number" => "a wrong phone number",
        "timezone" => "a wrong time zone",
        "two_people" => "identifiers of two people",
        other => other,
    }
}

/// A moment in the workspace's zone.
pub fn time(at: Time, zone: &TimeZone) -> String {
    at.timestamp().to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// A number with commas: `91,204`.
pub fn thousands(number: u64) -> String {
    let plain = number.to_string();
    let mut text = String::with_capacity(plain.len() * 2);
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_commas() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (91_204, "91,204"), (1_000_000, "1,000,000")] {
            assert_eq!(thousands(number), text);
        }
    }
}
