//! `demo`: a business with half a year behind it, made up and the same every time, in a database of its own.
//!
//! Nothing is written into tables past the use cases: every purchase is recorded, decided on, answered and followed up
//! at its own moment, by the code that does it in earnest.

mod chance;
mod fill;
mod life;
mod stage;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Session, serve};
use crate::account::{password, user};
use crate::clock::{Cx, Ids};
use crate::error::Error;
use crate::store::conn::DatabaseUrl;
use crate::store::users::Role;
use crate::store::{Conn, Db, migrate, people, workspaces};

pub use fill::{Filled, Size, fill};

/// Who signs in to the demo.
const OWNER: &str = "owner@kestrel.example";

/// Fills a fresh database and serves it. `given` says that the command names the database.
pub(super) fn run(mut session: Session, given: bool) -> Result<ExitCode, Failure> {
    // A port that is taken is better told before the work than after it.
    std::net::TcpListener::bind(session.config.bind).map_err(|error| {
        Failure::Work(format!("cannot listen on {}: {error}; set SURVEY_BIND to a free port", session.config.bind))
    })?;
    let folder = folder()?;
    // Made-up people must never get mail, whatever is configured here.
    session.config.smtp = None;
    session.config.outbox_dir = folder.join("outbox");
    if !given {
        session.config.database_url = DatabaseUrl::Sqlite(folder.join("survey.db").display().to_string());
        session.config.secret_key = None;
    }
    let outcome = present(session);
    // The folder is ours alone, made above.
    let _ = std::fs::remove_dir_all(&folder);
    outcome
}

fn present(session: Session) -> Result<ExitCode, Failure> {
    let db = Db::open(&session.config.database_url, session.config.database_connections)?;
    db.read_now(migrate::migrate)?;
    serve::furnish(&db, &session.config, &session.clock())?;
    let (cx, _) = db.read_now(|conn| session.context(conn))?;
    if !db.read_now(|conn| is_fresh(conn, &cx))? {
        return Err(Failure::Usage("this database has data in it already; the demo wants an empty one".to_owned()));
    }
    eprintln!("making up half a year of {} …", words::COMPANY);
    let filled = fill(&db, &cx, Size::default())?;
    let password = owner(&db, &cx)?;
    println!(
        "{} people, {} events, {} answers, {} cases, {} of them open.\n\n  {}/admin\n  e-mail    {OWNER}\n  password  {password}\n",
        filled.people, filled.events, filled.answers, filled.cases, filled.open_cases, session.config.public_url
    );
    drop(db);
    serve::serve(session)
}

fn is_fresh(conn: &mut Conn, cx: &Cx) -> Result<bool, Error> {
    let people = people::list(conn, cx.workspace, &people::Filter::default(), 1)?;
    let workspace = workspaces::load(conn, cx.workspace)?;
    Ok(people.is_empty() && workspace.settings.0.company.is_empty())
}

/// A folder that only we read.
fn folder() -> Result<PathBuf, Failure> {
    let random: [u8; 8] = Ids::default().secret()?;
    let folder = std::env::temp_dir().join(format!("survey-demo-{:016x}", u64::from_be_bytes(random)));
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&folder).map_err(|error| Failure::Work(format!("{}: {error}", folder.display())))?;
    Ok(folder)
}

/// Makes the owner and returns the password, which is kept nowhere else.
fn owner(db: &Db, cx: &Cx) -> Result<String, Error> {
    let random: [u8; 12] = cx.ids.secret()?;
    let letters = b"abcdefghijkmnpqrstuvwxyz23456789";
    let picked = random.iter().filter_map(|byte| letters.get(usize::from(byte % 32)).copied());
    let word: String = picked.map(char::from).collect();
    let password = [word.get(..4), word.get(4..8), word.get(8..)].map(Option::unwrap_or_default).join("-");
    let hash = password::hash(&password)?;
    db.write_now(|conn| {
        let owner = user::invite(conn, cx, OWNER, "Dana Owner", Role::Owner, "demo")?;
        user::set_password(conn, cx, &owner, None, &hash)
    })?;
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::workspace;
    use crate::clock::Site;
    use crate::secret::Keys;
    use crate::store::{Time, cases, invitations, jobs, responses, surveys};

    fn filled(seed: u64) -> (tempfile::TempDir, Db, Cx, Filled) {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("survey.db").display().to_string()), 1).unwrap();
        db.read_now(migrate::migrate).unwrap();
        let keys = Keys::new("a secret key of thirty-two characters", &[]);
        let site = std::sync::Arc::new(Site::new("http://localhost", keys));
        let cx = Cx { now: Time(1_795_158_000_000), ids: Ids::default(), workspace: 1, site };
        db.write_now(|conn| workspace::furnish(conn, &cx, 1)).unwrap();
        let filled = fill(&db, &cx, Size { days: 60, people: 120, events_a_day: 8, seed }).unwrap();
        (folder, db, cx, filled)
    }

    #[test]
    fn the_demo_is_lively_and_nothing_of_it_lies_in_the_future() {
        let (_folder, db, cx, filled) = filled(7);

        assert!(filled.answers > 60 && filled.cases > 5 && filled.open_cases > 0, "{filled:?}");
        assert!(filled.unsubscribed + filled.refused > 0, "{filled:?}");
        let (answers, cases, surveys) = db
            .read_now(|conn| {
                let answers = responses::list(conn, 1, &responses::Filter::default(), 0, 10_000)?;
                let cases = cases::list(conn, 1, &cases::Filter::default(), 0, 10_000)?;
                Ok((answers, cases, surveys::list(conn, 1)?))
            })
            .unwrap();
        assert_eq!(surveys.len(), 4);
        assert!(answers.iter().all(|answer| answer.answered_at <= cx.now && !answer.imported && answer.invited));
        assert!(answers.iter().any(|answer| answer.locale == "ru" && answer.comment.is_some()));
        for case in &cases {
            let times = [Some(case.opened_at), case.claimed_at, case.contacted_at, case.resolved_at];
            let told: Vec<Time> = times.into_iter().flatten().collect();
            assert!(told.is_sorted() && told.iter().all(|at| *at <= cx.now), "{case:?}");
        }
        assert!(cases.iter().any(|case| case.outcome.is_some()));
    }

    #[test]
    fn the_same_seed_makes_the_same_demo_and_leaves_no_old_jobs() {
        let (_one, db, cx, first) = filled(7);
        let (_other, _, _, second) = filled(7);

        assert_eq!(first, second);
        let overdue = db.write_now(|conn| jobs::discard(conn, 1, cx.now.plus_secs(-3600))).unwrap();
        assert_eq!(overdue, 0);
        let person = db.read_now(|conn| people::list(conn, 1, &people::Filter::default(), 1)).unwrap();
        assert!(db.read_now(|conn| invitations::planned_of(conn, 1, person[0].id)).unwrap().is_empty());
    }
}
