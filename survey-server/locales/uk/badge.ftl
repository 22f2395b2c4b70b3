# The public badge and testimonials: everybody reads them.

badge-heading = Що кажуть клієнти { $company }
badge-nps = { $score } NPS
badge-mean = { $score } з { $most }
badge-answers = { $count ->
    [one] { $count } відповідь
    [few] { $count } відповіді
    [many] { $count } відповідей
   *[other] { $count } відповіді
}
badge-few = поки замало відповідей
badge-few-what = показуємо, коли за 12 місяців є щонайменше { $least }
badge-interval = між { $low } і { $high }
badge-reaction = Невдоволеним зателефонували за { $target }: { $share } % із { $count }
testimonials-title = Що кажуть клієнти { $company }
testimonials-how = Оцінка враховує всі відповіді за останні 12 місяців, добрі й погані. Слова нижче належать клієнтам, які на це погодилися. Їх обрала компанія { $company }; пропуски позначено знаком …, більше нічого не змінено.
testimonials-none = Поки нічого не опубліковано.
testimonials-older = Раніші
testimonials-nameless = Клієнт
