//! Which values of dimensions this process has counted: to notice when there are too many.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use super::WorkspaceId;

/// Those of all workspaces, forgotten when their settings change.
#[derive(Debug, Default)]
pub struct Values(Mutex<HashMap<WorkspaceId, Seen>>);

#[derive(Debug, Default)]
struct Seen {
    generation: i32,
    by_dimension: HashMap<String, HashSet<String>>,
}

impl Values {
    /// Notes values of a workspace, each with its dimension, under a generation of its settings. Whether one of them is new in
    /// a dimension that has `most` values already; such values are not kept.
    pub fn note<'a>(
        &self,
        workspace: WorkspaceId,
        generation: i32,
        values: impl Iterator<Item = (&'a str, &'a str)>,
        most: usize,
    ) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = all.entry(workspace).or_default();
        if seen.generation != generation {
            *seen = Seen { generation, ..Seen::default() };
        }
        let mut too_many = false;
        for (dimension, value) in values {
            let known = match seen.by_dimension.get_mut(dimension) {
                Some(known) => known,
                None => seen.by_dimension.entry(dimension.to_owned()).or_default(),
            };
            if known.contains(value) {
                continue;
            }
            if known.len() >= most {
                too_many = true;
            } else {
                known.insert(value.to_owned());
            }
        }
        too_many
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_too_many_is_noticed_and_memory_stays_bounded() {
        let values = Values::default();
        let note = |generation, from: u32, until: u32| {
            let names: Vec<String> = (from..until).map(|number| number.to_string()).collect();
            values.note(1, generation, names.iter().map(|name| ("branch", name.as_str())), 1_000)
        };
        assert!(!note(1, 0, 1_000) && !note(1, 0, 1_000), "a thousand are welcome");
        assert!(note(1, 1_000, 1_001) && note(1, 1_000, 5_000));
        assert_eq!(values.0.lock().unwrap()[&1].by_dimension["branch"].len(), 1_000);
        assert!(!note(2, 5_000, 5_900), "chosen anew, it starts afresh");
    }
}
