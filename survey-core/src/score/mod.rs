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
mod asked_again;
#[doc(hidden)]
pub mod audit;
mod base;
mod bytes;
mod category;
mod clustered;
mod comparison;
mod confidence;
#[doc(hidden)]
pub mod distribution;
pub mod drivers;
mod false_discovery;
mod histogram;
mod interval;
mod mean;
mod nps;
mod panel;
mod points;
mod posterior;
mod proportion;
mod quadrature;
mod rate_comparison;
mod response_rate;
mod sample_size;
mod share_comparison;
mod tally;
mod tango;
pub mod wait;
mod weighted;
mod weighting;

pub use adjusted_wald::AdjustedWald;
pub use asked_again::{AskedAgain, InvalidAskedAgain};
pub use base::{Base, Reading};
pub use category::{Category, InvalidScore, Score};
pub use clustered::Clustered;
pub use comparison::{Comparison, compare, compare_at};
pub use confidence::{Confidence, InvalidConfidence};
pub use false_discovery::{InvalidProbability, false_discovery};
pub use histogram::{Histogram, InvalidScale, MOST_POINTS};
pub use interval::Interval;
pub use mean::Mean;
pub use nps::Nps;
pub use panel::{McNemar, PairedChange};
pub use posterior::Posterior;
pub use proportion::{InvalidProportion, Proportion, Share};
pub use rate_comparison::{Change, Rate, RateComparison, compare_rates};
pub use response_rate::{InvalidResponseRate, ResponseRate};
pub use sample_size::{InvalidPlan, SampleSize, answers_for_difference, answers_for_margin};
pub use share_comparison::{ShareComparison, compare_shares};
pub use tally::{CheckedTally, Tally};
pub use weighted::{InvalidWeights, WeightedTally};
pub use weighting::{EffectiveSize, InvalidStrata, PostStratified, trim_weights};
