//! In which order the rows stand: each heading is a link.

use std::cmp::Ordering;

use serde::Serialize;

use super::lines::Line;
use crate::error::Error;
use crate::reporting::segments::Segments;
use crate::web::admin::reader::Reader;

/// By what the rows can be ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum By {
    /// The fair order, or by the number of answers where nothing tells the values apart.
    #[default]
    Begin,
    Place,
    Value,
    Answers,
    Score,
    Change,
}

const COLUMNS: [(By, &str); 5] = [
    (By::Place, "place"),
    (By::Value, "value"),
    (By::Answers, "answers"),
    (By::Score, "score"),
    (By::Change, "change"),
];

/// An order, and whether it is turned round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    by: By,
    is_turned: bool,
}

/// A heading of the table.
#[derive(Debug, Serialize)]
pub struct Head {
    column: &'static str,
    name: String,
    href: String,
    /// For the attribute `aria-sort`; none where the rows stand in another order.
    sort: Option<&'static str>,
    is_number: bool,
}

impl Sort {
    /// Reads the word of an address: `score`, or `-score` turned round.
    pub fn of(word: &str) -> Self {
        let (is_turned, name) = word.strip_prefix('-').map_or((false, word), |name| (true, name));
        let by = COLUMNS.into_iter().find(|(_, known)| *known == name).map(|(by, _)| by);
        by.map_or_else(Sort::default, |by| Sort { by, is_turned })
    }

    /// Its word in addresses; empty for the one that everybody begins with.
    pub fn word(self) -> String {
        let name = COLUMNS.into_iter().find(|(by, _)| *by == self.by).map(|(_, name)| name);
        name.map(|name| format!("{}{name}", if self.is_turned { "-" } else { "" })).unwrap_or_default()
    }

    /// What it comes to for these rows.
    pub fn over(self, found: &Segments) -> Self {
        let is_ranked = found.rows.iter().any(|row| row.place.is_some());
        match self.by {
            By::Begin if is_ranked => Sort { by: By::Place, is_turned: false },
            By::Begin => Sort { by: By::Answers, is_turned: false },
            By::Place if !is_ranked => Sort { by: By::Answers, is_turned: self.is_turned },
            _ => self,
        }
    }

    /// Orders the rows; what has no value there stands last, either way.
    pub fn apply(self, lines: &mut [Line]) {
        lines.sort_by(|a, b| {
            let (one, other) = (self.key(a), self.key(b));
            let by_key = match (one, other) {
                (Some(one), Some(other)) if self.is_turned => one.total_cmp(&other).reverse(),
                (Some(one), Some(other)) => one.total_cmp(&other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            };
            let by_name = a.name.to_lowercase().cmp(&b.name.to_lowercase());
            let turned = self.by == By::Value && self.is_turned;
            by_key.then_with(|| if turned { by_name.reverse() } else { by_name }).then_with(|| a.value.cmp(&b.value))
        });
    }

    /// Smallest first, so that the natural order is best first.
    fn key(self, line: &Line) -> Option<f64> {
        match self.by {
            By::Place => line.place.map(|place| place as f64),
            By::Value => Some(0.0),
            By::Begin | By::Answers => Some(-(line.count as f64)),
            By::Score => line.shown.map(|shown| -f64::from(shown.value)),
            By::Change => line.moved.map(|points| -f64::from(points)),
        }
    }
}

/// The headings. `href` makes the address of a sort's word.
pub fn heads(reader: &Reader, sort: Sort, found: &Segments, href: impl Fn(&str) -> String) -> Result<Vec<Head>, Error> {
    let is_ranked = found.rows.iter().any(|row| row.place.is_some());
    let mut heads = Vec::new();
    for (by, name) in COLUMNS {
        if by == By::Place && !is_ranked {
            continue;
        }
        let is_current = by == sort.by;
        // What stands there is turned round by the next click.
        let next = Sort { by, is_turned: is_current && !sort.is_turned };
        // Places and names rise in their natural order, numbers fall.
        let rises = matches!(by, By::Place | By::Value) != sort.is_turned;
        heads.push(Head {
            column: name,
            name: reader.text("segments-column", &[("column", name.into())])?,
            href: href(&next.word()),
            sort: is_current.then_some(if rises { "ascending" } else { "descending" }),
            is_number: by != By::Value,
        });
    }
    Ok(heads)
}
