### Настройки: когда спрашиваем.

settings-asking = Когда спрашиваем
asking-plan = После чего спрашиваем
asking-plan-what = Когда магазин или программа сообщает о событии, решает первая запись с его типом, условия которой выполнены: какой опрос отправить и через сколько времени после события.
asking-new = Добавить запись
asking-entry = { $number }. { $event }
asking-event = Событие
asking-place = Место
asking-when = Только если
asking-when-hint = Должны выполняться все условия. Оставьте пустым, чтобы спрашивать всегда. Несколько значений пишите через запятую.
asking-when-json = Это условие сложнее, чем вмещают поля, поэтому оно записано в JSON.
asking-property = Свойство
asking-comparison = Сравнение
asking-value = Значение
asking-word = { $word ->
    [is] равно
    [is_not] не равно
    [one_of] одно из
    [none_of] ни одно из
    [at_least] не меньше
    [at_most] не больше
    [contains] содержит
   *[exists] есть (да или нет)
}
asking-survey = Опрос
asking-survey-default = Опрос по умолчанию
asking-delay = Через сколько после события
asking-delay-hint = Тихие часы и дни недели ниже могут сдвинуть его дальше.
asking-unit = Единица
asking-unit-name = { $unit ->
    [days] дней
    [hours] часов
   *[minutes] минут
}
asking-wait = { $count ->
    [0] сразу
   *[other] { $unit ->
        [days] { $count ->
            [one] через { $count } день
            [few] через { $count } дня
           *[many] через { $count } дней
        }
        [hours] { $count ->
            [one] через { $count } час
            [few] через { $count } часа
           *[many] через { $count } часов
        }
       *[minutes] { $count ->
            [one] через { $count } минуту
            [few] через { $count } минуты
           *[many] через { $count } минут
        }
    }
}
asking-conditional = при условиях
asking-channel = Как спросить
asking-channel-any = Первым способом, который доступен
asking-channel-word = { $word ->
    [link] Ссылкой, которую вы передаёте сами
   *[email] По электронной почте
}
asking-remove = Удалить эту запись
asking-cancels = События, которые отменяют заказ
asking-cancels-hint = Через запятую. Всё, что запланировано о том же заказе, отзывается, что бы ни пришло первым.
asking-save-plan = Сохранить план
asking-changed-meanwhile = Пока вы печатали, это изменил кто-то другой. Ничего не сохранено, введённое вами осталось здесь. Отправьте ещё раз, чтобы сохранить ваш вариант.
asking-policy = Кого и как часто спрашиваем
asking-weekdays = Дни, в которые отправляем опросы
asking-weekdays-hint = По календарю покупателя. То, что выпало на другой день, ждёт ближайшего из этих.
asking-weekday = { $day ->
    [monday] Понедельник
    [tuesday] Вторник
    [wednesday] Среда
    [thursday] Четверг
    [friday] Пятница
    [saturday] Суббота
   *[sunday] Воскресенье
}
asking-sample = Какую долю спрашиваем, в процентах
asking-sample-hint = 100 — спрашиваем всех. Если меньше, для каждого события решает случай, остальных не спрашиваем.
asking-save-policy = Сохранить
asking-try = Проверить
asking-try-what = Придумайте событие и посмотрите, что произошло бы сейчас. Ничего не отправляется и не сохраняется.
asking-try-email = Адрес электронной почты
asking-try-properties = Свойства
asking-try-properties-hint = По одному в строке, например: total = 120
asking-try-button = Что произойдёт?
asking-try-nothing = Никого не спросили бы: ни одна запись плана не подходит к этому событию, или её опрос закрыт.
asking-try-entry = Решила запись { $number }.
asking-try-survey = Опрос: { $survey }.
