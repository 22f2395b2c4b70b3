//! What customers wrote: kept as terms by a job, searched, counted, tagged by rules.

pub mod find;
pub mod fresh;
pub mod grams;
pub mod index;
pub mod pending;
pub mod rules;
pub mod sought;
pub mod tagging;
pub mod terms;
pub mod texts;
