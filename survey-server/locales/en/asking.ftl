### Settings: when we ask.

settings-asking = When we ask
asking-plan = What we ask after
asking-plan-what = When your shop or program reports an event, the first entry of its type whose conditions hold decides: which survey goes out, and how long after the event.
asking-new = Add an entry
asking-entry = { $number }. { $event }
asking-event = Event
asking-place = Place
asking-when = Only if
asking-when-hint = All of these must hold. Leave empty to ask always. Several values are separated by commas.
asking-when-json = This condition says more than the fields can show, so it is written as JSON.
asking-property = Property
asking-comparison = Comparison
asking-value = Value
asking-word = { $word ->
    [is] is
    [is_not] is not
    [one_of] is one of
    [none_of] is none of
    [at_least] is at least
    [at_most] is at most
    [contains] contains
   *[exists] is there (yes or no)
}
asking-survey = Survey
asking-survey-default = The default survey
asking-delay = How long after the event
asking-delay-hint = Quiet hours and weekdays below move it further.
asking-unit = Unit
asking-unit-name = { $unit ->
    [days] days
    [hours] hours
   *[minutes] minutes
}
asking-wait = { $count ->
    [0] at once
   *[other] { $unit ->
        [days] { $count ->
            [one] a day later
           *[other] { $count } days later
        }
        [hours] { $count ->
            [one] an hour later
           *[other] { $count } hours later
        }
       *[minutes] { $count ->
            [one] a minute later
           *[other] { $count } minutes later
        }
    }
}
asking-conditional = under conditions
asking-channel = How they are asked
asking-channel-any = By the first way that reaches them
asking-channel-word = { $word ->
    [link] By a link that you pass on yourself
   *[email] By e-mail
}
asking-remove = Remove this entry
asking-cancels = Events that take an order back
asking-cancels-hint = Separated by commas. What was planned about the same order is withdrawn, whichever comes first.
asking-save-plan = Save the plan
asking-changed-meanwhile = Somebody else changed this meanwhile. Nothing was saved; what you typed is still here. Send it again to keep yours.
asking-policy = Whom we ask, and how often
asking-weekdays = Days on which surveys go out
asking-weekdays-hint = On the customer’s calendar. What falls on another day waits for the next of these.
asking-weekday = { $day ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
}
asking-sample = Share that is asked, in percent
asking-sample-hint = 100 asks everyone. With less, chance decides for each event, and the rest are not asked.
asking-save-policy = Save
asking-try = Try it
asking-try-what = Make up an event and see what would happen now. Nothing is sent and nothing is kept.
asking-try-email = The person’s e-mail address
asking-try-properties = Properties
asking-try-properties-hint = One to a line, for example: total = 120
asking-try-button = What would happen?
asking-try-nothing = Nobody would be asked: no entry of the plan fits this event, or its survey is closed.
asking-try-entry = Entry { $number } decided.
asking-try-survey = Survey: { $survey }.
