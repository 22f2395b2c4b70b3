//! SMTP in: a small server that takes mail for our own addresses and nothing else, so that bounces need no mail server
//! beside ours. It relays nothing, stores no mail, and answers 250 only when what a mail says is in the database.

mod session;
#[cfg(test)]
mod tests;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::app::App;

/// So many clients are talked to at once; the next one hears that we are busy.
const CONNECTIONS: usize = 50;
/// However a client behaves, it is let go after so long.
const LONGEST_SESSION: Duration = Duration::from_secs(600);
/// So often a server that nobody calls looks whether it is to stop.
const LOOK_UP: Duration = Duration::from_secs(1);

/// Serves on a bound socket until the process stops. Returns the address.
pub fn start(app: App, listener: TcpListener) -> std::io::Result<SocketAddr> {
    let address = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    tokio::spawn(accept(app, listener));
    Ok(address)
}

async fn accept(app: App, listener: tokio::net::TcpListener) {
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    while !app.stopping.load(Ordering::Relaxed) {
        let stream = match timeout(LOOK_UP, listener.accept()).await {
            Ok(Ok((stream, _))) => stream,
            Ok(Err(error)) => {
                // Out of file handles, most likely: others must end first.
                tracing::warn!(%error, "an SMTP connection could not be taken");
                tokio::time::sleep(LOOK_UP).await;
                continue;
            }
            Err(_nobody_called) => continue,
        };
        let Ok(permit) = free.clone().try_acquire_owned() else {
            tokio::spawn(async move {
                let mut stream = stream;
                let _ =
                    timeout(LOOK_UP, stream.write_all(b"421 4.3.2 too many connections, try again later\r\n")).await;
            });
            continue;
        };
        let app = app.clone();
        tokio::spawn(async move {
            // A client that hangs up or falls silent is no event: it tries again.
            let _ = timeout(LONGEST_SESSION, session::talk(app, stream)).await;
            drop(permit);
        });
    }
}
