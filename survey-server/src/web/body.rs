//! Bodies of programs: JSON, forms with `properties[key]=value`, and either without a Content-Type.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::error::ApiError;
use crate::error::{Error, Problem};

/// Most bytes of an API body.
pub const LIMIT: usize = 1024 * 1024;

/// A body as it came. It is parsed by the handler, so that a request without a key is told of the key first.
#[derive(Clone, Debug)]
pub struct Body {
    bytes: web::Bytes,
    media_type: String,
}

impl Body {
    /// The body as a JSON object, however it was written. An empty body is an empty object.
    pub fn object(&self) -> Result<Map<String, Value>, Error> {
        parse(&self.bytes, &self.media_type)
    }

    /// The same, to be read field by field.
    pub fn fields(&self) -> Result<Fields, Error> {
        Ok(Fields::new(self.object()?))
    }

    /// The bytes themselves: what makes two requests the same request.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl FromRequest for Body {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = web::Bytes::from_request(request, payload);
        let media_type = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
            .unwrap_or_default();
        Box::pin(async move {
            let bytes = bytes.await.map_err(|error| match error.as_response_error().status_code().as_u16() {
                413 => Error::TooLarge { limit: LIMIT },
                _ => Error::Malformed(format!("the body could not be read: {error}")),
            })?;
            Ok(Body { bytes, media_type })
        })
    }
}

fn parse(bytes: &[u8], media_type: &str) -> Result<Map<String, Value>, Error> {
    let text =
        std::str::from_utf8(bytes).map_err(|error| Error::invalid("", format!("the body is not UTF-8: {error}")))?;
    let form = match media_type {
        "application/x-www-form-urlencoded" => !text.trim_start().starts_with('{'),
        "application/json" => false,
        _ => !text.trim_start().starts_with(['{', '[']),
    };
    if text.trim().is_empty() {
        return Ok(Map::new());
    }
    if form {
        return Ok(nested(url::form_urlencoded::parse(text.as_bytes())));
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(Error::invalid("", "the body must be a JSON object")),
        Err(error) => Err(Error::invalid("", format!("the body is not JSON: {error}"))),
    }
}

/// Form fields and query parameters as an object: `a[b]=c` nests, `a[]=c` collects.
pub fn nested<'a>(
    fields: impl Iterator<Item = (std::borrow::Cow<'a, str>, std::borrow::Cow<'a, str>)>,
) -> Map<String, Value> {
    let mut map = Map::new();
    for (name, value) in fields {
        let value = Value::String(value.into_owned());
        match name.split_once('[') {
            Some((outer, "]")) => {
                if let Value::Array(list) = map.entry(outer).or_insert_with(|| Value::Array(Vec::new())) {
                    list.push(value);
                }
            }
            Some((outer, inner)) => {
                if let Value::Object(object) = map.entry(outer).or_insert_with(|| Value::Object(Map::new())) {
                    object.insert(inner.trim_end_matches(']').to_owned(), value);
                }
            }
            None => {
                map.insert(name.into_owned(), value);
            }
        }
    }
    map
}

/// The query of a request as an object.
pub fn query(request: &HttpRequest) -> Fields {
    Fields::new(nested(url::form_urlencoded::parse(request.query_string().as_bytes())))
}

/// Reads fields of an object one by one and collects everything that is wrong.
#[derive(Debug)]
pub struct Fields {
    map: Map<String, Value>,
    problems: Vec<Problem>,
}

impl Fields {
    /// Over an object.
    pub fn new(map: Map<String, Value>) -> Self {
        Fields { map, problems: Vec::new() }
    }

    /// Ends the reading: everything that was wrong, or nothing.
    pub fn finish(self) -> Result<(), Error> {
        if self.problems.is_empty() { Ok(()) } else { Err(Error::Invalid(self.problems)) }
    }

    /// Adds a problem found by the caller.
    pub fn problem(&mut self, path: &str, message: impl Into<String>) {
        self.problems.push(Problem::new(path, message));
    }

    /// Adds problems found by the caller.
    pub fn problems(&mut self, found: Vec<Problem>) {
        self.problems.extend(found);
    }

    /// Ends the reading of an object inside: its problems are this one's, below `path`.
    pub fn absorb(&mut self, path: &str, inner: Fields) {
        if let Err(Error::Invalid(found)) = inner.finish().map_err(|error| error.under(path)) {
            self.problems.extend(found);
        }
    }

    /// Whether the field is there and not null.
    pub fn has(&self, name: &str) -> bool {
        self.map.get(name).is_some_and(|value| !value.is_null())
    }

    /// The value as it is; null counts as absent.
    pub fn value(&mut self, name: &str) -> Option<Value> {
        self.map.remove(name).filter(|value| !value.is_null())
    }

    /// A text; a number sent is read as text.
    pub fn text(&mut self, name: &str) -> Option<String> {
        match self.value(name)? {
            // PostgreSQL keeps no NUL, and nobody types one.
            Value::String(text) if text.contains('\0') => {
                self.problem(name, "holds a NUL character; remove it");
                None
            }
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                self.problem(name, "must be a text");
                None
            }
        }
    }

    /// A whole number; a text that is one is read as one.
    pub fn integer(&mut self, name: &str) -> Option<i64> {
        let value = self.value(name)?;
        let number = match &value {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.problem(name, format!("must be a whole number, not {value}"));
        }
        number
    }

    /// True or false, also as text.
    pub fn flag(&mut self, name: &str) -> Option<bool> {
        match self.value(name)? {
            Value::Bool(flag) => Some(flag),
            Value::String(text) if matches!(text.as_str(), "true" | "1") => Some(true),
            Value::String(text) if matches!(text.as_str(), "false" | "0") => Some(false),
            _ => {
                self.problem(name, "must be true or false");
                None
            }
        }
    }

    /// An object.
    pub fn object(&mut self, name: &str) -> Option<Map<String, Value>> {
        let value = self.value(name)?;
        if let Value::Object(map) = value {
            return Some(map);
        }
        self.problem(name, "must be an object of names and values");
        None
    }

    /// A list of texts; one text is a list of one.
    pub fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let value = self.value(name)?;
        let list = match value {
            Value::String(text) => vec![text],
            Value::Array(list) => {
                let texts: Vec<String> = list.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect();
                if texts.len() != list.len() {
                    self.problem(name, "must be a list of texts");
                }
                texts
            }
            _ => {
                self.problem(name, "must be a list of texts");
                Vec::new()
            }
        };
        Some(list)
    }

    /// Unix seconds, as the dialect writes times.
    pub fn seconds(&mut self, name: &str) -> Option<crate::store::Time> {
        self.integer(name).map(crate::store::Time::from_secs)
    }

    /// RFC 3339, as our own resources write times.
    pub fn moment(&mut self, name: &str) -> Option<crate::store::Time> {
        let text = self.text(name)?;
        match text.parse::<jiff::Timestamp>() {
            Ok(at) => Some(at.into()),
            Err(error) => {
                self.problem(name, format!("is not a time such as 2026-11-20T10:00:00Z: {error}"));
                None
            }
        }
    }

    /// A value of a type that reads itself, its errors under this name.
    pub fn typed<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let value = self.value(name)?;
        match serde_json::from_value(value) {
            Ok(typed) => Some(typed),
            Err(error) => {
                self.problem(name, format!("cannot be read: {error}"));
                None
            }
        }
    }

    /// Page and size of page: (offset, limit).
    pub fn page(&mut self) -> (i64, i64) {
        let page = self.integer("page").unwrap_or(1).clamp(1, 1_000_000);
        let per_page = self.per_page();
        ((page - 1) * per_page, per_page)
    }

    /// Size of a page: 20, at most 100.
    pub fn per_page(&mut self) -> i64 {
        self.integer("per_page").unwrap_or(20).clamp(1, 100)
    }
}
