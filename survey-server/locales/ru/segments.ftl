### Вид по филиалам или курьерам, сравнение двух, довольны или лояльны.

report-no-score = Пока показывать нечего
report-no-score-what = Ни в одном опросе нет вопроса с оценкой, например от 0 до 10 или звёздами.

segments-title = Сегменты
segments-by = Разрез
segments-by-name = По: { $name }
segments-filter = Найти значение
segments-not-counted = Ответы не считаются по «{ $dimension }»
segments-not-counted-what = Отчёты показывают только то, по чему ответы считаются: канал, язык, метки, вопросы с вариантами и свойства, выбранные в настройках. Владелец или управляющий может добавить там это свойство; тогда посчитаются и прежние ответы.
segments-headline = { $verdict ->
    [unknown] { $dimension }: ответов слишком мало, чтобы сказать, есть ли разница.
    [few] { $dimension }: значений меньше пяти, они говорят сами за себя.
    [none] { $dimension }: настоящих различий не нашлось. То, что видно в таблице, — случайность.
    [unclear] { $dimension }: возможно, разница около { $points } п., но её объясняет и случайность.
    [consistent] { $dimension }: почти одинаково везде. На самом деле разница около { $points } п.
    [mixed] { $dimension }: на самом деле разница около { $points } п.
   *[uneven] { $dimension }: очень неровно. На самом деле разница около { $points } п.
}
segments-headline-overlapping = { $dimension }: у одного ответа бывает несколько таких значений, поэтому мест между ними нет.
segments-spread = Стандартное отклонение настоящих оценок, случайность вычтена; значений: { $count }. Настоящая доля видимых различий: { $share } %.
segments-flagged = { $count ->
    [0] По сравнению с прежним временем ничего не изменилось больше, чем объясняет случайность при таком числе значений.
    [one] По сравнению с прежним временем неслучайно изменилось { $count } значение: { $names }{ $rest ->
        [0] .
       *[other] { " " }и ещё { $rest }.
    }
    [few] По сравнению с прежним временем неслучайно изменились { $count } значения: { $names }{ $rest ->
        [0] .
       *[other] { " " }и ещё { $rest }.
    }
   *[other] По сравнению с прежним временем неслучайно изменились { $count } значений: { $names }{ $rest ->
        [0] .
       *[other] { " " }и ещё { $rest }.
    }
}
segments-column = { $column ->
    [place] Место
    [value] Значение
    [answers] Ответы
    [score] Оценка
   *[change] Изменение
}
segments-share = Доля
segments-fair = Для места
segments-mark = { $mark ->
    [best] лучшее
   *[last] последнее
}
segments-low = мало ответов
segments-few = меньше 5
segments-answers-of = { $count ->
    [one] { $count } ответ, { $name }
    [few] { $count } ответа, { $name }
   *[other] { $count } ответов, { $name }
}
segments-change = { $change ->
    [none] –
    [few] слишком мало
    [same] без заметных изменений
    [unsure] { $points }, может быть случайно
   *[other] { $points } (от { $low } до { $high })
}
segments-how = Места распределены честно: чем меньше ответов, тем ближе оценка к среднему, поэтому три ответа никого не делают лучшим или последним. Место даётся от 30 ответов. Изменение считается настоящим, если среди таких изменений ложных не больше одного из десяти.
segments-none-found = Такого значения нет.
segments-no-values = У ответов за это время нет такого значения.
segments-more = Показаны только { $count } значений, у которых больше всего ответов.
segments-cut = Просмотрены только новейшие { $count } ответов; то, что раньше { $day }, не вошло.
segments-recounting = Настройки изменены, и ответы пересчитываются. Числа ещё могут вырасти.
segments-unknown = Ответов слишком мало, чтобы сравнить значения между собой.
segments-over-time = Насколько ровно, по времени
segments-over-time-what = На сколько пунктов расходились настоящие оценки значений. Меньше 5 — ровно, больше 10 — неровно.
segments-days = Время
segments-groups = Значений
segments-points = Пункты
segments-says = Словами
segments-verdict = { $verdict ->
    [unknown] слишком мало ответов
    [few] меньше пяти значений
    [none] настоящих различий нет
    [unclear] может быть случайно
    [consistent] ровно
    [mixed] по-разному
   *[uneven] неровно
}

compare-title = Сравнить два
compare-first = Первое
compare-second = Второе
compare-button = Сравнить
compare-choose = Выберите выше два сегмента или два сохранённых вида. Оба будут показаны с интервалами, в одном масштабе.
compare-views = Сохранённые виды
compare-now = Выбрано сейчас
compare-problem = «{ $side }» сравнить нельзя: этого больше нет, или оценка там другого вида.
compare-headline = { $difference ->
    [few] Ответов слишком мало, чтобы сравнить: { $a } и { $b }.
    [none] Настоящей разницы нет: { $a } и { $b }.
    [above] { $a }: на { $points } п. выше, чем { $b }.
   *[below] { $a }: на { $points } п. ниже, чем { $b }.
}
compare-detail = Разница { $points } (от { $low } до { $high }). Одна случайность даёт такую разницу в { $chance } случаев.
compare-chance = { $size ->
    [tiny] менее чем 0,1 %
   *[some] { $percent } %
}
compare-overlap = Часть ответов может быть с обеих сторон; тогда разница менее точна, чем сказано.
compare-times = Эти два вида смотрят на разное время.
compare-trend = Динамика: { $name }

loyalty-title = Довольны или лояльны
loyalty-headline = { $state ->
    [few] Ответов на оба вопроса пока слишком мало для долей.
   *[shown] { $share } % довольны, но не посоветуют вас другим ({ $part } из { $count }).
}
loyalty-boundaries = Доволен: ответ { $satisfied } и выше на вопрос об удовлетворённости. Лоялен: { $loyal } и выше на вопрос о рекомендации.
loyalty-quadrants = Ответы на оба вопроса
loyalty-quadrant = { $quadrant ->
    [both] Довольны и лояльны
    [satisfied] Довольны, не лояльны
    [loyal] Лояльны, не довольны
   *[neither] Ни то ни другое
}
loyalty-short = { $quadrant ->
    [both] Оба
    [satisfied] Довольны
    [loyal] Лояльны
   *[neither] Ни то ни другое
}
loyalty-share = Доля
loyalty-moves = Кто перешёл
loyalty-moved = { $count ->
    [one] { $count } покупатель ответил оба раза. Лучше: { $better }, хуже: { $worse }, так же: { $same }.
    [few] { $count } покупателя ответили оба раза. Лучше: { $better }, хуже: { $worse }, так же: { $same }.
   *[other] { $count } покупателей ответили оба раза. Лучше: { $better }, хуже: { $worse }, так же: { $same }.
}
loyalty-moves-what = Строки: где были в прежнее время. Столбцы: где сейчас. Кто был недоволен, в следующий раз часто недоволен меньше, что бы вы ни делали.
loyalty-no-moves = Никто не ответил и в прежнее время, и в это, поэтому переходов не видно.
loyalty-from = Раньше
loyalty-not-both = В этом опросе нет обоих вопросов
loyalty-not-both-what = Для четырёх групп в одном опросе нужны вопрос об удовлетворённости (звёзды, удовлетворённость, усилия или лица) и вопрос о рекомендации.
loyalty-looked-at = { $count ->
    [one] Просмотрен { $count } ответ.
    [few] Просмотрено { $count } ответа.
   *[other] Просмотрено { $count } ответов.
}
loyalty-promised = Обещано и доставлено
loyalty-delivered = Доставлено
loyalty-late-headline = { $difference ->
    [few] Ответов слишком мало, чтобы сравнить опоздания и доставку вовремя.
    [none] Опоздание на оценке заметно не сказывается.
    [below] Кому привезли поздно, ставят на { $points } п. ниже.
   *[above] Кому привезли поздно, ставят на { $points } п. выше.
}
loyalty-late = { $late ->
    [on_time] Вовремя
    [up_to_1_day] Позже до 1 дня
    [up_to_3_days] Позже на 1–3 дня
    [more_than_3_days] Позже больше чем на 3 дня
   *[late] Всё, что опоздало
}
loyalty-unknown = { $count ->
    [one] Об обещанном и настоящем времени молчит { $count } из них.
   *[other] Об обещанном и настоящем времени молчат { $count } из них.
}
loyalty-no-times = Ни в одном ответе за это время не сказано, что было обещано и когда привезли. Присылайте оба времени с событиями или ответами, например как promised_at и delivered_at.
loyalty-names = Где стоят эти времена
loyalty-name-promised = Свойство с обещанным временем
loyalty-name-promised-hint = Момент или день; день соблюдён, пока не закончился.
loyalty-name-actual = Свойство с настоящим временем
loyalty-name-actual-hint = Если его нет, берётся время события.
loyalty-name-events = События при доставке
loyalty-name-events-hint = Типы событий через запятую.
loyalty-names-save = Сохранить
loyalty-names-problem = В каждом названии от 1 до 200 знаков, типов событий не больше 50.
