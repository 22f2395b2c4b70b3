//! Contact policy: may this person be asked now? A decision with its reason.
//!
//! [`decide`] looks at a [`Policy`], what is known about a person ([`Contact`]) and what one asks for ([`Request`]), and says
//! [`Decision::Ask`] with the moment or [`Decision::Refuse`] with the first [`Reason`] that holds, the setting that decided,
//! and when the person may be asked again. [`explain`] says it in words. Store the refusals too: "why was this customer not
//! asked?" is a question every business has.
//!
//! [`remind`] decides about the silent, [`Spread`] gives everyone a turn per cadence, [`is_sampled`] picks a share; none of
//! them needs chance or memory, so a decision can be made twice, on two machines, with one result.

mod decide;
mod explain;
mod policy;
mod quiet;
mod reminder;
mod sample;
mod spread;
#[cfg(test)]
mod tests;
mod when;

pub use decide::{Basis, Contact, Decision, Reason, Request, decide};
pub use explain::{explain, explain_in};
pub use policy::Policy;
pub use quiet::{QuietHours, Weekdays};
pub use reminder::{Invitation, Reminder, Reminders, remind};
pub use sample::{is_sampled, stable_hash};
pub use spread::Spread;
pub use when::When;
