//! A call as it came, and what it must match.

use survey_core::Properties;

use crate::store::Time;

/// A call: its headers and its body, as they came.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Names in lower case, and values that are text.
    pub headers: &'a [(String, String)],
    /// The body.
    pub raw: &'a [u8],
}

impl Call<'_> {
    /// The header of this name (in lower case); empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value)
    }
}

/// What a call must match.
#[derive(Clone, Debug)]
pub struct Lock<'a> {
    /// The secrets that count now: the newest first, and the one before it while programs change over. None before
    /// somebody has given one.
    pub secrets: Vec<Vec<u8>>,
    /// What else the connection says.
    pub config: &'a Properties,
    /// Now.
    pub now: Time,
}

impl Lock<'_> {
    /// Whether any of the secrets fits. All are tried, so that the time taken does not say which.
    pub fn fits(&self, check: impl Fn(&[u8]) -> bool) -> bool {
        self.secrets.iter().fold(false, |fits, secret| check(secret) | fits)
    }
}

/// What is to be done with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is genuine: keep it.
    Genuine,
    /// It only wants to know whether somebody is here, says nothing and need not be signed: answer it, keep nothing.
    Greeting,
    /// It is not genuine: count it, keep nothing.
    Wrong,
}

impl Verdict {
    /// Genuine if this holds, else wrong.
    pub fn genuine(holds: bool) -> Self {
        if holds { Verdict::Genuine } else { Verdict::Wrong }
    }
}

/// What is kept beside the body of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// What it is about, in the program's words.
    pub topic: String,
    /// Which of the program's shops or accounts; empty where that does not matter.
    pub origin: String,
    /// What makes two calls the same message; empty: the same body.
    pub dedupe_key: String,
}
