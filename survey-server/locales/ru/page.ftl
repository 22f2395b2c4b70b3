### Что читают покупатели: опрос и страницы вокруг него.

## Части других предложений

# $day: today, tomorrow или later.
by = { $day ->
    [today] сегодня до { $time }
    [tomorrow] завтра до { $time }
   *[later] { $date } до { $time }
}

## Низ каждой страницы

footer-help = Мне нужна помощь
footer-unsubscribe = Больше не писать мне
footer-privacy = Что будет с ответами

## Опрос

survey-title = { $problems ->
    [0] { $name }
   *[other] Проверьте ответы: { $name }
}
survey-anonymous = Этот опрос анонимный: ответ хранится без имени, адреса и времени. После отправки изменить его нельзя.
survey-progress = Вопрос { $number } из { $count }
survey-page = Страница { $number } из { $count }
survey-changed = Опрос изменился после того, как вы его открыли. Просмотрите, пожалуйста, ответы и отправьте их ещё раз.
survey-again = Вы уже ответили. Если что-то изменить, новый ответ заменит прежний.
survey-nothing = Пока нет ни одного ответа. Достаточно одного.
survey-problems = Посмотрите, пожалуйста, ещё раз
survey-chose = Вы поставили { $score }.
survey-follow-up = { $category ->
    [detractor] Что пошло не так?
    [passive] Чего не хватило?
   *[promoter] Что понравилось больше всего?
}
survey-change = Изменить
survey-optional = (не обязательно)
survey-other = Своими словами
survey-characters-left = Осталось знаков: { $count }
survey-send = Отправить
survey-next = Дальше
survey-back = Назад

## Спасибо

thanks-title = Спасибо
thanks-heading = { $category ->
    [detractor] Спасибо, что сказали. Нам жаль, что так вышло.
    [passive] Спасибо. Теперь понятно, что исправлять.
   *[promoter] Спасибо. Рады, что всё хорошо.
}
thanks-promise-owner = { $channel ->
    [email] { $owner } из «{ $company }» напишет вам { $by }.
   *[phone] { $owner } из «{ $company }» позвонит вам { $by }.
}
thanks-promise = { $channel ->
    [email] Сотрудник «{ $company }» напишет вам { $by }.
   *[phone] Сотрудник «{ $company }» позвонит вам { $by }.
}
thanks-promise-next = Рассказывать всё заново не придётся: ваш ответ уже у нас. Если вовремя никто не свяжется, об этом узнает руководитель.
thanks-follow = Посмотреть, как идут дела
thanks-noted = Ваш ответ уже в «{ $company }».
thanks-add-comment = Добавить
thanks-kept = { $outcome ->
    [contradicted] По этой ссылке за две минуты пришло несколько разных оценок, поэтому ни одна не учтена. Если отвечали вы сами, ответьте, пожалуйста, на наше письмо.
   *[kept] По этой ссылке уже отвечали. Тот ответ остался как был, а ваш сохранён рядом с ним.
}
thanks-reviews = Можно рассказать и другим
thanks-change = Изменить мой ответ

## Отписка

unsubscribe-title = Больше не писать мне
unsubscribe-heading = Больше не получать вопросы от «{ $company }»?
unsubscribe-what-address = «{ $company }» больше не будет спрашивать { $address }, как всё прошло.
unsubscribe-what = Вас больше не будут спрашивать, как всё прошло.
unsubscribe-keeps = Письма о заказах приходить будут: их отправляет сама компания «{ $company }», и эта кнопка их не касается.
unsubscribe-button = Больше не спрашивать
unsubscribed-title = Готово. Больше не спросим
unsubscribed-what = Это действует с этой минуты, и для писем, которые уже стояли в очереди, тоже.
unsubscribed-back = Если вы нажали по ошибке, скажите об этом в «{ $company }»: снова спрашивать вас можно только с вашего согласия.

## Ссылки, которые больше никуда не ведут

gone-title = Эта ссылка не работает
gone-why = Возможно, её срок истёк или часть адреса потерялась по дороге. Ссылки из писем действуют 60 дней.
gone-next = Откройте письмо ещё раз и нажмите на число в нём. Если не поможет, ответьте на письмо: ответы читает человек.
closed-title = Этот опрос закрыт
closed-now = «{ $company }» больше не собирает здесь ответы. Спасибо, что зашли.
closed-since = «{ $company }» не собирает здесь ответы с { $since }. Спасибо, что зашли.

## Неполадки

problem-title = { $kind ->
    [answered] Вы уже ответили
    [not_found] Такой страницы нет
    [forbidden] Эта страница вам недоступна
    [expired] Форма ждала слишком долго
    [invalid] В таком виде принять не получилось
    [too_large] Слишком длинно, не отправилось
    [too_many] Слишком много запросов сразу
    [unavailable] Сервер ненадолго недоступен
   *[internal] У нас что-то сломалось
}
problem-what = { $kind ->
    [answered] Опрос анонимный: найти ваш ответ, чтобы изменить его, никто не может. Он получен и учтён.
    [not_found] Возможно, в адресе опечатка или страницу удалили.
    [forbidden] Ваша роль её не включает. Изменить это может владелец рабочего пространства.
    [expired] Ничего не изменилось. Вернитесь назад, обновите страницу и отправьте ещё раз.
    [invalid] Ничего не сохранено. Вернитесь назад, обновите страницу и отправьте ещё раз.
    [too_large] Сократите, пожалуйста, и отправьте ещё раз. Ничего не сохранено.
    [too_many] Подождите немного и попробуйте снова. Ничего не потерялось.
    [unavailable] Ничего не сохранено. Отправьте, пожалуйста, ещё раз: один и тот же ответ дважды не считается.
   *[internal] Вы ни при чём. Ошибка записана для тех, кто отвечает за сервер.
}
problem-retry = { $seconds ->
    [one] Попробуйте снова через { $seconds } секунду.
    [few] Попробуйте снова через { $seconds } секунды.
    [many] Попробуйте снова через { $seconds } секунд.
   *[other] Попробуйте снова через { $seconds } секунды.
}
problem-back = Вернуться
problem-again = Отправить ещё раз
written-title = Что вы написали
written-kept-not = Это не сохранено. Отсюда текст можно скопировать.
problem-request = Если будете писать нам об этом, укажите номер:

## Обращение глазами покупателя

status-title = Как идут дела
# $state: open, claimed, contacted, waiting или resolved.
status-heading = { $state ->
    [resolved] Вопрос решён
    [contacted] Мы с вами связались
    [waiting] Ждём вашего ответа
   *[open] Ваш ответ у нас, ищем того, кто поможет
}
status-heading-owner = { $state ->
    [resolved] Вопрос решён
    [contacted] Вашим вопросом занимается { $owner }
    [waiting] Ждём вашего ответа. Вопросом занимается { $owner }
   *[claimed] Вашим вопросом занимается { $owner }
}
status-due = { $late ->
    [true] Мы обещали связаться с вами { $by } и не успели. Руководитель об этом знает.
   *[false] { $channel ->
        [email] Вам напишут { $by }.
       *[phone] Вам позвонят { $by }.
    }
}
status-step = { $step ->
    [received] Ваш ответ пришёл
    [claimed] За него взялись
    [contacted] Первый разговор
    [reopened] Открыли снова
   *[resolved] Решено
}
status-reply = Хотите что-то добавить? Напишите на { $address }.

survey-yes = Да
survey-no = Нет
star-label = { $value } из { $top }
smiley-label = { $value ->
    [1] Плохо
    [2] Нормально
   *[3] Хорошо
}
error-needs-answer = Ответьте, пожалуйста, на этот вопрос
error-needs-agreement = Чтобы продолжить, отметьте согласие
error-range = Выберите число от { $low } до { $high }
error-length = Текст слишком длинный, помещается { $limit } знаков
error-choice = Выберите один из предложенных ответов
survey-preview-note = Так это выглядит. Здесь ничего не записывается.

kiosk-needs-script = Планшету нужен JavaScript. Включите его в настройках браузера.
kiosk-begin = Нажмите, чтобы начать
kiosk-done = Готово
kiosk-language = Язык
kiosk-waiting = Ждут связи: { $count }
kiosk-refused = Не приняты: { $count }
kiosk-gone = Эту ссылку отозвали. Откройте на планшете новую: тогда отправится и то, что хранится здесь.
kiosk-staff = Для сотрудников
kiosk-pin = Для сотрудников
kiosk-pin-what = ПИН-код планшета
kiosk-pin-open = Открыть
kiosk-pin-wrong = ПИН-код не подошёл.
kiosk-pin-wait = Слишком много попыток. Попробуйте через { $seconds } с.
kiosk-pin-offline = Проверить ПИН-код можно, только когда есть связь.
kiosk-cancel = Отмена
kiosk-send-now = Отправить сейчас
kiosk-discard = Удалить непринятые
kiosk-leave = Выйти
kiosk-left = Опрос на планшете остановлен
kiosk-start-again = Начать снова
embed-close = Закрыть

choice-limits = { $kind ->
    [exact] Выберите { $least }
    [least] Выберите не меньше { $least }
    [most] Выберите не больше { $most }
   *[between] Выберите от { $least } до { $most }
}
text-least = Не меньше { $least } знаков, пожалуйста
error-unreadable = Этот текст дошёл в нечитаемом виде. Напишите его, пожалуйста, ещё раз

# Что обещано покупателю и что он может с этим сделать.

promise-reason = { $reason ->
    [behind] Пока никто не освободился, чтобы связаться с вами. Извините нас.
    [closed] В то время, которое мы назвали, мы закрыты. Извините нас.
    [away] Тот, кто этим занимался, сейчас отсутствует. Дело принял коллега.
    [handed_over] Тот, кто этим занимался, передал дело коллегам.
    [chosen] Это время выбрали вы.
   *[reopened] Вы сообщили нам, что вопрос не решён.
}
status-solution = { $late ->
    [true] Мы хотели решить это { $by }. Мы ещё работаем над этим.
   *[false] Это будет решено { $by }.
}
status-promises = Что мы обещали
status-promise = { $what ->
    [solution] Решение: { $at }
   *[contact] Первый контакт: { $at }
}
status-promise-state = { $state ->
    [kept] выполнено
    [renewed] назначено новое время
    [broken] не выполнено
   *[open] ещё впереди
}
status-line-title = Слово руководителю
status-line-what = Его прочтут руководитель и тот, кто этим занимается.
status-line-field = Ваше сообщение
status-line-sent = Сообщение получено. Оно у руководителя.
status-solved-ask = Вопрос решён?
status-solved-yes = Да, решён
status-solved-no = Нет, не решён
status-solved-thanks = { $solved ->
    [true] Спасибо. Рады это знать.
   *[false] Спасибо, что сказали. Вопрос снова открыт, руководитель об этом знает.
}
status-call-title = Выберите время звонка
status-call-what = В это время мы на месте.
status-call-send = Позвоните мне тогда
status-call-chosen = Вы выбрали { $at }.
status-call-gone = Это время уже нельзя выбрать. Выберите, пожалуйста, другое.

## I need help

help-lead = { $company }: с вами свяжутся. Нажмите кнопку, больше ничего не нужно.
help-not-anonymous = Просьба о помощи не анонимна: { $company } увидит, кто просит. Ваши ответы в опросе останутся анонимными.
help-name = Как вас зовут
help-email = Ваша электронная почта
help-phone = Телефон, по которому позвонить
help-words = В чём дело?
help-sent-heading = Просьба о помощи получена
help-sent = { $company }: ваше сообщение получено, с вами свяжутся.
help-error-phone = Напишите номер с кодом страны, например +7 495 000 00 00
help-error-email = Это не адрес электронной почты
help-error-reach = Оставьте электронную почту или телефон, чтобы с вами можно было связаться
