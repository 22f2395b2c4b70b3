//! Counting one answer a byte, as fast as memory delivers it.

use super::{CheckedTally, Tally};

/// Bytes compared side by side: the width of the vector registers every x86-64 and ARM64 machine has.
const LANES: usize = 16;
/// Rounds before a lane of eight bits could overflow.
const ROUNDS: usize = 255;

/// Counts by comparing against the upper borders 6, 8 and 10, which the compiler turns into vector instructions.
pub(super) fn count_bytes(scores: &[u8]) -> CheckedTally {
    let mut counts = UpTo::default();
    for block in scores.chunks(LANES * ROUNDS) {
        counts.add_block(block);
    }
    let [six, eight, ten] = counts.0;
    CheckedTally {
        tally: Tally { promoters: ten - eight, passives: eight - six, detractors: six },
        invalid: scores.len() as u64 - ten,
    }
}

/// How many bytes are at most 6, at most 8, at most 10.
#[derive(Default)]
struct UpTo([u64; 3]);

impl UpTo {
    fn add_block(&mut self, block: &[u8]) {
        let (mut six, mut eight, mut ten) = ([0u8; LANES], [0u8; LANES], [0u8; LANES]);
        let (rows, rest) = block.as_chunks::<LANES>();
        for row in rows {
            for lane in 0..LANES {
                six[lane] += u8::from(row[lane] <= 6);
                eight[lane] += u8::from(row[lane] <= 8);
                ten[lane] += u8::from(row[lane] <= 10);
            }
        }
        for (total, lanes) in self.0.iter_mut().zip([six, eight, ten]) {
            *total += lanes.iter().map(|&count| u64::from(count)).sum::<u64>();
        }
        for &score in rest {
            self.add_one(score);
        }
    }

    fn add_one(&mut self, score: u8) {
        for (total, border) in self.0.iter_mut().zip([6, 8, 10]) {
            *total += u64::from(score <= border);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::Score;

    #[test]
    fn blocks_count_like_one_answer_after_another() {
        for length in [0, 1, LANES - 1, LANES * ROUNDS - 1, LANES * ROUNDS, 3 * LANES * ROUNDS + 7] {
            let scores: Vec<u8> = (0..length).map(|i| ((i * 7 + i / 13) % 13) as u8).collect();
            let slowly: Tally = scores.iter().flat_map(|&score| Score::new(i64::from(score))).collect();
            let checked = count_bytes(&scores);
            assert_eq!(checked.tally, slowly);
            assert_eq!(checked.invalid, length as u64 - slowly.n());
        }
    }

    #[test]
    fn a_lane_full_of_one_category_does_not_overflow() {
        assert_eq!(count_bytes(&vec![0; 1_000_000]).tally.detractors, 1_000_000);
    }
}
