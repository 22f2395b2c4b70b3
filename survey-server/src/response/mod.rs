//! Taking answers: from links and from programs, once each, amended inside the window.

pub mod anonymous;
pub mod answer;
pub mod asked;
pub mod cuts;
pub mod dimension;
pub mod evidence;
pub mod kiosk;
pub mod lookup;
mod posts;
pub mod record;
pub mod recount;
pub mod retention;
pub mod rollup;
mod standing;
pub mod survey;
pub mod tags;
pub mod testimonial;
pub mod through;
