# The mails.

## The invitation: to a customer

mail-invitation-subject = One question from { $company }
mail-invitation-preheader = A tap on a number is your answer. You can add a few words after it if you like.
mail-out-of = { $score } out of { $top }
mail-asks = { $company } is asking because you are a customer.
mail-asks-since = { $company } is asking because you were a customer on { $date }.
mail-unsubscribe = Unsubscribe
mail-again = { $how ->
    [solved] You told us on { $date } that something was not right. We hope that it is solved. How is it now?
    [noticed] On { $date } something went wrong on our side. How do you see it now?
   *[told] You told us on { $date } that something was not right. How do you see it now?
}
mail-text-tap = Open the link of the number that fits:
mail-text-unsubscribe = To get no more of these questions:

## The alert: to the team

mail-alert-subject = { $score } out of { $top } from { $who }
mail-alert-subject-case = { $who } needs help
mail-alert-someone = an unnamed customer
mail-alert-preheader = { $company }: nobody has called back yet.
mail-alert-heading = { $who } is unhappy
mail-alert-score = { $score } out of { $top }
mail-alert-no-words = No words with the number so far.
mail-alert-call = Call { $phone }
mail-alert-write = Write to { $email }
mail-alert-due = First contact by { $time }. Time left: { $left }.
mail-alert-late = First contact was due by { $time }. Late by { $left }.
mail-alert-open = Open the case
mail-alert-order = What it was about
mail-alert-answered = Answered { $at }
mail-alert-reason = You get this because you look after unhappy customers at { $company }.

## The link to set a password

mail-password-set-subject = Set your password for { $company }
mail-password-set-lead = An account at { $company } was made for { $email }. Choose a password to sign in.
mail-password-set-button = Set the password
mail-password-reset-subject = A new password for { $company }
mail-password-reset-lead = Somebody, most likely you, asked for a new password for { $email } at { $company }.
mail-password-reset-button = Choose a new password
mail-password-valid = The link works once, for { $length }.
mail-password-ignore = If you did not ask for this, do nothing: your password stays as it is.
mail-password-unexpected = If you do not know { $company }, do nothing: without a password nobody can use the account.
mail-link-spelled-out = If the button does not work, open this address:

## The test mail

mail-test-subject = Test mail from { $company }
mail-test-lead = Sending works.
mail-test-detail = { $company } sent this from { $sender } through { $route } on { $at }.
mail-test-reason = You get this because somebody pressed “Send a test mail” in the settings.

## The text message: to a customer

mail-message = { $company }: { $question } { $url }
mail-draft-subject = Test: { $subject }

## To a customer whom we look after

mail-customer-subject = { $kind ->
    [acknowledgement] { $company }: we look after it
    [renewal] { $company }: a new time for you
    [known_problem] { $company }: a problem that we know of
    [over] { $company }: the problem is over
   *[reply] { $company }: about what you told us
}
mail-customer-preheader = { $kind ->
    [acknowledgement] Who gets in touch with you, and by when.
    [renewal] When we get in touch, and why it changed.
    [known_problem] It may concern you. Here is what we know.
    [over] Here is how it ended.
   *[reply] An answer from { $company }.
}
mail-customer-heading = { $kind ->
    [acknowledgement] We look after it
    [renewal] A new time for you
    [known_problem] A problem that we know of
    [over] The problem is over
   *[reply] An answer for you
}
mail-customer-next = You need not explain anything twice. Should the time have to change, we tell you before it passes.
mail-customer-expected = We expect it to be over { $by }.
mail-customer-reply = Anything to add? Reply to this e-mail: it reaches the person who looks after it.
mail-customer-why = { $kind ->
    [known_problem] You get this because the problem may concern you as a customer of { $company }. It is no advertising.
    [over] You get this because we told you of the problem as a customer of { $company }. It is no advertising.
   *[other] You get this because { $company } is looking after something for you.
}

## News to the team

mail-news-heading = { $what ->
    [wrote] { $who } has written
    [line] { $who } has a word for the manager
    [unsolved] Not solved, says { $who }
    [call] { $who } has chosen a time for the call
    [renewed] New time promised to { $who }
    [broken] A promise to { $who } was broken
   *[undelivered] Our mail did not reach { $who }
}
mail-news-time = { $what ->
    [call] Call at { $at }.
    [broken] Promised for { $at }.
   *[renewed] Now promised for { $at }.
}
mail-news-open = Open it

## Why the team is told, several cases at once, and a room that refuses us: to the team

mail-alert-why = { $why ->
    [reminder] Nobody has taken this case yet
    [overdue] A deadline has passed
    [reopened] The case is open again
    [assigned] This case was given to you
    [warning] A deadline is near
   *[opened] A new case
}
mail-alert-prefix = { $why ->
    [reminder] Reminder
    [overdue] Late
    [reopened] Open again
    [assigned] Yours
    [warning] Due soon
   *[opened] New
}
mail-alert-due-solution = Solution by { $time }. Time left: { $left }.
mail-alert-late-solution = The solution was due by { $time }. Late by { $left }.
mail-alert-claim = Take the case
mail-digest-heading = { $count ->
    [one] { $count } case needs somebody
   *[other] { $count } cases need somebody
}
mail-digest-due = Due by { $time }
mail-digest-late = Was due by { $time }
mail-digest-open = Open the inbox
mail-room-subject = { $room } gets no messages any more
mail-room-what = The service behind { $room } refused our message, so nothing more is sent there. It said: { $reason }
mail-room-open = Set it up again

## The improvement: to a customer who complained

mail-improvement-subject = What { $company } has changed
mail-improvement-preheader = You told us on { $date } that something was not right.
mail-improvement-lead = You told us on { $date } that something was not right. This is what we have changed.
mail-improvement-why = { $company } writes because you said what was wrong. It is the only e-mail about it.
