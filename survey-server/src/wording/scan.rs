//! The first look at a text, before anything parses it: the parser of the templates descends once for every bracket and
//! block, so what could exhaust the stack is refused here.

use super::fault::{Fault, Reason};

/// Blocks may stand so deep in each other.
const MOST_DEEP: usize = 4;

/// A text that may be parsed.
#[derive(Debug)]
pub(super) struct Prepared {
    /// What is parsed: `{{ name | words }}` became `{{or name "words"}}`.
    pub(super) source: String,
    /// Where columns differ from what was written.
    shifts: Vec<Shift>,
}

#[derive(Debug)]
struct Shift {
    line: usize,
    /// The column in what was written, behind which everything is shifted.
    column: usize,
    by: isize,
}

impl Prepared {
    /// Where a place of the parsed source stands in what was written.
    pub(super) fn written(&self, line: usize, column: usize) -> (usize, usize) {
        let mut place = column as isize;
        for shift in self.shifts.iter().filter(|shift| shift.line == line) {
            if place > shift.column as isize {
                place = (place - shift.by).max(shift.column as isize);
            }
        }
        (line, place.max(1) as usize)
    }
}

/// Where one is in a text.
#[derive(Clone, Copy)]
struct At {
    line: usize,
    column: usize,
}

impl At {
    fn pass(&mut self, text: &str) {
        for c in text.chars() {
            if c == '\n' {
                *self = At { line: self.line + 1, column: 1 };
            } else {
                self.column += 1;
            }
        }
    }

    fn fault(self, reason: Reason, given: impl Into<String>) -> Fault {
        Fault { line: self.line, column: self.column, reason, given: given.into() }
    }
}

/// Looks at a text; what it says between braces is judged later.
pub(super) fn scan(source: &str) -> Result<Prepared, Fault> {
    let mut at = At { line: 1, column: 1 };
    let mut prepared = Prepared { source: String::with_capacity(source.len()), shifts: Vec::new() };
    let (mut rest, mut depth) = (source, 0_usize);
    while let Some(opens) = rest.find("{{") {
        let (plain, tag) = rest.split_at(opens);
        literal(plain, at)?;
        prepared.source.push_str(plain);
        at.pass(plain);
        if plain.ends_with('\\') {
            return Err(at.fault(Reason::Syntax, "a backslash before the braces"));
        }
        let (inside, length) = inside(tag).ok_or_else(|| at.fault(Reason::Unclosed, ""))?;
        let whole = &tag[..length];
        if let Some(comment) = inside.strip_prefix('!') {
            // The parser reads on for as long as it likes: a comment is left out here.
            let (lines, last) = (comment.matches('\n').count(), whole.rsplit('\n').next().unwrap_or_default());
            let column = if lines == 0 { at.column - 1 } else { 0 };
            prepared.shifts.push(Shift { line: at.line + lines, column, by: -(last.chars().count() as isize) });
            prepared.source.extend(comment.chars().filter(|c| *c == '\n'));
        } else {
            check(inside, at, &mut depth)?;
            let begins = at.column;
            match default_form(inside, at)? {
                Some(form) => {
                    let grew = form.chars().count() as isize - whole.chars().count() as isize;
                    prepared.shifts.push(Shift { line: at.line, column: begins, by: grew });
                    prepared.source.push_str(&form);
                }
                None => prepared.source.push_str(whole),
            }
        }
        at.pass(whole);
        rest = &tag[length..];
    }
    literal(rest, at)?;
    prepared.source.push_str(rest);
    Ok(prepared)
}

/// What stands between the braces at the beginning of `tag`, and the length with them.
fn inside(tag: &str) -> Option<(&str, usize)> {
    let (from, closing) = if tag.starts_with("{{!--") { (5, "--}}") } else { (2, "}}") };
    let length = tag[from..].find(closing)? + from;
    Some((&tag[2..length], length + closing.len()))
}

/// Text between the braces: plain, without markup.
fn literal(text: &str, at: At) -> Result<(), Fault> {
    let mut place = at;
    for (index, c) in text.char_indices() {
        if c.is_control() && !matches!(c, '\n' | '\r' | '\t') {
            return Err(place.fault(Reason::Control, ""));
        }
        let behind = &text[index + c.len_utf8()..];
        if c == '<' && behind.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) {
            let name: String =
                behind.chars().take_while(|c| c.is_ascii_alphanumeric() || "/!?-".contains(*c)).collect();
            let script = name.trim_start_matches('/').to_ascii_lowercase().starts_with("script");
            let reason = if script { Reason::Script } else { Reason::Html };
            return Err(place.fault(reason, format!("<{name}>")));
        }
        place.pass(&text[index..index + c.len_utf8()]);
    }
    Ok(())
}

/// What may stand between braces at all, and how deep in blocks.
fn check(inside: &str, at: At, depth: &mut usize) -> Result<(), Fault> {
    let plain = inside.trim().trim_matches('~').trim();
    match plain.as_bytes().first() {
        None => return Err(at.fault(Reason::Syntax, "nothing between the braces")),
        Some(b'{' | b'&') => return Err(at.fault(Reason::Raw, "")),
        Some(b'>') => return Err(at.fault(Reason::Includes, "")),
        Some(b'*') => return Err(at.fault(Reason::Decorator, "")),
        Some(b'^') => return Err(at.fault(Reason::Syntax, "write {{else}} or {{#unless name}}")),
        Some(b'#') => {
            let command = plain[1..].trim_start();
            if command.starts_with('*') {
                return Err(at.fault(Reason::Decorator, ""));
            }
            if command.starts_with('>') {
                return Err(at.fault(Reason::Includes, ""));
            }
            *depth += 1;
            if *depth > MOST_DEEP {
                return Err(at.fault(Reason::TooDeep, MOST_DEEP.to_string()));
            }
        }
        Some(b'/') => *depth = depth.saturating_sub(1),
        _ => {}
    }
    if plain.strip_prefix("else").is_some_and(|more| more.starts_with(char::is_whitespace)) {
        return Err(at.fault(Reason::Syntax, "write {{else}} alone, and the next condition inside"));
    }
    let mut quote = None;
    for c in inside.chars() {
        match (quote, c) {
            (_, '\\') => return Err(at.fault(Reason::Syntax, "a backslash between the braces")),
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => return Err(at.fault(Reason::Calculation, "")),
            (None, _) => {}
        }
    }
    Ok(())
}

/// `{{ name | words }}`, as questions have it: the words stand in when the name is empty.
fn default_form(inside: &str, at: At) -> Result<Option<String>, Fault> {
    let Some((name, words)) = inside.split_once('|') else { return Ok(None) };
    let (name, words) = (name.trim(), words.trim());
    if name.starts_with(['#', '/']) || name.contains(char::is_whitespace) {
        return Ok(None);
    }
    if words.contains(['"', '{', '}', '|', '\n']) || words.chars().any(char::is_control) {
        return Err(at.fault(Reason::Syntax, "plain words without quotes and braces go behind the stroke"));
    }
    Ok(Some(format!("{{{{or {name} \"{words}\"}}}}")))
}
