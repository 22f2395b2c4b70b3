//! Answers checked against a definition, and evidence: is this click a person?
