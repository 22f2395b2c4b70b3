//! Two scores or shares against each other, and many comparisons at once.

use super::{Answer, Inputs};
use serde_json::json;
use survey_core::score::{
    Proportion,
    audit::{permutation_test, wald_comparison},
    compare_shares, false_discovery,
};

pub fn compute(function: &str, inputs: &Inputs<'_>) -> Option<Answer> {
    Some(match function {
        "two_sample_wald" => wald(inputs),
        "two_sample_mover" => mover(inputs),
        "perm_exact" => permutation(inputs),
        "bh" => benjamini_hochberg(inputs),
        "newcombe_diff" => newcombe(inputs),
        _ => return None,
    })
}

fn wald(inputs: &Inputs<'_>) -> Answer {
    let (Some(a), Some(b)) = (inputs.weighted_group("a")?, inputs.weighted_group("b")?) else { return Ok(json!({})) };
    let pseudo = if inputs.get("pseudo").is_some() { inputs.triple("pseudo")? } else { [0.0; 3] };
    let difference = a.nps() - b.nps();
    let compared = wald_comparison(&a, &b, pseudo, inputs.confidence()?);
    let (z, p) = compared.test.unzip();
    Ok(json!({
        "diff": difference, "diff_adj": compared.difference, "se": compared.standard_error, "z": z, "p": p,
        "lo": compared.interval.low, "hi": compared.interval.high,
    }))
}

fn mover(inputs: &Inputs<'_>) -> Answer {
    let (Some(a), Some(b)) = (inputs.weighted_group("a")?, inputs.weighted_group("b")?) else { return Ok(json!({})) };
    let test = a.compare(&b, inputs.confidence()?);
    Ok(json!({
        "diff": test.difference, "lo": test.interval.low, "hi": test.interval.high, "z": test.z, "p": test.p,
    }))
}

fn permutation(inputs: &Inputs<'_>) -> Answer {
    let test = permutation_test(&inputs.group("a")?, &inputs.group("b")?);
    Ok(json!({ "p": test.map(|(p, _)| p), "midp": test.map(|(_, mid)| mid) }))
}

fn benjamini_hochberg(inputs: &Inputs<'_>) -> Answer {
    let q = false_discovery(&inputs.numbers("p")?).map_err(|error| error.to_string())?;
    Ok(json!({ "q": q }))
}

fn newcombe(inputs: &Inputs<'_>) -> Answer {
    let part = |x, n| Proportion::new(inputs.count(x)?, inputs.count(n)?).map_err(|error| error.to_string());
    let difference = compare_shares(&part("x1", "n1")?, &part("x2", "n2")?, inputs.confidence()?);
    let Some(difference) = difference else { return Ok(json!({})) };
    Ok(json!({
        "diff": difference.difference, "lo": difference.interval.low, "hi": difference.interval.high,
    }))
}
