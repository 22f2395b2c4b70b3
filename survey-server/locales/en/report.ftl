## The frame of the reports

report-tabs = Reports
report-tab = { $tab ->
    [overview] Overview
    [segments] Segments
    [reasons] Reasons
    [loyalty] Loyalty
   *[recovery] Recovery
}
report-question-field = Question
report-segment = { $place ->
    [1] Only
   *[other] and only
}
report-everybody = { $place ->
    [0] Everybody
   *[other] –
}
report-against-field = Compared with
report-against = { $against ->
    [before] the time before
    [year] the year before
   *[none] nothing
}
report-bucket-field = Steps
report-bucket = { $bucket ->
    [auto] as it suits
    [day] days
    [week] weeks
    [month] months
   *[quarter] quarters
}
report-from = From
report-until = To
report-saved = Saved views
report-dimension = { $dimension ->
    [channel] Channel
    [language] Language
   *[tag] Tag
}
report-channel = { $channel ->
    [api] by API
    [email] by e-mail
    [embed] on your website
    [form] by your own form
    [kiosk] on a tablet
   *[link] by link
}
report-wrong = { $what ->
    [range] The address names a time range that there is not. The last 13 weeks are shown.
    [from] The days in the address are not a first and a last one at most fifty years apart, such as 2026-11-01 and 2026-11-20. The last 13 weeks are shown.
    [until] A span of days needs a first and a last day, such as 2026-11-01 and 2026-11-20. The last 13 weeks are shown.
    [against] The address names a comparison that there is not. It is compared with the time before.
    [segment] The address names a segment that cannot be read. It would be “dimension:value”, such as “branch:Kazan”, at most twice.
    [bucket] The address names steps that there are not: there are days, weeks, months and quarters.
    [steps] So many steps cannot be told apart. Larger ones are shown.
   *[evidence] The address names evidence that there is not: answers are explicit or inferred.
}
report-survey = { $what ->
    [scoreless] “{ $survey }” has no question that is a score, so there is nothing to report. The default survey is shown.
   *[unknown] There is no survey “{ $survey }” here. The default survey is shown.
}
report-question = “{ $survey }” does not ask “{ $question }” as a score now. Its main question is shown.
report-segment-unknown = { $what ->
    [dimension] Reports are not cut by “{ $dimension }”, so nobody is in this segment. An owner can choose it in the settings.
   *[value] Nobody has ever answered with { $dimension } “{ $value }”. It may have been renamed.
}
report-none = No answers in { $days }
report-none-what = Nobody answered this question in this time and segment, so there is nothing to show. That is not a zero.
report-none-button = Show the last 13 weeks

## The overview

report-headline = { $change ->
    [none] No real change compared with { $days }.
    [up] { $points ->
        [one] Up by { $points } point compared with { $days }: more than chance explains.
       *[other] Up by { $points } points compared with { $days }: more than chance explains.
    }
    [down] { $points ->
        [one] Down by { $points } point compared with { $days }: more than chance explains.
       *[other] Down by { $points } points compared with { $days }: more than chance explains.
    }
    [few] { $count ->
        [one] Too few answers in { $days } to compare with: { $count }.
       *[other] Too few answers in { $days } to compare with: { $count }.
    }
   *[nobody] Nothing earlier to compare with: nobody answered in { $days }.
}
report-headline-alone = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
report-compared = Compared with { $days }: { $number }.
report-difference = Change { $points } { $interval }.
report-measure = { $kind ->
    [nps] Net promoter score
    [csat] Satisfied
    [ces] Found it easy
    [stars] Gave the best stars
   *[other] Satisfied
}
report-formula-nps = Promoters (9 and 10) less detractors (0 to 6), per hundred answers; passives (7 and 8) count among the answers.
report-formula-share = Share of the answers { $low } to { $high } on the scale from { $from } to { $to }.
report-mean = Mean { $mean } ({ $low } to { $high }).
report-interval-what = In brackets: where the number of all customers lies, 95 times of 100.
report-cut = There are more answers than are looked at for two properties at once: only those since { $day } are counted.
report-values = Answers by value
report-value = Value
report-share = Share
report-trend = { $bucket ->
    [day] Trend by day
    [week] Trend by week
    [month] Trend by month
   *[quarter] Trend by quarter
}
report-step = { $bucket ->
    [day] Day
    [week] Week of
   *[other] Days
}
report-alarm = { $direction ->
    [up] { $step }: rose to { $value }, { $expected } is usual. That is more than chance explains.
   *[down] { $step }: fell to { $value }, { $expected } is usual. That is more than chance explains.
}
report-facts-newest-cases = Time to first contact is of the newest { $count } cases of this time.
report-rest = all others
report-other = other, in their own words
report-facts-of-all = Of all answers to this survey in this time, whatever the segment and the question.
report-today-title = Today
report-today = { $what ->
    [overdue] { $count ->
        [one] { $count } case is overdue. Call this customer first.
       *[other] { $count } cases are overdue. Call these customers first.
    }
    [due] { $count ->
        [one] { $count } customer is to be contacted within two hours.
       *[other] { $count } customers are to be contacted within two hours.
    }
    [unclaimed] { $count ->
        [one] Nobody has claimed { $count } open case yet.
       *[other] Nobody has claimed { $count } open cases yet.
    }
   *[held] { $count ->
        [one] { $count } tap was held back. Say whether it was a person.
       *[other] { $count } taps were held back. Say whether they were people.
    }
}
report-today-nothing = Nothing waits for you today.
chart-hint = Arrow keys move along the chart, Enter opens the answers.
chart-as-table = Table
chart-as-csv = Copy as CSV
chart-as-png = Copy as PNG
chart-copied = Copied
chart-saved = Saved as a file
chart-answers = answers

## Answers behind a number

responses-narrowed = Only:
responses-report = Back to the report
responses-question = Question “{ $question }”
responses-score = Score { $score }
responses-moved = { $from } before, now { $to }
responses-group-unknown = The address names a group of answers that there is not (“{ $word }”), so it is left out.
responses-heading-more = More than { $count } answers
responses-stopped-words = Here are the answers with these words back to { $day }. The next page goes on from there.
responses-properties-cut = Order numbers and other properties are looked for in the newest 10,000 answers; comments and names in all of them.
responses-stopped = Looked at 10,000 answers, back to { $day }. The next page goes on from there.
