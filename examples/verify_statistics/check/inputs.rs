//! Reading the inputs of a case.

use serde_json::{Map, Value};
use survey_core::score::{Category, Confidence, Tally, WeightedTally};

/// The inputs of one case, read by name.
pub struct Inputs<'a>(&'a Map<String, Value>);

impl<'a> Inputs<'a> {
    pub fn new(inputs: &'a Map<String, Value>) -> Self {
        Self(inputs)
    }

    pub fn get(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub fn number(&self, name: &str) -> Result<f64, String> {
        self.get(name).and_then(Value::as_f64).ok_or_else(|| format!("input `{name}` is not a number"))
    }

    pub fn number_or(&self, name: &str, default: f64) -> Result<f64, String> {
        if self.get(name).is_some() { self.number(name) } else { Ok(default) }
    }

    pub fn count(&self, name: &str) -> Result<u64, String> {
        self.get(name).and_then(whole).ok_or_else(|| format!("input `{name}` is not a count"))
    }

    pub fn confidence(&self) -> Result<Confidence, String> {
        Confidence::new(self.number_or("conf", 0.95)?).map_err(|error| error.to_string())
    }

    pub fn list(&self, name: &str) -> Result<&'a [Value], String> {
        self.get(name)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .ok_or_else(|| format!("input `{name}` is not a list"))
    }

    /// Numbers; a null among them is a missing value and left out.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>, String> {
        let values = self.list(name)?.iter().filter(|value| !value.is_null());
        values
            .map(|value| value.as_f64().ok_or_else(|| format!("`{name}` holds {value}, which is not a number")))
            .collect()
    }

    pub fn counts(&self, name: &str) -> Result<Vec<u64>, String> {
        whole_list(self.list(name)?).ok_or_else(|| format!("input `{name}` is not a list of counts"))
    }

    /// Marks given as true and false, or as 1 and 0.
    pub fn flags(&self, name: &str) -> Result<Vec<bool>, String> {
        let flag = |value: &Value| value.as_bool().or_else(|| value.as_f64().map(|number| number != 0.0));
        let flags: Option<Vec<_>> = self.list(name)?.iter().map(flag).collect();
        flags.ok_or_else(|| format!("input `{name}` is not a list of marks"))
    }

    /// Answers given as 1, 0 and -1.
    pub fn categories(&self, name: &str) -> Result<Vec<Category>, String> {
        let category = |value: &Value| match value.as_f64() {
            Some(1.0) => Some(Category::Promoter),
            Some(0.0) => Some(Category::Passive),
            Some(-1.0) => Some(Category::Detractor),
            _ => None,
        };
        let categories: Option<Vec<_>> = self.list(name)?.iter().map(category).collect();
        categories.ok_or_else(|| format!("input `{name}` is not a list of 1, 0 and -1"))
    }

    /// Counts (promoters, passives, detractors) that may be weighted; None where they are all 0.
    pub fn weighted(&self) -> Result<Option<WeightedTally>, String> {
        let [promoters, passives, detractors] = [self.number("pro")?, self.number("pas")?, self.number("det")?];
        Ok(WeightedTally::new(promoters, passives, detractors).ok())
    }

    pub fn tally(&self) -> Result<Tally, String> {
        Ok(Tally { promoters: self.count("pro")?, passives: self.count("pas")?, detractors: self.count("det")? })
    }

    /// A group `[promoters, passives, detractors]`.
    pub fn group(&self, name: &str) -> Result<Tally, String> {
        self.get(name).and_then(group).ok_or_else(|| format!("input `{name}` is not [promoters, passives, detractors]"))
    }

    /// A group whose counts may be weighted; None where they are all 0.
    pub fn weighted_group(&self, name: &str) -> Result<Option<WeightedTally>, String> {
        let [promoters, passives, detractors] = self.triple(name)?;
        Ok(WeightedTally::new(promoters, passives, detractors).ok())
    }

    pub fn triple(&self, name: &str) -> Result<[f64; 3], String> {
        <[f64; 3]>::try_from(self.numbers(name)?)
            .map_err(|given| format!("`{name}` has {} numbers, not 3", given.len()))
    }

    pub fn groups(&self, name: &str) -> Result<Vec<Tally>, String> {
        let groups: Option<Vec<_>> = self.list(name)?.iter().map(group).collect();
        groups.ok_or_else(|| format!("`{name}` is not a list of [promoters, passives, detractors]"))
    }

    /// Lists of numbers from 0, such as the tags of each answer.
    pub fn index_lists(&self, name: &str) -> Result<Vec<Vec<usize>>, String> {
        let list = |value: &Value| -> Option<Vec<usize>> {
            whole_list(value.as_array()?)?.into_iter().map(|index| usize::try_from(index).ok()).collect()
        };
        let lists: Option<Vec<_>> = self.list(name)?.iter().map(list).collect();
        lists.ok_or_else(|| format!("input `{name}` is not a list of lists of numbers from 0"))
    }
}

fn group(value: &Value) -> Option<Tally> {
    match whole_list(value.as_array()?)?.as_slice() {
        &[promoters, passives, detractors] => Some(Tally { promoters, passives, detractors }),
        _ => None,
    }
}

fn whole_list(values: &[Value]) -> Option<Vec<u64>> {
    values.iter().map(whole).collect()
}

/// A count, also where the file writes it as 12.0.
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let number = value.as_f64()?;
        (number >= 0.0 && number.fract() == 0.0 && number < 1e18).then_some(number as u64)
    })
}
