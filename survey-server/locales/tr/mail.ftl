# E-postalar.

## Davet: müşteriye

mail-invitation-subject = { $company } size bir soru soruyor
mail-invitation-preheader = Bir sayıya dokunmanız yeterli, yanıtınız odur. İsterseniz ardından birkaç sözcük ekleyebilirsiniz.
mail-out-of = { $top } üzerinden { $score }
mail-asks = { $company } müşterisi olduğunuz için size soruyoruz.
mail-asks-since = { $date } tarihinde { $company } müşterisi olduğunuz için size soruyoruz.
mail-unsubscribe = Abonelikten çık
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
