# Письма.

## Приглашение: клиенту

mail-invitation-subject = { $company }: один вопрос
mail-invitation-preheader = Нажмите на число: это и есть ответ. Потом можно добавить пару слов, если захочется.
mail-out-of = { $score } из { $top }
mail-asks = Спрашивает { $company }, потому что вы наш клиент.
mail-asks-since = Спрашивает { $company }, потому что { $date } вы были нашим клиентом.
mail-unsubscribe = Отписаться
mail-again = { $how ->
    [solved] { $date } вы рассказали, что вас огорчило. Надеемся, что всё уже решено. Как вам теперь?
    [noticed] { $date } с нашей стороны что-то пошло не так. Что скажете теперь?
   *[told] { $date } вы рассказали, что вас огорчило. Что скажете теперь?
}
mail-text-tap = Откройте ссылку рядом с подходящим числом:
mail-text-unsubscribe = Чтобы больше не получать таких вопросов:

## Оповещение: сотрудникам

mail-alert-subject = { $score } из { $top }: { $who }
mail-alert-subject-case = { $who }: нужна помощь
mail-alert-someone = клиент без имени
mail-alert-preheader = { $company }: клиенту ещё никто не перезвонил.
mail-alert-heading = Клиент недоволен: { $who }
mail-alert-score = { $score } из { $top }
mail-alert-no-words = Слов к оценке пока нет.
mail-alert-call = Позвонить: { $phone }
mail-alert-write = Написать: { $email }
mail-alert-due = Связаться нужно до { $time }. Осталось: { $left }.
mail-alert-late = Связаться нужно было до { $time }. Опоздание: { $left }.
mail-alert-open = Открыть обращение
mail-alert-order = О чём речь
mail-alert-answered = Ответ получен { $at }
mail-alert-reason = Вы получили это письмо, потому что занимаетесь недовольными клиентами в компании { $company }.

## Ссылка, чтобы задать пароль

mail-password-set-subject = { $company }: задайте пароль
mail-password-set-lead = Для { $email } создана учётная запись в компании { $company }. Чтобы войти, придумайте пароль.
mail-password-set-button = Задать пароль
mail-password-reset-subject = { $company }: новый пароль
mail-password-reset-lead = Кто-то, скорее всего вы, попросил новый пароль для { $email } в компании { $company }.
mail-password-reset-button = Придумать новый пароль
mail-password-valid = Ссылка одноразовая. Срок действия: { $length }.
mail-password-ignore = Если вы об этом не просили, ничего не делайте: пароль останется прежним.
mail-password-unexpected = Если компания { $company } вам незнакома, ничего не делайте: без пароля в учётную запись никто не войдёт.
mail-link-spelled-out = Если кнопка не работает, откройте этот адрес:

## Пробное письмо

mail-test-subject = { $company }: пробное письмо
mail-test-lead = Отправка работает.
mail-test-detail = { $company }: отправитель { $sender }, сервер { $route }, { $at }.
mail-test-reason = Вы получили это письмо, потому что кто-то нажал «Отправить пробное письмо» в настройках.

## Текстовое сообщение: клиенту

mail-message = { $company }: { $question } { $url }
mail-draft-subject = Проба: { $subject }

## Покупателю, которым мы занимаемся

mail-customer-subject = { $kind ->
    [acknowledgement] { $company }: мы этим занимаемся
    [renewal] { $company }: новое время для вас
    [known_problem] { $company }: мы знаем о неполадке
    [over] { $company }: неполадка устранена
   *[reply] { $company }: о том, что вы нам написали
}
mail-customer-preheader = { $kind ->
    [acknowledgement] Кто с вами свяжется и до какого времени.
    [renewal] Когда мы свяжемся с вами и почему время изменилось.
    [known_problem] Это может касаться и вас. Вот что нам известно.
    [over] Вот чем всё закончилось.
   *[reply] Ответ от «{ $company }».
}
mail-customer-heading = { $kind ->
    [acknowledgement] Мы этим занимаемся
    [renewal] Новое время для вас
    [known_problem] Мы знаем о неполадке
    [over] Неполадка устранена
   *[reply] Ответ для вас
}
mail-customer-next = Объяснять всё заново не придётся. Если время изменится, мы скажем об этом заранее.
mail-customer-expected = По нашим расчётам, всё наладится { $by }.
mail-customer-reply = Хотите что-то добавить? Ответьте на это письмо: его прочтёт тот, кто этим занимается.
mail-customer-why = { $kind ->
    [known_problem] Вы получили это письмо, потому что неполадка может касаться вас как покупателя «{ $company }». Это не реклама.
    [over] Вы получили это письмо, потому что мы писали вам о неполадке как покупателю «{ $company }». Это не реклама.
   *[other] Вы получили это письмо, потому что «{ $company }» занимается вашим вопросом.
}

## Новости команде

mail-news-heading = { $what ->
    [wrote] Новое сообщение: { $who }
    [line] Слово руководителю: { $who }
    [unsolved] Не решено: { $who }
    [call] Выбрано время звонка: { $who }
    [renewed] Обещано новое время: { $who }
    [broken] Обещание не выполнено: { $who }
   *[undelivered] Наше письмо не дошло: { $who }
}
mail-news-time = { $what ->
    [call] Позвонить { $at }.
    [broken] Обещали до { $at }.
   *[renewed] Теперь обещано до { $at }.
}
mail-news-open = Открыть

## Why the team is told, several cases at once, and a room that refuses us: to the team

mail-alert-why = { $why ->
    [reminder] Обращение ещё никто не взял
    [overdue] Срок прошёл
    [reopened] Обращение снова открыто
    [assigned] Это обращение передали вам
    [warning] Срок близко
   *[opened] Новое обращение
}
mail-alert-prefix = { $why ->
    [reminder] Напоминание
    [overdue] Опоздание
    [reopened] Снова открыто
    [assigned] Вам
    [warning] Срок близко
   *[opened] Новое
}
mail-alert-due-solution = Решить нужно до { $time }. Осталось: { $left }.
mail-alert-late-solution = Решить нужно было до { $time }. Опоздание: { $left }.
mail-alert-claim = Взять обращение
mail-digest-heading = { $count ->
    [one] { $count } обращение ждёт ответа
    [few] { $count } обращения ждут ответа
    [many] { $count } обращений ждут ответа
   *[other] { $count } обращения ждут ответа
}
mail-digest-due = Срок: { $time }
mail-digest-late = Срок прошёл: { $time }
mail-digest-open = Открыть список обращений
mail-room-subject = { $room }: сообщения больше не приходят
mail-room-what = Сервис, через который работает { $room }, не принял наше сообщение, поэтому мы больше ничего туда не отправляем. Его ответ: { $reason }
mail-room-open = Настроить заново

## Что изменили: тому, кто жаловался

mail-improvement-subject = Что изменила компания { $company }
mail-improvement-preheader = { $date } вы рассказали, что вас огорчило.
mail-improvement-lead = { $date } вы рассказали, что вас огорчило. Вот что мы изменили.
mail-improvement-why = { $company } пишет, потому что вы сказали, что не так. Другого письма об этом не будет.
