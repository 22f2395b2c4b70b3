### Что отвечает кабинет: что сделано, чего не хватает в поле, и слова графика.

## После отправки формы. Слова на «not-» показываются как ошибка.

flash-case-claimed = Обращение теперь ваше.
flash-case-saved = Сохранено.
flash-saved = Сохранено.
flash-survey-saved = Сохранено как новая версия.
flash-survey-closed = Опрос закрыт.
flash-survey-opened = Опрос открыт.
flash-person-stopped = Этого человека больше не спрашиваем.
flash-person-erased = Удалено.
flash-user-invited = Приглашение отправлено.
flash-user-changed = Роль изменена.
flash-user-removed = Доступ закрыт.
flash-not-last-owner = Нужен хотя бы один владелец. Сначала сделайте владельцем кого-то ещё.
flash-key-revoked = Ключ отозван.
flash-webhook-removed = Адрес удалён.
flash-webhook-enabled = Адрес включён.
flash-webhook-tested = Проверка отправлена, доставка видна ниже.
flash-delivery-retried = Пробуем доставить ещё раз.
flash-job-retried = Пробуем ещё раз.
flash-mail-again = Отправляем ещё раз.
flash-mail-left = Оставили как есть.
flash-job-discarded = Убрано.
flash-test-sent = Проверочное письмо отправлено. Если оно не уйдёт, это будет видно ниже.
flash-campaign-started = Отправка началась. Числа ниже меняются вместе с ней.
flash-campaign-paused = Приостановлено. Больше ничего не уходит.
flash-campaign-resumed = Отправка идёт дальше с того же места.
flash-campaign-cancelled = Отменено. Запланированные письма отзываются.
flash-campaign-removed = Черновик удалён.
flash-not-campaign-changed = Ничего не сделано: рассылка за это время изменилась. Ниже она как есть сейчас.
flash-not-campaign-again = Ничего не отправлено: этот же файл уже уходил. Отметьте галочку, если его нужно отправить ещё раз.
flash-not-campaign-closed = Ничего не отправлено: опрос закрыт. Сначала откройте его.
flash-texts-saved = Сохранено. Следующее письмо уйдёт уже таким.
flash-texts-restored = Тексты возвращены.
flash-logo-saved = Логотип действует.
flash-not-logo-large = Файл больше 512 КБ. Сохраните картинку поменьше и загрузите ещё раз.
flash-not-logo-format = Это не картинка PNG или JPEG.
flash-not-logo-pixels = В картинке слишком много точек. Уменьшите её до 4096 по стороне.
flash-not-logo-damaged = Картинка повреждена, её нельзя прочитать.

## Что не так с полем и как будет правильно

problem-sign-in = Эл. почта и пароль не подходят друг к другу. После нескольких попыток придётся подождать.
problem-sign-in-wait = { $minutes ->
    [one] Слишком много попыток. Подождите { $minutes } минуту или запросите новый пароль.
    [few] Слишком много попыток. Подождите { $minutes } минуты или запросите новый пароль.
   *[many] Слишком много попыток. Подождите { $minutes } минут или запросите новый пароль.
}
problem-email = «{ $given }» — не адрес эл. почты. Он выглядит так: ivan@example.com.
problem-email-empty = Введите адрес эл. почты.
problem-member = У «{ $given }» уже есть доступ. Роль меняется в списке выше.
problem-company = Введите название, под которым вас знают клиенты.
problem-review-name = Введите название, не длиннее 60 знаков.
problem-review-url = Введите адрес, который начинается с https://.
problem-name = Введите имя.
problem-password-short = В пароле { $length } знаков, нужно не меньше { $least }.
problem-password-long = В пароле { $length } знаков, можно не больше { $most }.
problem-password-common = Этот пароль пробуют первым. Выберите другой.
problem-password-current = Это не действующий пароль.
problem-zone = «{ $given }» — не часовой пояс. Он выглядит так: Europe/Moscow или Asia/Almaty.
problem-number = Введите целое число от { $least } до { $most }.
problem-time = Введите время, например 21:00, или оставьте оба поля пустыми.
problem-quiet = Тихие часы начинаются и кончаются одновременно, и писать было бы некогда. Выберите разное время.
problem-key = «{ $given }» не подходит как ключ. Подойдут строчные латинские буквы, цифры и дефис, например post-delivery.
problem-key-taken = Опрос с ключом «{ $given }» уже есть.
problem-survey-changed = Пока вы писали, сохранили версию { $version }. Ваш текст ниже; сравните его, прежде чем сохранить снова.
problem-texts-changed = Пока вы писали, эти тексты сохранил кто-то другой. Ваш вариант ниже: сохраните ещё раз, чтобы поставить его вместо чужого, или откройте страницу заново.
problem-colour = '{ $given }' не цвет. Должно быть похоже на #0f766e.
problem-contrast = У { $given } рядом с { $beside } контраст { $contrast }, а тексту нужно 4,5. Ближайший читаемый цвет: { $nearest }.
problem-brand-text = Не больше { $most } знаков и без управляющих символов.

## Обращение, которое изменил кто-то другой

case-conflict = { $kept ->
    [yes] Обращение только что изменилось: { $line }. Ваша заметка не добавлена, она ниже.
   *[no] Обращение только что изменилось: { $line }. Посмотрите ещё раз.
}
case-outcome-missing = Укажите, чем всё кончилось, чтобы можно было ответить клиенту.
actor-former = бывший коллега
actor-program = программа
timeline-channel = { $channel ->
    [phone] По телефону.
    [email] По эл. почте.
    [chat] В чате.
   *[in_person] При встрече.
}
timeline-assignee = Кому: { $name }.
timeline-score = Оценка { $score }.
answer-yes = Да
answer-no = Нет

## Списки

responses-all-surveys = Все опросы

## График

chart-label = Оценка по неделям с промежутком
chart-percent = { $n }{"\u00A0"}%
chart-day = { $day }{"\u00A0"}{ $month ->
    [1] янв
    [2] фев
    [3] мар
    [4] апр
    [5] мая
    [6] июн
    [7] июл
    [8] авг
    [9] сен
    [10] окт
    [11] ноя
   *[12] дек
}
chart-week = Неделя с { $day }{"\u00A0"}{ $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}

flash-channel-saved = Канал сохранён.
flash-channel-removed = Канал удалён.
flash-channel-tested = Опрос отправляется.
flash-not-channel-tested = Сейчас спросить нельзя: человек отписался, его недавно спрашивали или у него есть открытое обращение.

## Команда и чаты

flash-team-saved = Команда сохранена.
flash-shift-saved = Время назначено.
flash-shift-removed = Время убрано.
flash-alerts-saved = Сохранено. Действует с этой минуты.
flash-room-added = Чат добавлен. Отправьте проверку, чтобы увидеть, доходят ли сообщения.
flash-room-tested = Проверка отправляется. Загляните в чат или откройте эту страницу ещё раз через минуту.
flash-room-enabled = В чат снова сообщают об обращениях.
flash-room-removed = Чат убран.
