//! The frame of all reports: what a page begins with, the controls above it, and how its words are said.
//!
//! A page of the reports calls [`open`] inside its one read. What it gets is the view that the address means, and the
//! [`Controls`] that lead to every other view. A new page adds its line to [`TABS`].

mod controls;
mod link;
mod open;
mod whisker;
pub mod words;

pub use crate::reporting::names::Names;
pub use controls::Controls;
pub use link::{answers, members};
pub use open::{Opened, Understood, open, understand};
pub use whisker::Whisker;

/// The pages of the reports: their words in texts and their addresses, in the order of the tabs.
pub const TABS: &[(&str, &str)] = &[
    ("overview", "/admin"),
    ("segments", super::segments::PATH),
    ("reasons", super::reasons::PATH),
    ("loyalty", super::loyalty::PATH),
    ("recovery", super::recovery::PATH),
];
