# The public badge and testimonials: everybody reads them.

badge-heading = O que dizem os clientes de { $company }
badge-nps = { $score } NPS
badge-mean = { $score } de { $most }
badge-answers = { $count ->
    [one] { $count } resposta
    [many] { $count } de respostas
   *[other] { $count } respostas
}
badge-few = ainda poucas respostas
badge-few-what = mostrado a partir de { $least } respostas em 12 meses
badge-interval = entre { $low } e { $high }
badge-reaction = Clientes insatisfeitos contactados em { $target }: { $share }% de { $count }
testimonials-title = O que dizem os clientes de { $company }
testimonials-how = A nota conta todas as respostas dos últimos 12 meses, boas e más. As palavras abaixo são de clientes que deram o seu consentimento. { $company } escolheu-as; o que foi omitido está marcado com …, nada mais foi alterado.
testimonials-none = Ainda não há nada publicado.
testimonials-older = Anteriores
testimonials-nameless = Um cliente
