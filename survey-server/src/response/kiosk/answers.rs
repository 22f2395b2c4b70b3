//! Answers that were given on a tablet, perhaps days ago without a connection.

use survey_core::response::{Answers, Completeness, awaits_agreement};

use super::by_link;
use crate::clock::Cx;
use crate::error::Error;
use crate::render::Language;
use crate::response::answer::Answer;
use crate::response::asked::{self, Asked, Posted, is_history};
use crate::response::through::Through;
use crate::response::{anonymous, rollup};
use crate::secret::{Claim, sha256};
use crate::store::kiosks::Kiosk;
use crate::store::{Conn, Id, Time};

/// An answer is at most so old; one that says that it is older is as old as this.
const OLDEST_DAYS: i64 = 30;

/// One answer as a tablet hands it in.
#[derive(Clone, Debug)]
pub struct Given {
    /// The id that the tablet made for it.
    pub id: Id,
    /// When it was given, by our clock as far as the tablet can tell.
    pub answered_at: Time,
    /// The version of the survey that was shown.
    pub version: i32,
    /// The language that it was shown in.
    pub language: String,
    /// The fields of the form.
    pub fields: Vec<(String, String)>,
}

/// What a tablet asks, in one of its languages.
pub fn asked(conn: &mut Conn, cx: &Cx, kiosk: &Kiosk, version: Option<i32>, language: &str) -> Result<Asked, Error> {
    let row = super::survey_of(conn, kiosk)?;
    let setting = asked::setting(conn, cx.workspace, &row, version.unwrap_or(row.version), None)?;
    let offered = kiosk.locales.0.iter().find(|offered| *offered == language).or_else(|| kiosk.locales.0.first());
    let language = offered.cloned();
    let through = Through { channel: "kiosk", language, properties: kiosk.properties.0.clone(), query: String::new() };
    let asked = Asked { through, ..Asked::new(row, setting) };
    asked::dressed(conn, cx, asked, None::<Language>)
}

/// The answers of a tablet as values to be taken, each for itself: a fault in one is no fault of the others.
pub fn take_from(
    conn: &mut Conn,
    cx: &Cx,
    claim: Claim,
    given: Vec<Given>,
) -> Result<(Kiosk, Vec<Result<Answer, Error>>), Error> {
    let kiosk = by_link(conn, cx, claim)?;
    let mut loaded: Vec<((i32, String), Asked)> = Vec::new();
    let mut answers = Vec::with_capacity(given.len());
    for one in given {
        let key = (one.version, one.language.clone());
        if !loaded.iter().any(|(known, _)| *known == key) {
            // A version that never was is the fault of those answers that name it.
            if !(1..=super::survey_of(conn, &kiosk)?.version).contains(&one.version) {
                let sentence = format!("the survey has no version {}", one.version);
                answers.push(Err(Error::invalid("version", sentence)));
                continue;
            }
            loaded.push((key.clone(), asked(conn, cx, &kiosk, Some(one.version), &one.language)?));
        }
        let Some((_, asked)) = loaded.iter().find(|(known, _)| *known == key) else { continue };
        answers.push(answer(cx, &kiosk, asked, one));
    }
    Ok((kiosk, answers))
}

fn answer(cx: &Cx, kiosk: &Kiosk, asked: &Asked, given: Given) -> Result<Answer, Error> {
    let at = believed(given.answered_at, cx.now);
    // What was answered while the survey was open counts, however late it arrives.
    if asked.row.closed_at.is_some_and(|closed| closed <= at) {
        return Err(Error::conflict("survey_closed", "the survey was closed before this answer was given"));
    }
    let survey = &asked.setting.survey;
    let pairs = given.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let answers = Answers::check_form(survey, pairs, Completeness::Partial)
        .map_err(|invalid| Error::Invalid(invalid.problems))?
        .without_hidden(survey, &asked.properties());
    if answers.is_empty() {
        return Err(Error::invalid("fields", "answer no question of this survey"));
    }
    if awaits_agreement(survey, &answers, &asked.properties()) {
        return Err(Error::conflict("agreement_missing", "nothing is stored before the agreement is given"));
    }
    let id = stored_id(kiosk, given.id);
    let posted = Posted {
        version: given.version,
        language: asked.language().unwrap_or("en").to_owned(),
        browser: None,
        new_browser: Vec::new(),
        submission: Some(id),
    };
    let mut answer = asked.answer(cx, answers, posted)?;
    answer.row.browser_hash = None;
    answer.row.answered_at = at;
    rollup::place(&asked.setting.workspace, &mut answer.row);
    answer.row.imported = is_history(at, cx.now);
    answer.setting.acts = !answer.row.imported;
    if survey.anonymous() {
        answer.row = anonymous::cut_down(cx, &asked.setting.workspace, answer.row, Some(id))?;
    }
    Ok(answer)
}

/// The moment that a tablet gives, as far as it can be: not after now, and not more than a month ago.
fn believed(at: Time, now: Time) -> Time {
    at.clamp(now.plus_days(-OLDEST_DAYS), now)
}

/// What the answer is stored under: the tablet's own time of it, so that the rows of one time lie together, and the rest
/// from a hash over the tablet and the id that it made. It stays the same when our keys change.
fn stored_id(kiosk: &Kiosk, id: Id) -> Id {
    let hash = sha256(format!("kiosk/{}/{}/{id}", kiosk.workspace_id, kiosk.id).as_bytes());
    let mut bytes = *id.0.as_bytes();
    bytes.iter_mut().zip(hash).skip(6).for_each(|(place, byte)| *place = byte);
    let builder = uuid::Builder::from_bytes(bytes).with_version(uuid::Version::SortRand);
    Id(builder.with_variant(uuid::Variant::RFC4122).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_believed_within_a_month_and_never_ahead() {
        let now = Time(1_800_000_000_000);

        assert_eq!(believed(now.plus_secs(-3600), now), now.plus_secs(-3600));
        assert_eq!(believed(now.plus_secs(1), now), now);
        assert_eq!(believed(Time(0), now), now.plus_days(-30));
    }
}
