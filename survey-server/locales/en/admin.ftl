### The daily pages of the admin: overview, answers, cases.

## Frame

skip = Skip to the page
nav = Main
nav-overview = Overview
nav-responses = Answers
nav-cases = Cases
nav-people = People
nav-surveys = Surveys
nav-settings = Settings
nav-open = open:
user-password = Change password
user-sign-out = Sign out
role = { $role ->
    [owner] Owner
    [manager] Manager
    [agent] Agent
   *[viewer] Viewer
}
show = Show
search = Search
done = done
pages = Pages
pages-previous = ← Newer
pages-next = Older →

## Time left. The units are also read by the live countdown: days, hours, minutes.

duration-units = d h min
left = { $time } left
left-late = overdue by { $time }

## Fields

field-email = E-mail
field-name = Name
field-phone = Phone
field-company = Company name
field-company-hint = Customers see it above the survey and in the e-mails.
field-password = Password
field-password-current = Password in use
field-password-new = New password
field-password-choose = Password
field-password-hint = At least 12 characters. A sentence works well.
field-survey = Survey
field-category = Category
field-language = Language
field-local-time = Time there
field-note = Note

## Sign in, first run, passwords

sign-in-title = Sign in
sign-in-button = Sign in
sign-in-forgot = Forgotten the password?
setup-title = Set up your workspace
setup-what = You are the first here and become its owner. This link works once.
setup-button = Create the workspace
forgot-title = Get a new password
forgot-button = Send the link
forgot-sent = Look into your mailbox
forgot-sent-what = If there is an account for { $email }, a link to set a new password is on its way. It works for two days.
forgot-no-mail = No mail server is set up here: whoever runs this server finds the e-mail in the outbox folder.
forgot-back = Back to sign-in
password-title = Choose a password
password-heading = Choose a password for { $email }
password-button = Save and sign in

## Overview

range = Time range
range-name = { $range ->
    [w4] 4 weeks
    [w13] 13 weeks
    [m12] 12 months
   *[all] All time
}
range-moved = Nobody has answered lately, so the range ends with the newest answer, on { $to }.
headline-few = { $count ->
    [one] { $count } answer so far. From 5 on there is a score.
   *[other] { $count } answers so far. From 5 on there is a score.
}
interval = ({ $low } to { $high })
interval-bare = { $low } to { $high }
answers = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
score-low-base = Fewer than 30 answers: take the range in brackets seriously, the number itself not yet.
composition = { $part ->
    [promoter] Promoters
    [passive] Passives
    [detractor] Detractors
    [satisfied] Satisfied
    [neutral] Neither
   *[dissatisfied] Dissatisfied
}
trend-answers = Answers
trend-score = Score
trend-interval = Interval
fact-first-contact = Time to first contact
fact-first-contact-what = { $count ->
    [one] median; { $share } within { $target }, { $count } case
   *[other] median; { $share } within { $target }, { $count } cases
}
fact-response-rate = Response rate
fact-first-contact-few = median; { $part } of { $count } within { $target }
fact-response-rate-what = { $answered } of { $asked } asked
fact-recovered = Now satisfied
fact-recovered-what = { $recovered } of { $asked } who answered when asked again
fact-evidence = Confirmed by a person
fact-evidence-what = { $inferred } by one tap; { $held ->
    [0] none held back.
   *[other] { $held } held back: more like a mail scanner.
}
dashboard-cases = { $count ->
    [0] Open cases
   *[other] Open cases · { $count }
}
dashboard-all-cases = All cases
dashboard-no-cases = Nobody is waiting for you.
dashboard-latest = Latest answers
dashboard-all-responses = All answers
empty-title = No answers yet
empty-what = { $step ->
    [sending] First, a mail server, so that surveys can go out. Until then they wait in the outbox.
    [event] Now report a purchase or a service by the API or a CSV file; the survey goes out by itself.
   *[survey] Share the survey's link, or send it to yourself to see what customers see.
}
empty-step = { $step ->
    [sending] Set up sending
    [survey] Try the survey
    [event] Report the first purchase
   *[answer] The first answer arrives
}
empty-button = { $step ->
    [sending] Set up sending
    [event] Create an API key
   *[survey] Open the survey
}

## Answers

category = { $category ->
    [promoter] Promoter
    [passive] Passive
    [detractor] Detractor
   *[none] Without a score
}
category-filter = { $category ->
    [promoter] Promoters
    [passive] Passives
    [detractor] Detractors
   *[all] All categories
}
evidence = { $evidence ->
    [explicit] confirmed
    [inferred] by one tap
   *[contradicted] contradicted, not counted
}
responses-heading = { $count ->
    [0] Answers
    [one] { $count } answer
   *[other] { $count } answers
}
responses-search = Search words, names, orders
responses-none-filtered = Nothing matches these filters
responses-show-all = Show all answers
responses-none = They appear here the moment a customer sends one.
responses-none-button = See the next step
response-title = Answer
response-anonymous = Anonymous
response-history = History
response-case = { $state ->
    [resolved] Case solved
   *[other] Case open
}
response-case-open = Open the case
response-event = { $what ->
    [asked] Survey sent
    [answered] Answered
    [looked] Tapped in the mail and looked at; no form sent
    [confirmed] Sent as a form
    [commented] Comment added
    [amended] Answer changed
    [other_score] Another score came from a different browser; kept, not applied
    [contradicted] Several scores within two minutes: taken out of the numbers
   *[reminded] Reminder sent
}

## Cases

cases-heading = { $overdue ->
    [0] { $open ->
        [0] No open cases
        [one] { $open } open case
       *[other] { $open } open cases
    }
   *[other] { $open ->
        [one] { $open } open case, { $overdue } overdue
       *[other] { $open } open cases, { $overdue } overdue
    }
}
cases-view = { $view ->
    [open] Open
    [mine] Mine
    [team] My team
    [unclaimed] Unclaimed
    [overdue] Overdue
   *[resolved] Solved
}
cases-search = Search people, words, orders
cases-empty = { $view ->
    [mine] Nothing is yours right now
    [team] Nothing waits in your team
    [unclaimed] Every case has somebody
    [overdue] Nothing is overdue
    [resolved] Nothing has been solved yet
   *[open] Nobody is waiting for you
}
cases-empty-what = { $view ->
    [open] A case opens by itself when an answer is unhappy, and you are told at once.
    [mine] Claim a case and it appears here.
   *[other] Open cases are listed by the time that is left.
}
case-title = Case: { $person }
case-claim = Claim
case-nobody = nobody yet
case-state = { $state ->
    [open] Open
    [claimed] Claimed
    [contacted] Contact made
    [waiting] Waiting for the customer
    [resolved] Solved
    [merged] Joined to another case
   *[dismissed] Closed, nothing to solve
}
case-due = { $what ->
    [resolve] Solve it by { $at }
   *[contact] First contact by { $at }
}
case-call = Call { $phone }
case-write = Write an e-mail
case-wish = { $wish ->
    [none] Wish of the customer: just note it, do not contact me.
    [call] Wish of the customer: a call.
    [repair] Wish of the customer: a repair.
    [replacement] Wish of the customer: a replacement.
    [refund] Wish of the customer: a refund.
   *[explanation] Wish of the customer: an explanation.
}
case-no-comment = No comment. The score is all we know.
case-answers = Answers
case-timeline = Timeline
case-person = Customer
case-properties = Order
case-owner = Who looks after it
case-assign = Hand over
case-response = See the answer
# $actor is a name, or empty when the system acted.
case-event = { $what ->
    [happened] It happened, and a rule acts on it
    [did_not_happen] It did not come in time, or nothing was heard
    [opened] Case opened
    [asked_for_help] The customer asked for help
    [joined] Another unhappy answer joined
    [claimed] Claimed by { $actor }
    [assigned] Handed over by { $actor }
    [told] Team told
    [acknowledged] Customer told
    [reached] { $actor } reached the customer
    [no_answer] { $actor } tried, nobody answered
    [noted] Note by { $actor }
    [overdue] Overdue
    [solution_overdue] The solution is overdue
    [warned] First contact is due soon
    [solution_warned] The solution is due soon
    [escalated] Passed on, nobody claimed it
    [waiting] { $actor } waits for the customer
    [amended] The customer changed the answer
    [resolved] Solved by { $actor }
    [reopened] Opened again by { $actor }
    [released] Put back by { $actor }
    [resumed] The customer answered
    [dismissed] Closed as nothing to solve by { $actor }
    [merged] Joined to another case by { $actor }
    [customer_wrote] The customer has written
    [wrote] { $actor } wrote to the customer
    [undelivered] Our e-mail did not reach the customer
    [promised] Promised to the customer
    [promise_renewed] New time promised
    [promise_broken] A promise was not kept
    [customer_solved] The customer says that it is solved
    [customer_unsolved] The customer says that it is not solved
    [call_chosen] The customer chose a time for the call
    [known_problem] Told of a known problem
    [absorbed] Another case was joined here by { $actor }
    [facts] Details changed by { $actor }
    [task_added] Task added by { $actor }
    [task_done] Done by { $actor }
    [task_open] Not done after all: { $actor }
    [task_removed] Task removed by { $actor }
    [answered_after] Answered after being asked again
    [not_asked_again] Not asked again
   *[asked_again] Asked again
}
origin = { $origin ->
    [answer] Unhappy answer
    [help] Asked for help
    [event] By an event
    [time] Nothing happened in time
    [staff] Taken down by staff
    [phone] By phone
    [counter] At the counter
    [chat] By chat
    [email] By e-mail
    [letter] By letter
    [social] On social media
   *[api] By API
}
priority = { $priority ->
    [low] low
    [high] high priority
    [urgent] urgent
   *[normal] normal
}
step-contact = Note a contact
step-contact-button = Save contact
step-resolve = Solve
step-resolve-button = Mark as solved
step-note = Add a note
step-note-button = Add note
step-reopen = Open again
contact-result = How did it go?
contact-reached = I reached them
contact-no-answer = Nobody answered
contact-channel = By
channel = { $channel ->
    [phone] phone
    [email] e-mail
    [chat] chat
   *[in_person] in person
}
resolve-outcome = How did it end?
resolve-note = What was done
resolve-note-hint = The customer can read this on their page.
note-hint = Only your team sees it.
reopen-why = Why
outcome = { $outcome ->
    [solved] Solved
    [explained] Could not be solved, explained
    [too_late] Too late, went elsewhere
    [unreachable] Could not be reached
   *[noted] Noted, as the customer wished
}
