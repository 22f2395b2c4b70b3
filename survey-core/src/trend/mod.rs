//! Scores over time and over groups: buckets in a time zone, and whether a change is more than noise.
//!
//! Times are `jiff` timestamps, zones are arguments, days are calendar days; a bucket without answers stays in the
//! series, empty. [`Trend`] counts, [`Baseline`] and [`Ewma`] raise the alarm, [`Consistency`] says whether groups truly
//! differ, [`Ranking`] orders them fairly.
//!
//! ```
//! use jiff::{ToSpan, civil::date};
//! use survey_core::score::Tally;
//! use survey_core::trend::{Baseline, Bucket, Ewma, Trend};
//!
//! // 90 ordinary days, then a bad week.
//! let rows = (0..97).map(|day| {
//!     let unhappy = if day < 90 { 10 + day % 3 } else { 28 };
//!     (date(2026, 1, 1) + i64::from(day).days(), Tally { promoters: 25, passives: 15, detractors: unhappy as u64 })
//! });
//! let days: Vec<_> = Trend::from_days(rows, Bucket::Day)?.counts().copied().collect();
//! let (quiet, recent) = days.split_at(90);
//! let usual = Baseline::estimate(quiet).expect("there are answers");
//! let chart = Ewma::default().chart(&usual, recent);
//! assert!(chart.iter().any(|day| day.alarm.is_some()));
//! # Ok::<(), survey_core::trend::InvalidTrend>(())
//! ```

#[doc(hidden)]
pub mod audit;
mod baseline;
mod boundaries;
mod bucket;
mod consistency;
mod ewma;
mod ranking;
mod series;
mod silence;
mod spread;

pub use baseline::Baseline;
pub use bucket::Bucket;
pub use consistency::{Consistency, Evenness};
pub use ewma::{Alarm, ChartLevel, ChartPoint, Ewma, InvalidChart};
pub use ranking::{Ranking, Shrunk};
pub use series::{InvalidTrend, MOST_BUCKETS, Point, Trend};
pub use silence::Silence;
pub use spread::Spread;
