### Settings: connections to shops.

settings-connections = Connections
flash-connection-made = Connection added. Paste its address into your shop, and its secret here.
flash-connection-secret = Secret saved. The one before it counts for another day.
flash-connection-removed = Connection removed. Calls to its address are refused from now on.
flash-message-retried = The message is being read again.
flash-request-done = Noted as answered.
connections-list = Shops and payments that report orders
connections-none = None yet. Connect your shop, and each customer is asked when their order is done.
connections-ready = connected
connections-troubled = calls are refused: is the secret right?
connections-unfinished = secret is missing
connections-received = { $count ->
    [one] one message
   *[other] { $count } messages
}
connections-refused = { $count ->
    [one] one refused
   *[other] { $count } refused
}
connections-last = the last { $at }
connections-remove = Remove the connection
connections-remove-what = Its address stops working at once, and the list of its messages is deleted. People, events and surveys stay.
connections-created = Secret of “{ $name }”. Copy it into your shop now: it is shown only this once.
connections-steps = { $source ->
    [shopify] In Shopify open Settings, Notifications, Webhooks. Create one for “Order fulfillment” (orders/fulfilled), format JSON, with the address below; also for “Order cancellation” and “Refund create”, so that nobody is asked about an order that was taken back. The secret stands at the foot of that page.
    [woocommerce] In WooCommerce open Settings, Advanced, Webhooks. Add one with topic “Order updated”, status “Active”, the address below as delivery URL, and the secret that was shown here.
    [ses] In Amazon SNS make a standard topic and subscribe the address below by HTTPS, raw delivery off. In SES, under the identity, Notifications, choose that topic for bounces and complaints, with original headers. The secret is the ARN of the topic.
    [postmark] In Postmark open your server, the message stream, Webhooks, Add webhook. Give the address below, under “Basic auth” any user name and as password the secret that was shown here, and tick Bounce, Spam complaint and Delivery.
    [sendgrid] In SendGrid open Settings, Mail settings, Event webhook. Give the address below, tick Bounced, Dropped, Delivered, Spam reports and Unsubscribed, and switch the signed event webhook on. The secret is its verification key.
    [mailgun] In Mailgun open Sending, Webhooks. Add the address below for Permanent failure, Spam complaints, Unsubscribes and Delivered. The secret is the HTTP webhook signing key of the account.
   *[stripe] In Stripe open Developers, Webhooks. Add an endpoint with the address below and the events checkout.session.completed, checkout.session.async_payment_succeeded and charge.refunded. The signing secret stands on the endpoint’s page.
}
connections-url = Address to paste there
connections-secret = Secret
connections-secret-replace = Replace the secret
connections-secret-hint = { $source ->
    [shopify] At the foot of the page Webhooks, or the client secret of your app. It is kept encrypted and never shown again.
    [ses] The ARN of the topic, such as arn:aws:sns:eu-west-1:123456789012:bounces. It is kept encrypted and never shown again.
    [sendgrid] The verification key of the signed event webhook. It is kept encrypted and never shown again.
    [mailgun] The HTTP webhook signing key. It is kept encrypted and never shown again.
   *[stripe] It begins with whsec_. It is kept encrypted and never shown again.
}
connections-secret-save = Save the secret
connections-secret-ours = The secret was shown when it was made. A new one counts at once; the one before it counts for another day.
connections-secret-new = Make a new secret
connections-overlap = The one before counts until { $until }.
connections-unasked = Nobody is asked about { $kind } yet.
connections-unasked-mend = Add it to “When we ask”
connections-messages = The last messages
connections-no-messages = Nothing came yet. When an order is done in your shop, its message appears here.
connections-topic = About
connections-detail = What came of it
connections-person = Person
connections-message-state = { $state ->
    [done] taken
    [ignored] nothing to do
    [failed] failed
   *[waiting] waiting
}
connections-why = { $why ->
    [other_topic] such messages are not needed
    [other_status] the order is not done, or no longer
    [test_order] a test order
    [unpaid] not paid yet
    [partial_refund] only a part was paid back; the order stands
    [nobody_named] it does not say whose order it is
    [unknown_person] nothing is kept about this person
   *[known_already] reported before
}
connections-create = Connect a shop
connections-create-button = Connect
connections-source = What to connect
connections-name-hint = How you call it, for example “Tea shop”.
connections-basis = On what grounds you ask its customers
connections-basis-hint = Is noted with every order. Needed if surveys are only sent on a stated basis.
connections-basis-name = { $basis ->
    [soft_opt_in] They bought something and did not object
    [consent] They agreed to be asked
    [legitimate_interest] Legitimate interest
   *[none] Not stated
}
connections-requests = People who ask for their data
connections-requests-what = They asked through their shop. Send them the file, then mark it as answered.
connections-request-due = answer by { $at }
connections-request-late = was due { $at }
connections-request-data = Download their data
connections-request-done = Answered
