# Хаттар.

## Шақыру: клиентке

mail-invitation-subject = { $company }: бір сұрақ
mail-invitation-preheader = Бір санды бассаңыз болды: жауабыңыз сол. Қаласаңыз, кейін бірер сөз қоса аласыз.
mail-out-of = { $top } ішінен { $score }
mail-asks = { $company } клиенті болғандықтан сізден сұрап отырмыз.
mail-asks-since = { $date } күні { $company } клиенті болғандықтан сізден сұрап отырмыз.
mail-unsubscribe = Жазылудан бас тарту
mail-again = { $how ->
    [solved] { $date } күні сізге не ұнамағанын айтқан едіңіз. Бәрі шешілді деп үміттенеміз. Қазір қалай?
    [noticed] { $date } күні біздің тараптан қателік кетті. Қазір қалай ойлайсыз?
   *[told] { $date } күні сізге не ұнамағанын айтқан едіңіз. Қазір қалай ойлайсыз?
}
mail-text-tap = Сізге сай келетін санның сілтемесін ашыңыз:
mail-text-unsubscribe = Мұндай сұрақтарды бұдан былай алмау үшін:

## Хабарлама: қызметкерлерге

mail-alert-subject = { $who }: { $top } ішінен { $score }
mail-alert-subject-case = { $who } көмек күтіп отыр
mail-alert-someone = аты белгісіз клиент
mail-alert-preheader = { $company }: клиентке әлі ешкім қоңырау шалған жоқ.
mail-alert-heading = Клиенттің көңілі толмады: { $who }
mail-alert-score = { $top } ішінен { $score }
mail-alert-no-words = Бағамен бірге әзірге пікір жазылмаған.
mail-alert-call = Қоңырау шалу: { $phone }
mail-alert-write = Жазу: { $email }
mail-alert-due = Клиентпен хабарласатын мерзім: { $time }. Қалған уақыт: { $left }.
mail-alert-late = Клиентпен хабарласатын мерзім өтіп кетті: { $time }. Кешігу: { $left }.
mail-alert-open = Өтінішті ашу
mail-alert-order = Не туралы
mail-alert-answered = Жауап келген уақыт: { $at }
mail-alert-reason = Бұл хат сізге { $company } компаниясында көңілі толмаған клиенттермен жұмыс істейтіндіктен келді.

## Құпиясөз қою сілтемесі

mail-password-set-subject = { $company }: құпиясөз қойыңыз
mail-password-set-lead = { $company } компаниясында { $email } үшін тіркелгі ашылды. Кіру үшін құпиясөз ойлап табыңыз.
mail-password-set-button = Құпиясөз қою
mail-password-reset-subject = { $company }: жаңа құпиясөз
mail-password-reset-lead = Біреу, бәлкім өзіңіз, { $company } компаниясындағы { $email } тіркелгісі үшін жаңа құпиясөз сұрады.
mail-password-reset-button = Жаңа құпиясөз қою
mail-password-valid = Сілтеме бір рет қана жұмыс істейді. Жарамды мерзімі: { $length }.
mail-password-ignore = Егер бұны сіз сұрамасаңыз, ештеңе істемеңіз: құпиясөзіңіз бұрынғыдай қалады.
mail-password-unexpected = Егер { $company } компаниясын білмесеңіз, ештеңе істемеңіз: құпиясөзсіз тіркелгіге ешкім кіре алмайды.
mail-link-spelled-out = Түйме жұмыс істемесе, мына мекенжайды ашыңыз:

## Сынақ хаты

mail-test-subject = { $company }: сынақ хаты
mail-test-lead = Хат жіберу жұмыс істейді.
mail-test-detail = { $company }: жіберуші { $sender }, сервер { $route }, { $at }.
mail-test-reason = Бұл хат сізге біреу баптауларда «Сынақ хатын жіберу» түймесін басқандықтан келді.

## Қысқа хабарлама: клиентке

mail-message = { $company }: { $question } { $url }
mail-draft-subject = Сынақ: { $subject }

## Біз көмектесіп жатқан сатып алушыға

mail-customer-subject = { $kind ->
    [acknowledgement] { $company }: мәселеңізбен айналысып жатырмыз
    [renewal] { $company }: сізге жаңа уақыт
    [known_problem] { $company }: бізге белгілі ақау
    [over] { $company }: ақау жойылды
   *[reply] { $company }: бізге жазғаныңыз туралы
}
mail-customer-preheader = { $kind ->
    [acknowledgement] Сізге кім және қай уақытқа дейін хабарласады.
    [renewal] Сізге қашан хабарласамыз және уақыт неге өзгерді.
    [known_problem] Бұл сізге де қатысты болуы мүмкін. Білетініміз осы.
    [over] Бәрі немен аяқталғаны осында.
   *[reply] { $company } компаниясынан жауап.
}
mail-customer-heading = { $kind ->
    [acknowledgement] Мәселеңізбен айналысып жатырмыз
    [renewal] Сізге жаңа уақыт
    [known_problem] Бізге белгілі ақау
    [over] Ақау жойылды
   *[reply] Сізге жауап
}
mail-customer-next = Ештеңені қайта түсіндірудің қажеті жоқ. Уақыт өзгеретін болса, ол өтпей тұрып хабарлаймыз.
mail-customer-expected = Бәрі { $by } қалпына келеді деп күтеміз.
mail-customer-reply = Қосарыңыз бар ма? Осы хатқа жауап жазыңыз: оны мәселеңізбен айналысатын адам оқиды.
mail-customer-why = { $kind ->
    [known_problem] Бұл хат сізге келді, себебі ақау «{ $company }» сатып алушысы ретінде сізге де қатысты болуы мүмкін. Бұл жарнама емес.
    [over] Бұл хат сізге келді, себебі біз «{ $company }» сатып алушысы ретінде сізге ақау туралы жазғанбыз. Бұл жарнама емес.
   *[other] Бұл хат сізге келді, себебі «{ $company }» сіздің мәселеңізбен айналысып жатыр.
}

## Ұжымға жаңалықтар

mail-news-heading = { $what ->
    [wrote] Жаңа хабарлама: { $who }
    [line] Басшыға сөз: { $who }
    [unsolved] Шешілмеді: { $who }
    [call] Қоңырау уақыты таңдалды: { $who }
    [renewed] Жаңа уақыт уәде етілді: { $who }
    [broken] Уәде орындалмады: { $who }
   *[undelivered] Хатымыз жетпеді: { $who }
}
mail-news-time = { $what ->
    [call] Қоңырау шалу: { $at }.
    [broken] Уәде етілген уақыт: { $at }.
   *[renewed] Енді уәде етілген уақыт: { $at }.
}
mail-news-open = Ашу

## Why the team is told, several cases at once, and a room that refuses us: to the team

mail-alert-why = { $why ->
    [reminder] Бұл өтінішті әлі ешкім алған жоқ
    [overdue] Мерзім өтіп кетті
    [reopened] Өтініш қайта ашылды
    [assigned] Бұл өтініш сізге берілді
    [warning] Мерзім таяп қалды
   *[opened] Жаңа өтініш
}
mail-alert-prefix = { $why ->
    [reminder] Еске салу
    [overdue] Кешікті
    [reopened] Қайта ашылды
    [assigned] Сізге
    [warning] Мерзім таяды
   *[opened] Жаңа
}
mail-alert-due-solution = Шешу мерзімі: { $time }. Қалған уақыт: { $left }.
mail-alert-late-solution = Шешу мерзімі өтіп кетті: { $time }. Кешігу: { $left }.
mail-alert-claim = Өтінішті алу
mail-digest-heading = { $count ->
    [one] { $count } өтініш жауап күтіп тұр
   *[other] { $count } өтініш жауап күтіп тұр
}
mail-digest-due = Мерзімі: { $time }
mail-digest-late = Мерзімі өтті: { $time }
mail-digest-open = Өтініштер тізімін ашу
mail-room-subject = { $room }: хабарлар енді келмейді
mail-room-what = { $room } қызметі біздің хабарды қабылдамады, сондықтан ол жаққа енді ештеңе жіберілмейді. Жауабы: { $reason }
mail-room-open = Қайта баптау

## Не өзгертілді: шағым айтқан адамға

mail-improvement-subject = { $company } нені өзгертті
mail-improvement-preheader = { $date } күні сізге не ұнамағанын айтқан едіңіз.
mail-improvement-lead = { $date } күні сізге не ұнамағанын айтқан едіңіз. Біз мынаны өзгерттік.
mail-improvement-why = Не дұрыс еместігін айтқандықтан { $company } жазып отыр. Бұл туралы басқа хат болмайды.
