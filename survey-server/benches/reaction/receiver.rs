//! Bare HTTP receivers: one that says when a request has arrived and with what body, and one that never answers.

use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{self, UnboundedReceiver};

/// One that answers at once.
pub struct Receiver {
    /// Its address.
    pub url: String,
    /// When a request arrived whole, and its body.
    pub arrived: UnboundedReceiver<(Instant, String)>,
}

impl Receiver {
    /// Starts one.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (tell, arrived) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let tell = tell.clone();
                tokio::spawn(async move {
                    let mut buffer = vec![0; 64 * 1024];
                    let mut held = 0;
                    while let Ok(read) = stream.read(&mut buffer[held..]).await {
                        held += read;
                        if read == 0 {
                            break;
                        }
                        if let Some(body) = whole(&buffer[..held]) {
                            let _ = tell.send((Instant::now(), body));
                            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
                            held = 0;
                        }
                    }
                });
            }
        });
        Receiver { url, arrived }
    }
}

/// One that takes whatever comes and says nothing; returns its address.
pub async fn hanging() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut buffer = [0; 4096];
                while stream.read(&mut buffer).await.is_ok_and(|read| read > 0) {}
            });
        }
    });
    url
}

/// The body of a request that has arrived with its head.
fn whole(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let head = head.to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    (body.len() >= length.unwrap_or(0)).then(|| body.to_owned())
}
