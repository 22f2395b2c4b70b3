//! One case of the file: what goes in, what must come out, and how closely.

use crate::check;
use serde_json::{Map, Value};

/// A case as the file gives it.
pub struct Case {
    /// Its name in the file.
    pub id: String,
    function: String,
    inputs: Map<String, Value>,
    expect: Map<String, Value>,
    abs: f64,
    rel: f64,
}

impl Case {
    /// Every case of a file.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, String> {
        let file: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let cases = file.get("cases").unwrap_or(&file).as_array().ok_or("there is no list of cases")?;
        cases.iter().enumerate().map(|(index, case)| Self::parse(index, case)).collect()
    }

    fn parse(index: usize, case: &Value) -> Result<Self, String> {
        let id = case.get("id").and_then(Value::as_str).map_or_else(|| format!("case {index}"), str::to_owned);
        let object = |field: &str| {
            let object = case.get(field).and_then(Value::as_object).cloned();
            object.ok_or_else(|| format!("{id}: `{field}` is not an object"))
        };
        let function =
            case.get("fn").and_then(Value::as_str).ok_or_else(|| format!("{id}: there is no `fn`"))?.to_owned();
        let tolerance =
            |kind: &str| case.get("tol").and_then(|tol| tol.get(kind)).and_then(Value::as_f64).unwrap_or(0.0);
        let (abs, rel) = (tolerance("abs"), tolerance("rel"));
        Ok(Self { function, inputs: object("inputs")?, expect: object("expect")?, abs, rel, id })
    }

    /// Computes the case and compares every field expected.
    pub fn check(&self) -> Result<(), String> {
        let got = check::compute(&self.function, &self.inputs)?;
        for (field, expected) in &self.expect {
            self.compare(field, got.get(field).unwrap_or(&Value::Null), expected)?;
        }
        Ok(())
    }

    fn compare(&self, field: &str, got: &Value, expected: &Value) -> Result<(), String> {
        let differs = || Err(format!("{} gives {field} = {got}, expected {expected}", self.function));
        match (got, expected) {
            (Value::Number(got), Value::Number(want)) => match (got.as_f64(), want.as_f64()) {
                (Some(got), Some(want)) if (got - want).abs() <= self.abs + self.rel * want.abs() => Ok(()),
                _ => differs(),
            },
            (Value::Array(got), Value::Array(want)) if got.len() == want.len() => {
                let mut pairs = got.iter().zip(want).enumerate();
                pairs.try_for_each(|(index, (got, want))| self.compare(&format!("{field}[{index}]"), got, want))
            }
            _ if got == expected => Ok(()),
            _ => differs(),
        }
    }
}
