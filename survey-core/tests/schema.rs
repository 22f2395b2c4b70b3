//! `docs/survey.schema.json` is what the code says it is.

use std::{fs, path::Path};

#[test]
#[expect(clippy::disallowed_methods, reason = "the test compares with a file; the library reads none")]
fn the_json_schema_in_the_documentation_is_current() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    if !docs.is_dir() {
        // The packed crate has no documentation folder beside it.
        return;
    }
    let current = serde_json::to_string_pretty(&survey_core::survey::schema()).unwrap() + "\n";
    let kept = fs::read_to_string(docs.join("survey.schema.json")).unwrap_or_default();
    assert!(
        kept == current,
        "docs/survey.schema.json is out of date; \
         run `cargo run -p survey-core --example survey_schema > docs/survey.schema.json`"
    );
}
