### Ce que lisent les clients : le questionnaire et les pages qui l’entourent.

## Expressions au sein d’autres phrases

# $day vaut today, tomorrow ou later.
by = { $day ->
    [today] aujourd’hui avant { $time }
    [tomorrow] demain avant { $time }
   *[later] le { $date } avant { $time }
}

## Bas de chaque page

footer-help = J’ai besoin d’aide
footer-unsubscribe = Ne plus recevoir ces e-mails
footer-privacy = Ce que deviennent les réponses

## Questionnaire

survey-title = { $problems ->
    [0] { $name }
   *[other] À vérifier : { $name }
}
survey-anonymous = Ce questionnaire est anonyme : votre réponse est conservée sans votre nom, votre adresse ni l’heure. Une fois envoyée, elle ne peut plus être modifiée.
survey-progress = Question { $number } sur { $count }
survey-page = Page { $number } sur { $count }
survey-changed = Ce questionnaire a changé après que vous l’avez ouvert. Relisez vos réponses et envoyez-les de nouveau, s’il vous plaît.
survey-again = Vous avez déjà répondu. Ce que vous changez ici remplace la réponse précédente.
survey-nothing = Aucune réponse pour l’instant. Une seule suffit.
survey-problems = Un point est à revoir
survey-chose = Vous avez choisi { $score }.
survey-follow-up = { $category ->
    [detractor] Qu’est-ce qui s’est mal passé ?
    [passive] Qu’est-ce qui aurait pu être mieux ?
   *[promoter] Qu’avez-vous le plus apprécié ?
}
survey-change = Modifier
survey-optional = (facultatif)
survey-other = Avec vos propres mots
survey-characters-left = Caractères restants : { $count }
survey-send = Envoyer
survey-next = Suivant
survey-back = Retour

## Merci

thanks-title = Merci
thanks-heading = { $category ->
    [detractor] Merci de nous l’avoir dit. Nous sommes désolés que cela se soit passé ainsi.
    [passive] Merci. Nous savons maintenant quoi améliorer.
   *[promoter] Merci. Cela fait plaisir à lire.
}
thanks-promise-owner = { $channel ->
    [email] { $owner }, de { $company }, vous écrira { $by }.
   *[phone] { $owner }, de { $company }, vous appellera { $by }.
}
thanks-promise = { $channel ->
    [email] Quelqu’un de { $company } vous écrira { $by }.
   *[phone] Quelqu’un de { $company } vous appellera { $by }.
}
thanks-promise-next = Vous n’aurez pas à tout raconter de nouveau : nous avons votre réponse. Si personne ne vous contacte à temps, le responsable en est averti.
thanks-follow = Voir où cela en est
thanks-noted = { $company } a bien reçu votre réponse.
thanks-add-comment = Ajouter
thanks-kept = { $outcome ->
    [contradicted] Plusieurs notes différentes sont arrivées par ce lien en deux minutes ; aucune n’est donc comptée. Si c’est bien vous qui avez répondu, répondez à notre e-mail, s’il vous plaît.
   *[kept] Quelqu’un a déjà répondu par ce lien. Cette réponse reste telle quelle, et la vôtre a été conservée à côté.
}
thanks-reviews = Vous pouvez aussi en parler à d’autres
thanks-change = Modifier ma réponse

## Désabonnement

unsubscribe-title = Ne plus recevoir ces e-mails
unsubscribe-heading = Ne plus recevoir de questions de { $company } ?
unsubscribe-what-address = { $company } ne demandera plus à { $address } comment cela s’est passé.
unsubscribe-what = On ne vous demandera plus comment cela s’est passé.
unsubscribe-keeps = Les messages sur vos commandes continuent d’arriver : { $company } les envoie directement et rien ne change pour eux.
unsubscribe-button = Ne plus me poser de questions
unsubscribed-title = C’est fait. Vous ne recevrez plus de questions
unsubscribed-what = C’est valable dès maintenant, y compris pour les e-mails déjà prévus.
unsubscribed-back = Si c’est une erreur, dites-le à { $company } : on ne pourra de nouveau vous poser des questions qu’avec votre accord.

## Liens qui ne mènent plus nulle part

gone-title = Ce lien ne fonctionne pas
gone-why = Il a peut-être expiré, ou une partie s’est perdue en route. Les liens de nos e-mails sont valables 60 jours.
gone-next = Rouvrez l’e-mail et touchez la note. Si cela ne suffit pas, répondez à l’e-mail : une vraie personne lit les réponses.
closed-title = Ce questionnaire est fermé
closed-now = { $company } ne recueille plus de réponses ici. Merci de votre visite.
closed-since = { $company } ne recueille plus de réponses ici depuis le { $since }. Merci de votre visite.

## Problèmes

problem-title = { $kind ->
    [answered] Vous avez déjà répondu
    [not_found] Cette page n’existe pas
    [forbidden] Vous n’avez pas accès à cette page
    [expired] Ce formulaire a attendu trop longtemps
    [invalid] Nous n’avons pas pu l’accepter ainsi
    [too_large] C’est trop long pour être envoyé
    [too_many] Trop de demandes à la fois
    [unavailable] Indisponible pour un instant
   *[internal] Quelque chose s’est cassé chez nous
}
problem-what = { $kind ->
    [answered] Ce questionnaire est anonyme : personne ne peut retrouver votre réponse, même pour la modifier. Elle est arrivée et elle compte.
    [not_found] L’adresse contient peut-être une faute de frappe, ou la page a été supprimée.
    [forbidden] Votre rôle n’y donne pas accès. Un propriétaire de l’espace de travail peut changer cela.
    [expired] Rien n’a été modifié. Revenez en arrière, rechargez la page et envoyez de nouveau.
    [invalid] Rien n’a été enregistré. Revenez en arrière, rechargez la page et envoyez de nouveau.
    [too_large] Raccourcissez le texte et envoyez-le de nouveau. Rien n’a été enregistré.
    [too_many] Attendez un peu, puis réessayez. Rien n’a été perdu.
    [unavailable] Rien n’a été enregistré. Envoyez de nouveau : la même réponse envoyée deux fois ne compte qu’une fois.
   *[internal] Vous n’y êtes pour rien. L’erreur a été notée pour les personnes qui gèrent ce serveur.
}
problem-retry = { $seconds ->
    [one] Réessayez dans { $seconds } seconde.
   *[other] Réessayez dans { $seconds } secondes.
}
problem-back = Revenir en arrière
problem-again = Envoyer de nouveau
written-title = Ce que vous avez écrit
written-kept-not = Rien n’a été enregistré. Vous pouvez copier le texte d’ici.
problem-request = Si vous nous écrivez à ce sujet, donnez ce numéro :

## Le suivi d’un dossier, tel que le client le voit

status-title = Où cela en est
# $state vaut open, claimed, contacted, waiting ou resolved.
status-heading = { $state ->
    [resolved] C’est résolu
    [contacted] Nous vous avons contacté
    [waiting] Nous attendons votre réponse
   *[open] Nous avons votre réponse et cherchons la bonne personne
}
status-heading-owner = { $state ->
    [resolved] { $owner } a résolu ceci
    [contacted] { $owner } y travaille
    [waiting] { $owner } attend votre réponse
   *[claimed] { $owner } s’en occupe
}
status-due = { $late ->
    [true] Nous devions vous contacter { $by }. Cela n’a pas été fait, et le responsable en a été averti.
   *[false] { $channel ->
        [email] Nous vous écrirons { $by }.
       *[phone] Nous vous appellerons { $by }.
    }
}
status-step = { $step ->
    [received] Votre réponse est arrivée
    [claimed] Quelqu’un s’en charge
    [contacted] Premier contact
    [reopened] Rouvert
   *[resolved] Résolu
}
status-reply = Quelque chose à ajouter ? Écrivez à { $address }.

survey-yes = Oui
survey-no = Non
star-label = { $value } sur { $top }
smiley-label = { $value ->
    [1] Mécontent
    [2] Moyen
   *[3] Content
}
error-needs-answer = Merci de répondre à cette question
error-needs-agreement = Cochez la case pour continuer
error-range = Choisissez un nombre de { $low } à { $high }
error-length = Votre texte est trop long ; la limite est de { $limit } caractères
error-choice = Choisissez l’une des réponses proposées
survey-preview-note = Voici l’aperçu. Rien n’est enregistré ici.

kiosk-needs-script = Cette tablette a besoin de JavaScript. Activez-le dans les réglages du navigateur.
kiosk-begin = Touchez pour commencer
kiosk-done = Terminé
kiosk-language = Langue
kiosk-waiting = En attente de connexion : { $count }
kiosk-refused = Non acceptées : { $count }
kiosk-gone = Ce lien a été retiré. Ouvrez le nouveau sur cette tablette : ce qui est gardé ici sera alors envoyé.
kiosk-staff = Personnel
kiosk-pin = Pour le personnel
kiosk-pin-what = Code PIN de cette tablette
kiosk-pin-open = Ouvrir
kiosk-pin-wrong = Ce n’est pas le bon code PIN.
kiosk-pin-wait = Trop d’essais. Réessayez dans { $seconds } s.
kiosk-pin-offline = Le code PIN ne peut être vérifié qu’avec une connexion.
kiosk-cancel = Annuler
kiosk-send-now = Envoyer maintenant
kiosk-discard = Supprimer celles-ci
kiosk-leave = Quitter
kiosk-left = Cette page est arrêtée
kiosk-start-again = Recommencer
embed-close = Fermer

choice-limits = { $kind ->
    [exact] Choisissez-en { $least }
    [least] Choisissez-en au moins { $least }
    [most] Choisissez-en { $most } au plus
   *[between] Choisissez-en de { $least } à { $most }
}
text-least = Au moins { $least } caractères, s’il vous plaît
error-unreadable = Ce texte n’est pas arrivé lisible. Écrivez-le de nouveau, s’il vous plaît

# What was promised to a customer, and what they can do about it.

promise-reason = { $reason ->
    [behind] Personne n’a encore été libre pour vous contacter. Nous en sommes désolés.
    [closed] Nous sommes fermés à l’heure que nous avions indiquée. Nous en sommes désolés.
    [away] La personne qui s’en occupait est absente. Un collègue prend le relais.
    [handed_over] La personne qui s’en occupait l’a transmis à l’équipe.
    [chosen] C’est l’heure que vous avez choisie.
   *[reopened] Vous nous avez dit que ce n’est pas réglé.
}
status-solution = { $late ->
    [true] Nous voulions l’avoir réglé { $by }. Nous y travaillons encore.
   *[false] Ce sera réglé { $by }.
}
status-promises = Ce que nous avons promis
status-promise = { $what ->
    [solution] Solution : { $at }
   *[contact] Premier contact : { $at }
}
status-promise-state = { $state ->
    [kept] tenu
    [renewed] remplacé par un nouvel horaire
    [broken] non tenu
   *[open] à venir
}
status-line-title = Un mot à la direction
status-line-what = Il parvient à la direction et à la personne qui s’en occupe.
status-line-field = Votre message
status-line-sent = Votre message est arrivé. La direction l’a reçu.
status-solved-ask = Est-ce réglé ?
status-solved-yes = Oui, c’est réglé
status-solved-no = Non, pas encore
status-solved-thanks = { $solved ->
    [true] Merci. C’est bon à savoir.
   *[false] Merci de nous l’avoir dit. Le dossier est rouvert et la direction en est informée.
}
status-call-title = Choisir une heure pour l’appel
status-call-what = À ces heures, quelqu’un est là.
status-call-send = Appelez-moi à cette heure
status-call-chosen = Vous avez choisi { $at }.
status-call-gone = Cette heure n’est plus disponible. Veuillez en choisir une autre.

## I need help

help-lead = { $company } prendra contact avec vous. Touchez le bouton, rien d’autre n’est nécessaire.
help-not-anonymous = Demander de l’aide n’est pas anonyme : { $company } voit qui demande. Vos réponses au questionnaire restent anonymes.
help-name = Votre nom
help-email = Votre adresse e-mail
help-phone = Un numéro de téléphone où vous appeler
help-words = De quoi s’agit-il ?
help-sent-heading = Votre demande d’aide est bien arrivée
help-sent = { $company } a votre message et prendra contact avec vous.
help-error-phone = Indiquez le numéro avec son indicatif de pays, par exemple +33 1 70 18 99 00
help-error-email = Ce n’est pas une adresse e-mail
help-error-reach = Laissez une adresse e-mail ou un numéro de téléphone pour que nous puissions vous joindre
