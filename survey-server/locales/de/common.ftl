# Wörter, die Seiten und E-Mails gemeinsam haben.

duration-days = { $n }{"\u00A0"}{ $n ->
    [one] Tag
   *[other] Tage
}
duration-hours = { $n }{"\u00A0"}{ $n ->
    [one] Stunde
   *[other] Stunden
}
duration-minutes = { $n }{"\u00A0"}{ $n ->
    [one] Minute
   *[other] Minuten
}
duration-two = { $longer } { $shorter }
