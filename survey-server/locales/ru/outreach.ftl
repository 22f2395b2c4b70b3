### Кого спрашивают и кого нет, напоминания, автопилот.

nav-outreach = Рассылка

## Решения в числах

outreach-range = { $range ->
    [d7] 7 дней
    [d30] 30 дней
    [d90] 90 дней
   *[d365] Год
}
outreach-all-surveys = Все опросы
outreach-headline = { $refused ->
    [0] Решений спросить: { $asked }, не спрашивать: ни одного.
   *[other] Решений спросить: { $asked }, не спрашивать: { $refused }.
}
outreach-chart = Решения по дням
outreach-day = { $day }: спросить { $asked }, не спрашивать { $refused }
outreach-asked = Спросили
outreach-refused = Не спросили
outreach-withdrawn = Отменили
outreach-by-reason = По причинам
outreach-by-survey = По опросам
outreach-by-day = По дням
outreach-why = Решение
outreach-date = День
outreach-stage = { $stage ->
    [arrival] Сразу
    [due] К сроку
   *[reminder] Напоминание
}
outreach-stage-what = { $stage ->
    [arrival] Решение в ту минуту, когда пришло событие или запрос. «Спросили» значит, что приглашение запланировано.
    [due] Решение ещё раз, когда письму пора уходить. «Спросили» значит, что письмо передано на отправку; любая другая причина отменила приглашение.
   *[reminder] Решение, когда пора напомнить. «Спросили» значит, что напоминание передано на отправку.
}
outreach-reason = { $reason ->
    [unsubscribed] Человек отписался
    [bounced] Письма на этот адрес возвращаются
    [no_basis] Не указано законное основание
    [cancelled] Заказ отменён
    [too_late] Прошло слишком много времени
    [open_case] У человека открытое обращение
    [cool_down] Недавно уже спрашивали
    [sampled_out] Спрашивают только часть клиентов
    [duplicate] Об этом уже спрашивали
    [answered] Человек уже ответил
    [closed] Опрос больше не принимает ответы
   *[no_channel] Нет адреса, по которому можно спросить
}
outreach-empty = За это время решений не было
outreach-empty-what = По каждой покупке и услуге, о которой сообщили, принимается решение: спрашивать ли клиента, и если нет, то почему. Здесь они все.
outreach-decisions = Решения
outreach-no-decisions = Таких решений нет

## Один человек

person-now = Спросим ли его сейчас
