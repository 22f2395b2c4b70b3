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

## Settings: promises

promises-title = Promises
promises-told = What customers are told
promises-acknowledge = Tell every customer whose case opens who gets in touch, and by when
promises-acknowledge-hint = One e-mail, a minute after the answer. Without it only where a rule says so. Who does not wish to be contacted gets nothing.
promises-choose = Customers may choose a time for the call
promises-choose-hint = On the page of their case, from the hours in which you are open.
promises-kept = So that promises are kept
promises-look = Minutes before a promise passes at which we look whether it will be kept
promises-look-hint = If nobody was in touch, the customer gets a new time with the reason, and the managers are told. For long promises it is a tenth of their time, at most an hour.
promises-renewals = How often a time may be moved
promises-renewals-hint = After that the promise is broken, and the managers are told.

## Known problems

problems-title = Known problems
problems-what = Declare a problem that many have at once, and everybody it affects is told by e-mail: complainers or not, each once, whoever it affects later too. When it is over, they are told that as well.
problems-none = No problem was declared so far.
problems-new = Declare a problem
problems-name = What you call it
problems-name-hint = Only the team sees it.
problems-words = What customers are told ({ $language })
problems-words-hint = Say what is wrong, whom it concerns and what they can do. Leave the languages empty that you do not need.
problems-over-words = What they are told when it is over ({ $language })
problems-cause = Cause
problems-cause-hint = The key of a root cause: open cases of it are told and linked.
problems-types = Types of events
problems-types-hint = Those who had such an event are told. Several with commas, such as order.shipped, order.delivered.
problems-property = Only with this property
problems-values = and one of these values
problems-values-hint = Several with commas.
problems-from = From
problems-until = Until
problems-until-hint = Empty: until the problem is over.
problems-expected = Expected to be over
problems-declare = Declare it and tell them
problems-open = Since { $at }
problems-closed = Over since { $at }
problems-counts = { $affected } affected, { $told } told, { $over } told that it is over
problems-end = It is over: tell them
flash-problem-declared = Declared. Everybody it affects is being told.
flash-problem-over = It is over. Everybody who was told of it hears that now.

## Promises on a case's page

promised-title = Promised to the customer
promised-what = { $what ->
    [solution] Solution
   *[contact] First contact
}
promised-state = { $state ->
    [kept] kept
    [renewed] renewed
    [broken] broken
   *[open] open
}
promised-reason = { $reason ->
    [behind] Nobody was free
    [closed] We were closed
    [away] The owner is away
    [handed_over] Handed over
    [chosen] The customer chose it
   *[reopened] Not solved, said the customer
}
promised-call = Wishes to be called
promised-solved = Solved, says the customer
promised-solved-says = { $says ->
    [yes] yes
   *[no] no
}
promised-page = What the customer sees
