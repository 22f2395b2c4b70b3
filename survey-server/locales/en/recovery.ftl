### Recovery: how fast unhappy customers were cared for, and whether it changed anything.

nav-recovery = Recovery
recovery-report = Report
recovery-range = { $range ->
    [d30] 30 days
    [d90] 90 days
   *[d365] A year
}
recovery-headline = { $how ->
    [known] Half of the unhappy customers were contacted within { $time }.
    [longer] Fewer than half of the unhappy customers were contacted so far; the longest has waited { $time }.
   *[few] { $count } to contact so far. From five cases on there are figures.
}
recovery-headline-again = Asked again, { $share } are satisfied now ({ $part } of { $count }).
recovery-contact = Time to first contact
recovery-resolution = Time to resolution
recovery-half = half of the cases; { $done } of { $count } done
recovery-nine-of-ten = nine of ten
recovery-longer = more than { $time }
recovery-from = (from { $low })
recovery-of = { $part } of { $count }
recovery-contact-in-time = First contact in time
recovery-resolution-in-time = Solved in time
recovery-again = What customers say who were asked again
recovery-satisfied = Now satisfied
recovery-at-least = At least, if the silent are not
recovery-answered = Answered again
recovery-score = Score when asked again
recovery-pending = { $count ->
    [one] { $count } was asked this week and may still answer
   *[other] { $count } were asked this week and may still answer
}
recovery-nobody-asked = Nobody was asked again yet. It is done some days after a case is resolved.
recovery-no-hold-out = This says how customers feel now, not that help was the reason: of those left alone some are happier the next time too. To measure the difference, switch a hold-out on under “Asking again”.
recovery-effect-clear = Contact changes it: { $points } percentage points ({ $low } to { $high }) more are satisfied than among those who waited by lot.
recovery-effect-unclear = No clear difference yet between contacted and waiting customers: { $points } percentage points ({ $low } to { $high }).
recovery-effect-few = The lot has not decided enough cases yet to compare. Five answers are needed on either side.
recovery-effect-contacted = Satisfied, contacted at once
recovery-effect-waited = Satisfied, waited by lot
recovery-effect-early = Waited, but contacted before
recovery-bands = Score when asked again, by time to first contact
recovery-band = { $which ->
    [within] up to { $time }
    [later] later
   *[never] never
}
recovery-groups = Recommendation by how the problem went
recovery-group-head = Customers
recovery-group = { $group ->
    [no_problem] No problem
    [solved_fast] Solved in time
    [solved_late] Solved late
   *[unsolved] Not solved
}
recovery-groups-what = “No problem” are answers that opened no case, so hardly any of them is unhappy. The others are answers of those who were asked again.
recovery-by = Side by side
recovery-cut = { $cut ->
    [team] Team
    [branch] Branch
    [priority] Priority
    [origin] Origin
    [cause] Cause
   *[hour] Hour of day
}
recovery-csv = Download as CSV
recovery-cases = Cases
recovery-contact-half = Half contacted within
recovery-resolution-half = Half solved within
recovery-part-none = none
recovery-backlog = Open now · { $count }
recovery-age = Since the customer spoke
recovery-age-to = up to { $hours } h
recovery-age-more = more than { $hours } h
recovery-open = Open
recovery-overdue = Overdue
recovery-promises = Promised times
recovery-promised = What was promised
recovery-promise = { $what ->
    [contact] First contact
   *[solution] Solution
}
recovery-kept = Kept
recovery-renewed = Renewed in time
recovery-renewed-late = Renewed late
recovery-broken = Broken in silence
recovery-no-promises = No promised time has passed yet.
recovery-causes = Root causes
recovery-cause = Cause
recovery-no-cause = not named yet
recovery-share = Share
recovery-cost = Cost
recovery-effort = What it took
recovery-effort-kind = { $kind ->
    [contact] Conversations
    [no_answer] Calls that nobody took
    [assign] Handed over
    [release] Put back
    [reopen] Opened again
    [answered_again] Complained again
   *[wait] Waited for the customer
}
recovery-effort-count = { $count } in { $cases ->
    [one] { $cases } case
   *[other] { $cases } cases
}
recovery-no-effort = Nothing yet.
recovery-empty = No cases in this time
recovery-empty-what = When a customer is unhappy, a case opens. Here you will see how fast somebody takes care of it, and what the customer says afterwards.

asking-again = Asking again
asking-again-what = Some days after a case is resolved its customer is asked once more: “You told us on 3 March that something was not right. How is it now?” Unsubscribed and bounced addresses are left alone.
asking-again-active = Ask again after a case
asking-again-days = Days after the solution
asking-again-days-hint = 1 to 90
asking-again-survey = Which survey asks
asking-again-own = The one that the case came from
hold-out = Hold-out
hold-out-what = Of unhappy customers who are left alone, a quarter to a half answer better the next time. To know what your help changes, a lot can let some wait for their first contact until they were asked again.
hold-out-who = Nobody is ignored: who waits has a case like everybody, sees the later time, and is contacted then. Important and urgent cases, calls for help and customers who wish no contact never wait.
hold-out-percent = Wait by lot, in per cent
hold-out-percent-hint = 0 switches it off; at most 50

improvements = Improvements
improvements-what = Record what you changed against a cause of complaints. From a week on this page says whether they became rarer by more than chance explains, and those who complained can be told.
improvements-none = Nothing is recorded yet.
improvement-verdict = { $change ->
    [fell] Complaints of this cause fell, by more than chance explains.
    [rose] Complaints of this cause rose, by more than chance explains.
    [early] Too early to tell: a week is needed on either side.
    [none] There were no complaints of this cause to compare.
   *[unclear] No clear change: chance alone explains the difference.
}
improvement-before = Per 100 answers, { $days } days before
improvement-after = Per 100 answers, { $days } days after
improvement-count = { $complaints } among { $answers } answers
improvement-ratio = After divided by before
improvement-told = { $count ->
    [one] { $count } person was told on { $at }
   *[other] { $count } people were told on { $at }
}
improvement-tell = { $count ->
    [one] Tell the { $count } person who complained
   *[other] Tell the { $count } people who complained
}
improvement-record = Record a change
improvement-title = What was changed
improvement-title-hint = Such as: new courier in Leith
improvement-made = Since when
improvement-words = What those who complained are told
improvement-words-hint = It goes out once you press the button, once to each. Leave it empty to tell nobody.
improvement-save = Record
flash-improvement-told = They are being told. Everybody gets one e-mail.
flash-not-told-twice = They were told already.
