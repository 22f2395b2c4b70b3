//! What a run is asked to do.

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

impl Backend {
    pub fn name(self) -> &'static str {
        match self {
            Backend::Sqlite => "SQLite",
            Backend::Postgres => "PostgreSQL",
        }
    }
}

/// The options, with their defaults.
pub struct Options {
    pub databases: Vec<Backend>,
    pub connections: Vec<usize>,
    pub rounds: usize,
    pub seconds: f64,
    /// Answers that are there before.
    pub stored: usize,
    /// Invitations that wait to be answered.
    pub invitations: usize,
    /// Whether the program is also measured with one answer a transaction.
    pub one_by_one: bool,
    /// Where the program's log is kept; none: nowhere.
    pub log_dir: Option<String>,
}

const HELP: &str = "\
--database sqlite,postgres   which databases
--connections 256,1024       how many connections are kept open
--rounds 3                   rounds, of which the median is taken
--seconds 4                  how long one measurement lasts
--stored 0                   answers that are there before (10000000 takes about 4 GB)
--invitations 1000000        invitations that wait to be answered, for all rounds together
--one-by-one                 also with answer_batch = 1
--log-dir FOLDER             keep what the program logs";

impl Options {
    pub fn read(arguments: &[String]) -> Self {
        let mut options = Options {
            databases: vec![Backend::Sqlite, Backend::Postgres],
            connections: vec![256],
            rounds: 3,
            seconds: 4.0,
            stored: 0,
            invitations: 1_000_000,
            one_by_one: false,
            log_dir: None,
        };
        let mut words = arguments.iter().map(String::as_str);
        while let Some(word) = words.next() {
            let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value\n{HELP}"));
            match word {
                "--bench" => {}
                "--one-by-one" => options.one_by_one = true,
                "--database" => options.databases = value().split(',').map(backend).collect(),
                "--connections" => options.connections = value().split(',').map(number).collect(),
                "--rounds" => options.rounds = number(value()),
                "--seconds" => options.seconds = value().parse().expect("a number of seconds"),
                "--stored" => options.stored = number(value()),
                "--invitations" => options.invitations = number(value()),
                "--log-dir" => options.log_dir = Some(value().to_owned()),
                _ => {
                    println!("{HELP}");
                    std::process::exit(i32::from(word != "--help"));
                }
            }
        }
        options
    }
}

fn backend(name: &str) -> Backend {
    match name {
        "sqlite" => Backend::Sqlite,
        "postgres" => Backend::Postgres,
        other => panic!("{other} is no database; there are sqlite and postgres"),
    }
}

fn number(text: &str) -> usize {
    text.parse().expect("a whole number")
}
