### Rules: what happens when somebody answers, when something happens, and when nothing does.

timeline-event = Event “{ $event }”.
timeline-event-order = Event “{ $event }”, order { $order }.

settings-rules = Rules
rules-what = What happens when somebody answers, when something happens, and when a promise passes or a customer falls silent. Rules act in this order.
rules-new = New rule
rules-one = Rule
rules-none = There is no rule. Unhappy customers are only counted.
rules-on = On
rules-off = Off
rules-trigger = { $trigger ->
    [answer] on answers
    [event] on events
   *[time] when time passes
}
rules-up = Move up
rules-down = Move down
rules-switch-on = Switch on
rules-switch-off = Switch off
rules-broken = These rules no longer fit the surveys
rules-refused = The rule is not saved yet
rules-problem = { $word ->
    [action] Action
   *[condition] Condition
} { $number }: { $problem }
rules-changed = Somebody changed the rules meanwhile. Open the page again and make your change once more.
rules-by-system = The product itself
rules-unheld = A promise that the last four weeks do not hold
rules-unheld-one = “{ $rule }”: { $percent }% of { $cases } customers were contacted in the promised time.
rules-unheld-median = Half of all were contacted within { $minutes } minutes.
rules-unheld-p90 = Nine of ten within { $minutes } minutes.
rules-name = Name
rules-is-on = The rule is on
rules-refresh = Show the rule as it stands
rules-when = When
rules-when-json = Condition as JSON
rules-when-json-hint = This condition says more than the rows can show. Empty it to begin with rows.
rules-every-answer = Without a condition the rule acts on every answer.
rules-join = Of several conditions
rules-join-word = { $join ->
    [any] one is enough
   *[all] all must hold
}
rules-subject = Condition { $number }
rules-known = What is known
rules-answers = Answer to the question
rules-by-name = By its name
rules-fact = { $fact ->
    [score] score
    [previous_score] score before
    [change] change since the last answer
    [category] category (detractor, passive, promoter)
    [previous_category] category before
    [survey] survey
    [channel] channel
    [evidence] evidence (explicit, inferred)
    [event] event
   *[silence_days] days of silence
}
rules-named = { $kind ->
    [promise] minutes since a promised time
   *[property] property
}
rules-property = Name of the property
rules-comparison = Comparison
rules-word = { $word ->
    [is] is
    [is_not] is not
    [one_of] is one of
    [none_of] is none of
    [at_least] is at least
    [at_most] is at most
    [between] is between
    [contains] contains
    [exists] is there
   *[missing] is not there
}
rules-value = Value
rules-value-hint = Several values are separated by commas. A rule about a promised time or silence compares with “is at least”.
rules-add-condition = Add a condition
rules-then = Then
rules-action = { $kind ->
    [open_case] Open a case
    [notify] Tell people
    [callback] Call programs back
    [acknowledge] Tell the customer they were heard
    [tag] Tag the answer and the case
   *[offer_review] Show everyone a review link
}
rules-action-field = { $kind ->
    [notify] Whom
    [callback] With which event
    [acknowledge] Words of your own (empty: the usual ones)
    [tag] Tag
   *[offer_review] Link, beginning with https://
}
rules-to = { $to ->
    [team] the team
   *[manager] the manager
}
rules-priority = Priority
rules-team = Team
rules-span = { $name ->
    [contact_within] First contact within
   *[resolve_within] Solution within
}
rules-span-hint = Left empty, the priority sets the time. No case is without a deadline.
rules-unit = Unit
rules-unit-word = { $unit ->
    [hours] hours
   *[minutes] minutes
}
rules-clock = Clock
rules-clock-word = { $clock ->
    [business] while open
   *[wall] around the clock
}
rules-add-what = Another action
rules-add-action = Add the action
rules-remove = Remove the rule
rules-remove-what = It acts on nothing any more. Cases that it opened stay. It can be put back from the versions.
rules-try = What would it have done?
rules-staffing-hint = The last 90 days go through the changed rules before they act. Left empty: the members who work on cases, and 20 minutes a case.
rules-people = People at work
rules-minutes = Minutes a case
rules-rule = Rule
rules-trial = What it would have done
rules-trial-what = The last { $days } days: { $situations } answers, events and moments, through today’s rules and the changed ones. Late contacts are a model: { $people } at work, { $minutes } minutes a case, your opening hours, the most pressing first.
rules-trial-measure = In that time
rules-trial-now = Today’s rules
rules-trial-then = Changed rules
rules-trial-line = { $what ->
    [cases] Cases
    [urgent] of urgent priority
    [high] of high priority
    [normal] of normal priority
    [low] of low priority
    [joined] Joined to an open case
    [breaches] First contact too late (predicted)
    [told] Messages to the team
   *[callbacks] Callbacks to programs
}
rules-trial-by-rule = How often each rule acted
rules-trial-week = Cases by the hour of the week
rules-trial-day = Day
rules-trial-busiest = With the changed rules most cases come { $day ->
    [0] on Mondays
    [1] on Tuesdays
    [2] on Wednesdays
    [3] on Thursdays
    [4] on Fridays
    [5] on Saturdays
   *[other] on Sundays
} from { $hour }:00 ({ $cases } in all).
rules-trial-no-cases = The changed rules would have opened no case.
rules-weekday = { $day ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[other] Sunday
}
rules-example = Try on an example
rules-example-what = Nothing is saved and nobody is told.
rules-example-survey = Survey
rules-example-score = Score
rules-example-answers = Other answers
rules-example-answers-hint = One a line, such as wrong = "late".
rules-example-event = Or an event
rules-example-hours = Hours that have passed since
rules-example-properties = Properties
rules-example-properties-hint = One a line, such as branch = Kazan or promised_at = 2026-11-20T18:00:00Z.
rules-example-button = Which rules act?
rules-example-acting = These rules act
rules-example-nothing = No rule acts.
rules-example-case = A case is opened ({ $priority }).
rules-example-contact = First contact by { $at }.
rules-example-solved = Solved by { $at }.
rules-versions = Versions
rules-version = Version { $version }, { $rules ->
    [one] 1 rule
   *[other] { $rules } rules
}
rules-in-force = in force
rules-restore = Put back
rules-no-versions = The rules were never saved.
rules-json = The whole set as JSON
rules-json-what = For those who know the format; it is the document that programs read and write.
rules-document = Rules
flash-rules-saved = The rules are saved and act from now on.
flash-rules-restored = The rules are as they were. They act from now on.
flash-not-survey-rules = Saved as a new version. But a rule no longer fits the surveys: see Settings, Rules.
