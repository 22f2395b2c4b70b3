//! What a database error means for the one who asked.

use diesel::result::DatabaseErrorKind;

use crate::error::Error;

/// diesel's error, under a name that the rest of the server may use.
pub type DieselError = diesel::result::Error;

/// Turns a database error into one of the server's kinds.
pub fn classify(error: DieselError) -> Error {
    if is_away(&error) {
        return Error::unavailable(format!("the database is busy or away: {error}"));
    }
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => Error::Conflict {
            code: "already_there",
            message: format!("something with the same identity is there already ({})", info.message()),
        },
        other => Error::internal(other),
    }
}

/// Whether the same statement may succeed later: locked, full, lost connection. Such an error ends the transaction
/// for everybody in it, where a constraint error refuses one row.
pub fn is_away(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(kind, info) => {
            matches!(
                kind,
                DatabaseErrorKind::ClosedConnection
                    | DatabaseErrorKind::UnableToSendCommand
                    | DatabaseErrorKind::SerializationFailure
            ) || away_message(info.message())
        }
        DieselError::BrokenTransactionManager => true,
        _ => false,
    }
}

/// Whether the reason that [`classify`] gave is that two transactions waited for each other.
pub fn is_deadlock(reason: &str) -> bool {
    reason.contains("deadlock detected")
}

fn away_message(message: &str) -> bool {
    const AWAY: &[&str] = &[
        "database is locked",
        "database table is locked",
        "disk is full",
        "disk I/O error",
        "unable to open database file",
        "readonly database",
        "read-only transaction",
        "No space left",
        "could not extend file",
        "server closed the connection",
        "terminating connection",
        "no connection to the server",
        "lock timeout",
        "deadlock detected",
        "the database system is",
        "too many clients",
    ];
    let not_migrated = message.starts_with("no such table")
        || (message.starts_with("relation ") && message.ends_with("does not exist"));
    not_migrated || AWAY.iter().any(|sign| message.contains(sign))
}
