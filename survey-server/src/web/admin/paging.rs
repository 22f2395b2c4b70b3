//! Links to the pages before and after.

use serde::Serialize;
use url::form_urlencoded::Serializer;

/// The two links below a list.
#[derive(Debug, Serialize)]
pub struct Pages {
    /// Newer, or before.
    pub previous: Option<String>,
    /// Older, or after.
    pub next: Option<String>,
}

/// An address with a query; empty values are left out.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut text = Serializer::new(String::new());
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        text.append_pair(name, value);
    }
    match text.finish().as_str() {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

impl Pages {
    /// Of a list with numbered pages, of which this is the one after `page` others. None where there is only one.
    pub fn numbered(path: &str, query: &[(&str, &str)], page: i64, more: bool) -> Option<Self> {
        let link = |number: i64| {
            let number = number.to_string();
            let mut query = query.to_vec();
            query.push(("page", &number));
            address(path, &query)
        };
        let previous = (page > 0).then(|| link(page));
        let next = more.then(|| link(page + 2));
        (previous.is_some() || next.is_some()).then_some(Pages { previous, next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_page_has_no_links_and_a_search_is_kept() {
        assert!(Pages::numbered("/a", &[("q", "x")], 0, false).is_none());
        let pages = Pages::numbered("/a", &[("view", ""), ("q", "a&b")], 1, true).unwrap();
        assert_eq!(pages.previous.as_deref(), Some("/a?q=a%26b&page=1"));
        assert_eq!(pages.next.as_deref(), Some("/a?q=a%26b&page=3"));
    }
}
