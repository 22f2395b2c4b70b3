//! The distribution functions.

use super::{Answer, Inputs};
use serde_json::json;
use survey_core::score::distribution::{
    beta_cdf, chi_squared_sf, f_sf, normal_cdf, normal_quantile, normal_sf, student_quantile,
};

pub fn compute(function: &str, inputs: &Inputs<'_>) -> Option<Answer> {
    let value = match function {
        "norm_ppf" => inputs.number("p").map(normal_quantile),
        "norm_cdf" => inputs.number("x").map(|x| Some(normal_cdf(x))),
        "norm_sf" => inputs.number("x").map(|x| Some(normal_sf(x))),
        "chi2_sf" => two(inputs, "x", "k").map(|(x, k)| Some(chi_squared_sf(x, k))),
        "t_ppf" => two(inputs, "p", "v").map(|(p, v)| student_quantile(p, v)),
        "f_sf" => two(inputs, "d1", "d2").and_then(|(d1, d2)| inputs.number("x").map(|x| Some(f_sf(x, d1, d2)))),
        "ibeta" => two(inputs, "a", "b").and_then(|(a, b)| inputs.number("x").map(|x| Some(beta_cdf(a, b, x)))),
        _ => return None,
    };
    Some(value.map(|value| json!({ "value": value })))
}

fn two(inputs: &Inputs<'_>, first: &str, second: &str) -> Result<(f64, f64), String> {
    Ok((inputs.number(first)?, inputs.number(second)?))
}
