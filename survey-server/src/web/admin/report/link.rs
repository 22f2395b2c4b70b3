//! From a number to the answers that it counts.

use url::form_urlencoded::Serializer;

use crate::reporting::behind::Group;
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

/// The list of the answers of a group of a view on these days. What the view is compared with stays: who moved is told by it.
pub fn members(view: &View, days: (i32, i32), group: &Group) -> String {
    let view = View { span: Span::Days(day_date(days.0), day_date(days.1)), bucket: None, ..view.clone() };
    let mut query = Serializer::new(String::new());
    query.extend_pairs(view.words()).extend_pairs(group.words());
    format!("/admin/responses?{}", query.finish())
}
