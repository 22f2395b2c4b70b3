### Who is told of a case: teams, shifts, rooms, and the page that takes a case.

## In rooms

room-test = { $room }: messages arrive here. This is a test, nobody is unhappy.
room-due = First contact by { $time }
room-late = First contact was due by { $time }
room-due-solution = Solution by { $time }
room-late-solution = The solution was due by { $time }

## The page that takes a case

claim-title = Take the case
claim-heading = { $state ->
    [yours] Case { $number } is yours
    [theirs] { $owner } has case { $number }
    [settled] Case { $number } is settled
   *[free] Case { $number } waits for somebody
}
claim-no-words = The customer left no words.
claim-due = { $late ->
    [true] Was due by { $time }
   *[false] Due by { $time }
}
claim-button = I take it
claim-open = Open the case
claim-expired = This link does not work any more
claim-expired-what = It was made for a message that is too old, or you have no access any more. The inbox has every case.
claim-inbox = Open the inbox

## Teams, shifts, absences, and the chain

settings-team = Team
team-what = Who is told of a case: those on call for its team; without a shift, the team in its order; without a team, everybody who works on cases.
team-now = On duty now, for cases of no team: { $names }
team-teams = Teams
team-name = Team
team-name-hint = The name that rules give their cases, such as Delivery. A new name makes a new team.
team-member = Member
team-add = Add to the team
team-up = Tell { $name } earlier
team-down = Tell { $name } later
team-out = Take { $name } out of the team
team-shifts = On call
team-shifts-what = Who is on call is told first, and is told in quiet hours too.
team-of = For
team-every = Every team
team-weeks = In so many weeks, at the same time
team-shift-add = Plan the shift
team-shift-remove = Remove the time of { $name }
team-is-now = now
team-away = Away
team-away-what = Who is away is passed over, and their cases are told to those on duty.
team-away-add = Plan the absence
team-problem-time = The times need another look: give a day and a time for both the beginning and the end.
team-chain = While nobody takes a case
team-chain-what = Minutes since the case was opened, and who is told then. It ends when somebody takes the case.
team-step-minutes = Step { $n }: after so many minutes
team-step-tell = Step { $n }: who is told
team-tell = { $tell ->
    [again] Those on duty, once more
    [next_person] The next person of the team
   *[manager] Managers and owners
}
team-repeat = Then again, every so many minutes
team-repeat-hint = The last step is repeated. Empty: it is not.
team-warn = Warn when so many percent of the time are over
team-warn-hint = Before the deadlines of first contact and of the solution.
team-quiet-from = Quiet from
team-quiet-until = Quiet until
team-quiet-hint = Nobody gets mail in these hours but who is on call, and what is urgent. The rest comes when they end. Empty: no quiet hours.
team-digest = Gather alerts above so many a minute
team-digest-hint = To one person or one room: more than this come as one message.

## Rooms of chat services

settings-chat = Chat
chat-what = Rooms are told of cases together with the people on duty: in Slack, Telegram, Mattermost or Microsoft Teams, or at an e-mail address that is no member’s.
chat-on = On
chat-off = Off
chat-service = { $service ->
    [slack] Slack
    [telegram] Telegram
    [mattermost] Mattermost
    [teams] Microsoft Teams
   *[email] E-mail address
}
chat-service-label = Service
chat-reason = The service said: { $reason }
chat-messages = Last messages
chat-message = { $kind ->
    [opened] New case
    [reminder] Reminder
    [overdue] Late
    [reopened] Open again
    [warning] Due soon
    [digest] Several cases
    [watch] Something unusual
   *[test] Test
}
chat-case = case { $number }
chat-state = { $state ->
    [sent] sent
    [gathered] waits to be gathered
    [failed] not sent
   *[pending] on its way
}
chat-test = Test
chat-test-of = Send a test to { $name }
chat-enable = Switch on
chat-enable-of = Switch { $name } on again
chat-remove = Remove the room
chat-remove-what = Nothing is sent there any more, and what was sent is not shown any more.
chat-new = Add a room
chat-name-hint = What people here call it, such as #unhappy-customers.
chat-address = Address or token
chat-address-hint = Slack, Mattermost: the address of the incoming webhook. Microsoft Teams: the address of the workflow. Telegram: the token of the bot. It is kept encrypted and not shown again.
chat-chat = Chat, with Telegram
chat-chat-hint = The number of the chat, or @ and the name of a channel. The bot must be a member.
chat-team = Cases of
chat-add = Add the room
