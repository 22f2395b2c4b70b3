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
    [from] The first day in the address is not a day before the last one, such as 2026-11-01. The last 13 weeks are shown.
    [until] A span of days needs a first and a last day, such as 2026-11-01 and 2026-11-20. The last 13 weeks are shown.
    [against] The address names a comparison that there is not. It is compared with the time before.
    [segment] The address names a segment that cannot be read. It would be “dimension:value”, such as “branch:Kazan”, at most twice.
    [bucket] The address names steps that there are not: there are days, weeks, months and quarters.
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
