### Что сказано и обещано покупателям – как это видит команда.

flash-message-sent = Отправлено. Ответ придёт на эту страницу.
flash-not-message-empty = Ничего не отправлено: сначала напишите что-нибудь, не больше 10 000 знаков.
flash-not-message-sent = Ничего не отправлено. Причина указана ниже.

conversation-title = Переписка
conversation-none = Пока ничего не написано.
conversation-customer = { $channel ->
    [page] Покупатель, на своей странице
   *[email] Покупатель, письмом
}
conversation-program = Программа
conversation-fate = { $fate ->
    [waiting] в пути
    [failed] не доставлено
   *[unknown] возможно, доставлено
}
conversation-write = Написать покупателю
conversation-hint = Уйдёт письмом, ответ придёт сюда.
conversation-send = Отправить письмо
conversation-obstacle = { $obstacle ->
    [no_email] Адреса почты нет. Если есть номер, позвоните.
    [bounces] Письма на этот адрес возвращаются. Позвоните или спросите другой адрес.
   *[do_not_contact] Покупатель просил с ним не связываться.
}
