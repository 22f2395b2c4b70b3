### ما يقرؤه العملاء: الاستبيان والصفحات المحيطة به.

## عبارات داخل جمل أخرى

# $day is today, tomorrow or later.
by = { $day ->
    [today] اليوم قبل الساعة { $time }
    [tomorrow] غدًا قبل الساعة { $time }
   *[later] في { $date } قبل الساعة { $time }
}

## أسفل كل صفحة

footer-help = أحتاج إلى مساعدة
footer-unsubscribe = لا أريد هذه الرسائل بعد الآن
footer-privacy = كيف تُستخدم الإجابات

## الاستبيان

survey-title = { $problems ->
    [0] { $name }
   *[other] يُرجى المراجعة: { $name }
}
survey-anonymous = هذا الاستبيان مجهول الهوية: تُحفظ إجابتك من دون اسمك وعنوانك ووقت الإجابة، ولا يمكن تغييرها بعد إرسالها.
survey-progress = السؤال { $number } من { $count }
survey-page = الصفحة { $number } من { $count }
survey-changed = تغيّر هذا الاستطلاع بعد أن فتحته. من فضلك راجع إجاباتك وأرسلها مرة أخرى.
survey-again = لقد أجبت من قبل. ما تغيّره هنا يحل محل الجواب السابق.
survey-nothing = لا توجد أي إجابة بعد. تكفي إجابة واحدة.
survey-problems = يُرجى إلقاء نظرة أخرى
survey-chose = تقييمك: { $score }.
survey-follow-up = { $category ->
    [detractor] ما الذي لم يسر كما يجب؟
    [passive] ما الذي كان يمكن أن يكون أفضل؟
   *[promoter] ما أكثر ما أعجبك؟
}
survey-change = تغيير
survey-optional = (اختياري)
survey-other = بكلماتك أنت
survey-characters-left = الأحرف المتبقية: { $count }
survey-send = إرسال
survey-next = التالي
survey-back = السابق

## الشكر

thanks-title = شكرًا لك
thanks-heading = { $category ->
    [detractor] شكرًا لأنك أخبرتنا. يؤسفنا أن الأمر جرى هكذا.
    [passive] شكرًا لك. عرفنا الآن ما الذي علينا تحسينه.
   *[promoter] شكرًا لك. يسعدنا سماع ذلك.
}
thanks-promise-owner = { $channel ->
    [email] سيكتب إليك { $owner } من { $company } { $by }.
   *[phone] سيتصل بك { $owner } من { $company } { $by }.
}
thanks-promise = { $channel ->
    [email] سيكتب إليك أحد العاملين في { $company } { $by }.
   *[phone] سيتصل بك أحد العاملين في { $company } { $by }.
}
thanks-promise-next = لا حاجة إلى شرح كل شيء من جديد: جوابك لدينا. وإن لم يتواصل معك أحد في الموعد فسيُبلَّغ المدير بذلك.
thanks-follow = متابعة ما يجري
thanks-noted = وصل جوابك إلى { $company }.
thanks-add-comment = إضافة
thanks-kept = { $outcome ->
    [contradicted] وصلت عبر هذا الرابط عدة تقييمات مختلفة خلال دقيقتين، لذلك لا يُحتسب أي منها. إن كنت أنت من أجاب، فمن فضلك رد على رسالتنا.
   *[kept] سبق أن أجاب أحدهم عبر هذا الرابط. يبقى ذلك الجواب كما هو، وقد حُفظ جوابك إلى جانبه.
}
thanks-reviews = يمكنك أيضًا إخبار الآخرين
thanks-change = تغيير جوابي

## إلغاء الاشتراك

unsubscribe-title = لا أريد هذه الرسائل بعد الآن
unsubscribe-heading = هل تريد إيقاف الأسئلة من { $company }؟
unsubscribe-what-address = لن تسأل { $company } صاحب العنوان { $address } بعد الآن عن تجربته.
unsubscribe-what = لن يسألك أحد بعد الآن عن تجربتك.
unsubscribe-keeps = رسائل طلباتك ستصلك كالمعتاد: ترسلها { $company } بنفسها ولا يتغير فيها شيء.
unsubscribe-button = إيقاف الأسئلة
unsubscribed-title = تم. لن تصلك أسئلة بعد الآن
unsubscribed-what = يسري ذلك من هذه اللحظة، حتى على الرسائل التي كانت مقررة من قبل.
unsubscribed-back = إن حدث هذا بالخطأ فأخبر { $company }: لا يمكن أن تصلك أسئلة من جديد إلا بموافقتك.

## روابط لم تعد تؤدي إلى شيء

gone-title = هذا الرابط لا يعمل
gone-why = ربما انتهت صلاحيته أو ضاع جزء منه في الطريق. تعمل الروابط في رسائلنا 60 يومًا.
gone-next = افتح الرسالة مرة أخرى واضغط على الرقم فيها. إن لم ينفع ذلك فأجب عن الرسالة: الردود يقرؤها إنسان.
closed-title = هذا الاستبيان مغلق
closed-now = لم تعد { $company } تجمع الإجابات هنا. شكرًا لزيارتك.
closed-since = لا تجمع { $company } الإجابات هنا منذ { $since }. شكرًا لزيارتك.

## مشكلات

problem-title = { $kind ->
    [answered] لقد أجبت من قبل
    [not_found] لا توجد صفحة كهذه
    [forbidden] هذه الصفحة غير متاحة لك
    [expired] انتظر هذا النموذج وقتًا أطول من اللازم
    [invalid] لم نتمكن من قبول هذا بشكله الحالي
    [too_large] النص أطول من أن يُرسل
    [too_many] طلبات كثيرة في وقت واحد
    [unavailable] الخدمة غير متاحة للحظات
   *[internal] حدث عطل من جهتنا
}
problem-what = { $kind ->
    [answered] هذا الاستبيان مجهول الهوية: لا يستطيع أحد العثور على إجابتك مرة أخرى، ولا حتى لتغييرها. لقد وصلت وهي محسوبة.
    [not_found] ربما يوجد خطأ في كتابة العنوان، أو أن الصفحة حُذفت.
    [forbidden] دورك لا يشملها. يمكن لأحد مالكي مساحة العمل تغيير ذلك.
    [expired] لم يتغير شيء. ارجع إلى الصفحة السابقة وأعد تحميلها ثم أرسل مرة أخرى.
    [invalid] لم يُحفظ شيء. ارجع إلى الصفحة السابقة وأعد تحميلها ثم أرسل مرة أخرى.
    [too_large] يُرجى اختصار النص وإرساله مرة أخرى. لم يُحفظ شيء.
    [too_many] يُرجى الانتظار قليلًا ثم المحاولة من جديد. لم يضع شيء.
    [unavailable] لم يُحفظ شيء. يُرجى الإرسال مرة أخرى: الجواب نفسه إن تكرر يُحسب مرة واحدة.
   *[internal] لا ذنب لك في ذلك. سُجّل العطل للقائمين على هذا الخادم.
}
problem-retry = { $seconds ->
    [zero] يُرجى المحاولة الآن من جديد ({ $seconds } ثانية).
    [one] يُرجى المحاولة من جديد بعد ثانية واحدة.
    [two] يُرجى المحاولة من جديد بعد ثانيتين.
    [few] يُرجى المحاولة من جديد بعد { $seconds } ثوانٍ.
    [many] يُرجى المحاولة من جديد بعد { $seconds } ثانية.
   *[other] يُرجى المحاولة من جديد بعد { $seconds } ثانية.
}
problem-back = رجوع
problem-again = إرسال مرة أخرى
written-title = ما كتبته
written-kept-not = لم يُحفظ. يمكنك نسخه من هنا.
problem-request = إن كتبت إلينا بهذا الشأن فاذكر هذا الرقم:

## حالة الطلب كما يراها العميل

status-title = إلى أين وصل الأمر
# $state is open, claimed, contacted, waiting or resolved.
status-heading = { $state ->
    [resolved] حُلّت المسألة
    [contacted] تواصلنا معك
    [waiting] ننتظر جوابك
   *[open] جوابك لدينا ونبحث عن الشخص المناسب
}
status-heading-owner = { $state ->
    [resolved] حُلّت المسألة، وتولاها { $owner }
    [contacted] يعمل على المسألة { $owner }
    [waiting] ينتظر جوابك { $owner }
   *[claimed] يتولى المسألة { $owner }
}
status-due = { $late ->
    [true] كان علينا التواصل معك { $by }. لم يحدث ذلك، وقد أُبلغ المدير.
   *[false] { $channel ->
        [email] سنكتب إليك { $by }.
       *[phone] سنتصل بك { $by }.
    }
}
status-step = { $step ->
    [received] وصل جوابك
    [claimed] تولى أحدنا الأمر
    [contacted] أول تواصل
    [reopened] أُعيد فتح الحالة
   *[resolved] حُلّت المسألة
}
status-reply = هل تريد إضافة شيء؟ اكتب إلى { $address }.

survey-yes = نعم
survey-no = لا
star-label = { $value } من { $top }
smiley-label = { $value ->
    [1] غير راضٍ
    [2] لا بأس
   *[3] راضٍ
}
error-needs-answer = يُرجى الإجابة عن هذا السؤال
error-needs-agreement = يُرجى وضع علامة في المربع للمتابعة
error-range = اختر رقمًا من { $low } إلى { $high }
error-length = النص طويل جدًا؛ الحد الأقصى { $limit } حرف
error-choice = اختر إحدى الإجابات المعروضة
survey-preview-note = هكذا تبدو الصفحة. لا يُسجَّل شيء هنا.

kiosk-needs-script = يحتاج هذا الجهاز إلى JavaScript. فعّله من إعدادات المتصفح.
kiosk-begin = المس للبدء
kiosk-done = تم
kiosk-language = اللغة
kiosk-waiting = في انتظار الاتصال: { $count }
kiosk-refused = لم تُقبل: { $count }
kiosk-gone = أُلغي هذا الرابط. افتح الرابط الجديد على هذا الجهاز، وعندها يُرسل ما هو محفوظ هنا.
kiosk-staff = للموظفين
kiosk-pin = للموظفين
kiosk-pin-what = رمز PIN لهذا الجهاز
kiosk-pin-open = فتح
kiosk-pin-wrong = هذا ليس رمز PIN الصحيح.
kiosk-pin-wait = محاولات كثيرة. حاول مرة أخرى بعد { $seconds } ث.
kiosk-pin-offline = لا يمكن التحقق من رمز PIN إلا عند توفر الاتصال.
kiosk-cancel = إلغاء
kiosk-send-now = أرسل الآن
kiosk-discard = حذف هذه
kiosk-leave = خروج
kiosk-left = هذه الصفحة متوقفة
kiosk-start-again = ابدأ من جديد
embed-close = إغلاق

choice-limits = { $kind ->
    [exact] العدد المطلوب اختياره: { $least }
    [least] أقل عدد للاختيار: { $least }
    [most] أكبر عدد للاختيار: { $most }
   *[between] اختر من { $least } إلى { $most }
}
text-least = أقل عدد من الأحرف: { $least }
error-unreadable = لم يصل هذا النص بشكل مقروء. من فضلك اكتبه مرة أخرى

# What was promised to a customer, and what they can do about it.

promise-reason = { $reason ->
    [behind] لم يتفرغ أحد للتواصل معك بعد. نعتذر عن ذلك.
    [closed] نكون مغلقين في الموعد الذي ذكرناه. نعتذر عن ذلك.
    [away] الشخص الذي كان يتابع أمرك غائب، وسيتولاه أحد الزملاء.
    [handed_over] من كان يتابع أمرك سلّمه إلى الفريق.
    [chosen] هذا هو الوقت الذي اخترته.
   *[reopened] أخبرتنا أن الأمر لم يُحلّ.
}
status-solution = { $late ->
    [true] أردنا أن نحلّه { $by }. ما زلنا نعمل عليه.
   *[false] سيُحلّ { $by }.
}
status-promises = ما وعدنا به
status-promise = { $what ->
    [solution] الحل: { $at }
   *[contact] أول تواصل: { $at }
}
status-promise-state = { $state ->
    [kept] تمّ الوفاء به
    [renewed] استُبدل بموعد جديد
    [broken] لم نفِ به
   *[open] لم يحن بعد
}
status-line-title = كلمة إلى المدير
status-line-what = تصل إلى المدير وإلى الشخص الذي يتابع أمرك.
status-line-field = رسالتك
status-line-sent = وصلت رسالتك، وهي لدى المدير.
status-solved-ask = هل حُلّت المشكلة؟
status-solved-yes = نعم، حُلّت
status-solved-no = لا، لم تُحلّ
status-solved-thanks = { $solved ->
    [true] شكرًا لك. يسعدنا ذلك.
   *[false] شكرًا لإخبارنا. فُتح الأمر من جديد، والمدير على علم بذلك.
}
status-call-title = اختر وقتًا للمكالمة
status-call-what = في هذه الأوقات يوجد من يتصل بك.
status-call-send = اتصلوا بي حينها
status-call-chosen = اخترت { $at }.
status-call-gone = لم يعد هذا الوقت متاحًا. اختر وقتًا آخر من فضلك.

## I need help

help-lead = ستتواصل معك { $company }. اضغط الزر، ولا حاجة إلى أي شيء آخر.
help-not-anonymous = طلب المساعدة ليس مجهول الهوية: ترى { $company } من يطلبها. أما إجاباتك في الاستبيان فتبقى مجهولة الهوية.
help-name = اسمك
help-email = بريدك الإلكتروني
help-phone = رقم هاتف نتصل بك عليه
help-words = ما الموضوع؟
help-sent-heading = وصل طلبك للمساعدة
help-sent = رسالتك لدى { $company } وسيتواصلون معك.
help-error-phone = اكتب الرقم مع رمز البلد، مثلًا ‎+971 4 000 0000
help-error-email = هذا ليس عنوان بريد إلكتروني
help-error-reach = اترك بريدًا إلكترونيًا أو رقم هاتف حتى نتمكن من الوصول إليك
