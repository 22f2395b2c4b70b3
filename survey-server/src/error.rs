//! One error for the server: what went wrong, in kinds that decide the status and who is to blame.

use std::fmt;

pub use survey_core::Problem;

/// What a use case can fail with. Anything unknown is [`Error::Internal`], whose cause is never shown to a client.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// 422: the request was understood and is wrong, field by field.
    #[error("{}", list(.0))]
    Invalid(Vec<Problem>),
    /// 400: the request could not be read at all.
    #[error("{0}")]
    Malformed(String),
    /// 401: no key or session, or a wrong one.
    #[error("a valid API key is needed")]
    Unauthorized,
    /// 403: known, but not allowed to do this.
    #[error("{0}")]
    Forbidden(String),
    /// 404: there is no such thing in this workspace. Holds the thing's name.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// 409: it contradicts what is there. A code for programs, and a sentence.
    #[error("{message}")]
    Conflict {
        /// A snake_case word for programs.
        code: &'static str,
        /// What contradicts what.
        message: String,
    },
    /// 413.
    #[error("the request is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// 429.
    #[error("too many requests; try again in {retry_after} s")]
    TooManyRequests {
        /// Whole seconds.
        retry_after: u64,
    },
    /// 503: busy, full, or the database is away; the same request may be sent again.
    #[error("{reason}")]
    Unavailable {
        /// What is away, for the log.
        reason: String,
    },
    /// 500.
    #[error("internal error: {0}")]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl Error {
    /// One wrong field.
    pub fn invalid(path: impl Into<String>, message: impl Into<String>) -> Self {
        Error::Invalid(vec![Problem::new(path, message)])
    }

    /// The same with its fields found below `path`: what is wrong with a person is `person.email` in an event.
    #[must_use]
    pub fn under(self, path: &str) -> Self {
        let Error::Invalid(problems) = self else { return self };
        let below = |problem: Problem| match problem.path.as_str() {
            "" => Problem::new(path, problem.message),
            inner => Problem::new(format!("{path}.{inner}"), problem.message),
        };
        Error::Invalid(problems.into_iter().map(below).collect())
    }

    /// Something outside the request is away.
    pub fn unavailable(reason: impl Into<String>) -> Self {
        Error::Unavailable { reason: reason.into() }
    }

    /// A fault of ours.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Error::Internal(cause.into())
    }

    /// A contradiction with what is there.
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Error::Conflict { code, message: message.into() }
    }

    /// The snake_case word that programs read.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Invalid(_) => "invalid",
            Error::Malformed(_) => "malformed",
            Error::Unauthorized => "unauthorized",
            Error::Forbidden(_) => "forbidden",
            Error::NotFound(_) => "not_found",
            Error::Conflict { code, .. } => code,
            Error::TooLarge { .. } => "too_large",
            Error::TooManyRequests { .. } => "too_many_requests",
            Error::Unavailable { .. } => "unavailable",
            Error::Internal(_) => "internal",
        }
    }
}

impl From<diesel_error::DieselError> for Error {
    fn from(error: diesel_error::DieselError) -> Self {
        diesel_error::classify(error)
    }
}

/// A row that contradicts the program's own rules: names the table and the row.
#[derive(Debug, thiserror::Error)]
#[error("row {row} of {table} is corrupt: {problem}")]
pub struct CorruptRow {
    /// The table.
    pub table: &'static str,
    /// The row's key, as text.
    pub row: String,
    /// What is wrong with it.
    pub problem: String,
}

impl CorruptRow {
    /// As an error of the server.
    pub fn of(table: &'static str, row: impl fmt::Display, problem: impl fmt::Display) -> Error {
        Error::internal(CorruptRow { table, row: row.to_string(), problem: problem.to_string() })
    }
}

pub(crate) use crate::store::failure as diesel_error;
