//! A text with its names filled in: always short, always harmless.

use std::collections::BTreeMap;
use std::io;
use std::sync::LazyLock;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, Output, RenderContext, RenderError, Renderable, ScopedJson, no_escape,
};
use serde_json::{Value, json};
use survey_core::Properties;

use super::slot::{PRODUCT, Slot, safe_url};
use super::vet::Text;

/// Most entries of a list that a text goes through.
const MOST_ENTRIES: usize = 100;
/// Most characters of one value.
const MOST_VALUE: usize = 500;
/// So deep are lists and objects in properties kept.
const MOST_DEEP: usize = 4;

/// Nothing is escaped here: the result is plain text, and whatever shows it escapes it.
static REGISTRY: LazyLock<Handlebars<'static>> = LazyLock::new(|| {
    let mut registry = Handlebars::new();
    registry.register_escape_fn(no_escape);
    registry.register_helper("or", Box::new(Or));
    registry
});

/// `{{or name "words"}}`: the first that is not empty.
struct Or;

impl HelperDef for Or {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let empty = |value: &Value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
        let first = helper.params().iter().map(handlebars::PathAndJson::value).find(|value| !empty(value));
        Ok(ScopedJson::Derived(first.cloned().unwrap_or_else(|| Value::String(String::new()))))
    }
}

/// What the names stand for, for one person.
#[derive(Debug)]
pub struct Names {
    context: Context,
    said: BTreeMap<Slot, String>,
}

impl Names {
    /// The names for a person and what was bought or served.
    pub fn of(company: &str, survey: &str, name: Option<&str>, email: Option<&str>, properties: &Properties) -> Self {
        let name = name.map(clean).unwrap_or_default();
        let given = |property: &str| properties.get(property).and_then(Value::as_str).map(clean);
        let first = given("first_name").filter(|first| !first.is_empty());
        let first = first.unwrap_or_else(|| name.split_whitespace().next().unwrap_or_default().to_owned());
        let values: serde_json::Map<String, Value> =
            properties.iter().map(|(key, value)| (key.clone(), tame(value, MOST_DEEP))).collect();
        let context = json!({
            "company": clean(company),
            "product": given(PRODUCT).filter(|product| !product.is_empty()).unwrap_or_else(|| clean(company)),
            "survey": {"name": clean(survey)},
            "person": {"name": name, "first_name": first, "email": email.map(clean).unwrap_or_default()},
            "properties": values,
        });
        let said = Slot::ALL.into_iter().filter_map(|slot| {
            let text = properties.get(slot.property()?)?.as_str()?;
            let text = if slot == Slot::LinkUrl { safe_url(text)? } else { tidy(text, slot) };
            (!text.is_empty()).then_some((slot, text))
        });
        Names { said: said.collect(), context: Context::from(context) }
    }

    /// What came with the person for this one slot.
    pub(super) fn said(&self, slot: Slot) -> Option<&str> {
        self.said.get(&slot).map(String::as_str)
    }
}

impl Text {
    /// The text with the names filled in, cut where it grows too long; none when it cannot be filled in.
    pub(super) fn fill(&self, names: &Names) -> Option<String> {
        let mut out = Capped { text: String::new(), room: self.slot.most_shown() * 4, full: false };
        let done = self.template.render(&REGISTRY, &names.context, &mut RenderContext::new(None), &mut out);
        match done {
            Err(error) if !out.full => {
                tracing::warn!(slot = self.slot.name(), %error, "a text cannot be filled in");
                None
            }
            _ => Some(tidy(&out.text, self.slot)),
        }
    }
}

struct Capped {
    text: String,
    room: usize,
    full: bool,
}

impl Output for Capped {
    fn write(&mut self, segment: &str) -> Result<(), io::Error> {
        let mut end = segment.len().min(self.room);
        while !segment.is_char_boundary(end) {
            end -= 1;
        }
        self.text.push_str(&segment[..end]);
        self.room -= end;
        self.full |= end < segment.len();
        if self.full { Err(io::Error::other("the text is long enough")) } else { Ok(()) }
    }
}

/// One line of a header, without what could break out of it or turn it round.
fn clean(text: &str) -> String {
    text.trim().chars().take(MOST_VALUE).map(|c| if is_hostile(c) { ' ' } else { c }).collect()
}

/// Control characters, and the marks that make text run the other way.
fn is_hostile(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

fn tame(value: &Value, deep: usize) -> Value {
    match value {
        _ if deep == 0 => Value::Null,
        Value::String(text) => Value::String(clean(text)),
        Value::Array(list) => list.iter().take(MOST_ENTRIES).map(|entry| tame(entry, deep - 1)).collect(),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, value)| (key.clone(), tame(value, deep - 1))).collect())
        }
        value => value.clone(),
    }
}

/// As it is shown: no control characters, no gap where a name was empty ("Hello ," is "Hello,"), not too long.
fn tidy(text: &str, slot: Slot) -> String {
    let line = |line: &str| {
        let words: String = line.chars().map(|c| if is_hostile(c) { ' ' } else { c }).collect();
        let words = words.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        words.replace(" ,", ",").replace(" .", ".")
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let tidied = if slot.one_line() {
        line(&text)
    } else {
        let mut lines: Vec<String> = text.lines().map(line).collect();
        lines.dedup_by(|next, before| next.is_empty() && before.is_empty());
        lines.join("\n").trim().to_owned()
    };
    match tidied.char_indices().nth(slot.most_shown()) {
        None => tidied,
        Some((end, _)) => tidied[..end].trim_end().to_owned(),
    }
}

/// Paragraphs of lines: an empty line begins the next paragraph.
pub fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let paragraph = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    text.split("\n\n").map(|part| paragraph(part.trim_matches('\n'))).filter(|lines| !lines.is_empty()).collect()
}
