### Evidence: whether a click is a person, what is held and by which rules.

evidence-title = Evidence
evidence-what = Mail scanners open every link. What a form confirmed counts at once; what was only looked at waits, and counts if nothing around it looks like a scanner.
evidence-counts = Answers by evidence
evidence-kind = { $kind ->
    [explicit] Sent by a form
    [inferred] By one tap
    [waiting] Waiting
    [held] Held
   *[contradicted] Contradicted
}
evidence-list = Looks that are not answers
evidence-state = { $state ->
    [held] Held
    [waiting] Waiting
   *[dismissed] Dismissed
}
evidence-none = { $state ->
    [held] Nothing is held
    [waiting] Nothing is waiting
   *[dismissed] Nothing was dismissed
}
evidence-none-what = Here stands what somebody, or a machine, looked at without sending the form.
evidence-rule = { $rule ->
    [R1] R1: different scores were opened within a short time, as a scanner does.
    [R2] R2: a score and a link of the footer were opened together, as a scanner does.
    [R3] R3: it was opened the moment the mail was sent, sooner than a person could.
    [R5] R5: the same network opened the mails of many people at once.
    [waiting] The page was looked at; it waits to see whether a scanner shows itself.
   *[button] Only a form counts by your settings, and none was sent.
}
evidence-until = Judged again: { $at }.
evidence-touches = What was touched when
evidence-touch = { $what ->
    [report] Looked at, with { $score } chosen ({ $network })
    [prefetch] Asked for in advance, not shown ({ $network })
    [score] Opened by the link of { $score } ({ $network })
    [page] Survey opened ({ $network })
   *[footer] Unsubscribe page opened ({ $network })
}
evidence-accept = It was a person
evidence-dismiss = It was nobody
evidence-to-settings = Change the rules, and see what others would have decided
flash-held-accepted = It counts as an answer now.
flash-held-dismissed = It will not count.

evidence-one-tap = An answer with one tap
evidence-one-tap-what = A customer taps a score in the mail, sees the page and closes it. That counts as an answer when the quarantine is over and no rule speaks against it. A form that is sent always counts at once.
evidence-confirm = Without the form being sent
evidence-confirm-choice = { $choice ->
    [auto] A look at the page is enough
   *[button] Nothing counts: the button must be pressed
}
evidence-quarantine = Quarantine, minutes
evidence-quarantine-hint = So long a look waits for a scanner to show itself. Rules and alerts run after that.
evidence-rules = Rules
evidence-rules-what = Each says when a visit is rather a machine's. What they hold is never lost: it waits on the page Evidence for you.
evidence-rules-on = Rules that apply
evidence-rule-name = { $rule ->
    [R1] Different scores in a short time
    [R2] A score and a footer link together
    [R3] Opened as soon as the mail was sent
   *[R5] One network opens the mails of many
}
evidence-many-scores = R1: so many different scores
evidence-many-scores-seconds = R1: within seconds
evidence-footer-seconds = R2: within seconds
evidence-too-soon-seconds = R3: seconds after sending
evidence-crowd-size = R5: mails of so many people
evidence-crowd-seconds = R5: within seconds
evidence-crowd-hold = R5: held for hours
evidence-visit-gap = A pause that ends a visit, minutes
evidence-overlap = A scan also voids visits within seconds
evidence-try = Try on what is on record
evidence-trial = What rules would have decided
evidence-trial-what = { $explicit ->
    [0] Of the newest looks on record (kept 90 days).
    [one] Of the newest looks on record (kept 90 days). One more was confirmed by a form, whatever the rules say.
   *[other] Of the newest looks on record (kept 90 days). { $explicit } more were confirmed by a form, whatever the rules say.
}
evidence-set = { $kind ->
    [stored] As it is set now
    [without] Without { $rule }
    [with] With { $rule } too
   *[typed] As typed above
}
evidence-by-invitation = By invitation
evidence-verdict = { $outcome ->
    [inferred] counts
    [held] held by { $rule }
   *[waiting] waits
}
evidence-more-lines = The first 50 are shown.
evidence-older = Older ones
