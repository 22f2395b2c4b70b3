//! A posted form as it came: nothing is lost on the way, and what cannot be read is named.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, web};
use percent_encoding::percent_decode;

use crate::error::Error;

/// What a handler is given for a body: the bytes, or why they did not come.
pub(super) type Body = Result<web::Bytes, actix_web::Error>;

/// The fields of a form, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    /// Name and value; what is no UTF-8 has a mark in its place.
    pub pairs: Vec<(String, String)>,
    /// The names of the fields whose text is no UTF-8.
    pub unreadable: Vec<String>,
}

impl Fields {
    /// Reads a body of `application/x-www-form-urlencoded`.
    pub fn read(request: &HttpRequest, body: Body) -> Result<Self, Error> {
        let body = body.map_err(|error| match error.as_response_error().status_code() {
            StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: super::FORM_LIMIT },
            _ => Error::Malformed(format!("the form could not be read: {error}")),
        })?;
        let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if media_type.is_some_and(|media_type| media_type.starts_with("multipart/")) {
            return Err(Error::Malformed(
                "the form came as multipart/form-data; send it as application/x-www-form-urlencoded".to_owned(),
            ));
        }
        Ok(Self::parse(&body))
    }

    fn parse(body: &[u8]) -> Self {
        let mut fields = Self::default();
        for part in body.split(|byte| *byte == b'&').filter(|part| !part.is_empty()) {
            let (name, value) = match part.iter().position(|byte| *byte == b'=') {
                Some(at) => (&part[..at], &part[at + 1..]),
                None => (part, &[][..]),
            };
            let ((name, _), (value, sound)) = (decoded(name), decoded(value));
            if !sound {
                fields.unreadable.push(name.clone());
            }
            fields.pairs.push((name, value));
        }
        fields
    }

    /// A field of the page's own, not of the survey.
    pub fn own(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a field of the page's own.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.pairs.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The fields that answer questions.
    pub fn answers(&self) -> impl Iterator<Item = &(String, String)> {
        self.pairs.iter().filter(|(name, _)| !name.starts_with('_'))
    }

    /// The answers that are somebody's own words, and not the keys of options or numbers.
    pub fn words(&self) -> Vec<String> {
        let typed =
            |value: &str| !value.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        self.answers().map(|(_, value)| value.clone()).filter(|value| typed(value)).collect()
    }
}

/// The text of a field, and whether all of it could be read.
fn decoded(raw: &[u8]) -> (String, bool) {
    let spaced: Vec<u8> = raw.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let bytes: Vec<u8> = percent_decode(&spaced).collect();
    match String::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_write_it() {
        let fields = Fields::parse(b"_version=2&score=9&comment=a+b%26c%0A%D0%B4&empty=&bare&&reasons=x&reasons=y");
        let pairs: Vec<_> = fields.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [
            ("_version", "2"),
            ("score", "9"),
            ("comment", "a b&c\nд"),
            ("empty", ""),
            ("bare", ""),
            ("reasons", "x"),
            ("reasons", "y"),
        ];
        assert_eq!(pairs, expected);
        assert_eq!((fields.own("_version"), fields.answers().count()), (Some("2"), 6));
        assert_eq!(fields.words(), ["a b&c\nд"]);
        assert!(fields.unreadable.is_empty());
    }

    #[test]
    fn what_is_no_text_is_named_and_the_rest_is_kept() {
        let fields = Fields::parse(b"score=3&comment=caf%E9&%FF=1");
        assert_eq!(fields.unreadable, ["comment"]);
        assert_eq!(fields.pairs[1], ("comment".to_owned(), "caf\u{fffd}".to_owned()));
        assert_eq!(fields.pairs[2].0, "\u{fffd}");
    }
}
