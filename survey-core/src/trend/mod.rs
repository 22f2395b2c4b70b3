//! Scores over time: buckets in a time zone, and whether a change is more than noise.
//!
//! Times are `jiff` timestamps, zones are arguments, days are calendar days; a bucket without answers stays in the
//! series, empty.

mod boundaries;
mod bucket;
mod series;

pub use bucket::Bucket;
pub use series::{InvalidTrend, MOST_BUCKETS, Point, Trend};
