### Campaigns: many people from a file.

outreach-ledger = Who was asked
campaigns = Campaigns
campaigns-new = New campaign
campaigns-none = No campaigns yet
campaigns-none-what = A campaign asks many people at once: you bring a CSV file with their e-mail addresses, see what each line comes to, and confirm. Nothing is sent before that.
campaign-state = { $state ->
    [unread] not read to its end
    [draft] draft
    [running] under way
    [paused] paused
    [cancelled] cancelled
   *[done] done
}
campaign-sent-of = { $sent } of { $people } sent
campaign-progress = Progress
campaign-progress-of = Progress of { $name }

## A new one

campaign-new-what = The file is checked first. You see what every line comes to, and nothing is sent until you confirm the count.
campaign-new-problems = The file was not taken. Choose it again and mend what is marked.
campaign-file = CSV file
campaign-file-hint = UTF-8, up to 20 MB; the first row names the columns. A larger file goes by the command: survey-server campaign create.
campaign-email-column = Column with the e-mail address
campaign-email-column-hint = Only if its heading does not say so. Other columns become properties for texts and reports.
campaign-name-hint = For you and your colleagues; without it the file's name.
campaign-how = How it goes out
campaign-pace = Mails an hour at most
campaign-pace-hint = Empty: as fast as the mail server takes them. A pace lets your team keep up with the answers.
campaign-pace-none = as fast as they go
campaign-start = Begins
campaign-start-hint = Empty: at once after you confirm. Times are those of { $zone }; quiet hours are kept.
campaign-start-none = when it is confirmed
campaign-date = Date
campaign-basis = Basis
campaign-basis-hint = On what grounds you may write to these people. Needed if your settings require one.
campaign-basis-name = { $basis ->
    [consent] Consent
    [soft_opt_in] They bought something and did not object
    [legitimate_interest] Legitimate interest
   *[none] Not recorded
}
campaign-check = Check the file
campaign-check-what = Nothing is sent yet.
problem-campaign-file = Choose a file.
problem-campaign-email = No column is known to hold the e-mail address. The file has: { $columns }. Name the right one here.
problem-campaign-start = Enter a date and a time, or leave both empty.

## The report

campaign-report = What the file comes to
campaign-unread = The file was not read to its end. Delete this draft and create the campaign again.
campaign-rows = Lines in the file
campaign-would-ask = People who would be asked
campaign-duplicates = Stand twice in the file: asked once
campaign-known = { $count ->
    [0] None of these people was known before.
    [one] { $count } of these people was known before.
   *[other] { $count } of these people were known before.
}
campaign-not-taken = Lines that were not taken
campaign-not-taken-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
campaign-refused-file = Download all of them (CSV)
campaign-refusal = { $reason ->
    [encoding] Refused: the text is not UTF-8
    [email] Refused: no e-mail address, or a wrong one
    [phone_number] Refused: wrong phone number
    [timezone] Refused: wrong time zone
    [two_people] Refused: identifiers of two people
    [properties] Refused: properties that are too large or hold control characters
    [name] Refused: the name is too long or holds control characters
    [locale] Refused: the language is too long or holds control characters
    [external_id] Refused: your number is too long or holds control characters
   *[cells] Refused: the row is broken
}
campaign-reason = { $reason ->
    [unsubscribed] Not asked: they said stop
    [bounced] Not asked: their address does not take mail
    [no_basis] Not asked: no basis is recorded
    [too_late] Not asked: it is too long ago
    [open_case] Not asked: they have an open case
    [cool_down] Not asked: they were asked not long ago
    [sampled_out] Not asked: not in the sample
    [two_people] Not asked: their identifiers belong to two people
    [cancelled] Not asked: the campaign was cancelled
    [survey_closed] Not asked: the survey was closed
    [duplicate] Not asked: they stand twice
   *[withdrawn] Not asked after all
}

## Before it is sent

campaign-confirm = Nothing has been sent yet
campaign-confirm-what = { $count ->
    [one] { $count } person would be asked. The first mail would go at { $at }.
   *[other] { $count } people would be asked. The first mail would go at { $at }.
}
campaign-confirm-last = The last one would go at { $at }.
campaign-send-to = { $count ->
    [one] Send to { $count } person
   *[other] Send to { $count } people
}
campaign-before = This very file was sent already, by the campaign "{ $name }".
campaign-again = Send it once more
campaign-remove = Delete the draft
campaign-remove-what = The draft and the lines of its file are deleted. Nobody is asked.

## While it goes out

campaign-percent = { $people ->
    [one] { $percent }% of { $people } person
   *[other] { $percent }% of { $people } people
}
campaign-asked = Planned
campaign-sent = Sent
campaign-waiting = Waiting
campaign-not-asked = Not asked
campaign-failed = Could not be delivered
campaign-unknown = Perhaps sent
campaign-answered = Answered
campaign-score = Score so far
campaign-score-none = from 5 answers on
campaign-why-not = Why people were not asked
campaign-pause = Pause
campaign-pause-what = Mails that the mail server is being given at this moment are finished. Nothing else goes out until you go on.
campaign-resume = Go on
campaign-resume-what = It goes on where it was. Each person is looked at again before their mail goes out, and nobody is written to twice.
campaign-cancel = Cancel
campaign-cancel-open = Stop for good
campaign-cancel-what = What is planned is withdrawn, and everybody else of the file is not asked. Mails that went out stay, and their links work. This cannot be undone.
campaign-cancel-button = Cancel the campaign
