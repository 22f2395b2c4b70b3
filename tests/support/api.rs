//! A client of our API, as a program of the business would have it.

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::Value;

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status as a number.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: String,
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {}: {}", self.status, self.body))
    }

    /// The body as JSON; fails the test unless the status is this one.
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.json()
    }

    /// The header of that name, if it came.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("a readable header"))
    }
}

/// A client with a key.
#[derive(Debug, Clone)]
pub struct Api {
    base: String,
    key: String,
    client: reqwest::Client,
}

impl Api {
    /// A client of the server at `base` (no slash at the end).
    pub fn new(base: &str, key: &str) -> Self {
        // Another test of this process may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        Self { base: base.to_owned(), key: key.to_owned(), client: client.expect("a client") }
    }

    /// The same client with another key.
    pub fn with_key(&self, key: &str) -> Self {
        Self { key: key.to_owned(), ..self.clone() }
    }

    /// The same client of a server at another address.
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// A request to a path of ours, or to an absolute link, without the key: what is not set yet may be added.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url = if path.starts_with('/') { format!("{}{path}", self.base) } else { path.to_owned() };
        self.client.request(method, url)
    }

    /// Puts the key on a request.
    pub fn signed(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        request.bearer_auth(&self.key)
    }

    /// GET with the key.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.signed(self.request(Method::GET, path))).await
    }

    /// DELETE with the key.
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(self.signed(self.request(Method::DELETE, path))).await
    }

    /// POST of JSON with the key.
    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(self.signed(self.request(Method::POST, path)).json(body)).await
    }

    /// PUT of JSON with the key.
    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        self.send(self.signed(self.request(Method::PUT, path)).json(body)).await
    }

    /// PATCH of JSON with the key.
    pub async fn patch(&self, path: &str, body: &Value) -> Reply {
        self.send(self.signed(self.request(Method::PATCH, path)).json(body)).await
    }

    /// Opens a link as a browser without cookies does.
    pub async fn visit(&self, link: &str) -> Reply {
        self.send(self.request(Method::GET, link)).await
    }

    /// Sends a form as a browser without cookies does.
    pub async fn submit(&self, link: &str, fields: &[(&str, &str)]) -> Reply {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.request(Method::POST, link).header("Content-Type", "application/x-www-form-urlencoded");
        self.send(request.body(body)).await
    }

    /// Sends a request that was put together by the test.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        self.try_send(request).await.expect("an answer")
    }

    /// Sends a request to a server that may go away in the middle of it.
    pub async fn try_send(&self, request: reqwest::RequestBuilder) -> Result<Reply, reqwest::Error> {
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok(Reply { status: StatusCode::as_u16(&status), headers, body: response.text().await? })
    }
}
