//! The load: one thread, connections that are kept open, each posting the next form when the last one is answered.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::LocalSet;

use super::filled::Filled;

pub struct Load {
    pub port: u16,
    pub connections: usize,
    /// Whether the invitations are answered by it.
    pub uses_up: bool,
}

/// What came back.
#[derive(Default)]
pub struct Measured {
    /// Microseconds from a form to its answer, sorted.
    latencies: Vec<u32>,
    pub refused: usize,
    seconds: f64,
}

impl Measured {
    pub fn taken(&self) -> usize {
        self.latencies.len()
    }

    pub fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.seconds
    }

    /// Milliseconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        let at = self.latencies.len() * percent / 100;
        self.latencies.get(at).map_or(f64::NAN, |micros| f64::from(*micros) / 1000.0)
    }
}

impl Load {
    /// Posts for so long, or until the invitations are used up.
    pub fn run(&self, filled: &mut Filled, lasting: Duration) -> Measured {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let measured = Rc::new(RefCell::new(Measured::default()));
        let forms = Rc::new(RefCell::new(filled.forms()));
        let begun = Instant::now();
        let local = LocalSet::new();
        for _ in 0..self.connections {
            let (measured, forms, port) = (measured.clone(), forms.clone(), self.port);
            local.spawn_local(async move { post(port, &forms, begun + lasting, &measured).await });
        }
        runtime.block_on(local);
        if self.uses_up {
            filled.use_up(forms.borrow().used());
        }
        let mut measured = measured.take();
        measured.seconds = begun.elapsed().as_secs_f64();
        measured.latencies.sort_unstable();
        measured
    }
}

async fn post(port: u16, forms: &RefCell<super::filled::Forms>, until: Instant, measured: &RefCell<Measured>) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("a connection");
    stream.set_nodelay(true).expect("nodelay");
    let (mut request, mut reply) = (Vec::with_capacity(512), Vec::with_capacity(16 * 1024));
    while Instant::now() < until && forms.borrow_mut().next(&mut request) {
        let begun = Instant::now();
        stream.write_all(&request).await.expect("the server reads");
        let status = status(&mut stream, &mut reply).await;
        let mut measured = measured.borrow_mut();
        match status {
            200 => measured.latencies.push(u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX)),
            503 => measured.refused += 1,
            other => panic!("{other}: {}", String::from_utf8_lossy(&reply)),
        }
    }
}

/// Reads one answer whole.
async fn status(stream: &mut TcpStream, reply: &mut Vec<u8>) -> u16 {
    reply.clear();
    loop {
        let read = stream.read_buf(reply).await.expect("the server answers");
        assert!(read > 0, "the server has hung up: {}", String::from_utf8_lossy(reply));
        let Some(head) = find(reply, b"\r\n\r\n") else { continue };
        let length = find(&reply[..head], b"content-length: ").map(|at| number(&reply[at + 16..])).expect("a length");
        if reply.len() >= head + 4 + length {
            return u16::try_from(number(&reply[9..])).expect("a status");
        }
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window.eq_ignore_ascii_case(part))
}

fn number(digits: &[u8]) -> usize {
    digits
        .iter()
        .take_while(|digit| digit.is_ascii_digit())
        .fold(0, |number, digit| number * 10 + usize::from(digit - b'0'))
}
