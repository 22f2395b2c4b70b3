# The public badge and testimonials: everybody reads them.

badge-heading = ماذا يقول عملاء { $company }
badge-nps = { $score } NPS
badge-mean = { $score } من { $most }
badge-answers = { $count ->
    [zero] { $count } إجابة
    [one] إجابة واحدة ({ $count })
    [two] إجابتان ({ $count })
    [few] { $count } إجابات
    [many] { $count } إجابة
   *[other] { $count } إجابة
}
badge-few = الإجابات قليلة حتى الآن
badge-few-what = تظهر ابتداءً من { $least } إجابة خلال 12 شهرًا
badge-interval = بين { $low } و{ $high }
badge-reaction = عملاء غير راضين تم التواصل معهم خلال { $target }: { $share }% من { $count }
testimonials-title = ماذا يقول عملاء { $company }
testimonials-how = تشمل الدرجة كل إجابات الأشهر الاثني عشر الأخيرة، الجيدة منها والسيئة. الكلمات أدناه لعملاء وافقوا على نشرها. اختارتها { $company }؛ وما حُذف مُعلَّم بعلامة …، ولم يتغير شيء آخر.
testimonials-none = لم يُنشر شيء بعد.
testimonials-older = الأقدم
testimonials-nameless = أحد العملاء
