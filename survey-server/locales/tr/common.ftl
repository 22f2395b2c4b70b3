# Sayfaların ve e-postaların ortak sözcükleri.

duration-days = { $n }{"\u00A0"}{ $n ->
    [one] gün
   *[other] gün
}
duration-hours = { $n }{"\u00A0"}{ $n ->
    [one] saat
   *[other] saat
}
duration-minutes = { $n }{"\u00A0"}{ $n ->
    [one] dakika
   *[other] dakika
}
duration-two = { $longer } { $shorter }
