//! Whether the database can be written again, after it could not.

use diesel::prelude::*;

use super::idempotency::{self, Kept};
use super::schema::idempotency_keys;
use super::{Db, Id, Time};
use crate::error::Error;

/// About what a batch of answers needs: a disk that is all but full takes a small write and not the next answers.
const ROOM: usize = 256 * 1024;

/// No workspace has this number.
const NOBODY: i32 = 0;

/// Writes as much as some answers do, and deletes it again in a second transaction: what is deleted before the commit is
/// not written. Should the process die in between, pruning takes the row.
pub async fn write(db: &Db, id: Id, now: Time) -> Result<(), Error> {
    let key = format!("probe/{id}");
    let row = Kept {
        workspace_id: NOBODY,
        key: key.clone(),
        request_hash: Vec::new(),
        status: 0,
        body: " ".repeat(ROOM),
        created_at: now,
    };
    db.write(move |conn| idempotency::insert(conn, &row)).await?;
    db.write(move |conn| Ok(diesel::delete(idempotency_keys::table.find((NOBODY, key))).execute(conn).map(drop)?)).await
}
