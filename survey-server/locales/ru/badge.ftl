# The public badge and testimonials: everybody reads them.

badge-heading = Что говорят клиенты { $company }
badge-nps = { $score } NPS
badge-mean = { $score } из { $most }
badge-answers = { $count ->
    [one] { $count } ответ
    [few] { $count } ответа
    [many] { $count } ответов
   *[other] { $count } ответа
}
badge-few = пока мало ответов
badge-few-what = показываем, когда за 12 месяцев есть хотя бы { $least }
badge-interval = между { $low } и { $high }
badge-reaction = Недовольным перезвонили за { $target }: { $share } % из { $count }
testimonials-title = Что говорят клиенты { $company }
testimonials-how = Оценка учитывает все ответы за последние 12 месяцев, хорошие и плохие. Слова ниже принадлежат клиентам, которые на это согласились. Их выбрала компания { $company }; пропуски отмечены знаком …, больше ничего не изменено.
testimonials-none = Пока ничего не опубликовано.
testimonials-older = Раньше
testimonials-nameless = Клиент
