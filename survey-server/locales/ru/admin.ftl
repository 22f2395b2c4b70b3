### Ежедневные страницы: обзор, ответы, обращения.

## Рамка

skip = Перейти к странице
nav = Разделы
nav-overview = Обзор
nav-responses = Ответы
nav-cases = Обращения
nav-people = Люди
nav-surveys = Опросы
nav-settings = Настройки
nav-open = открыто:
user-password = Сменить пароль
user-sign-out = Выйти
role = { $role ->
    [owner] Владелец
    [manager] Руководитель
    [agent] Сотрудник
   *[viewer] Наблюдатель
}
show = Показать
search = Найти
done = готово
pages = Страницы
pages-previous = ← Новее
pages-next = Старее →

## Сколько осталось. Единицы читает и живой отсчёт: дни, часы, минуты.

duration-units = д ч мин
left = ещё { $time }
left-late = просрочено на { $time }

## Поля

field-email = Эл. почта
field-name = Имя
field-phone = Телефон
field-company = Название компании
field-company-hint = Покупатели видят его над опросом и в письмах.
field-password = Пароль
field-password-current = Нынешний пароль
field-password-new = Новый пароль
field-password-choose = Пароль
field-password-hint = Не короче 12 знаков. Хорошо подходит целая фраза.
field-survey = Опрос
field-category = Категория
field-language = Язык
field-local-time = Местное время
field-note = Заметка

## Вход, первый запуск, пароли

sign-in-title = Вход
sign-in-button = Войти
sign-in-forgot = Забыли пароль?
setup-title = Создание рабочего пространства
setup-what = Вы здесь первый человек и станете владельцем. Эта ссылка срабатывает один раз.
setup-button = Создать пространство
forgot-title = Новый пароль
forgot-button = Прислать ссылку
forgot-sent = Проверьте почту
forgot-sent-what = Если для { $email } есть учётная запись, туда уже идёт ссылка для нового пароля. Она действует двое суток.
forgot-no-mail = Почтовый сервер здесь не настроен: письмо лежит в папке исходящих у того, кто управляет сервером.
forgot-back = Назад ко входу
password-title = Выберите пароль
password-heading = Выберите пароль для { $email }
password-button = Сохранить и войти

## Обзор

range = Период
range-name = { $range ->
    [w4] 4 недели
    [w13] 13 недель
    [m12] 12 месяцев
   *[all] Всё время
}
range-moved = В последнее время никто не отвечал, поэтому период кончается самым новым ответом: { $to }.
headline-few = { $count ->
    [one] Пока { $count } ответ. Оценка появится с пятого.
    [few] Пока { $count } ответа. Оценка появится с пятого.
   *[many] Пока { $count } ответов. Оценка появится с пятого.
}
interval = (от { $low } до { $high })
interval-bare = от { $low } до { $high }
answers = { $count ->
    [one] { $count } ответ
    [few] { $count } ответа
   *[many] { $count } ответов
}
score-low-base = Ответов меньше 30: смотрите на промежуток в скобках, само число пока ненадёжно.
composition = { $part ->
    [promoter] Сторонники
    [passive] Нейтральные
    [detractor] Критики
    [satisfied] Довольны
    [neutral] Ни то ни другое
   *[dissatisfied] Недовольны
}
trend-answers = Ответы
trend-score = Оценка
trend-interval = Промежуток
fact-first-contact = Время до первого контакта
fact-first-contact-what = { $count ->
    [one] медиана; { $share } за { $target }, { $count } обращение
    [few] медиана; { $share } за { $target }, { $count } обращения
   *[many] медиана; { $share } за { $target }, { $count } обращений
}
fact-response-rate = Доля ответивших
fact-first-contact-few = медиана; { $part } из { $count } за { $target }
fact-response-rate-what = { $answered } из { $asked }, кого спросили
fact-recovered = Теперь довольны
fact-recovered-what = { $recovered } из { $asked } ответивших на повторный вопрос
fact-evidence = Подтверждено человеком
fact-evidence-what = { $inferred } одним нажатием; { $held ->
    [0] ничего не отложено.
    [one] отложен { $held } ответ: похоже на почтовый сканер.
    [few] отложено { $held } ответа: похоже на почтовый сканер.
   *[many] отложено { $held } ответов: похоже на почтовый сканер.
}
dashboard-cases = { $count ->
    [0] Открытые обращения
   *[other] Открытые обращения · { $count }
}
dashboard-all-cases = Все обращения
dashboard-no-cases = Никто не ждёт.
dashboard-latest = Последние ответы
dashboard-all-responses = Все ответы
empty-title = Ответов пока нет
empty-what = { $step ->
    [sending] Сначала нужен почтовый сервер, чтобы опросы уходили. До тех пор письма ждут в исходящих.
    [event] Теперь сообщите о покупке или услуге через API или файлом CSV: опрос уйдёт сам.
   *[survey] Поделитесь ссылкой на опрос или отправьте его себе, чтобы увидеть то же, что покупатели.
}
empty-step = { $step ->
    [sending] Настроить отправку
    [survey] Попробовать опрос
    [event] Сообщить о первой покупке
   *[answer] Приходит первый ответ
}
empty-button = { $step ->
    [sending] Настроить отправку
    [event] Создать ключ API
   *[survey] Открыть опрос
}

## Ответы

category = { $category ->
    [promoter] Сторонник
    [passive] Нейтральный
    [detractor] Критик
   *[none] Без оценки
}
category-filter = { $category ->
    [promoter] Сторонники
    [passive] Нейтральные
    [detractor] Критики
   *[all] Все категории
}
evidence = { $evidence ->
    [explicit] подтверждён
    [inferred] одним нажатием
   *[contradicted] противоречив, не учтён
}
responses-heading = { $count ->
    [0] Ответы
    [one] { $count } ответ
    [few] { $count } ответа
   *[many] { $count } ответов
}
responses-search = Слова, имена, заказы
responses-none-filtered = Под эти условия ничего не подходит
responses-show-all = Показать все ответы
responses-none = Ответы появятся здесь в ту же минуту, как их отправят.
responses-none-button = Что сделать дальше
response-title = Ответ
response-anonymous = Аноним
response-history = История
response-case = { $state ->
    [resolved] Обращение решено
   *[other] Обращение открыто
}
response-case-open = Открыть обращение
response-event = { $what ->
    [asked] Опрос отправлен
    [answered] Пришёл ответ
    [looked] Нажали в письме и посмотрели страницу; формы не было
    [confirmed] Отправлена форма
    [commented] Добавлен комментарий
    [amended] Ответ изменён
    [other_score] Из другого браузера пришла другая оценка; сохранена, но не учтена
    [contradicted] Несколько разных оценок за две минуты: ответ не учитывается
   *[reminded] Отправлено напоминание
}

## Обращения

cases-heading = { $overdue ->
    [0] { $open ->
        [0] Открытых обращений нет
        [one] { $open } открытое обращение
        [few] { $open } открытых обращения
       *[many] { $open } открытых обращений
    }
   *[other] { $open ->
        [one] { $open } открытое обращение, просрочено: { $overdue }
        [few] { $open } открытых обращения, просрочено: { $overdue }
       *[many] { $open } открытых обращений, просрочено: { $overdue }
    }
}
cases-view = { $view ->
    [open] Открытые
    [mine] Мои
    [team] Моя команда
    [unclaimed] Ничьи
    [overdue] Просроченные
   *[resolved] Решённые
}
cases-search = Люди, слова, заказы
cases-empty = { $view ->
    [mine] У вас сейчас ничего нет
    [team] У вашей команды ничего не ждёт
    [unclaimed] Ничьих обращений нет
    [overdue] Просроченных нет
    [resolved] Решённых пока нет
   *[open] Никто не ждёт
}
cases-empty-what = { $view ->
    [open] Обращение открывается само, когда приходит недовольный ответ, и вы узнаёте об этом сразу.
    [mine] Возьмите обращение, и оно появится здесь.
   *[other] Открытые обращения стоят по оставшемуся времени.
}
case-title = Обращение: { $person }
case-claim = Взять
case-nobody = пока никто
case-state = { $state ->
    [open] Открыто
    [claimed] В работе
    [contacted] Связались
    [waiting] Ждём покупателя
    [resolved] Решено
    [merged] Объединено с другим
   *[dismissed] Закрыто, решать нечего
}
case-due = { $what ->
    [resolve] Решить до: { $at }
   *[contact] Связаться до: { $at }
}
case-call = Позвонить { $phone }
case-write = Написать письмо
case-wish = { $wish ->
    [none] Просьба покупателя: просто учесть, не связываться.
    [call] Просьба покупателя: позвонить.
    [repair] Просьба покупателя: починить.
    [replacement] Просьба покупателя: заменить.
    [refund] Просьба покупателя: вернуть деньги.
   *[explanation] Просьба покупателя: объяснить, что случилось.
}
case-no-comment = Без комментария. Известна только оценка.
case-answers = Ответы
case-timeline = Ход дела
case-person = Покупатель
case-properties = Заказ
case-owner = Кто занимается
case-assign = Передать
case-response = Посмотреть ответ
# $actor: имя или пусто, если действовала система.
case-event = { $what ->
    [happened] Случилось то, на что есть правило
    [did_not_happen] Обещанное не случилось вовремя или стало тихо
    [opened] Обращение открыто
    [asked_for_help] Клиент попросил о помощи
    [joined] Добавился ещё один недовольный ответ
    [claimed] В работе: { $actor }
    [assigned] Передано: { $actor }
    [told] Команда оповещена
    [acknowledged] Покупатель оповещён
    [reached] Разговор с покупателем: { $actor }
    [no_answer] Попытка связаться, без ответа: { $actor }
    [noted] Заметка: { $actor }
    [overdue] Срок прошёл
    [solution_overdue] Срок решения прошёл
    [warned] Срок первого контакта близко
    [solution_warned] Срок решения близко
    [escalated] Передано дальше: никто не взял
    [waiting] Ждём покупателя: { $actor }
    [amended] Покупатель изменил ответ
    [resolved] Решено: { $actor }
    [reopened] Открыто снова: { $actor }
    [released] Возвращено в общий список: { $actor }
    [resumed] Покупатель ответил
    [dismissed] Закрыто, решать нечего: { $actor }
    [merged] Объединено с другим обращением: { $actor }
    [customer_wrote] Покупатель написал
    [wrote] Письмо покупателю: { $actor }
    [undelivered] Наше письмо не дошло до покупателя
    [promised] Обещано покупателю
    [promise_renewed] Обещано новое время
    [promise_broken] Обещание не выполнено
    [customer_solved] Покупатель говорит: решено
    [customer_unsolved] Покупатель говорит: не решено
    [call_chosen] Покупатель выбрал время звонка
    [known_problem] Сообщено об известной неполадке
    [absorbed] Присоединено другое обращение: { $actor }
    [facts] Изменены сведения: { $actor }
    [task_added] Добавлена задача: { $actor }
    [task_done] Сделано: { $actor }
    [task_open] Всё-таки не сделано: { $actor }
    [task_removed] Задача убрана: { $actor }
    [answered_after] Ответ на повторный вопрос
    [not_asked_again] Снова не спросили
   *[asked_again] Опрос отправлен снова
}
origin = { $origin ->
    [answer] Недовольный ответ
    [help] Просьба о помощи
    [event] По событию
    [time] Не случилось вовремя
    [staff] Со слов сотрудника
    [phone] По телефону
    [counter] На месте
    [chat] В чате
    [email] По почте
    [letter] Письмом
    [social] В соцсетях
   *[api] Через API
}
priority = { $priority ->
    [low] не к спеху
    [high] важно
    [urgent] срочно
   *[normal] обычно
}
step-contact = Записать контакт
step-contact-button = Сохранить контакт
step-resolve = Решить
step-resolve-button = Отметить решённым
step-note = Добавить заметку
step-note-button = Добавить заметку
step-reopen = Открыть снова
contact-result = Что получилось?
contact-reached = Удалось поговорить
contact-no-answer = Никто не ответил
contact-channel = Способ
channel = { $channel ->
    [phone] телефон
    [email] эл. почта
    [chat] чат
   *[in_person] лично
}
resolve-outcome = Чем закончилось?
resolve-note = Что сделано
resolve-note-hint = Покупатель увидит это на своей странице.
note-hint = Видит только ваша команда.
reopen-why = Почему
outcome = { $outcome ->
    [solved] Решено
    [explained] Решить не удалось, объяснили
    [too_late] Поздно, покупатель ушёл
    [unreachable] Не удалось связаться
   *[noted] Учтено, как просил покупатель
}
