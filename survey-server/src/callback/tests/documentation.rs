//! The programs that `docs/callbacks.md` offers to copy do what it says. The Rust one runs as a doctest.

use super::*;
use std::process::Command;

const PAGE: &str = include_str!("../../../../docs/callbacks.md");

/// The first code block of a language.
fn block(language: &str) -> &'static str {
    let (_, rest) = PAGE.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

/// A line of the test vector.
fn vector(name: &str) -> &'static str {
    block("text").lines().find_map(|line| line.strip_prefix(name)).unwrap().trim()
}

/// Whether a program, run with the code and the checks after it, ends well; true where it is not installed.
fn passes(program: &str, option: &str, code: &str, checks: &str) -> bool {
    let run = Command::new(program).args([option, &format!("{code}\n{checks}")]).output();
    let Ok(output) = run else {
        eprintln!("SKIPPED: {program} is not installed, so its code in docs/callbacks.md was not run");
        return true;
    };
    eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    output.status.success()
}

#[test]
fn the_documented_vector_is_what_we_sign() {
    let secret = Secret::parse(vector("secret")).unwrap();
    let timestamp = vector("timestamp").parse().unwrap();
    assert_eq!(sign::sign(&[&secret], vector("id"), timestamp, vector("body").as_bytes()), vector("signature"));
}

#[test]
fn the_documented_delighted_line_is_what_we_sign() {
    let line = sign::sign_delighted("Jefe", b"what do ya want for nothing?");
    assert!(PAGE.contains(&format!("X-Delighted-Webhook-Signature: {line}\n")));
}

#[test]
fn the_documented_payload_is_json_with_the_three_fields_of_every_callback() {
    let payload: serde_json::Value = serde_json::from_str(block("json")).unwrap();
    let fields: Vec<&String> = payload.as_object().unwrap().keys().collect();
    assert_eq!(fields.len(), 3);
    assert!(["type", "timestamp", "data"].iter().all(|field| payload.get(field).is_some()));
}

#[test]
fn the_documented_python_accepts_the_vector_and_nothing_else() {
    let (secret, id, at) = (vector("secret"), vector("id"), vector("timestamp"));
    let (body, signature) = (vector("body"), vector("signature"));
    let checks = format!(
        r#"
headers = {{"webhook-id": "{id}", "webhook-timestamp": "{at}", "webhook-signature": "v1,AAAA {signature}"}}
body = b'''{body}'''
assert is_genuine("{secret}", headers, body, {at})
assert not is_genuine("{secret}", headers, body + b" ", {at})
assert not is_genuine("{secret}", headers, body, {at} + 301)
assert not is_genuine("{secret}", headers, body)
assert not is_genuine("whsec_AAAA", headers, body, {at})
assert not is_genuine("{secret}", {{}}, body, {at})
"#
    );
    assert!(passes("python3", "-c", block("python"), &checks));
}

#[test]
fn the_documented_node_accepts_the_vector_and_nothing_else() {
    let (secret, id, at) = (vector("secret"), vector("id"), vector("timestamp"));
    let (body, signature) = (vector("body"), vector("signature"));
    let checks = format!(
        r#"
const assert = require("node:assert");
const headers = {{"webhook-id": "{id}", "webhook-timestamp": "{at}", "webhook-signature": "v1,AAAA {signature}"}};
const body = Buffer.from('{body}');
assert(isGenuine("{secret}", headers, body, {at}));
assert(!isGenuine("{secret}", headers, Buffer.from("{{}}"), {at}));
assert(!isGenuine("{secret}", headers, body, {at} + 301));
assert(!isGenuine("{secret}", headers, body));
assert(!isGenuine("whsec_AAAA", headers, body, {at}));
assert(!isGenuine("{secret}", {{}}, body, {at}));
"#
    );
    assert!(passes("node", "-e", block("js"), &checks));
}
