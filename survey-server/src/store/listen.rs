//! Wake-up calls: in this process by a notify, from other processes by PostgreSQL's NOTIFY.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use diesel::RunQueryDsl;
use tokio::sync::Notify;

use super::conn::{Conn, DatabaseUrl};

/// Follows NOTIFY on a connection of its own and wakes `wake`; ends soon after `stop` is set.
///
/// Best effort: the worker polls as a safety net, so a lost connection only costs time until the next poll.
pub fn follow(url: DatabaseUrl, wake: Arc<Notify>, stop: Arc<AtomicBool>) {
    std::thread::spawn(move || {
        while !stop.load(Ordering::Relaxed) {
            if let Ok(Conn::Postgres(mut conn)) = Conn::open(&url)
                && diesel::sql_query("LISTEN survey_jobs").execute(&mut conn).is_ok()
            {
                while !stop.load(Ordering::Relaxed) && heard(&mut conn, &wake).is_ok() {
                    std::thread::sleep(Duration::from_millis(20));
                }
            } else {
                std::thread::sleep(Duration::from_secs(2));
            }
        }
    });
}

fn heard(conn: &mut diesel::PgConnection, wake: &Notify) -> diesel::QueryResult<()> {
    for notification in conn.notifications_iter() {
        notification?;
        wake.notify_one();
    }
    Ok(())
}
