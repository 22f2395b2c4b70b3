### Settings, surveys, people.

## Words used on several of these pages

settings-workspace = Workspace
settings-users = People with access
settings-sending = Sending
settings-keys = API keys
settings-webhooks = Webhooks
settings-problems = { $count ->
    [one] Nothing was saved: one field needs another look
   *[other] Nothing was saved: { $count } fields need another look
}
actions = Actions
save = Save
remove = Remove
retry = Try again
copy = Copy
copied = Copied
created = Created
never = never
time = Time
state = State
attempts = Attempts
from-time = From
until-time = Until
field-role = Role
field-external-id = Your id

## People with access

users-seen = Last here
users-invited = invited
users-you = you
users-role-of = Role of { $email }
users-roles = Viewers read. Agents also take cases. Managers also change surveys and settings. Owners also decide who has access.
users-invite = Invite someone
users-invite-button = Invite
users-link = Link for { $email } to choose a password. It works once and for two days; it is shown only now.
users-remove = Remove access
users-remove-what = { $email } is signed out at once and can no longer sign in. Their notes and cases stay.

## API keys

keys-created = Key “{ $name }”. Copy it now: it is shown only this once.
keys-begins = Begins with
keys-access = Access
keys-access-name = { $access ->
    [read] Read only
   *[full] Read and write
}
keys-used = Last used
keys-revoke = Revoke
keys-revoke-what = Programs that use this key are refused from that moment. This cannot be undone; a new key can be created.
keys-revoke-button = Revoke the key
keys-none = No keys yet. A key lets your shop report purchases and read answers.
keys-create = Create a key
keys-name-hint = What uses it, for example “shop”.

## Webhooks

webhooks-endpoints = Endpoints
webhooks-none = None yet. An endpoint is an address of yours that we call the moment something happens.
webhooks-create = Add an endpoint
webhooks-created = Signing secret of { $url }. Copy it now: it is shown only this once.
webhooks-url = Address
webhooks-url-hint = http or https. Private networks are refused unless the server allows them.
webhooks-events = Events
webhooks-event = Event
webhooks-format = Format
webhooks-dialect = { $dialect ->
    [delighted] Delighted format
   *[standard] Standard Webhooks
}
webhooks-state = { $state ->
    [active] active
   *[disabled] switched off
}
webhooks-disabled = switched off { $since }
webhooks-enable = Switch on
webhooks-test = Send a test
webhooks-remove = Remove the endpoint
webhooks-remove-what = { $waiting ->
    [0] It is no longer called. Nothing is waiting for it.
    [one] It is no longer called, and one waiting delivery is dropped.
   *[other] It is no longer called, and { $waiting } waiting deliveries are dropped.
}
webhooks-deliveries = Deliveries
webhooks-deliveries-of = Deliveries to { $url }
webhooks-no-deliveries = Nothing was sent there yet. Send a test to see it work.
webhooks-answer = Answer
delivery-state = { $state ->
    [delivered] delivered
    [retrying] will be tried again
    [failed] given up
   *[waiting] waiting
}
delivery-next = on { $at }

## Sending

sending-server = Mail server
sending-host = Server
sending-from = Sender
sending-tls = Encryption
sending-tls-kind = { $kind ->
    [implicit] TLS
    [starttls] STARTTLS
   *[none] none
}
sending-state = { $state ->
    [reachable] reachable
    [failed] not reachable
   *[unknown] not tried yet
}
sending-none = There is no mail server yet, so e-mails wait below and nobody receives them. Set SURVEY_SMTP_URL and SURVEY_MAIL_FROM and restart the server.
sending-test-to = Send a test e-mail to
sending-test = Send
sending-waiting = Waiting
sending-sent = Sent in 24 hours
sending-unknown = Perhaps sent
sending-unknown-what = The connection broke off at the end. They are not sent again by themselves.
sending-failed = Given up
sending-failed-jobs = What was given up
sending-job = What
sending-why = Why
sending-discard = Discard
sending-paused = Sending pauses
sending-paused-what = { $host } does not take our e-mails. They wait and none is lost. It said:
sending-paused-since = Since
sending-paused-next = next try
sending-paused-waiting = { $count ->
    [one] { $count } e-mail waits
   *[other] { $count } e-mails wait
}
sending-unknown-mails = Perhaps sent
sending-unknown-choice = Nobody knows whether these arrived. Sent again, one may arrive twice; most mail programs then show it once.
sending-again = Send again
sending-leave = Leave it
sending-outbox = Outbox
job = { $kind ->
    [invite] Survey e-mail
    [reminder] Reminder
    [alert] Alert to the team
    [acknowledge] Message to the customer
    [account] Link to set a password
    [digest] Digest or notice
    [endpoint] Notice about an endpoint
    [test] Test e-mail
    [callback] Callback
    [inbound] Message from a shop
   *[upkeep] Upkeep
}
mail-from = From
mail-to = To
mail-html = As a mail program shows it
mail-text = Text part
mail-source = Download the source (.eml)

## Workspace

workspace-business = Your business
workspace-zone = Time zone
workspace-zone-hint = For example Asia/Almaty. Days and weeks in reports follow it; a change counts them anew.
workspace-survey = Survey sent by default
workspace-survey-hint = After a purchase or a service, unless the event names another.
workspace-language = Language
workspace-language-hint = Used when a person's own language is not known or not translated.
workspace-cool-down = Days between two surveys
workspace-cool-down-hint = Nobody is asked again sooner than this.
workspace-too-late = Days after which it is too late
workspace-too-late-hint = A purchase older than this is not asked about.
workspace-quiet = Quiet hours
workspace-quiet-hint = No survey goes out in between, by the person's own clock. Leave both empty for none.
workspace-basis = Ask only where a legal basis was given
workspace-reacting = Reacting
workspace-first-contact = Minutes until the first contact
workspace-first-contact-hint = This is what unhappy customers are promised, so promise what you can keep.
workspace-notify = Everyone with access except viewers gets an e-mail when a case opens, and another when it is overdue.
workspace-reviews = Public reviews
workspace-reviews-what = Everybody who answers is offered these places, whatever they answered: the large review sites forbid to send them only the happy ones. Up to five; save to get one more row.
workspace-review-name = What it is called
workspace-review-url = Address

## Surveys

surveys-new = New survey
surveys-languages = Languages
surveys-questions = Questions
surveys-latest = Latest answer
surveys-default = default
surveys-open = Open
surveys-closed = Closed
survey-version = { $answers ->
    [0] Version { $version }, no answers yet.
    [one] Version { $version }, one answer. Saving makes a new version; answers keep theirs.
   *[other] Version { $version }, { $answers } answers. Saving makes a new version; answers keep theirs.
}
survey-edit-problems = { $count ->
    [one] Not saved: one thing to mend
   *[other] Not saved: { $count } things to mend
}
survey-key = Key
survey-key-hint = Names it in the API: small letters, digits and hyphens. It cannot be changed later.
survey-definition = Definition
survey-definition-hint = JSON. The type and scale of a question never change once it is answered; use a new key for a new question.
survey-save = Save as a new version
survey-create = Create the survey
survey-preview = See it
survey-link = Open link
survey-link-what = Anyone with this link can answer: for a receipt, a chat, a poster.
survey-qr = QR code of the open link
survey-close = Close the survey
survey-close-what = It takes answers. After closing, its links show a friendly page and nothing more goes out; it can be opened again.
survey-open = Open the survey
survey-open-what = It takes no answers, and no e-mails go out for it.
survey-templates = Begin with

## People

people-heading = { $count ->
    [0] People
    [one] { $count } person
   *[other] { $count } people
}
people-search = Search names, e-mails, phones
people-asked = asked on { $at }
people-none = Nobody yet
people-none-what = People appear here with their first purchase, by the API or from a CSV file.
people-none-found = Nobody matches this search
person-stopped = { $why ->
    [bounced] e-mail does not arrive
   *[unsubscribed] unsubscribed
}
person-details = Details
person-since = Known since
person-no-answers = No answers yet.
person-decisions = When they were asked, and why not
person-no-decisions = No purchase or service has been reported for them yet.
person-may-ask = May be asked at the next occasion.
person-stop = Stop asking
person-stop-what = No survey is sent to them any more. Only they can undo it.
person-stop-button = Stop asking this person
person-data = Hand out the data
person-data-what = Everything that is kept about this person: answers, mails, calls, notes. For them, or for your records.
person-erase = Erase
person-erase-open = What would be erased
person-erase-what = { $cases ->
    [0] { $answers ->
        [one] One answer, the history and the contact details are erased for good, also from the reports. If they unsubscribed, that stays known.
       *[other] { $answers } answers, the history and the contact details are erased for good, also from the reports. If they unsubscribed, that stays known.
    }
   *[other] { $answers ->
        [one] One answer, the cases, the history and the contact details are erased for good, also from the reports. If they unsubscribed, that stays known.
       *[other] { $answers } answers, the cases, the history and the contact details are erased for good, also from the reports. If they unsubscribed, that stays known.
    }
}
person-erase-all = Erase everything
person-erase-keep = Keep the bare scores, without person and text
person-erase-button = Erase this person

## Channels

settings-channels = Channels
channels-what = E-mail needs nothing here. A channel is another way to a customer: a provider of text messages or a messenger, called over HTTP.
channels-on = On
channels-off = Off
channels-new = Add a channel
channels-presets = Start from:
channels-preset = { $preset ->
    [twilio] Twilio
    [vonage] Vonage
    [whatsapp] WhatsApp
   *[json] any provider that takes JSON
}
channels-problems = { $count ->
    [one] Nothing was saved: { $count } thing to put right
   *[other] Nothing was saved: { $count } things to put right
}
channels-key = Key
channels-key-hint = The name in requests, such as sms. It cannot be changed later.
channels-recipient = Whom the provider writes to
channels-recipient-hint = phone_number, email, external_id, or properties.NAME for a property of the customer.
channels-method = Method
channels-url = Address
channels-url-hint = http or https. Private networks are refused unless the server allows them.
channels-headers = Headers
channels-headers-hint = One a line, as Name: value.
channels-format = Body is written as
channels-form = a form
channels-body = Body
channels-places = JSON. These places are filled for each message:
channels-text = Message
channels-text-hint = One language a line, as en: message. It needs the link. Empty: the company, the question and the link.
channels-refused-when = An answer with these words is a refusal
channels-refused-when-hint = For providers that say OK to everything. Empty: the status decides.
channels-secret = Secret
channels-secret-hint = What the place for the secret stands for: a token or password of the provider. Kept encrypted.
channels-secret-kept = A secret is kept. Leave this empty to keep it.
channels-active = Send through this channel
channels-test = Try it
channels-test-to = { $recipient } of somebody who expects it
channels-test-hint = They are asked by the default survey, as a customer would be.
channels-test-send = Send the survey
channels-remove = Remove the channel
channels-remove-what = What waits to go out through it is not sent any more.
survey-qr-download = Download as { $format }
## Texts and look

texts-title = Texts and look
settings-texts = Texts and look
survey-texts = Texts and look
survey-texts-what = Subject, words, colours, logo and sender of this survey’s e-mail and pages.
texts-what = What this survey’s e-mail and pages say in your words. What you leave empty comes from the whole business, and else from us.
texts-workspace-link = Texts for all surveys
texts-what-workspace = These texts and this look are for all surveys. A survey can have its own.
texts-languages = Language of the texts
texts-every-language = Every language
texts-written = (has texts of its own)
texts-names = Names you can use
texts-names-what = They are replaced by what is known of the person. What is not known is left out.
texts-name = { $name ->
    [person-first-name] First name
    [person-name] Full name
    [person-email] E-mail address
    [company] Your company
    [survey-name] Name of the survey
    [product] What was bought, else your company
    [properties-order] Order number
   *[other] { $name }
}
texts-name-property = Any property of the purchase
texts-name-default = With words for when it is not known
texts-name-default-words = dear customer
texts-name-if = Only if it is known
texts-mail = E-mail
texts-page = Page
texts-look = Look and sender
texts-look-what = For all languages.
texts-field = { $field ->
    [subject] Subject
    [preheader] Preview line
    [intro] Above the question
    [closing] Below the numbers
    [signature] Signature
    [page_intro] Above the questions
    [button] Button
    [thanks] Thanks
    [link_text] Words of a link after the thanks
    [link_url] Address of that link
    [accent] Colour of buttons and links
    [accent_dark] The same in dark mode
    [background] Background
    [sender_name] Name of the sender
    [reply_to] Replies go to
    [imprint] Address at the end of the e-mail
    [names_day] Name the day of the purchase
   *[other] { $field }
}
texts-hint = { $field ->
    [subject] One line, best below 60 characters.
    [preheader] Stands beside the subject in the list of e-mails.
    [intro] An empty line begins a new paragraph. One or two sentences do best.
    [closing] For example what happens after an unhappy answer.
    [signature] A person signs better than a company.
    [page_intro] Before the first question.
    [button] One word, or two.
    [thanks] After the answer. When a case is open, the promise to call stands below it.
    [link_text] For example “Back to the shop”.
    [link_url] Begins with https:// or mailto:.
    [accent] Such as #0f766e. It has to be readable on the background.
    [accent_dark] Lighter than the other.
    [background] Light: dark text stands on it. In dark mode it is dark by itself.
    [sender_name] The address stays the one that your mail server sends for.
    [reply_to] An address that somebody reads.
    [imprint] Many countries ask for a postal address in each e-mail.
    [names_day] “You were a customer on 3 November” as the reason for asking.
   *[other] {""}
}
texts-names-day-default = As for the whole business
texts-no-logo = Do not use this logo any more
texts-otherwise = If empty: { $text }
texts-save-what = Texts are saved for this language, the look for all.
texts-preview = Preview
texts-view = What to show
texts-view-desktop = E-mail
texts-view-phone = Phone
texts-view-dark = Dark
texts-view-text = Text only
texts-view-page = Page
texts-view-thanks = Thanks
texts-nothing-known = As for somebody of whom only the address is known
texts-show = Show
texts-test-to = Test to
texts-test = Send a test
texts-test-what = A real e-mail with what stands in the form. Its links record nothing.
texts-test-sent = The test e-mail to { $to } is on its way. Nothing was saved.
texts-logo = Logo
texts-logo-file = PNG or JPEG
texts-logo-what = Up to 512 KB, made smaller to fit 600 × 200 pixels. It is used as soon as it is uploaded.
texts-logo-upload = Upload
texts-versions = Versions of the texts
texts-version = Version { $version }
texts-current = in use
texts-restore = Use this one again
texts-undo = Go back to our texts
texts-undo-what = All texts of this language that you wrote here are taken out of use. The versions stay listed, so you can bring them back.
texts-undo-button = Take them out of use
texts-refused = This cannot be shown yet
text-fault-at = Line { $line }, character { $column }: { $why }
text-fault = { $reason ->
    [too-long] the text is longer than { $given } bytes.
    [too-many-parts] the text has more than { $given } parts.
    [unclosed] these braces are never closed. End them with two closing ones.
    [syntax] this cannot be read. Write a name between two braces, or a condition as in the list of names.
    [too-deep] conditions stand more than { $given } deep in each other.
    [raw] three braces are not possible. Write two.
    [includes] a text cannot include another template.
    [decorator] a text cannot define templates.
    [unknown-name] there is no name { $given }. The list of names shows what there is.
    [unknown-command] there is no command { $given }. There are if, unless, each and or.
    [calculation] only names may stand between the braces, no brackets.
    [loop-in-loop] a list inside of another list cannot be gone through.
    [loop-over-name] only a property that is a list can be gone through, not { $given }.
    [script] a text cannot hold a script.
    [html] a text is plain, and { $given } would be shown as it stands. Leave it out.
    [control] there is an invisible control character here. Remove it.
   *[address] { $given } is not an address that begins with https:// or mailto:.
}
survey-texts-edit = Edit
texts-yes = Yes
texts-no = No

## Personal data

privacy-title = Personal data
privacy-kept = How long it is kept, in days
privacy-kept-what = Once a day everything older goes. Reports stay as they are: numbers are kept, people and words are not.
privacy-what = { $what ->
    [clicks] Visits of links, with their network
    [mails] Mails as they were sent
    [callbacks] What your programs were told
    [inbound] What shops and mail providers told us
    [answers] Person and words of answers and closed cases
    [cases] Words of closed cases
   *[audit] Who of you did what
}
privacy-bounds = From { $least } to { $most } days.
privacy-told = What people are told
privacy-url = Address of your privacy page
privacy-url-hint = Linked under every survey. It begins with https://; leave it empty for none.
privacy-group = Smallest group of anonymous answers
privacy-group-hint = So many that look alike become visible together. Fewer lose branch and language.
privacy-next = What the next run lets go of
