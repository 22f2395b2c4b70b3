# Words that pages and mails share.

duration-days = { $n }{"\u00A0"}{ $n ->
    [one] day
   *[other] days
}
duration-hours = { $n }{"\u00A0"}{ $n ->
    [one] hour
   *[other] hours
}
duration-minutes = { $n }{"\u00A0"}{ $n ->
    [one] minute
   *[other] minutes
}
duration-two = { $longer } { $shorter }
