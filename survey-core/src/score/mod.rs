//! Scores with honest intervals: count, read, compare.
//!
//! Everything starts from a [`Tally`] (promoters, passives, detractors) or a [`Histogram`] (any other scale), which are
//! counted in any order and merged freely. No answers give no value (`None`), never 0; nothing here returns NaN.
//! Scores, shares and differences are fractions (-1..=1, 0..=1, -2..=2); fields called `display` are whole points or
//! per cent, rounded half away from zero from the counts in integers.
//!
//! ```
//! use survey_core::score::{Tally, compare};
//!
//! let before = Tally { promoters: 40, passives: 30, detractors: 30 };
//! let after = Tally { promoters: 50, passives: 30, detractors: 20 };
//! assert_eq!(after.reading().to_string(), "+30 (+14 to +44), n=100");
//!
//! let change = compare(&after, &before).expect("both have answers");
//! assert_eq!(change.display, 20);
//! assert!(!change.is_significant(), "20 points among 100 answers may be chance");
//! ```

mod adjusted_wald;
mod base;
mod bytes;
mod category;
mod comparison;
mod confidence;
#[doc(hidden)]
pub mod distribution;
mod histogram;
mod interval;
mod mean;
mod nps;
mod points;
mod proportion;
mod tally;
mod tango;
mod weighted;

pub use adjusted_wald::AdjustedWald;
pub use base::{Base, Reading};
pub use category::{Category, InvalidScore, Score};
pub use comparison::{Comparison, compare, compare_at};
pub use confidence::{Confidence, InvalidConfidence};
pub use histogram::{Histogram, InvalidScale, MOST_POINTS};
pub use interval::Interval;
pub use mean::Mean;
pub use nps::Nps;
pub use proportion::{InvalidProportion, Proportion, Share};
pub use tally::{CheckedTally, Tally};
pub use weighted::{InvalidWeights, WeightedTally};
