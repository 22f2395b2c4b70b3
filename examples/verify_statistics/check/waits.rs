//! How long things took.

use super::{Answer, Inputs};
use serde_json::json;
use survey_core::score::wait::{Sla, Survival, SurvivalAt, Wait, Waits};

pub fn compute(function: &str, inputs: &Inputs<'_>) -> Option<Answer> {
    Some(match function {
        "percentile" => percentile(inputs),
        "percentile_ci" => percentile_interval(inputs),
        "sla" => sla(inputs),
        "kaplan_meier" => kaplan_meier(inputs),
        _ => return None,
    })
}

fn finished(inputs: &Inputs<'_>) -> Result<Waits, String> {
    Waits::new(inputs.numbers("x")?).map_err(|error| error.to_string())
}

fn percentile(inputs: &Inputs<'_>) -> Answer {
    let value = finished(inputs)?.percentile(inputs.number("p")?).map_err(|error| error.to_string())?;
    Ok(json!({ "value": value }))
}

fn percentile_interval(inputs: &Inputs<'_>) -> Answer {
    let interval = finished(inputs)?.percentile_interval(inputs.number("p")?, inputs.confidence()?);
    let Some(interval) = interval.map_err(|error| error.to_string())? else { return Ok(json!({})) };
    Ok(json!({ "l": interval.low_rank, "u": interval.high_rank, "lo": interval.low, "hi": interval.high }))
}

fn waits(inputs: &Inputs<'_>) -> Result<Vec<Wait>, String> {
    let (times, events) = (inputs.numbers("times")?, inputs.flags("events")?);
    if times.len() != events.len() {
        return Err("`times` and `events` differ in length".to_owned());
    }
    let wait = |(time, done): (f64, bool)| if done { Wait::done(time) } else { Wait::open(time) };
    times.into_iter().zip(events).map(|pair| wait(pair).map_err(|error| error.to_string())).collect()
}

fn sla(inputs: &Inputs<'_>) -> Answer {
    let sla = Sla::of(&waits(inputs)?, inputs.number("deadline")?);
    let share = sla.kept().share_at(inputs.confidence()?);
    Ok(json!({
        "met": sla.met, "breached": sla.breached, "pending": sla.pending, "rate": share.map(|share| share.value),
        "lo": share.map(|share| share.interval.low), "hi": share.map(|share| share.interval.high),
    }))
}

fn kaplan_meier(inputs: &Inputs<'_>) -> Answer {
    let survival = Survival::of(&waits(inputs)?);
    let confidence = inputs.confidence()?;
    let times = if inputs.get("at").is_some() { inputs.numbers("at")? } else { Vec::new() };
    let at: Vec<_> = times.into_iter().map(|time| survival.at(time, confidence)).collect();
    let each = |part: fn(&SurvivalAt) -> f64| at.iter().map(part).collect::<Vec<_>>();
    let mean =
        if inputs.get("horizon").is_some() { Some(survival.mean_until(inputs.number("horizon")?)) } else { None };
    let (risk, done): (Vec<_>, Vec<_>) = survival.risk_table().unzip();
    Ok(json!({
        "S": each(|at| at.open), "se": each(|at| at.standard_error),
        "lo": each(|at| at.interval.low), "hi": each(|at| at.interval.high),
        "median": survival.median(), "p90": survival.percentile(0.9), "rmst": mean, "n_risk": risk, "n_event": done,
    }))
}
