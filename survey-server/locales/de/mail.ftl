# Die E-Mails.

## Die Einladung: an Kundinnen und Kunden

mail-invitation-subject = Eine Frage von { $company }
mail-invitation-preheader = Ein Tipp auf eine Zahl ist Ihre Antwort. Danach können Sie ein paar Worte ergänzen, wenn Sie möchten.
mail-out-of = { $score } von { $top }
mail-asks = { $company } fragt Sie, weil Sie dort Kundin oder Kunde sind.
mail-asks-since = { $company } fragt Sie wegen Ihres Einkaufs oder Besuchs am { $date }.
mail-unsubscribe = Abmelden
mail-again = { $how ->
    [solved] Am { $date } haben Sie uns gesagt, was nicht in Ordnung war. Wir hoffen, dass es gelöst ist. Wie ist es jetzt?
    [noticed] Am { $date } ist bei uns etwas schiefgegangen. Wie sehen Sie es jetzt?
   *[told] Am { $date } haben Sie uns gesagt, was nicht in Ordnung war. Wie sehen Sie es jetzt?
}
mail-text-tap = Öffnen Sie den Link neben der passenden Zahl:
mail-text-unsubscribe = Wenn Sie solche Fragen nicht mehr bekommen möchten:

## Die Meldung: an das Team

mail-alert-subject = { $score } von { $top }: { $who }
mail-alert-subject-case = { $who } braucht Hilfe
mail-alert-someone = ein Kunde ohne Namen
mail-alert-preheader = { $company }: Noch hat niemand zurückgerufen.
mail-alert-heading = Unzufrieden: { $who }
mail-alert-score = { $score } von { $top }
mail-alert-no-words = Zur Zahl gibt es bisher keinen Kommentar.
mail-alert-call = Anrufen: { $phone }
mail-alert-write = Schreiben: { $email }
mail-alert-due = Erster Kontakt bis { $time }. Es bleiben { $left }.
mail-alert-late = Der erste Kontakt war bis { $time } fällig. Verspätung: { $left }.
mail-alert-open = Fall öffnen
mail-alert-order = Worum es ging
mail-alert-answered = Antwort vom { $at }
mail-alert-reason = Sie bekommen diese E-Mail, weil Sie sich bei { $company } um unzufriedene Kunden kümmern.

## Der Link zum Passwort

mail-password-set-subject = Ihr Passwort für { $company }
mail-password-set-lead = Bei { $company } wurde ein Konto für { $email } angelegt. Wählen Sie ein Passwort, um sich anzumelden.
mail-password-set-button = Passwort festlegen
mail-password-reset-subject = Neues Passwort für { $company }
mail-password-reset-lead = Jemand, vermutlich Sie selbst, möchte ein neues Passwort für { $email } bei { $company }.
mail-password-reset-button = Neues Passwort wählen
mail-password-valid = Der Link funktioniert einmal. Gültig: { $length }.
mail-password-ignore = Wenn Sie das nicht waren, müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.
mail-password-unexpected = Wenn Sie { $company } nicht kennen, müssen Sie nichts tun: Ohne Passwort kann niemand das Konto nutzen.
mail-link-spelled-out = Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:

## Die Test-E-Mail

mail-test-subject = Test-E-Mail von { $company }
mail-test-lead = Der Versand funktioniert.
mail-test-detail = { $company } hat diese E-Mail am { $at } von { $sender } über { $route } gesendet.
mail-test-reason = Sie bekommen diese E-Mail, weil jemand in den Einstellungen auf „Test-E-Mail senden“ geklickt hat.

## Die Textnachricht: an Kunden

mail-message = { $company }: { $question } { $url }
mail-draft-subject = Test: { $subject }

## An Kundinnen und Kunden, um die wir uns kümmern

mail-customer-subject = { $kind ->
    [acknowledgement] { $company }: wir kümmern uns darum
    [renewal] { $company }: ein neuer Termin für Sie
    [known_problem] { $company }: ein Problem, das wir kennen
    [over] { $company }: das Problem ist behoben
   *[reply] { $company }: zu dem, was Sie uns geschrieben haben
}
mail-customer-preheader = { $kind ->
    [acknowledgement] Wer sich bei Ihnen meldet, und bis wann.
    [renewal] Wann wir uns melden, und warum es sich geändert hat.
    [known_problem] Es kann auch Sie betreffen. Das wissen wir bisher.
    [over] So ist es ausgegangen.
   *[reply] Eine Antwort von { $company }.
}
mail-customer-heading = { $kind ->
    [acknowledgement] Wir kümmern uns darum
    [renewal] Ein neuer Termin für Sie
    [known_problem] Ein Problem, das wir kennen
    [over] Das Problem ist behoben
   *[reply] Eine Antwort für Sie
}
mail-customer-next = Sie müssen nichts zweimal erklären. Ändert sich die Zeit, erfahren Sie es, bevor sie um ist.
mail-customer-expected = Wir rechnen damit, dass es { $by } vorbei ist.
mail-customer-reply = Möchten Sie etwas ergänzen? Antworten Sie auf diese E-Mail: Sie erreicht die Person, die sich darum kümmert.
mail-customer-why = { $kind ->
    [known_problem] Sie bekommen diese Nachricht, weil das Problem Sie als Kundin oder Kunden von { $company } betreffen kann. Sie ist keine Werbung.
    [over] Sie bekommen diese Nachricht, weil wir Ihnen als Kundin oder Kunden von { $company } von dem Problem geschrieben haben. Sie ist keine Werbung.
   *[other] Sie bekommen diese Nachricht, weil sich { $company } um etwas für Sie kümmert.
}

## Neuigkeiten für das Team

mail-news-heading = { $what ->
    [wrote] { $who } hat geschrieben
    [line] Ein Wort an die Leitung von { $who }
    [unsolved] Nicht gelöst, sagt { $who }
    [call] { $who } hat eine Zeit für den Anruf gewählt
    [renewed] Neuer Termin für { $who } zugesagt
    [broken] Zusage an { $who } nicht gehalten
   *[undelivered] Unsere E-Mail hat { $who } nicht erreicht
}
mail-news-time = { $what ->
    [call] Anruf: { $at }.
    [broken] Zugesagt bis { $at }.
   *[renewed] Jetzt zugesagt bis { $at }.
}
mail-news-open = Öffnen

## Why the team is told, several cases at once, and a room that refuses us: to the team

mail-alert-why = { $why ->
    [reminder] Noch hat niemand diesen Fall übernommen
    [overdue] Eine Frist ist abgelaufen
    [reopened] Der Fall ist wieder offen
    [assigned] Dieser Fall wurde Ihnen übergeben
    [warning] Eine Frist läuft bald ab
   *[opened] Ein neuer Fall
}
mail-alert-prefix = { $why ->
    [reminder] Erinnerung
    [overdue] Verspätet
    [reopened] Wieder offen
    [assigned] Für Sie
    [warning] Bald fällig
   *[opened] Neu
}
mail-alert-due-solution = Lösung bis { $time }. Es bleiben { $left }.
mail-alert-late-solution = Die Lösung war bis { $time } fällig. Verspätung: { $left }.
mail-alert-claim = Fall übernehmen
mail-digest-heading = { $count ->
    [one] { $count } Fall wartet auf jemanden
   *[other] { $count } Fälle warten auf jemanden
}
mail-digest-due = Fällig bis { $time }
mail-digest-late = War fällig bis { $time }
mail-digest-open = Alle Fälle öffnen
mail-room-subject = { $room } bekommt keine Nachrichten mehr
mail-room-what = Der Dienst hinter { $room } hat unsere Nachricht abgelehnt, deshalb wird dorthin nichts mehr gesendet. Seine Antwort: { $reason }
mail-room-open = Neu einrichten

## Die Verbesserung: an jemanden, der sich beschwert hat

mail-improvement-subject = Was { $company } geändert hat
mail-improvement-preheader = Am { $date } haben Sie uns gesagt, was nicht in Ordnung war.
mail-improvement-lead = Am { $date } haben Sie uns gesagt, was nicht in Ordnung war. Das haben wir geändert.
mail-improvement-why = { $company } schreibt, weil Sie gesagt haben, was nicht stimmte. Es ist die einzige E-Mail dazu.
