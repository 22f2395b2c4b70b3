## What is watched: scores that leave what is usual, and silence

watch-interval = ({ $low } to { $high })
watch-score = { $what ->
    [fall] The score of { $name } fell: { $value } over the last { $days } days against { $usual } as usual, { $answers }. First seen on { $day }.
   *[rise] The score of { $name } rose: { $value } over the last { $days } days against { $usual } as usual, { $answers }. First seen on { $day }.
}
watch-flow = { $what ->
    [answers] No answers have come in since { $since }. Usually some do in this time.
    [answers_again] Answers are coming in again. There were none since { $since }.
    [mails] No mails to customers have gone out since { $since }. Usually some do in this time.
   *[mails_again] Mails to customers are going out again. There were none since { $since }.
}
watch-room = { $company }: something is unusual
watch-open = Look at it
watch-reason = You get this mail because you manage { $company }.
watch-settings = Change what you get
watch-ends = { $what ->
    [answers] Stands here until an answer comes in.
    [mails] Stands here until a mail goes out.
   *[other] Stands here until { $day }.
}
