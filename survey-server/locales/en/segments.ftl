### A view by branch or courier, two side by side, satisfied or loyal.

report-no-score = Nothing to report yet
report-no-score-what = No survey asks a question that is a score, such as 0 to 10 or stars.

segments-title = Segments
segments-by = Cut by
segments-by-name = By { $name }
segments-filter = Find a value
segments-not-counted = Answers are not counted by “{ $dimension }”
segments-not-counted-what = Reports show only what answers are counted by: the channel, the language, tags, choice questions, and the properties that were chosen in the settings. An owner or manager can add this property there; answers that are there already are then counted too.
segments-headline = { $verdict ->
    [unknown] { $dimension }: too few answers to say whether the values differ.
    [few] { $dimension }: fewer than five values, so they speak for themselves.
    [none] { $dimension }: no real differences found. What the table shows is chance.
    [unclear] { $dimension }: the values may differ by about { $points } points, but chance alone explains it too.
    [consistent] { $dimension }: much the same everywhere. The values truly differ by about { $points } points.
    [mixed] { $dimension }: the values truly differ by about { $points } points.
   *[uneven] { $dimension }: very uneven. The values truly differ by about { $points } points.
}
segments-headline-overlapping = { $dimension }: an answer can have several of these values, so they are not ranked against each other.
segments-spread = Standard deviation between the true scores of { $count } values, chance taken out. { $share } % of the visible differences are real.
segments-flagged = { $count ->
    [0] Since the time before, no value changed by more than chance among so many explains.
    [one] Since the time before, one changed by more than chance explains: { $names }.
   *[other] Since the time before, { $count } changed by more than chance explains: { $names }{ $rest ->
        [0] .
       *[other] { " " }and { $rest } more.
    }
}
segments-column = { $column ->
    [place] Place
    [value] Value
    [answers] Answers
    [score] Score
   *[change] Change
}
segments-share = Share
segments-fair = Fair value
segments-mark = { $mark ->
    [best] best
   *[last] last
}
segments-low = low base
segments-few = fewer than 5
segments-answers-of = { $count ->
    [one] { $count } answer of { $name }
   *[other] { $count } answers of { $name }
}
segments-change = { $change ->
    [none] –
    [few] too few to say
    [same] no real change
    [unsure] { $points }, may be chance
   *[other] { $points } ({ $low } to { $high })
}
segments-how = Place and fair value: scores are pulled towards the mean, the more the fewer the answers, so that three answers make nobody the best or the last. Places are given from 30 answers on. A change is shown as real only if at most one in ten such changes is a false alarm.
segments-csv = { $dimension }|Answers|Score|From|To
segments-none-found = No value is called so.
segments-no-values = No answer of this time has a value here.
segments-more = Only the { $count } values with the most answers are shown.
segments-cut = Only the newest { $count } answers were looked at; those before { $day } are left out.
segments-crowded = There are more than { $count } values. Those with the most answers keep their names, the others stand together as “all others”.
segments-recounting = The answers are being counted anew after the settings were changed. Numbers may still rise.
segments-unknown = Too few answers to compare the values as a whole.
segments-over-time = How evenly, over time
segments-over-time-what = By how many points the true scores of the values differed in each time. Below 5 is consistent, above 10 uneven.
segments-days = Time
segments-groups = Values
segments-points = Points
segments-says = In words
segments-verdict = { $verdict ->
    [unknown] too few answers
    [few] fewer than five values
    [none] no real differences
    [unclear] may be chance
    [consistent] consistent
    [mixed] mixed
   *[uneven] uneven
}

compare-title = Compare two
compare-first = First
compare-second = Second
compare-button = Compare
compare-choose = Choose two segments or two saved views above. Both are shown with their intervals, on one scale.
compare-views = Saved views
compare-now = Chosen now
compare-problem = “{ $side }” cannot be compared: it is not there any more, or its score is of another kind.
compare-headline = { $difference ->
    [few] Too few answers to compare { $a } and { $b }.
    [none] No real difference between { $a } and { $b }.
    [above] { $a } is { $points } points above { $b }.
   *[below] { $a } is { $points } points below { $b }.
}
compare-detail = Difference { $points } ({ $low } to { $high }). Chance alone makes so large a difference in { $chance } of cases.
compare-chance = { $size ->
    [tiny] less than 0.1 %
   *[some] { $percent } %
}
compare-overlap = Some answers may be on both sides; the difference is then less certain than it says.
compare-times = The two views look at different times.
compare-trend = Trend of { $name }

loyalty-title = Satisfied or loyal
loyalty-headline = { $state ->
    [few] Too few answers to both questions for shares yet.
   *[shown] { $share } % are satisfied and would not recommend you ({ $part } of { $count }).
}
loyalty-boundaries = Satisfied: an answer of { $satisfied } or more to the question about satisfaction. Loyal: { $loyal } or more to the question about recommending.
loyalty-quadrants = Answers to both questions
loyalty-quadrant = { $quadrant ->
    [both] Satisfied and loyal
    [satisfied] Satisfied, not loyal
    [loyal] Loyal, not satisfied
   *[neither] Neither
}
loyalty-short = { $quadrant ->
    [both] Both
    [satisfied] Satisfied
    [loyal] Loyal
   *[neither] Neither
}
loyalty-share = Share
loyalty-csv = Group|Answers|Share in %|From|To
loyalty-late-csv = Delivered|Answers|Score|From|To
loyalty-moves = Who moved
loyalty-moved = { $count ->
    [one] One customer answered both times: { $better } better, { $worse } worse, { $same } the same.
   *[other] { $count } customers answered both times: { $better } better, { $worse } worse, { $same } the same.
}
loyalty-moves-what = Rows: where they were in the time before. Columns: where they are now. Who was unhappy before is often less so the next time, whatever you do.
loyalty-no-moves = Nobody answered both in the time before and in this time, so no movement can be shown.
loyalty-from = Before
loyalty-not-both = This survey does not ask both
loyalty-not-both-what = Four quadrants need a question about satisfaction (stars, satisfaction, effort or faces) and the question about recommending in one survey.
loyalty-looked-at = { $count ->
    [one] One answer was looked at.
   *[other] { $count } answers were looked at.
}
loyalty-promised = Promised against delivered
loyalty-delivered = Delivered
loyalty-late-headline = { $difference ->
    [few] Too few answers to compare late with on time.
    [none] Late or on time makes no real difference to the score.
    [below] Who got it late scores { $points } points lower.
   *[above] Who got it late scores { $points } points higher.
}
loyalty-late = { $late ->
    [on_time] On time
    [up_to_1_day] Up to 1 day late
    [up_to_3_days] 1 to 3 days late
    [more_than_3_days] More than 3 days late
    [unknown] No promised or actual time
   *[late] All that was late
}
loyalty-unknown = { $count ->
    [one] One of them says nothing of a promised and an actual time.
   *[other] { $count } of them say nothing of a promised and an actual time.
}
loyalty-no-times = No answer of this time says what was promised and when it came. Send both with your events or answers, for example as promised_at and delivered_at.
loyalty-names = Where to find these times
loyalty-name-promised = Property with the promised time
loyalty-name-promised-hint = A moment, or a day: a day is kept until it ends.
loyalty-name-actual = Property with the actual time
loyalty-name-actual-hint = Where an answer has none, the time of its event counts.
loyalty-name-events = Events that happen at delivery
loyalty-name-events-hint = Types of event, with commas between them.
loyalty-names-save = Save
loyalty-names-problem = Each name needs 1 to 200 characters, and there are 50 types of event at most.
