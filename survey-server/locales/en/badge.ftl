# The public badge and testimonials: everybody reads them.

badge-heading = What customers of { $company } say
badge-nps = { $score } NPS
badge-mean = { $score } of { $most }
badge-answers = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
badge-few = too few answers yet
badge-few-what = shown from { $least } answers in 12 months on
badge-interval = between { $low } and { $high }
badge-reaction = Unhappy customers contacted within { $target }: { $share }% of { $count }
testimonials-title = What customers of { $company } say
testimonials-how = The score counts all answers of the last 12 months, good and bad. The words below are of customers who agreed to this. { $company } chose them; left-out parts are marked with …, nothing else was changed.
testimonials-none = Nothing is published yet.
testimonials-older = Older
testimonials-nameless = A customer
