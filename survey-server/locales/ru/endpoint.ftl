# Адреса для вызовов: новый секрет, журнал доставки, повторная отправка и сообщение о том, что адрес отключён.

webhooks-rotate = Новый секрет
webhooks-rotate-what = { $dialect ->
    [delighted] Дальше подписывает новый секрет. Старый перестаёт действовать сразу: передайте программе новый без задержки.
   *[standard] Дальше подписывает новый секрет. Старый ещё сутки подписывает вместе с ним, так что программу можно перевести без спешки.
}
webhooks-rotate-button = Создать новый секрет
webhooks-both-sign = старый секрет тоже подписывает до { $until }
webhooks-failing = не отвечает с { $since }
webhooks-replay = Отправить ещё раз то, что не доставлено
webhooks-replay-since = За последние
webhooks-replay-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
flash-webhook-replayed = Отправляем ещё раз всё, что не было доставлено.
delivery-title = Доставка { $event }
delivery-to = На { $url }
delivery-back = Все доставки
delivery-attempts = Попытки
delivery-no-attempts = Попыток пока не было.
delivery-took = Время
delivery-took-ms = { $ms } мс
delivery-said = Начало ответа
delivery-body = Сообщение
delivery-problem = Что случилось
banner-endpoints = { $count ->
    [one] Вызовы на { $count } ваш адрес отключены.
    [few] Вызовы на { $count } ваших адреса отключены.
   *[many] Вызовы на { $count } ваших адресов отключены.
}
banner-endpoints-open = Посмотреть адреса

mail-endpoint-subject = Вызовы вашей программы отключены
mail-endpoint-gone = Ваша программа ответила, что её больше нет (410), поэтому мы её больше не вызываем.
mail-endpoint-failed = С { $since } ваша программа не приняла ни одного сообщения, поэтому мы её больше не вызываем.
mail-endpoint-lost = { $lost ->
    [0] Недоставленных сообщений нет.
    [one] { $lost } сообщение не дошло. Оно сохранено, его можно отправить ещё раз.
    [few] { $lost } сообщения не дошли. Они сохранены, их можно отправить ещё раз.
   *[many] { $lost } сообщений не дошли. Они сохранены, их можно отправить ещё раз.
}
mail-endpoint-next = Когда программа снова заработает, включите адрес и отправьте пропущенное ещё раз.
mail-endpoint-open = Открыть адрес
mail-endpoint-reason = Вы получили это письмо как владелец: { $company }.
