# Слова, общие для страниц и писем.

duration-days = { $n }{"\u00A0"}{ $n ->
    [one] день
    [few] дня
    [many] дней
   *[other] дня
}
duration-hours = { $n }{"\u00A0"}{ $n ->
    [one] час
    [few] часа
    [many] часов
   *[other] часа
}
duration-minutes = { $n }{"\u00A0"}{ $n ->
    [one] минута
    [few] минуты
    [many] минут
   *[other] минуты
}
duration-two = { $longer } { $shorter }
