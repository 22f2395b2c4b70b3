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
    [from] Первый день в адресе должен быть днём не позже последнего, например 2026-11-01. Показаны последние 13 недель.
    [until] Нужны и первый, и последний день, например 2026-11-01 и 2026-11-20. Показаны последние 13 недель.
    [against] В адресе указано сравнение, которого нет. Показано сравнение с временем до этого.
    [segment] Сегмент в адресе не разобрать. Он пишется как «свойство:значение», например «branch:Казань», не больше двух.
    [bucket] В адресе указан шаг, которого нет: есть дни, недели, месяцы и кварталы.
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
report-none = За { $days } ответов нет
report-none-what = За это время в этом сегменте на вопрос никто не ответил. Это не ноль: показывать нечего.
report-none-button = Показать последние 13 недель
