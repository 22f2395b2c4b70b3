### What is said to customers and promised to them, as the team sees it.

flash-message-sent = Sent. An answer comes back to this page.
flash-not-message-empty = Nothing was sent: write something first, at most 10,000 characters.
flash-not-message-sent = Nothing was sent. The reason stands below.

conversation-title = Conversation
conversation-none = Nothing was written so far.
conversation-customer = { $channel ->
    [page] The customer, on their page
   *[email] The customer, by e-mail
}
conversation-program = A program
conversation-fate = { $fate ->
    [waiting] on its way
    [failed] not delivered
   *[unknown] perhaps delivered
}
conversation-write = Write to the customer
conversation-hint = Goes as an e-mail, and answers come back here.
conversation-send = Send the e-mail
conversation-obstacle = { $obstacle ->
    [no_email] There is no e-mail address to write to. Call them if there is a number.
    [bounces] Mails to this address come back. Call them, or ask for another address.
   *[do_not_contact] The customer wished not to be contacted.
}
