//! An interval as a line with its value on it, in a row of a table.

use serde::Serialize;

/// Where they lie in a drawing 100 wide.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Whisker {
    from: f64,
    width: f64,
    zero: f64,
    middle: f64,
}

impl Whisker {
    /// The scale of some intervals (value, low, high); zero is always on it.
    pub fn scale(all: impl IntoIterator<Item = (i32, i32, i32)>) -> (i32, i32) {
        let (low, high) =
            all.into_iter().fold((0, 0), |(low, high), one| (low.min(one.1).min(one.0), high.max(one.2).max(one.0)));
        (low, high.max(low + 1))
    }

    /// One of them, on that scale.
    pub fn on((low, high): (i32, i32), (value, from, until): (i32, i32, i32)) -> Self {
        let place = |points: i32| (1000.0 * f64::from(points - low) / f64::from(high - low)).round() / 10.0;
        Whisker {
            from: place(from),
            width: (place(until) - place(from)).max(0.5),
            zero: place(0),
            // The mark is 1.2 wide and stays inside.
            middle: (place(value) - 0.6).clamp(0.0, 98.8),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_always_on_the_scale_and_marks_stay_inside() {
        assert_eq!(Whisker::scale([(30, 10, 50), (20, 15, 25)]), (0, 50));
        assert_eq!(Whisker::scale([(-30, -50, -10)]), (-50, 0));
        assert_eq!(Whisker::scale([]), (0, 1));
        let one = Whisker::on((-50, 50), (0, -25, 25));
        assert_eq!((one.from, one.width, one.zero), (25.0, 50.0, 50.0));
        let last = Whisker::on((0, 50), (50, 50, 50));
        assert!(last.middle <= 98.8 && last.width >= 0.5, "{last:?}");
    }
}
