//! R1 to R3: stretches of time in which something behaved like a scanner.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Action, History, Rule, Rules, Touch, seconds, visits::Span};

/// A stretch of time that a rule found.
pub(super) struct Burst {
    pub(super) rule: Rule,
    pub(super) span: Span,
}

/// What the rules that apply find in a history, R1 first.
pub(super) fn find(history: &History<'_>, rules: &Rules) -> Vec<Burst> {
    let mut touches: Vec<&Touch> = history.touches.iter().collect();
    touches.sort_by_key(|touch| touch.at);
    let found = [
        (Rule::ManyScores, many_scores(&touches, rules)),
        (Rule::FooterToo, footer_too(&touches, rules)),
        (Rule::TooSoon, too_soon(&touches, history.sent, rules)),
    ];
    found
        .into_iter()
        .filter(|(rule, _)| rules.applies(*rule))
        .flat_map(|(rule, spans)| join(spans).into_iter().map(move |span| Burst { rule, span }))
        .collect()
}

fn many_scores(touches: &[&Touch], rules: &Rules) -> Vec<Span> {
    let limit = seconds(rules.many_scores_seconds);
    let requested: Vec<(Timestamp, i64)> =
        touches.iter().filter_map(|touch| Some((touch.at, touch.action.requested_score()?))).collect();
    let mut spans = Vec::new();
    // The window that ends with the request at hand: how often it asks for each score.
    let mut window: BTreeMap<i64, usize> = BTreeMap::new();
    let mut oldest = requested.iter().peekable();
    for (at, score) in &requested {
        *window.entry(*score).or_default() += 1;
        while let Some((_, old)) = oldest.next_if(|(first, _)| at.duration_since(*first) > limit) {
            if let Some(count) = window.get_mut(old) {
                *count -= 1;
            }
        }
        window.retain(|_, count| *count > 0);
        if window.len() >= rules.many_scores.max(2)
            && let Some((first, _)) = oldest.peek()
        {
            spans.push(Span { first: *first, last: *at });
        }
    }
    spans
}

fn footer_too(touches: &[&Touch], rules: &Rules) -> Vec<Span> {
    let limit = seconds(rules.footer_seconds);
    let scores: Vec<Timestamp> =
        touches.iter().filter(|touch| touch.action.requested_score().is_some()).map(|touch| touch.at).collect();
    let footers = touches.iter().filter(|touch| touch.action == Action::OpenedFooter).map(|touch| touch.at);
    let near = footers.filter_map(|footer| {
        let from = scores.partition_point(|score| footer.duration_since(*score) > limit);
        let to = scores.partition_point(|score| score.duration_since(footer) <= limit);
        let near = scores.get(from..to)?;
        Some(Span { first: *near.first()?.min(&footer), last: *near.last()?.max(&footer) })
    });
    near.collect()
}

fn too_soon(touches: &[&Touch], sent: &[Timestamp], rules: &Rules) -> Vec<Span> {
    let limit = seconds(rules.too_soon_seconds);
    let gets = touches.iter().filter(|touch| touch.action.is_get()).map(|touch| touch.at);
    gets.filter(|at| sent.iter().any(|sent| at.duration_since(*sent).abs() < limit))
        .map(|at| Span { first: at, last: at })
        .collect()
}

/// Spans that overlap become one, so that ten thousand clicks leave a handful.
fn join(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| span.first);
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(before) if span.first <= before.last => before.last = before.last.max(span.last),
            _ => joined.push(span),
        }
    }
    joined
}
