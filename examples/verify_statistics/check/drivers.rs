//! Tags and what they do to the score.

use super::{Answer, Inputs};
use serde_json::json;
use survey_core::score::{
    Tally,
    drivers::{TagImpact, TagSplit, TaggedAnswer, adjusted_impact, equal_split, leave_out_impact},
};

pub fn compute(function: &str, inputs: &Inputs<'_>) -> Option<Answer> {
    Some(match function {
        "tag_impact" => leave_out(inputs),
        "tag_split" => split(inputs),
        "tag_ols" => adjusted(inputs),
        _ => return None,
    })
}

fn leave_out(inputs: &Inputs<'_>) -> Answer {
    let (mut tagged, mut others) = (Tally::default(), Tally::default());
    for (category, flag) in inputs.categories("y")?.into_iter().zip(inputs.flags("tagged")?) {
        if flag { &mut tagged } else { &mut others }.count_category(category, 1);
    }
    let Some(impact) = leave_out_impact(&tagged, &others, inputs.confidence()?) else {
        let nps = |tally: Tally| tally.nps().map(|nps| nps.value);
        return Ok(json!({ "n_tag": tagged.n(), "nps_tag": nps(tagged), "nps_rest": nps(others) }));
    };
    Ok(json!({
        "n_tag": tagged.n(), "nps_tag": impact.tagged, "nps_rest": impact.others, "impact": impact.impact,
        "se": impact.standard_error, "lo": impact.interval.low, "hi": impact.interval.high,
    }))
}

/// Calls `compute` with the answers and the number of tags.
fn with_answers<T>(inputs: &Inputs<'_>, compute: impl Fn(&[TaggedAnswer<'_>], usize) -> T) -> Result<T, String> {
    let (categories, sets) = (inputs.categories("y")?, inputs.index_lists("tagsets")?);
    let pairs = categories.into_iter().zip(&sets);
    let answers: Vec<_> = pairs.map(|(category, tags)| TaggedAnswer { category, tags }).collect();
    let tags = usize::try_from(inputs.count("T")?).map_err(|error| error.to_string())?;
    Ok(compute(&answers, tags))
}

fn split(inputs: &Inputs<'_>) -> Answer {
    let split = with_answers(inputs, equal_split)?.map_err(|error| error.to_string())?;
    let Some(split) = split else { return Ok(json!({})) };
    let each = |part: fn(&TagSplit) -> f64| split.tags.iter().map(part).collect::<Vec<_>>();
    Ok(json!({
        "gain": each(|tag| tag.gain), "loss": each(|tag| tag.loss), "net": each(TagSplit::net), "untagged": split.untagged,
    }))
}

fn adjusted(inputs: &Inputs<'_>) -> Answer {
    let (ridge, confidence) = (inputs.number_or("ridge", 0.0)?, inputs.confidence()?);
    let impact = with_answers(inputs, |answers, tags| adjusted_impact(answers, tags, ridge, confidence))?;
    let Some(impact) = impact.map_err(|error| error.to_string())? else { return Ok(json!({})) };
    let each = |part: fn(&TagImpact) -> f64| impact.tags.iter().map(part).collect::<Vec<_>>();
    Ok(json!({
        "intercept": impact.base, "beta": each(|tag| tag.effect), "share": each(|tag| tag.share),
        "contribution": each(|tag| tag.contribution), "se": each(|tag| tag.standard_error),
        "lo": each(|tag| tag.interval.low), "hi": each(|tag| tag.interval.high),
    }))
}
