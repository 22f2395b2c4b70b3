# The public badge and testimonials: everybody reads them.

badge-heading = Lo que dicen los clientes de { $company }
badge-nps = { $score } NPS
badge-mean = { $score } de { $most }
badge-answers = { $count ->
    [one] { $count } respuesta
    [many] { $count } de respuestas
   *[other] { $count } respuestas
}
badge-few = aún hay pocas respuestas
badge-few-what = se muestra a partir de { $least } respuestas en 12 meses
badge-interval = entre { $low } y { $high }
badge-reaction = Clientes descontentos contactados en { $target }: { $share } % de { $count }
testimonials-title = Lo que dicen los clientes de { $company }
testimonials-how = La nota cuenta todas las respuestas de los últimos 12 meses, buenas y malas. Las palabras de abajo son de clientes que dieron su consentimiento. { $company } las eligió; lo omitido se marca con … y nada más se cambió.
testimonials-none = Todavía no hay nada publicado.
testimonials-older = Anteriores
testimonials-nameless = Un cliente
