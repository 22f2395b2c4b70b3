//! Places in a text, `{{to}}`, and what is put there. No conditions, no loops: what goes in is never read again.

/// The places that there are.
pub const NAMES: [&str; 8] = ["to", "text", "url", "company", "name", "locale", "id", "secret"];

/// Fills every place. An error names what stands in braces and is not a place.
pub fn fill(text: &str, value: &dyn Fn(&str) -> String) -> Result<String, String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once("{{") {
        let Some((name, after)) = opened.split_once("}}") else {
            return Err("has {{ without }} after it".to_owned());
        };
        let name = name.trim();
        if !NAMES.contains(&name) {
            return Err(format!("has {{{{{name}}}}}, which is not a place; there are {}", NAMES.join(", ")));
        }
        filled.push_str(before);
        filled.push_str(&value(name));
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Whether a text has this place.
pub fn has(text: &str, name: &str) -> bool {
    let found = std::cell::Cell::new(false);
    let note = |place: &str| {
        found.set(found.get() || place == name);
        String::new()
    };
    fill(text, &note).is_ok() && found.get()
}
