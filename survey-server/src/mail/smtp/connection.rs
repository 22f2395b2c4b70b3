//! One connection to a mail server: commands out, replies in, each with a time limit.
//!
//! Written here, not taken from the mail library, because a delivery must know exactly how far it came: the library
//! cannot time out a reply, takes every 2xx and 3xx for success, and waits 40 ms per mail for want of `TCP_NODELAY`.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::outcome::{Stage, Trouble};

/// Longest reply line and longest reply that we read, in bytes.
const LINE: u64 = 2_000;
const REPLY: usize = 64_000;

/// How long we wait for the server.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// To open the connection.
    pub connect: Duration,
    /// For the reply to a command.
    pub command: Duration,
    /// For the reply to the mail itself: RFC 5321 asks for ten minutes, as giving up early makes duplicates.
    pub final_reply: Duration,
    /// How long an unused connection is kept.
    pub idle: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            command: Duration::from_secs(60),
            final_reply: Duration::from_secs(600),
            idle: Duration::from_secs(60),
        }
    }
}

/// What the server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    /// Without the codes.
    pub(super) lines: Vec<String>,
}

impl Reply {
    pub(super) fn text(&self) -> String {
        self.lines.join(" ").trim().to_owned()
    }
}

/// Plain or encrypted bytes, both ways.
pub(super) trait Wire: AsyncRead + AsyncWrite + Send + Sync + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin> Wire for S {}

pub(super) struct Connection<S> {
    stream: BufReader<S>,
    timeouts: Timeouts,
}

impl Connection<TcpStream> {
    /// Opens a connection that sends each write at once.
    pub(super) async fn open(host: &str, port: u16, timeouts: Timeouts) -> Result<TcpStream, Trouble> {
        let stream = within(timeouts.connect, TcpStream::connect((host, port))).await;
        let stream = stream.and_then(|stream| stream.set_nodelay(true).map(|()| stream));
        stream.map_err(|error| lost(Stage::Connect, &error))
    }
}

impl<S: Wire> Connection<S> {
    pub(super) fn new(stream: S, timeouts: Timeouts) -> Self {
        Self { stream: BufReader::new(stream), timeouts }
    }

    /// The bare stream, to be encrypted. Refused when the server has sent more than it was asked for: somebody between
    /// us could have put it there to be taken for the server's words after the encryption.
    pub(super) fn into_stream(self) -> Result<S, Trouble> {
        if self.stream.buffer().is_empty() {
            return Ok(self.stream.into_inner());
        }
        let reply = "the server went on talking in the clear after it had agreed to encrypt".into();
        Err(Trouble { stage: Stage::Encrypt, code: None, reply, settings: false })
    }

    pub(super) fn boxed(self) -> Connection<Box<dyn Wire>>
    where
        S: 'static,
    {
        // A server only speaks when it is asked; what it says unasked (421, closing) shows as a lost connection later.
        Connection::new(Box::new(self.stream.into_inner()), self.timeouts)
    }

    /// The server's next reply, which must have the code `wanted`.
    pub(super) async fn expect(&mut self, stage: Stage, wanted: u16) -> Result<Reply, Trouble> {
        let reply = within(self.timeouts.command, read_reply(&mut self.stream)).await;
        checked(reply, stage, wanted)
    }

    /// Sends a line and reads the reply, which must have the code `wanted`.
    pub(super) async fn command(&mut self, stage: Stage, line: &str, wanted: u16) -> Result<Reply, Trouble> {
        let stream = &mut self.stream;
        let exchange = async {
            stream.write_all(format!("{line}\r\n").as_bytes()).await?;
            stream.flush().await?;
            read_reply(stream).await
        };
        checked(within(self.timeouts.command, exchange).await, stage, wanted)
    }

    /// Sends the mail itself, in one write with its final dot, and waits for the last word.
    pub(super) async fn body(&mut self, message: &[u8]) -> Result<Reply, Trouble> {
        self.body_and(message, &[]).await
    }

    /// Sends lines that the server answers one by one, without waiting for it (RFC 2920).
    pub(super) async fn say(&mut self, stage: Stage, lines: &[u8]) -> Result<(), Trouble> {
        let stream = &mut self.stream;
        let exchange = async {
            stream.write_all(lines).await?;
            stream.flush().await
        };
        within(self.timeouts.command, exchange).await.map_err(|error| lost(stage, &error))
    }

    /// The answer to one of those lines, whatever it is.
    pub(super) async fn hear(&mut self, stage: Stage) -> Result<Reply, Trouble> {
        within(self.timeouts.command, read_reply(&mut self.stream)).await.map_err(|error| lost(stage, &error))
    }

    /// Sends the mail itself and, in the same write, what begins the next one; waits for the last word about the mail.
    pub(super) async fn body_and(&mut self, message: &[u8], next: &[u8]) -> Result<Reply, Trouble> {
        let mut bytes = dotted(message, next.len());
        bytes.extend_from_slice(next);
        let stream = &mut self.stream;
        let exchange = async {
            stream.write_all(&bytes).await?;
            stream.flush().await?;
            read_reply(stream).await
        };
        checked(within(self.timeouts.final_reply, exchange).await, Stage::Body, 250)
    }

    /// Says goodbye; nobody waits for an answer.
    pub(super) async fn quit(mut self) {
        let goodbye = async {
            self.stream.write_all(b"QUIT\r\n").await?;
            self.stream.shutdown().await
        };
        // What was to be done is done, so a failed goodbye changes nothing.
        let _ = within(self.timeouts.command, goodbye).await;
    }
}

fn checked(reply: io::Result<Reply>, stage: Stage, wanted: u16) -> Result<Reply, Trouble> {
    match reply {
        Ok(reply) if reply.code == wanted => Ok(reply),
        Ok(reply) => Err(Trouble { stage, code: Some(reply.code), reply: reply.text(), settings: false }),
        Err(error) => Err(lost(stage, &error)),
    }
}

pub(super) fn lost(stage: Stage, error: &io::Error) -> Trouble {
    Trouble { stage, code: None, reply: error.to_string(), settings: false }
}

pub(super) async fn within<T>(limit: Duration, work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    match timeout(limit, work).await {
        Ok(result) => result,
        Err(error) => Err(io::Error::new(io::ErrorKind::TimedOut, format!("no answer within {limit:?} ({error})"))),
    }
}

async fn read_reply(stream: &mut (impl AsyncBufReadExt + Unpin)) -> io::Result<Reply> {
    let mut reply: Option<Reply> = None;
    let mut size = 0;
    loop {
        let mut line = Vec::new();
        size += (&mut *stream).take(LINE).read_until(b'\n', &mut line).await?;
        if line.is_empty() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the server closed the connection"));
        }
        if line.last() != Some(&b'\n') || size > REPLY {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the server's reply is cut off or too long"));
        }
        let (code, last, text) = parse_line(&line)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the server's reply is not SMTP"))?;
        let so_far = reply.get_or_insert_with(|| Reply { code, lines: Vec::new() });
        if so_far.code != code {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the server's reply has two codes"));
        }
        so_far.lines.push(text);
        if last && let Some(reply) = reply {
            return Ok(reply);
        }
    }
}

/// Code, whether it is the last line, and the text without control characters.
fn parse_line(line: &[u8]) -> Option<(u16, bool, String)> {
    let line = String::from_utf8_lossy(line);
    let line = line.trim_end_matches(['\r', '\n']);
    let code = line.get(..3)?.parse().ok().filter(|code| (100..600).contains(code))?;
    let (last, text) = match line.as_bytes().get(3) {
        None => (true, ""),
        Some(b' ') => (true, line.get(4..)?),
        Some(b'-') => (false, line.get(4..)?),
        Some(_) => return None,
    };
    Some((code, last, text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()))
}

/// The message with every leading dot doubled (RFC 5321, 4.5.2) and the dot that ends it, and room for `more` bytes.
fn dotted(message: &[u8], more: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + 64 + more);
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn reply(text: &[u8]) -> io::Result<Reply> {
        read_reply(&mut BufReader::new(text)).await
    }

    #[tokio::test]
    async fn replies_of_one_and_of_many_lines_are_read() {
        assert_eq!(reply(b"250 ok\r\n").await.unwrap(), Reply { code: 250, lines: vec!["ok".into()] });
        assert_eq!(reply(b"250\r\n").await.unwrap().code, 250);
        let many = reply(b"550-5.1.1 no\r\n550-\r\n550 5.1.1 such\x07 user\r\n").await.unwrap();
        assert_eq!((many.code, many.text().as_str()), (550, "5.1.1 no  5.1.1 such  user"));
    }

    #[tokio::test]
    async fn what_is_no_reply_is_an_error() {
        let endless = b"250-more\r\n".repeat(7_000);
        let long = [b"250 ".as_slice(), &[b'x'; 3_000], b"\r\n"].concat();
        for text in [
            b"".as_slice(),
            b"250 o",
            b"250-first\r\n",
            b"250-first\r\n251 second\r\n",
            b"HTTP/1.1 400 Bad Request\r\n",
            b"25\r\n",
            b"999 no\r\n",
            b"250_ok\r\n",
            "\u{430}\u{430}\r\n".as_bytes(),
            &endless,
            &long,
        ] {
            assert!(reply(text).await.is_err(), "{:?}", String::from_utf8_lossy(&text[..text.len().min(60)]));
        }
    }

    #[test]
    fn leading_dots_are_doubled_and_the_end_is_marked_once() {
        assert_eq!(dotted(b"a\r\n.\r\n..b\r\n", 0), b"a\r\n..\r\n...b\r\n.\r\n");
        assert_eq!(dotted(b".a", 0), b"..a\r\n.\r\n");
        assert_eq!(dotted(b"", 0), b"\r\n.\r\n");
    }
}
