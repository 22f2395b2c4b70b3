//! A server with an address of its own for mail that comes in, and a mail server that brings it.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::Ordering;

use survey_server::receiver;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::app::TestApp;

/// The server, and where it takes mail that comes back.
pub struct Shop {
    /// The server.
    pub app: TestApp,
    door: SocketAddr,
}

impl std::ops::Deref for Shop {
    type Target = TestApp;

    fn deref(&self) -> &TestApp {
        &self.app
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.app.app.stopping.store(true, Ordering::Relaxed);
    }
}

/// Starts one.
pub async fn shop() -> Shop {
    let app = TestApp::start_with(&[("bounce_domain", "b.shop.example")]).await;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let door = receiver::start(app.app.clone(), listener).unwrap();
    Shop { app, door }
}

/// Hands a message to the receiver as a mail server does; the answers' codes to RCPT and to the message.
pub async fn bring(app: &Shop, recipient: &str, message: &str) -> (u16, u16) {
    let mut stream = BufReader::new(TcpStream::connect(app.door).await.unwrap());
    let mut code = async |said: &str| {
        stream.write_all(said.as_bytes()).await.unwrap();
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.unwrap();
            if line.as_bytes().get(3) != Some(&b'-') {
                return line[..3].parse::<u16>().unwrap();
            }
        }
    };
    assert_eq!(code("").await, 220);
    code("EHLO mx.example\r\n").await;
    code("MAIL FROM:<>\r\n").await;
    let known = code(&format!("RCPT TO:<{recipient}>\r\n")).await;
    if known != 250 {
        return (known, 0);
    }
    code("DATA\r\n").await;
    (known, code(&format!("{}\r\n.\r\n", message.replace("\r\n.", "\r\n.."))).await)
}
