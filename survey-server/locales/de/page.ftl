### Was Kundinnen und Kunden lesen: die Umfrage und die Seiten darum herum.

## Wendungen innerhalb anderer Sätze

# $day ist today, tomorrow oder later.
by = { $day ->
    [today] heute bis { $time } Uhr
    [tomorrow] morgen bis { $time } Uhr
   *[later] am { $date } bis { $time } Uhr
}

## Fuß jeder Seite

footer-help = Ich brauche Hilfe
footer-unsubscribe = Keine solchen E-Mails mehr
footer-privacy = Was mit den Antworten geschieht

## Umfrage

survey-title = { $problems ->
    [0] { $name }
   *[other] Bitte prüfen: { $name }
}
survey-anonymous = Diese Umfrage ist anonym: Ihre Antwort wird ohne Namen, Adresse und Uhrzeit gespeichert. Nach dem Absenden lässt sie sich nicht mehr ändern.
survey-progress = Frage { $number } von { $count }
survey-page = Seite { $number } von { $count }
survey-changed = Die Umfrage wurde geändert, nachdem Sie sie geöffnet haben. Bitte sehen Sie Ihre Antworten durch und senden Sie sie noch einmal.
survey-again = Sie haben schon geantwortet. Was Sie hier ändern, ersetzt die frühere Antwort.
survey-nothing = Noch ist nichts beantwortet. Eine Antwort genügt.
survey-problems = Bitte sehen Sie noch einmal hin
survey-chose = Ihre Wahl: { $score }.
survey-follow-up = { $category ->
    [detractor] Was ist schiefgelaufen?
    [passive] Was hätte besser sein können?
   *[promoter] Was hat Ihnen am besten gefallen?
}
survey-change = Ändern
survey-optional = (freiwillig)
survey-other = In eigenen Worten
survey-characters-left = Noch { $count } Zeichen
survey-send = Senden
survey-next = Weiter
survey-back = Zurück

## Danke

thanks-title = Danke
thanks-heading = { $category ->
    [detractor] Danke, dass Sie es uns gesagt haben. Es tut uns leid, dass es so gelaufen ist.
    [passive] Danke. Jetzt wissen wir, woran wir arbeiten müssen.
   *[promoter] Danke. Das freut uns.
}
thanks-promise-owner = { $channel ->
    [email] { $owner } von { $company } schreibt Ihnen { $by }.
   *[phone] { $owner } von { $company } ruft Sie { $by } an.
}
thanks-promise = { $channel ->
    [email] Jemand von { $company } schreibt Ihnen { $by }.
   *[phone] Jemand von { $company } ruft Sie { $by } an.
}
thanks-promise-next = Sie müssen nicht alles noch einmal erzählen: Ihre Antwort liegt uns vor. Meldet sich niemand rechtzeitig, erfährt es die Leitung.
thanks-follow = Den Stand ansehen
thanks-noted = { $company } hat Ihre Antwort.
thanks-add-comment = Ergänzen
thanks-kept = { $outcome ->
    [contradicted] Über diesen Link kamen innerhalb von zwei Minuten mehrere verschiedene Bewertungen, deshalb zählt keine davon. Wenn Sie selbst geantwortet haben, antworten Sie bitte auf unsere E-Mail.
   *[kept] Über diesen Link hat schon jemand geantwortet. Jene Antwort bleibt, wie sie ist, und Ihre wurde daneben aufbewahrt.
}
thanks-reviews = Sie können es auch anderen erzählen
thanks-change = Meine Antwort ändern

## Abmeldung

unsubscribe-title = Keine solchen E-Mails mehr
unsubscribe-heading = Keine Fragen von { $company } mehr bekommen?
unsubscribe-what-address = { $company } fragt { $address } dann nicht mehr, wie es war.
unsubscribe-what = Sie werden dann nicht mehr gefragt, wie es war.
unsubscribe-keeps = Nachrichten zu Ihren Bestellungen kommen weiterhin: Die verschickt { $company } selbst, daran ändert sich nichts.
unsubscribe-button = Nicht mehr fragen
unsubscribed-title = Erledigt. Wir fragen Sie nicht mehr
unsubscribed-what = Das gilt ab sofort, auch für E-Mails, die schon geplant waren.
unsubscribed-back = War das ein Versehen, sagen Sie es { $company }: Erst wenn Sie zustimmen, darf man Sie wieder fragen.

## Links, die nirgends mehr hinführen

gone-title = Dieser Link funktioniert nicht
gone-why = Vielleicht ist er abgelaufen, oder ein Teil ging unterwegs verloren. Links aus unseren E-Mails gelten 60 Tage.
gone-next = Öffnen Sie die E-Mail noch einmal und tippen Sie dort auf die Zahl. Hilft das nicht, antworten Sie auf die E-Mail: Antworten liest ein Mensch.
closed-title = Diese Umfrage ist beendet
closed-now = { $company } sammelt hier keine Antworten mehr. Danke, dass Sie da waren.
closed-since = { $company } sammelt hier seit dem { $since } keine Antworten mehr. Danke, dass Sie da waren.

## Probleme

problem-title = { $kind ->
    [answered] Sie haben schon geantwortet
    [not_found] Diese Seite gibt es nicht
    [forbidden] Diese Seite ist für Sie nicht freigegeben
    [expired] Dieses Formular hat zu lange gewartet
    [invalid] Das konnten wir so nicht annehmen
    [too_large] Das ist zu lang zum Senden
    [too_many] Zu viele Anfragen auf einmal
    [unavailable] Gerade nicht erreichbar
   *[internal] Bei uns ist etwas kaputtgegangen
}
problem-what = { $kind ->
    [answered] Diese Umfrage ist anonym: Niemand kann Ihre Antwort wiederfinden, auch nicht, um sie zu ändern. Sie ist angekommen und zählt.
    [not_found] Vielleicht hat die Adresse einen Tippfehler, oder die Seite wurde entfernt.
    [forbidden] Ihre Rolle umfasst sie nicht. Ändern kann das ein Inhaber des Arbeitsbereichs.
    [expired] Es wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal.
    [invalid] Es wurde nichts gespeichert. Gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal.
    [too_large] Bitte kürzen Sie den Text und senden Sie noch einmal. Es wurde nichts gespeichert.
    [too_many] Bitte warten Sie ein wenig und versuchen Sie es noch einmal. Es ging nichts verloren.
    [unavailable] Es wurde nichts gespeichert. Bitte senden Sie noch einmal: Dieselbe Antwort zweimal zählt nur einmal.
   *[internal] Es liegt nicht an Ihnen. Wer diesen Server betreibt, sieht den Fehler im Protokoll.
}
problem-retry = { $seconds ->
    [one] Versuchen Sie es in { $seconds } Sekunde noch einmal.
   *[other] Versuchen Sie es in { $seconds } Sekunden noch einmal.
}
problem-back = Zurück
problem-again = Noch einmal senden
written-title = Was Sie geschrieben haben
written-kept-not = Es wurde nicht gespeichert. Sie können es von hier kopieren.
problem-request = Wenn Sie uns deswegen schreiben, nennen Sie diese Nummer:

## Der Stand eines Falls, wie ihn die Kundin oder der Kunde sieht

status-title = Wie es steht
# $state ist open, claimed, contacted, waiting oder resolved.
status-heading = { $state ->
    [resolved] Das ist gelöst
    [contacted] Wir haben uns bei Ihnen gemeldet
    [waiting] Wir warten auf Ihre Antwort
   *[open] Ihre Antwort liegt uns vor, wir suchen die richtige Person dafür
}
status-heading-owner = { $state ->
    [resolved] { $owner } hat das gelöst
    [contacted] { $owner } arbeitet daran
    [waiting] { $owner } wartet auf Ihre Antwort
   *[claimed] { $owner } kümmert sich darum
}
status-due = { $late ->
    [true] Wir wollten uns { $by } bei Ihnen melden. Das ist nicht passiert, die Leitung weiß Bescheid.
   *[false] { $channel ->
        [email] Wir schreiben Ihnen { $by }.
       *[phone] Wir rufen Sie { $by } an.
    }
}
status-step = { $step ->
    [received] Ihre Antwort ist da
    [claimed] Jemand hat übernommen
    [contacted] Erster Kontakt
    [reopened] Wieder geöffnet
   *[resolved] Gelöst
}
status-reply = Möchten Sie etwas ergänzen? Schreiben Sie an { $address }.

survey-yes = Ja
survey-no = Nein
star-label = { $value } von { $top }
smiley-label = { $value ->
    [1] Unzufrieden
    [2] Geht so
   *[3] Zufrieden
}
error-needs-answer = Bitte beantworten Sie diese Frage
error-needs-agreement = Bitte setzen Sie das Häkchen, um fortzufahren
error-range = Wählen Sie eine Zahl von { $low } bis { $high }
error-length = Ihr Text ist zu lang; Platz ist für { $limit } Zeichen
error-choice = Wählen Sie eine der angebotenen Antworten
survey-preview-note = So sieht es aus. Hier wird nichts aufgezeichnet.

kiosk-needs-script = Dieses Tablet braucht JavaScript. Bitte in den Einstellungen des Browsers einschalten.
kiosk-begin = Zum Beginnen tippen
kiosk-done = Fertig
kiosk-language = Sprache
kiosk-waiting = Warten auf die Verbindung: { $count }
kiosk-refused = Nicht angenommen: { $count }
kiosk-gone = Dieser Link wurde zurückgezogen. Öffnen Sie den neuen auf diesem Tablet: Dann wird auch gesendet, was hier liegt.
kiosk-staff = Personal
kiosk-pin = Für das Personal
kiosk-pin-what = PIN dieses Tablets
kiosk-pin-open = Öffnen
kiosk-pin-wrong = Das ist nicht die PIN.
kiosk-pin-wait = Zu viele Versuche. Bitte in { $seconds } s noch einmal.
kiosk-pin-offline = Die PIN lässt sich nur mit Verbindung prüfen.
kiosk-cancel = Abbrechen
kiosk-send-now = Jetzt senden
kiosk-discard = Diese verwerfen
kiosk-leave = Verlassen
kiosk-left = Diese Seite ist angehalten
kiosk-start-again = Neu beginnen
embed-close = Schließen

choice-limits = { $kind ->
    [exact] Wählen Sie { $least } aus
    [least] Wählen Sie mindestens { $least } aus
    [most] Wählen Sie höchstens { $most } aus
   *[between] Wählen Sie { $least } bis { $most } aus
}
text-least = Bitte mindestens { $least } Zeichen
error-unreadable = Dieser Text kam nicht lesbar an. Bitte schreiben Sie ihn noch einmal

# Was zugesagt wurde, und was man damit tun kann.

promise-reason = { $reason ->
    [behind] Bisher war niemand frei, um sich bei Ihnen zu melden. Das tut uns leid.
    [closed] Zu der Zeit, die wir genannt hatten, haben wir geschlossen. Das tut uns leid.
    [away] Die Person, die sich darum gekümmert hat, ist abwesend. Jemand aus dem Team übernimmt.
    [handed_over] Die Person, die sich darum gekümmert hat, hat es an das Team übergeben.
    [chosen] Diese Zeit haben Sie gewählt.
   *[reopened] Sie haben uns gesagt, dass es nicht gelöst ist.
}
status-solution = { $late ->
    [true] Wir wollten es { $by } gelöst haben. Wir arbeiten noch daran.
   *[false] Es wird { $by } gelöst.
}
status-promises = Was wir zugesagt haben
status-promise = { $what ->
    [solution] Lösung: { $at }
   *[contact] Erster Kontakt: { $at }
}
status-promise-state = { $state ->
    [kept] gehalten
    [renewed] durch eine neue Zeit ersetzt
    [broken] nicht gehalten
   *[open] steht noch aus
}
status-line-title = Ein Wort an die Leitung
status-line-what = Es geht an die Leitung und an die Person, die sich darum kümmert.
status-line-field = Ihre Nachricht
status-line-sent = Ihre Nachricht ist da. Die Leitung hat sie.
status-solved-ask = Ist es gelöst?
status-solved-yes = Ja, es ist gelöst
status-solved-no = Nein, noch nicht
status-solved-thanks = { $solved ->
    [true] Danke. Gut zu wissen.
   *[false] Danke, dass Sie es sagen. Es ist wieder offen, und die Leitung weiß Bescheid.
}
status-call-title = Eine Zeit für den Anruf wählen
status-call-what = Zu diesen Zeiten ist jemand da.
status-call-send = Dann anrufen
status-call-chosen = Sie haben { $at } gewählt.
status-call-gone = Diese Zeit lässt sich nicht mehr wählen. Bitte wählen Sie eine andere.

## I need help

help-lead = { $company } meldet sich bei Ihnen. Tippen Sie auf die Schaltfläche, mehr ist nicht nötig.
help-not-anonymous = Um Hilfe zu bitten ist nicht anonym: { $company } sieht, wer fragt. Ihre Antworten in der Umfrage bleiben anonym.
help-name = Ihr Name
help-email = Ihre E-Mail-Adresse
help-phone = Eine Telefonnummer für den Rückruf
help-words = Worum geht es?
help-sent-heading = Ihre Bitte um Hilfe ist angekommen
help-sent = { $company } hat Ihre Nachricht und meldet sich bei Ihnen.
help-error-phone = Bitte schreiben Sie die Nummer mit Ländervorwahl, zum Beispiel +49 30 901820
help-error-email = Das ist keine E-Mail-Adresse
help-error-reach = Bitte hinterlassen Sie eine E-Mail-Adresse oder eine Telefonnummer, damit wir Sie erreichen
