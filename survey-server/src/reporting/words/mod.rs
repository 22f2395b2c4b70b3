//! Words of what customers wrote: how a text becomes terms that are searched, counted and matched by rules.
//!
//! Everything happens here, in Rust, and not in a database's own text search, so that SQLite and PostgreSQL find the same:
//! a text is [folded](fold), cut into [tokens](token), and each word becomes its [stem]. What a database keeps and is
//! asked for are plain [`term`]s, which no query language of theirs can read as anything else.

pub mod fold;
pub mod mark;
pub mod query;
pub mod stem;
pub mod stop;
pub mod term;
pub mod token;

pub use query::Query;
pub use token::{Token, tokens};
