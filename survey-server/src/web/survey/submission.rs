//! The id of one filled-in form of an open link: posting the same form twice is one answer.

use crate::app::App;
use crate::response::asked::Asked;
use crate::secret::same;
use crate::store::Id;

/// A new one, as the page carries it: the id, and a MAC so that nobody names the id of another answer.
pub(super) fn new(app: &App, asked: &Asked) -> String {
    let id = app.ids.next(app.clock.now());
    format!("{id}.{}", mac(app, asked, id))
}

/// The id of a form that we made for this survey.
pub(super) fn read(app: &App, asked: &Asked, text: &str) -> Option<Id> {
    let (id, given) = text.split_once('.')?;
    let id: Id = id.parse().ok()?;
    same(mac(app, asked, id).as_bytes(), given.as_bytes()).then_some(id)
}

fn mac(app: &App, asked: &Asked, id: Id) -> String {
    app.site.keys.cookie_mac(&format!("submission/{}/{}/{id}", asked.row.workspace_id, asked.row.id))
}
