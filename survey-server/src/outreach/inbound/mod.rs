//! What other programs tell us: shops and the like call, each with its own signature and its own words.
//!
//! A call goes through three stages. [`receive`] checks that it is genuine, on the bytes as they came, and keeps it: one
//! small write, then the caller has its 200. [`settle`] reads it later, in a job, and acts upon it. What differs from
//! program to program is a [`Caller`], one file each; a new program is a new [`Source`], a new file, and a line in
//! [`caller`].

mod body;
mod call;
mod effect;
mod mailgun;
mod order;
mod postmark;
pub mod receive;
mod sendgrid;
mod ses;
pub mod settle;
mod shopify;
pub mod signature;
pub mod sns;
mod stripe;
mod woocommerce;

pub use call::{Call, Label, Lock, Verdict};
pub use effect::{Effect, Said, Unreadable, Why};

use crate::store::connections::Source;

/// How one kind of program calls.
pub trait Caller: Sync {
    /// Whether the call comes from the program that the connection is about. Decided on the bytes as they came, in
    /// constant time, before anything in them is believed.
    fn verify(&self, call: &Call<'_>, lock: &Lock<'_>) -> Verdict;

    /// What to keep beside the body of a genuine call.
    fn label(&self, call: &Call<'_>) -> Label;

    /// What a kept message means for us. Runs in a job: it may take its time, and what it refuses is shown to people.
    fn read(&self, said: &Said<'_>) -> Result<Vec<Effect>, Unreadable>;

    /// What must be proven about a kept message before it is read, where that needs something from elsewhere.
    fn proof(&self, raw: &[u8]) -> Option<sns::Proof> {
        let _ = raw;
        None
    }

    /// What is wrong with a secret that somebody typed, as a sentence; none when it may be right.
    fn doubt(&self, secret: &str) -> Option<&'static str> {
        let _ = secret;
        None
    }

    /// Whether we make the secret, to be pasted there, instead of taking one that was made there.
    fn takes_our_secret(&self) -> bool {
        false
    }
}

/// How programs of this kind call.
pub fn caller(source: Source) -> &'static dyn Caller {
    match source {
        Source::Shopify => &shopify::Shopify,
        Source::WooCommerce => &woocommerce::WooCommerce,
        Source::Stripe => &stripe::Stripe,
        Source::Ses => &ses::Ses,
        Source::Postmark => &postmark::Postmark,
        Source::SendGrid => &sendgrid::SendGrid,
        Source::Mailgun => &mailgun::Mailgun,
    }
}
