### Що читають покупці: опитування і сторінки довкола нього.

## Частини інших речень

# $day: today, tomorrow або later.
by = { $day ->
    [today] сьогодні до { $time }
    [tomorrow] завтра до { $time }
   *[later] { $date } до { $time }
}

## Низ кожної сторінки

footer-help = Мені потрібна допомога
footer-unsubscribe = Більше не писати мені
footer-privacy = Що буде з відповідями

## Опитування

survey-title = { $problems ->
    [0] { $name }
   *[other] Перевірте відповіді: { $name }
}
survey-anonymous = Це опитування анонімне: відповідь зберігається без імені, адреси й часу. Після надсилання змінити її не можна.
survey-progress = Запитання { $number } із { $count }
survey-problems = Погляньте, будь ласка, ще раз
survey-chose = Ви поставили { $score }.
survey-follow-up = { $category ->
    [detractor] Що пішло не так?
    [passive] Чого забракло?
   *[promoter] Що сподобалося найбільше?
}
survey-change = Змінити
survey-optional = (необов’язково)
survey-other = Своїми словами
survey-characters-left = Залишилося знаків: { $count }
survey-send = Надіслати
survey-next = Далі
survey-back = Назад

## Дякуємо

thanks-title = Дякуємо
thanks-heading = { $category ->
    [detractor] Дякуємо, що сказали. Нам шкода, що так вийшло.
    [passive] Дякуємо. Тепер зрозуміло, що виправляти.
   *[promoter] Дякуємо. Раді, що все добре.
}
thanks-promise-owner = { $channel ->
    [email] { $owner } із «{ $company }» напише вам { $by }.
   *[phone] { $owner } із «{ $company }» зателефонує вам { $by }.
}
thanks-promise = { $channel ->
    [email] Вам напишуть із «{ $company }» { $by }.
   *[phone] Вам зателефонують із «{ $company }» { $by }.
}
thanks-promise-next = Розповідати все знову не доведеться: ваша відповідь уже в нас. Якщо вчасно ніхто не зв’яжеться, про це дізнається керівник.
thanks-follow = Подивитися, як ідуть справи
thanks-noted = Ваша відповідь уже в «{ $company }».
thanks-add-comment = Додати
thanks-reviews = Можна розповісти й іншим
thanks-change = Змінити мою відповідь

## Відписка

unsubscribe-title = Більше не писати мені
unsubscribe-heading = Більше не отримувати запитань від «{ $company }»?
unsubscribe-what-address = «{ $company }» більше не запитуватиме { $address }, як усе минуло.
unsubscribe-what = Вас більше не запитуватимуть, як усе минуло.
unsubscribe-keeps = Листи про замовлення надходитимуть і далі: їх надсилає сама компанія «{ $company }», і ця кнопка їх не стосується.
unsubscribe-button = Більше не запитувати
unsubscribed-title = Готово. Більше не запитаємо
unsubscribed-what = Це діє від цієї хвилини, зокрема для листів, які вже стояли в черзі.
unsubscribed-back = Якщо ви натиснули помилково, скажіть про це в «{ $company }»: знову запитувати вас можна лише за вашою згодою.

## Посилання, які вже нікуди не ведуть

gone-title = Це посилання не працює
gone-why = Можливо, його термін минув або частина адреси загубилася дорогою. Посилання з наших листів діють 60 днів.
gone-next = Відкрийте лист іще раз і натисніть на число в ньому. Якщо не допоможе, дайте відповідь на лист: відповіді читає людина.
closed-title = Це опитування закрите
closed-now = «{ $company }» більше не збирає тут відповідей. Дякуємо, що зайшли.
closed-since = «{ $company }» не збирає тут відповідей від { $since }. Дякуємо, що зайшли.

## Негаразди

problem-title = { $kind ->
    [answered] Ви вже відповіли
    [not_found] Такої сторінки немає
    [forbidden] Ця сторінка вам недоступна
    [expired] Форма чекала надто довго
    [invalid] У такому вигляді це не вдалося прийняти
    [too_large] Текст задовгий, не надіслався
    [too_many] Забагато запитів одразу
    [unavailable] Сервер ненадовго недоступний
   *[internal] У нас щось зламалося
}
problem-what = { $kind ->
    [answered] Опитування анонімне: ніхто не може знайти вашу відповідь, навіть щоб змінити її. Її отримано й враховано.
    [not_found] Можливо, в адресі помилка або сторінку видалили.
    [forbidden] Ваша роль її не охоплює. Змінити це може власник робочого простору.
    [expired] Нічого не змінилося. Поверніться назад, оновіть сторінку й надішліть іще раз.
    [invalid] Нічого не збережено. Поверніться назад, оновіть сторінку й надішліть іще раз.
    [too_large] Скоротіть, будь ласка, і надішліть іще раз. Нічого не збережено.
    [too_many] Зачекайте трохи й спробуйте знову. Нічого не загубилося.
    [unavailable] Нічого не збережено. Надішліть, будь ласка, ще раз: та сама відповідь двічі не рахується.
   *[internal] Ви тут ні до чого. Помилку записано для тих, хто відповідає за сервер.
}
problem-retry = { $seconds ->
    [one] Спробуйте знову за { $seconds } секунду.
    [few] Спробуйте знову за { $seconds } секунди.
    [many] Спробуйте знову за { $seconds } секунд.
   *[other] Спробуйте знову за { $seconds } секунди.
}
problem-back = Повернутися
problem-request = Якщо писатимете нам про це, вкажіть номер:

## Звернення очима покупця

status-title = Як ідуть справи
# $state: open, claimed, contacted, waiting або resolved.
status-heading = { $state ->
    [resolved] Питання вирішене
    [contacted] Ми з вами зв’язалися
    [waiting] Чекаємо на вашу відповідь
   *[open] Ваша відповідь у нас, шукаємо того, хто допоможе
}
status-heading-owner = { $state ->
    [resolved] Питання вирішене
    [contacted] Вашим питанням займається { $owner }
    [waiting] Чекаємо на вашу відповідь. Питанням займається { $owner }
   *[claimed] Вашим питанням займається { $owner }
}
status-due = { $late ->
    [true] Ми обіцяли зв’язатися з вами { $by } і не встигли. Керівник про це знає.
   *[false] { $channel ->
        [email] Вам напишуть { $by }.
       *[phone] Вам зателефонують { $by }.
    }
}
status-step = { $step ->
    [received] Ваша відповідь надійшла
    [claimed] За неї взялися
    [contacted] Перша розмова
    [reopened] Відкрили знову
   *[resolved] Вирішено
}
status-reply = Хочете щось додати? Напишіть на { $address }.

survey-yes = Так
survey-no = Ні
star-label = { $value } із { $top }
smiley-label = { $value ->
    [1] Погано
    [2] Нормально
   *[3] Добре
}
error-needs-answer = Дайте, будь ласка, відповідь на це запитання
error-needs-agreement = Щоб продовжити, позначте згоду
error-range = Виберіть число від { $low } до { $high }
error-length = Текст задовгий, вміщується { $limit } знаків
error-choice = Виберіть одну із запропонованих відповідей
survey-preview-note = Так це виглядає. Тут нічого не записується.

kiosk-needs-script = Планшету потрібен JavaScript. Увімкніть його в налаштуваннях браузера.
kiosk-begin = Торкніться, щоб почати
kiosk-done = Готово
kiosk-language = Мова
kiosk-waiting = Чекають на зв’язок: { $count }
kiosk-refused = Не прийнято: { $count }
kiosk-gone = Це посилання відкликали. Відкрийте на планшеті нове: тоді надішлеться й те, що зберігається тут.
kiosk-staff = Для працівників
kiosk-pin = Для працівників
kiosk-pin-what = PIN-код планшета
kiosk-pin-open = Відкрити
kiosk-pin-wrong = PIN-код не підійшов.
kiosk-pin-wait = Забагато спроб. Спробуйте за { $seconds } с.
kiosk-pin-offline = Перевірити PIN-код можна лише за наявності зв’язку.
kiosk-cancel = Скасувати
kiosk-send-now = Надіслати зараз
kiosk-discard = Видалити неприйняті
kiosk-leave = Вийти
kiosk-left = Опитування на планшеті зупинено
kiosk-start-again = Почати знову
embed-close = Закрити
