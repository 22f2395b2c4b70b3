//! What a run is asked to do.

/// The options, with their defaults.
pub struct Options {
    /// Detractors that are measured.
    pub rounds: usize,
    /// Answers a second beside them.
    pub rate: usize,
    /// How long that lasts, in seconds.
    pub seconds: usize,
    /// Mails that go out beside them.
    pub mails: usize,
    /// Endpoints.
    pub endpoints: usize,
    /// Which part of them hangs.
    pub hanging: f64,
    /// Messages a second to all of them together.
    pub messages: usize,
    only: Option<Vec<String>>,
}

const HELP: &str = "\
--rounds 200        detractors that are measured
--rate 500          answers a second beside them
--seconds 60        how long that lasts
--mails 100000      mails that go out beside them
--endpoints 10000   endpoints of the last part
--hanging 0.1       which part of them hangs
--messages 100      messages a second to all of them together
--only idle,load    only these parts: idle, load, campaign, endpoints";

impl Options {
    pub fn read(arguments: &[String]) -> Self {
        let mut options = Options {
            rounds: 200,
            rate: 500,
            seconds: 60,
            mails: 100_000,
            endpoints: 10_000,
            hanging: 0.1,
            messages: 100,
            only: None,
        };
        let mut words = arguments.iter().map(String::as_str);
        while let Some(word) = words.next() {
            let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value\n{HELP}"));
            match word {
                "--bench" => {}
                "--rounds" => options.rounds = number(value()),
                "--rate" => options.rate = number(value()),
                "--seconds" => options.seconds = number(value()),
                "--mails" => options.mails = number(value()),
                "--endpoints" => options.endpoints = number(value()),
                "--hanging" => options.hanging = value().parse().expect("a part of 1"),
                "--messages" => options.messages = number(value()),
                "--only" => options.only = Some(value().split(',').map(str::to_owned).collect()),
                _ => {
                    println!("{HELP}");
                    std::process::exit(i32::from(word != "--help"));
                }
            }
        }
        options
    }

    /// Whether a part is asked for.
    pub fn runs(&self, part: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.iter().any(|one| one == part))
    }
}

fn number(text: &str) -> usize {
    text.parse().expect("a whole number")
}
