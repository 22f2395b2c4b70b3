# E-postalar.

## Davet: müşteriye

mail-invitation-subject = { $company } size bir soru soruyor
mail-invitation-preheader = Bir sayıya dokunmanız yeterli, yanıtınız odur. İsterseniz ardından birkaç sözcük ekleyebilirsiniz.
mail-out-of = { $top } üzerinden { $score }
mail-asks = { $company } müşterisi olduğunuz için size soruyoruz.
mail-asks-since = { $date } tarihinde { $company } müşterisi olduğunuz için size soruyoruz.
mail-unsubscribe = Abonelikten çık
mail-again = { $how ->
    [solved] { $date } tarihinde bize neyin yolunda gitmediğini anlattınız. Çözüldüğünü umuyoruz. Şimdi nasıl?
    [noticed] { $date } tarihinde bizim tarafımızda bir şey ters gitti. Şimdi ne düşünüyorsunuz?
   *[told] { $date } tarihinde bize neyin yolunda gitmediğini anlattınız. Şimdi ne düşünüyorsunuz?
}
mail-text-tap = Size uyan sayının bağlantısını açın:
mail-text-unsubscribe = Bu tür soruları artık almamak için:

## Uyarı: ekibe

mail-alert-subject = { $who }: { $top } üzerinden { $score }
mail-alert-subject-case = { $who } yardım bekliyor
mail-alert-someone = adı bilinmeyen bir müşteri
mail-alert-preheader = { $company }: müşteriyi henüz kimse aramadı.
mail-alert-heading = Memnun kalmayan müşteri: { $who }
mail-alert-score = { $top } üzerinden { $score }
mail-alert-no-words = Puanın yanında henüz bir yorum yok.
mail-alert-call = Ara: { $phone }
mail-alert-write = Yaz: { $email }
mail-alert-due = İlk görüşme için son an: { $time }. Kalan süre: { $left }.
mail-alert-late = İlk görüşme için son an şuydu: { $time }. Gecikme: { $left }.
mail-alert-open = Kaydı aç
mail-alert-order = Konu neydi
mail-alert-answered = Yanıt zamanı: { $at }
mail-alert-reason = Bu e-postayı { $company } için memnun kalmayan müşterilerle ilgilendiğinizden alıyorsunuz.

## Parola bağlantısı

mail-password-set-subject = { $company }: parolanızı belirleyin
mail-password-set-lead = { $company } hesabınız { $email } adresi için açıldı. Giriş yapmak için bir parola seçin.
mail-password-set-button = Parolayı belirle
mail-password-reset-subject = { $company }: yeni parola
mail-password-reset-lead = Birisi, büyük olasılıkla siz, { $company } hesabındaki { $email } adresi için yeni parola istedi.
mail-password-reset-button = Yeni parola seç
mail-password-valid = Bağlantı bir kez kullanılabilir. Geçerlilik süresi: { $length }.
mail-password-ignore = Bunu siz istemediyseniz bir şey yapmanız gerekmez: parolanız olduğu gibi kalır.
mail-password-unexpected = { $company } size yabancıysa bir şey yapmanız gerekmez: parola olmadan hesabı kimse kullanamaz.
mail-link-spelled-out = Düğme çalışmazsa şu adresi açın:

## Deneme e-postası

mail-test-subject = { $company }: deneme e-postası
mail-test-lead = Gönderim çalışıyor.
mail-test-detail = Bu e-posta { $company } adına { $sender } adresinden { $route } üzerinden gönderildi. Tarih: { $at }.
mail-test-reason = Bu e-postayı, birisi ayarlarda “Deneme e-postası gönder” düğmesine bastığı için alıyorsunuz.

## Kısa mesaj: müşteriye

mail-message = { $company }: { $question } { $url }
mail-draft-subject = Deneme: { $subject }

## İlgilendiğimiz müşteriye

mail-customer-subject = { $kind ->
    [acknowledgement] { $company }: konuyla ilgileniyoruz
    [renewal] { $company }: sizin için yeni bir saat
    [known_problem] { $company }: bildiğimiz bir sorun
    [over] { $company }: sorun giderildi
   *[reply] { $company }: bize anlattıklarınız hakkında
}
mail-customer-preheader = { $kind ->
    [acknowledgement] Size kim, ne zamana kadar ulaşacak.
    [renewal] Size ne zaman ulaşacağız ve saat neden değişti.
    [known_problem] Sizi de ilgilendirebilir. Bildiklerimiz burada.
    [over] Nasıl sonuçlandığı burada.
   *[reply] { $company } ekibinden bir yanıt.
}
mail-customer-heading = { $kind ->
    [acknowledgement] Konuyla ilgileniyoruz
    [renewal] Sizin için yeni bir saat
    [known_problem] Bildiğimiz bir sorun
    [over] Sorun giderildi
   *[reply] Size bir yanıt
}
mail-customer-next = Hiçbir şeyi iki kez anlatmanız gerekmez. Saatin değişmesi gerekirse geçmeden önce haber veririz.
mail-customer-expected = Sorunun { $by } biteceğini düşünüyoruz.
mail-customer-reply = Eklemek istediğiniz bir şey var mı? Bu e-postayı yanıtlayın: konuyla ilgilenen kişiye ulaşır.
mail-customer-why = { $kind ->
    [known_problem] Bu iletiyi, sorun { $company } müşterisi olarak sizi de ilgilendirebileceği için alıyorsunuz. Reklam değildir.
    [over] Bu iletiyi, { $company } müşterisi olarak size sorunu daha önce yazdığımız için alıyorsunuz. Reklam değildir.
   *[other] Bu iletiyi, { $company } sizin bir konunuzla ilgilendiği için alıyorsunuz.
}

## Ekibe haberler

mail-news-heading = { $what ->
    [wrote] { $who } yazdı
    [line] Yöneticiye bir not: { $who }
    [unsolved] Çözülmedi diyen: { $who }
    [call] { $who } arama saati seçti
    [renewed] Yeni saat sözü verildi: { $who }
    [broken] Tutulmayan söz: { $who }
   *[undelivered] E-postamız ulaşmadı: { $who }
}
mail-news-time = { $what ->
    [call] Arama: { $at }.
    [broken] Söz verilen saat: { $at }.
   *[renewed] Yeni söz verilen saat: { $at }.
}
mail-news-open = Aç

## Why the team is told, several cases at once, and a room that refuses us: to the team

mail-alert-why = { $why ->
    [reminder] Bu kaydı henüz kimse üstlenmedi
    [overdue] Bir süre doldu
    [reopened] Kayıt yeniden açıldı
    [assigned] Bu kayıt size verildi
    [warning] Bir süre dolmak üzere
   *[opened] Yeni kayıt
}
mail-alert-prefix = { $why ->
    [reminder] Hatırlatma
    [overdue] Gecikti
    [reopened] Yeniden açıldı
    [assigned] Sizin
    [warning] Süre doluyor
   *[opened] Yeni
}
mail-alert-due-solution = Çözüm için son an: { $time }. Kalan süre: { $left }.
mail-alert-late-solution = Çözüm için son an şuydu: { $time }. Gecikme: { $left }.
mail-alert-claim = Kaydı üstlen
mail-digest-heading = { $count ->
    [one] { $count } kayıt birini bekliyor
   *[other] { $count } kayıt birini bekliyor
}
mail-digest-due = Son an: { $time }
mail-digest-late = Süre doldu: { $time }
mail-digest-open = Kayıt listesini aç
mail-room-subject = { $room } artık mesaj almıyor
mail-room-what = { $room } için kullanılan hizmet mesajımızı reddetti, bu yüzden oraya artık bir şey gönderilmiyor. Yanıtı: { $reason }
mail-room-open = Yeniden ayarla

## İyileştirme: şikâyet eden müşteriye

mail-improvement-subject = { $company } neyi değiştirdi
mail-improvement-preheader = { $date } tarihinde bize neyin yolunda gitmediğini anlattınız.
mail-improvement-lead = { $date } tarihinde bize neyin yolunda gitmediğini anlattınız. Şunu değiştirdik.
mail-improvement-why = Neyin yanlış olduğunu söylediğiniz için { $company } yazıyor. Bu konudaki tek e-posta budur.
