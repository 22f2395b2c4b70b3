//! Time buckets, control charts, consistency between groups.
