//! Views of the reports under a name.

use utoipa::ToSchema;

/// Saved views.
#[derive(ToSchema)]
pub struct Views {
    /// By name.
    pub data: Vec<View>,
    /// Always null: they are few.
    pub next: Option<String>,
}

/// A view of the reports under a name.
#[derive(ToSchema)]
pub struct View {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The words of the reports' addresses, in canonical form.
    pub query: String,
    /// Changes beyond what is usual are told to the team.
    pub alarm: bool,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
}

/// A view to be saved.
#[derive(ToSchema)]
pub struct ViewWrite {
    /// 1 to 80 characters, not used by another view.
    pub name: String,
    /// The words of the reports' addresses, such as `range=m12&segment=branch:Kazan`; otherwise the view that everybody
    /// begins with.
    pub query: Option<String>,
    /// Whether changes beyond what is usual are told to the team; otherwise they are not.
    pub alarm: Option<bool>,
}

/// What is to be changed of a view.
#[derive(ToSchema)]
pub struct ViewChange {
    /// 1 to 80 characters, not used by another view.
    pub name: Option<String>,
    /// The words of the reports' addresses.
    pub query: Option<String>,
    /// Whether changes beyond what is usual are told to the team.
    pub alarm: Option<bool>,
}
