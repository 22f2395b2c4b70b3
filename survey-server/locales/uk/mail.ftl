# Листи.

## Запрошення: клієнтові

mail-invitation-subject = { $company }: одне запитання
mail-invitation-preheader = Натисніть на число: це і є відповідь. Потім можна додати кілька слів, якщо захочете.
mail-out-of = { $score } із { $top }
mail-asks = Запитує { $company }, бо ви наш клієнт.
mail-asks-since = Запитує { $company }, бо { $date } ви були нашим клієнтом.
mail-unsubscribe = Відписатися
mail-again = { $how ->
    [solved] { $date } ви розповіли, що вас засмутило. Сподіваємося, що все вже вирішено. Як вам тепер?
    [noticed] { $date } з нашого боку щось пішло не так. Що скажете тепер?
   *[told] { $date } ви розповіли, що вас засмутило. Що скажете тепер?
}
mail-text-tap = Відкрийте посилання біля числа, яке вам підходить:
mail-text-unsubscribe = Щоб більше не отримувати таких запитань:

## Сповіщення: команді

mail-alert-subject = { $score } із { $top }: { $who }
mail-alert-subject-case = { $who }: потрібна допомога
mail-alert-someone = клієнт без імені
mail-alert-preheader = { $company }: клієнтові ще ніхто не зателефонував.
mail-alert-heading = Клієнт незадоволений: { $who }
mail-alert-score = { $score } із { $top }
mail-alert-no-words = Слів до оцінки поки немає.
mail-alert-call = Зателефонувати: { $phone }
mail-alert-write = Написати: { $email }
mail-alert-due = Зв’язатися треба до { $time }. Залишилося: { $left }.
mail-alert-late = Зв’язатися треба було до { $time }. Запізнення: { $left }.
mail-alert-open = Відкрити звернення
mail-alert-order = Про що йдеться
mail-alert-answered = Відповідь отримано { $at }
mail-alert-reason = Ви отримали цей лист, бо дбаєте про незадоволених клієнтів у компанії { $company }.

## Посилання, щоб задати пароль

mail-password-set-subject = { $company }: задайте пароль
mail-password-set-lead = Для { $email } створено обліковий запис у компанії { $company }. Щоб увійти, придумайте пароль.
mail-password-set-button = Задати пароль
mail-password-reset-subject = { $company }: новий пароль
mail-password-reset-lead = Хтось, найімовірніше ви, попросив новий пароль для { $email } у компанії { $company }.
mail-password-reset-button = Придумати новий пароль
mail-password-valid = Посилання спрацює один раз. Термін дії: { $length }.
mail-password-ignore = Якщо ви про це не просили, нічого не робіть: пароль залишиться таким, як є.
mail-password-unexpected = Якщо компанія { $company } вам незнайома, нічого не робіть: без пароля в обліковий запис ніхто не увійде.
mail-link-spelled-out = Якщо кнопка не працює, відкрийте цю адресу:

## Пробний лист

mail-test-subject = { $company }: пробний лист
mail-test-lead = Надсилання працює.
mail-test-detail = { $company }: відправник { $sender }, сервер { $route }, { $at }.
mail-test-reason = Ви отримали цей лист, бо хтось натиснув «Надіслати пробний лист» у налаштуваннях.

## Текстове повідомлення: клієнтові

mail-message = { $company }: { $question } { $url }
mail-draft-subject = Проба: { $subject }

## Покупцеві, яким ми опікуємося

mail-customer-subject = { $kind ->
    [acknowledgement] { $company }: ми цим займаємося
    [renewal] { $company }: новий час для вас
    [known_problem] { $company }: ми знаємо про негаразд
    [over] { $company }: негаразд усунено
   *[reply] { $company }: про те, що ви нам написали
}
mail-customer-preheader = { $kind ->
    [acknowledgement] Хто з вами зв’яжеться і до якого часу.
    [renewal] Коли ми з вами зв’яжемося і чому час змінився.
    [known_problem] Це може стосуватися і вас. Ось що нам відомо.
    [over] Ось чим усе закінчилося.
   *[reply] Відповідь від «{ $company }».
}
mail-customer-heading = { $kind ->
    [acknowledgement] Ми цим займаємося
    [renewal] Новий час для вас
    [known_problem] Ми знаємо про негаразд
    [over] Негаразд усунено
   *[reply] Відповідь для вас
}
mail-customer-next = Пояснювати все заново не доведеться. Якщо час зміниться, ми скажемо про це заздалегідь.
mail-customer-expected = За нашими розрахунками, усе налагодиться { $by }.
mail-customer-reply = Хочете щось додати? Дайте відповідь на цей лист: його прочитає той, хто цим займається.
mail-customer-why = { $kind ->
    [known_problem] Ви отримали цей лист, бо негаразд може стосуватися вас як покупця «{ $company }». Це не реклама.
    [over] Ви отримали цей лист, бо ми писали вам про негаразд як покупцеві «{ $company }». Це не реклама.
   *[other] Ви отримали цей лист, бо «{ $company }» займається вашим питанням.
}

## Новини команді

mail-news-heading = { $what ->
    [wrote] Нове повідомлення: { $who }
    [line] Слово керівникові: { $who }
    [unsolved] Не вирішено: { $who }
    [call] Обрано час дзвінка: { $who }
    [renewed] Обіцяно новий час: { $who }
    [broken] Обіцянку не виконано: { $who }
   *[undelivered] Наш лист не дійшов: { $who }
}
mail-news-time = { $what ->
    [call] Зателефонувати { $at }.
    [broken] Обіцяли до { $at }.
   *[renewed] Тепер обіцяно до { $at }.
}
mail-news-open = Відкрити

## Why the team is told, several cases at once, and a room that refuses us: to the team

mail-alert-why = { $why ->
    [reminder] Звернення ще ніхто не взяв
    [overdue] Строк минув
    [reopened] Звернення знову відкрите
    [assigned] Це звернення передали вам
    [warning] Строк уже близько
   *[opened] Нове звернення
}
mail-alert-prefix = { $why ->
    [reminder] Нагадування
    [overdue] Запізнення
    [reopened] Знову відкрите
    [assigned] Вам
    [warning] Строк близько
   *[opened] Нове
}
mail-alert-due-solution = Вирішити треба до { $time }. Залишилося: { $left }.
mail-alert-late-solution = Вирішити треба було до { $time }. Запізнення: { $left }.
mail-alert-claim = Взяти звернення
mail-digest-heading = { $count ->
    [one] { $count } звернення чекає на відповідь
    [few] { $count } звернення чекають на відповідь
    [many] { $count } звернень чекають на відповідь
   *[other] { $count } звернення чекають на відповідь
}
mail-digest-due = Строк: { $time }
mail-digest-late = Строк минув: { $time }
mail-digest-open = Відкрити список звернень
mail-room-subject = { $room }: повідомлення більше не надходять
mail-room-what = Сервіс, через який працює { $room }, не прийняв наше повідомлення, тож ми більше нічого туди не надсилаємо. Його відповідь: { $reason }
mail-room-open = Налаштувати знову

## Що змінили: тому, хто скаржився

mail-improvement-subject = Що змінила компанія { $company }
mail-improvement-preheader = { $date } ви розповіли, що вас засмутило.
mail-improvement-lead = { $date } ви розповіли, що вас засмутило. Ось що ми змінили.
mail-improvement-why = { $company } пише, бо ви сказали, що не так. Іншого листа про це не буде.
