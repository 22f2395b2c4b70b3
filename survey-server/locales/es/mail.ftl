# Los correos.

## La invitación: para clientes

mail-invitation-subject = Una pregunta de { $company }
mail-invitation-preheader = Basta con tocar un número para responder. Después puede añadir unas palabras, si quiere.
mail-out-of = { $score } de { $top }
mail-asks = { $company } le pregunta porque es usted cliente.
mail-asks-since = { $company } le escribe por su compra o visita del { $date }.
mail-unsubscribe = Darse de baja
mail-again = { $how ->
    [solved] El { $date } nos contó qué no había ido bien. Esperamos que esté resuelto. ¿Cómo está ahora?
    [noticed] El { $date } algo salió mal por nuestra parte. ¿Cómo lo ve ahora?
   *[told] El { $date } nos contó qué no había ido bien. ¿Cómo lo ve ahora?
}
mail-text-tap = Abra el enlace del número que mejor encaje:
mail-text-unsubscribe = Para no recibir más preguntas como esta:

## El aviso: para el equipo

mail-alert-subject = { $score } de { $top }: { $who }
mail-alert-subject-case = { $who } necesita ayuda
mail-alert-someone = un cliente sin nombre
mail-alert-preheader = { $company }: todavía no ha llamado nadie.
mail-alert-heading = Cliente descontento: { $who }
mail-alert-score = { $score } de { $top }
mail-alert-no-words = De momento, ningún comentario junto a la nota.
mail-alert-call = Llamar: { $phone }
mail-alert-write = Escribir: { $email }
mail-alert-due = Primer contacto antes del { $time }. Tiempo restante: { $left }.
mail-alert-late = El primer contacto debía hacerse antes del { $time }. Retraso: { $left }.
mail-alert-open = Abrir el caso
mail-alert-order = De qué se trataba
mail-alert-answered = Respuesta recibida: { $at }
mail-alert-reason = Recibe este correo porque se ocupa de los clientes descontentos de { $company }.

## El enlace para la contraseña

mail-password-set-subject = Su contraseña para { $company }
mail-password-set-lead = Se ha creado una cuenta en { $company } para { $email }. Elija una contraseña para entrar.
mail-password-set-button = Elegir la contraseña
mail-password-reset-subject = Una contraseña nueva para { $company }
mail-password-reset-lead = Alguien, seguramente usted, ha pedido una contraseña nueva para { $email } en { $company }.
mail-password-reset-button = Elegir una contraseña nueva
mail-password-valid = El enlace sirve una sola vez. Plazo: { $length }.
mail-password-ignore = Si no lo ha pedido usted, no haga nada: su contraseña sigue igual.
mail-password-unexpected = Si no conoce { $company }, no haga nada: sin contraseña nadie puede usar la cuenta.
mail-link-spelled-out = Si el botón no funciona, abra esta dirección:

## El correo de prueba

mail-test-subject = Correo de prueba de { $company }
mail-test-lead = El envío funciona.
mail-test-detail = { $company } ha enviado este correo desde { $sender } a través de { $route }. Fecha: { $at }.
mail-test-reason = Recibe este correo porque alguien ha pulsado «Enviar un correo de prueba» en los ajustes.

## El mensaje de texto: al cliente

mail-message = { $company }: { $question } { $url }
mail-draft-subject = Prueba: { $subject }

## A un cliente del que nos ocupamos

mail-customer-subject = { $kind ->
    [acknowledgement] { $company }: nos ocupamos de ello
    [renewal] { $company }: una nueva hora para usted
    [known_problem] { $company }: un problema que conocemos
    [over] { $company }: el problema está resuelto
   *[reply] { $company }: sobre lo que nos contó
}
mail-customer-preheader = { $kind ->
    [acknowledgement] Quién se pondrá en contacto con usted y antes de qué hora.
    [renewal] Cuándo nos pondremos en contacto y por qué ha cambiado.
    [known_problem] Puede afectarle. Esto es lo que sabemos.
    [over] Así ha terminado.
   *[reply] Una respuesta de { $company }.
}
mail-customer-heading = { $kind ->
    [acknowledgement] Nos ocupamos de ello
    [renewal] Una nueva hora para usted
    [known_problem] Un problema que conocemos
    [over] El problema está resuelto
   *[reply] Una respuesta para usted
}
mail-customer-next = No tendrá que explicar nada dos veces. Si la hora tiene que cambiar, se lo diremos antes de que pase.
mail-customer-expected = Esperamos que termine { $by }.
mail-customer-reply = ¿Quiere añadir algo? Responda a este correo: le llega a la persona que se ocupa de ello.
mail-customer-why = { $kind ->
    [known_problem] Recibe este mensaje porque el problema puede afectarle como cliente de { $company }. No es publicidad.
    [over] Recibe este mensaje porque le hablamos del problema como cliente de { $company }. No es publicidad.
   *[other] Recibe este mensaje porque { $company } se está ocupando de algo suyo.
}

## Noticias para el equipo

mail-news-heading = { $what ->
    [wrote] { $who } ha escrito
    [line] Unas palabras para el responsable, de { $who }
    [unsolved] No está resuelto, dice { $who }
    [call] { $who } ha elegido una hora para la llamada
    [renewed] Nueva hora prometida a { $who }
    [broken] Promesa incumplida con { $who }
   *[undelivered] Nuestro correo no le llegó a { $who }
}
mail-news-time = { $what ->
    [call] Llamada: { $at }.
    [broken] Prometido para { $at }.
   *[renewed] Ahora prometido para { $at }.
}
mail-news-open = Abrir

## Why the team is told, several cases at once, and a room that refuses us: to the team

mail-alert-why = { $why ->
    [reminder] Nadie se ha hecho cargo todavía de este caso
    [overdue] Ha vencido un plazo
    [reopened] El caso vuelve a estar abierto
    [assigned] Este caso se le ha asignado
    [warning] Un plazo está a punto de vencer
   *[opened] Un caso nuevo
}
mail-alert-prefix = { $why ->
    [reminder] Recordatorio
    [overdue] Con retraso
    [reopened] Abierto de nuevo
    [assigned] Para usted
    [warning] Vence pronto
   *[opened] Nuevo
}
mail-alert-due-solution = Solución antes del { $time }. Tiempo restante: { $left }.
mail-alert-late-solution = La solución debía llegar antes del { $time }. Retraso: { $left }.
mail-alert-claim = Hacerse cargo del caso
mail-digest-heading = { $count ->
    [one] { $count } caso espera a alguien
   *[other] { $count } casos esperan a alguien
}
mail-digest-due = Plazo: { $time }
mail-digest-late = El plazo venció: { $time }
mail-digest-open = Abrir la lista de casos
mail-room-subject = { $room } ya no recibe mensajes
mail-room-what = El servicio de { $room } ha rechazado nuestro mensaje, así que no se le envía nada más. Su respuesta: { $reason }
mail-room-open = Volver a configurarlo

## La mejora: a quien se quejó

mail-improvement-subject = Qué ha cambiado { $company }
mail-improvement-preheader = El { $date } nos contó qué no había ido bien.
mail-improvement-lead = El { $date } nos contó qué no había ido bien. Esto es lo que hemos cambiado.
mail-improvement-why = { $company } le escribe porque nos dijo qué iba mal. Es el único correo sobre ello.
