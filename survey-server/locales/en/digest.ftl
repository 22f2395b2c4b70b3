## Digests: a view by mail

digest-subject = { $value }, { $change ->
    [up] up by { $points }
    [down] down by { $points }
    [none] no real change
   *[unknown] too few answers to compare
}
digest-sentence = { $change ->
    [up] The score rose by { $points } { $points ->
        [one] point
       *[other] points
    } { $every ->
        [month] against the month before.
       *[week] against the week before.
    }
    [down] The score fell by { $points } { $points ->
        [one] point
       *[other] points
    } { $every ->
        [month] against the month before.
       *[week] against the week before.
    }
    [none] No real change { $every ->
        [month] against the month before.
       *[week] against the week before.
    }
   *[unknown] Too few answers to compare { $every ->
        [month] with the month before.
       *[week] with the week before.
    }
}
digest-before = Before: { $value } ({ $low } to { $high }), { $answers }
digest-few = { $answers }: too few for a score.
digest-alt = { $sentence } { $value } ({ $low } to { $high }), { $answers }. The trend with its interval.
digest-alt-few = { $answers }: too few for a score. The trend of the time before.
digest-picture-line = Score, with the range it lies in
digest-picture-count = { $every ->
    [month] bars: answers a month
   *[week] bars: answers a week
}
digest-moved-title = What changed beyond noise
digest-moved-none = { $change ->
    [up] Beside the score itself, nothing.
    [down] Beside the score itself, nothing.
   *[none] Nothing changed beyond noise.
}
digest-moved = { $what ->
    [segment] { $name }: from { $from } to { $to }, { $count } answers
    [named] “{ $name }” is named by { $to } of customers, before by { $from }
    [rate] { $to } of those asked answered, before { $from }
   *[in_time] { $to } of unhappy customers were contacted in time, before { $from }
}
digest-reaction-title = How fast the team was
digest-reaction = Contacted in time: { $in_time } of { $count } unhappy customers.
digest-median = Half of them within { $time }.
digest-cases = { $count ->
    [one] { $count } open case, the most pressing first
   *[other] { $count } open cases, the most pressing first
}
digest-case-late = Late by { $time }
digest-case-left = { $time } left
digest-of-all = Cases and reaction times are of everybody who answered this survey, not only of this part.
digest-todo-title = What to do
digest-todo = { $what ->
    [late] { $count ->
        [one] Call the customer whose time has run out.
       *[other] Call the { $count } customers whose time has run out.
    }
    [open] { $count ->
        [one] Take care of the open case.
       *[other] Take care of the { $count } open cases.
    }
    [fell] Read what customers of { $name } write.
    [named] See who names “{ $name }”.
    [rate] See why fewer customers answer.
    [unhappy] Read what unhappy customers write.
   *[nothing] Nothing waits for you. Read what happy customers like.
}
digest-empty-subject = { $every ->
    [month] no answers last month
   *[week] no answers last week
}
digest-empty = { $every ->
    [month] No answers came in last month. You will hear from us again when some do.
   *[week] No answers came in last week. You will hear from us again when some do.
}
digest-open = Open this view
digest-reason = You get this mail because you subscribed to it at { $company }.
digest-asked = You get this mail because you asked for it at { $company }.
digest-settings = Change what you get
digest-stop = Stop this mail
digest-list = { $company } reports
digest-all = Everything
digest-survey = All answers: { $survey }

## The page behind the link that stops one

digest-off-title = Stop this mail
digest-off-what = { $name }: you will not get it by mail any more.
digest-off-button = Stop it
digest-off-done = You will not get this mail any more.
digest-off-gone = This mail was stopped already.
digest-off-back = You can have it again at any time: in the settings, under “Mails”.

## The settings

digests-title = Mails
digests-what = Have a view of the reports sent to you: on Monday at eight about the week before, or on the first about the month before. Where nothing came in, the mail says so once.
digests-view = View
digests-every = By mail to me
digests-watch = Watched
digests-watch-hint = Managers and rooms are told when its score leaves what is usual.
digests-off = No
digests-week = Every week
digests-month = Every month
digests-save = Save
digests-now = Send me one now
digests-now-of = Send me one now: { $name }
digests-next = next: { $time }
digests-watch-not = { $why ->
    [two] Cannot be watched: it is cut by two segments, which no report counts each day. Save a view of one of them.
   *[gone] Cannot be watched: its survey or its question is gone.
}
digests-watching = watched
digests-watch-on = Watch
digests-watch-on-of = Watch { $name }
digests-watch-off = Stop watching
digests-watch-off-of = Stop watching { $name }
digests-views-none = Save a view on a page of the reports to have it by mail or watched.
digests-notices = What we look at for you
digests-notices-what = Scores of watched views that leave what is usual, answers that stop coming in, mails that stop going out. Managers are told by mail, rooms of the whole team by message; in the quiet hours, once they are over.
digests-notices-mail = Tell me by mail
digests-standing = Found lately
digests-standing-none = Nothing unusual.
flash-digest-saved = Saved.
flash-not-watched = This view cannot be watched; beside it stands why.
flash-digest-sent = On its way to you.
