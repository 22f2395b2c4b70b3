# Die E-Mails.

## Die Einladung: an Kundinnen und Kunden

mail-invitation-subject = Eine Frage von { $company }
mail-invitation-preheader = Ein Tipp auf eine Zahl ist Ihre Antwort. Danach können Sie ein paar Worte ergänzen, wenn Sie möchten.
mail-out-of = { $score } von { $top }
mail-asks = { $company } fragt Sie, weil Sie dort Kundin oder Kunde sind.
mail-asks-since = { $company } fragt Sie wegen Ihres Einkaufs oder Besuchs am { $date }.
mail-unsubscribe = Abmelden
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
