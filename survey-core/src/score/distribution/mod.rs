//! The distribution functions behind the intervals, for verification only.
//!
//! Outside the semver promise: users of the library meet them only through intervals and p-values. The error function and
//! the logarithm of gamma come from `libm`. The incomplete beta and gamma functions are here, because surveys reach
//! parameters of a million: there they keep twelve digits, while `statrs` 0.18 (three crates; its erfc has ten digits)
//! keeps nine, and `puruspe` 0.4 gives 0.

pub(crate) mod beta;
mod binomial;
mod deviance;
mod gamma;
mod normal;
mod student;

pub use beta::{beta_cdf, f_sf};
pub use binomial::{binomial_cdf, binomial_pmf, binomial_quantile};
pub use gamma::chi_squared_sf;
pub use normal::{normal_cdf, normal_quantile, normal_sf, two_sided_p};
pub use student::{student_quantile, student_sf};

#[cfg(test)]
mod tests;
