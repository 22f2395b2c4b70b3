# The public badge and testimonials: everybody reads them.

badge-heading = Was Kunden von { $company } sagen
badge-nps = { $score } NPS
badge-mean = { $score } von { $most }
badge-answers = { $count ->
    [one] { $count } Antwort
   *[other] { $count } Antworten
}
badge-few = noch zu wenige Antworten
badge-few-what = sichtbar ab { $least } Antworten in 12 Monaten
badge-interval = zwischen { $low } und { $high }
badge-reaction = Unzufriedene innerhalb von { $target } kontaktiert: { $share } % von { $count }
testimonials-title = Was Kunden von { $company } sagen
testimonials-how = Der Wert zählt alle Antworten der letzten 12 Monate, gute und schlechte. Die Worte unten sind von Kunden, die damit einverstanden sind. { $company } hat sie ausgewählt; Auslassungen sind mit … gekennzeichnet, sonst wurde nichts geändert.
testimonials-none = Noch ist nichts veröffentlicht.
testimonials-older = Ältere
testimonials-nameless = Eine Kundin oder ein Kunde
