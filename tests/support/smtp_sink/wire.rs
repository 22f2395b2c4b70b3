//! The bytes of a conversation: lines in, replies out, encrypted or not.

use std::io::Result;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

/// A connection, encrypted or not.
pub type Wire = Box<dyn Duplex>;

/// Both directions of a connection.
pub trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {
    /// Lets the connection end with a reset when it is dropped, as a crashed server's does.
    fn end_with_reset(&self) -> Result<()>;
}

impl Duplex for TcpStream {
    fn end_with_reset(&self) -> Result<()> {
        self.set_zero_linger()
    }
}

impl<S: Duplex> Duplex for TlsStream<S> {
    fn end_with_reset(&self) -> Result<()> {
        self.get_ref().0.end_with_reset()
    }
}

impl Duplex for Wire {
    fn end_with_reset(&self) -> Result<()> {
        (**self).end_with_reset()
    }
}

/// A connection read by lines. What has arrived and is not read yet can be seen.
pub struct Lines {
    wire: Wire,
    inbox: Vec<u8>,
    /// So much of the inbox is read.
    read: usize,
}

impl Lines {
    pub fn new(wire: Wire) -> Self {
        Self { wire, inbox: Vec::new(), read: 0 }
    }

    /// The bare connection; what the client said too early is forgotten, as STARTTLS demands.
    pub fn into_wire(self) -> Wire {
        self.wire
    }

    /// The next line with its end. None: the client left; what it had begun to say is dropped.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let mut looked_at = self.read;
        loop {
            if let Some(at) = self.inbox[looked_at..].iter().position(|byte| *byte == b'\n') {
                let line = self.inbox[self.read..=looked_at + at].to_vec();
                self.read = looked_at + at + 1;
                return Ok(Some(line));
            }
            self.inbox.drain(..self.read);
            self.read = 0;
            looked_at = self.inbox.len();
            if self.hear().await? == 0 {
                return Ok(None);
            }
        }
    }

    /// Waits for more bytes and keeps them for later; 0: the client left. May be given up without losing any.
    pub async fn hear(&mut self) -> Result<usize> {
        self.inbox.reserve(8192);
        self.wire.read_buf(&mut self.inbox).await
    }

    /// Whether the client has said more than was read.
    pub fn has_more(&self) -> bool {
        self.read < self.inbox.len()
    }

    pub async fn say(&mut self, reply: &str) -> Result<()> {
        self.send(format!("{reply}\r\n").as_bytes()).await
    }

    /// Says a reply one byte at a time, each in a packet of its own.
    pub async fn drip(&mut self, reply: &str) -> Result<()> {
        for byte in format!("{reply}\r\n").bytes() {
            self.send(&[byte]).await?;
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    pub async fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.wire.write_all(bytes).await?;
        self.wire.flush().await
    }

    pub fn end_with_reset(&self) -> Result<()> {
        self.wire.end_with_reset()
    }
}
