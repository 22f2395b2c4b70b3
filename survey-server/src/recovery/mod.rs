//! From an unhappy answer to a person who takes care of it: rules, cases, callbacks.

pub mod acknowledge;
pub mod alarm;
pub mod backtest;
pub mod by_hand;
pub mod callback;
pub mod case;
pub mod clock;
mod contradiction;
pub mod conversation;
pub mod duty;
pub mod effects;
pub mod endpoint;
pub mod escalate;
pub mod first;
pub mod follow_up;
pub mod happened;
pub mod honest;
pub mod known_problem;
pub mod news;
pub mod pledge;
pub mod previous;
pub mod promise;
pub mod room;
pub mod roster;
pub mod rules;
pub mod wake;
pub mod wish;
