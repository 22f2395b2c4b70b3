//! What it costs to cut reports by a property, and which properties are refused.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use survey_core::{Properties, property};

use super::cuts;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::{Conn, events, responses, workspaces};

/// A property with more different values than this is no dimension: a report of so many lines is read by nobody, and every
/// answer would make counts of its own.
pub const MOST_VALUES: usize = 1_000;
/// So many of the newest answers and of the newest events are looked at.
const NEWEST: i64 = 2_000;

/// How a property is spread over the newest answers and events.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Spread {
    /// Its name.
    pub name: String,
    /// So many different values were found in the newest 2,000 answers and 2,000 events.
    pub values: usize,
    /// So many counts it adds to the roll-ups on a day with answers.
    pub counts_a_day: u64,
    /// By so many per cent it raises what is counted of an answer, beside the dimensions that are there.
    pub percent: u64,
    /// It has so many values that new ones count as the rest, [`cuts::REST`].
    pub full: bool,
}

/// Looks at properties, in their order.
pub fn spreads(conn: &mut Conn, cx: &Cx, names: &[String], dimensions: usize) -> Result<Vec<Spread>, Error> {
    let mut seen = vec![(HashSet::<String>::new(), BTreeSet::new()); names.len()];
    let mut days = BTreeSet::new();
    let mut answers: BTreeMap<usize, u64> = BTreeMap::new();
    let mut looked = 0_u64;
    for (day, score, properties) in responses::newest_properties(conn, cx.workspace, NEWEST)? {
        looked += 1;
        days.insert(day);
        for (at, name) in names.iter().enumerate() {
            let Some(value) = value(&properties, name) else { continue };
            *answers.entry(at).or_default() += 1;
            if let Some((values, cells)) = seen.get_mut(at) {
                cells.insert((day, value.clone(), score));
                values.insert(value);
            }
        }
    }
    for event in events::newest(conn, cx.workspace, NEWEST)? {
        for (name, (values, _)) in names.iter().zip(&mut seen) {
            values.extend(value(&event, name));
        }
    }
    let counts = 3 + dimensions as u64;
    let known = workspaces::load(conn, cx.workspace)?.settings.0.counting.known;
    let spread = |(at, (name, (values, cells))): (usize, (&String, &(HashSet<String>, BTreeSet<_>)))| {
        let share = answers.get(&at).copied().unwrap_or(0);
        Spread {
            name: name.clone(),
            values: values.len(),
            counts_a_day: (cells.len() as u64).div_ceil(days.len().max(1) as u64),
            percent: (100 * share).div_ceil(looked.max(1) * counts),
            full: known.contains_key(name),
        }
    };
    Ok(names.iter().zip(&seen).enumerate().map(spread).collect())
}

/// Why a property cannot be a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// It is called as a dimension that every workspace has.
    pub ours: bool,
    /// Otherwise it has so many different values in the newest answers and events alone.
    pub values: usize,
}

/// Whether every workspace has a dimension of this name.
pub fn ours(name: &str) -> bool {
    matches!(name, "channel" | "language" | cuts::TAG) || name.starts_with(cuts::ANSWER)
}

/// Which of these cannot be dimensions, by their places among the names. Reads some thousand properties: not to be called
/// in a transaction that writes.
pub fn refused(conn: &mut Conn, cx: &Cx, names: &[String]) -> Result<Vec<(usize, Refusal)>, Error> {
    let refusal = |spread: Spread| Refusal { ours: ours(&spread.name), values: spread.values };
    let refusals = spreads(conn, cx, names, 0)?.into_iter().map(refusal).enumerate();
    Ok(refusals.filter(|(_, refusal)| refusal.ours || refusal.values > MOST_VALUES).collect())
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.ours {
            return out.write_str("is what every report is cut by anyhow; the property needs another name");
        }
        write!(
            out,
            "has {} different values in the newest answers and events alone, more than {MOST_VALUES}; reports are cut by \
             what many answers share, such as a branch or a courier, not by an order",
            self.values
        )
    }
}

fn value(properties: &Properties, name: &str) -> Option<String> {
    cuts::shown(property(properties, name))
}
