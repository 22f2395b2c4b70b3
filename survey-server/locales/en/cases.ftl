### Cases: their steps, the inbox, what is written down about them.

## Steps

step-wait = Wait for the customer
step-wait-button = Wait for the customer
wait-note = What do they have to answer?
wait-note-hint = The time to the solution stands still until they do.
step-resume = The customer answered
step-resume-button = Go on
resume-note = What they said
steps-more = Other steps
step-release = Put back
step-release-button = Put back
release-note = Why, and what the next one should know
release-note-hint = Nobody has the case then, and the team is told again.
step-dismiss = Close as nothing to solve
step-dismiss-button = Close it
dismiss-note = Why
dismiss-note-hint = For tests, mistakes and answers that were not meant. It can be opened again.
step-merge = Join to another case
step-merge-button = Join them
merge-what = The other case goes on with this one’s timeline, messages and tasks, and with the earlier deadline. This cannot be undone.
merge-into = Which case goes on?
merge-other = Another one, by its number
merge-number = Number of the case
merge-confirm = The other case may be of a different customer: I checked that they belong together
merge-other-person = The other case is of a different customer. If they belong together, tick the box and send it again.
merge-closed = One of the two cases is closed. Open it again first.
merge-unknown = Choose another case: there is none of this number, or it is this one.
timeline-case = Case № { $number }.
timeline-outcome = { $outcome ->
    [solved] Solved.
    [explained] Could not be solved, explained.
    [too_late] Too late, the customer went elsewhere.
    [unreachable] The customer could not be reached.
   *[noted] Noted, as the customer wished.
}
flash-case-merged = Joined. This is the case that goes on.
flash-case-was-merged = The case that you opened was joined to this one.

## The inbox

case-new = New case
case-tick = Choose case № { $number }: { $person }
cases-by = { $field ->
    [team] Team
    [priority] Priority
    [kind] Kind
    [cause] Root cause
    [tag] Tag
    [survey] Survey
   *[branch] Branch
}
cases-all = { $field ->
    [team] All teams
    [priority] All priorities
    [kind] All kinds
    [cause] All causes
    [tag] All tags
    [survey] All surveys
   *[branch] All branches
}
cases-filters = Filters
cases-all-again = Show all
cases-none = Nothing matches these filters
tasks-mine = Your tasks
bulk-title = With the chosen cases
bulk-tag = Add a tag
bulk-merge = Join duplicates
bulk-merge-what = Of every customer the oldest of the chosen cases goes on, and the others are joined to it. This cannot be undone.
bulk-missing = { $field ->
    [tag] Write the tag that the cases get.
    [outcome] Say how the cases ended, so that the customers can be told.
   *[user] Choose who looks after the cases.
}
bulk-alone = The only chosen case of this customer: nothing to join it to.
bulk-report = { $done ->
    [0] Nothing was done
    [one] Done with { $done } case
   *[other] Done with { $done } cases
}{ $missed ->
    [0] {""}
    [one] , { $missed } was left as it is
   *[other] , { $missed } were left as they are
}
bulk-deed = { $deed ->
    [claim] To be claimed. Below are the cases that changed meanwhile or cannot be claimed.
    [assign] To be handed over. Below are the cases that changed meanwhile or cannot be handed over.
    [tag] To be tagged. Below are the cases that changed meanwhile.
    [resolve] To be solved. Below are the cases that changed meanwhile or are closed already.
   *[merge] To be joined. Below are the cases that changed meanwhile or have no duplicate among the chosen.
}
bulk-case = Case № { $number }
bulk-back = Back to the list
flash-cases-done = Done with all chosen cases.
flash-not-cases-ticked = No case was chosen. Tick the cases first.
keys-title = Keys
keys-search = search
keys-move = next and previous case
keys-tick = choose the case
keys-claim = claim the case
keys-open = open the case
keys-keys = these keys
keys-close = Close
field-tag = Tag
live-changed = This case has just changed.
live-show = Show what is new

## Kinds, causes, checklists

case-kind = { $key ->
    [complaint] Complaint
    [help] Request for help
    [event] After an event
    [silence] Silence
   *[remark] Remark
}
case-cause = { $key ->
    [late] Late
    [damaged] Damaged
    [wrong_item] Wrong item
    [staff] Staff
    [price] Price
   *[unclear] Unclear information
}
# One step a line. A word for each kind that cases are opened as by themselves.
case-steps-complaint =
    Read the answer and look at the order
    Contact the customer and listen
    Agree on what is done and by when
    Do it
    Check with the customer that it is solved
    Write down the root cause
case-steps-help =
    Contact the customer at once
    Find out what is needed now
    Help, or say who will and when
    Check that it helped
case-steps-event =
    Find out what went wrong with the order
    Tell the customer before they ask
    Agree on a solution
    Check that the customer has it
    Write down the root cause
case-steps-silence =
    Look at what is known of the customer
    Ask whether everything is all right
    Write down what they say
case-steps-remark =
    Write down what was said, in the customer’s words
    Say what happens next and by when
    Do it
    Tell the customer

## The page of a case

case-told = Written down by staff
case-no-words = Nothing was written down.
response-no-case = No case
tasks-title = To do: { $kind }
tasks-done = { $done } of { $all }
task-add = Add a task
task-title = What is to be done
task-who = By whom
task-due = By when
task-remove = Remove
task-invalid = The task was not added: it needs a few words on one line, and a day and a time if there is a deadline.
facts-title = About the case
facts-unknown = not known yet
facts-cost = Cost
facts-tags = Tags
facts-tags-hint = Separated by commas.
facts-change = Change
facts-invalid = { $field ->
    [cost] The cost must be an amount such as 12.50.
    [tags] At most 20 tags of at most 40 characters.
    [team] The name of a team has at most 100 characters.
   *[kind] This kind or cause is not there any more. Choose another one.
}
effort-title = What it cost the customer
effort-what = Counted from the timeline.
effort-waited = Waited for us
effort-contacts = Contacts
effort-unanswered = Attempts without an answer
effort-repeats = Had to come back
effort-handovers = Handed over
effort-reopenings = Opened again
history-title = Everything about the customer
history-this = this case
history-what = { $what ->
    [answer] Answer
    [event] Purchase or service
   *[case] Case
}

## A case by hand

case-new-search = Search by name, phone, e-mail
case-new-nobody = Nobody was found. Write below how the customer can be reached.
case-new-other = Somebody else
case-new-open = This customer has an open case already. A note there may be enough:
case-new-who = The customer, by phone or e-mail
case-new-what = What happened
case-new-what-hint = In the customer’s words, as far as possible.
case-new-team = Team, if one is to look after it
case-new-button = Open the case
case-new-priority = { $priority ->
    [low] When there is time
    [high] Important: within an hour of business
    [urgent] At once
   *[normal] Usual: within four hours of business
}
case-new-problem = { $field ->
    [note] Write down what happened.
    [email] The e-mail address is not complete. It looks like name@shop.example.
    [phone] The phone number is not complete. Write it with the country code, such as +49 30 123456.
    [kind] This kind of case is not there any more. Choose another one.
    [two] The phone number and the e-mail address belong to two different customers. Keep one of them.
   *[person] Say who the customer is: search, or write a phone number or an e-mail address.
}
flash-case-opened = The case is open.

## Settings

settings-cases = Cases
desk-kinds = Kinds of case
desk-kinds-what = Every kind has its checklist. A kind without a name is taken away; cases that have it keep it.
desk-kind = Kind
desk-kind-new = A new kind
desk-steps = Checklist, one step a line
desk-causes = Root causes
desk-causes-what = Why it happened. Reports count cases and costs by them. A cause without a name is taken away; cases that have it keep it.
desk-cause = Root cause
desk-cause-new = New root cause
desk-currency = Costs
desk-currency-label = Currency
desk-currency-hint = Three letters, such as EUR. Empty: amounts stand without one.
