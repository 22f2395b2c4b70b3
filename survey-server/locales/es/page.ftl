### Lo que leen los clientes: la encuesta y las páginas que la rodean.

## Expresiones dentro de otras frases

# $day es today, tomorrow o later.
by = { $day ->
    [today] hoy antes de las { $time }
    [tomorrow] mañana antes de las { $time }
   *[later] el { $date } antes de las { $time }
}

## Pie de cada página

footer-help = Necesito ayuda
footer-unsubscribe = No recibir más estos correos
footer-privacy = Qué se hace con las respuestas

## Encuesta

survey-title = { $problems ->
    [0] { $name }
   *[other] Revise esto: { $name }
}
survey-anonymous = Esta encuesta es anónima: su respuesta se guarda sin su nombre, su dirección ni la hora. Una vez enviada, no se puede cambiar.
survey-progress = Pregunta { $number } de { $count }
survey-page = Página { $number } de { $count }
survey-changed = La encuesta cambió después de que usted la abriera. Revise sus respuestas, por favor, y envíelas otra vez.
survey-again = Usted ya respondió. Lo que cambie aquí sustituye a lo anterior.
survey-nothing = Todavía no hay ninguna respuesta. Basta con una.
survey-problems = Falta un detalle por revisar
survey-chose = Ha elegido { $score }.
survey-follow-up = { $category ->
    [detractor] ¿Qué ha fallado?
    [passive] ¿Qué le ha faltado?
   *[promoter] ¿Qué es lo que más le ha gustado?
}
survey-change = Cambiar
survey-optional = (opcional)
survey-other = Con sus propias palabras
survey-characters-left = Caracteres disponibles: { $count }
survey-send = Enviar
survey-next = Siguiente
survey-back = Atrás

## Gracias

thanks-title = Gracias
thanks-heading = { $category ->
    [detractor] Gracias por contárnoslo. Sentimos que haya sido así.
    [passive] Gracias. Ya sabemos qué mejorar.
   *[promoter] Gracias. Nos alegra saberlo.
}
thanks-promise-owner = { $channel ->
    [email] { $owner }, de { $company }, le escribirá { $by }.
   *[phone] { $owner }, de { $company }, le llamará { $by }.
}
thanks-promise = { $channel ->
    [email] Alguien de { $company } le escribirá { $by }.
   *[phone] Alguien de { $company } le llamará { $by }.
}
thanks-promise-next = No tendrá que contarlo todo otra vez: ya tenemos su respuesta. Si nadie le contacta a tiempo, se avisa al responsable.
thanks-follow = Ver cómo va
thanks-noted = { $company } ya tiene su respuesta.
thanks-add-comment = Añadir
thanks-kept = { $outcome ->
    [contradicted] Por este enlace llegaron varias puntuaciones distintas en dos minutos, así que no se cuenta ninguna. Si respondió usted, conteste a nuestro correo, por favor.
   *[kept] Alguien ya respondió con este enlace. Aquella respuesta se queda como estaba y la suya se guardó junto a ella.
}
thanks-reviews = También puede contárselo a otros
thanks-change = Cambiar mi respuesta

## Baja

unsubscribe-title = No recibir más estos correos
unsubscribe-heading = ¿No recibir más preguntas de { $company }?
unsubscribe-what-address = { $company } dejará de preguntar a { $address } cómo fue todo.
unsubscribe-what = Dejaremos de preguntarle cómo fue todo.
unsubscribe-keeps = Los mensajes sobre sus pedidos seguirán llegando: los envía { $company } directamente y esto no los cambia.
unsubscribe-button = Dejar de preguntarme
unsubscribed-title = Hecho. No volveremos a preguntarle
unsubscribed-what = Vale desde este momento, también para los correos que ya estaban previstos.
unsubscribed-back = Si ha sido un error, dígaselo a { $company }: solo podrán volver a preguntarle si usted lo pide.

## Enlaces que ya no llevan a ninguna parte

gone-title = Este enlace no funciona
gone-why = Puede que haya caducado o que se perdiera una parte por el camino. Los enlaces de nuestros correos sirven durante 60 días.
gone-next = Abra otra vez el correo y toque el número. Si no ayuda, responda al correo: las respuestas las lee una persona.
closed-title = Esta encuesta está cerrada
closed-now = { $company } ya no recoge respuestas aquí. Gracias por su visita.
closed-since = { $company } no recoge respuestas aquí desde el { $since }. Gracias por su visita.

## Problemas

problem-title = { $kind ->
    [answered] Ya ha respondido
    [not_found] Esta página no existe
    [forbidden] No tiene acceso a esta página
    [expired] Este formulario ha esperado demasiado
    [invalid] No hemos podido aceptarlo así
    [too_large] Es demasiado largo para enviarlo
    [too_many] Demasiadas peticiones a la vez
    [unavailable] No disponible por un momento
   *[internal] Algo ha fallado por nuestra parte
}
problem-what = { $kind ->
    [answered] Esta encuesta es anónima: nadie puede volver a encontrar su respuesta, ni siquiera para cambiarla. Ha llegado y cuenta.
    [not_found] Puede que la dirección tenga una errata o que la página ya no exista.
    [forbidden] Su función no la incluye. Puede cambiarlo un propietario del espacio de trabajo.
    [expired] No se ha cambiado nada. Vuelva atrás, recargue la página y envíelo de nuevo.
    [invalid] No se ha guardado nada. Vuelva atrás, recargue la página y envíelo de nuevo.
    [too_large] Acórtelo y envíelo de nuevo. No se ha guardado nada.
    [too_many] Espere un poco y vuelva a intentarlo. No se ha perdido nada.
    [unavailable] No se ha guardado nada. Envíelo de nuevo: la misma respuesta dos veces cuenta una sola vez.
   *[internal] No es culpa suya. El fallo ha quedado registrado para quienes se encargan de este servidor.
}
problem-retry = { $seconds ->
    [one] Vuelva a intentarlo dentro de { $seconds } segundo.
   *[other] Vuelva a intentarlo dentro de { $seconds } segundos.
}
problem-back = Volver
problem-again = Enviar otra vez
written-title = Lo que usted escribió
written-kept-not = No se guardó. Puede copiarlo desde aquí.
problem-request = Si nos escribe por esto, indique este número:

## Estado de un caso, tal como lo ve el cliente

status-title = Cómo va
# $state es open, claimed, contacted, waiting o resolved.
status-heading = { $state ->
    [resolved] Está resuelto
    [contacted] Ya hemos hablado con usted
    [waiting] Esperamos su respuesta
   *[open] Tenemos su respuesta y buscamos a la persona adecuada
}
status-heading-owner = { $state ->
    [resolved] { $owner } lo ha resuelto
    [contacted] { $owner } está en ello
    [waiting] { $owner } espera su respuesta
   *[claimed] { $owner } se ocupa de esto
}
status-due = { $late ->
    [true] Íbamos a contactarle { $by }. No ha sido así, y el responsable ya lo sabe.
   *[false] { $channel ->
        [email] Le escribiremos { $by }.
       *[phone] Le llamaremos { $by }.
    }
}
status-step = { $step ->
    [received] Llegó su respuesta
    [claimed] Alguien se ocupa
    [contacted] Primer contacto
    [reopened] Abierto de nuevo
   *[resolved] Resuelto
}
status-reply = ¿Quiere añadir algo? Escriba a { $address }.

survey-yes = Sí
survey-no = No
star-label = { $value } de { $top }
smiley-label = { $value ->
    [1] Descontento
    [2] Regular
   *[3] Contento
}
error-needs-answer = Responda a esta pregunta, por favor
error-needs-agreement = Marque la casilla para continuar
error-range = Elija un número del { $low } al { $high }
error-length = El texto es demasiado largo; caben { $limit } caracteres
error-choice = Elija una de las respuestas propuestas
survey-preview-note = Así se ve. Aquí no se guarda nada.

kiosk-needs-script = Esta tableta necesita JavaScript. Actívelo en los ajustes del navegador.
kiosk-begin = Toque para empezar
kiosk-done = Listo
kiosk-language = Idioma
kiosk-waiting = Esperan conexión: { $count }
kiosk-refused = No aceptadas: { $count }
kiosk-gone = Este enlace se retiró. Abra el nuevo en esta tableta: entonces se enviará lo que se guarda aquí.
kiosk-staff = Personal
kiosk-pin = Para el personal
kiosk-pin-what = PIN de esta tableta
kiosk-pin-open = Abrir
kiosk-pin-wrong = Ese no es el PIN.
kiosk-pin-wait = Demasiados intentos. Vuelva a intentarlo en { $seconds } s.
kiosk-pin-offline = El PIN solo se puede comprobar con conexión.
kiosk-cancel = Cancelar
kiosk-send-now = Enviar ahora
kiosk-discard = Descartar estas
kiosk-leave = Salir
kiosk-left = Esta página está detenida
kiosk-start-again = Empezar de nuevo
embed-close = Cerrar

choice-limits = { $kind ->
    [exact] Elija { $least }
    [least] Elija al menos { $least }
    [most] Elija { $most } como máximo
   *[between] Elija de { $least } a { $most }
}
text-least = Al menos { $least } caracteres, por favor
error-unreadable = Este texto no llegó legible. Escríbalo otra vez, por favor

# What was promised to a customer, and what they can do about it.

promise-reason = { $reason ->
    [behind] Todavía nadie ha estado libre para ponerse en contacto con usted. Lo sentimos.
    [closed] A la hora que habíamos indicado estamos cerrados. Lo sentimos.
    [away] La persona que se ocupaba de esto no está. Se encarga un compañero.
    [handed_over] La persona que se ocupaba de esto lo ha pasado al equipo.
    [chosen] Esta es la hora que usted eligió.
   *[reopened] Usted nos dijo que no está resuelto.
}
status-solution = { $late ->
    [true] Queríamos tenerlo resuelto { $by }. Seguimos trabajando en ello.
   *[false] Estará resuelto { $by }.
}
status-promises = Lo que prometimos
status-promise = { $what ->
    [solution] Solución: { $at }
   *[contact] Primer contacto: { $at }
}
status-promise-state = { $state ->
    [kept] cumplido
    [renewed] sustituido por una nueva hora
    [broken] no cumplido
   *[open] pendiente
}
status-line-title = Unas palabras al responsable
status-line-what = Le llegan al responsable y a la persona que se ocupa de esto.
status-line-field = Su mensaje
status-line-sent = Su mensaje ha llegado. Lo tiene el responsable.
status-solved-ask = ¿Está resuelto?
status-solved-yes = Sí, está resuelto
status-solved-no = No, no lo está
status-solved-thanks = { $solved ->
    [true] Gracias. Nos alegra saberlo.
   *[false] Gracias por decírnoslo. Está abierto de nuevo y el responsable lo sabe.
}
status-call-title = Elija una hora para la llamada
status-call-what = A estas horas hay alguien aquí.
status-call-send = Llámenme a esa hora
status-call-chosen = Usted eligió { $at }.
status-call-gone = Esa hora ya no se puede elegir. Elija otra, por favor.

## I need help

help-lead = { $company } se pondrá en contacto con usted. Toque el botón; no hace falta nada más.
help-not-anonymous = Pedir ayuda no es anónimo: { $company } ve quién la pide. Sus respuestas a la encuesta siguen siendo anónimas.
help-name = Su nombre
help-email = Su correo electrónico
help-phone = Un teléfono al que llamarle
help-words = ¿De qué se trata?
help-sent-heading = Su petición de ayuda ha llegado
help-sent = { $company } tiene su mensaje y se pondrá en contacto con usted.
help-error-phone = Escriba el número con el prefijo del país, por ejemplo +34 910 000 000
help-error-email = Esto no es una dirección de correo
help-error-reach = Deje un correo electrónico o un teléfono para que podamos localizarle
