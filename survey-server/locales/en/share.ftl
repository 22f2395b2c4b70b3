### How a survey reaches people: link, code, tablets, other pages.

share-title = Share
share-of = Share “{ $name }”
share-what = By a link or a code, on a tablet in the shop, in your own pages, or from a form of your own.
share-closed = This survey is closed: its links take no answers until it is opened again.
share-problems = Nothing was saved yet

share-with = What the link says about where it hangs
share-with-hint = One or more of the properties that reports are cut by, such as branch=Kazan, till=2. Known are:
share-unverified = Anybody can change an address, so answers are marked: “unverified”.
share-with-apply = Make this link
share-qr = QR code
share-qr-what = Leads to the same survey; its answers are counted under the channel “qr”.

card-title = Card to print
card-sentence = How was it? Point your camera here. It takes half a minute.
card-sentence-label = Sentence
card-show = Show
card-print = Then print this page: only the card comes out.

share-kiosks = Tablets
share-kiosks-what = A tablet in the shop asks one question at a time, goes back to the start by itself and works through a lost connection. Open its link once on the tablet, over HTTPS.
kiosk-seen = seen { $at }
kiosk-never-seen = not opened yet
kiosk-waits = { $count ->
    [one] { $count } answer waits there
   *[other] { $count } answers wait there
}
kiosk-refuses = { $count ->
    [one] { $count } answer not accepted
   *[other] { $count } answers not accepted
}
kiosk-open-link = Link for the tablet
kiosk-open-what = Whoever has this link can answer as this tablet. If it gets into other hands, replace it.
kiosk-qr = QR code of the link for the tablet
kiosk-replace = Replace the link
kiosk-replace-what = The present link stops working at once. What the tablet still holds is sent when the new link is opened on it.
kiosk-replace-button = Replace it
kiosk-remove-waits = { $count ->
    [one] { $count } answer waits on this tablet and would never arrive.
   *[other] { $count } answers wait on this tablet and would never arrive.
}
kiosk-remove-what = The link stops working for good. Answers that have arrived stay.
kiosk-remove-button = Remove the tablet
kiosk-new = Set up a tablet
kiosk-create = Set it up
kiosk-name-hint = For you: where it stands.
kiosk-properties = What every answer given on it gets
kiosk-properties-hint = For reports, for example { $example }. Several are separated by commas.
kiosk-languages = Languages
kiosk-languages-hint = With more than one, the screen offers a choice.
kiosk-return = Seconds until it returns to the start
kiosk-pin-hint = 4 to 8 digits, by which staff leave the page. It is kept as a hash and cannot be shown again.

share-embed = In your own pages
share-embed-what = A script of a few kilobytes shows the survey in a dialog or inside a page. It sets no cookies and stores nothing unless you ask for it.
share-embed-none = No page may show it yet: name the addresses of your pages below.
share-origins = Pages that may show it
share-origins-hint = One address per line, with https:// and without a path. For all surveys of this workspace.
share-embed-button = A button that opens a dialog
share-embed-inside = Inside the page
share-policy = For the Content-Security-Policy of your page
share-policy-hint = Needed only if your page has one: add this to what it allows.

share-own = From a form of your own
share-own-what = Post the answers to the open link and read what became of them as JSON. Scripts of the pages named above may do so, too.
share-own-example = For example

share-problem-name = Name: 1 to 100 characters on one line.
share-problem-properties = Properties: each needs a name and a value, such as branch=Kazan.
share-problem-locales = Languages: choose at least one.
share-problem-return-secs = Seconds until it returns: 2 to 120.
share-problem-pin = PIN: 4 to 8 digits, not all the same and not in a row like 1234.
share-problem-embed-origins = Pages: write scheme and host only, such as https://shop.example.

flash-kiosk-created = The tablet is set up. Open its link on it.
flash-kiosk-replaced = The old link is taken back. Open the new one on the tablet.
flash-kiosk-removed = The tablet is removed.
