//! A mail server in a thread of its own that takes everything: it offers PIPELINING and counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Where mails end.
pub struct Sink {
    /// Its port on loopback.
    pub port: u16,
    taken: Arc<AtomicUsize>,
}

impl Sink {
    /// Starts one.
    pub fn start() -> Self {
        let taken = Arc::new(AtomicUsize::new(0));
        let counter = taken.clone();
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
                tell.send(listener.local_addr().expect("an address").port()).expect("the starter waits");
                while let Ok((stream, _)) = listener.accept().await {
                    let _ = stream.set_nodelay(true);
                    let counter = counter.clone();
                    tokio::spawn(async move { converse(stream, &counter).await });
                }
            });
        });
        Sink { port: told.recv().expect("a port"), taken }
    }

    /// How many mails it took.
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }
}

/// One conversation. Whatever arrived in one read is answered in one write.
async fn converse(mut stream: TcpStream, taken: &AtomicUsize) -> Option<()> {
    stream.write_all(b"220 sink\r\n").await.ok()?;
    let mut held: Vec<u8> = Vec::with_capacity(1 << 17);
    let mut in_mail = false;
    let mut answer = Vec::new();
    loop {
        let mut at = 0;
        loop {
            let rest = &held[at..];
            if in_mail {
                let Some(end) = rest.windows(5).position(|five| five == b"\r\n.\r\n") else { break };
                at += end + 5;
                in_mail = false;
                taken.fetch_add(1, Ordering::Relaxed);
                answer.extend_from_slice(b"250 2.0.0 Ok: queued as 4bXyZ71Qk2z9\r\n");
            } else {
                let Some(end) = rest.iter().position(|byte| *byte == b'\n') else { break };
                let line = &rest[..end];
                at += end + 1;
                in_mail = line.starts_with(b"DATA");
                let said: &[u8] = match line.get(..4) {
                    Some(b"EHLO") => b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
                    Some(b"DATA") => b"354 go\r\n",
                    Some(b"QUIT") => return None,
                    _ => b"250 2.1.0 Ok\r\n",
                };
                answer.extend_from_slice(said);
            }
        }
        held.drain(..at);
        if !answer.is_empty() {
            stream.write_all(&answer).await.ok()?;
            answer.clear();
        }
        if stream.read_buf(&mut held).await.ok()? == 0 {
            return None;
        }
    }
}
