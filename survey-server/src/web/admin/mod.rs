//! Pages for the people of the business: sign-in, the overview, answers, cases, people, surveys, settings.
//!
//! `routes` is the table of addresses, each with the action that a role must include (`role`); `guard` stands
//! around all of them. A page reads what it shows in one go, and a form ends with a redirect.

mod answers;
mod campaigns;
mod case;
mod case_facts;
mod case_history;
mod case_may;
mod case_new;
mod case_promises;
mod case_step;
mod case_tasks;
mod cases;
mod cases_bulk;
mod cases_filter;
mod compare;
mod conversation;
mod cookie;
mod dashboard;
mod desk_words;
mod door;
mod error;
mod evidence;
mod exports;
mod forgot;
mod form;
mod frame;
mod guard;
mod language;
mod live;
mod loyalty;
mod member;
mod outreach;
mod paging;
mod password;
mod people;
mod person;
mod problems;
mod reader;
pub mod reasons;
pub mod recovery;
pub mod report;
mod response;
mod responses;
mod role;
mod routes;
mod row;
mod segments;
mod settings;
pub mod setup;
mod share;
mod sign_in;
mod survey_edit;
mod surveys;
mod texts;
mod timeline;
mod upload;
pub mod views;
mod words;

pub use routes::configure;

#[cfg(test)]
mod tests;
