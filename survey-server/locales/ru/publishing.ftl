# Настройки: публичный значок, отзывы. Выгрузки.

settings-badge = Значок и отзывы
badge-title = Значок
badge-what = Небольшая картинка с вашей оценкой и числом ответов за последние 12 месяцев; пересчитывается не чаще раза в минуту. Исправить её нельзя. Пока ответов меньше 30, на ней написано, что их мало.
badge-active = Значок и отзывы видны всем
badge-survey = Опрос
badge-default-survey = Основной опрос
badge-language = Язык
badge-own-language = Как у рабочего пространства
badge-image = Значок, каким его видят все
badge-snippet = Код для вашей страницы
badge-snippet-what = Вставьте код туда, где должен стоять значок. Чтобы выбрать другой язык или тёмную страницу, добавьте к адресу картинки ?lang=de или ?theme=dark.
badge-page = Страница с отзывами
testimonials-choose = Отзывы
testimonials-what = Только слова клиентов, которые согласились на это в опросе. Выбирайте целые слова; пропуски отмечаются. Если клиент отзовёт согласие или его данные сотрут, слова исчезнут сразу. Оценка рядом учитывает все ответы.
testimonials-not-asked = Ни один опрос об этом не спрашивает. Добавьте вопрос типа «consent» с "publish": "words" или "first_name".
testimonials-none-yet = Пока никто не согласился, или согласившиеся ничего не написали.
testimonials-look-further = Искать дальше
testimonials-newest = К новейшим
testimonial-published = Опубликовано
testimonial-nameless = без имени
testimonial-answer = Ответ
testimonial-words = Слова для публикации
testimonial-publish = Опубликовать
testimonial-change = Изменить
testimonial-hide = Скрыть
testimonial-not-own-words = Это должны быть целые слова клиента в том же порядке, с … на месте пропусков; не больше { $most } знаков.
flash-testimonial-published = Опубликовано.
flash-testimonial-hidden = Скрыто.
export-csv = Скачать CSV
export-json = Скачать JSON
export-counts-csv = Числа в CSV
export-counts-json = Числа в JSON
export-what = Всё из этого отчёта, с объяснением каждого столбца
export-title = Скачать
