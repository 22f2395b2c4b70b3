### Müşterilerin okudukları: anket ve çevresindeki sayfalar.

## Başka cümlelerin içindeki sözler

# $day: today, tomorrow ya da later.
by = { $day ->
    [today] bugün saat { $time } olmadan
    [tomorrow] yarın saat { $time } olmadan
   *[later] { $date } günü saat { $time } olmadan
}

## Her sayfanın altı

footer-help = Yardıma ihtiyacım var
footer-unsubscribe = Bu e-postaları artık almak istemiyorum
footer-privacy = Yanıtlar nasıl kullanılıyor

## Anket

survey-title = { $problems ->
    [0] { $name }
   *[other] Lütfen kontrol edin: { $name }
}
survey-anonymous = Bu anket anonimdir: yanıtınız adınız, adresiniz ve saat bilgisi olmadan saklanır. Gönderdikten sonra değiştirilemez.
survey-progress = Soru { $number } / { $count }
survey-page = Sayfa { $number } / { $count }
survey-changed = Siz açtıktan sonra bu anket değişti. Lütfen yanıtlarınıza göz atın ve yeniden gönderin.
survey-again = Daha önce yanıtladınız. Burada değiştirdikleriniz eskisinin yerine geçer.
survey-nothing = Henüz hiçbir yanıt yok. Bir yanıt yeter.
survey-problems = Lütfen bir kez daha bakın
survey-chose = Verdiğiniz puan: { $score }.
survey-follow-up = { $category ->
    [detractor] Ne ters gitti?
    [passive] Ne daha iyi olabilirdi?
   *[promoter] En çok neyi beğendiniz?
}
survey-change = Değiştir
survey-optional = (isteğe bağlı)
survey-other = Kendi sözlerinizle
survey-characters-left = Kalan karakter: { $count }
survey-send = Gönder
survey-next = İleri
survey-back = Geri

## Teşekkür

thanks-title = Teşekkür ederiz
thanks-heading = { $category ->
    [detractor] Bize söylediğiniz için teşekkür ederiz. Böyle olduğu için üzgünüz.
    [passive] Teşekkür ederiz. Neyi düzeltmemiz gerektiğini artık biliyoruz.
   *[promoter] Teşekkür ederiz. Bunu duymak güzel.
}
thanks-promise-owner = { $channel ->
    [email] { $company } adına { $owner }, { $by } size yazacak.
   *[phone] { $company } adına { $owner }, { $by } sizi arayacak.
}
thanks-promise = { $channel ->
    [email] { $company } ekibinden biri { $by } size yazacak.
   *[phone] { $company } ekibinden biri { $by } sizi arayacak.
}
thanks-promise-next = Her şeyi yeniden anlatmanız gerekmeyecek: yanıtınız bizde. Zamanında kimse ulaşmazsa yöneticinin haberi olur.
thanks-follow = Durumu göster
thanks-noted = Yanıtınız { $company } ekibine ulaştı.
thanks-add-comment = Ekle
thanks-kept = { $outcome ->
    [contradicted] Bu bağlantıdan iki dakika içinde birkaç farklı puan geldi, bu yüzden hiçbiri sayılmadı. Yanıtlayan sizseniz lütfen e-postamıza yanıt yazın.
   *[kept] Bu bağlantıyla daha önce biri yanıt verdi. O yanıt olduğu gibi kalıyor; sizinki de onun yanında saklandı.
}
thanks-reviews = Başkalarına da anlatabilirsiniz
thanks-change = Yanıtımı değiştir

## Abonelikten çıkma

unsubscribe-title = Bu e-postaları artık almak istemiyorum
unsubscribe-heading = { $company } size artık soru sormasın mı?
unsubscribe-what-address = { $company } bundan sonra { $address } adresine her şeyin nasıl geçtiğini sormayacak.
unsubscribe-what = Size bundan sonra her şeyin nasıl geçtiği sorulmayacak.
unsubscribe-keeps = Siparişlerinizle ilgili iletiler gelmeyi sürdürür: onları { $company } kendisi gönderir ve bu işlemden etkilenmezler.
unsubscribe-button = Artık sormayın
unsubscribed-title = Tamam. Size bir daha sorulmayacak
unsubscribed-what = Şu andan başlayarak geçerlidir, önceden planlanmış e-postalar için de.
unsubscribed-back = Yanlışlıkla olduysa { $company } ekibine söyleyin: size ancak siz isterseniz yeniden sorabilirler.

## Artık bir yere götürmeyen bağlantılar

gone-title = Bu bağlantı çalışmıyor
gone-why = Süresi dolmuş ya da bir bölümü yolda kaybolmuş olabilir. E-postalarımızdaki bağlantılar 60 gün çalışır.
gone-next = E-postayı yeniden açıp içindeki sayıya dokunun. Yine olmazsa e-postayı yanıtlayın: yanıtları bir insan okuyor.
closed-title = Bu anket kapandı
closed-now = { $company } burada artık yanıt toplamıyor. Uğradığınız için teşekkür ederiz.
closed-since = { $company } { $since } tarihinden beri burada yanıt toplamıyor. Uğradığınız için teşekkür ederiz.

## Sorunlar

problem-title = { $kind ->
    [answered] Zaten yanıtladınız
    [not_found] Böyle bir sayfa yok
    [forbidden] Bu sayfayı görme izniniz yok
    [expired] Bu form çok uzun süre bekledi
    [invalid] Bu haliyle kabul edemedik
    [too_large] Gönderilemeyecek kadar uzun
    [too_many] Bir anda çok fazla istek
    [unavailable] Kısa bir süre ulaşılamıyor
   *[internal] Bizim tarafımızda bir şey bozuldu
}
problem-what = { $kind ->
    [answered] Bu anket anonimdir: yanıtınızı değiştirmek için bile olsa kimse yeniden bulamaz. Yanıtınız ulaştı ve sayıldı.
    [not_found] Adreste bir yazım hatası olabilir ya da sayfa kaldırılmıştır.
    [forbidden] Rolünüz bunu kapsamıyor. Çalışma alanının bir sahibi bunu değiştirebilir.
    [expired] Hiçbir şey değişmedi. Geri dönün, sayfayı yenileyin ve yeniden gönderin.
    [invalid] Hiçbir şey kaydedilmedi. Geri dönün, sayfayı yenileyin ve yeniden gönderin.
    [too_large] Lütfen kısaltıp yeniden gönderin. Hiçbir şey kaydedilmedi.
    [too_many] Lütfen biraz bekleyip yeniden deneyin. Hiçbir şey kaybolmadı.
    [unavailable] Hiçbir şey kaydedilmedi. Lütfen yeniden gönderin: aynı yanıt iki kez gelse de bir kez sayılır.
   *[internal] Bu sizden kaynaklanmıyor. Hata, bu sunucudan sorumlu kişiler için kaydedildi.
}
problem-retry = { $seconds ->
    [one] { $seconds } saniye sonra yeniden deneyin.
   *[other] { $seconds } saniye sonra yeniden deneyin.
}
problem-back = Geri dön
problem-again = Yeniden gönder
written-title = Yazdıklarınız
written-kept-not = Kaydedilmedi. Metni buradan kopyalayabilirsiniz.
problem-request = Bize bu konuda yazarsanız şu numarayı belirtin:

## Bir kaydın durumu, müşterinin gördüğü biçimiyle

status-title = Durum
# $state: open, claimed, contacted, waiting ya da resolved.
status-heading = { $state ->
    [resolved] Bu konu çözüldü
    [contacted] Sizinle görüştük
    [waiting] Yanıtınızı bekliyoruz
   *[open] Yanıtınız bizde, doğru kişiyi arıyoruz
}
status-heading-owner = { $state ->
    [resolved] { $owner } bu konuyu çözdü
    [contacted] { $owner } bu konu üzerinde çalışıyor
    [waiting] { $owner } yanıtınızı bekliyor
   *[claimed] { $owner } bu konuyla ilgileniyor
}
status-due = { $late ->
    [true] Size { $by } ulaşmamız gerekiyordu. Olmadı, yöneticinin bundan haberi var.
   *[false] { $channel ->
        [email] Size { $by } yazacağız.
       *[phone] Sizi { $by } arayacağız.
    }
}
status-step = { $step ->
    [received] Yanıtınız ulaştı
    [claimed] Biri üstlendi
    [contacted] İlk görüşme
    [reopened] Yeniden açıldı
   *[resolved] Çözüldü
}
status-reply = Eklemek istediğiniz bir şey var mı? Şu adrese yazın: { $address }

survey-yes = Evet
survey-no = Hayır
star-label = { $top } üzerinden { $value }
smiley-label = { $value ->
    [1] Memnun değilim
    [2] Fena değil
   *[3] Memnunum
}
error-needs-answer = Lütfen bu soruyu yanıtlayın
error-needs-agreement = Devam etmek için lütfen kutuyu işaretleyin
error-range = { $low } ile { $high } arasında bir sayı seçin
error-length = Metniniz çok uzun; en çok { $limit } karakter sığar
error-choice = Sunulan yanıtlardan birini seçin
survey-preview-note = Böyle görünüyor. Burada hiçbir şey kaydedilmez.

kiosk-needs-script = Bu tablet JavaScript gerektirir. Tarayıcı ayarlarından açın.
kiosk-begin = Başlamak için dokunun
kiosk-done = Tamam
kiosk-language = Dil
kiosk-waiting = Bağlantı bekleyen: { $count }
kiosk-refused = Kabul edilmeyen: { $count }
kiosk-gone = Bu bağlantı geri alındı. Bu tablette yenisini açın: burada tutulanlar o zaman gönderilir.
kiosk-staff = Personel
kiosk-pin = Personel için
kiosk-pin-what = Bu tabletin PIN kodu
kiosk-pin-open = Aç
kiosk-pin-wrong = PIN doğru değil.
kiosk-pin-wait = Çok fazla deneme. { $seconds } sn sonra yeniden deneyin.
kiosk-pin-offline = PIN yalnızca bağlantı varken denetlenebilir.
kiosk-cancel = Vazgeç
kiosk-send-now = Şimdi gönder
kiosk-discard = Bunları sil
kiosk-leave = Çık
kiosk-left = Bu sayfa durduruldu
kiosk-start-again = Yeniden başla
embed-close = Kapat

choice-limits = { $kind ->
    [exact] { $least } tane seçin
    [least] En az { $least } tane seçin
    [most] En çok { $most } tane seçin
   *[between] { $least } ile { $most } arası seçin
}
text-least = Lütfen en az { $least } karakter yazın
error-unreadable = Bu metin okunabilir biçimde ulaşmadı. Lütfen yeniden yazın

# What was promised to a customer, and what they can do about it.

promise-reason = { $reason ->
    [behind] Size ulaşmak için henüz kimse boş kalmadı. Özür dileriz.
    [closed] Söylediğimiz saatte kapalıyız. Özür dileriz.
    [away] Konuyla ilgilenen kişi şu anda yok. Bir iş arkadaşı devralıyor.
    [handed_over] Konuyla ilgilenen kişi konuyu ekibe devretti.
    [chosen] Bu saati siz seçtiniz.
   *[reopened] Bize bunun çözülmediğini söylediniz.
}
status-solution = { $late ->
    [true] Bunu { $by } çözmüş olmak istiyorduk. Hâlâ üzerinde çalışıyoruz.
   *[false] Bu, { $by } çözülecek.
}
status-promises = Verdiğimiz sözler
status-promise = { $what ->
    [solution] Çözüm: { $at }
   *[contact] İlk görüşme: { $at }
}
status-promise-state = { $state ->
    [kept] tutuldu
    [renewed] yeni bir saatle değiştirildi
    [broken] tutulmadı
   *[open] henüz gelmedi
}
status-line-title = Yöneticiye bir not
status-line-what = Yöneticiye ve konuyla ilgilenen kişiye ulaşır.
status-line-field = Mesajınız
status-line-sent = Mesajınız ulaştı. Yöneticide.
status-solved-ask = Çözüldü mü?
status-solved-yes = Evet, çözüldü
status-solved-no = Hayır, çözülmedi
status-solved-thanks = { $solved ->
    [true] Teşekkürler. Bunu bilmek güzel.
   *[false] Söylediğiniz için teşekkürler. Konu yeniden açıldı, yöneticinin haberi var.
}
status-call-title = Arama için bir saat seçin
status-call-what = Bu saatlerde buradayız.
status-call-send = O saatte beni arayın
status-call-chosen = { $at } seçtiniz.
status-call-gone = Bu saat artık seçilemiyor. Lütfen başka bir saat seçin.

## I need help

help-lead = { $company } sizinle iletişime geçecek. Düğmeye dokunun, başka bir şey gerekmez.
help-not-anonymous = Yardım istemek anonim değildir: { $company } kimin istediğini görür. Anketteki yanıtlarınız anonim kalır.
help-name = Adınız
help-email = E-posta adresiniz
help-phone = Aranacağınız telefon numarası
help-words = Konu nedir?
help-sent-heading = Yardım isteğiniz ulaştı
help-sent = { $company } mesajınızı aldı ve sizinle iletişime geçecek.
help-error-phone = Lütfen numarayı ülke koduyla yazın, örneğin +90 212 000 00 00
help-error-email = Bu bir e-posta adresi değil
help-error-reach = Size ulaşabilmemiz için lütfen bir e-posta adresi ya da telefon numarası bırakın
