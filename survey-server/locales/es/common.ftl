# Palabras que comparten las páginas y los correos.

duration-days = { $n }{"\u00A0"}{ $n ->
    [one] día
   *[other] días
}
duration-hours = { $n }{"\u00A0"}{ $n ->
    [one] hora
   *[other] horas
}
duration-minutes = { $n }{"\u00A0"}{ $n ->
    [one] minuto
   *[other] minutos
}
duration-two = { $longer } y { $shorter }
