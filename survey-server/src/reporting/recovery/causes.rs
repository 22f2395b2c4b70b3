//! Root causes: how many, what share, what they cost.

use std::collections::BTreeMap;

use serde::Serialize;

use super::figure::Share;
use crate::store::care::Row;

/// Cases of one cause.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cause {
    /// Its key in the settings; none: nobody has said why.
    pub cause: Option<String>,
    /// Of all cases.
    pub share: Share,
    /// What they cost together, in hundredths of the currency.
    pub cost: i64,
    /// Of them cases with a cost.
    pub with_cost: u64,
}

/// The causes of these cases, the most frequent first; those without one last.
pub fn causes(rows: &[&Row]) -> Vec<Cause> {
    let mut by: BTreeMap<Option<&str>, (u64, i64, u64)> = BTreeMap::new();
    for row in rows {
        let (count, cost, with) = by.entry(row.cause.as_deref()).or_default();
        *count += 1;
        *cost = cost.saturating_add(row.cost.unwrap_or(0));
        *with += u64::from(row.cost.is_some());
    }
    let mut found: Vec<Cause> = by
        .into_iter()
        .map(|(cause, (count, cost, with_cost))| Cause {
            cause: cause.map(str::to_owned),
            share: Share::new(count, rows.len() as u64),
            cost,
            with_cost,
        })
        .collect();
    found.sort_by_key(|cause| (cause.cause.is_none(), std::cmp::Reverse(cause.share.part)));
    found
}
