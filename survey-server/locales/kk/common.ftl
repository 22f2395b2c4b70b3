# Беттер мен хаттарға ортақ сөздер.

duration-days = { $n }{"\u00A0"}{ $n ->
    [one] күн
   *[other] күн
}
duration-hours = { $n }{"\u00A0"}{ $n ->
    [one] сағат
   *[other] сағат
}
duration-minutes = { $n }{"\u00A0"}{ $n ->
    [one] минут
   *[other] минут
}
duration-two = { $longer } { $shorter }
