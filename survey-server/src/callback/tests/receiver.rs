//! A receiver of callbacks on a real socket, which does what it is told and remembers what it saw.

use std::io::Result;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// What a receiver does after it has read a request.
#[derive(Clone)]
pub enum Reply {
    /// A complete answer; the connection stays open for the next request.
    Whole(Vec<u8>),
    /// These bytes, then silence.
    Bytes(Vec<u8>),
    /// 200 and a body without end.
    Endless,
}

impl Reply {
    /// A whole answer; `headers` end in CRLF each.
    pub fn text(status: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        Self::Whole(format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{body}").into_bytes())
    }
}

/// One request as it arrived.
#[derive(Clone)]
pub struct Seen {
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map_or_else(|| panic!("no header {name}"), |(_, value)| value)
    }
}

#[derive(Default)]
pub struct Log {
    seen: Mutex<Vec<Seen>>,
    connections: Mutex<usize>,
    hung_up: Notify,
}

pub struct Receiver {
    address: SocketAddr,
    log: Arc<Log>,
    accepting: JoinHandle<()>,
}

impl Receiver {
    pub async fn start(reply: Reply) -> Self {
        Self::at("127.0.0.1:0", reply).await
    }

    pub async fn at(address: &str, reply: Reply) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Log::default());
        let accepting = tokio::spawn({
            let log = Arc::clone(&log);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    *log.connections.lock().unwrap() += 1;
                    tokio::spawn(serve(stream, reply.clone(), Arc::clone(&log)));
                }
            }
        });
        Self { address, log, accepting }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.log.seen.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        *self.log.connections.lock().unwrap()
    }

    /// Waits until a client has closed its connection.
    pub async fn hung_up(&self) {
        self.log.hung_up.notified().await;
    }

    /// Stops listening and gives the address that nobody answers any more.
    pub async fn stopped_url(self, path: &str) -> String {
        self.accepting.abort();
        let url = self.url(path);
        let _ = self.accepting.await;
        url
    }
}

/// Answers requests on one connection until it ends.
pub async fn serve<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, reply: Reply, log: Arc<Log>) {
    let _ = converse(&mut stream, &reply, &log).await;
    log.hung_up.notify_one();
}

async fn converse<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S, reply: &Reply, log: &Log) -> Result<()> {
    while let Some(seen) = read_request(stream).await? {
        log.seen.lock().unwrap().push(seen);
        match reply {
            Reply::Whole(answer) => stream.write_all(answer).await?,
            Reply::Bytes(bytes) => {
                stream.write_all(bytes).await?;
                // Silence: nothing more is written, and the next read ends when the client hangs up.
            }
            Reply::Endless => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await?;
                loop {
                    stream.write_all(b"400\r\n").await?;
                    stream.write_all(&[b'x'; 0x400]).await?;
                    stream.write_all(b"\r\n").await?;
                }
            }
        }
        stream.flush().await?;
    }
    Ok(())
}

async fn read_request<S: AsyncRead + Unpin>(stream: &mut S) -> Result<Option<Seen>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return Ok(None),
        }
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.lines();
    let line = lines.next().unwrap().to_owned();
    let headers: Vec<(String, String)> =
        lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.into(), value.into())).collect();
    let mut seen = Seen { line, headers, body: Vec::new() };
    seen.body = vec![0; seen.header("content-length").parse().unwrap()];
    stream.read_exact(&mut seen.body).await?;
    Ok(Some(seen))
}
