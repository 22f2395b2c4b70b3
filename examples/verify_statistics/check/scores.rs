//! Counting, one score and its intervals, shares and other scales.

use super::{Answer, Inputs};
use serde_json::{Value, json};
use survey_core::score::{Histogram, Interval, Posterior, Proportion, Score, Tally};

pub fn compute(function: &str, inputs: &Inputs<'_>) -> Option<Answer> {
    Some(match function {
        "nps_from_scores" => from_scores(inputs),
        "nps_display" => display(inputs),
        "nps_stats" => stats(inputs),
        "nps_ci_wald" => wald(inputs),
        "nps_ci_adjusted_wald" => adjusted_wald(inputs),
        "nps_ci_score" => score_interval(inputs),
        "nps_ci_dirichlet" => dirichlet(inputs),
        "prop_wilson" => wilson(inputs),
        "scale_metrics" => scale_metrics(inputs),
        _ => return None,
    })
}

fn from_scores(inputs: &Inputs<'_>) -> Answer {
    let scores = inputs.list("scores")?;
    let whole = |value: &Value| {
        let float = || value.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i64);
        value.as_i64().or_else(float)
    };
    let valid: Vec<_> = scores.iter().filter_map(whole).filter_map(|value| Score::new(value).ok()).collect();
    let tally: Tally = valid.iter().copied().collect();
    Ok(json!({
        "pro": tally.promoters, "pas": tally.passives, "det": tally.detractors, "n": tally.n(),
        "invalid": scores.len() - valid.len(),
        "nps": tally.nps().map(|nps| nps.value),
    }))
}

fn display(inputs: &Inputs<'_>) -> Answer {
    let tally = inputs.tally()?;
    Ok(json!({ "int": tally.nps().map(|nps| nps.display), "tenths": tally.tenths() }))
}

fn stats(inputs: &Inputs<'_>) -> Answer {
    let Some(tally) = inputs.weighted()? else { return Ok(json!({ "n": 0 })) };
    let (n, variance) = (tally.n(), tally.variance());
    Ok(json!({
        "n": n, "nps": tally.nps(), "variance": variance, "se": tally.standard_error(),
        "variance_unbiased": (n > 1.0).then(|| variance * n / (n - 1.0)),
    }))
}

fn clipped(inputs: &Inputs<'_>, Interval { low, high }: Interval) -> (f64, f64) {
    match inputs.get("clip_range").and_then(Value::as_bool) {
        Some(false) => (low, high),
        _ => (low.clamp(-1.0, 1.0), high.clamp(-1.0, 1.0)),
    }
}

fn wald(inputs: &Inputs<'_>) -> Answer {
    let Some(tally) = inputs.weighted()? else { return Ok(json!({})) };
    let (low, high) = clipped(inputs, tally.textbook_interval(inputs.confidence()?));
    Ok(json!({ "lo": low, "hi": high }))
}

fn adjusted_wald(inputs: &Inputs<'_>) -> Answer {
    let pseudo = if inputs.get("pseudo").is_some() { inputs.triple("pseudo")? } else { [0.75, 1.5, 0.75] };
    let Some(tally) = inputs.weighted()? else { return Ok(json!({})) };
    let adjusted = tally.adjusted_wald_unclipped(inputs.confidence()?, pseudo);
    let (low, high) = clipped(inputs, adjusted.interval);
    Ok(json!({ "centre": adjusted.centre, "se": adjusted.standard_error, "lo": low, "hi": high }))
}

fn score_interval(inputs: &Inputs<'_>) -> Answer {
    let Some(tally) = inputs.weighted()? else { return Ok(json!({})) };
    let Interval { low, high } = tally.score_interval(inputs.confidence()?);
    Ok(json!({ "lo": low, "hi": high }))
}

fn dirichlet(inputs: &Inputs<'_>) -> Answer {
    let Some(tally) = inputs.weighted()? else { return Ok(json!({})) };
    let (belief, level) = (Posterior::new(&tally), inputs.confidence()?.level());
    let (low, high) = (belief.quantile((1.0 - level) / 2.0), belief.quantile(1.0 - (1.0 - level) / 2.0));
    Ok(json!({ "lo": low, "hi": high, "mean": belief.mean(), "sd": belief.deviation() }))
}

fn wilson(inputs: &Inputs<'_>) -> Answer {
    let part = Proportion::new(inputs.count("x")?, inputs.count("n")?).map_err(|error| error.to_string())?;
    let Some(share) = part.share_at(inputs.confidence()?) else { return Ok(json!({})) };
    Ok(json!({ "p": share.value, "lo": share.interval.low, "hi": share.interval.high }))
}

fn scale_metrics(inputs: &Inputs<'_>) -> Answer {
    let histogram = Histogram::from_counts(1, inputs.counts("counts")?).map_err(|error| error.to_string())?;
    let boxes = usize::try_from(inputs.count("top")?).map_err(|error| error.to_string())?;
    let confidence = inputs.confidence()?;
    let top = histogram.top(boxes).share_at(confidence);
    let mean = histogram.mean_at(confidence);
    let interval = mean.and_then(|mean| mean.interval);
    Ok(json!({
        "n": histogram.n(),
        "top_share": top.map(|top| top.value),
        "top_lo": top.map(|top| top.interval.low), "top_hi": top.map(|top| top.interval.high),
        "mean": mean.map(|mean| mean.value), "sd": mean.and_then(|mean| mean.deviation),
        "mean_lo": interval.map(|interval| interval.low), "mean_hi": interval.map(|interval| interval.high),
    }))
}
