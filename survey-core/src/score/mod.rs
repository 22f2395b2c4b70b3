//! Scores, tallies, intervals, comparisons, drivers.
