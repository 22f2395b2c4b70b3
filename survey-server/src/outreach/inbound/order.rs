//! What shops have in common: an order becomes an event, its person and its properties.

use serde_json::{Number, Value};
use survey_core::Properties;

use super::super::person::PersonInput;

/// Most items of an order that are named in an event.
const MAX_ITEMS: usize = 20;

/// The properties of an order; what is empty is left out.
#[derive(Debug, Default)]
pub struct Order(Properties);

impl Order {
    /// With a text.
    #[must_use]
    pub fn text(mut self, name: &str, value: Option<String>) -> Self {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
        self
    }

    /// With an amount of money.
    #[must_use]
    pub fn amount(mut self, name: &str, value: Option<f64>) -> Self {
        if let Some(value) = value.and_then(Number::from_f64) {
            self.0.insert(name.to_owned(), Value::Number(value));
        }
        self
    }

    /// With what was bought: `items`, how many there are, and `product` when it is one thing only.
    #[must_use]
    pub fn items(mut self, names: impl Iterator<Item = String>) -> Self {
        let names: Vec<String> = names.collect();
        if let [only] = names.as_slice() {
            self.0.insert("product".to_owned(), only.clone().into());
        }
        if !names.is_empty() {
            self.0.insert("item_count".to_owned(), names.len().into());
            self.0.insert("items".to_owned(), names.into_iter().take(MAX_ITEMS).collect());
        }
        self
    }

    /// The properties.
    pub fn properties(self) -> Properties {
        self.0
    }
}

/// A first and a last name as one.
pub fn full_name(first: Option<String>, last: Option<String>) -> Option<String> {
    let parts: Vec<String> = first.into_iter().chain(last).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Whether anybody is named at all.
pub fn names_somebody(person: &PersonInput) -> bool {
    person.email.is_some() || person.phone.is_some() || person.external_id.is_some()
}
