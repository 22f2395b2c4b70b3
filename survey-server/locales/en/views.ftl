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
view-change = Change
view-name = Name
view-rename = Rename
view-remove-what = Deletes the view for everybody. { $mails ->
    [0] Nobody gets it by mail.
    [one] One person gets it by mail and will not any more.
   *[other] { $mails } people get it by mail and will not any more.
} { $watched ->
    [yes] It is watched for changes; that ends too.
   *[no] It is not watched for changes.
} Answers and figures stay.
flash-view-saved = The view is saved.
flash-not-view-saved = The view was not saved. A name has 1 to 80 characters, no other view has it, and there are 200 views at most.
flash-view-renamed = The view has its new name.
flash-view-removed = The view is deleted.
views-found = { $what ->
    [fall] fell
   *[rise] rose
}
