# كلمات مشتركة بين الصفحات والرسائل.

duration-days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n }{"\u00A0"}أيام
    [many] { $n }{"\u00A0"}يومًا
   *[other] { $n }{"\u00A0"}يوم
}
duration-hours = { $n ->
    [zero] { $n } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n }{"\u00A0"}ساعات
    [many] { $n }{"\u00A0"}ساعة
   *[other] { $n }{"\u00A0"}ساعة
}
duration-minutes = { $n ->
    [zero] { $n } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $n }{"\u00A0"}دقائق
    [many] { $n }{"\u00A0"}دقيقة
   *[other] { $n }{"\u00A0"}دقيقة
}
duration-two = { $longer } و{ $shorter }
