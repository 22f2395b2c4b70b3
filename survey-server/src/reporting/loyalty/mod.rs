//! Satisfied or loyal, and promised against delivered: what one question alone does not show. Both look at the answers
//! themselves, up to a bound, and say at how many.

pub mod punctual;
pub mod quadrants;

pub use punctual::{Late, Punctual};
pub use quadrants::{Quadrant, Quadrants};
