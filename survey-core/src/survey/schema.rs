//! The JSON Schema of definitions, generated from the types.

use schemars::{Schema, generate::SchemaSettings, transform::transform_subschemas};
use serde_json::{Value, json};

use super::Survey;

/// Objects that take no other fields than those of all the parts they are made of.
const CLOSED: [&str; 5] = ["ChoiceOption", "Premise", "Question", "Section", "Thanks"];

/// The JSON Schema (draft 2020-12) of a definition, for editors that check while one writes.
///
/// It says what is possible field by field; what spans fields (conditions that look back, keys that must be unique)
/// only [`Survey::parse`] knows.
///
/// ```
/// let schema = survey_core::survey::schema();
/// assert_eq!(schema["required"], serde_json::json!(["name", "language", "questions"]));
/// ```
pub fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12().with_transform(tidy);
    let mut schema = settings.into_generator().into_root_schema_for::<Survey>().to_value();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".into(), "Survey definition".into());
        root.insert("unevaluatedProperties".into(), Value::Bool(false));
    }
    if let Some(properties) = schema.pointer_mut("/properties").and_then(Value::as_object_mut) {
        properties
            .insert("$schema".into(), json!({"type": "string", "description": "For the author's editor; ignored."}));
    }
    for name in CLOSED {
        if let Some(object) = schema.pointer_mut(&format!("/$defs/{name}")).and_then(Value::as_object_mut) {
            object.insert("unevaluatedProperties".into(), Value::Bool(false));
        }
    }
    schema
}

/// Turns what was derived for Rust's readers into what a definition's author needs.
fn tidy(schema: &mut Schema) {
    transform_subschemas(&mut tidy, schema);
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::String(description)) = object.get_mut("description") {
        // The examples below the first words are Rust.
        let words = description.split("\n\n```").next().unwrap_or_default();
        *description = words.replace("\n\n", "\0").replace('\n', " ").replace('\0', "\n\n");
    }
    // An optional field is left out rather than null.
    if let Some(Value::Array(types)) = object.get("type")
        && let [one, Value::String(null)] = types.as_slice()
        && null == "null"
    {
        let one = one.clone();
        object.insert("type".into(), one);
    }
    if let Some(Value::Array(variants)) = object.get("anyOf")
        && let [one, null] = variants.as_slice()
        && *null == json!({"type": "null"})
        && let Some(one) = one.as_object().cloned()
    {
        object.remove("anyOf");
        object.extend(one);
    }
    object.retain(|key, _| key != "format");
}
