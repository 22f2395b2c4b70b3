### Reasons: what goes with the score, what people write about, tags and their rules.

reasons-title = Reasons
reasons-headline = { $what ->
    [down] “{ $reason }” goes with a score that is { $points } points lower.
    [up] “{ $reason }” goes with a score that is { $points } points higher.
    [noise] No reason stands out from noise.
   *[few] Too few answers name a reason to say what moves the score.
}
reasons-of = { $count ->
    [one] Of { $count } answer with a score.
   *[other] Of { $count } answers with a score.
}
reasons-cut = Only the newest were looked at, back to { $day }.
reasons-csv = Reason|Answers|Points|From|To
reasons-drivers = What goes with the score
reasons-reason = Reason
reasons-mentioned = Mentioned by
reasons-points = Goes with points
reasons-noise = no real effect
reasons-association = Association, not proof: a reason is picked after the score is felt. Each reason is weighed with the others held still; “no real effect” is what chance explains once all reasons were looked at.
reasons-no-drivers = A reason is weighed once ten answers name it and ten do not. Reasons are tags and the options of questions that everybody is asked.
reasons-counted = Reasons that are only counted
reasons-counted-what = Too few answers name them, or the question is asked of some people alone, so that nothing can be said about the others.
reasons-new = New this week
reasons-nothing-new = { $count ->
    [0] Nobody wrote anything in the last week of this view.
    [one] Nothing that this week’s only comment says is new beyond noise.
   *[other] Nothing in this week’s { $count } comments is new beyond noise.
}
reasons-week-cut = So much was written this week that only the newest comments were read, back to { $day }.
reasons-before-cut = Of the eight weeks before, only the newest comments were read, back to { $day }.
reasons-words = Words
reasons-this-week = This week
reasons-before = Eight weeks before
reasons-terms = What people write about
reasons-terms-of = { $count ->
    [one] Of the newest comment.
   *[other] Of the newest { $count } comments.
}
reasons-few = Nothing is said three times yet.
reasons-share = In
reasons-comments = { $count ->
    [one] { $count } comment
   *[other] { $count } comments
}
reasons-search = Comments
reasons-search-label = Search comments
comments-behind = So much was written in the last moments that not all of it can be found yet. Look again in a minute.
reasons-not-found = No comment has all of these words.
reasons-no-words = There is no word to look for.
reasons-first = The newest again
reasons-empty = No reasons in this time and segment yet
reasons-empty-what = Reasons come from comments, from tags, and from questions with options. Comments are read a few seconds after they come in.

tags-title = Tag rules
tags-what = A comment with these words gets the tag. Each word counts in all its forms: “courier” also finds “couriers”, «курьер» also finds «курьеры». Several words in one entry must all be there. A tag that somebody takes off an answer is not put back.
tags-tag = Tag
tags-any = Any of these words
tags-all = And all of these
tags-none = But none of these
tags-words-hint = Separated by commas
tags-categories = Only from
tags-category = { $category ->
    [promoter] promoters
    [passive] passives
   *[detractor] detractors
}
tags-new = New rule
tags-remove = Leave the tag empty to remove the rule.
tags-preview = Preview
tags-would = { $all ->
    [0] There are no comments yet.
    [one] Would tag { $count } of the newest { $all } comment.
   *[other] Would tag { $count } of the newest { $all } comments.
}
tags-of-answer = Tags
tags-add = Add a tag
tags-add-button = Add
tags-take-off = Take off { $tag }
tags-nobody = No tags yet
flash-tagged = The tags are changed.
flash-tags-saved = Saved. The rules now go through the comments that there are.
flash-not-tagged = That cannot be a tag: up to 64 characters, and up to 50 tags on an answer.
