//! Control charts, consistency between groups, ranking.

use super::{Answer, Inputs};
use serde_json::{Value, json};
use survey_core::{
    score::Tally,
    trend::{
        Alarm, Baseline, ChartLevel, Consistency, Ewma, Ranking, Shrunk, Spread,
        audit::{CusumPoint, Pooled, cusum, plain_ewma, pool},
    },
};

pub fn compute(function: &str, inputs: &Inputs<'_>) -> Option<Answer> {
    Some(match function {
        "ewma_counts" => ewma(inputs),
        "ewma_series" => ewma_series(inputs),
        "cusum_counts" => cumulative(inputs),
        "dl" => pooled(inputs),
        "consistency" => consistency(inputs),
        "eb_shrink" => ranking(inputs),
        _ => return None,
    })
}

fn usual(inputs: &Inputs<'_>) -> Result<Baseline, String> {
    Ok(Baseline {
        mean: inputs.number("mu0")?,
        answer_variance: inputs.number("sigma2")?,
        drift_variance: inputs.number_or("tau2", 0.0)?,
        buckets: 0,
    })
}

fn sign(alarm: Option<Alarm>) -> i8 {
    match alarm {
        Some(Alarm::Fall) => -1,
        Some(Alarm::Rise) => 1,
        None => 0,
    }
}

fn ewma(inputs: &Inputs<'_>) -> Answer {
    let chart = Ewma::new(inputs.number("lam")?, inputs.number("L")?).map_err(|error| error.to_string())?;
    let points = chart.chart(&usual(inputs)?, &inputs.groups("buckets")?);
    let each = |part: fn(&ChartLevel) -> Option<f64>| -> Value {
        points.iter().map(|point| point.level.as_ref().and_then(part)).collect::<Vec<_>>().into()
    };
    Ok(json!({
        "value": each(|level| Some(level.value)), "se": each(|level| Some(level.standard_error)),
        "lcl": each(|level| Some(level.limits.low)), "ucl": each(|level| Some(level.limits.high)),
        "z": each(|level| level.z),
        "alarm": points.iter().map(|point| sign(point.alarm)).collect::<Vec<_>>(),
    }))
}

fn ewma_series(inputs: &Inputs<'_>) -> Answer {
    Ok(json!({ "ewma": plain_ewma(&inputs.numbers("x")?, inputs.number("lam")?, inputs.number("start")?) }))
}

fn cumulative(inputs: &Inputs<'_>) -> Answer {
    let points = cusum(&usual(inputs)?, &inputs.groups("buckets")?, inputs.number("k")?, inputs.number("h")?);
    let each = |part: fn(&CusumPoint) -> f64| points.iter().map(part).collect::<Vec<_>>();
    Ok(json!({
        "down": each(|point| point.down), "up": each(|point| point.up),
        "alarm": points.iter().map(|point| sign(point.alarm)).collect::<Vec<_>>(),
    }))
}

fn pooled(inputs: &Inputs<'_>) -> Answer {
    let studies: Vec<_> = inputs.numbers("y")?.into_iter().zip(inputs.numbers("v")?).collect();
    let Some(Pooled { mean, standard_error, interval, q, tau_squared, i_squared, h_squared }) =
        pool(&studies, inputs.confidence()?)
    else {
        return Ok(json!({}));
    };
    Ok(json!({
        "mu": mean, "se": standard_error, "lo": interval.low, "hi": interval.high, "Q": q, "tau2": tau_squared,
        "I2": i_squared, "H2": h_squared,
    }))
}

fn consistency(inputs: &Inputs<'_>) -> Answer {
    let groups = inputs.groups("groups")?;
    let all: Tally = groups.iter().sum();
    let spread = Spread::of(&groups);
    let found = Consistency::of(&groups);
    let prediction = found.and_then(|found| found.prediction);
    Ok(json!({
        "G": groups.iter().filter(|group| group.n() > 0).count(), "N": all.n(),
        "grand": all.nps().map(|nps| nps.value),
        "msw": spread.map(|spread| spread.within), "msb": spread.map(|spread| spread.between),
        "n0": spread.map(|spread| spread.typical_size),
        "F": found.map(|found| found.f), "p_F": found.map(|found| found.p),
        "Q": found.map(|found| found.q), "p_Q": found.map(|found| found.q_p),
        "I2": found.map(|found| found.i_squared), "tau2": found.map(|found| found.tau_squared),
        "tau_pts": found.map(|found| found.points()), "icc": found.map(|found| found.intraclass),
        "mu": found.map(|found| found.mean), "se_mu": found.map(|found| found.standard_error),
        "pred_lo": prediction.map(|range| range.low), "pred_hi": prediction.map(|range| range.high),
    }))
}

fn ranking(inputs: &Inputs<'_>) -> Answer {
    let Some(ranking) = Ranking::of(&inputs.groups("groups")?) else { return Ok(json!({})) };
    let each = |part: fn(&Shrunk) -> f64| ranking.groups.iter().map(part).collect::<Vec<_>>();
    Ok(json!({
        "mu": ranking.mean, "tau2": ranking.tau_squared, "weight": each(|group| group.weight),
        "shrunk": each(|group| group.value), "sd": each(|group| group.deviation), "order": ranking.order(),
    }))
}
