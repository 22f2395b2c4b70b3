### Рассылки: много людей из файла.

outreach-ledger = Кого спросили
campaigns = Рассылки
campaigns-new = Новая рассылка
campaigns-none = Рассылок пока нет
campaigns-none-what = Рассылка спрашивает сразу многих: вы приносите файл CSV с адресами, видите, что будет с каждой строкой, и подтверждаете. До этого ничего не уходит.
campaign-state = { $state ->
    [unread] файл прочитан не до конца
    [draft] черновик
    [running] идёт
    [paused] приостановлена
    [cancelled] отменена
   *[done] завершена
}
campaign-sent-of = отправлено { $sent } из { $people }
campaign-progress = Ход рассылки
campaign-progress-of = Ход рассылки «{ $name }»

## Новая

campaign-new-what = Сначала файл проверяется. Вы видите, что будет с каждой строкой, и ничего не уходит, пока вы не подтвердите число людей.
campaign-new-problems = Файл не принят. Выберите его ещё раз и исправьте отмеченное.
campaign-file = Файл CSV
campaign-file-hint = UTF-8, до 20 МБ; в первой строке названия столбцов. Файл побольше отправляют командой survey-server campaign create.
campaign-email-column = Столбец с адресом почты
campaign-email-column-hint = Только если это не видно по названию. Остальные столбцы станут свойствами для текстов и отчётов.
campaign-name-hint = Для вас и коллег; если пусто, имя файла.
campaign-how = Как отправлять
campaign-pace = Писем в час, не больше
campaign-pace-hint = Пусто: так быстро, как принимает почтовый сервер. С ограничением ваши сотрудники успеют за ответами.
campaign-pace-none = без ограничения
campaign-start = Начало
campaign-start-hint = Пусто: сразу после подтверждения. Время по поясу { $zone }; тихие часы соблюдаются.
campaign-start-none = после подтверждения
campaign-date = Дата
campaign-basis = Основание
campaign-basis-hint = На каком основании вы пишете этим людям. Нужно, если этого требуют ваши настройки.
campaign-basis-name = { $basis ->
    [consent] Согласие
    [soft_opt_in] Купили и не возражали
    [legitimate_interest] Законный интерес
   *[none] Не указано
}
campaign-check = Проверить файл
campaign-check-what = Пока ничего не отправляется.
problem-campaign-file = Выберите файл.
problem-campaign-email = Не видно, в каком столбце адрес почты. В файле есть: { $columns }. Назовите здесь нужный.
problem-campaign-start = Укажите дату и время или оставьте оба поля пустыми.

## Отчёт

campaign-report = Что в файле
campaign-unread = Файл прочитан не до конца. Удалите черновик и создайте рассылку ещё раз.
campaign-rows = Строк в файле
campaign-would-ask = Людей, которых спросим
campaign-duplicates = Повторяются в файле: спросим один раз
campaign-known = { $count ->
    [0] Раньше никого из этих людей мы не знали.
    [one] { $count } человека из них мы уже знали.
    [few] { $count } человек из них мы уже знали.
   *[many] { $count } человек из них мы уже знали.
}
campaign-not-taken = Строки, которые не приняты
campaign-not-taken-more = { $count ->
    [one] и ещё { $count }
    [few] и ещё { $count }
   *[many] и ещё { $count }
}
campaign-refused-file = Скачать все (CSV)
campaign-refusal = { $reason ->
    [encoding] Не принято: текст не в UTF-8
    [email] Не принято: нет адреса почты или он неверный
    [phone_number] Не принято: неверный телефон
    [timezone] Не принято: неверный часовой пояс
    [two_people] Не принято: данные двух разных людей
    [properties] Не принято: свойства слишком большие или с управляющими символами
    [name] Не принято: имя слишком длинное или с управляющими символами
    [locale] Не принято: язык слишком длинный или с управляющими символами
    [external_id] Не принято: ваш номер слишком длинный или с управляющими символами
   *[cells] Не принято: строка испорчена
}
campaign-reason = { $reason ->
    [unsubscribed] Не спросим: просили больше не спрашивать
    [bounced] Не спросим: письма на этот адрес не доходят
    [no_basis] Не спросим: не указано основание
    [too_late] Не спросим: прошло слишком много времени
    [open_case] Не спросим: есть открытое обращение
    [cool_down] Не спросим: недавно уже спрашивали
    [sampled_out] Не спросим: в выборку попали другие
    [two_people] Не спросим: данные принадлежат двум людям
    [cancelled] Не спросим: рассылка отменена
    [survey_closed] Не спросим: опрос закрыт
    [duplicate] Не спросим: повторяются в файле
   *[withdrawn] Всё-таки не спросим
}

## Перед отправкой

campaign-confirm = Пока ничего не отправлено
campaign-confirm-what = { $count ->
    [one] Спросим { $count } человека. Первое письмо уйдёт { $at }.
    [few] Спросим { $count } человека. Первое письмо уйдёт { $at }.
   *[many] Спросим { $count } человек. Первое письмо уйдёт { $at }.
}
campaign-confirm-last = Последнее уйдёт { $at }.
campaign-send-to = { $count ->
    [one] Отправить { $count } человеку
    [few] Отправить { $count } людям
   *[many] Отправить { $count } людям
}
campaign-before = Этот же файл уже отправлен рассылкой «{ $name }».
campaign-again = Отправить ещё раз
campaign-remove = Удалить черновик
campaign-remove-what = Черновик и строки его файла удаляются. Никто не будет спрошен.

## Пока она идёт

campaign-percent = { $people ->
    [one] { $percent } % из { $people } человека
    [few] { $percent } % из { $people } человек
   *[many] { $percent } % из { $people } человек
}
campaign-asked = Запланировано
campaign-sent = Отправлено
campaign-waiting = Ждут
campaign-not-asked = Не спросили
campaign-failed = Не доставлено
campaign-unknown = Возможно, ушло
campaign-answered = Ответили
campaign-score = Оценка на сейчас
campaign-score-none = от 5 ответов
campaign-why-not = Почему не спросили
campaign-pause = Приостановить
campaign-pause-what = Письма, которые почтовый сервер принимает прямо сейчас, уйдут. Больше ничего не уйдёт, пока вы не продолжите.
campaign-resume = Продолжить
campaign-resume-what = Отправка пойдёт дальше с того же места. Перед каждым письмом человек проверяется ещё раз, дважды никому не напишем.
campaign-cancel = Отменить
campaign-cancel-open = Остановить навсегда
campaign-cancel-what = Запланированные письма отзываются, остальных людей из файла не спросим. Отправленные письма остаются, их ссылки работают. Вернуть это нельзя.
campaign-cancel-button = Отменить рассылку
