# الرسائل.

## الدعوة: إلى العميل

mail-invitation-subject = سؤال واحد من { $company }
mail-invitation-preheader = يكفي أن تضغط على رقم، فهو جوابك. ويمكنك بعد ذلك إضافة بضع كلمات إن أردت.
mail-out-of = { $score } من { $top }
mail-asks = وصلك هذا السؤال من { $company } لأنك من عملائها.
mail-asks-since = وصلك هذا السؤال من { $company } لأنك تعاملت معها في { $date }.
mail-unsubscribe = إلغاء الاشتراك
mail-again = { $how ->
    [solved] أخبرتنا في { $date } بما لم يكن على ما يرام. نرجو أن يكون قد حُلّ. كيف الأمر الآن؟
    [noticed] حدث خطأ من جهتنا في { $date }. كيف ترى الأمر الآن؟
   *[told] أخبرتنا في { $date } بما لم يكن على ما يرام. كيف ترى الأمر الآن؟
}
mail-text-tap = افتح رابط الرقم الذي يناسب رأيك:
mail-text-unsubscribe = حتى لا تصلك أسئلة كهذه بعد الآن:

## التنبيه: إلى الفريق

mail-alert-subject = { $score } من { $top }: { $who }
mail-alert-subject-case = عميل يحتاج إلى مساعدة: { $who }
mail-alert-someone = عميل غير معروف الاسم
mail-alert-preheader = لم يتصل أحد بالعميل بعد. الشركة: { $company }
mail-alert-heading = عميل غير راضٍ: { $who }
mail-alert-score = { $score } من { $top }
mail-alert-no-words = لا تعليق مع التقييم حتى الآن.
mail-alert-call = اتصال: { $phone }
mail-alert-write = مراسلة: { $email }
mail-alert-due = يجب التواصل مع العميل قبل { $time }. الوقت المتبقي: { $left }.
mail-alert-late = كان يجب التواصل مع العميل قبل { $time }. مدة التأخر: { $left }.
mail-alert-open = فتح الحالة
mail-alert-order = موضوع التقييم
mail-alert-answered = وصل الجواب في { $at }
mail-alert-reason = وصلتك هذه الرسالة لأنك تتابع العملاء غير الراضين في { $company }.

## رابط كلمة المرور

mail-password-set-subject = كلمة المرور الخاصة بك في { $company }
mail-password-set-lead = أُنشئ حساب في { $company } للعنوان { $email }. اختر كلمة مرور لتسجيل الدخول.
mail-password-set-button = اختيار كلمة المرور
mail-password-reset-subject = كلمة مرور جديدة في { $company }
mail-password-reset-lead = طلب أحدهم، وهو أنت على الأرجح، كلمة مرور جديدة للعنوان { $email } في { $company }.
mail-password-reset-button = اختيار كلمة مرور جديدة
mail-password-valid = يعمل الرابط مرة واحدة. مدة صلاحيته: { $length }.
mail-password-ignore = إن لم تكن أنت من طلب ذلك فلا حاجة إلى فعل شيء: كلمة مرورك تبقى كما هي.
mail-password-unexpected = إن كنت لا تعرف { $company } فلا حاجة إلى فعل شيء: لا يمكن لأحد استخدام الحساب من دون كلمة مرور.
mail-link-spelled-out = إن لم يعمل الزر فافتح هذا العنوان:

## رسالة التجربة

mail-test-subject = رسالة تجريبية من { $company }
mail-test-lead = الإرسال يعمل.
mail-test-detail = أُرسلت هذه الرسالة باسم { $company } من { $sender } عبر { $route } في { $at }.
mail-test-reason = وصلتك هذه الرسالة لأن أحدهم ضغط على «إرسال رسالة تجريبية» في الإعدادات.

## الرسالة النصية: إلى العميل

mail-message = { $company }: { $question } { $url }
mail-draft-subject = تجربة: { $subject }

## إلى عميل نعتني بأمره

mail-customer-subject = { $kind ->
    [acknowledgement] { $company }: نحن نتابع أمرك
    [renewal] { $company }: موعد جديد لك
    [known_problem] { $company }: مشكلة نعرفها
    [over] { $company }: انتهت المشكلة
   *[reply] { $company }: بخصوص ما أخبرتنا به
}
mail-customer-preheader = { $kind ->
    [acknowledgement] من سيتواصل معك ومتى.
    [renewal] متى سنتواصل معك ولماذا تغيّر الموعد.
    [known_problem] قد تخصّك هذه المشكلة. إليك ما نعرفه.
    [over] إليك كيف انتهى الأمر.
   *[reply] ردّ من { $company }.
}
mail-customer-heading = { $kind ->
    [acknowledgement] نحن نتابع أمرك
    [renewal] موعد جديد لك
    [known_problem] مشكلة نعرفها
    [over] انتهت المشكلة
   *[reply] ردّ لك
}
mail-customer-next = لن تحتاج إلى شرح أي شيء مرتين. وإذا لزم تغيير الموعد فسنخبرك قبل أن يحين.
mail-customer-expected = نتوقع أن تنتهي { $by }.
mail-customer-reply = هل تودّ إضافة شيء؟ ردّ على هذه الرسالة، فهي تصل إلى الشخص الذي يتابع أمرك.
mail-customer-why = { $kind ->
    [known_problem] وصلتك هذه الرسالة لأن المشكلة قد تخصّك بصفتك عميلًا لدى { $company }. وهي ليست إعلانًا.
    [over] وصلتك هذه الرسالة لأننا أخبرناك بالمشكلة بصفتك عميلًا لدى { $company }. وهي ليست إعلانًا.
   *[other] وصلتك هذه الرسالة لأن { $company } تتابع أمرًا يخصّك.
}

## أخبار إلى الفريق

mail-news-heading = { $what ->
    [wrote] رسالة جديدة من { $who }
    [line] كلمة إلى المدير من { $who }
    [unsolved] لم تُحلّ بعد بحسب { $who }
    [call] اختيار وقت المكالمة من { $who }
    [renewed] وعد بموعد جديد إلى { $who }
    [broken] وعد لم يُوفَّ به إلى { $who }
   *[undelivered] لم تصل رسالتنا إلى { $who }
}
mail-news-time = { $what ->
    [call] المكالمة: { $at }.
    [broken] كان الموعد: { $at }.
   *[renewed] الموعد الجديد: { $at }.
}
mail-news-open = فتح

## Why the team is told, several cases at once, and a room that refuses us: to the team

mail-alert-why = { $why ->
    [reminder] لم يتولّ أحد هذه الحالة بعد
    [overdue] انقضى أحد المواعيد
    [reopened] الحالة مفتوحة من جديد
    [assigned] أُسندت إليك هذه الحالة
    [warning] اقترب أحد المواعيد
   *[opened] حالة جديدة
}
mail-alert-prefix = { $why ->
    [reminder] تذكير
    [overdue] متأخرة
    [reopened] مفتوحة من جديد
    [assigned] لك
    [warning] اقترب الموعد
   *[opened] جديدة
}
mail-alert-due-solution = يجب الحل قبل { $time }. الوقت المتبقي: { $left }.
mail-alert-late-solution = كان يجب الحل قبل { $time }. مدة التأخر: { $left }.
mail-alert-claim = تولّي الحالة
mail-digest-heading = { $count ->
    [zero] لا حالات تنتظر
    [one] حالة واحدة تنتظر من يتولاها
    [two] حالتان تنتظران من يتولاهما
    [few] { $count } حالات تنتظر من يتولاها
    [many] { $count } حالة تنتظر من يتولاها
   *[other] { $count } حالة تنتظر من يتولاها
}
mail-digest-due = الموعد: { $time }
mail-digest-late = انقضى الموعد: { $time }
mail-digest-open = فتح قائمة الحالات
mail-room-subject = لم تعد { $room } تتلقى رسائل
mail-room-what = رفضت الخدمة التي تقف وراء { $room } رسالتنا، لذلك لا يُرسل إليها شيء بعد الآن. ردها: { $reason }
mail-room-open = الإعداد من جديد

## التحسين: إلى من اشتكى

mail-improvement-subject = ما الذي غيّرته { $company }
mail-improvement-preheader = أخبرتنا في { $date } بما لم يكن على ما يرام.
mail-improvement-lead = أخبرتنا في { $date } بما لم يكن على ما يرام. هذا ما غيّرناه.
mail-improvement-why = تكتب إليك { $company } لأنك أخبرتها بما كان خطأ. هذه هي الرسالة الوحيدة عن ذلك.
