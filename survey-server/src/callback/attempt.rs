//! What came of one attempt, in words that the delivery log shows.

use super::resolver::NameRefused;
use super::schedule::LONGEST_RETRY_AFTER;
use super::vet::UrlRefused;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use std::error::Error;
use std::time::Duration;

/// One line of the delivery log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Delivered, gone or failed.
    pub outcome: Outcome,
    /// The HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// From the call to the end of what was read of the answer, in whole milliseconds.
    pub latency_ms: u64,
    /// The beginning of the answer's body, at most 4 KiB, as text without control characters; empty without an answer.
    pub answer_excerpt: String,
    /// What a 429 or 503 asked for, at most 24 hours; for [`super::schedule::next_attempt`].
    pub retry_after: Option<Duration>,
}

/// What an attempt means for the delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Answered 2xx.
    Delivered,
    /// Answered 410: the receiver wants no more, the endpoint is to be disabled.
    Gone,
    /// Anything else: to be tried again by the schedule.
    Failed {
        /// A sentence for the log.
        why: Failure,
    },
}

/// Why an attempt failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The URL itself may not be called (any more).
    #[error(transparent)]
    Url(#[from] UrlRefused),
    /// The name means only addresses that may not be called.
    #[error(transparent)]
    Name(#[from] NameRefused),
    /// DNS knows no address, or did not answer; holds its words.
    #[error("the host name could not be resolved: {0}")]
    Unresolved(String),
    /// No connection, or TLS failed; holds the reason.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// Nothing, or not enough, came in time.
    #[error("no complete answer in time")]
    TimedOut,
    /// The connection broke or the answer was no HTTP; holds the reason.
    #[error("the exchange broke off: {0}")]
    Broken(String),
    /// A redirect: it is never followed, because it might lead inside.
    #[error("answered {0}, a redirect, which is not followed: register the final address")]
    Redirect(u16),
    /// Another status than 2xx.
    #[error("answered {0}, and only 2xx counts as received")]
    Status(u16),
    /// The request could not be put together; holds the reason.
    #[error("the callback could not be built: {0}")]
    Unsendable(String),
}

impl Failure {
    /// Whether nobody was called, because the URL or its name leads to where callbacks may not go.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Url(_) | Self::Name(_))
    }
}

impl Outcome {
    pub(super) fn of_status(status: u16) -> Self {
        match status {
            200..=299 => Self::Delivered,
            410 => Self::Gone,
            300..=399 => Self::Failed { why: Failure::Redirect(status) },
            _ => Self::Failed { why: Failure::Status(status) },
        }
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        // The URL may carry a customer's token: it does not belong into logs.
        let error = error.without_url();
        let chain = || std::iter::successors(Some(&error as &dyn Error), |error| (*error).source());
        let innermost = || chain().last().map(ToString::to_string).unwrap_or_default();
        if let Some(refused) = chain().find_map(|error| error.downcast_ref::<NameRefused>()) {
            return Self::Name(refused.clone());
        }
        if error.is_timeout() {
            Self::TimedOut
        } else if error.is_dns() {
            Self::Unresolved(innermost())
        } else if error.is_connect() {
            Self::Unreachable(innermost())
        } else if error.is_builder() {
            Self::Unsendable(innermost())
        } else {
            Self::Broken(innermost())
        }
    }
}

/// Reads `Retry-After`: whole seconds or a date, which is measured from `at`. At most 24 hours; only where the status
/// says that the receiver is overloaded or down.
pub(super) fn retry_after(status: u16, header: Option<&str>, at: Timestamp) -> Option<Duration> {
    if !matches!(status, 429 | 503) {
        return None;
    }
    let header = header?.trim();
    let wait = if header.bytes().all(|byte| byte.is_ascii_digit()) && !header.is_empty() {
        // Digits that overflow are a long time.
        Duration::from_secs(header.parse().unwrap_or(u64::MAX))
    } else {
        let until = rfc2822::DateTimeParser::new().parse_timestamp(header).ok()?;
        Duration::try_from(until.duration_since(at)).unwrap_or_default()
    };
    Some(wait.min(LONGEST_RETRY_AFTER))
}

/// Text for the log from bytes of a stranger: no NUL (which a text column may refuse), no terminal codes, at most
/// `limit` bytes.
pub(super) fn excerpt(bytes: &[u8], limit: usize) -> String {
    let mut text = String::new();
    for c in String::from_utf8_lossy(bytes).chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')) {
        if text.len() + c.len_utf8() > limit {
            break;
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_2xx_is_delivered_only_410_is_gone_and_a_redirect_says_so() {
        assert_eq!(Outcome::of_status(200), Outcome::Delivered);
        assert_eq!(Outcome::of_status(204), Outcome::Delivered);
        assert_eq!(Outcome::of_status(410), Outcome::Gone);
        assert_eq!(Outcome::of_status(301), Outcome::Failed { why: Failure::Redirect(301) });
        for status in [199, 400, 404, 429, 500, 503, 999] {
            assert_eq!(Outcome::of_status(status), Outcome::Failed { why: Failure::Status(status) });
        }
    }

    #[test]
    fn retry_after_is_read_in_seconds_and_as_a_date_up_to_a_day() {
        let at: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
        let read = |header| retry_after(429, Some(header), at).map(|wait| wait.as_secs());
        assert_eq!(read("120"), Some(120));
        assert_eq!(read(" 0 "), Some(0));
        assert_eq!(read("86401"), Some(86400));
        assert_eq!(read("99999999999999999999999"), Some(86400));
        assert_eq!(read("Fri, 20 Nov 2026 10:02:00 GMT"), Some(120));
        assert_eq!(read("Fri, 20 Nov 2026 09:00:00 GMT"), Some(0));
        assert_eq!(read("Sun, 20 Nov 2044 10:00:00 GMT"), Some(86400));
        for nonsense in ["", "soon", "-5", "1.5", "12 s", "Fri, 40 Nov 2026 10:02:00 GMT"] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn retry_after_counts_only_for_429_and_503() {
        assert!(retry_after(503, Some("5"), Timestamp::UNIX_EPOCH).is_some());
        assert_eq!(retry_after(500, Some("5"), Timestamp::UNIX_EPOCH), None);
        assert_eq!(retry_after(200, Some("5"), Timestamp::UNIX_EPOCH), None);
        assert_eq!(retry_after(429, None, Timestamp::UNIX_EPOCH), None);
    }

    #[test]
    fn an_excerpt_is_clean_text_within_its_limit() {
        assert_eq!(excerpt(b"ok\0\x1b[31m\r\n\tred", 100), "ok[31m\n\tred");
        assert_eq!(excerpt(&[0xff; 50], 10).len(), 9, "the replacement character takes three bytes");
        assert_eq!(excerpt("ёлка".as_bytes(), 3), "ё");
    }
}
