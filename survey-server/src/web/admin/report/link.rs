//! From a number to the answers that it counts.

use url::form_urlencoded::Serializer;

use crate::reporting::span::Span;
use crate::reporting::view::{Against, View};
use crate::store::workspaces::day_date;

/// The list of answers of a view on these days (as days since 1970), narrowed by more words: `category`, `score`.
pub fn answers(view: &View, days: (i32, i32), more: &[(&str, &str)]) -> String {
    let span = Span::Days(day_date(days.0), day_date(days.1));
    let view = View { span, against: Against::default(), bucket: None, ..view.clone() };
    let mut query = Serializer::new(String::new());
    query.extend_pairs(view.words()).extend_pairs(more);
    format!("/admin/responses?{}", query.finish())
}
