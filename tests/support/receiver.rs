//! A real HTTP server that stands for the customer's program: it collects the callbacks that reach it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use actix_web::http::StatusCode;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::patience::Collected;

/// One request as it arrived.
#[derive(Debug, Clone)]
pub struct Received {
    /// `POST`, usually.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The bytes that a signature is made over.
    pub body: Vec<u8>,
    /// When the whole body was there.
    pub arrived: Instant,
}

impl Received {
    /// The header of that name (lower case), if it came.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("a JSON body")
    }
}

/// What the receiver answers.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A status, with these headers.
    Status(u16, Vec<(&'static str, String)>),
    /// Nothing, until the receiver is dropped.
    Silence,
}

impl Answer {
    /// A bare status.
    pub fn status(status: u16) -> Self {
        Self::Status(status, Vec::new())
    }
}

#[derive(Debug)]
struct State {
    received: Collected<Received>,
    script: Mutex<(VecDeque<Answer>, Answer)>,
    closing: Notify,
}

/// A receiver that listens on a free loopback port until it is dropped.
#[derive(Debug)]
pub struct Receiver {
    url: String,
    state: Arc<State>,
    server: ServerHandle,
}

impl Receiver {
    /// Starts one that answers 200 to everything.
    pub fn start() -> Self {
        let state = Arc::new(State {
            received: Collected::default(),
            script: Mutex::new((VecDeque::new(), Answer::status(200))),
            closing: Notify::new(),
        });
        let shared = web::Data::from(Arc::clone(&state));
        let server = HttpServer::new(move || App::new().app_data(shared.clone()).default_service(web::to(receive)))
            .workers(1)
            .disable_signals()
            .bind(("127.0.0.1", 0))
            .expect("a free port");
        let url = format!("http://{}/hook", server.addrs()[0]);
        let running = server.run();
        let handle = running.handle();
        tokio::spawn(running);
        Self { url, state, server: handle }
    }

    /// Where to send callbacks.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Answers the next requests so, in order, before the usual answer.
    pub fn then(&self, answers: impl IntoIterator<Item = Answer>) {
        self.state.script.lock().expect("no panic holds it").0.extend(answers);
    }

    /// Answers every request so from now on.
    pub fn always(&self, answer: Answer) {
        self.state.script.lock().expect("no panic holds it").1 = answer;
    }

    /// What has arrived so far.
    pub fn received(&self) -> Vec<Received> {
        self.state.received.all()
    }

    /// Waits until `count` requests have arrived and returns all that have.
    pub async fn wait_for(&self, count: usize) -> Vec<Received> {
        self.wait_until(&format!("{count} callbacks"), |received| received.len() >= count).await
    }

    /// Waits until `enough` holds of what has arrived and returns all of it.
    pub async fn wait_until(&self, what: &str, enough: impl Fn(&[Received]) -> bool) -> Vec<Received> {
        self.state.received.wait_until(what, enough).await
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.state.closing.notify_waiters();
        // Sent at once; the future only waits for the end.
        drop(self.server.stop(false));
    }
}

async fn receive(request: HttpRequest, body: web::Bytes, state: web::Data<State>) -> HttpResponse {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = request.headers().iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect();
    let answer = {
        let mut script = state.script.lock().expect("no panic holds it");
        script.0.pop_front().unwrap_or_else(|| script.1.clone())
    };
    let closing = state.closing.notified();
    state.received.push(Received {
        method: request.method().to_string(),
        path: request.uri().to_string(),
        headers,
        body: body.to_vec(),
        arrived: Instant::now(),
    });
    match answer {
        Answer::Status(status, headers) => {
            let mut response = HttpResponse::build(StatusCode::from_u16(status).expect("a status"));
            for header in headers {
                if header.0 == "Connection" {
                    response.force_close();
                } else {
                    response.insert_header(header);
                }
            }
            response.finish()
        }
        Answer::Silence => {
            closing.await;
            HttpResponse::ServiceUnavailable().finish()
        }
    }
}
