//! The functions that cases name, each answered by the public interface of the library.

mod comparisons;
mod distributions;
mod drivers;
mod inputs;
mod panels;
mod samples;
mod scores;
mod trends;
mod waits;

use inputs::Inputs;
use serde_json::{Map, Value};

/// What a function gives: an object, or null where there is no value at all.
type Answer = Result<Value, String>;

/// Computes the function of a case; an error names a function or an input that is unknown.
pub fn compute(function: &str, inputs: &Map<String, Value>) -> Answer {
    let inputs = &Inputs::new(inputs);
    let sections: [fn(&str, &Inputs<'_>) -> Option<Answer>; 8] = [
        distributions::compute,
        scores::compute,
        comparisons::compute,
        samples::compute,
        drivers::compute,
        panels::compute,
        waits::compute,
        trends::compute,
    ];
    let answer = sections.iter().find_map(|section| section(function, inputs));
    answer.unwrap_or_else(|| Err(format!("unknown function `{function}`")))
}
