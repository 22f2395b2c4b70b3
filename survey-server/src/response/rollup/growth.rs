//! A property that reports are cut by and that turns out to have no end of values: noticed when its values are counted, so
//! that it is limited within seconds and not at the end of the day.
//!
//! What is noticed is what this process has counted itself: exact enough for a bound, and nothing is read for it.

use crate::clock::Cx;
use crate::error::Error;
use crate::response::dimension::MOST_VALUES;
use crate::store::jobs::{Class, Job, Payload};
use crate::store::rollups::Changes;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, jobs};

/// Notes the values that are counted; makes the job that limits a dimension with too many. In the transaction that counts.
pub fn watch(conn: &mut Conn, cx: &Cx, workspace: &Workspace, changes: &Changes) -> Result<(), Error> {
    let settings = &workspace.settings.0;
    let open =
        |name: &str| settings.dimensions.iter().any(|one| one == name) && !settings.counting.known.contains_key(name);
    let of_workspace = changes.iter().filter(|(cell, count)| cell.workspace_id == workspace.id && **count > 0);
    let values = of_workspace.filter(|(cell, _)| open(&cell.dimension));
    let values = values.map(|(cell, _)| (cell.dimension.as_str(), cell.dimension_value.as_str()));
    if cx.site.kept.values.note(workspace.id, settings.counting.generation, values, MOST_VALUES) {
        let job = Job::new(cx, Class::Upkeep, Payload::Limit).once("limit");
        jobs::enqueue(conn, &[job])?;
    }
    Ok(())
}
