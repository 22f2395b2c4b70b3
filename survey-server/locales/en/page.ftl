### What customers read: the survey and the pages around it.

## Phrases inside other sentences

# $day is today, tomorrow or later.
by = { $day ->
    [today] by { $time } today
    [tomorrow] by { $time } tomorrow
   *[later] by { $time } on { $date }
}

## Foot of every page

footer-help = I need help
footer-unsubscribe = Stop these e-mails
footer-privacy = How answers are used

## Survey

survey-title = { $problems ->
    [0] { $name }
   *[other] Please check: { $name }
}
survey-anonymous = This survey is anonymous: your answer is kept without your name, your address and the time of day. Once sent, it cannot be changed.
survey-progress = Question { $number } of { $count }
survey-page = Page { $number } of { $count }
survey-changed = This survey was changed after you opened it. Please look through your answers and send them again.
survey-again = You have answered already. What you change here replaces it.
survey-nothing = Nothing is answered yet. One answer is enough.
survey-problems = One more look is needed
survey-chose = You chose { $score }.
survey-follow-up = { $category ->
    [detractor] What went wrong?
    [passive] What would have made it better?
   *[promoter] What did you like most?
}
survey-change = Change
survey-optional = (optional)
survey-other = In your own words
survey-characters-left = { $count } characters left
survey-send = Send
survey-next = Next
survey-back = Back

## Thanks

thanks-title = Thank you
thanks-heading = { $category ->
    [detractor] Thank you for telling us. We are sorry it went this way.
    [passive] Thank you. We know what to work on.
   *[promoter] Thank you. Good to hear.
}
thanks-promise-owner = { $channel ->
    [email] { $owner } from { $company } will write to you { $by }.
   *[phone] { $owner } from { $company } will call you { $by }.
}
thanks-promise = { $channel ->
    [email] Someone from { $company } will write to you { $by }.
   *[phone] Someone from { $company } will call you { $by }.
}
thanks-promise-next = You need not explain it all again: we have your answer. If nobody gets in touch in time, the manager is told.
thanks-follow = See how it is going
thanks-noted = { $company } has your answer.
thanks-add-comment = Add this
thanks-kept = { $outcome ->
    [contradicted] Several different scores came by this link within two minutes, so none of them is counted. If you answered yourself, please reply to our e-mail.
   *[kept] Somebody has answered by this link before. That answer stays as it is, and yours was kept beside it.
}
thanks-reviews = You can also tell others
thanks-change = Change my answer

## Unsubscribe

unsubscribe-title = Stop these e-mails
unsubscribe-heading = Stop questions from { $company }?
unsubscribe-what-address = { $company } will no longer ask { $address } how things went.
unsubscribe-what = You will no longer be asked how things went.
unsubscribe-keeps = Messages about your orders still come: they are sent by { $company } itself and are not changed by this.
unsubscribe-button = Stop asking me
unsubscribed-title = Done. You will not be asked again
unsubscribed-what = It counts from this moment, also for e-mails that were already planned.
unsubscribed-back = If this was a mistake, tell { $company }: they can ask you again only when you say so.

## Links that lead nowhere any more

gone-title = This link does not work
gone-why = It may have expired, or part of it was lost on the way. Links from our e-mails work for 60 days.
gone-next = Open the e-mail again and tap the number there. If that does not help, reply to it: a person reads the replies.
closed-title = This survey is closed
closed-now = { $company } no longer collects answers here. Thank you for coming.
closed-since = { $company } has collected no answers here since { $since }. Thank you for coming.

## Problems

problem-title = { $kind ->
    [answered] You have already answered
    [not_found] There is no such page
    [forbidden] You may not see this page
    [expired] This form has waited too long
    [invalid] We could not take it like this
    [too_large] This is too long to send
    [too_many] Too many requests at once
    [unavailable] Not reachable for a moment
   *[internal] Something broke on our side
}
problem-what = { $kind ->
    [answered] This survey is anonymous: nobody can find your answer again, not even to change it. It is in and it counts.
    [not_found] The address may have a typing mistake, or the page was removed.
    [forbidden] Your role does not include it. An owner of the workspace can change that.
    [expired] Nothing was changed. Go back, reload the page and send it again.
    [invalid] Nothing was stored. Go back, reload the page and send it again.
    [too_large] Please shorten it and send it again. Nothing was stored.
    [too_many] Please wait a little and try again. Nothing was lost.
    [unavailable] Nothing was stored. Please send it again: the same answer twice counts once.
   *[internal] It is not your fault, and it was written down for the people who run this server.
}
problem-retry = { $seconds ->
    [one] Try again in { $seconds } second.
   *[other] Try again in { $seconds } seconds.
}
problem-back = Go back
problem-again = Send again
written-title = What you wrote
written-kept-not = It was not stored. You can copy it from here.
problem-request = If you write to us about it, give this number:

## Status of a case, as its customer sees it

status-title = Where it stands
# $state is open, claimed, contacted, waiting or resolved.
status-heading = { $state ->
    [resolved] This is solved
    [contacted] We have been in touch
    [waiting] We are waiting for your answer
   *[open] We have your answer and are finding the right person
}
status-heading-owner = { $state ->
    [resolved] { $owner } solved this
    [contacted] { $owner } is working on it
    [waiting] { $owner } is waiting for your answer
   *[claimed] { $owner } is looking after this
}
status-due = { $late ->
    [true] You should have heard from us { $by }. That did not happen, and the manager has been told.
   *[false] { $channel ->
        [email] You will get an e-mail { $by }.
       *[phone] You will get a call { $by }.
    }
}
status-step = { $step ->
    [received] Your answer arrived
    [claimed] Somebody took it
    [contacted] First contact
    [reopened] Opened again
   *[resolved] Solved
}
status-reply = Anything to add? Write to { $address }.

survey-yes = Yes
survey-no = No
star-label = { $value } out of { $top }
smiley-label = { $value ->
    [1] Unhappy
    [2] All right
   *[3] Happy
}
error-needs-answer = Please answer this question
error-needs-agreement = Please tick the box to go on
error-range = Choose a number from { $low } to { $high }
error-length = Your text is too long; { $limit } characters fit
error-choice = Choose one of the answers offered
survey-preview-note = This only shows how it looks: nothing is recorded.

## A tablet in a shop, and a survey inside another page

kiosk-needs-script = This tablet needs JavaScript. Switch it on in the browser’s settings.
kiosk-begin = Tap to begin
kiosk-done = Done
kiosk-language = Language
kiosk-waiting = Waiting for the connection: { $count }
kiosk-refused = Not accepted: { $count }
kiosk-gone = This link was taken back. Open the new one on this tablet: what is kept here is sent then.
kiosk-staff = Staff
kiosk-pin = For staff
kiosk-pin-what = PIN of this tablet
kiosk-pin-open = Open
kiosk-pin-wrong = That is not the PIN.
kiosk-pin-wait = Too many tries. Try again in { $seconds } s.
kiosk-pin-offline = The PIN can only be checked with a connection.
kiosk-cancel = Cancel
kiosk-send-now = Send now
kiosk-discard = Throw these away
kiosk-leave = Leave
kiosk-left = This page is stopped
kiosk-start-again = Start again
embed-close = Close

choice-limits = { $kind ->
    [exact] Choose { $least }
    [least] Choose at least { $least }
    [most] Choose at most { $most }
   *[between] Choose { $least } to { $most }
}
text-least = At least { $least } characters, please
error-unreadable = This text did not arrive readably. Please write it again

# What was promised to a customer, and what they can do about it.

promise-reason = { $reason ->
    [behind] Nobody has been free to get in touch with you yet. We are sorry.
    [closed] We are closed at the time that we had named. We are sorry.
    [away] The person who was looking after this is away. A colleague takes over.
    [handed_over] The person who was looking after this has handed it on to the team.
    [chosen] This is the time that you chose.
   *[reopened] You told us that it is not solved.
}
status-solution = { $late ->
    [true] We wanted to have it solved { $by }. We are still working on it.
   *[false] It will be solved { $by }.
}
status-promises = What we promised
status-promise = { $what ->
    [solution] Solution: { $at }
   *[contact] First contact: { $at }
}
status-promise-state = { $state ->
    [kept] kept
    [renewed] replaced by a new time
    [broken] not kept
   *[open] still to come
}
status-line-title = A line to the manager
status-line-what = It goes to the manager and to the person who looks after this.
status-line-field = Your message
status-line-sent = Your message has arrived. The manager has it.
status-solved-ask = Is it solved?
status-solved-yes = Yes, it is solved
status-solved-no = No, it is not
status-solved-thanks = { $solved ->
    [true] Thank you. Good to know.
   *[false] Thank you for telling us. It is open again, and the manager has been told.
}
status-call-title = Choose a time for the call
status-call-what = At these times somebody is here.
status-call-send = Call me then
status-call-chosen = You chose { $at }.
status-call-gone = That time can no longer be chosen. Please choose another one.

## I need help

help-lead = { $company } will get in touch with you. Tap the button; nothing else is needed.
help-not-anonymous = Asking for help is not anonymous: { $company } sees who asks. Your answers to the survey stay anonymous.
help-name = Your name
help-email = Your e-mail address
help-phone = A phone number to call
help-words = What is it about?
help-sent-heading = Your call for help has arrived
help-sent = { $company } has your message and will get in touch with you.
help-error-phone = Please write the number with its country code, for example +44 20 7946 0000
help-error-email = This is not an e-mail address
help-error-reach = Please leave an e-mail address or a phone number, so that we can reach you
