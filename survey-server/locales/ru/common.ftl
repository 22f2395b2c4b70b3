# Слова, общие для страниц и писем.

duration-days = { $n }{"\u00A0"}{ $n ->
    [one] день
    [few] дня
   *[other] дней
}
duration-hours = { $n }{"\u00A0"}{ $n ->
    [one] час
    [few] часа
   *[other] часов
}
duration-minutes = { $n }{"\u00A0"}{ $n ->
    [one] минута
    [few] минуты
   *[other] минут
}
