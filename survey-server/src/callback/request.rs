//! One callback as it leaves: the stored body, the time of the attempt, and the headers that prove who sent it.

use super::sign::{Secret, sign, sign_delighted};
use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, InvalidHeaderValue};
use uuid::Uuid;

/// What [`super::CallbackClient::post`] sends.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The endpoint as it was saved; it is vetted again before it is called.
    pub url: &'a str,
    /// The JSON text, serialised once and stored: every attempt signs and sends these very bytes.
    pub body: &'a [u8],
    /// The time of this attempt: part of the signature, and what a dated `Retry-After` is measured from.
    pub at: Timestamp,
    /// How the receiver is to recognise us.
    pub signing: Signing<'a>,
}

/// What [`super::CallbackClient::call`] sends: a request without a signature of ours.
#[derive(Debug, Clone, Copy)]
pub struct Plain<'a> {
    /// GET, POST or PUT.
    pub method: &'a str,
    /// Where; vetted like an endpoint.
    pub url: &'a str,
    /// All headers.
    pub headers: &'a [(String, String)],
    /// The body; empty for none.
    pub body: &'a [u8],
    /// The time of this attempt: what a dated `Retry-After` is measured from.
    pub at: Timestamp,
}

impl Plain<'_> {
    /// The headers, secrets not shown where requests are printed.
    pub(super) fn headers(&self) -> Result<HeaderMap, String> {
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers {
            let mut value = HeaderValue::from_str(value).map_err(|error| error.to_string())?;
            value.set_sensitive(true);
            headers.insert(HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?, value);
        }
        Ok(headers)
    }
}

/// The two ways a callback is signed.
#[derive(Debug, Clone, Copy)]
pub enum Signing<'a> {
    /// Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
    Standard {
        /// The same for every attempt at one delivery, see [`message_id`].
        id: &'a str,
        /// The current secret, and during a rotation the one before it.
        secrets: &'a [&'a Secret],
    },
    /// The dialect of Delighted: `X-Delighted-Webhook-Signature` under an API key.
    Delighted {
        /// The key that registered the endpoint.
        api_key: &'a str,
    },
}

/// The `webhook-id` of a delivery: receivers drop what they have seen by it, so it never changes.
pub fn message_id(delivery: Uuid) -> String {
    format!("msg_{}", delivery.simple())
}

impl Request<'_> {
    /// All headers but those that the HTTP client sets itself.
    pub(super) fn headers(&self) -> Result<HeaderMap, InvalidHeaderValue> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        match self.signing {
            Signing::Standard { id, secrets } => {
                let timestamp = self.at.as_second();
                let signature = sign(secrets, id, timestamp, self.body);
                headers.insert(HeaderName::from_static("webhook-id"), HeaderValue::from_str(id)?);
                headers.insert(HeaderName::from_static("webhook-timestamp"), HeaderValue::from(timestamp));
                headers.insert(HeaderName::from_static("webhook-signature"), HeaderValue::from_str(&signature)?);
            }
            Signing::Delighted { api_key } => {
                let signature = sign_delighted(api_key, self.body);
                let name = HeaderName::from_static("x-delighted-webhook-signature");
                headers.insert(name, HeaderValue::from_str(&signature)?);
            }
        }
        Ok(headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_has_no_dot_and_stays_the_same() {
        let delivery = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
        assert_eq!(message_id(delivery), "msg_01900000000070008000000000000001");
    }

    #[test]
    fn the_reference_crate_accepts_the_headers() {
        let secret = Secret::generate([9; 32]);
        let (secrets, body) = ([&secret], br#"{"type":"response.detractor"}"#);
        let signing = Signing::Standard { id: "msg_1", secrets: &secrets };
        // The oracle compares with the real time of day.
        #[expect(clippy::disallowed_methods, reason = "the reference crate judges the timestamp by the real clock")]
        let at = Timestamp::now();
        let headers = Request { url: "https://shop.example/", body, at, signing }.headers().unwrap();
        let oracle = standardwebhooks::Webhook::new(&secret.reveal()).unwrap();
        oracle.verify(body, &headers).unwrap();
        assert!(oracle.verify(b"{}", &headers).is_err());
    }

    #[test]
    fn the_delighted_dialect_has_its_own_header_and_no_others() {
        let signing = Signing::Delighted { api_key: "Jefe" };
        let body = b"what do ya want for nothing?";
        let headers =
            Request { url: "https://shop.example/", body, at: Timestamp::UNIX_EPOCH, signing }.headers().unwrap();
        assert_eq!(
            headers["x-delighted-webhook-signature"],
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert!(!headers.contains_key("webhook-id"));
        assert_eq!(headers[CONTENT_TYPE], "application/json");
    }

    #[test]
    fn an_id_that_would_break_the_header_is_an_error() {
        let signing = Signing::Standard { id: "msg_1\r\nx-evil: 1", secrets: &[] };
        let request = Request { url: "https://shop.example/", body: b"{}", at: Timestamp::UNIX_EPOCH, signing };
        assert!(request.headers().is_err());
    }
}
