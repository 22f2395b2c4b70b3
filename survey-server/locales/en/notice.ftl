### What the admin says back: what was done, what a field lacks, and the words of the trend chart.

## After a form. Words that begin with "not-" are shown as a problem.

flash-case-claimed = The case is yours.
flash-case-saved = Saved.
flash-saved = Saved.
flash-survey-saved = Saved as a new version.
flash-survey-closed = The survey is closed.
flash-survey-opened = The survey is open.
flash-person-stopped = They are not asked any more.
flash-person-erased = Erased.
flash-user-invited = The invitation is on its way.
flash-user-changed = The role is changed.
flash-user-removed = The access is removed.
flash-not-last-owner = A workspace needs an owner. Make somebody else an owner first.
flash-key-revoked = The key is revoked.
flash-webhook-removed = The endpoint is removed.
flash-webhook-enabled = The endpoint is switched on.
flash-webhook-tested = A test is on its way. Its delivery is listed below.
flash-delivery-retried = The delivery is tried again now.
flash-job-retried = It is tried again now.
flash-mail-again = It is sent again now.
flash-mail-left = It stays as it is.
flash-job-discarded = Discarded.
flash-test-sent = The test e-mail is on its way. If it fails, it is listed below.
flash-campaign-started = It goes out now. The numbers below move as it does.
flash-campaign-paused = Paused. Nothing else goes out.
flash-campaign-resumed = It goes on where it was.
flash-campaign-cancelled = Cancelled. What is planned is being withdrawn.
flash-campaign-removed = The draft is deleted.
flash-not-campaign-changed = Nothing was done: the campaign changed in the meantime. It is shown as it is now.
flash-not-campaign-again = Nothing was sent: this very file went out before. Tick the box if it should go out once more.
flash-not-campaign-closed = Nothing was sent: the survey is closed. Open it first.
flash-texts-saved = Saved. The next e-mail goes out with it.
flash-texts-restored = The texts are changed back.
flash-logo-saved = The logo is in use.
flash-not-logo-large = The file is larger than 512 KB. Save the picture smaller and upload it again.
flash-not-logo-format = This is neither a PNG nor a JPEG picture.
flash-not-logo-pixels = The picture has too many pixels. Scale it down to at most 4096 a side.
flash-not-logo-damaged = The picture is damaged and cannot be read.

## What is wrong with a field, and what would be right

problem-sign-in = E-mail and password do not belong together. After several tries you have to wait.
problem-sign-in-wait = { $minutes ->
    [one] Too many tries. Wait { $minutes } minute, or ask for a new password.
   *[other] Too many tries. Wait { $minutes } minutes, or ask for a new password.
}
problem-email = '{ $given }' is not an e-mail address. It should look like ivan@example.com.
problem-email-empty = Enter an e-mail address.
problem-member = '{ $given }' has access already. Change the role in the list above.
problem-company = Enter the name that your customers know.
problem-review-name = Enter a name of at most 60 characters.
problem-review-url = Enter an address that begins with https://.
problem-name = Enter a name.
problem-password-short = This password has { $length } characters. At least { $least } are needed.
problem-password-long = This password has { $length } characters. At most { $most } are possible.
problem-password-common = This password is one of those that everybody tries first. Choose another.
problem-password-current = This is not the password in use.
problem-zone = '{ $given }' is not a time zone. It should look like Europe/Moscow or Asia/Almaty.
problem-number = Enter a whole number from { $least } to { $most }.
problem-time = Enter a time such as 21:00, or leave both times empty.
problem-quiet = Quiet hours that begin and end at the same time leave no hour to write in. Choose two different times.
problem-key = '{ $given }' cannot be a key. Use small letters, digits and hyphens, for example post-delivery.
problem-key-taken = There is a survey with the key '{ $given }' already.
problem-survey-changed = Somebody saved version { $version } in the meantime. Your text is below; compare it before you save again.
problem-texts-changed = Somebody else saved these texts in the meantime. What you typed stands below; save again to put it in place of theirs, or open the page anew to see it.
problem-colour = '{ $given }' is not a colour. It should look like #0f766e.
problem-contrast = { $given } beside { $beside } has a contrast of { $contrast }, and text needs 4.5. The nearest that can be read is { $nearest }.
problem-brand-text = At most { $most } characters, without control characters.

## A case that somebody else changed

case-conflict = { $kept ->
    [yes] This case changed a moment ago: { $line }. Your note was not added: it is below.
   *[no] This case changed a moment ago: { $line }. Look at it again.
}
case-outcome-missing = Say how it ended, so that the customer can be told.
actor-former = a former colleague
actor-program = a program
timeline-channel = { $channel ->
    [phone] By phone.
    [email] By e-mail.
    [chat] By chat.
   *[in_person] In person.
}
timeline-assignee = To { $name }.
timeline-score = Score { $score }.
answer-yes = Yes
answer-no = No

## Lists

responses-all-surveys = All surveys

## Trend chart

chart-label = Score by week with its interval
chart-percent = { $n }%
chart-day = { $day }{"\u00A0"}{ $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
chart-week = Week of { $day }{"\u00A0"}{ $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}

flash-channel-saved = The channel is saved.
flash-channel-removed = The channel is removed.
flash-channel-tested = The survey is on its way.
flash-not-channel-tested = They may not be asked now: they unsubscribed, were asked not long ago, or have an open case.

## Team and chat

flash-team-saved = The team is saved.
flash-shift-saved = It is planned.
flash-shift-removed = It is removed.
flash-alerts-saved = Saved. It holds from now on.
flash-room-added = The room is added. Send a test to see whether messages arrive.
flash-room-tested = The test is on its way. Look into the room, or open this page again in a moment.
flash-room-enabled = The room is told of cases again.
flash-room-removed = The room is removed.
