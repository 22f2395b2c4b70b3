# Les e-mails.

## L’invitation : aux clients

mail-invitation-subject = Une question de { $company }
mail-invitation-preheader = Touchez une note, c’est votre réponse. Vous pourrez ensuite ajouter quelques mots si vous le souhaitez.
mail-out-of = { $score } sur { $top }
mail-asks = { $company } vous pose cette question parce que vous êtes client.
mail-asks-since = { $company } vous pose cette question à la suite de votre achat ou de votre visite du { $date }.
mail-unsubscribe = Se désabonner
mail-again = { $how ->
    [solved] Le { $date }, vous nous avez dit ce qui n’allait pas. Nous espérons que c’est réglé. Qu’en est-il maintenant ?
    [noticed] Le { $date }, quelque chose n’a pas fonctionné de notre côté. Qu’en pensez-vous maintenant ?
   *[told] Le { $date }, vous nous avez dit ce qui n’allait pas. Qu’en pensez-vous maintenant ?
}
mail-text-tap = Ouvrez le lien de la note qui convient :
mail-text-unsubscribe = Pour ne plus recevoir ces questions :

## L’alerte : à l’équipe

mail-alert-subject = { $score } sur { $top } : { $who }
mail-alert-subject-case = { $who } a besoin d’aide
mail-alert-someone = un client sans nom
mail-alert-preheader = { $company } : personne n’a encore rappelé.
mail-alert-heading = Client mécontent : { $who }
mail-alert-score = { $score } sur { $top }
mail-alert-no-words = Pas de commentaire avec la note pour l’instant.
mail-alert-call = Appeler : { $phone }
mail-alert-write = Écrire : { $email }
mail-alert-due = Premier contact avant le { $time }. Temps restant : { $left }.
mail-alert-late = Le premier contact était attendu avant le { $time }. Retard : { $left }.
mail-alert-open = Ouvrir le dossier
mail-alert-order = De quoi il s’agissait
mail-alert-answered = Réponse reçue : { $at }
mail-alert-reason = Vous recevez cet e-mail parce que vous vous occupez des clients mécontents chez { $company }.

## Le lien pour le mot de passe

mail-password-set-subject = Votre mot de passe pour { $company }
mail-password-set-lead = Un compte a été créé chez { $company } pour { $email }. Choisissez un mot de passe pour vous connecter.
mail-password-set-button = Choisir le mot de passe
mail-password-reset-subject = Un nouveau mot de passe pour { $company }
mail-password-reset-lead = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour { $email } chez { $company }.
mail-password-reset-button = Choisir un nouveau mot de passe
mail-password-valid = Le lien ne sert qu’une fois. Durée de validité : { $length }.
mail-password-ignore = Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.
mail-password-unexpected = Si vous ne connaissez pas { $company }, ne faites rien : sans mot de passe, personne ne peut utiliser ce compte.
mail-link-spelled-out = Si le bouton ne fonctionne pas, ouvrez cette adresse :

## L’e-mail d’essai

mail-test-subject = E-mail d’essai de { $company }
mail-test-lead = L’envoi fonctionne.
mail-test-detail = { $company } a envoyé ce message depuis { $sender } en passant par { $route }. Date : { $at }.
mail-test-reason = Vous recevez cet e-mail parce que quelqu’un a cliqué sur « Envoyer un e-mail d’essai » dans les réglages.

## Le SMS : au client

mail-message = { $company }: { $question } { $url }
mail-draft-subject = Essai : { $subject }

## À une cliente ou un client dont nous nous occupons

mail-customer-subject = { $kind ->
    [acknowledgement] { $company } : nous nous en occupons
    [renewal] { $company } : un nouvel horaire pour vous
    [known_problem] { $company } : un problème que nous connaissons
    [over] { $company } : le problème est réglé
   *[reply] { $company } : à propos de ce que vous nous avez dit
}
mail-customer-preheader = { $kind ->
    [acknowledgement] Qui vous contacte, et avant quelle heure.
    [renewal] Quand nous vous contactons, et pourquoi cela a changé.
    [known_problem] Cela peut vous concerner. Voici ce que nous savons.
    [over] Voici comment cela s’est terminé.
   *[reply] Une réponse de { $company }.
}
mail-customer-heading = { $kind ->
    [acknowledgement] Nous nous en occupons
    [renewal] Un nouvel horaire pour vous
    [known_problem] Un problème que nous connaissons
    [over] Le problème est réglé
   *[reply] Une réponse pour vous
}
mail-customer-next = Vous n’aurez rien à expliquer deux fois. Si l’horaire doit changer, nous vous le dirons avant qu’il soit passé.
mail-customer-expected = Nous pensons que ce sera terminé { $by }.
mail-customer-reply = Quelque chose à ajouter ? Répondez à cet e-mail : il parvient à la personne qui s’en occupe.
mail-customer-why = { $kind ->
    [known_problem] Vous recevez ce message parce que le problème peut vous concerner comme client de { $company }. Ce n’est pas de la publicité.
    [over] Vous recevez ce message parce que nous vous avions parlé du problème comme client de { $company }. Ce n’est pas de la publicité.
   *[other] Vous recevez ce message parce que { $company } s’occupe de quelque chose pour vous.
}

## Nouvelles pour l’équipe

mail-news-heading = { $what ->
    [wrote] { $who } a écrit
    [line] Un mot pour la direction, de { $who }
    [unsolved] Pas réglé, dit { $who }
    [call] { $who } a choisi une heure pour l’appel
    [renewed] Nouvel horaire promis à { $who }
    [broken] Promesse non tenue envers { $who }
   *[undelivered] Notre e-mail n’est pas arrivé chez { $who }
}
mail-news-time = { $what ->
    [call] Appel : { $at }.
    [broken] Promis pour { $at }.
   *[renewed] Promis maintenant pour { $at }.
}
mail-news-open = Ouvrir

## Why the team is told, several cases at once, and a room that refuses us: to the team

mail-alert-why = { $why ->
    [reminder] Personne n’a encore pris ce dossier
    [overdue] Un délai est dépassé
    [reopened] Le dossier est de nouveau ouvert
    [assigned] Ce dossier vous a été confié
    [warning] Un délai arrive à son terme
   *[opened] Un nouveau dossier
}
mail-alert-prefix = { $why ->
    [reminder] Rappel
    [overdue] En retard
    [reopened] De nouveau ouvert
    [assigned] Pour vous
    [warning] Bientôt échu
   *[opened] Nouveau
}
mail-alert-due-solution = Solution avant le { $time }. Temps restant : { $left }.
mail-alert-late-solution = La solution était attendue avant le { $time }. Retard : { $left }.
mail-alert-claim = Prendre le dossier
mail-digest-heading = { $count ->
    [one] { $count } dossier attend quelqu’un
   *[other] { $count } dossiers attendent quelqu’un
}
mail-digest-due = Délai : { $time }
mail-digest-late = Délai dépassé : { $time }
mail-digest-open = Ouvrir la liste des dossiers
mail-room-subject = { $room } ne reçoit plus de messages
mail-room-what = Le service de { $room } a refusé notre message, plus rien n’y est donc envoyé. Sa réponse : { $reason }
mail-room-open = Configurer de nouveau

## L’amélioration : au client qui s’est plaint

mail-improvement-subject = Ce que { $company } a changé
mail-improvement-preheader = Le { $date }, vous nous avez dit ce qui n’allait pas.
mail-improvement-lead = Le { $date }, vous nous avez dit ce qui n’allait pas. Voici ce que nous avons changé.
mail-improvement-why = { $company } vous écrit parce que vous avez dit ce qui n’allait pas. C’est le seul e-mail à ce sujet.
