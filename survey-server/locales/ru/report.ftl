## The frame of the reports

report-tabs = Отчёты
report-tab = { $tab ->
    [overview] Обзор
    [segments] Сегменты
    [reasons] Причины
    [loyalty] Лояльность
   *[recovery] Забота
}
report-question-field = Вопрос
report-segment = { $place ->
    [1] Только
   *[other] и только
}
report-everybody = { $place ->
    [0] Все
   *[other] –
}
report-against-field = Сравнить
report-against = { $against ->
    [before] с временем до этого
    [year] с прошлым годом
   *[none] ни с чем
}
report-bucket-field = Шаг
report-bucket = { $bucket ->
    [auto] по длине
    [day] дни
    [week] недели
    [month] месяцы
   *[quarter] кварталы
}
report-from = С
report-until = По
report-saved = Сохранённые виды
report-dimension = { $dimension ->
    [channel] Канал
    [language] Язык
   *[tag] Метка
}
report-channel = { $channel ->
    [api] по API
    [email] по почте
    [embed] на вашем сайте
    [form] через вашу форму
    [kiosk] на планшете
   *[link] по ссылке
}
report-wrong = { $what ->
    [range] В адресе указано время, которого нет. Показаны последние 13 недель.
    [from] В адресе должны быть первый день и не более ранний последний, не дальше пятидесяти лет, например 2026-11-01 и 2026-11-20. Показаны последние 13 недель.
    [until] Нужны и первый, и последний день, например 2026-11-01 и 2026-11-20. Показаны последние 13 недель.
    [against] В адресе указано сравнение, которого нет. Показано сравнение с временем до этого.
    [segment] Сегмент в адресе не разобрать. Он пишется как «свойство:значение», например «branch:Казань», не больше двух.
    [bucket] В адресе указан шаг, которого нет: есть дни, недели, месяцы и кварталы.
    [steps] Столько шагов не различить. Показаны более крупные.
   *[evidence] В адресе указана уверенность, которой нет: ответы бывают explicit или inferred.
}
report-survey = { $what ->
    [scoreless] В опросе «{ $survey }» нет вопроса с оценкой, показывать нечего. Показан опрос по умолчанию.
   *[unknown] Опроса «{ $survey }» здесь нет. Показан опрос по умолчанию.
}
report-question = В опросе «{ $survey }» вопрос «{ $question }» сейчас не задают как оценку. Показан главный вопрос.
report-segment-unknown = { $what ->
    [dimension] Отчёты не делят по свойству «{ $dimension }», поэтому в сегменте никого нет. Его может выбрать владелец в настройках.
   *[value] Никто ещё не отвечал со значением «{ $value }» в «{ $dimension }». Возможно, его переименовали.
}
report-none = За период { $days } ответов нет
report-none-what = За это время в этом сегменте на вопрос никто не ответил. Это не ноль: показывать нечего.
report-none-button = Показать последние 13 недель

## The overview

report-headline = { $change ->
    [none] По сравнению с периодом { $days } ничего по-настоящему не изменилось.
    [up] { $points ->
        [one] Рост на { $points } пункт по сравнению с периодом { $days }: случайностью это не объяснить.
        [few] Рост на { $points } пункта по сравнению с периодом { $days }: случайностью это не объяснить.
       *[many] Рост на { $points } пунктов по сравнению с периодом { $days }: случайностью это не объяснить.
    }
    [down] { $points ->
        [one] Падение на { $points } пункт по сравнению с периодом { $days }: случайностью это не объяснить.
        [few] Падение на { $points } пункта по сравнению с периодом { $days }: случайностью это не объяснить.
       *[many] Падение на { $points } пунктов по сравнению с периодом { $days }: случайностью это не объяснить.
    }
    [few] За период { $days } слишком мало ответов, чтобы сравнивать: { $count }.
   *[nobody] Сравнить не с чем: за период { $days } никто не ответил.
}
report-headline-alone = { $count ->
    [one] { $count } ответ
    [few] { $count } ответа
   *[many] { $count } ответов
}
report-compared = Для сравнения, { $days }: { $number }.
report-difference = Изменение { $points } { $interval }.
report-measure = { $kind ->
    [nps] Индекс лояльности NPS
    [csat] Довольны
    [ces] Было легко
    [stars] Поставили лучшие звёзды
   *[other] Довольны
}
report-formula-nps = Доля сторонников (9 и 10) минус доля критиков (от 0 до 6), на сто ответов; нейтральные (7 и 8) входят в число ответов.
report-formula-share = Доля ответов от { $low } до { $high } по шкале от { $from } до { $to }.
report-mean = Среднее { $mean } (от { $low } до { $high }).
report-interval-what = В скобках: где лежит значение для всех клиентов, в 95 случаях из 100.
report-cut = По двум свойствам сразу просматриваются не все ответы: посчитаны только те, что пришли с { $day }.
report-values = Ответы по значениям
report-value = Значение
report-share = Доля
report-trend = { $bucket ->
    [day] По дням
    [week] По неделям
    [month] По месяцам
   *[quarter] По кварталам
}
report-step = { $bucket ->
    [day] День
    [week] Неделя с
   *[other] Дни
}
report-alarm = { $direction ->
    [up] { $step }: подъём до { $value }, обычно { $expected }. Случайностью это не объяснить.
   *[down] { $step }: падение до { $value }, обычно { $expected }. Случайностью это не объяснить.
}
report-facts-newest-cases = Время до первого контакта посчитано по новейшим обращениям этого времени: { $count }.
report-rest = все остальные
report-other = другое, своими словами
report-facts-of-all = По всем ответам на этот опрос за это время, без учёта сегмента и вопроса.
report-today-title = Сегодня
report-today = { $what ->
    [overdue] { $count ->
        [one] { $count } обращение просрочено. Сначала позвоните этому клиенту.
        [few] { $count } обращения просрочены. Сначала позвоните этим клиентам.
       *[many] { $count } обращений просрочены. Сначала позвоните этим клиентам.
    }
    [due] { $count ->
        [one] С { $count } клиентом нужно связаться в ближайшие два часа.
       *[many] С { $count } клиентами нужно связаться в ближайшие два часа.
    }
    [unclaimed] { $count ->
        [one] { $count } открытое обращение ещё никто не взял.
        [few] { $count } открытых обращения ещё никто не взял.
       *[many] { $count } открытых обращений ещё никто не взял.
    }
   *[held] { $count ->
        [one] { $count } нажатие придержано. Скажите, человек ли это был.
        [few] { $count } нажатия придержаны. Скажите, люди ли это были.
       *[many] { $count } нажатий придержаны. Скажите, люди ли это были.
    }
}
report-today-nothing = На сегодня ничего не ждёт.
chart-hint = Стрелки ведут по графику, Enter открывает ответы.
chart-as-table = Таблица
chart-as-csv = Скопировать CSV
chart-as-png = Скопировать PNG
chart-copied = Скопировано
chart-saved = Сохранено в файл
chart-answers = ответы

## Answers behind a number

responses-narrowed = Только:
responses-report = Назад к отчёту
responses-question = Вопрос «{ $question }»
responses-score = Оценка { $score }
responses-moved = Раньше: { $from }, теперь: { $to }
responses-group-unknown = В адресе названа группа ответов, которой нет («{ $word }»), поэтому она не учтена.
responses-heading-more = Больше { $count } ответов
responses-stopped-words = Здесь ответы с этими словами до { $day }. Следующая страница продолжит оттуда.
responses-properties-cut = Номера заказов и другие свойства ищутся в 10{"\u00A0"}000 самых новых ответов; отзывы и имена — во всех.
responses-stopped = Просмотрено 10{"\u00A0"}000 ответов, до { $day }. Следующая страница продолжит оттуда.
