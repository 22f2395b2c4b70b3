# Les mots communs aux pages et aux e-mails.

duration-days = { $n }{"\u00A0"}{ $n ->
    [one] jour
   *[other] jours
}
duration-hours = { $n }{"\u00A0"}{ $n ->
    [one] heure
   *[other] heures
}
duration-minutes = { $n }{"\u00A0"}{ $n ->
    [one] minute
   *[other] minutes
}
duration-two = { $longer } et { $shorter }
