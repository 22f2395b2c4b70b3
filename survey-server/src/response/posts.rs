//! The posts for one response: kept, and judged whether they contradict each other.

use survey_core::response::{Answers, contradicting};
use survey_core::survey::Survey;

use super::answer::Answer;
use crate::error::Error;
use crate::store::responses::{self, Post, Response, evidence};
use crate::store::{Conn, Json};

/// Whoever filled in the form.
const RESPONDENT: &str = "respondent";
/// Nobody sent a form: the answer was inferred.
const LOOK: &str = "look";
/// So many posts are kept; of further ones only those that are applied.
const MOST: usize = 100;

/// Keeps a later post, and with the first of them what was there before, and judges them all. A post to an answer that
/// had contradicted itself is applied where it stands alone.
pub(super) fn note(conn: &mut Conn, answer: &Answer, current: &Response, applied: bool) -> Result<Standing, Error> {
    let mut posts = responses::history(conn, current.workspace_id, current.id)?;
    let post = |n: i32, at, actor: &str, answers: &Answers, applied| Post {
        workspace_id: current.workspace_id,
        response_id: current.id,
        n,
        at,
        actor: actor.to_owned(),
        answers: Json(answers.clone()),
        applied,
    };
    if posts.is_empty() {
        let actor = if current.evidence == evidence::INFERRED { LOOK } else { RESPONDENT };
        posts.push(post(1, current.answered_at, actor, &current.answers.0, true));
        responses::insert_post(conn, &posts[0])?;
    }
    let kept = posts.len();
    let n = posts.last().map_or(1, |last| last.n + 1);
    let mut next = post(n, answer.cx.now, RESPONDENT, &answer.row.answers.0, applied);
    posts.push(next.clone());
    let standing = Standing::of(&answer.setting.survey, &posts, current.evidence == evidence::CONTRADICTED);
    next.applied |= standing == Standing::Alone;
    if next.applied || kept < MOST {
        responses::insert_post(conn, &next)?;
    }
    Ok(standing)
}

/// What the scores that were posted say of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The answer stands.
    Stands,
    /// It was only ever given together with others that contradict it.
    Void,
    /// It does not stand, but the post at hand does: it was given apart from all others.
    Alone,
}

impl Standing {
    /// Of all posts, the one at hand last; `void` where the answer had contradicted itself before.
    pub(super) fn of(survey: &Survey, posts: &[Post], void: bool) -> Self {
        let Some(main) = survey.main_question() else { return Standing::Stands };
        let scored: Vec<(&Post, i64)> =
            posts.iter().filter_map(|post| Some((post, post.answers.0.number(&main.key)?))).collect();
        let posted: Vec<_> = scored.iter().filter(|(post, _)| post.actor == RESPONDENT).collect();
        let times: Vec<_> = posted.iter().map(|(post, score)| (post.at.timestamp(), *score)).collect();
        let marks = contradicting(&times);
        let clean = |n: i32| posted.iter().zip(&marks).all(|((post, _), mark)| post.n != n || !mark);
        if void {
            let at_hand = posts.last().map(|post| post.n);
            let alone = scored.last().is_some_and(|(post, _)| Some(post.n) == at_hand && clean(post.n));
            return if alone { Standing::Alone } else { Standing::Void };
        }
        let Some((_, current)) = scored.iter().rev().find(|(post, _)| post.applied) else { return Standing::Stands };
        let given = scored.iter().filter(|(post, score)| post.applied && score == current);
        if given.into_iter().any(|(post, _)| clean(post.n)) { Standing::Stands } else { Standing::Void }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::store::{Id, Time};

    fn post(n: i32, second: i64, actor: &str, score: i64, applied: bool) -> Post {
        let answers = serde_json::from_value(json!({ "score": score })).unwrap();
        let at = Time::from_secs(second);
        Post {
            workspace_id: 1,
            response_id: Id::default(),
            n,
            at,
            actor: actor.to_owned(),
            answers: Json(answers),
            applied,
        }
    }

    fn standing(posts: &[Post], void: bool) -> Standing {
        Standing::of(&survey_core::survey::template("default").unwrap(), posts, void)
    }

    #[test]
    fn three_scores_at_once_void_the_answer_and_one_apart_from_them_stands() {
        let mut posts = vec![post(1, 0, RESPONDENT, 0, true), post(2, 1, RESPONDENT, 1, false)];
        assert_eq!(standing(&posts, false), Standing::Stands);
        posts.push(post(3, 2, RESPONDENT, 2, false));
        assert_eq!(standing(&posts, false), Standing::Void);
        posts.push(post(4, 60, RESPONDENT, 9, false));
        assert_eq!(standing(&posts, true), Standing::Void, "amid the scan");
        posts.push(post(5, 600, RESPONDENT, 9, false));
        assert_eq!(standing(&posts, true), Standing::Alone);
    }

    #[test]
    fn a_later_scan_voids_neither_the_answer_nor_its_comment() {
        let scan = (0..11).map(|score| post(2 + score, 600 + i64::from(score), RESPONDENT, i64::from(score), false));
        let mut posts: Vec<Post> = [post(1, 0, RESPONDENT, 7, true)].into_iter().chain(scan).collect();
        assert_eq!(standing(&posts, false), Standing::Stands);
        // The form for the comment carries the score again.
        posts.push(post(13, 660, RESPONDENT, 7, true));
        assert_eq!(standing(&posts, false), Standing::Stands);
    }

    #[test]
    fn a_look_and_what_a_program_wrote_contradict_nobody() {
        let posts = [post(1, 0, LOOK, 9, true), post(2, 1, "api", 3, true), post(3, 2, RESPONDENT, 5, false)];
        assert_eq!(standing(&posts, false), Standing::Stands);
    }
}
