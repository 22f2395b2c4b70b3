//! The ceiling: a loop that speaks the same commands and sends the same bytes, and does nothing else.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends `count` mails over so many connections.
pub async fn send(port: u16, connections: usize, count: usize, mail: &[u8]) {
    let mut bytes = b"MAIL FROM:<survey@shop.example>\r\nRCPT TO:<person1234@example.com>\r\nDATA\r\n".to_vec();
    let head = bytes.len();
    bytes.extend_from_slice(mail);
    bytes.extend_from_slice(b".\r\n");
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..connections {
        let bytes = bytes.clone();
        running.spawn(async move { converse(port, count / connections, &bytes, head).await });
    }
    while running.join_next().await.is_some() {}
}

/// One round trip a mail: the body and the next announcement in one write.
async fn converse(port: u16, count: usize, bytes: &[u8], head: usize) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("the sink");
    stream.set_nodelay(true).expect("nodelay");
    replies(&mut stream, 1).await;
    stream.write_all(b"EHLO shop.example\r\n").await.expect("the sink");
    replies(&mut stream, 3).await;
    stream.write_all(&bytes[..head]).await.expect("the sink");
    replies(&mut stream, 3).await;
    let next = [&bytes[head..], &bytes[..head]].concat();
    for _ in 1..count {
        stream.write_all(&next).await.expect("the sink");
        replies(&mut stream, 4).await;
    }
    stream.write_all(&bytes[head..]).await.expect("the sink");
    replies(&mut stream, 1).await;
}

async fn replies(stream: &mut TcpStream, mut lines: usize) {
    let mut buffer = [0; 1024];
    while lines > 0 {
        let read = stream.read(&mut buffer).await.expect("the sink");
        assert!(read > 0, "the sink closed");
        lines = lines.saturating_sub(buffer[..read].split(|byte| *byte == b'\n').count() - 1);
    }
}
