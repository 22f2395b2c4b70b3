# The public badge and testimonials: everybody reads them.

badge-heading = Ce que disent les clients de { $company }
badge-nps = { $score } NPS
badge-mean = { $score } sur { $most }
badge-answers = { $count ->
    [one] { $count } réponse
    [many] { $count } de réponses
   *[other] { $count } réponses
}
badge-few = encore trop peu de réponses
badge-few-what = affiché à partir de { $least } réponses en 12 mois
badge-interval = entre { $low } et { $high }
badge-reaction = Clients mécontents contactés sous { $target } : { $share } % sur { $count }
testimonials-title = Ce que disent les clients de { $company }
testimonials-how = La note compte toutes les réponses des 12 derniers mois, bonnes et mauvaises. Les mots ci-dessous sont de clients qui ont donné leur accord. { $company } les a choisis ; les coupures sont marquées par …, rien d’autre n’a été changé.
testimonials-none = Rien n’est publié pour l’instant.
testimonials-older = Plus anciens
testimonials-nameless = Un client
