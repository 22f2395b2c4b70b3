//! From an unhappy answer to a person who takes care of it: rules, cases, callbacks.

pub mod backtest;
pub mod by_hand;
pub mod callback;
pub mod case;
mod contradiction;
pub mod conversation;
pub mod effects;
pub mod endpoint;
pub mod first;
pub mod follow_up;
pub mod happened;
pub mod news;
pub mod previous;
pub mod rules;
pub mod wake;
