# Слова, спільні для сторінок і листів.

duration-days = { $n }{"\u00A0"}{ $n ->
    [one] день
    [few] дні
    [many] днів
   *[other] дня
}
duration-hours = { $n }{"\u00A0"}{ $n ->
    [one] година
    [few] години
    [many] годин
   *[other] години
}
duration-minutes = { $n }{"\u00A0"}{ $n ->
    [one] хвилина
    [few] хвилини
    [many] хвилин
   *[other] хвилини
}
duration-two = { $longer } { $shorter }
