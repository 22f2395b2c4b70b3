//! What a mail gets at the door: its signature, and the address that it comes back to.

use crate::app::App;
use crate::error::Error;
use crate::mail::{EmailAddress, Parcel};
use crate::secret::Mailbox;
use crate::store::deliveries::Delivery;

/// The mail signed, if we sign.
pub(super) fn signed(app: &App, parcel: Parcel) -> Result<Parcel, Error> {
    match &app.dkim {
        Some(dkim) => Ok(Parcel { bytes: dkim.sign(&parcel.bytes).map_err(Error::internal)?, ..parcel }),
        None => Ok(parcel),
    }
}

/// The envelope sender: an address of this one mail at the bounce domain, or the sender where there is none.
pub(super) fn sender(app: &App, delivery: &Delivery) -> Result<EmailAddress, Error> {
    let Some(domain) = &app.config.bounce_domain else { return Ok(app.config.mail_from.address.clone()) };
    let local = app.site.keys.mailbox(Mailbox::Bounce, delivery.workspace_id, delivery.id);
    EmailAddress::parse(&format!("{local}@{domain}")).map_err(Error::internal)
}
