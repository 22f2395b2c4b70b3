### Забота: как быстро помогли недовольным и изменило ли это что-нибудь.

nav-recovery = Забота
recovery-report = Отчёт
recovery-range = { $range ->
    [d30] 30 дней
    [d90] 90 дней
   *[d365] Год
}
recovery-headline = { $how ->
    [known] С половиной недовольных связались не позже чем через { $time }.
    [longer] Пока связались меньше чем с половиной недовольных; дольше всех ждут { $time }.
   *[few] Связаться нужно пока с { $count }. Показатели появятся, когда случаев станет пять.
}
recovery-headline-again = На повторный вопрос { $share } отвечают, что теперь довольны ({ $part } из { $count }).
recovery-contact = Время до первого контакта
recovery-resolution = Время до решения
recovery-half = половина случаев; готово { $done } из { $count }
recovery-nine-of-ten = девять из десяти
recovery-longer = больше { $time }
recovery-from = (от { $low })
recovery-of = { $part } из { $count }
recovery-contact-in-time = Связались в срок
recovery-resolution-in-time = Решили в срок
recovery-again = Что отвечают, когда спросили снова
recovery-satisfied = Теперь довольны
recovery-at-least = Не меньше, если молчащие недовольны
recovery-answered = Ответили снова
recovery-score = Оценка на повторный вопрос
recovery-pending = { $count ->
    [one] { $count } спросили на этой неделе, ответ ещё может прийти
    [few] { $count } спросили на этой неделе, ответы ещё могут прийти
   *[many] { $count } спросили на этой неделе, ответы ещё могут прийти
}
recovery-nobody-asked = Снова пока никого не спрашивали. Это делается через несколько дней после решения.
recovery-no-hold-out = Здесь видно, довольны ли люди теперь, но не то, что причина в помощи: часть тех, кому никто не звонил, в следующий раз тоже отвечает лучше. Чтобы измерить разницу, включите контрольную группу в разделе «Повторный вопрос».
recovery-effect-clear = Звонок меняет дело: довольных на { $points } п. п. ({ $low } … { $high }) больше, чем среди тех, кто ждал по жребию.
recovery-effect-unclear = Ясной разницы между теми, с кем связались, и теми, кто ждал, пока нет: { $points } п. п. ({ $low } … { $high }).
recovery-effect-few = Жребий решил ещё слишком мало случаев. Для сравнения нужно по пять ответов с каждой стороны.
recovery-effect-contacted = Довольны, связались сразу
recovery-effect-waited = Довольны, ждали по жребию
recovery-effect-early = Ждали, но связались раньше
recovery-bands = Оценка на повторный вопрос по времени до первого контакта
recovery-band = { $which ->
    [within] до { $time }
    [later] позже
   *[never] никогда
}
recovery-groups = Готовность советовать: чем закончилась проблема
recovery-group-head = Клиенты
recovery-group = { $group ->
    [no_problem] Без проблемы
    [solved_fast] Решили в срок
    [solved_late] Решили с опозданием
   *[unsolved] Не решили
}
recovery-groups-what = «Без проблемы» — ответы, по которым обращение не открывали, поэтому недовольных среди них почти нет. Остальное — ответы на повторный вопрос.
recovery-by = Рядом
recovery-cut = { $cut ->
    [team] Команда
    [branch] Филиал
    [priority] Срочность
    [origin] Откуда
    [cause] Причина
   *[hour] Час дня
}
recovery-csv = Скачать CSV
recovery-cases = Случаев
recovery-contact-half = С половиной связались за
recovery-resolution-half = Половину решили за
recovery-part-none = не указано
recovery-backlog = Открыто сейчас · { $count }
recovery-age = С тех пор как сказал клиент
recovery-age-to = до { $hours } ч
recovery-age-more = больше { $hours } ч
recovery-open = Открыто
recovery-overdue = Просрочено
recovery-promises = Обещанные сроки
recovery-promised = Что обещали
recovery-promise = { $what ->
    [contact] Первый контакт
   *[solution] Решение
}
recovery-kept = Сдержали
recovery-renewed = Вовремя назвали новый
recovery-renewed-late = Новый с опозданием
recovery-broken = Молча нарушили
recovery-no-promises = Ни один обещанный срок ещё не прошёл.
recovery-causes = Причины
recovery-cause = Причина
recovery-no-cause = пока не названа
recovery-share = Доля
recovery-cost = Сколько стоило
recovery-effort = Чего это стоило людям
recovery-effort-kind = { $kind ->
    [contact] Разговоры
    [no_answer] Не дозвонились
    [assign] Передачи
    [release] Возвращено в общий список
    [reopen] Открыто снова
    [answered_again] Повторные жалобы
   *[wait] Ожидание клиента
}
recovery-effort-count = { $count } в { $cases ->
    [one] { $cases } случае
    [few] { $cases } случаях
   *[many] { $cases } случаях
}
recovery-no-effort = Пока ничего.
recovery-empty = За это время обращений не было
recovery-empty-what = Когда клиент недоволен, открывается обращение. Здесь будет видно, как быстро о нём позаботились и что он сказал потом.

asking-again = Повторный вопрос
asking-again-what = Через несколько дней после решения клиента спрашивают ещё раз: «3 марта вы рассказали, что вас огорчило. Как вам теперь?» Тех, кто отписался, и адреса, с которых письма возвращаются, не трогаем.
asking-again-active = Спрашивать снова после обращения
asking-again-days = Через сколько дней после решения
asking-again-days-hint = от 1 до 90
asking-again-survey = Каким опросом
asking-again-own = Тем, с которого началось обращение
hold-out = Контрольная группа
hold-out-what = Из недовольных, которым никто не звонил, от четверти до половины в следующий раз отвечают лучше сами. Чтобы знать, что меняет ваша помощь, часть клиентов по жребию ждёт первого контакта, пока их не спросят снова.
hold-out-who = Никто не забыт: у тех, кто ждёт, обращение как у всех, им называют более позднее время и в это время связываются. Срочные и важные обращения, просьбы о помощи и те, кто просил не связываться, не ждут никогда.
hold-out-percent = Ждут по жребию, в процентах
hold-out-percent-hint = 0 выключает; не больше 50

improvements = Что изменили
improvements-what = Запишите, что вы изменили, чтобы причина жалоб исчезла. Через неделю здесь будет видно, стало ли жалоб меньше не случайно, и тем, кто жаловался, можно об этом написать.
improvements-none = Пока ничего не записано.
improvement-verdict = { $change ->
    [fell] Жалоб по этой причине стало меньше, и это не случайность.
    [rose] Жалоб по этой причине стало больше, и это не случайность.
    [early] Судить рано: нужна хотя бы неделя до и неделя после.
    [none] Жалоб по этой причине не было, сравнивать нечего.
   *[unclear] Ясной перемены нет: разницу объясняет случай.
}
improvement-before = На 100 ответов, { $days } дн. до
improvement-after = На 100 ответов, { $days } дн. после
improvement-count = { $complaints } на { $answers } ответов
improvement-ratio = Во сколько раз: после к до
improvement-told = { $count ->
    [one] { $at } об этом написали { $count } человеку
    [few] { $at } об этом написали { $count } людям
   *[many] { $at } об этом написали { $count } людям
}
improvement-tell = { $count ->
    [one] Написать { $count } человеку, который жаловался
    [few] Написать { $count } людям, которые жаловались
   *[many] Написать { $count } людям, которые жаловались
}
improvement-record = Записать изменение
improvement-title = Что изменили
improvement-title-hint = Например: новый курьер в Казани
improvement-made = С какого дня
improvement-words = Что написать тем, кто жаловался
improvement-words-hint = Письмо уйдёт, когда вы нажмёте кнопку, каждому одно. Оставьте пустым, если писать не нужно.
improvement-save = Записать
flash-improvement-told = Письма отправляются. Каждый получит одно.
flash-not-told-twice = Им уже написали.
