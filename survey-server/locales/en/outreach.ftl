### Outreach: who is asked and who is not, reminders, the autopilot.

nav-outreach = Outreach

## The ledger in numbers

outreach-range = { $range ->
    [d7] 7 days
    [d30] 30 days
    [d90] 90 days
   *[d365] A year
}
outreach-all-surveys = All surveys
outreach-headline = { $refused ->
    [0] { $asked ->
        [one] { $asked } decision to ask, none against.
       *[other] { $asked } decisions to ask, none against.
    }
   *[other] { $asked ->
        [one] { $asked } decision to ask, { $refused } not to.
       *[other] { $asked } decisions to ask, { $refused } not to.
    }
}
outreach-chart = Decisions by day
outreach-day = { $day }: { $asked } asked, { $refused } not asked
outreach-asked = Asked
outreach-refused = Not asked
outreach-withdrawn = Taken back
outreach-by-reason = By reason
outreach-by-survey = By survey
outreach-by-day = By day
outreach-why = Decision
outreach-date = Day
outreach-stage = { $stage ->
    [arrival] On arrival
    [due] When due
   *[reminder] Reminder
}
outreach-stage-what = { $stage ->
    [arrival] Decided the moment an event or a request arrived. Asked means that an invitation was planned.
    [due] Decided again when the e-mail of a planned invitation was due. Asked means that the e-mail was put on its way; any other reason took the invitation back.
   *[reminder] Decided when a reminder was due. Asked means that the reminder was put on its way.
}
outreach-reason = { $reason ->
    [unsubscribed] They unsubscribed
    [bounced] E-mails to their address come back
    [no_basis] No legal basis is recorded
    [cancelled] The order was cancelled
    [too_late] It was too long ago
    [open_case] A case of theirs is open
    [cool_down] They were asked not long ago
    [sampled_out] Only a share is asked
    [duplicate] They were asked about this already
    [answered] They have answered already
    [closed] The survey takes no more answers
   *[no_channel] There is no address to ask them at
}
outreach-empty = Nothing was decided in this time
outreach-empty-what = Every purchase or service that is reported leads to a decision: whether its customer is asked, and if not, why. You find them all here.
outreach-decisions = Decisions
outreach-no-decisions = No decisions like that

## One person

person-now = Would they be asked now?
