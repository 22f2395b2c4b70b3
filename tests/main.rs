//! The integration tests: one binary, real HTTP, real mail conversations, real databases.
//!
//! The suite runs on SQLite by default and on a private PostgreSQL cluster with `SURVEY_TEST_DATABASE=postgres`.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod support;
