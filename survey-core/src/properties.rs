//! What the business knows about a purchase, a service or a person: a JSON object of its own making.

use serde_json::{Map, Value};

/// Properties of an event or a person, as the business sent them: `{"branch": "Kazan", "order": {"number": "1001"}}`.
///
/// ```
/// let properties: survey_core::Properties = serde_json::from_str(r#"{"branch": "Kazan"}"#).unwrap();
/// assert_eq!(properties["branch"], "Kazan");
/// ```
pub type Properties = Map<String, Value>;

/// The property with this name, if there is one that is not null.
///
/// A dot leads into an object (`order.number`); a property whose own name contains the dot wins, because forms and
/// spreadsheets can only send flat names.
///
/// ```
/// use serde_json::json;
/// use survey_core::property;
///
/// let properties = json!({"order": {"number": "1001"}, "shop.city": "Kazan", "phone": null});
/// let properties = properties.as_object().unwrap();
/// assert_eq!(property(properties, "order.number"), Some(&json!("1001")));
/// assert_eq!(property(properties, "shop.city"), Some(&json!("Kazan")));
/// assert_eq!(property(properties, "phone"), None);
/// assert_eq!(property(properties, "order.missing"), None);
/// ```
pub fn property<'a>(properties: &'a Properties, name: &str) -> Option<&'a Value> {
    let direct = properties.get(name);
    let found = direct.or_else(|| {
        let (first, rest) = name.split_once('.')?;
        property(properties.get(first)?.as_object()?, rest)
    })?;
    (!found.is_null()).then_some(found)
}
