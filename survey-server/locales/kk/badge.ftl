# The public badge and testimonials: everybody reads them.

badge-heading = { $company } клиенттері не дейді
badge-nps = { $score } NPS
badge-mean = { $most } ішінен { $score }
badge-answers = { $count ->
    [one] { $count } жауап
   *[other] { $count } жауап
}
badge-few = әзірге жауап аз
badge-few-what = 12 айда кемінде { $least } жауап болғанда көрсетіледі
badge-interval = { $low } мен { $high } аралығында
badge-reaction = Көңілі толмаған клиенттермен { $target } ішінде хабарласылды: { $count } ішінен { $share } %
testimonials-title = { $company } клиенттері не дейді
testimonials-how = Баға соңғы 12 айдағы жақсы да, жаман да жауаптардың бәрін есепке алады. Төмендегі сөздер келісім берген клиенттердікі. Оларды { $company } таңдады; қалдырылған жерлер … белгісімен көрсетілген, басқа ештеңе өзгертілмеген.
testimonials-none = Әзірге ештеңе жарияланбаған.
testimonials-older = Бұрынғылары
testimonials-nameless = Клиент
