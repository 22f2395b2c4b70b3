# Les e-mails.

## L’invitation : aux clients

mail-invitation-subject = Une question de { $company }
mail-invitation-preheader = Touchez une note, c’est votre réponse. Vous pourrez ensuite ajouter quelques mots si vous le souhaitez.
mail-out-of = { $score } sur { $top }
mail-asks = { $company } vous pose cette question parce que vous êtes client.
mail-asks-since = { $company } vous pose cette question à la suite de votre achat ou de votre visite du { $date }.
mail-unsubscribe = Se désabonner
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
