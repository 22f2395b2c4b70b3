//! What becomes of personal data: kept apart from anonymous answers, handed out, erased, and forgotten in time.

mod anonymous;
pub mod database;
mod erasure;
mod filled;
mod retention;
