### Сатып алушылар оқитын мәтін: сауалнама және оның айналасындағы беттер.

## Басқа сөйлемдердің бөліктері

# $day: today, tomorrow немесе later.
by = { $day ->
    [today] бүгін сағат { $time } болғанға дейін
    [tomorrow] ертең сағат { $time } болғанға дейін
   *[later] { $date } күні сағат { $time } болғанға дейін
}

## Әр беттің төменгі жағы

footer-help = Маған көмек керек
footer-unsubscribe = Маған енді жазбаңыз
footer-privacy = Жауаптар қалай қолданылады

## Сауалнама

survey-title = { $problems ->
    [0] { $name }
   *[other] Жауаптарды тексеріңіз: { $name }
}
survey-anonymous = Бұл сауалнама анонимді: жауабыңыз атыңызсыз, мекенжайыңызсыз және уақытсыз сақталады. Жіберілгеннен кейін оны өзгертуге болмайды.
survey-progress = Сұрақ { $number } / { $count }
survey-page = Бет { $number } / { $count }
survey-changed = Сіз ашқаннан кейін сауалнама өзгерді. Жауаптарыңызды қарап шығып, қайта жіберіңізші.
survey-again = Сіз бұған дейін жауап бердіңіз. Осы жерде өзгерткеніңіз бұрынғысын алмастырады.
survey-nothing = Әзірге бірде-бір жауап жоқ. Біреуі жеткілікті.
survey-problems = Тағы бір қарап шығыңызшы
survey-chose = Бағаңыз: { $score }.
survey-follow-up = { $category ->
    [detractor] Не дұрыс болмады?
    [passive] Не жетіспеді?
   *[promoter] Сізге бәрінен де не ұнады?
}
survey-change = Өзгерту
survey-optional = (міндетті емес)
survey-other = Өз сөзіңізбен
survey-characters-left = Қалған таңба саны: { $count }
survey-send = Жіберу
survey-next = Әрі қарай
survey-back = Артқа

## Рақмет

thanks-title = Рақмет
thanks-heading = { $category ->
    [detractor] Айтқаныңызға рақмет. Бұлай болғанына өкінеміз.
    [passive] Рақмет. Енді нені жақсарту керегін білеміз.
   *[promoter] Рақмет. Бәрі жақсы болғанына қуаныштымыз.
}
thanks-promise-owner = { $channel ->
    [email] «{ $company }» атынан { $owner } сізге { $by } жазады.
   *[phone] «{ $company }» атынан { $owner } сізге { $by } қоңырау шалады.
}
thanks-promise = { $channel ->
    [email] «{ $company }» қызметкері сізге { $by } жазады.
   *[phone] «{ $company }» қызметкері сізге { $by } қоңырау шалады.
}
thanks-promise-next = Бәрін қайта айтып берудің қажеті жоқ: жауабыңыз бізде. Егер уақытында ешкім хабарласпаса, бұл туралы басшы біледі.
thanks-follow = Істің барысын көру
thanks-noted = Жауабыңыз «{ $company }» компаниясына жетті.
thanks-add-comment = Қосу
thanks-kept = { $outcome ->
    [contradicted] Осы сілтемемен екі минут ішінде бірнеше түрлі баға келді, сондықтан ешқайсысы есепке алынбады. Өзіңіз жауап берсеңіз, хатымызға жауап жазыңызшы.
   *[kept] Осы сілтемемен бұған дейін жауап берілген. Ол жауап сол күйінде қалды, ал сіздікі жанында сақталды.
}
thanks-reviews = Басқаларға да айта аласыз
thanks-change = Жауабымды өзгерту

## Жазылудан бас тарту

unsubscribe-title = Маған енді жазбаңыз
unsubscribe-heading = «{ $company }» сізге енді сұрақ қоймасын ба?
unsubscribe-what-address = «{ $company }» бұдан былай { $address } мекенжайына хат жазып, бәрі қалай өткенін сұрамайды.
unsubscribe-what = Бұдан былай сізден бәрі қалай өткенін сұрамаймыз.
unsubscribe-keeps = Тапсырыстарыңыз туралы хаттар келе береді: оларды «{ $company }» өзі жібереді, бұл түйменің оларға қатысы жоқ.
unsubscribe-button = Енді сұрамаңыз
unsubscribed-title = Дайын. Енді сұрамаймыз
unsubscribed-what = Бұл дәл қазірден бастап, кезекте тұрған хаттарға да қатысты.
unsubscribed-back = Егер қателесіп бассаңыз, «{ $company }» компаниясына айтыңыз: сізден тек келісіміңізбен ғана қайта сұрай алады.

## Енді ешқайда апармайтын сілтемелер

gone-title = Бұл сілтеме жұмыс істемейді
gone-why = Мүмкін, мерзімі өткен немесе мекенжайдың бір бөлігі жолда жоғалған. Хаттарымыздағы сілтемелер 60 күн жұмыс істейді.
gone-next = Хатты қайта ашып, ондағы санды басыңыз. Көмектеспесе, хатқа жауап жазыңыз: жауаптарды адам оқиды.
closed-title = Бұл сауалнама жабық
closed-now = «{ $company }» мұнда енді жауап жинамайды. Келгеніңізге рақмет.
closed-since = «{ $company }» мұнда жауап жинауды тоқтатты: { $since }. Келгеніңізге рақмет.

## Ақаулар

problem-title = { $kind ->
    [answered] Сіз жауап беріп қойғансыз
    [not_found] Мұндай бет жоқ
    [forbidden] Бұл бет сізге ашық емес
    [expired] Пішін тым ұзақ күтті
    [invalid] Бұл күйінде қабылдай алмадық
    [too_large] Тым ұзын, жіберілмеді
    [too_many] Бір мезетте тым көп сұрау
    [unavailable] Сервер аз уақытқа қолжетімсіз
   *[internal] Біздің жақта бірдеңе бұзылды
}
problem-what = { $kind ->
    [answered] Сауалнама анонимді: жауабыңызды өзгерту үшін де ешкім қайта таба алмайды. Ол алынды және есепке кірді.
    [not_found] Мүмкін, мекенжайда қате бар немесе бет жойылған.
    [forbidden] Рөліңіз бұған рұқсат бермейді. Мұны жұмыс кеңістігінің иесі өзгерте алады.
    [expired] Ештеңе өзгерген жоқ. Артқа қайтып, бетті жаңартыңыз да, қайта жіберіңіз.
    [invalid] Ештеңе сақталған жоқ. Артқа қайтып, бетті жаңартыңыз да, қайта жіберіңіз.
    [too_large] Қысқартып, қайта жіберіңізші. Ештеңе сақталған жоқ.
    [too_many] Сәл күтіп, қайталап көріңіз. Ештеңе жоғалған жоқ.
    [unavailable] Ештеңе сақталған жоқ. Қайта жіберіңізші: бірдей жауап екі рет саналмайды.
   *[internal] Бұған сіздің кінәңіз жоқ. Қате серверге жауапты адамдар үшін жазып қойылды.
}
problem-retry = { $seconds ->
    [one] { $seconds } секундтан кейін қайталап көріңіз.
   *[other] { $seconds } секундтан кейін қайталап көріңіз.
}
problem-back = Артқа қайту
problem-again = Қайта жіберу
written-title = Сіз не жаздыңыз
written-kept-not = Бұл сақталған жоқ. Мәтінді осы жерден көшіріп алуға болады.
problem-request = Бұл туралы бізге жазсаңыз, мына нөмірді көрсетіңіз:

## Өтініш сатып алушының көзімен

status-title = Істің барысы
# $state: open, claimed, contacted, waiting немесе resolved.
status-heading = { $state ->
    [resolved] Мәселе шешілді
    [contacted] Біз сізбен хабарластық
    [waiting] Жауабыңызды күтіп отырмыз
   *[open] Жауабыңыз бізде, көмектесетін адамды іздеп жатырмыз
}
status-heading-owner = { $state ->
    [resolved] Бұл мәселені { $owner } шешті
    [contacted] Мәселеңізбен { $owner } айналысып жатыр
    [waiting] { $owner } жауабыңызды күтіп отыр
   *[claimed] Мәселеңізбен { $owner } айналысады
}
status-due = { $late ->
    [true] Сізбен { $by } хабарласуымыз керек еді. Үлгермедік, бұл туралы басшы біледі.
   *[false] { $channel ->
        [email] Сізге { $by } жазамыз.
       *[phone] Сізге { $by } қоңырау шаламыз.
    }
}
status-step = { $step ->
    [received] Жауабыңыз келді
    [claimed] Іске кірісті
    [contacted] Алғашқы әңгіме
    [reopened] Қайта ашылды
   *[resolved] Шешілді
}
status-reply = Қосарыңыз бар ма? Мына мекенжайға жазыңыз: { $address }

survey-yes = Иә
survey-no = Жоқ
star-label = { $top } ішінен { $value }
smiley-label = { $value ->
    [1] Нашар
    [2] Орташа
   *[3] Жақсы
}
error-needs-answer = Осы сұраққа жауап беріңізші
error-needs-agreement = Жалғастыру үшін келісім белгісін қойыңыз
error-range = { $low } мен { $high } аралығындағы санды таңдаңыз
error-length = Мәтін тым ұзын, { $limit } таңба сыяды
error-choice = Ұсынылған жауаптардың бірін таңдаңыз
survey-preview-note = Көрінісі осындай. Мұнда ештеңе жазылмайды.

kiosk-needs-script = Планшетке JavaScript керек. Оны браузер баптауларында қосыңыз.
kiosk-begin = Бастау үшін түртіңіз
kiosk-done = Дайын
kiosk-language = Тіл
kiosk-waiting = Байланысты күтуде: { $count }
kiosk-refused = Қабылданбады: { $count }
kiosk-gone = Бұл сілтеме кері алынды. Планшетте жаңасын ашыңыз: осында сақталғаны сонда жіберіледі.
kiosk-staff = Қызметкерлерге
kiosk-pin = Қызметкерлерге
kiosk-pin-what = Планшеттің PIN коды
kiosk-pin-open = Ашу
kiosk-pin-wrong = PIN коды дұрыс емес.
kiosk-pin-wait = Әрекет тым көп. { $seconds } с кейін қайталаңыз.
kiosk-pin-offline = PIN кодын байланыс болғанда ғана тексеруге болады.
kiosk-cancel = Болдырмау
kiosk-send-now = Қазір жіберу
kiosk-discard = Бұларды жою
kiosk-leave = Шығу
kiosk-left = Бұл бет тоқтатылды
kiosk-start-again = Қайта бастау
embed-close = Жабу

choice-limits = { $kind ->
    [exact] { $least } жауап таңдаңыз
    [least] Кемінде { $least } жауап таңдаңыз
    [most] { $most } жауаптан асырмай таңдаңыз
   *[between] { $least }–{ $most } жауап таңдаңыз
}
text-least = Кемінде { $least } таңба жазыңызшы
error-unreadable = Бұл мәтін оқылмайтын түрде келді. Қайта жазыңызшы

# What was promised to a customer, and what they can do about it.

promise-reason = { $reason ->
    [behind] Сізге хабарласуға әзірге ешкім босамады. Кешіріңіз.
    [closed] Біз айтқан уақытта жабықпыз. Кешіріңіз.
    [away] Мәселеңізбен айналысқан адам қазір жоқ. Оны әріптесі қабылдап алды.
    [handed_over] Мәселеңізбен айналысқан адам оны әріптестеріне берді.
    [chosen] Бұл уақытты өзіңіз таңдадыңыз.
   *[reopened] Сіз мәселе шешілмегенін айттыңыз.
}
status-solution = { $late ->
    [true] Біз мұны { $by } шешкіміз келген еді. Әлі жұмыс істеп жатырмыз.
   *[false] Бұл { $by } шешіледі.
}
status-promises = Біз не уәде еттік
status-promise = { $what ->
    [solution] Шешім: { $at }
   *[contact] Алғашқы әңгіме: { $at }
}
status-promise-state = { $state ->
    [kept] орындалды
    [renewed] жаңа уақыт белгіленді
    [broken] орындалмады
   *[open] әлі алда
}
status-line-title = Басшыға сөз
status-line-what = Оны басшы мен мәселеңізбен айналысатын адам оқиды.
status-line-field = Хабарламаңыз
status-line-sent = Хабарламаңыз келді. Ол басшыда.
status-solved-ask = Мәселе шешілді ме?
status-solved-yes = Иә, шешілді
status-solved-no = Жоқ, шешілмеді
status-solved-thanks = { $solved ->
    [true] Рақмет. Мұны білгенімізге қуаныштымыз.
   *[false] Айтқаныңызға рақмет. Мәселе қайта ашылды, басшы бұл туралы біледі.
}
status-call-title = Қоңырау уақытын таңдаңыз
status-call-what = Осы уақытта біз орнымыздамыз.
status-call-send = Маған сол кезде қоңырау шалыңыз
status-call-chosen = Сіз { $at } таңдадыңыз.
status-call-gone = Бұл уақытты енді таңдауға болмайды. Басқасын таңдаңызшы.
