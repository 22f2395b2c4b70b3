## Отчёты по почте

digest-days = с { $from } по { $until }
digest-subject = { $value }, { $change ->
    [up] рост на { $points }
    [down] падение на { $points }
    [none] без заметных изменений
   *[unknown] для сравнения мало ответов
}
digest-sentence = { $change ->
    [up] Оценка выросла на { $points } { $every ->
        [month] по сравнению с месяцем до него.
       *[week] по сравнению с неделей до неё.
    }
    [down] Оценка упала на { $points } { $every ->
        [month] по сравнению с месяцем до него.
       *[week] по сравнению с неделей до неё.
    }
    [none] Заметных изменений нет { $every ->
        [month] по сравнению с месяцем до него.
       *[week] по сравнению с неделей до неё.
    }
   *[unknown] Слишком мало ответов, чтобы сравнить { $every ->
        [month] с месяцем до него.
       *[week] с неделей до неё.
    }
}
digest-before = Раньше: { $value } (от { $low } до { $high }), { $answers }
digest-few = { $answers }: для оценки слишком мало.
digest-alt = { $sentence } { $value } (от { $low } до { $high }), { $answers }. График с интервалом.
digest-picture-line = Оценка и границы, в которых она лежит
digest-picture-count = { $every ->
    [month] столбики: ответов за месяц
   *[week] столбики: ответов за неделю
}
digest-moved-title = Что изменилось не случайно
digest-moved-none = Все изменения в пределах случайных.
digest-moved = { $what ->
    [segment] { $name }: было { $from }, стало { $to }, ответов: { $count }
    [named] «{ $name }» называют { $to } клиентов, раньше { $from }
    [rate] Ответили { $to } опрошенных, раньше { $from }
   *[in_time] Вовремя связались с { $to } недовольных клиентов, раньше { $from }
}
digest-reaction-title = Как быстро реагировала команда
digest-reaction = Вовремя связались с { $in_time } из { $count } недовольных клиентов.
digest-median = С половиной из них за { $time }.
digest-cases = { $count ->
    [one] { $count } открытое обращение, сначала самые срочные
    [few] { $count } открытых обращения, сначала самые срочные
    [many] { $count } открытых обращений, сначала самые срочные
   *[other] { $count } открытого обращения, сначала самые срочные
}
digest-case-late = Опоздание: { $time }
digest-case-left = Осталось: { $time }
digest-todo-title = Что сделать
digest-todo = { $what ->
    [late] { $count ->
        [one] Позвоните { $count } клиенту, у которого вышел срок.
        [few] Позвоните { $count } клиентам, у которых вышел срок.
        [many] Позвоните { $count } клиентам, у которых вышел срок.
       *[other] Позвоните { $count } клиентам, у которых вышел срок.
    }
    [open] { $count ->
        [one] Разберите { $count } открытое обращение.
        [few] Разберите { $count } открытых обращения.
        [many] Разберите { $count } открытых обращений.
       *[other] Разберите { $count } открытых обращений.
    }
    [fell] Прочтите, что пишут клиенты: { $name }.
    [named] Посмотрите, кто называет «{ $name }».
    [rate] Выясните, почему отвечают реже.
   *[nothing] Срочных дел нет. Почитайте, что нравится довольным клиентам.
}
digest-empty-subject = { $every ->
    [month] за прошлый месяц ответов нет
   *[week] за прошлую неделю ответов нет
}
digest-empty = { $every ->
    [month] За прошлый месяц не пришло ни одного ответа. Мы напишем снова, когда они появятся.
   *[week] За прошлую неделю не пришло ни одного ответа. Мы напишем снова, когда они появятся.
}
digest-open = Открыть этот вид
digest-reason = Вы получили это письмо, потому что подписались на него в компании { $company }.
digest-settings = Изменить подписки
digest-stop = Отписаться от этого письма
digest-list = { $company }: отчёты
digest-all = Всё вместе

## Страница по ссылке из письма

digest-off-title = Отписаться от письма
digest-off-what = { $name }: вы больше не будете получать этот отчёт по почте.
digest-off-button = Отписаться
digest-off-done = Вы больше не будете получать это письмо.
digest-off-gone = Вы уже отписались от этого письма.
digest-off-back = Вернуть его можно в любое время: в настройках, раздел «Письма».

## Настройки

digests-title = Письма
digests-what = Вид отчёта может приходить вам по почте: в понедельник в восемь утра за прошлую неделю или первого числа за прошлый месяц. Если ответов не было, письмо скажет об этом один раз.
digests-view = Вид
digests-every = Мне по почте
digests-watch = Наблюдение
digests-watch-hint = Руководители и чаты узнают, когда оценка выходит за обычные пределы.
digests-off = Нет
digests-week = Каждую неделю
digests-month = Каждый месяц
digests-save = Сохранить
digests-now = Прислать сейчас
digests-now-of = Прислать сейчас: { $name }
digests-next = следующее: { $time }
digests-watching = под наблюдением
digests-watch-on = Наблюдать
digests-watch-on-of = Наблюдать: { $name }
digests-watch-off = Не наблюдать
digests-watch-off-of = Не наблюдать: { $name }
digests-views-none = Сохраните вид на странице отчётов, чтобы получать его по почте или наблюдать за ним.
digests-notices = За чем мы следим
digests-notices-what = За оценками видов под наблюдением, если они выходят за обычные пределы; за тем, приходят ли ответы и уходят ли письма. Руководители узнают об этом по почте, чаты всей команды из сообщения, в тихие часы после их окончания.
digests-notices-mail = Сообщать мне по почте
digests-standing = Замечено недавно
digests-standing-none = Ничего необычного.
flash-digest-saved = Сохранено.
flash-digest-sent = Письмо уже в пути.
