//! Changing an answer that was given: by whom, until when, and when answers contradict each other.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::answer::Answers;

/// How many different scores within [`CONTRADICTION_WINDOW`] contradict each other.
const CONTRADICTING_SCORES: usize = 3;

/// In what time contradicting scores are posted.
const CONTRADICTION_WINDOW: SignedDuration = SignedDuration::from_secs(120);

/// What becomes of answers that were posted after the first.
///
/// ```
/// use survey_core::response::{Amendment, Answers, amend};
///
/// let nothing = Answers::default();
/// assert_eq!(amend(&nothing, &nothing, false, true), Amendment::NoChange);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amendment {
    /// They say what was said before.
    NoChange,
    /// They change or complete the response, which now is this; [`Answers::without_hidden`] takes out what they made
    /// irrelevant.
    Applied(Answers),
    /// They differ and come from elsewhere or too late: keep them as evidence beside the response and show them, but
    /// leave the response as it is.
    Kept,
}

/// Decides what answers posted after the first do to the response.
///
/// The browser that answered (`same_browser`: it holds the cookie of its own answer) may change it inside the window
/// (`in_window`). Another browser may only fill in what was not answered, inside the window; where it also contradicts an
/// answer, none of it is applied, because it may be another person. Questions that `incoming` does not mention keep their
/// answers.
///
/// ```
/// use survey_core::response::{Amendment, Answers, amend};
///
/// let answers = |json: &str| -> Answers { serde_json::from_str(json).unwrap() };
/// let first = answers(r#"{"score": 3}"#);
/// let with_comment = answers(r#"{"score": 3, "comment": "late"}"#);
/// assert_eq!(amend(&first, &first, false, true), Amendment::NoChange);
/// assert_eq!(amend(&first, &with_comment, false, true), Amendment::Applied(with_comment.clone()));
/// assert_eq!(amend(&first, &answers(r#"{"score": 9}"#), false, true), Amendment::Kept);
/// assert_eq!(amend(&first, &answers(r#"{"score": 9}"#), true, true), Amendment::Applied(answers(r#"{"score": 9}"#)));
/// assert_eq!(amend(&first, &answers(r#"{"score": 9}"#), true, false), Amendment::Kept);
/// ```
pub fn amend(current: &Answers, incoming: &Answers, same_browser: bool, in_window: bool) -> Amendment {
    let amended = current.overlaid(incoming);
    if amended == *current {
        return Amendment::NoChange;
    }
    let contradicts = incoming.iter().any(|(key, answer)| current.get(key).is_some_and(|given| given != answer));
    if in_window && (same_browser || !contradicts) { Amendment::Applied(amended) } else { Amendment::Kept }
}

/// Whether scores posted for one invitation contradict each other: three or more different ones within 120 seconds, in
/// whatever order they are given.
///
/// ```
/// use jiff::Timestamp;
/// use survey_core::response::contradicted;
///
/// let at = |second| Timestamp::from_second(second).unwrap();
/// assert!(contradicted(&[(at(0), 0), (at(1), 1), (at(120), 2)]));
/// assert!(!contradicted(&[(at(0), 0), (at(1), 1), (at(121), 2)]));
/// assert!(!contradicted(&[(at(0), 0), (at(1), 9), (at(2), 0), (at(3), 9)]));
/// ```
pub fn contradicted(posts: &[(Timestamp, i64)]) -> bool {
    contradicting(posts).contains(&true)
}

/// Which of the scores posted for one invitation contradict others, in the order in which they are given: those that lie
/// in 120 seconds with three or more different ones. A score that was posted apart from them stands, whatever a scanner
/// posts before or after it.
///
/// ```
/// use jiff::Timestamp;
/// use survey_core::response::contradicting;
///
/// let at = |second| Timestamp::from_second(second).unwrap();
/// let scan_then_person = [(at(0), 0), (at(1), 1), (at(2), 2), (at(600), 9)];
/// assert_eq!(contradicting(&scan_then_person), [true, true, true, false]);
/// ```
pub fn contradicting(posts: &[(Timestamp, i64)]) -> Vec<bool> {
    let mut by_time: Vec<usize> = (0..posts.len()).collect();
    by_time.sort_by_key(|index| posts[*index]);
    let mut marked = vec![false; posts.len()];
    // How often each score was posted in the 120 seconds that end with the post at hand.
    let mut window: BTreeMap<i64, usize> = BTreeMap::new();
    let (mut oldest, mut marked_until) = (0, 0);
    for (place, index) in by_time.iter().enumerate() {
        let (at, score) = posts[*index];
        while at.duration_since(posts[by_time[oldest]].0) > CONTRADICTION_WINDOW {
            let left = posts[by_time[oldest]].1;
            if let Some(count) = window.get_mut(&left) {
                *count -= 1;
            }
            oldest += 1;
        }
        window.retain(|_, count| *count > 0);
        *window.entry(score).or_default() += 1;
        if window.len() >= CONTRADICTING_SCORES {
            for inside in by_time.iter().take(place + 1).skip(oldest.max(marked_until)) {
                marked[*inside] = true;
            }
            marked_until = place + 1;
        }
    }
    marked
}
