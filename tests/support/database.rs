//! Which database the suite runs on.
//!
//! The same tests run on both: `SURVEY_TEST_DATABASE=postgres` chooses the private cluster, the default is SQLite.

use std::sync::Once;

use super::postgres;
use super::server::Installation;

/// The two databases that the product runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// A file of its own for each test.
    Sqlite,
    /// A database of its own for each test, in one cluster for each test process.
    Postgres,
}

impl Backend {
    /// The database that this run was asked to use. A run on PostgreSQL that finds no PostgreSQL ends here, loudly:
    /// as a failure on CI, else without having run (and without having claimed to).
    pub fn chosen() -> Self {
        match std::env::var_os("SURVEY_TEST_DATABASE").as_deref().and_then(|name| name.to_str()) {
            None | Some("" | "sqlite") => Self::Sqlite,
            Some("postgres") => {
                if postgres::binaries().is_none() {
                    postgres::end_run_for_want_of_postgres();
                }
                Self::Postgres
            }
            Some(other) => panic!("SURVEY_TEST_DATABASE is `{other}`; it can be `sqlite` or `postgres`"),
        }
    }

    /// The address of a database of its own for one test, migrated. None: the SQLite file of its installation.
    pub fn fresh_database(self) -> Option<String> {
        static TEMPLATE: Once = Once::new();
        if self == Self::Sqlite {
            return None;
        }
        let cluster = postgres::cluster();
        TEMPLATE.call_once(|| {
            let template = cluster.create("survey_template");
            Installation::new(Some(template)).run(&["migrate"]);
        });
        Some(cluster.copy_of("survey_template"))
    }
}
