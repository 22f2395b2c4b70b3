//! Properties the three ways of looking at tags share, and what they refuse.
use super::*;
use crate::score::{Confidence, Tally};

const SETS: [&[usize]; 6] = [&[0], &[0, 1], &[], &[1], &[2, 0], &[2]];

fn answers() -> Vec<TaggedAnswer<'static>> {
    let categories =
        [Category::Detractor, Category::Promoter, Category::Passive, Category::Promoter, Category::Detractor];
    (0..60).map(|i| TaggedAnswer { category: categories[i * i % 5], tags: SETS[i * 7 % 6] }).collect()
}

fn score(answers: &[TaggedAnswer<'_>]) -> f64 {
    answers.iter().map(|answer| answer.category.sign()).sum::<f64>() / answers.len() as f64
}

#[test]
fn the_parts_of_both_additive_ways_add_up_to_the_score() {
    let answers = answers();
    let split = equal_split(&answers, 3).unwrap().unwrap();
    let sum = split.untagged + split.tags.iter().map(TagSplit::net).sum::<f64>();
    assert!((sum - score(&answers)).abs() < 1e-12);

    let impact = adjusted_impact(&answers, 3, DEFAULT_RIDGE, Confidence::default()).unwrap().unwrap();
    let sum = impact.base + impact.tags.iter().map(|tag| tag.contribution).sum::<f64>();
    assert!((sum - score(&answers)).abs() < 1e-12);
}

#[test]
fn leaving_out_is_the_score_minus_the_score_of_the_others() {
    let tagged = Tally { promoters: 1, passives: 2, detractors: 9 };
    let others = Tally { promoters: 30, passives: 7, detractors: 4 };
    let impact = leave_out_impact(&tagged, &others, Confidence::default()).unwrap();
    let whole = (tagged + others).nps().unwrap().value;
    assert!((impact.impact - (whole - others.nps().unwrap().value)).abs() < 1e-12);
    assert_eq!(leave_out_impact(&tagged, &Tally::default(), Confidence::default()), None);
}

#[test]
fn tags_that_always_come_together_are_apart_only_with_a_ridge() {
    let twins: Vec<_> = (0..30)
        .map(|i| TaggedAnswer { category: Category::Detractor, tags: if i % 3 == 0 { &[0, 1] } else { &[] } })
        .collect();
    assert_eq!(adjusted_impact(&twins, 2, 0.0, Confidence::default()), Ok(None));
    assert!(adjusted_impact(&twins, 2, DEFAULT_RIDGE, Confidence::default()).unwrap().is_some());
}

#[test]
fn a_tag_nobody_chose_contributes_nothing() {
    let impact = adjusted_impact(&answers(), 4, DEFAULT_RIDGE, Confidence::default()).unwrap().unwrap();
    let unused = impact.tags[3];
    assert_eq!((unused.mentions, unused.is_shown()), (0, false));
    assert!(unused.contribution.abs() < 1e-15 && (unused.p - 1.0).abs() < 1e-15);
}

#[test]
fn no_answers_unknown_tags_and_wrong_ridges_are_told_apart() {
    let level = Confidence::default();
    assert_eq!(adjusted_impact(&[], 2, DEFAULT_RIDGE, level), Ok(None));
    assert_eq!(equal_split(&[], 2), Ok(None));
    assert_eq!(equal_split(&answers(), 2), Err(InvalidTags::Unknown { tag: 2, tags: 2 }));
    assert_eq!(equal_split(&answers(), 501), Err(InvalidTags::TooMany { given: 501 }));
    assert_eq!(adjusted_impact(&answers(), 3, -1.0, level), Err(InvalidTags::Ridge { given: -1.0 }));
    assert!(adjusted_impact(&answers(), 3, f64::NAN, level).is_err());
}

#[test]
fn a_tag_named_twice_in_an_answer_counts_once() {
    let once = [TaggedAnswer { category: Category::Promoter, tags: &[1, 0] }];
    let twice = [TaggedAnswer { category: Category::Promoter, tags: &[0, 1, 0] }];
    assert_eq!(equal_split(&once, 2), equal_split(&twice, 2));
}
