//! Sample sizes, weights and response rates.

use super::{Answer, Inputs};
use serde_json::json;
use survey_core::score::{EffectiveSize, PostStratified, ResponseRate, answers_for_difference, answers_for_margin};

pub fn compute(function: &str, inputs: &Inputs<'_>) -> Option<Answer> {
    Some(match function {
        "sample_size_one" => one(inputs),
        "sample_size_two" => two(inputs),
        "kish" => kish(inputs),
        "post_stratify" => post_stratify(inputs),
        "response_rate" => response_rate(inputs),
        _ => return None,
    })
}

fn one(inputs: &Inputs<'_>) -> Answer {
    let variance = if inputs.get("var").is_some() {
        inputs.number("var")?
    } else {
        let (promoters, detractors) = (inputs.number("p_pro")?, inputs.number("p_det")?);
        promoters + detractors - (promoters - detractors).powi(2)
    };
    let size = answers_for_margin(inputs.number("margin")?, variance, inputs.confidence()?);
    let size = size.map_err(|error| error.to_string())?;
    Ok(json!({ "n_wald": size.answers, "n_adjusted": size.for_adjusted_wald(), "n_real": size.exact }))
}

fn two(inputs: &Inputs<'_>) -> Answer {
    let variances = [inputs.number("var1")?, inputs.number("var2")?];
    let (delta, power) = (inputs.number("delta")?, inputs.number("power")?);
    let size = answers_for_difference(delta, variances, power, inputs.confidence()?);
    let size = size.map_err(|error| error.to_string())?;
    Ok(json!({ "n_per_group": size.answers, "n_real": size.exact }))
}

fn kish(inputs: &Inputs<'_>) -> Answer {
    let size = EffectiveSize::of(inputs.numbers("w")?).ok();
    Ok(json!({ "n_eff": size.map(|size| size.answers), "deff": size.map(|size| size.design_effect) }))
}

fn post_stratify(inputs: &Inputs<'_>) -> Answer {
    let groups: Vec<_> = inputs.groups("strata")?.into_iter().zip(inputs.numbers("shares")?).collect();
    let Ok(weighted) = PostStratified::of(&groups, inputs.confidence()?) else { return Ok(json!({})) };
    Ok(json!({
        "nps": weighted.value, "raw_nps": weighted.unweighted.value, "weights": weighted.weights,
        "n_eff": weighted.size.answers, "deff": weighted.size.design_effect, "se_strat": weighted.stratified_error,
        "lo": weighted.interval.low, "hi": weighted.interval.high,
    }))
}

fn response_rate(inputs: &Inputs<'_>) -> Answer {
    let rate = ResponseRate::new(inputs.count("sent")?, inputs.count("bounced")?, inputs.count("completed")?);
    let rate = rate.map_err(|error| error.to_string())?;
    let share = rate.proportion().share_at(inputs.confidence()?);
    Ok(json!({
        "delivered": rate.delivered(), "rate": share.map(|share| share.value),
        "lo": share.map(|share| share.interval.low), "hi": share.map(|share| share.interval.high),
    }))
}
