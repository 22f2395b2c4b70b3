//! What is real in the numbers: scores with intervals, trends, reaction times.

pub mod chart;
pub mod columns;
pub mod compare;
pub mod daily;
pub mod difference;
pub mod export;
pub mod facts;
pub mod loyalty;
pub mod outreach;
pub mod overview;
pub mod reaction;
pub mod reading;
pub mod recovery;
pub mod saved;
pub mod scan;
pub mod score;
pub mod segments;
pub mod sheet;
pub mod span;
pub mod spreadsheet;
pub mod status;
pub mod trend;
pub mod value;
pub mod view;
