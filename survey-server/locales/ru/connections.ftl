### Настройки: подключения магазинов.

settings-connections = Подключения
flash-connection-made = Подключение добавлено. Вставьте его адрес в магазин, а секрет — сюда.
flash-connection-secret = Секрет сохранён. Прежний действует ещё сутки.
flash-connection-removed = Подключение удалено. Обращения по его адресу больше не принимаются.
flash-message-retried = Сообщение читается ещё раз.
flash-request-done = Отмечено: ответ дан.
connections-list = Магазины и платежи, которые сообщают о заказах
connections-none = Пока нет. Подключите магазин, и мы спросим каждого покупателя, когда заказ выполнен.
connections-ready = подключено
connections-troubled = обращения отклоняются: верен ли секрет?
connections-unfinished = нет секрета
connections-received = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}
connections-refused = { $count ->
    [one] { $count } отклонено
   *[other] { $count } отклонено
}
connections-last = последнее { $at }
connections-remove = Удалить подключение
connections-remove-what = Адрес сразу перестанет работать, список сообщений будет удалён. Люди, события и опросы останутся.
connections-created = Секрет для «{ $name }». Скопируйте его в магазин сейчас: больше он не появится.
connections-steps = { $source ->
    [shopify] В Shopify откройте Settings, Notifications, Webhooks. Создайте вебхук «Order fulfillment» (orders/fulfilled) в формате JSON с адресом ниже, а также «Order cancellation» и «Refund create», чтобы не спрашивать об отменённых заказах. Секрет указан внизу той страницы.
    [woocommerce] В WooCommerce откройте «Настройки», «Дополнительно», «Вебхуки». Добавьте вебхук с темой «Заказ обновлён», статусом «Активен», адресом ниже и секретом, который был показан здесь.
    [ses] В Amazon SNS создайте обычную тему и подпишите на неё адрес ниже по HTTPS, без raw delivery. В SES на странице identity, Notifications, выберите эту тему для bounces и complaints, с original headers. Секрет — это ARN темы.
    [postmark] В Postmark откройте сервер, message stream, Webhooks, Add webhook. Укажите адрес ниже, в «Basic auth» — любое имя и как пароль секрет, который был показан здесь, и отметьте Bounce, Spam complaint и Delivery.
    [sendgrid] В SendGrid откройте Settings, Mail settings, Event webhook. Укажите адрес ниже, отметьте Bounced, Dropped, Delivered, Spam reports и Unsubscribed, включите signed event webhook. Секрет — это его verification key.
    [mailgun] В Mailgun откройте Sending, Webhooks. Добавьте адрес ниже для Permanent failure, Spam complaints, Unsubscribes и Delivered. Секрет — это HTTP webhook signing key аккаунта.
   *[stripe] В Stripe откройте Developers, Webhooks. Добавьте endpoint с адресом ниже и событиями checkout.session.completed, checkout.session.async_payment_succeeded и charge.refunded. Секрет подписи указан на странице этого endpoint.
}
connections-url = Адрес, который нужно вставить там
connections-secret = Секрет
connections-secret-replace = Заменить секрет
connections-secret-hint = { $source ->
    [shopify] Внизу страницы Webhooks или client secret вашего приложения. Хранится зашифрованным, больше не показывается.
    [ses] ARN темы, например arn:aws:sns:eu-west-1:123456789012:bounces. Хранится зашифрованным, больше не показывается.
    [sendgrid] Verification key из signed event webhook. Хранится зашифрованным, больше не показывается.
    [mailgun] HTTP webhook signing key. Хранится зашифрованным, больше не показывается.
   *[stripe] Начинается с whsec_. Хранится зашифрованным, больше не показывается.
}
connections-secret-save = Сохранить секрет
connections-secret-ours = Секрет был показан при создании. Новый действует сразу, прежний — ещё сутки.
connections-secret-new = Создать новый секрет
connections-overlap = Прежний действует до { $until }.
connections-unasked = О событии { $kind } пока никого не спрашиваем.
connections-unasked-mend = Добавить в «Когда спрашиваем»
connections-messages = Последние сообщения
connections-no-messages = Пока ничего не пришло. Когда заказ в магазине будет выполнен, сообщение появится здесь.
connections-topic = О чём
connections-detail = Что из этого вышло
connections-person = Человек
connections-message-state = { $state ->
    [done] принято
    [ignored] делать нечего
    [failed] не удалось
   *[waiting] ждёт
}
connections-why = { $why ->
    [other_topic] такие сообщения не нужны
    [other_status] заказ ещё не выполнен или уже не в силе
    [test_order] пробный заказ
    [unpaid] ещё не оплачено
    [partial_refund] возвращена только часть, заказ в силе
    [nobody_named] не сказано, чей это заказ
    [unknown_person] об этом человеке ничего не хранится
   *[known_already] уже сообщали
}
connections-create = Подключить магазин
connections-create-button = Подключить
connections-source = Что подключить
connections-name-hint = Как вы его называете, например «Чайная лавка».
connections-basis = На каком основании спрашиваете покупателей
connections-basis-hint = Записывается с каждым заказом. Нужно, если опросы отправляются только при указанном основании.
connections-basis-name = { $basis ->
    [soft_opt_in] Купили и не возражали
    [consent] Дали согласие
    [legitimate_interest] Законный интерес
   *[none] Не указано
}
connections-requests = Кто просит свои данные
connections-requests-what = Они обратились через магазин. Отправьте им файл и отметьте, что ответ дан.
connections-request-due = ответить до { $at }
connections-request-late = срок был { $at }
connections-request-data = Скачать данные
connections-request-done = Ответ дан
