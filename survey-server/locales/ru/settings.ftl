### Настройки, опросы, люди.

## Слова для нескольких страниц

settings-workspace = Пространство
settings-users = Доступ
settings-sending = Отправка
settings-keys = Ключи API
settings-webhooks = Вебхуки
settings-problems = { $count ->
    [one] Ничего не сохранено: проверьте { $count } поле
    [few] Ничего не сохранено: проверьте { $count } поля
   *[many] Ничего не сохранено: проверьте { $count } полей
}
actions = Действия
save = Сохранить
remove = Удалить
retry = Повторить
copy = Скопировать
copied = Скопировано
created = Создан
never = никогда
time = Время
state = Состояние
attempts = Попытки
from-time = С
until-time = До
field-role = Роль
field-external-id = Ваш номер

## Доступ

users-seen = Последний вход
users-invited = приглашение отправлено
users-you = это вы
users-role-of = Роль: { $email }
users-roles = Наблюдатель читает. Сотрудник ещё и берёт обращения. Руководитель ещё и меняет опросы и настройки. Владелец ещё и решает, у кого есть доступ.
users-invite = Пригласить
users-invite-button = Пригласить
users-link = Ссылка для { $email }, чтобы выбрать пароль. Срабатывает один раз, действует двое суток, показана только сейчас.
users-remove = Закрыть доступ
users-remove-what = { $email } сразу выходит из системы и больше не войдёт. Заметки и обращения остаются.

## Ключи API

keys-created = Ключ «{ $name }». Скопируйте его сейчас: больше он не появится.
keys-begins = Начало
keys-access = Доступ
keys-access-name = { $access ->
    [read] Только чтение
   *[full] Чтение и запись
}
keys-used = Последнее обращение
keys-revoke = Отозвать
keys-revoke-what = Программы с этим ключом сразу получат отказ. Вернуть его нельзя, можно создать новый.
keys-revoke-button = Отозвать ключ
keys-none = Ключей пока нет. С ключом ваш магазин сообщает о покупках и читает ответы.
keys-create = Создать ключ
keys-name-hint = Кто им пользуется, например «магазин».

## Вебхуки

webhooks-endpoints = Адреса
webhooks-none = Пока пусто. Сюда добавляют ваш адрес, который мы вызываем сразу, когда что-то произошло.
webhooks-create = Добавить адрес
webhooks-created = Секрет для подписи: { $url }. Скопируйте его сейчас: больше он не появится.
webhooks-url = Адрес
webhooks-url-hint = http или https. Частные сети закрыты, если сервер их не разрешает.
webhooks-events = События
webhooks-event = Событие
webhooks-format = Формат
webhooks-dialect = { $dialect ->
    [delighted] Формат Delighted
   *[standard] Standard Webhooks
}
webhooks-state = { $state ->
    [active] работает
   *[disabled] отключён
}
webhooks-disabled = отключён { $since }
webhooks-enable = Включить
webhooks-test = Проверить
webhooks-remove = Удалить адрес
webhooks-remove-what = { $waiting ->
    [0] Больше не вызывается. В очереди ничего нет.
    [one] Больше не вызывается, { $waiting } доставка из очереди пропадёт.
    [few] Больше не вызывается, { $waiting } доставки из очереди пропадут.
   *[many] Больше не вызывается, { $waiting } доставок из очереди пропадут.
}
webhooks-deliveries = Доставки
webhooks-deliveries-of = Доставки на { $url }
webhooks-no-deliveries = Туда ещё ничего не отправляли. Нажмите «Проверить», чтобы увидеть доставку.
webhooks-answer = Ответ
delivery-state = { $state ->
    [delivered] доставлено
    [retrying] повторим
    [failed] не доставлено
   *[waiting] ждёт
}
delivery-next = { $at }

## Отправка

sending-server = Почтовый сервер
sending-host = Сервер
sending-from = Отправитель
sending-tls = Шифрование
sending-tls-kind = { $kind ->
    [implicit] TLS
    [starttls] STARTTLS
   *[none] нет
}
sending-state = { $state ->
    [reachable] отвечает
    [failed] не отвечает
   *[unknown] ещё не проверяли
}
sending-none = Почтового сервера пока нет: письма ждут ниже, и никто их не получает. Задайте SURVEY_SMTP_URL и SURVEY_MAIL_FROM и перезапустите сервер.
sending-test-to = Отправить пробное письмо на
sending-test = Отправить
sending-waiting = Ждут
sending-sent = Ушло за сутки
sending-unknown = Возможно, ушло
sending-unknown-what = Связь оборвалась в самом конце. Сами такие письма повторно не уходят.
sending-failed = Не ушло
sending-failed-jobs = Что не удалось отправить
sending-job = Что
sending-why = Почему
sending-discard = Убрать
sending-paused = Отправка приостановлена
sending-paused-what = { $host } не принимает наши письма. Они ждут, ни одно не потеряно. Ответ сервера:
sending-paused-since = С
sending-paused-next = следующая попытка
sending-paused-waiting = { $count ->
    [one] ждёт { $count } письмо
    [few] ждут { $count } письма
   *[many] ждут { $count } писем
}
sending-unknown-mails = Возможно, ушли
sending-unknown-choice = Дошли ли эти письма, неизвестно. Если отправить ещё раз, письмо может прийти дважды; большинство почтовых программ покажут его один раз.
sending-again = Отправить ещё раз
sending-leave = Оставить
sending-outbox = Исходящие
job = { $kind ->
    [invite] Письмо с опросом
    [reminder] Напоминание
    [alert] Сообщение команде
    [acknowledge] Сообщение покупателю
    [account] Ссылка для пароля
    [digest] Отчёт или уведомление
    [endpoint] Сообщение об отключённом адресе
    [test] Проверочное письмо
    [callback] Вебхук
    [inbound] Сообщение от магазина
   *[upkeep] Обслуживание
}
mail-from = От
mail-to = Кому
mail-html = Как это видно в почте
mail-text = Текстовая часть
mail-source = Скачать исходник (.eml)

## Пространство

workspace-business = Ваша компания
workspace-zone = Часовой пояс
workspace-zone-hint = Например, Asia/Almaty. По нему считаются дни и недели в отчётах; после смены они пересчитываются.
workspace-survey = Опрос по умолчанию
workspace-survey-hint = После покупки или услуги, если событие не назвало другой.
workspace-language = Язык
workspace-language-hint = Когда язык человека неизвестен или перевода нет.
workspace-cool-down = Сколько дней между опросами
workspace-cool-down-hint = Раньше этого срока человека снова не спросят.
workspace-too-late = Через сколько дней уже поздно
workspace-too-late-hint = О более давней покупке не спрашиваем.
workspace-quiet = Тихие часы
workspace-quiet-hint = В это время, по часам самого человека, опросы не уходят. Оставьте пустым, если такие часы не нужны.
workspace-basis = Спрашивать только при указанном законном основании
workspace-reacting = Реакция
workspace-first-contact = За сколько минут связаться
workspace-first-contact-hint = Столько обещают недовольному покупателю. Обещайте то, что сможете выполнить.
workspace-notify = Письмо о новом обращении, а потом и о просроченном, получают все, у кого есть доступ, кроме наблюдателей.
workspace-reviews = Публичные отзывы
workspace-reviews-what = Эти площадки видят все, кто ответил, какой бы ни была оценка: крупные площадки запрещают звать одних довольных. Не больше пяти; после сохранения появится ещё одна строка.
workspace-review-name = Как называется
workspace-review-url = Адрес

## Опросы

surveys-new = Новый опрос
surveys-languages = Языки
surveys-questions = Вопросы
surveys-latest = Последний ответ
surveys-default = по умолчанию
surveys-open = Открыт
surveys-closed = Закрыт
survey-version = { $answers ->
    [0] Версия { $version }, ответов пока нет.
    [one] Версия { $version }, { $answers } ответ. При сохранении появится новая версия, у ответов останется своя.
    [few] Версия { $version }, { $answers } ответа. При сохранении появится новая версия, у ответов останется своя.
   *[many] Версия { $version }, { $answers } ответов. При сохранении появится новая версия, у ответов останется своя.
}
survey-edit-problems = { $count ->
    [one] Не сохранено: нужно исправить { $count } место
    [few] Не сохранено: нужно исправить { $count } места
   *[many] Не сохранено: нужно исправить { $count } мест
}
survey-key = Ключ
survey-key-hint = Имя для API: строчные латинские буквы, цифры и дефисы. Потом его не изменить.
survey-definition = Описание
survey-definition-hint = JSON. Тип и шкала вопроса не меняются, когда на него уже ответили; для нового вопроса возьмите новый ключ.
survey-save = Сохранить новой версией
survey-create = Создать опрос
survey-preview = Посмотреть
survey-link = Открытая ссылка
survey-link-what = По ней может ответить кто угодно: для чека, чата, плаката.
survey-qr = QR-код открытой ссылки
survey-close = Закрыть опрос
survey-close-what = Опрос принимает ответы. После закрытия по ссылкам видна вежливая страница, и письма больше не уходят; открыть его можно снова.
survey-open = Открыть опрос
survey-open-what = Опрос не принимает ответы, и письма по нему не уходят.
survey-templates = Начать с готового

## Люди

people-heading = { $count ->
    [0] Люди
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
}
people-search = Имена, адреса, телефоны
people-asked = последний опрос: { $at }
people-none = Пока никого
people-none-what = Люди появляются здесь с первой покупкой, через API или из файла CSV.
people-none-found = По этому запросу никого нет
person-stopped = { $why ->
    [bounced] письма не доходят
   *[unsubscribed] не хочет опросов
}
person-details = Сведения
person-since = В базе с
person-no-answers = Ответов пока нет.
person-decisions = Когда спрашивали и почему нет
person-no-decisions = О покупках и услугах этого человека ещё не сообщали.
person-may-ask = Можно спросить при следующем случае.
person-stop = Больше не спрашивать
person-stop-what = Опросы этому человеку больше не уйдут. Отменить это может только он сам.
person-stop-button = Больше не спрашивать
person-data = Выдать данные
person-data-what = Всё, что хранится об этом человеке: ответы, письма, звонки, заметки. Для него самого или для вашего архива.
person-erase = Удаление
person-erase-open = Что будет удалено
person-erase-what = { $cases ->
    [0] Навсегда удаляются ответы ({ $answers }), история и контакты, из отчётов тоже. Отказ от опросов, если он был, останется известен.
   *[other] Навсегда удаляются ответы ({ $answers }), обращения ({ $cases }), история и контакты, из отчётов тоже. Отказ от опросов, если он был, останется известен.
}
person-erase-all = Удалить всё
person-erase-keep = Оставить одни оценки, без человека и текста
person-erase-button = Удалить этого человека

## Каналы

settings-channels = Каналы
channels-what = Для почты здесь ничего не нужно. Канал — это другой путь к клиенту: поставщик СМС или мессенджер, к которому мы обращаемся по HTTP.
channels-on = Включён
channels-off = Выключен
channels-new = Добавить канал
channels-presets = Начать с заготовки:
channels-preset = { $preset ->
    [twilio] Twilio
    [vonage] Vonage
    [whatsapp] WhatsApp
   *[json] любой поставщик, который принимает JSON
}
channels-problems = { $count ->
    [one] Ничего не сохранено: исправьте { $count } место
    [few] Ничего не сохранено: исправьте { $count } места
   *[many] Ничего не сохранено: исправьте { $count } мест
}
channels-key = Ключ
channels-key-hint = Имя в запросах, например sms. Изменить его потом нельзя.
channels-recipient = Кому пишет поставщик
channels-recipient-hint = phone_number, email, external_id или properties.ИМЯ — свойство клиента.
channels-method = Метод
channels-url = Адрес
channels-url-hint = http или https. Частные сети закрыты, если сервер их не разрешает.
channels-headers = Заголовки
channels-headers-hint = По одному в строке, как Имя: значение.
channels-format = Тело записывается как
channels-form = форма
channels-body = Тело
channels-places = JSON. Эти места заполняются для каждого сообщения:
channels-text = Сообщение
channels-text-hint = По одному языку в строке, как ru: сообщение. В нём должна быть ссылка. Пусто: компания, вопрос и ссылка.
channels-refused-when = Ответ с этими словами — отказ
channels-refused-when-hint = Для поставщиков, которые на всё отвечают OK. Пусто: решает код ответа.
channels-secret = Секрет
channels-secret-hint = То, что подставляется на место секрета: токен или пароль у поставщика. Хранится зашифрованным.
channels-secret-kept = Секрет сохранён. Оставьте поле пустым, чтобы его не менять.
channels-active = Отправлять через этот канал
channels-test = Проверить
channels-test-to = { $recipient } того, кто об этом знает
channels-test-hint = Человек получит опрос по умолчанию, как его получил бы клиент.
channels-test-send = Отправить опрос
channels-remove = Удалить канал
channels-remove-what = То, что ждёт отправки через него, отправлено не будет.
survey-qr-download = Скачать { $format }
## Тексты и вид

texts-title = Тексты и вид
settings-texts = Тексты и вид
survey-texts = Тексты и вид
survey-texts-what = Тема, слова, цвета, логотип и отправитель письма и страниц этого опроса.
texts-what = Что говорят письмо и страницы этого опроса вашими словами. Пустое поле берётся из текстов для всех опросов, а если и там пусто, пишем мы.
texts-workspace-link = Тексты для всех опросов
texts-what-workspace = Эти тексты и этот вид действуют для всех опросов. У опроса могут быть и свои.
texts-languages = Язык текстов
texts-every-language = Для всех языков
texts-written = (есть свои тексты)
texts-names = Что можно вставить
texts-names-what = Вместо имени в скобках встанет то, что известно о человеке. Чего не знаем, то пропустим.
texts-name = { $name ->
    [person-first-name] Имя
    [person-name] Имя и фамилия
    [person-email] Адрес почты
    [company] Ваша компания
    [survey-name] Название опроса
    [product] Что куплено, иначе ваша компания
    [properties-order] Номер заказа
   *[other] { $name }
}
texts-name-property = Любое свойство покупки
texts-name-default = Со словами на случай, если неизвестно
texts-name-default-words = уважаемый клиент
texts-name-if = Только если известно
texts-mail = Письмо
texts-page = Страница
texts-look = Вид и отправитель
texts-look-what = Для всех языков.
texts-field = { $field ->
    [subject] Тема
    [preheader] Строка рядом с темой
    [intro] Над вопросом
    [closing] Под числами
    [signature] Подпись
    [page_intro] Над вопросами
    [button] Кнопка
    [thanks] Благодарность
    [link_text] Слова ссылки после благодарности
    [link_url] Адрес этой ссылки
    [accent] Цвет кнопок и ссылок
    [accent_dark] Он же в тёмной теме
    [background] Фон
    [sender_name] Имя отправителя
    [reply_to] Куда приходят ответы
    [imprint] Адрес в конце письма
    [names_day] Называть день покупки
   *[other] { $field }
}
texts-hint = { $field ->
    [subject] Одна строка, лучше короче 60 знаков.
    [preheader] Видна рядом с темой в списке писем.
    [intro] Пустая строка начинает новый абзац. Лучше всего одно-два предложения.
    [closing] Например, что будет после недовольного ответа.
    [signature] Подпись человека лучше подписи компании.
    [page_intro] Перед первым вопросом.
    [button] Одно слово или два.
    [thanks] После ответа. Если заведено обращение, обещание перезвонить стоит ниже.
    [link_text] Например: «Вернуться в магазин».
    [link_url] Начинается с https:// или mailto:.
    [accent] Например, #0f766e. Должен читаться на фоне.
    [accent_dark] Светлее основного.
    [background] Светлый: на нём стоит тёмный текст. В тёмной теме фон тёмный сам.
    [sender_name] Адрес остаётся тем, с которого отправляет ваш почтовый сервер.
    [reply_to] Адрес, который кто-то читает.
    [imprint] Во многих странах в письме нужен почтовый адрес.
    [names_day] «3 ноября вы были нашим клиентом» как причина вопроса.
   *[other] {""}
}
texts-names-day-default = Как для всех опросов
texts-no-logo = Больше не показывать этот логотип
texts-otherwise = Если пусто: { $text }
texts-save-what = Тексты сохранятся для этого языка, вид для всех.
texts-preview = Как это выглядит
texts-view = Что показать
texts-view-desktop = Письмо
texts-view-phone = Телефон
texts-view-dark = Тёмная тема
texts-view-text = Без оформления
texts-view-page = Страница
texts-view-thanks = Благодарность
texts-nothing-known = Как для человека, о котором известен только адрес
texts-show = Показать
texts-test-to = Кому пробное письмо
texts-test = Отправить пробное
texts-test-what = Настоящее письмо с тем, что стоит в форме. По его ссылкам ничего не записывается.
texts-test-sent = Пробное письмо на { $to } отправляется. Ничего не сохранено.
texts-logo = Логотип
texts-logo-file = PNG или JPEG
texts-logo-what = До 512 КБ, уменьшим до 600 × 200 точек. Появится сразу после загрузки.
texts-logo-upload = Загрузить
texts-versions = Версии текстов
texts-version = Версия { $version }
texts-current = действует
texts-restore = Вернуть эту
texts-undo = Вернуться к нашим текстам
texts-undo-what = Все ваши тексты на этом языке перестанут действовать. Версии останутся в списке, их можно вернуть.
texts-undo-button = Больше не использовать
texts-refused = Пока показать нельзя
text-fault-at = Строка { $line }, знак { $column }: { $why }
text-fault = { $reason ->
    [too-long] текст длиннее { $given } байт.
    [too-many-parts] в тексте больше { $given } частей.
    [unclosed] скобки не закрыты. Закончите двумя закрывающими.
    [syntax] это нельзя прочитать. Напишите имя в двойных скобках или условие, как в списке имён.
    [too-deep] условия вложены глубже { $given }.
    [raw] тройные скобки невозможны. Напишите две.
    [includes] текст не может включать другой шаблон.
    [decorator] текст не может определять шаблоны.
    [unknown-name] имени { $given } нет. Какие есть, видно в списке.
    [unknown-command] команды { $given } нет. Есть if, unless, each и or.
    [calculation] в скобках может стоять только имя, без других скобок.
    [loop-in-loop] список внутри списка перебрать нельзя.
    [loop-over-name] перебрать можно только свойство, которое является списком, а не { $given }.
    [script] в тексте не может быть скрипта.
    [html] текст простой, и { $given } было бы видно как есть. Уберите это.
    [control] здесь невидимый управляющий знак. Уберите его.
   *[address] { $given } не адрес, который начинается с https:// или mailto:.
}
survey-texts-edit = Изменить
texts-yes = Да
texts-no = Нет

## Personal data

privacy-title = Личные данные
privacy-kept = Сколько дней хранить
privacy-kept-what = Раз в день удаляется всё, что старше. Отчёты не меняются: числа остаются, имена и слова — нет.
privacy-what = { $what ->
    [clicks] Переходы по ссылкам и их сеть
    [mails] Отправленные письма
    [callbacks] Сообщения вашим программам
    [inbound] Сообщения от магазинов и почтовых служб
    [answers] Человек и слова в ответах и закрытых обращениях
    [cases] Слова закрытых обращений
   *[audit] Кто из вас что делал
}
privacy-bounds = От { $least } до { $most } дней.
privacy-told = Что видят люди
privacy-url = Адрес страницы о личных данных
privacy-url-hint = Ссылка стоит под каждым опросом. Начинается с https://; оставьте пустым, если её нет.
privacy-group = Наименьшая группа анонимных ответов
privacy-group-hint = Столько похожих ответов становятся видны вместе. Если их меньше, филиал и язык не сохраняются.
privacy-next = Что удалится в следующий раз
