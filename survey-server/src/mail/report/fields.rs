//! The fields of a report: `Name: value` lines in blocks, long ones folded.

/// Fields of one block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

/// The most fields that a block is read for.
const FIELDS: usize = 100;

impl Fields {
    /// The first field of this name, which is in lower case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn add(&mut self, line: &str) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = self.0.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':')
            && self.0.len() < FIELDS
        {
            self.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

/// The blocks of a report; empty lines part them.
pub(super) fn blocks(content: &[u8]) -> impl Iterator<Item = Fields> {
    let text = String::from_utf8_lossy(content);
    let mut blocks = vec![Fields::default()];
    for line in text.lines() {
        if line.trim().is_empty() {
            if blocks.last().is_some_and(|block| !block.0.is_empty()) {
                blocks.push(Fields::default());
            }
        } else if let Some(block) = blocks.last_mut() {
            block.add(line);
        }
    }
    blocks.into_iter().filter(|block| !block.0.is_empty())
}
