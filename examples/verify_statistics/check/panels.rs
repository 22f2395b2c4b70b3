//! The same people asked twice.

use super::{Answer, Inputs};
use serde_json::json;
use survey_core::score::{McNemar, PairedChange};

pub fn compute(function: &str, inputs: &Inputs<'_>) -> Option<Answer> {
    Some(match function {
        "mcnemar" => mcnemar(inputs),
        "paired_change" => paired_change(inputs),
        _ => return None,
    })
}

fn mcnemar(inputs: &Inputs<'_>) -> Answer {
    let test = McNemar::of(inputs.count("b")?, inputs.count("c")?);
    Ok(json!({
        "chi2": test.plain.0, "p": test.plain.1, "chi2_cc": test.corrected.0, "p_cc": test.corrected.1,
        "p_exact": test.exact, "p_midp": test.p,
    }))
}

fn paired_change(inputs: &Inputs<'_>) -> Answer {
    let pairs = <[u64; 5]>::try_from(inputs.counts("counts")?);
    let pairs = pairs.map_err(|given| format!("`counts` has {} counts, not 5 (-2 to +2)", given.len()))?;
    let Some(change) = PairedChange::of(pairs, inputs.confidence()?) else { return Ok(json!({ "n": 0 })) };
    Ok(json!({
        "n": change.n, "change": change.change, "centre": change.centre, "se": change.standard_error,
        "lo": change.interval.low, "hi": change.interval.high, "z": change.z, "p": change.p,
    }))
}
