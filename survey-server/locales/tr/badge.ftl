# The public badge and testimonials: everybody reads them.

badge-heading = { $company } müşterileri ne diyor
badge-nps = { $score } NPS
badge-mean = { $most } üzerinden { $score }
badge-answers = { $count ->
    [one] { $count } yanıt
   *[other] { $count } yanıt
}
badge-few = henüz çok az yanıt var
badge-few-what = 12 ayda en az { $least } yanıt olunca gösterilir
badge-interval = { $low } ile { $high } arasında
badge-reaction = { $target } içinde ulaşılan memnun olmayan müşteriler: { $count } kişiden %{ $share }
testimonials-title = { $company } müşterileri ne diyor
testimonials-how = Puan, son 12 ayın iyi kötü bütün yanıtlarını sayar. Aşağıdaki sözler buna izin veren müşterilerindir. Bunları { $company } seçti; çıkarılan yerler … ile gösterilir, başka bir şey değiştirilmedi.
testimonials-none = Henüz bir şey yayımlanmadı.
testimonials-older = Daha eskiler
testimonials-nameless = Bir müşteri
