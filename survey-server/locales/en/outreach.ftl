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

## Reminders and autopilot

settings-autopilot = Reminders and autopilot
reminders = Reminders
reminders-what = Who says nothing can be reminded, with the same link. Nobody is reminded who answered in any way, unsubscribed, has an open case or cannot be reached.
reminders-most = How often at most
reminders-count = { $count ->
    [0] Never
    [1] Once
    [2] Twice
   *[3] Three times
}
reminders-days = Days between
reminders-days-hint = From the invitation to the reminder, and from one reminder to the next.
autopilot = Autopilot
autopilot-what = Asks everybody on its list once per cadence, spread evenly over the days you choose. Your shop adds and removes people by the API. Who was asked otherwise meanwhile waits a whole cadence from then.
autopilot-active = { $count ->
    [0] Switched on. Nobody is on its list yet.
    [one] Switched on. { $count } person is on its list.
   *[other] Switched on. { $count } people are on its list.
}
autopilot-cadence = Each of them is asked
autopilot-cadence-hint = With another cadence, other days or hours everybody gets another turn.
autopilot-every = { $days ->
    [91] every 3 months (13 weeks)
    [182] every 6 months (26 weeks)
    [364] once a year (52 weeks)
   *[other] every { $days } days
}
autopilot-weekdays = On
autopilot-hours = Hours of the day
autopilot-hours-hint = Whole hours, 0 to 24, on the clock of the person’s own time zone where it is known.
autopilot-turns = The next two weeks
autopilot-people = People
weekday = { $day ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
}
problem-weekdays = Choose at least one day.
