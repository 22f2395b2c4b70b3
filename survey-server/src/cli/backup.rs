//! `backup` and `restore`: the SQLite database and the secret key that opens what is sealed in it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::clock::Ids;
use crate::config::Config;
use crate::store::conn::DatabaseUrl;
use crate::store::migrate::{self, SchemaState};
use crate::store::{Db, backup};

/// What `backup` is given.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "\
Example:
  survey-server backup /var/backups/survey-2026-11-20.db

Writes the database to FILE and the secret key to FILE.key, both readable by their owner only. It may run while the
server serves. Whoever has both files can read stored secrets and make links: keep them like passwords.")]
pub struct BackupArgs {
    /// Where the copy goes; must not be there yet.
    pub file: PathBuf,
}

/// What `restore` is given.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "\
Example:
  systemctl stop survey-server
  survey-server restore /var/backups/survey-2026-11-20.db

Reads FILE and FILE.key. A database that is there already is replaced only with --replace, and kept beside it.")]
pub struct RestoreArgs {
    /// A copy that `backup` wrote.
    pub file: PathBuf,
    /// Replaces the database that is there; it is kept as PATH.replaced.
    #[arg(long)]
    pub replace: bool,
}

/// Copies database and key. Returns what to tell people.
pub fn backup(config: &Config, args: &BackupArgs) -> Result<String, Failure> {
    let path = sqlite_path(config, "pg_dump --format=custom --file=FILE")?;
    if !path.exists() {
        return Err(Failure::Usage(format!("there is no database {}", path.display())));
    }
    let key = config.secret(&Ids::default(), false)?;
    let key_file = key_of(&args.file);
    for file in [&args.file, &key_file] {
        private(file).map_err(|error| {
            Failure::Usage(format!("{} cannot be made: {error}; name a file that is not there yet", file.display()))
        })?;
    }
    let copied = copy(config, &args.file, &key_file, &key);
    if copied.is_err() {
        // Half a copy looks like a backup on the day that one is needed.
        let _ = fs::remove_file(&args.file);
        let _ = fs::remove_file(&key_file);
    }
    let bytes = copied?;
    Ok(format!(
        "{} ({bytes} bytes) and {} are written.\nThe key opens stored secrets and makes links: keep the two like \
         passwords, best apart from each other.",
        args.file.display(),
        key_file.display()
    ))
}

fn copy(config: &Config, file: &Path, key_file: &Path, key: &str) -> Result<u64, Failure> {
    let db = Db::open(&config.database_url, 1)?;
    let name = file.to_str().ok_or_else(|| Failure::Usage("the file's name must be UTF-8".to_owned()))?;
    db.read_now(|conn| backup::copy_into(conn, name))?;
    File::open(file).and_then(|copy| copy.sync_all()).map_err(|error| failed(file, &error))?;
    let written = OpenOptions::new().write(true).open(key_file).and_then(|mut out| {
        out.write_all(key.as_bytes())?;
        out.sync_all()
    });
    written.map_err(|error| failed(key_file, &error))?;
    Ok(fs::metadata(file).map_err(|error| failed(file, &error))?.len())
}

/// Puts a copy in the place of the database. Returns what to tell people.
pub fn restore(config: &Config, args: &RestoreArgs) -> Result<String, Failure> {
    let path = sqlite_path(config, "pg_restore --clean --if-exists --dbname=URL FILE")?;
    let key = fs::read_to_string(key_of(&args.file)).map_err(|error| failed(&key_of(&args.file), &error))?;
    let key = key.trim();
    if path.exists() && !args.replace {
        return Err(Failure::Usage(format!(
            "there is a database {}; add --replace to put the copy in its place",
            path.display()
        )));
    }
    if path.exists() && std::net::TcpListener::bind(config.bind).is_err() {
        return Err(Failure::Usage(format!("a server listens on {}; stop it first", config.bind)));
    }
    let arriving = beside(&path, ".arriving");
    let _ = fs::remove_file(&arriving);
    private(&arriving).map_err(|error| failed(&arriving, &error))?;
    fs::copy(&args.file, &arriving).map_err(|error| failed(&args.file, &error))?;
    let sound = inspect(&arriving);
    if sound.is_err() {
        let _ = fs::remove_file(&arriving);
    }
    sound?;
    replace(&path, &arriving)?;
    let mut says = format!("{} is restored.", path.display());
    match &config.secret_key {
        Some(own) if own != key => says.push_str(
            "\nSURVEY_SECRET_KEY differs from the copy's key: links that were sent and stored secrets need the old \
             one. Put the text of the .key file into SURVEY_SECRET_KEY or SURVEY_SECRET_KEY_PREVIOUS.",
        ),
        Some(_) => {}
        None => {
            let file = key_of(&path);
            let _ = fs::remove_file(&file);
            let written = private(&file).and_then(|mut out| {
                out.write_all(key.as_bytes())?;
                out.sync_all()
            });
            written.map_err(|error| failed(&file, &error))?;
        }
    }
    Ok(says)
}

/// A copy that is damaged, or made by a newer program, must not take the place of anything.
fn inspect(file: &Path) -> Result<(), Failure> {
    let db = Db::open(&DatabaseUrl::Sqlite(file.display().to_string()), 1)?;
    let state = db.read_now(|conn| {
        backup::verify(conn)?;
        migrate::state(conn)
    })?;
    match state {
        SchemaState::Unknown(version) => Err(Failure::Work(format!(
            "the copy is newer than this program (migration {version}); update the program first"
        ))),
        _ => Ok(()),
    }
}

/// Keeps what is there beside it, and lets the copy take its place.
fn replace(path: &Path, arriving: &Path) -> Result<(), Failure> {
    let kept = beside(path, ".replaced");
    for suffix in ["", "-wal", "-shm", ".key"] {
        let from = beside(path, suffix);
        if from.exists() {
            fs::rename(&from, beside(&kept, suffix)).map_err(|error| failed(&from, &error))?;
        }
    }
    fs::rename(arriving, path).map_err(|error| failed(path, &error))
}

fn sqlite_path(config: &Config, instead: &str) -> Result<PathBuf, Failure> {
    match &config.database_url {
        DatabaseUrl::Sqlite(path) => Ok(PathBuf::from(path)),
        DatabaseUrl::Postgres(_) => Err(Failure::Usage(format!(
            "this is for SQLite; with PostgreSQL use: {instead} (and keep SURVEY_SECRET_KEY with the copy)"
        ))),
    }
}

fn key_of(file: &Path) -> PathBuf {
    beside(file, ".key")
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A new file that only its owner reads.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::Work(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Words;
    use crate::store::workspaces;

    fn config(folder: &Path) -> Config {
        let mut words = Words::read(None).unwrap();
        words.set("database_url", &format!("sqlite://{}", folder.join("survey.db").display()));
        words.set("bind", "127.0.0.1:0");
        Config::from_words(&words).unwrap()
    }

    fn filled(config: &Config, name: &str) -> Db {
        config.secret(&Ids::default(), true).unwrap();
        let db = Db::open(&config.database_url, 1).unwrap();
        db.read_now(migrate::migrate).unwrap();
        db.write_now(|conn| workspaces::insert(conn, name, name, crate::store::Time(0))).unwrap();
        db
    }

    fn keys_of(db: &Db) -> Vec<String> {
        db.read_now(workspaces::list).unwrap().into_iter().map(|workspace| workspace.key).collect()
    }

    #[test]
    fn a_backup_made_while_the_database_is_open_restores_data_and_key() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (from, to) = (config(here.path()), config(there.path()));
        let db = filled(&from, "acme");
        let file = here.path().join("copy.db");

        let says = backup(&from, &BackupArgs { file: file.clone() }).unwrap();
        restore(&to, &RestoreArgs { file: file.clone(), replace: false }).unwrap();

        assert!(says.contains("keep the two like passwords"));
        assert_eq!(keys_of(&Db::open(&to.database_url, 1).unwrap()), keys_of(&db));
        assert_eq!(to.secret(&Ids::default(), false).unwrap(), from.secret(&Ids::default(), false).unwrap());
        #[cfg(unix)]
        for file in [file.clone(), key_of(&file)] {
            let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(file).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn nothing_is_overwritten_unasked_and_what_is_replaced_is_kept() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (from, to) = (config(here.path()), config(there.path()));
        filled(&from, "new");
        filled(&to, "old");
        let file = here.path().join("copy.db");
        backup(&from, &BackupArgs { file: file.clone() }).unwrap();

        assert!(matches!(backup(&from, &BackupArgs { file: file.clone() }), Err(Failure::Usage(_))));
        assert!(file.exists(), "the first copy stays");
        assert!(matches!(restore(&to, &RestoreArgs { file: file.clone(), replace: false }), Err(Failure::Usage(_))));
        restore(&to, &RestoreArgs { file, replace: true }).unwrap();

        assert_eq!(keys_of(&Db::open(&to.database_url, 1).unwrap()), ["default", "new"]);
        let kept = DatabaseUrl::Sqlite(there.path().join("survey.db.replaced").display().to_string());
        assert_eq!(keys_of(&Db::open(&kept, 1).unwrap()), ["default", "old"]);
        assert!(there.path().join("survey.db.replaced.key").exists());
    }

    #[test]
    fn a_damaged_copy_takes_the_place_of_nothing() {
        let here = tempfile::tempdir().unwrap();
        let own = config(here.path());
        filled(&own, "acme");
        let file = here.path().join("copy.db");
        fs::write(&file, "this is not a database, however long it may be").unwrap();
        fs::write(key_of(&file), "a key").unwrap();

        assert!(restore(&own, &RestoreArgs { file, replace: true }).is_err());

        assert_eq!(keys_of(&Db::open(&own.database_url, 1).unwrap()), ["default", "acme"]);
    }

    #[test]
    fn with_postgresql_its_own_tools_are_named() {
        let here = tempfile::tempdir().unwrap();
        let mut own = config(here.path());
        own.database_url = DatabaseUrl::Postgres("postgres://localhost/survey".to_owned());

        let refused = backup(&own, &BackupArgs { file: here.path().join("copy.db") }).unwrap_err();

        assert!(refused.to_string().contains("pg_dump"));
    }
}
