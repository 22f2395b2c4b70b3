//! Another program that links survey-core, built from the packed crate: it checks answers and scores them.

use serde_json::json;
use survey_core::response::{Answers, Completeness};
use survey_core::score::{Score, Tally};
use survey_core::survey;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let survey = survey::template("default").ok_or("the default survey is part of the crate")?;
    let mut tally = Tally::default();
    for score in [10, 9, 8, 3] {
        let given = json!({ "score": score, "comment": "from outside" });
        let given = given.as_object().ok_or("an object")?;
        let answers = Answers::check(&survey, given, Completeness::Partial)?;
        tally.count(Score::new(answers.number("score").ok_or("a score")?)?);
    }
    let nps = tally.nps().ok_or("four answers")?;
    assert_eq!((nps.display, nps.n), (25, 4));
    println!("{nps}");
    Ok(())
}
