//! Prints the JSON Schema of survey definitions; it is kept in `docs/survey.schema.json`.
//!
//! ```sh
//! cargo run -p survey-core --example survey_schema > docs/survey.schema.json
//! ```
#![expect(clippy::disallowed_macros, reason = "an example program prints; the library does not")]

fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string_pretty(&survey_core::survey::schema())?);
    Ok(())
}
