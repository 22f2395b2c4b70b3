# Хаттар.

## Шақыру: клиентке

mail-invitation-subject = { $company }: бір сұрақ
mail-invitation-preheader = Бір санды бассаңыз болды: жауабыңыз сол. Қаласаңыз, кейін бірер сөз қоса аласыз.
mail-out-of = { $top } ішінен { $score }
mail-asks = { $company } клиенті болғандықтан сізден сұрап отырмыз.
mail-asks-since = { $date } күні { $company } клиенті болғандықтан сізден сұрап отырмыз.
mail-unsubscribe = Жазылудан бас тарту
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
