# Endpoints: a new secret, the log of a delivery, sending again, and the notice that one was switched off.

webhooks-rotate = New secret
webhooks-rotate-what = { $dialect ->
    [delighted] A new secret signs from now on. The old one ends at once: give your program the new one right away.
   *[standard] A new secret signs from now on. The old one signs beside it for 24 hours, so your program can change over at leisure.
}
webhooks-rotate-button = Make a new secret
webhooks-both-sign = the old secret signs too until { $until }
webhooks-failing = fails since { $since }
webhooks-replay = Send again what was given up
webhooks-replay-since = From the last
webhooks-replay-days = { $days ->
    [one] day
   *[other] { $days } days
}
flash-webhook-replayed = What was given up is being sent again.
delivery-title = Delivery of { $event }
delivery-to = To { $url }
delivery-back = All deliveries
delivery-attempts = Attempts
delivery-no-attempts = No attempt yet.
delivery-took = Took
delivery-took-ms = { $ms } ms
delivery-said = Beginning of the answer
delivery-body = Message
delivery-problem = What happened
banner-endpoints = { $count ->
    [one] Callbacks to an endpoint of yours are switched off.
   *[other] Callbacks to { $count } of your endpoints are switched off.
}
banner-endpoints-open = Look at the endpoints

mail-endpoint-subject = Callbacks to your program are switched off
mail-endpoint-gone = Your program said that it is gone (410), so we no longer call it.
mail-endpoint-failed = Your program has not taken a single message since { $since }, so we no longer call it.
mail-endpoint-lost = { $lost ->
    [0] No message is waiting.
    [one] One message did not arrive. It is kept, and can be sent again.
   *[other] { $lost } messages did not arrive. They are kept, and can be sent again.
}
mail-endpoint-next = When your program works again, switch the endpoint on and send again what was missed.
mail-endpoint-open = Open the endpoint
mail-endpoint-reason = You get this because you are an owner of { $company }.
