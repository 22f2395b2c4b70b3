### Views of the reports under a name.

views = { $count ->
    [0] Saved views
    [one] { $count } saved view
   *[other] { $count } saved views
}
views-current = View: { $name }
views-none = None yet. Choose what you look at often, and keep it here under a name.
view-save-as = Keep this view as
view-save = Save
view-remove = Delete
view-remove-what = Deletes the view for everybody, with its alarms and its mails. Answers and figures stay.
flash-view-saved = The view is saved.
flash-not-view-saved = The view was not saved. A name has 1 to 80 characters, no other view has it, and there are 200 views at most.
flash-view-removed = The view is deleted.
