//! Acts upon what another program told us.

use super::JobError;
use crate::app::App;
use crate::error::Error;
use crate::outreach::inbound::settle;
use crate::outreach::inbound::sns::Proof;
use crate::store::{Id, WorkspaceId};

pub(super) async fn run(app: &App, workspace: WorkspaceId, inbound: Id) -> Result<(), JobError> {
    if let Some(proof) = app.read(workspace, move |conn, cx| settle::unproven(conn, cx, inbound)).await?
        && !proven(app, &proof).await?
    {
        return Ok(app.write(workspace, move |conn, cx| settle::disproven(conn, cx, inbound)).await?);
    }
    // Two messages about one new person or order meet in a unique constraint: the later one looks again.
    match app.write(workspace, move |conn, cx| settle::settle(conn, cx, inbound)).await {
        Err(Error::Conflict { code: "already_there", .. }) => {
            Ok(app.write(workspace, move |conn, cx| settle::settle(conn, cx, inbound)).await?)
        }
        done => Ok(done?),
    }
}

/// An answer to a confirmed subscription is a short XML document, which nobody reads.
const CONFIRMATION: usize = 64 * 1024;

/// Checks the signature with its certificate; a genuine wish to be confirmed is fulfilled.
async fn proven(app: &App, proof: &Proof) -> Result<bool, JobError> {
    let away = |what: &str, failure: &crate::callback::Failure| JobError::Retry {
        at: None,
        why: format!("{what} could not be fetched: {failure}"),
    };
    let certificate = app.certificates.at(&app.callbacks, &proof.certificate).await;
    if !proof.holds(&certificate.map_err(|failure| away("the certificate", &failure))?) {
        return Ok(false);
    }
    if let Some(confirm) = &proof.confirm {
        app.callbacks.get(confirm, CONFIRMATION).await.map_err(|failure| away("the confirmation", &failure))?;
    }
    Ok(true)
}
