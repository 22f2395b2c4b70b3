//! Pages that thousands get alike but for a few places: rendered once with marks in those places, then only filled in.

use crate::shelf::Shelf;

/// A place in a page: the mark that stands for it while the page is rendered, and what a reader gets there.
///
/// The mark is of letters and hyphens, so that no template writes it differently; the value is escaped as a template does.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    /// What the context holds in its place.
    pub mark: &'static str,
    /// What is written there.
    pub value: &'a str,
}

/// A rendered page, cut at its marks: each part, and the slot that follows it.
type Parts = Vec<(String, Option<usize>)>;

/// The pages of this process.
#[derive(Debug, Default)]
pub(super) struct Slots(Shelf<String, Parts>);

impl Slots {
    /// The page of a key with its slots filled in; rendered if it is not known.
    pub(super) fn page<E>(
        &self,
        key: String,
        slots: &[Slot<'_>],
        render: impl FnOnce() -> Result<String, E>,
    ) -> Result<String, E> {
        let parts = self.0.get(key, |_| true, || Ok(cut(&render()?, slots)))?;
        Ok(filled(&parts, slots))
    }
}

fn cut(page: &str, slots: &[Slot<'_>]) -> Parts {
    let mut parts = Parts::new();
    let mut rest = page;
    let next = |rest: &str| {
        let places = slots.iter().enumerate();
        places.filter_map(|(slot, of)| Some((rest.find(of.mark)?, slot, of.mark.len()))).min()
    };
    while let Some((at, slot, length)) = next(rest) {
        let (before, after) = rest.split_at(at);
        parts.push((before.to_owned(), Some(slot)));
        rest = after.get(length..).unwrap_or_default();
    }
    parts.push((rest.to_owned(), None));
    parts
}

fn filled(parts: &Parts, slots: &[Slot<'_>]) -> String {
    let values: Vec<String> = slots.iter().map(|slot| handlebars::html_escape(slot.value)).collect();
    let value = |slot: &Option<usize>| slot.and_then(|slot| values.get(slot)).map_or("", String::as_str);
    let length = parts.iter().map(|(text, slot)| text.len() + value(slot).len()).sum();
    let mut page = String::with_capacity(length);
    for (text, slot) in parts {
        page.push_str(text);
        page.push_str(value(slot));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shelf::MOST;

    fn page(slots: &Slots, key: &str, values: [&str; 2], source: &str) -> String {
        let [one, other] = values;
        let places = [Slot { mark: "slot-one", value: one }, Slot { mark: "slot-other", value: other }];
        slots.page(key.to_owned(), &places, || Ok::<_, std::convert::Infallible>(source.to_owned())).unwrap()
    }

    #[test]
    fn every_reader_gets_his_own_values_in_all_places() {
        let slots = Slots::default();
        let source = "<a href=\"slot-one\">1</a><a href=\"slot-other\">2</a><a href=\"slot-one\">3</a>";

        let first = page(&slots, "a", ["/s/x", "/c/y"], source);
        let second = page(&slots, "a", ["/s/z", ""], "is not rendered again");

        assert_eq!(first, "<a href=\"/s/x\">1</a><a href=\"/c/y\">2</a><a href=\"/s/x\">3</a>");
        let quoted = page(&slots, "a", ["\"><script>", ""], "is not rendered again");
        assert!(quoted.starts_with("<a href=\"&quot;&gt;&lt;script&gt;\">"), "{quoted}");
        assert_eq!(second, "<a href=\"/s/z\">1</a><a href=\"\">2</a><a href=\"/s/z\">3</a>");
    }

    #[test]
    fn a_page_of_another_key_is_another_page_and_pages_do_not_pile_up() {
        let slots = Slots::default();

        for n in 0..=MOST {
            assert_eq!(page(&slots, &n.to_string(), ["1", "2"], &format!("{n} slot-one")), format!("{n} 1"));
        }

        assert_eq!(slots.0.count(), 1);
    }
}
