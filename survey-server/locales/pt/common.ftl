# Palavras comuns às páginas e aos e-mails.

duration-days = { $n }{"\u00A0"}{ $n ->
    [one] dia
   *[other] dias
}
duration-hours = { $n }{"\u00A0"}{ $n ->
    [one] hora
   *[other] horas
}
duration-minutes = { $n }{"\u00A0"}{ $n ->
    [one] minuto
   *[other] minutos
}
duration-two = { $longer } e { $shorter }
