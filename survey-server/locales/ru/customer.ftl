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

## Настройки: обещания

promises-title = Обещания
promises-told = Что узнаёт покупатель
promises-acknowledge = Сообщать каждому, чьё обращение открыто, кто с ним свяжется и до какого времени
promises-acknowledge-hint = Одно письмо, через минуту после ответа. Без этого – только там, где так велит правило. Кто просил с ним не связываться, не получит ничего.
promises-choose = Покупатель может выбрать время звонка
promises-choose-hint = На странице своего обращения, из часов, когда вы открыты.
promises-kept = Чтобы обещания выполнялись
promises-look = За сколько минут до срока проверять, будет ли обещание выполнено
promises-look-hint = Если с покупателем никто не связался, он получит новое время с причиной, а руководители узнают об этом. Для долгих обещаний – за десятую часть срока, но не больше часа.
promises-renewals = Сколько раз можно перенести время
promises-renewals-hint = После этого обещание считается невыполненным, и руководители узнают об этом.

## Известные неполадки

problems-title = Известные неполадки
problems-what = Объявите неполадку, которая коснулась многих сразу, и каждый, кого она касается, узнает о ней письмом: жаловался он или нет, один раз, и те, кого она коснётся позже, тоже. Когда она кончится, они узнают и об этом.
problems-none = Пока ничего не объявлено.
problems-new = Объявить неполадку
problems-name = Как вы её называете
problems-name-hint = Видит только команда.
problems-words = Что узнает покупатель ({ $language })
problems-words-hint = Скажите, что случилось, кого это касается и что можно сделать. Ненужные языки оставьте пустыми.
problems-over-words = Что узнает покупатель, когда всё кончится ({ $language })
problems-cause = Причина
problems-cause-hint = Ключ коренной причины: по её открытым обращениям сообщат и отметят их.
problems-types = Виды событий
problems-types-hint = Узнают те, у кого было такое событие. Несколько – через запятую, например order.shipped, order.delivered.
problems-property = Только с этим свойством
problems-values = и одним из значений
problems-values-hint = Несколько – через запятую.
problems-from = С
problems-until = До
problems-until-hint = Пусто: пока неполадка не кончится.
problems-expected = Ожидаемый конец
problems-declare = Объявить и сообщить
problems-open = С { $at }
problems-closed = Устранена { $at }
problems-counts = касается: { $affected }, узнали: { $told }, узнали о конце: { $over }
problems-end = Всё кончилось: сообщить
flash-problem-declared = Объявлено. Всем, кого это касается, сообщаем.
flash-problem-over = Кончилось. Все, кому сообщили, узнают и об этом.

## Обещания на странице обращения

promised-title = Обещано покупателю
promised-what = { $what ->
    [solution] Решение
   *[contact] Первый контакт
}
promised-state = { $state ->
    [kept] выполнено
    [renewed] перенесено
    [broken] не выполнено
   *[open] впереди
}
promised-reason = { $reason ->
    [behind] Никто не освободился
    [closed] Мы были закрыты
    [away] Ответственный отсутствует
    [handed_over] Передано другому
    [chosen] Выбрал покупатель
   *[reopened] Покупатель сказал, что не решено
}
promised-call = Просит позвонить
promised-solved = Решено, по словам покупателя
promised-solved-says = { $says ->
    [yes] да
   *[no] нет
}
promised-page = Что видит покупатель
