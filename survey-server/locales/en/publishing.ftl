# Settings: the public badge, testimonials. Exports.

settings-badge = Badge and testimonials
badge-title = Badge
badge-what = A small picture with your score and the number of answers of the last 12 months, computed anew at most once a minute. It cannot be edited. Below 30 answers it says that there are too few.
badge-active = Everybody may see the badge and the testimonials
badge-survey = Survey
badge-default-survey = The default survey
badge-language = Language
badge-own-language = As the workspace
badge-image = The badge as everybody sees it
badge-snippet = Code for your page
badge-snippet-what = Paste the code where the badge should stand. Add ?lang=de or ?theme=dark to the address of the picture for another language or a dark page.
badge-page = The page with testimonials
testimonials-choose = Testimonials
testimonials-what = Only words of customers who agreed to it in the survey. Choose whole words; left-out parts are marked. When a customer takes the consent back, or is erased, the words disappear at once. The score beside them counts all answers.
testimonials-not-asked = No survey asks for it. Add a question of the type “consent” with "publish": "words" or "first_name".
testimonials-none-yet = Nobody has agreed so far, or nobody of those wrote anything.
testimonials-look-further = Look further back
testimonials-newest = Back to the newest
testimonial-published = Published
testimonial-nameless = without a name
testimonial-answer = Answer
testimonial-words = Words to publish
testimonial-publish = Publish
testimonial-change = Change
testimonial-hide = Hide again
testimonial-not-own-words = These must be whole words of the customer, in their order, with … where something is left out; at most { $most } characters.
flash-testimonial-published = Published.
flash-testimonial-hidden = Hidden.
export-csv = Download CSV
export-json = Download JSON
export-counts-csv = Counts as CSV
export-counts-json = Counts as JSON
export-what = Everything in this view, with what each column means
export-title = Download
