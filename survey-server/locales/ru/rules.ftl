### Правила: что происходит после ответа, после события и когда ничего не происходит.

timeline-event = Событие «{ $event }».
timeline-event-order = Событие «{ $event }», заказ { $order }.

settings-rules = Правила
rules-what = Что происходит, когда клиент отвечает, когда что-то случается и когда проходит обещанный срок или клиент замолкает. Правила действуют в этом порядке.
rules-new = Новое правило
rules-one = Правило
rules-none = Правил нет. Недовольные клиенты только подсчитываются.
rules-on = Включено
rules-off = Выключено
rules-trigger = { $trigger ->
    [answer] по ответам
    [event] по событиям
   *[time] по времени
}
rules-up = Выше
rules-down = Ниже
rules-switch-on = Включить
rules-switch-off = Выключить
rules-broken = Эти правила больше не подходят к опросам
rules-refused = Правило пока не сохранено
rules-problem = { $word ->
    [action] Действие
   *[condition] Условие
} { $number }: { $problem }
rules-changed = Правила тем временем изменил кто-то другой. Откройте страницу заново и повторите изменение.
rules-by-system = Сама программа
rules-unheld = Обещание, которое последние четыре недели не выполняется
rules-unheld-one = «{ $rule }»: в обещанный срок связались с { $percent } % из { $cases } клиентов.
rules-unheld-median = С половиной клиентов связались за { $minutes } мин.
rules-unheld-p90 = С девятью из десяти — за { $minutes } мин.
rules-name = Название
rules-is-on = Правило включено
rules-refresh = Показать правило, как оно есть
rules-when = Когда
rules-when-json = Условие в виде JSON
rules-when-json-hint = Это условие сложнее, чем можно показать строками. Очистите поле, чтобы начать со строк.
rules-every-answer = Без условия правило действует при каждом ответе.
rules-join = Если условий несколько
rules-join-word = { $join ->
    [any] достаточно одного
   *[all] нужны все
}
rules-subject = Условие { $number }
rules-known = Что известно
rules-answers = Ответ на вопрос
rules-by-name = По названию
rules-fact = { $fact ->
    [score] оценка
    [previous_score] прошлая оценка
    [change] изменение с прошлого ответа
    [category] категория (detractor, passive, promoter)
    [previous_category] прошлая категория
    [survey] опрос
    [channel] канал
    [evidence] достоверность (explicit, inferred)
    [event] событие
   *[silence_days] дней молчания
}
rules-named = { $kind ->
    [promise] минут после обещанного времени
   *[property] свойство
}
rules-property = Название свойства
rules-comparison = Сравнение
rules-word = { $word ->
    [is] равно
    [is_not] не равно
    [one_of] одно из
    [none_of] ни одно из
    [at_least] не меньше
    [at_most] не больше
    [between] от и до
    [contains] содержит
    [exists] есть
   *[missing] нет
}
rules-value = Значение
rules-value-hint = Несколько значений пишутся через запятую. Обещанное время и молчание сравниваются словом «не меньше».
rules-add-condition = Добавить условие
rules-then = Тогда
rules-action = { $kind ->
    [open_case] Открыть обращение
    [notify] Сообщить сотрудникам
    [callback] Сообщить программам
    [acknowledge] Сказать клиенту, что его услышали
    [tag] Пометить ответ и обращение
   *[offer_review] Показать всем ссылку для отзыва
}
rules-action-field = { $kind ->
    [notify] Кому
    [callback] О каком событии
    [acknowledge] Свои слова (пусто — обычные)
    [tag] Метка
   *[offer_review] Ссылка, начинается с https://
}
rules-to = { $to ->
    [team] команде
   *[manager] руководителю
}
rules-priority = Приоритет
rules-team = Команда
rules-span = { $name ->
    [contact_within] Связаться за
   *[resolve_within] Решить за
}
rules-span-hint = Если пусто, срок зависит от приоритета. Обращений без срока не бывает.
rules-unit = Единица
rules-unit-word = { $unit ->
    [hours] часов
   *[minutes] минут
}
rules-clock = Часы
rules-clock-word = { $clock ->
    [business] рабочего времени
   *[wall] круглосуточно
}
rules-add-what = Ещё одно действие
rules-add-action = Добавить действие
rules-remove = Удалить правило
rules-remove-what = Оно больше не действует. Открытые им обращения остаются. Вернуть его можно из прежних версий.
rules-try = Что было бы с этим правилом?
rules-staffing-hint = Последние 90 дней проходят через изменённые правила, прежде чем те начнут действовать. Если пусто: сотрудники, которые ведут обращения, и 20 минут на обращение.
rules-people = Сотрудников
rules-minutes = Минут на обращение
rules-rule = Правило
rules-trial = Что было бы
rules-trial-what = Последние { $days } дн.: { $situations } ответов, событий и моментов прошли через сегодняшние и изменённые правила. Опоздания рассчитаны по модели: сотрудников { $people }, минут на обращение { $minutes }, ваши рабочие часы, срочное — вперёд.
rules-trial-measure = За это время
rules-trial-now = Сегодняшние правила
rules-trial-then = Изменённые правила
rules-trial-line = { $what ->
    [cases] Обращения
    [urgent] со срочным приоритетом
    [high] с высоким приоритетом
    [normal] с обычным приоритетом
    [low] с низким приоритетом
    [joined] Присоединились к открытому
    [breaches] Связались бы слишком поздно (по модели)
    [told] Сообщения команде
   *[callbacks] Сообщения программам
}
rules-trial-by-rule = Сколько раз сработало правило
rules-trial-week = Обращения по часам недели
rules-trial-day = День
rules-trial-busiest = С изменёнными правилами больше всего обращений приходит { $day ->
    [0] по понедельникам
    [1] по вторникам
    [2] по средам
    [3] по четвергам
    [4] по пятницам
    [5] по субботам
   *[other] по воскресеньям
} с { $hour }:00 (всего { $cases }).
rules-trial-no-cases = Изменённые правила не открыли бы ни одного обращения.
rules-weekday = { $day ->
    [0] Понедельник
    [1] Вторник
    [2] Среда
    [3] Четверг
    [4] Пятница
    [5] Суббота
   *[other] Воскресенье
}
rules-example = Проверить на примере
rules-example-what = Ничего не сохраняется, и никому не сообщается.
rules-example-survey = Опрос
rules-example-score = Оценка
rules-example-answers = Другие ответы
rules-example-answers-hint = По одному в строке, например wrong = "late".
rules-example-event = Или событие
rules-example-hours = Сколько часов прошло с тех пор
rules-example-properties = Свойства
rules-example-properties-hint = По одному в строке, например branch = Казань или promised_at = 2026-11-20T18:00:00Z.
rules-example-button = Какие правила сработают?
rules-example-acting = Сработают эти правила
rules-example-nothing = Ни одно правило не сработает.
rules-example-case = Откроется обращение, приоритет: { $priority }.
rules-example-contact = Связаться до { $at }.
rules-example-solved = Решить до { $at }.
rules-versions = Версии
rules-version = Версия { $version }, { $rules ->
    [one] { $rules } правило
    [few] { $rules } правила
   *[other] { $rules } правил
}
rules-in-force = действует
rules-restore = Вернуть
rules-no-versions = Правила ещё не сохраняли.
rules-json = Все правила в виде JSON
rules-json-what = Для тех, кто знает этот формат; этот же документ читают и пишут программы.
rules-document = Правила
flash-rules-saved = Правила сохранены и действуют с этой минуты.
flash-rules-restored = Правила снова такие, как были. Они действуют с этой минуты.
flash-not-survey-rules = Сохранено как новая версия. Но одно из правил больше не подходит к опросам: смотрите «Настройки», «Правила».
